import type { Dialect } from '../hooks.js';

/**
 * One parameter per field. Several values are joined with commas (then a value with a comma cannot be asked for and is
 * sent alone, percent-encoded by the URL), repeated, or repeated with brackets. Ranges become `nameFrom` and `nameTo`.
 */
export const params: Dialect = (criteria, filter) => {
  const found: (readonly [string, string])[] = [];
  const words: string[] = [];
  for (const criterion of criteria) {
    if (criterion.op === 'word') words.push(criterion.word);
    else if (criterion.op === 'in') {
      const values = criterion.values.map(String);
      if (filter.list === 'repeat' || filter.list === 'brackets') {
        const name = filter.list === 'brackets' ? `${criterion.field}[]` : criterion.field;
        for (const value of values) found.push([name, value]);
      } else
        found.push([
          criterion.field,
          values.map((value) => (values.length > 1 ? value.replaceAll(',', '%2C') : value)).join(','),
        ]);
    } else if (criterion.op === 'within') {
      criterion.ranges.forEach(([from, to]) =>
        found.push([`${criterion.field}From`, String(from)], [`${criterion.field}To`, String(to)]),
      );
    } else
      found.push([`${criterion.field}${criterion.op === 'from' ? 'From' : 'To'}`, String(criterion.value)]);
  }
  const [text] = filter.text ?? [];
  if (words.length > 0 && text !== undefined) found.push([text, words.join(' ')]);
  return found;
};
