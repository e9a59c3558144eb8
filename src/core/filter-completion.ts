import type { FilterField } from './filter.js';
import { printCondition } from './filter.js';

/*
 * What can stand after what somebody has typed into a filter: a field, one of its values, or a value whose field nobody
 * has to know.
 */

/** A field with the values that are known of it. */
export interface FilterWord {
  readonly field: FilterField;
  /** The field in the reader's language. */
  readonly label: string;
  readonly values: readonly FilterValue[];
}

export interface FilterValue {
  readonly value: string;
  /** The value in the reader's language. */
  readonly label: string;
}

/** One way to go on. */
export interface FilterCompletion {
  readonly word: FilterWord;
  /** Left out where only the field is known by then. */
  readonly value?: FilterValue;
  /** All that has been typed, gone on with. */
  readonly text: string;
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Fields are typed without a blank. */
const typedName = (label: string): string => fold(label).replaceAll(/\s+/gu, '-');

/** A word at the end, with or without the sign that turns it round. */
const nameAtEnd = /(?<=^|\s)-?([\p{L}\p{N}][\p{L}\p{M}\p{N}-]*)$/u;
/** A field at the end, the values that are complete, and the one somebody is typing. */
const valueAtEnd = /(?<=^|\s)-?([\p{L}][\p{L}\p{M}-]*):((?:"[^"]*",|[^\s",]*,)*)(?:"([^"]*)|([^\s",]*))$/u;

/** Whether a text, or one of its words, begins so. */
const begins = (text: string, start: string): boolean => {
  const folded = fold(text);
  return folded.startsWith(start) || folded.split(/[\s/&-]+/u).some((part) => part.startsWith(start));
};

const withValue = (word: FilterWord, value: FilterValue, before: string): FilterCompletion => ({
  word,
  value,
  text: before + printCondition({ field: word.field, values: [value.value] }),
});

/** Values of the field before the colon. */
function valuesFor(text: string, words: readonly FilterWord[]): readonly FilterCompletion[] | undefined {
  const [, name, complete = '', quoted, plain = ''] = valueAtEnd.exec(text) ?? [];
  if (name === undefined) return undefined;
  const word = words.find(
    ({ field, label }) => fold(field) === fold(name) || typedName(label) === fold(name),
  );
  if (!word) return [];
  const typed = quoted ?? plain;
  const before = text.slice(0, text.length - typed.length - (quoted === undefined ? 0 : 1));
  return word.values
    .filter(({ value, label }) => begins(label, fold(typed)) || begins(value, fold(typed)))
    .filter(({ value }) => !complete.split(',').includes(value))
    .map((value) => ({
      word,
      value,
      text:
        before + printCondition({ field: word.field, values: [value.value] }).slice(word.field.length + 1),
    }));
}

/**
 * How a filter can be gone on with, the likeliest first; nothing where nothing is being typed.
 *
 * @param most At most so many.
 */
export function completeFilter(
  text: string,
  words: readonly FilterWord[],
  most: number,
): readonly FilterCompletion[] {
  const values = valuesFor(text, words);
  if (values) return values.slice(0, most);
  const [whole, name] = nameAtEnd.exec(text) ?? [];
  if (whole === undefined || name === undefined) return [];
  const start = fold(name);
  const before = text.slice(0, text.length - name.length);
  const fields = words
    .filter(({ field, label }) => fold(field).startsWith(start) || typedName(label).startsWith(start))
    .map((word) => ({ word, text: `${before}${word.field}:` }));
  const named = words.flatMap((word) =>
    word.values.filter(({ label }) => begins(label, start)).map((value) => withValue(word, value, before)),
  );
  return [...fields, ...named].slice(0, most);
}
