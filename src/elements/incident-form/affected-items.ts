import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import type { Choice } from '../../adapters/adapter.js';
import type { RelationChange } from '../../core/relation.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { FormTerms } from '../../locales/en/incident-form.js';
import { renderChosenRow } from '../../ui/chosen-row.js';
import { linkIdOf } from '../../adapters/choices.js';
import type { Answer, AnswerSet } from './answers.js';
import { idOf, linkOf } from './answers.js';
import type { FormField } from './form-model.js';
import { affected } from './form-model.js';

/** The configuration items in an answer. */
export const itemsOf = (answer: Answer | undefined): readonly Choice[] =>
  Array.isArray(answer) ? answer.filter((one): one is Choice => typeof one === 'object') : [];

/** What an item is known by: its name until it has been looked up. */
const keyOf = ({ id, label }: Choice): string => id || label;

/** The answer with one more item, by what a link names it; each is in it once. */
export const withItem = (answer: Answer | undefined, item: Choice): readonly Choice[] => {
  const { label, hint } = item;
  const added: Choice = { id: linkIdOf(item), label, ...(hint === undefined ? {} : { hint }) };
  return [...itemsOf(answer).filter((one) => keyOf(one) !== keyOf(added)), added];
};

/** The links that go after a report. The item the incident itself is about needs none. */
export const affectedLinks = (
  { values }: AnswerSet,
  shown: readonly FormField[],
): readonly RelationChange[] => {
  if (!shown.some(({ key }) => key === affected)) return [];
  const own = linkOf(values['ci']) ?? idOf(values['ci']);
  return itemsOf(values[affected])
    .filter(({ id }) => id === '' || id !== own)
    .map(({ id, label, hint }) => ({
      kind: 'affects',
      ...(id === '' ? {} : { id }),
      number: label,
      ...(hint === undefined ? {} : { title: hint }),
    }));
};

/** What the items of a field are shown with. */
export interface ItemsView {
  readonly terms: CommonTerms & FormTerms;
  readonly answers: AnswerSet;
  readonly disabled: boolean;
  readonly set: (field: FormField, value: Answer) => void;
  /** Puts the keyboard there with the next drawing, by an id in the element's root. */
  readonly focusNext: (id: string) => void;
}

/** The look-up of a field that takes any number of items, and below it those that are chosen. */
export function renderItems(view: ItemsView, field: FormField, lookUp: TemplateResult): TemplateResult {
  const { form: words, files, lookUp: lookUpWords } = view.terms;
  const items = itemsOf(view.answers.values[field.key]);
  const buttonId = (at: number): string => `${field.id}-remove-${String(at)}`;
  const remove = (at: number): void => {
    const left = items.length - 1;
    view.focusNext(left > 0 ? buttonId(Math.min(at, left - 1)) : field.id);
    view.set(
      field,
      items.filter((_, place) => place !== at),
    );
  };
  return html`<div class="field">
    ${lookUp}
    ${
      items.length > 0
        ? html`<ul class="chosen" aria-label=${words.affected}>
            ${repeat(
              items,
              keyOf,
              ({ id, label, hint = '' }, at) =>
                html`<li class="file" data-item=${id || label}>
                  ${renderChosenRow({
                    icon: id === '' ? 'clock' : 'check',
                    name: label,
                    meta: id === '' ? lookUpWords.later : hint,
                    remove: files.remove(label),
                    disabled: view.disabled,
                    buttonId: buttonId(at),
                    removed: () => remove(at),
                  })}
                </li>`,
            )}
          </ul>`
        : nothing
    }
    <span class="visually-hidden" role="status"
      >${items.length > 0 ? words.affectedCount(items.length) : nothing}</span
    >
  </div>`;
}
