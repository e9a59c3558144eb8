import type { Incident } from './incident.js';
import { endedCategories, openCategories } from './query.js';

/** The fields whose changes are counted, and where an incident carries the count itself. */
export const countOf = {
  category: 'recategorisationCount',
  group: 'reassignmentCount',
  status: 'reopenCount',
} as const satisfies Readonly<Record<string, keyof Incident>>;

export type CountedField = keyof typeof countOf;

export const countedFields = Object.keys(countOf) as readonly CountedField[];

/** How often what is counted has happened to an incident, as far as that is known. */
export type Counts = Readonly<Partial<Record<(typeof countOf)[CountedField], number>>>;

/** One change of a field of an incident. Of a status the values are its categories. */
export interface IncidentChange {
  /** Its own id: a change that is told twice counts once. */
  readonly id: string;
  readonly incidentId: string;
  readonly field: CountedField;
  readonly from?: string;
  readonly to?: string;
}

type Values = Pick<IncidentChange, 'from' | 'to'>;

// The first value is an answer; another one corrects it.
const isCorrection = ({ from }: Values): boolean => from !== undefined && from !== '';

const among = (categories: readonly string[], value: string | undefined): boolean =>
  value !== undefined && categories.includes(value);

const counted: Readonly<Record<CountedField, (change: Values) => boolean>> = {
  category: isCorrection,
  group: isCorrection,
  status: ({ from, to }) => among(endedCategories, from) && among(openCategories, to),
};

/** Whether a change of a field is one that is counted: another category or group than the one it had, a reopening. */
export const isCounted = (field: CountedField, change: Values): boolean => counted[field](change);
