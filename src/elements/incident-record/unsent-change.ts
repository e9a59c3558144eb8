import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { Incident } from '../../core/incident.js';
import type { RecordTerms } from '../../locales/en/incident-record.js';
import type { OutboxItem } from '../../store/types.js';
import type { TaskSpeech } from '../../ui/task-text.js';
import { fieldLabel } from '../../ui/field-text.js';
import { icon } from '../../ui/icons.js';
import type { VersionSpeech } from '../../ui/versions.js';
import { renderVersions } from '../../ui/versions.js';
import { homeOf } from './record-facts.js';

/** What can be done with a change that did not get through. */
export interface UnsentActions {
  readonly resolve: (item: OutboxItem, choice: 'mine' | 'theirs') => void;
  readonly correct: (item: OutboxItem) => void;
  readonly discard: (item: OutboxItem) => void;
}

/** What has not been sent of an incident, by the line where it is shown; the empty name is the heading. */
export function unsentByField(
  items: readonly OutboxItem[],
  ids: readonly (string | undefined)[],
): ReadonlyMap<string, readonly OutboxItem[]> {
  const found = new Map<string, OutboxItem[]>();
  for (const item of items) {
    const { incidentId, intent } = item.mutation;
    if (!ids.includes(incidentId)) continue;
    if (intent.kind !== 'update' && intent.kind !== 'transition') continue;
    const home = (intent.kind === 'update' ? homeOf(intent.patch) : undefined) ?? '';
    found.set(home, [...(found.get(home) ?? []), item]);
  }
  return found;
}

/** Ids under which an incident's changes are waiting. */
export const idsOf = (id: string, incident: Incident): readonly (string | undefined)[] => [
  id,
  incident.id,
  incident.clientId,
];

/** A change that has not been sent, beside the field it changes: where it stands, what went wrong, what can be done. */
export function renderUnsent(
  item: OutboxItem,
  speech: VersionSpeech & TaskSpeech & { readonly terms: RecordTerms },
  { resolve, correct, discard }: UnsentActions,
): TemplateResult {
  const { terms } = speech;
  const { state, error, mutation } = item;
  if (state === 'conflict')
    return html`<div class="unsent conflict" part="conflict" data-key=${mutation.key}>
      <p class="standing">${icon('conflict')} <strong>${terms.pending.conflict}</strong></p>
      ${renderVersions(item, speech, (choice) => resolve(item, choice))}
    </div>`;
  if (state !== 'failed')
    return html`<p class="unsent meta">
      ${icon(state === 'unknown' ? 'warning' : 'clock')} ${terms.pending[state]}
    </p>`;
  return html`<div class="unsent fault" data-key=${mutation.key}>
    <p class="standing">
      ${icon('warning')}
      <strong>${terms.pending.failed}${error ? `: ${terms.errorTitle[error.kind]}` : ''}</strong>
    </p>
    ${error?.message ? html`<p class="wrap"><bdi>${error.message}</bdi></p>` : nothing}
    ${error?.issues.map(
      ({ path, code, message }) =>
        html`<p class="wrap">
          ${path ? `${fieldLabel(path, speech)}: ` : ''}<bdi>${terms.issue[code] ?? message}</bdi>
        </p>`,
    )}
    <p class="row">
      ${
        mutation.intent.kind === 'update'
          ? html`<button type="button" class="button small" @click=${() => correct(item)}>
              ${terms.record.correct}
            </button>`
          : nothing
      }<button type="button" class="button small" @click=${() => discard(item)}>
        ${terms.record.discard}
      </button>
    </p>
  </div>`;
}
