import type { Traits } from '../../adapters/adapter.js';
import type { EditableField } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import type { PriorityExplanation, PriorityFacts, PriorityOverride } from '../../core/priority/priority.js';
import { explainPriority, parseCell } from '../../core/priority/priority.js';

/** What a person answers with one control. `matrix` stands for impact, urgency and priority together. */
export type FieldName = Exclude<EditableField, 'impact' | 'urgency' | 'priority' | 'reporter'> | 'matrix';

export type FieldKind =
  'line' | 'text' | 'suggest' | 'effect' | 'category' | 'channel' | 'time' | 'check' | 'matrix';

/** The form's fields in their order; `main` is always seen, `more` is folded, and what a mode does not name is left out. */
export const fieldTable: readonly {
  readonly name: FieldName;
  readonly kind: FieldKind;
  readonly portal?: 'main' | 'more';
}[] = [
  { name: 'caller', kind: 'line' },
  { name: 'channel', kind: 'channel' },
  { name: 'title', kind: 'line', portal: 'main' },
  { name: 'description', kind: 'text', portal: 'main' },
  { name: 'service', kind: 'suggest', portal: 'main' },
  { name: 'effect', kind: 'effect', portal: 'main' },
  { name: 'matrix', kind: 'matrix', portal: 'main' },
  { name: 'category', kind: 'category' },
  { name: 'subcategory', kind: 'line' },
  { name: 'group', kind: 'suggest' },
  { name: 'assignee', kind: 'line' },
  { name: 'ci', kind: 'line' },
  { name: 'occurredAt', kind: 'time', portal: 'more' },
  { name: 'detectedAt', kind: 'time' },
  { name: 'contact', kind: 'line', portal: 'more' },
  { name: 'location', kind: 'line', portal: 'more' },
  { name: 'hasWorkaround', kind: 'check', portal: 'more' },
  { name: 'major', kind: 'check' },
  { name: 'drill', kind: 'check' },
];

export type FormField = (typeof fieldTable)[number];

/** Everything typed, as the controls hold it: texts, ticks as `1`, the matrix as `impact/urgency`. */
export type FormValues = Readonly<Partial<Record<FieldName, string>>>;

/** What changes the priority of the chosen cell. The matrix's control asks for it; it has no field of its own. */
export interface Adjustment {
  readonly facts: PriorityFacts;
  readonly override?: PriorityOverride;
}

export const writable = ({ fields }: Traits, name: EditableField): boolean => fields[name]?.write === true;

export const isWritable = (traits: Traits, name: FieldName): boolean =>
  name === 'matrix'
    ? (['impact', 'urgency', 'priority'] as const).some((part) => writable(traits, part))
    : writable(traits, name);

/** The backend takes nothing without it. The matrix is asked of everybody: a desk without it cannot put anything in order. */
export const isRequired = ({ fields }: Traits, name: FieldName): boolean =>
  name === 'title' || name === 'matrix' || fields[name]?.required === true;

/** The fields of a mode with this backend, those always seen and those folded. What the backend requires is never folded. */
export function fieldsFor(
  mode: 'portal' | 'agent',
  traits: Traits,
): { readonly main: readonly FormField[]; readonly more: readonly FormField[] } {
  const usable = fieldTable.filter(({ name }) => isWritable(traits, name) || name === 'title');
  if (mode === 'agent') return { main: usable, more: [] };
  const required = ({ name }: FormField): boolean => isRequired(traits, name);
  return {
    main: usable.filter((field) => field.portal === 'main' || required(field)),
    more: usable.filter((field) => field.portal === 'more' && !required(field)),
  };
}

/** All fields on the screen, folded ones too. */
export function shownFields(mode: 'portal' | 'agent', traits: Traits): readonly FormField[] {
  const { main, more } = fieldsFor(mode, traits);
  return [...main, ...more];
}

/** The answers that are not those the form began with. */
export const changedFrom = (initial: FormValues, values: FormValues): FormValues =>
  Object.fromEntries(
    Object.entries(values).filter(([name, value]) => value !== (initial[name as FieldName] ?? '')),
  );

const names = new Set<string>(fieldTable.map(({ name }) => name));

/** Answers read back from storage: only known fields, only texts. */
export function readValues(data: unknown): FormValues {
  if (typeof data !== 'object' || data === null) return {};
  return Object.fromEntries(
    Object.entries(data).filter(
      ([name, value]) => names.has(name) && typeof value === 'string' && value !== '',
    ),
  );
}

/** Facts and override read back from storage; undefined where they are not what we write. */
export function readAdjustment(data: unknown): Adjustment | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { facts, override } = data as Partial<Adjustment>;
  if (typeof facts !== 'object') return undefined;
  return { facts, ...(typeof override?.reason === 'string' ? { override } : {}) };
}

export const noAdjustment: Adjustment = Object.freeze({ facts: Object.freeze({}) });

/** The answers after a choice in the matrix. The workaround among its facts is a field of its own here. */
export function withMatrix(
  values: FormValues,
  matrix: string,
  adjustment: Adjustment,
): [FormValues, Adjustment] {
  const { hasWorkaround, ...facts } = adjustment.facts;
  return [
    { ...values, matrix, hasWorkaround: hasWorkaround ? '1' : '' },
    { ...adjustment, facts },
  ];
}

/** Facts for the matrix: the workaround has one answer, wherever it is given. */
export const factsOf = (values: FormValues, { facts }: Adjustment): PriorityFacts =>
  values.hasWorkaround === '1' ? { ...facts, hasWorkaround: true } : facts;

/** The priority these answers give, with its reason; undefined while no cell is chosen. */
export const explanationOf = (
  values: FormValues,
  adjustment: Adjustment,
  { matrix }: Policy,
): PriorityExplanation | undefined =>
  explainPriority(
    matrix,
    parseCell(values.matrix ?? '', matrix),
    factsOf(values, adjustment),
    adjustment.override,
  );
