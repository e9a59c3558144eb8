import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import { editableFields } from '../core/incident.js';
import type { IncidentPatch, Status } from '../core/incident.js';
import { statusAfter } from '../core/mutation.js';
import type { StatusNames } from '../core/status-names.js';
import { statusWord } from '../core/status-names.js';
import type { OutboxItem } from '../store/types.js';
import type { FieldSpeech } from './field-text.js';
import type { TaskSpeech } from './task-text.js';
import { taskFields, taskText } from './task-text.js';
import { customText, fieldLabel, fieldText } from './field-text.js';

export interface VersionSpeech extends FieldSpeech {
  readonly statusNames: StatusNames;
}

/** One line of the comparison of two versions. */
export interface Difference {
  readonly name: string;
  readonly mine: string;
  readonly theirs: string;
  readonly differs: boolean;
}

const line = (name: string, mine: string, theirs: string): Difference => ({
  name,
  mine,
  theirs,
  differs: mine !== theirs,
});

/** The fields a patch changes, in the order of the table. */
export const patchedFields = (patch: IncidentPatch): readonly (typeof editableFields)[number][] =>
  editableFields.filter((field) => patch[field] !== undefined);

/** My change beside what the backend holds now. Empty where that could not be read. */
export function differences(
  { mutation: { intent }, theirs, theirTask }: OutboxItem,
  speech: VersionSpeech & TaskSpeech,
): readonly Difference[] {
  if (intent.kind === 'save-task')
    return taskFields
      .filter((field) => theirTask && intent.change[field] !== undefined)
      .map((field) => {
        const told = (task: typeof intent.change): string =>
          taskText(field, task, speech) || speech.terms.fieldValue.nothing;
        return line(speech.terms.taskField[field], told(intent.change), told(theirTask ?? {}));
      });
  if (!theirs) return [];
  const { status, versions, fieldValue } = speech.terms;
  const word = (of: Status): string => statusWord(of, speech.statusNames, status);
  const told = (text: string): string => text || fieldValue.nothing;
  if (intent.kind === 'transition')
    return [
      line(versions.status, word(statusAfter(intent.transition)), word(theirs.status)),
      ...(['assignee', 'group'] as const).flatMap((field) => {
        const mine = intent.transition[field];
        return mine
          ? [
              line(
                fieldLabel(field, speech),
                fieldText(field, mine, speech),
                told(fieldText(field, theirs[field], speech)),
              ),
            ]
          : [];
      }),
    ];
  if (intent.kind !== 'update') return [];
  const { patch } = intent;
  return [
    ...patchedFields(patch).map((field) =>
      line(
        fieldLabel(field, speech),
        told(fieldText(field, patch[field], speech)),
        told(fieldText(field, theirs[field], speech)),
      ),
    ),
    ...Object.entries(patch.custom ?? {}).map(([name, value]) =>
      line(name, told(customText(value, speech)), told(customText(theirs.custom?.[name], speech))),
    ),
  ];
}

/**
 * Both versions of a change that met another one, side by side, and the choice between them. `about` is the id of what
 * says which change it is, where several stand in a list.
 */
export function renderVersions(
  item: OutboxItem,
  speech: VersionSpeech & TaskSpeech,
  resolve: (choice: 'mine' | 'theirs') => void,
  about?: string,
): TemplateResult {
  const words = speech.terms.versions;
  const choice = (word: string, look: string, version: 'mine' | 'theirs'): TemplateResult =>
    html`<button
      type="button"
      class="button small ${look}"
      aria-describedby=${about ?? nothing}
      @click=${() => resolve(version)}
    >
      ${word}
    </button>`;
  return html`<p class="words">${words.why}</p>
    <div class="scroll" role="region" tabindex="0" aria-label=${words.label}>
      <table part="comparison" role="table" aria-label=${words.label}>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">${words.field}</th>
            <th role="columnheader" scope="col">${words.mine}</th>
            <th role="columnheader" scope="col">${words.theirs}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${differences(item, speech).map(
            ({ name, mine, theirs, differs }) =>
              html`<tr role="row" ?data-differs=${differs}>
                <th role="rowheader" scope="row">${name}</th>
                <td role="cell"><bdi>${mine}</bdi></td>
                <td role="cell"><bdi>${theirs}</bdi></td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="row">${choice(words.keepMine, 'primary', 'mine')}${choice(words.takeTheirs, '', 'theirs')}</p>`;
}
