import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { Choice, ChoicePage } from '../adapters/adapter.js';
import { linkIdOf } from '../adapters/choices.js';
import type { CommonTerms } from '../locales/en/common.js';

/** Finds choices by what is typed; the empty text asks for the first ones. */
export type ChoiceSource = (
  text: string,
  cursor: string | undefined,
  signal: AbortSignal,
) => Promise<Pick<ChoicePage, 'items' | 'next'>>;

/** The options of a look-up, and where the keyboard is among them. */
export interface ChoiceList {
  /** Id of the input the list belongs to. */
  readonly id: string;
  readonly choices: readonly Choice[];
  /** How many of the first ones are those used last. */
  readonly recent: number;
  /** Which option the arrow keys are at; -1 for none. */
  readonly active: number;
  readonly chosen: string | undefined;
  /** There are more at the source, or they are on their way. */
  readonly more: 'more' | 'loading' | undefined;
  readonly words: CommonTerms['lookUp'];
}

export const optionId = (id: string, at: number): string => `${id}-option-${String(at)}`;

/** The list itself; the option after the last choice brings more. Hidden while there is nothing in it. */
export function renderChoices({
  id,
  choices,
  recent,
  active,
  chosen,
  more,
  words,
}: ChoiceList): TemplateResult {
  const option = (at: number, look: string, selected: boolean, content: unknown): TemplateResult =>
    html`<div
      role="option"
      id=${optionId(id, at)}
      data-at=${at}
      class=${look}
      aria-selected=${selected ? 'true' : 'false'}
      ?data-active=${at === active}
    >
      ${content}
    </div>`;
  const none = choices.length === 0;
  return html`<div role="listbox" id="${id}-list" aria-label=${words.choices} ?hidden=${none}>
    ${choices.map((choice, at) =>
      option(
        at,
        at === recent && at > 0 ? 'look-up-choice first' : 'look-up-choice',
        linkIdOf(choice) === chosen,
        html`<bdi>${choice.label}</bdi
          >${choice.hint ? html` <small><bdi>${choice.hint}</bdi></small>` : nothing}`,
      ),
    )}
    ${more === undefined || none ? nothing : option(choices.length, 'look-up-choice more', false, words[more])}
  </div>`;
}

/** Keeps the option the arrow keys are at in view, without moving the page. */
export function revealActive(panel: HTMLElement): void {
  const option = panel.querySelector('[data-active]');
  if (!option) return;
  const [box, around] = [option.getBoundingClientRect(), panel.getBoundingClientRect()];
  panel.scrollTop += Math.min(0, box.top - around.top) + Math.max(0, box.bottom - around.bottom);
}
