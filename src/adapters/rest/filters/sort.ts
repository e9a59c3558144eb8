import type { OfKind, SortDefinition } from '../profile.js';
import type { Parameters } from './criteria.js';

interface Order {
  /** The backend's name of what is sorted by. */
  readonly column: string;
  readonly rising: boolean;
}

interface Sorting<Definition> {
  /** Parameters that ask for an order; left out where none can be asked for. */
  ask?(definition: Definition, order: Order): Parameters;
}

/** How a list is asked to be sorted. */
export const sortings: { readonly [K in SortDefinition['kind']]: Sorting<OfKind<SortDefinition, K>> } = {
  none: {},
  prefix: {
    ask: ({ param }, { column, rising }) => [[param, (rising ? '' : '-') + column]],
  },
  pair: {
    ask: ({ field, direction, ascending, descending, then }, { column, rising }) =>
      [...new Set([column, then ?? column])].flatMap((name) => [
        [field, name],
        [direction, rising ? ascending : descending],
      ]),
  },
};

export const canSort = ({ kind }: SortDefinition): boolean => sortings[kind].ask !== undefined;

export function sortBy(definition: SortDefinition, order: Order): Parameters {
  const row: Sorting<SortDefinition> = sortings[definition.kind];
  return row.ask?.(definition, order) ?? [];
}
