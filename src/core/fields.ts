/*
 * The fields of an incident, one row each. The record's type, the REST language, the form, the record view, the outbox,
 * the history and the export read this table, in this order. A new field is a row here, its word in each language, and
 * its path in each preset whose backend has it. Kinds, controls and look-ups are plain strings: the layers above map them.
 */

/** What a value is. Levels and ranks count from 1 = highest. */
export type FieldKind =
  | 'text'
  | 'prose'
  | 'level'
  | 'count'
  | 'flag'
  | 'instant'
  | 'effect'
  | 'channel'
  | 'ref'
  | 'person'
  | 'status'
  | 'resolution';

/** The control a person answers with. Impact, urgency and priority are answered together in the matrix. */
export type FieldControl =
  'line' | 'text' | 'look-up' | 'effect' | 'channel' | 'category' | 'subcategory' | 'time' | 'check';

/** The operation of the port that finds values for a field. */
export type FieldLookup = 'people' | 'groups' | 'services' | 'items';

/** One field of the incident. */
export interface FieldRow {
  readonly name: string;
  readonly kind: FieldKind;
  /** A person may set it while logging or editing. Everything else follows from what happens. */
  readonly editable?: true;
  /** How the form and the record view ask for it; without one it is not asked for there. */
  readonly control?: FieldControl;
  /** In the form for callers: always seen, or folded. Without it only the form for agents asks. */
  readonly portal?: 'main' | 'more';
  readonly lookup?: FieldLookup;
}

const row = <const R extends FieldRow>(definition: R): R => definition;

export const fields = [
  /** Who suffers from it. Empty when a monitoring system raised it. */
  row({ name: 'caller', kind: 'person', editable: true, control: 'look-up', lookup: 'people' }),
  /** Who typed it in, where that is somebody else. */
  row({ name: 'reporter', kind: 'person', editable: true }),
  row({ name: 'channel', kind: 'channel', editable: true, control: 'channel' }),
  row({ name: 'title', kind: 'text', editable: true, control: 'line', portal: 'main' }),
  row({ name: 'description', kind: 'prose', editable: true, control: 'text', portal: 'main' }),
  row({
    name: 'service',
    kind: 'ref',
    editable: true,
    control: 'look-up',
    portal: 'main',
    lookup: 'services',
  }),
  row({ name: 'effect', kind: 'effect', editable: true, control: 'effect', portal: 'main' }),
  row({ name: 'impact', kind: 'level', editable: true }),
  row({ name: 'urgency', kind: 'level', editable: true }),
  row({ name: 'priority', kind: 'level', editable: true }),
  row({ name: 'category', kind: 'text', editable: true, control: 'category' }),
  row({ name: 'subcategory', kind: 'text', editable: true, control: 'subcategory' }),
  row({ name: 'group', kind: 'ref', editable: true, control: 'look-up', lookup: 'groups' }),
  row({ name: 'assignee', kind: 'person', editable: true, control: 'look-up', lookup: 'people' }),
  row({ name: 'ci', kind: 'ref', editable: true, control: 'look-up', lookup: 'items' }),
  row({ name: 'occurredAt', kind: 'instant', editable: true, control: 'time', portal: 'more' }),
  row({ name: 'detectedAt', kind: 'instant', editable: true, control: 'time' }),
  /** Free-text way to reach the caller: phone, room, e-mail. */
  row({ name: 'contact', kind: 'text', editable: true, control: 'line', portal: 'more' }),
  row({ name: 'location', kind: 'text', editable: true, control: 'line', portal: 'more' }),
  row({ name: 'hasWorkaround', kind: 'flag', editable: true, control: 'check', portal: 'more' }),
  row({ name: 'major', kind: 'flag', editable: true, control: 'check' }),
  /** An exercise: same screens, left out of every figure. */
  row({ name: 'drill', kind: 'flag', editable: true, control: 'check' }),

  row({ name: 'status', kind: 'status' }),
  row({ name: 'holdReason', kind: 'text' }),
  row({ name: 'resolution', kind: 'resolution' }),
  row({ name: 'parentId', kind: 'text' }),
  row({ name: 'duplicateOf', kind: 'text' }),
  row({ name: 'loggedAt', kind: 'instant' }),
  row({ name: 'updatedAt', kind: 'instant' }),
  row({ name: 'acknowledgedAt', kind: 'instant' }),
  row({ name: 'firstResponseAt', kind: 'instant' }),
  row({ name: 'assignedAt', kind: 'instant' }),
  row({ name: 'resolvedAt', kind: 'instant' }),
  /** When somebody said that it works again for whoever reported it, and who: the caller, as a rule. */
  row({ name: 'confirmedAt', kind: 'instant', editable: true }),
  row({ name: 'confirmedBy', kind: 'person', editable: true }),
  row({ name: 'closedAt', kind: 'instant' }),
  row({ name: 'reopenedAt', kind: 'instant' }),
  /** When the backend says it must be resolved. The server's word wins over any local computation. */
  row({ name: 'dueAt', kind: 'instant' }),
  /** Time on hold altogether in milliseconds, where the backend keeps nothing but the sum. */
  row({ name: 'pausedMs', kind: 'count' }),
  row({ name: 'reopenCount', kind: 'count' }),
  row({ name: 'reassignmentCount', kind: 'count' }),
  row({ name: 'escalationCount', kind: 'count' }),
  /** How often it was given another category than the one it had. */
  row({ name: 'recategorisationCount', kind: 'count' }),
  /** Whether the resolution target was met, where the backend or the closing clock says so. */
  row({ name: 'slaMet', kind: 'flag' }),
  /** Whether the first answer came in time, where the backend says so. */
  row({ name: 'responseMet', kind: 'flag' }),
  /** The caller's verdict from 1 to 5. Thumbs are 1 and 5, three faces 1, 3 and 5. */
  row({ name: 'rating', kind: 'count' }),
  /** Solved while the caller was still on the first contact. A fact somebody states, never guessed. */
  row({ name: 'firstContact', kind: 'flag' }),
  /** The id the backend knows the record by, or the client's own while it has not been sent. */
  row({ name: 'id', kind: 'text' }),
  /** The id minted in the browser when the user pressed send; lets a lost answer be found again. */
  row({ name: 'clientId', kind: 'text' }),
  /** The reference people quote, such as `INC0010023`. Empty until the backend has given one. */
  row({ name: 'number', kind: 'text' }),
  /** Opaque token of this version (an ETag, a counter). Sent back with a change so that a concurrent one is noticed. */
  row({ name: 'version', kind: 'text' }),
  /** The record's page in the backend's own interface. */
  row({ name: 'url', kind: 'text' }),
] as const;

type Row = (typeof fields)[number];

/** The name of a field. */
export type FieldName = Row['name'];

/** A field a person may set. */
export type EditableField = Extract<Row, { readonly editable: true }>['name'];

/** The names of the fields of one kind. */
export type FieldOfKind<K extends FieldKind> = Extract<Row, { readonly kind: K }>['name'];

const byName: ReadonlyMap<string, FieldRow> = new Map(fields.map((field) => [field.name, field]));

/** The row of a field; undefined for a name that is none of ours. */
export const fieldRow = (name: string): FieldRow | undefined => byName.get(name);

/** The kind of one of our fields. */
export const fieldKind = (name: FieldName): FieldKind => (byName.get(name) as FieldRow).kind;

/** Fields a person may set, in the order of the table. */
export const editableFields: readonly EditableField[] = fields
  .filter((field): field is Extract<Row, { readonly editable: true }> => 'editable' in field)
  .map(({ name }) => name);
