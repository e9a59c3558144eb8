import type { EntryDraft } from '../../core/entry.js';
import { shortName, shownName } from '../../core/file.js';
import type { IncidentDraft, IncidentPatch } from '../../core/incident.js';
import { statusAfter } from '../../core/mutation.js';
import type { Mutation } from '../../core/mutation.js';
import { statusWord } from '../../core/status-names.js';
import { changedTask } from '../../core/task.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { OutboxTerms } from '../../locales/en/incident-outbox.js';
import type { OutboxItem } from '../../store/types.js';
import { fieldLabel, fieldText } from '../../ui/field-text.js';
import { taskLines } from '../../ui/task-text.js';
import type { UploadSpeech } from '../../ui/upload.js';
import { patchedFields } from '../../ui/versions.js';
import type { VersionSpeech } from '../../ui/versions.js';

/** What a mutation is told with. */
export interface Wording extends VersionSpeech, Pick<UploadSpeech, 'percent'> {
  readonly terms: CommonTerms & OutboxTerms;
  readonly list: (names: readonly string[]) => string;
  /** So many bytes, in words. */
  readonly fileSize: (bytes: number | undefined) => string;
}

/** What it is, in one line. */
export function titleOf({ intent }: Mutation, wording: Wording): string {
  const { terms, list } = wording;
  switch (intent.kind) {
    case 'create':
      return terms.outboxItem.newIncident(intent.draft.title);
    case 'update':
      return terms.outboxItem.change(
        list(patchedFields(intent.patch).map((field) => fieldLabel(field, wording))),
      );
    case 'add-entry':
      return terms.outboxKind[intent.entry.kind];
    case 'attach':
      return terms.outboxItem.file(shortName(intent.file.name));
    case 'transition':
      return terms.outboxItem.step(
        statusWord(statusAfter(intent.transition), wording.statusNames, terms.status),
      );
    case 'save-task':
      return terms.outboxItem.task(changedTask(intent.taskId, intent.seen, intent.change).title);
    case 'relate':
      return terms.outboxItem[intent.relation.gone ? 'unlink' : 'link'](intent.relation.number);
    case 'save-participant': {
      const { person, gone } = intent.participant;
      return terms.outboxItem[gone ? 'leaves' : 'joins'](person.name);
    }
  }
}

/** Everything in it, field by field. */
export function contentOf(
  { intent, incidentId }: Mutation,
  wording: Wording,
): readonly (readonly [string, string])[] {
  const { terms } = wording;
  const rows = (record: IncidentDraft | IncidentPatch): readonly (readonly [string, string])[] =>
    patchedFields(record)
      .filter((field) => intent.kind !== 'create' || record[field] !== '')
      .map(
        (field) =>
          [
            fieldLabel(field, wording),
            fieldText(field, record[field], wording) || terms.fieldValue.nothing,
          ] as const,
      );
  switch (intent.kind) {
    case 'create':
      return [...rows(intent.draft), [fieldLabel('clientId', wording), incidentId]];
    case 'update':
      return rows(intent.patch);
    case 'add-entry':
      return [[terms.outboxItem.text, intent.entry.text]];
    case 'attach': {
      const { name, type, size } = intent.file;
      return [
        [terms.file.name, shownName(name)],
        [terms.file.size, wording.fileSize(size)],
        ...(type === '' ? [] : [[terms.file.type, type] as const]),
        [terms.file.readers, terms.file[intent.visibility]],
      ];
    }
    case 'transition': {
      const { reason, comment, resolution } = intent.transition;
      const texts = [reason, comment, resolution?.notes].filter(
        (text) => text !== undefined && text !== '',
      ) as string[];
      return [
        [
          terms.outboxItem.status,
          statusWord(statusAfter(intent.transition), wording.statusNames, terms.status),
        ],
        ...texts.map((text) => [terms.outboxItem.reason, text] as const),
      ];
    }
    case 'save-task':
      return taskLines(intent.change, wording);
    case 'relate': {
      const { kind, number, title = '', replaces } = intent.relation;
      return [
        [terms.relationKind[kind], `${number} ${title}`.trim()],
        ...(replaces ? [[terms.outboxItem.replaces, replaces.number ?? replaces.id] as const] : []),
      ];
    }
    case 'save-participant': {
      const { role, person } = intent.participant;
      return [[terms.outboxItem.part, `${person.name}: ${terms.participantRole[role] ?? role}`]];
    }
  }
}

/** The texts in it a person can correct in place. */
export type EditableText = 'title' | 'description' | 'contact' | 'location' | 'text';

export function textsOf({ intent }: Mutation): readonly (readonly [EditableText, string])[] {
  if (intent.kind === 'add-entry') return [['text', intent.entry.text]];
  if (intent.kind !== 'create' && intent.kind !== 'update') return [];
  const record: IncidentPatch = intent.kind === 'create' ? intent.draft : intent.patch;
  return (['title', 'description', 'contact', 'location'] as const).flatMap((field) => {
    const value = record[field];
    return typeof value === 'string' && (value !== '' || field === 'description')
      ? [[field, value] as const]
      : [];
  });
}

/** The content with its texts replaced; undefined for what has none. */
export function withTexts(
  { intent }: Mutation,
  texts: Readonly<Partial<Record<EditableText, string>>>,
): IncidentDraft | IncidentPatch | EntryDraft | undefined {
  const { text, ...fields } = texts;
  if (intent.kind === 'add-entry') return { ...intent.entry, text: text ?? intent.entry.text };
  if (intent.kind === 'create') return { ...intent.draft, ...fields };
  if (intent.kind === 'update') return { ...intent.patch, ...fields };
  return undefined;
}

/** What goes with an item when it is discarded: everything of an incident that is not there yet. */
export const dependantsOf = (item: OutboxItem, items: readonly OutboxItem[]): readonly OutboxItem[] =>
  item.mutation.intent.kind === 'create'
    ? items.filter((other) => other !== item && other.mutation.incidentId === item.mutation.incidentId)
    : [];
