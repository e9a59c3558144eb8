import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { OutboxItem, PendingState } from '../../store/types.js';
import { icon } from '../../ui/icons.js';
import type { FactSpeech } from './record-facts.js';

/** What is told and done with a change of a row that has not got through. */
export interface UnsentScene {
  readonly speech: FactSpeech;
  readonly offline: boolean;
  readonly itemOf: (key: string) => OutboxItem | undefined;
  readonly retry: (key: string) => void;
  readonly discard: (key: string) => void;
}

/** A row of a list that is changed through the outbox: a link, somebody in the team. */
export interface UnsentRow {
  readonly pending?: PendingState;
  readonly key?: string;
  readonly gone?: boolean;
}

interface UnsentWords {
  /** That it is being removed. */
  readonly going: string;
  /** What else comes of it. */
  readonly also?: string;
}

/** Nothing of it is on its way. A short try without a network takes the button nowhere. */
const rests: ReadonlySet<PendingState> = new Set(['queued', 'waiting']);

/** A change that has not got through: where it stands, what went wrong, what can be done. */
export function renderUnsent(
  { pending, key, gone = false }: UnsentRow,
  words: UnsentWords,
  { speech, offline, itemOf, retry, discard }: UnsentScene,
): TemplateResult | typeof nothing {
  if (pending === undefined || key === undefined) return nothing;
  const { terms } = speech;
  const told = [...(gone ? [words.going] : []), ...(words.also === undefined ? [] : [words.also])];
  const what = told.length > 0 ? html`${told.join(' ')} ` : nothing;
  if (pending !== 'failed' && pending !== 'conflict')
    return html`<p class="unsent meta" data-key=${key}>
      ${icon(pending === 'unknown' ? 'warning' : 'clock')}
      ${what}${terms.pending[pending]}${
        offline && pending !== 'unknown'
          ? html` <button
              type="button"
              class="button small plain"
              aria-disabled=${rests.has(pending) ? nothing : 'true'}
              @click=${() => rests.has(pending) && discard(key)}
            >
              ${terms.record.takeBack}
            </button>`
          : nothing
      }
    </p>`;
  const { error } = itemOf(key) ?? {};
  return html`<div class="unsent fault" data-key=${key}>
    <p class="standing">
      ${icon('warning')}
      <strong>${what}${terms.pending[pending]}${error ? `: ${terms.errorTitle[error.kind]}` : ''}</strong>
    </p>
    ${error?.message ? html`<p class="wrap"><bdi>${error.message}</bdi></p>` : nothing}
    <p class="row">
      <button type="button" class="button small" @click=${() => retry(key)}>${terms.retry}</button
      ><button type="button" class="button small" @click=${() => discard(key)}>
        ${terms.record.discard}
      </button>
    </p>
  </div>`;
}
