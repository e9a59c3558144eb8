import type { NarrowedQuery } from '../../ui/desk.js';

interface ViewedList {
  filter: string;
  view: string | undefined;
}

/**
 * Lets a list show exactly the incidents another element names: its own view and filter are put aside meanwhile, and are
 * back afterwards unless somebody has chosen others. What is typed in between holds beside it.
 */
export class ExactLines {
  readonly #list: ViewedList;
  #aside: { readonly view: string | undefined; readonly filter: string } | undefined;

  constructor(list: ViewedList) {
    this.#list = list;
  }

  /** Takes note of what the list is narrowed to now. */
  follow(narrowed: NarrowedQuery | undefined): void {
    const list = this.#list;
    const isExact = narrowed?.ids !== undefined || narrowed?.instead !== undefined;
    if (isExact === (this.#aside !== undefined)) return;
    if (isExact) {
      this.#aside = { view: list.view, filter: list.filter };
      list.view = undefined;
      list.filter = '';
      return;
    }
    const { view, filter } = this.#aside ?? { view: undefined, filter: '' };
    this.#aside = undefined;
    if (list.view !== undefined || list.filter !== '') return;
    list.view = view;
    list.filter = filter;
  }
}
