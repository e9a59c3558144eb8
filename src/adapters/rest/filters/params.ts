import type { Dialect } from './criteria.js';

/**
 * One parameter per field. Several values are joined with commas (then a value with a comma cannot be asked for and is
 * sent alone, percent-encoded by the URL), repeated, or repeated with brackets. Ranges become `nameFrom` and `nameTo`.
 */
export const params: Dialect = (criteria, { list = 'comma', text = [] }) => {
  const found: (readonly [string, string])[] = [];
  const words: string[] = [];
  for (const one of criteria) {
    if (one.op === 'word') words.push(one.word);
    else if (one.op === 'in') {
      const values = one.values.map(String);
      if (list === 'comma')
        found.push([
          one.field,
          values[1] === undefined
            ? values.join()
            : values.map((value) => value.replaceAll(',', '%2C')).join(),
        ]);
      else for (const value of values) found.push([list === 'repeat' ? one.field : `${one.field}[]`, value]);
    } else if (one.op === 'within')
      for (const [from, to] of one.ranges)
        found.push([`${one.field}From`, String(from)], [`${one.field}To`, String(to)]);
    else found.push([one.field + (one.op === 'from' ? 'From' : 'To'), String(one.value)]);
  }
  const [name] = text;
  if (words.length > 0 && name !== undefined) found.push([name, words.join(' ')]);
  return found;
};
