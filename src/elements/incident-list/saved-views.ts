import type { PropertyValues } from 'lit';

import { editableFields } from '../../core/fields.js';
import type { FilterField as FilterName } from '../../core/filter.js';
import { parseFilter } from '../../core/filter.js';
import type { ListTerms } from '../../locales/en/incident-list.js';
import type { DeskController } from '../../ui/desk.js';
import { keep } from '../../ui/live.js';
import type { OfferedView } from '../../ui/offered-views.js';
import type { Command } from './palette.js';
import { parseViews, shippedView, shippedViews, viewLabel } from './views.js';
import type { SavedView } from './views.js';

/** The list a view changes. */
export interface ViewedList {
  filter: string;
  sort: string;
  groupBy: string;
  view: string | undefined;
  readonly views: string;
  readonly userGroups: string;
  requestUpdate(): void;
}

interface ReadViews {
  readonly views: readonly SavedView[];
  /** What is wrong with them. */
  readonly fault?: string;
}

/** What is resolved has not been confirmed yet where that closes it; elsewhere the record says so. */
const unconfirmed = shippedView('unconfirmed');
const unconfirmedInPlace = unconfirmed && {
  ...unconfirmed,
  query: `${unconfirmed.query} confirmedAt:none`,
};
const ofBackend = <V extends SavedView | undefined>(view: V, staysResolved: boolean): V | SavedView =>
  staysResolved && unconfirmedInPlace && view === unconfirmed ? unconfirmedInPlace : view;

/** The views a list offers, and the one that is shown. */
export class SavedViews {
  readonly #list: ViewedList;
  /** What stands in the list's slot. */
  #slotted = '';
  #current: SavedView | undefined;
  /** The order and the groups before a view brought its own. */
  #ownSort: string | undefined;
  #ownGroup: string | undefined;
  readonly #read = keep((text: string, staysResolved: boolean): ReadViews => {
    try {
      return { views: parseViews(text).map((view) => ofBackend(view, staysResolved)) };
    } catch (error) {
      return { views: [], fault: error instanceof Error ? error.message : String(error) };
    }
  });

  readonly #chosen: (id: string) => void;
  readonly #desk: DeskController;

  /** @param chosen Is told of the view somebody has chosen. */
  constructor(list: ViewedList, desk: DeskController, chosen: (id: string) => void) {
    this.#list = list;
    this.#desk = desk;
    this.#chosen = chosen;
  }

  /** Takes up what stands in the list's slot from now on. */
  readonly onSlot = (event: Event): void => {
    const texts = (event.target as HTMLSlotElement).assignedElements().map(({ textContent }) => textContent);
    this.#slotted = texts.join('').trim();
    this.#list.requestUpdate();
  };

  /** Whether the backend tells of what a condition is about; what follows from the record's times it always does. */
  #reads(field: FilterName): boolean {
    const { store, policy } = this.#desk;
    // What the backend closes is never due here, and without a rule nothing is.
    if (field === 'closing') return policy?.closure !== undefined && store?.adapter.traits.closes !== true;
    const traits = store?.adapter.traits.fields;
    const row = editableFields.find((name) => name === field);
    return traits === undefined || row === undefined || traits[row]?.read === true;
  }

  get #all(): ReadViews {
    return this.#read(this.#slotted || this.#list.views, this.#staysResolved);
  }

  get #staysResolved(): boolean {
    return this.#desk.store?.adapter.traits.staysResolved === true;
  }

  get fault(): string | undefined {
    const { fault, views } = this.#all;
    const id = this.#list.view;
    if (fault !== undefined || !id || this.#named(id)) return fault;
    const known = views.length > 0 ? views : shippedViews;
    return `there is no view "${id}"; there are ${known.map((view) => view.id).join(', ')}`;
  }

  #named(id: string): SavedView | undefined {
    return this.#all.views.find((one) => one.id === id) ?? ofBackend(shippedView(id), this.#staysResolved);
  }

  /** The one that is shown; undefined where the list has none. */
  get current(): SavedView | undefined {
    return this.#current;
  }

  /** Those that make sense: nothing is anybody's own while nobody is signed in, or where the backend tells of none. */
  offered(signedIn: boolean): readonly SavedView[] {
    return this.#all.views.filter(({ query }) => {
      if (query.includes(':me') && !signedIn) return false;
      const { filter } = parseFilter(query);
      if (filter.some(({ field }) => !this.#reads(field))) return false;
      return !query.includes(':mine') || this.#list.userGroups !== '';
    });
  }

  /** Takes up another `view`. A filter that comes with it stays as it is. */
  update(changed: PropertyValues): void {
    const id = this.#list.view;
    const view = id ? this.#named(id) : undefined;
    if (view === this.#current) return;
    this.#current = view;
    if (view && !(changed.has('filter') && this.#list.filter !== '')) this.#apply(view);
  }

  /** The views by name, for those who type. */
  commands(signedIn: boolean, words: ListTerms['view'], language: string): readonly Command[] {
    return this.offered(signedIn).map((view) => ({
      id: `view-${view.id}`,
      label: `${words.label}: ${viewLabel(view, words, language)}`,
      run: () => this.choose(view),
    }));
  }

  /** Those that make sense as they are drawn, with what each has. */
  drawn(
    signedIn: boolean,
    words: ListTerms['view'],
    language: string,
    countOf: (view: SavedView) => { readonly count: number; readonly text: string } | undefined,
  ): readonly OfferedView[] {
    return this.offered(signedIn).map((view) => {
      const { id, tone } = view;
      const has = countOf(view);
      return {
        id,
        label: viewLabel(view, words, language),
        count: has?.text,
        // Nothing presses where there is nothing.
        tone: has && has.count > 0 ? tone : undefined,
        current: id === this.#current?.id,
      };
    });
  }

  choose(view: SavedView): void {
    this.#list.view = view.id;
    this.#current = view;
    this.#apply(view);
    this.#chosen(view.id);
  }

  /** Chooses one that is offered by its id. */
  chooseId(id: string): void {
    const view = this.#all.views.find((one) => one.id === id);
    if (view) this.choose(view);
  }

  /** Shows a view that is still offered. */
  show(id: string): void {
    if (this.#all.views.some((view) => view.id === id)) this.#list.view = id;
  }

  #apply({ query, sort, group }: SavedView): void {
    const list = this.#list;
    list.filter = query;
    if (sort !== undefined) {
      this.#ownSort ??= list.sort;
      list.sort = sort;
    } else if (this.#ownSort !== undefined) {
      list.sort = this.#ownSort;
      this.#ownSort = undefined;
    }
    if (group !== undefined) {
      this.#ownGroup ??= list.groupBy;
      list.groupBy = group;
    } else if (this.#ownGroup !== undefined) {
      list.groupBy = this.#ownGroup;
      this.#ownGroup = undefined;
    }
  }
}
