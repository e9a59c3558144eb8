import type { Description, FieldDescription, FieldTrait } from '../../adapters/adapter.js';
import type { FieldName, FieldRow } from '../../core/fields.js';
import { fieldRow, fields } from '../../core/fields.js';
import type { EditableField, Incident, IncidentPatch } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import type { LineOf } from '../../core/support-line.js';
import type { PriorityMatrix } from '../../core/priority/priority.js';
import type { MatrixTerms } from '../../locales/en/incident-priority-matrix.js';
import type { ChecklistTerms } from '../../locales/en/checklist.js';
import type { RecordTerms } from '../../locales/en/incident-record.js';
import type { TaskTerms } from '../../locales/en/tasks.js';
import { customText, fieldLabel, fieldText, known } from '../../ui/field-text.js';
import type { FieldSpeech } from '../../ui/field-text.js';
import type { VersionSpeech } from '../../ui/versions.js';

/** Impact, urgency and priority are told and asked for together. */
export const assessed = ['impact', 'urgency', 'priority'] as const;

/** One line of the record. */
export interface Fact {
  readonly name: string;
  readonly label: string;
  /** In words; undefined where nobody has set it. */
  readonly text?: string;
  /** Our own field; undefined for one that only the backend knows, and for a part of another field. */
  readonly row?: FieldRow;
  /** What the backend says of it. */
  readonly described?: FieldDescription;
}

export const sections = ['reported', 'priority', 'people', 'course', 'resolution', 'custom'] as const;
export type Section = (typeof sections)[number];

const people: ReadonlySet<string> = new Set([
  'caller',
  'reporter',
  'contact',
  'location',
  'group',
  'assignee',
]);
/** Told in the heading or in the line, told together with the priority, or of no use to people. */
const elsewhere: ReadonlySet<string> = new Set([
  ...['title', 'status', 'number', 'url', 'id', 'version', 'updatedAt', 'pausedMs'],
  ...['impact', 'urgency', 'description'],
]);

/** Told with how it was resolved. */
const confirmation: ReadonlySet<string> = new Set(['confirmedAt', 'confirmedBy']);

/** Where a field stands. A new field of the table finds its place by itself. */
function sectionOf({ name, editable }: FieldRow): Section | undefined {
  if (elsewhere.has(name)) return undefined;
  if (name === 'priority') return 'priority';
  if (people.has(name)) return 'people';
  if (name === 'resolution' || confirmation.has(name)) return 'resolution';
  return editable || name === 'loggedAt' || name === 'clientId' ? 'reported' : 'course';
}

/** What the facts of a record are told with. */
export interface FactSpeech extends VersionSpeech {
  readonly matrix: PriorityMatrix;
  readonly terms: FieldSpeech['terms'] & MatrixTerms & RecordTerms & TaskTerms & ChecklistTerms;
  readonly policy: Policy;
  readonly lineOf: LineOf;
}

const labelled = (list: readonly { readonly id: string; readonly label: string }[], id: string): string =>
  list.find((one) => one.id === id)?.label ?? id;

/** A field in words; undefined where nobody has set it. */
function textOf(name: FieldName, value: Incident[FieldName], speech: FactSpeech): string | undefined {
  const { terms, policy, lineOf } = speech;
  if (name === 'holdReason' && typeof value === 'string')
    return terms.holdReason[value] ?? labelled(policy.holdReasons, value);
  if (name === 'group' && typeof value === 'object' && 'id' in value && 'label' in value) {
    const line = lineOf(value.id);
    return [value.label, line === undefined ? '' : terms.supportLine[line]].filter(Boolean).join(' · ');
  }
  return fieldText(name, value, speech).trim() || undefined;
}

function resolutionFacts({ resolution }: Incident, speech: FactSpeech): readonly Fact[] {
  if (!resolution) return [];
  const { terms, policy } = speech;
  const { type, code, method, notes, verified, by } = resolution;
  const texts: Readonly<Record<string, string | undefined>> = {
    type: terms.resolutionType[type],
    code: code && (terms.resolutionCode[code] ?? labelled(policy.resolutionCodes, code)),
    method: method && (terms.resolutionMethod[method] ?? labelled(policy.resolutionMethods, method)),
    notes,
    verified: verified ? known(terms.flag, 'true') : undefined,
    by: by?.name,
  };
  return Object.entries(texts).flatMap(([name, text]) =>
    text ? [{ name, text, label: terms.recordField[name] ?? name }] : [],
  );
}

/** Fields only the backend knows: those it describes, and values it has sent without a word about them. */
function customFacts({ custom = {} }: Incident, { edit }: Description, speech: FactSpeech): readonly Fact[] {
  const described = edit.filter((field) => field.custom === true);
  const names = new Set(described.map(({ name }) => name));
  const fact = (name: string, field?: FieldDescription): Fact => {
    const value = custom[name];
    const chosen = field?.choices?.find(({ id }) => id === value)?.label;
    return {
      name,
      label: field?.label ?? name,
      ...(value === undefined || value === '' ? {} : { text: chosen ?? customText(value, speech) }),
      ...(field ? { described: field } : {}),
    };
  };
  return [
    ...described.map((field) => fact(field.name, field)),
    ...Object.keys(custom)
      .filter((name) => !names.has(name))
      .map((name) => fact(name)),
  ];
}

/** One of our own fields as a line. */
export function factOf(row: FieldRow, incident: Incident, { edit }: Description, speech: FactSpeech): Fact {
  const { name } = row;
  const described = edit.find((field) => field.name === name && field.custom !== true);
  const text = textOf(name as FieldName, incident[name as FieldName], speech);
  return {
    name,
    row,
    label: described?.label ?? speech.terms.recordField[name] ?? fieldLabel(name, speech),
    ...(text === undefined ? {} : { text }),
    ...(described ? { described } : {}),
  };
}

/** The lines of a section in the order of the table, whether they have a value or not. */
export function factsOf(
  section: Section,
  incident: Incident,
  description: Description,
  speech: FactSpeech,
): readonly Fact[] {
  if (section === 'custom') return customFacts(incident, description, speech);
  const facts = fields
    .filter((row) => row.name !== 'resolution' && sectionOf(row) === section)
    .map((row) => factOf(row, incident, description, speech));
  return section === 'resolution' ? [...resolutionFacts(incident, speech), ...facts] : facts;
}

/** Why something is only read: a key of the locale's `recordLock`. */
export type Lock = keyof RecordTerms['recordLock'];

/** What decides about changes besides the field itself. */
export interface Access {
  /** Why the whole record is only read. */
  readonly record: Lock | undefined;
  /** What the backend does with a field of ours; undefined for one it does not have. */
  readonly trait: (name: EditableField) => FieldTrait | undefined;
}

/** Why a field is only read; undefined where it can be edited, `none` where nobody edits such a field by hand. */
export function lockOf(fact: Fact, { record, trait }: Access): Lock | 'none' | undefined {
  const { name, row, described } = fact;
  const asked = row ? row.control !== undefined || name === 'priority' : described !== undefined;
  if (!asked) return 'none';
  if (record !== undefined) return record;
  if (described?.readOnly === true) return 'field';
  if (!row) return undefined;
  const names = name === 'priority' ? assessed : [name as EditableField];
  return names.some((one) => trait(one)?.write === true) ? undefined : 'field';
}

/** What has a value is shown, and so is a place to fill in, for those who can. */
export const isShown = (fact: Fact, access: Access): boolean =>
  fact.text !== undefined || lockOf(fact, access) === undefined;

/** The line at which a change of a record is shown: that of its first field. */
export function homeOf(patch: IncidentPatch): string | undefined {
  const { assessment, custom = {}, ...ours } = patch;
  const [name] = Object.keys(ours);
  const home = name ?? (assessment ? 'priority' : Object.keys(custom)[0]);
  return home !== undefined && fieldRow(home)?.kind === 'level' ? 'priority' : home;
}
