import type { EntryDraft } from '../../core/entry.js';
import type { EditableField, IncidentDraft, IncidentPatch } from '../../core/incident.js';
import { editableFields } from '../../core/incident.js';
import type { Mutation } from '../../core/mutation.js';
import type { PriorityMatrix } from '../../core/priority/priority.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { OutboxTerms } from '../../locales/en/incident-outbox.js';
import type { OutboxItem } from '../../store/types.js';
import { matrixInWords, priorityName } from '../../ui/matrix-words.js';

/** The words, levels and formats a mutation is told in. */
export interface Wording {
  readonly terms: CommonTerms & OutboxTerms;
  readonly matrix: PriorityMatrix;
  readonly dateTime: (at: number) => string;
  readonly list: (names: readonly string[]) => string;
}

/** A field's value as a person reads it. */
export function valueText(
  field: EditableField,
  value: IncidentPatch[EditableField],
  { terms, matrix, dateTime }: Wording,
): string {
  if (value === undefined || value === null || value === '' || value === false)
    return terms.outboxItem.nothing;
  if (value === true) return terms.outboxItem.yes;
  if (typeof value === 'object')
    return 'label' in value ? String(value.label) : 'name' in value ? String(value.name) : '';
  if (field === 'occurredAt' || field === 'detectedAt') return dateTime(Number(value));
  const spoken = matrixInWords(matrix, terms.level);
  if (field === 'priority') return priorityName(Number(value), spoken);
  if (field === 'impact' || field === 'urgency')
    return spoken[field][Number(value) - 1]?.label ?? String(value);
  if (field === 'effect') return terms.effect[value as 'down' | 'degraded'];
  if (field === 'channel') return terms.channel[value as 'phone'];
  return String(value);
}

const fieldName = (field: string, { terms }: Wording): string => terms.incidentField[field] ?? field;

const filled = (record: IncidentDraft | IncidentPatch): readonly EditableField[] =>
  editableFields.filter((field) => record[field] !== undefined);

/** What it is, in one line. */
export function titleOf({ intent }: Mutation, wording: Wording): string {
  const { terms, list } = wording;
  switch (intent.kind) {
    case 'create':
      return terms.outboxItem.newIncident(intent.draft.title);
    case 'update':
      return terms.outboxItem.change(list(filled(intent.patch).map((field) => fieldName(field, wording))));
    case 'add-entry':
      return terms.outboxKind[intent.entry.kind];
    case 'transition':
      return terms.outboxItem.step(terms.status[intent.transition.to]);
  }
}

/** Everything in it, field by field. */
export function contentOf({ intent }: Mutation, wording: Wording): readonly (readonly [string, string])[] {
  const { terms } = wording;
  const rows = (record: IncidentDraft | IncidentPatch): readonly (readonly [string, string])[] =>
    filled(record)
      .filter((field) => intent.kind !== 'create' || record[field] !== '')
      .map((field) => [fieldName(field, wording), valueText(field, record[field], wording)] as const);
  switch (intent.kind) {
    case 'create':
      return rows(intent.draft);
    case 'update':
      return rows(intent.patch);
    case 'add-entry':
      return [[terms.outboxItem.text, intent.entry.text]];
    case 'transition': {
      const { to, reason, comment, resolution } = intent.transition;
      const texts = [reason, comment, resolution?.notes].filter(
        (text) => text !== undefined && text !== '',
      ) as string[];
      return [
        [terms.outboxItem.status, terms.status[to]],
        ...texts.map((text) => [terms.outboxItem.reason, text] as const),
      ];
    }
  }
}

/** The texts in it a person can correct in place. */
export type EditableText = 'title' | 'description' | 'contact' | 'location' | 'text';

export function textsOf({ intent }: Mutation): readonly (readonly [EditableText, string])[] {
  if (intent.kind === 'add-entry') return [['text', intent.entry.text]];
  if (intent.kind === 'transition') return [];
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

/** One line of the comparison of two versions. */
export interface Difference {
  readonly name: string;
  readonly mine: string;
  readonly theirs: string;
  readonly differs: boolean;
}

/** My change beside what the backend holds now. Empty where that could not be read. */
export function differences(
  { mutation: { intent }, theirs }: OutboxItem,
  wording: Wording,
): readonly Difference[] {
  if (!theirs) return [];
  if (intent.kind === 'transition') {
    const { status } = wording.terms;
    const [mine, there] = [
      status[intent.transition.to],
      theirs.status.label ?? status[theirs.status.category],
    ];
    return [
      {
        name: wording.terms.outboxItem.status,
        mine,
        theirs: there,
        differs: intent.transition.to !== theirs.status.category,
      },
    ];
  }
  if (intent.kind !== 'update') return [];
  return filled(intent.patch).map((field) => {
    const [mine, there] = [
      valueText(field, intent.patch[field], wording),
      valueText(field, theirs[field], wording),
    ];
    return { name: fieldName(field, wording), mine, theirs: there, differs: mine !== there };
  });
}

/** What goes with an item when it is discarded: everything of an incident that is not there yet. */
export const dependantsOf = (item: OutboxItem, items: readonly OutboxItem[]): readonly OutboxItem[] =>
  item.mutation.intent.kind === 'create'
    ? items.filter((other) => other !== item && other.mutation.incidentId === item.mutation.incidentId)
    : [];
