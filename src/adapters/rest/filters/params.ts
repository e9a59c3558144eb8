import type { Criterion, Dialect } from './criteria.js';

/** The ends of a range as parameters; one that it does not have is not named. */
const ends = (
  field: string,
  from: number | string | undefined,
  to: number | string | undefined,
): readonly (readonly [string, string])[] =>
  (
    [
      [`${field}From`, from],
      [`${field}To`, to],
    ] as const
  ).flatMap(([name, value]) =>
    value === undefined || Math.abs(Number(value)) === Infinity ? [] : [[name, String(value)] as const],
  );

function parametersOf(criterion: Criterion, list: string): readonly (readonly [string, string])[] {
  switch (criterion.op) {
    case 'in': {
      const { field } = criterion;
      const values = criterion.values.map(String);
      if (list !== 'comma')
        return values.map((value) => [list === 'repeat' ? field : `${field}[]`, value] as const);
      const isOne = values[1] === undefined;
      return [[field, values.map((value) => (isOne ? value : value.replaceAll(',', '%2C'))).join()]];
    }
    case 'within':
      return criterion.ranges.flatMap(([from, to]) => ends(criterion.field, from, to));
    case 'from':
      return ends(criterion.field, criterion.value, undefined);
    case 'before':
      return ends(criterion.field, undefined, criterion.value);
    // Words go together into one parameter, and what this dialect cannot say it is not asked.
    case 'word':
    case 'not-in':
    case 'filled':
    case 'empty':
      return [];
  }
}

/**
 * One parameter per field. Several values are joined with commas (then a value with a comma cannot be asked for and is
 * sent alone, percent-encoded by the URL), repeated, or repeated with brackets. A range becomes `nameFrom` and `nameTo`.
 */
export const params: Dialect = (criteria, { list = 'comma', text = [] }) => {
  const found = criteria.flatMap((criterion) => parametersOf(criterion, list));
  const words = criteria.flatMap((criterion) => (criterion.op === 'word' ? [criterion.word] : []));
  const [name] = text;
  return words.length > 0 && name !== undefined ? [...found, [name, words.join(' ')]] : found;
};
