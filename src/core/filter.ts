import type { FieldName, FieldRow } from './fields.js';
import { fieldRow, fields } from './fields.js';
import { channels, statusCategories } from './incident.js';
import { DAY, HOUR, MINUTE } from './time.js';
import type { Millis } from './time.js';

/*
 * The small language a list is narrowed with: `priority:1,2 group:"Service desk" -category:Network printer`. Fields are
 * those of the table in `fields.ts`; everything without a colon is words to look for. What is typed and what stands as
 * chips are the same list of conditions: printing and reading it are inverse.
 */

/**
 * Measures of time that are no field: since it was logged, since it was changed, until it is due, until a promise that is
 * still kept is broken, and until it is closed because nobody answers.
 */
export const spans = ['age', 'idle', 'due', 'breach', 'closing'] as const;
export type Span = (typeof spans)[number];

/** What a condition is about; `text` looks for a word in number, title and description, and for the id that the client gave. */
export type FilterField = FieldName | Span | 'text';

/** One condition. Its values are alternatives, the conditions of a filter hold together. */
export interface Condition {
  readonly field: FilterField;
  /** It must not be so. */
  readonly not?: true;
  /** Before or after, less or more than the one value. Without it a value has to be met. */
  readonly op?: '<' | '>';
  readonly values: readonly string[];
}

export type Filter = readonly Condition[];

/** Something that was typed and means nothing. It narrows nothing. */
export interface FilterProblem {
  readonly code: 'unknown-field' | 'unknown-value';
  /** The name or value that means nothing. */
  readonly word: string;
  /** All of it as it was typed. */
  readonly typed: string;
  /** What may stand there instead. */
  readonly choices: readonly string[];
}

export interface ParsedFilter {
  readonly filter: Filter;
  readonly problems: readonly FilterProblem[];
}

/** Shorter names of fields; a language may bring more. */
const shortNames: Readonly<Record<string, FilterField>> = {
  logged: 'loggedAt',
  updated: 'updatedAt',
  resolved: 'resolvedAt',
  by: 'caller',
  is: 'status',
};

/** Words with a meaning of their own where a value stands. */
export const nobody = 'none';
export const myself = 'me';
export const myOwn = 'mine';

const flags = ['yes', 'no'];
const fixedValues: Readonly<Record<string, readonly string[]>> = {
  status: ['open', 'done', ...statusCategories],
  flag: flags,
  channel: channels,
  effect: ['down', 'degraded'],
};

const unit: Readonly<Record<string, Millis>> = { m: MINUTE, h: HOUR, d: DAY, w: 7 * DAY };

/** A length of time such as `3d`; undefined for anything else. */
export function readSpan(text: string): Millis | undefined {
  const [, count, letter = ''] = /^(-?\d{1,6})([mhdw])$/u.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * (unit[letter] ?? 0);
}

/** A level written as `2` or `P2`; undefined for anything else. */
export function readLevel(text: string): number | undefined {
  const [, digits] = /^p?([1-9]\d?)$/iu.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

const isSpan = (field: string): field is Span => (spans as readonly string[]).includes(field);

/** Kinds nothing can be asked of in a word. */
const unasked: ReadonlySet<FieldRow['kind']> = new Set(['resolution']);

const byFolded: ReadonlyMap<string, FilterField> = new Map<string, FilterField>([
  ...fields
    .filter(({ kind }) => !unasked.has(kind))
    .map(({ name }): [string, FilterField] => [name.toLowerCase(), name]),
  ...spans.map((span): [string, FilterField] => [span, span]),
  ['text', 'text'],
  ...Object.entries(shortNames),
]);

/** Names that may stand before a colon, the usual ones first. */
const usual = 'status priority group assignee category service caller major age idle due breach'.split(' ');

/** What may stand as a value of a field; empty where anything may. */
const choicesOf = (field: FilterField): readonly string[] =>
  fixedValues[field] ?? fixedValues[fieldRow(field)?.kind ?? ''] ?? [];

function problemOf({ field, op, values }: Condition): string | undefined {
  const kind = fieldRow(field)?.kind;
  const allowed = choicesOf(field);
  return values.find((value) => {
    if (value === nobody && !isSpan(field)) return op !== undefined;
    if (isSpan(field)) return op === undefined || readSpan(value) === undefined;
    if (kind === 'level') return readLevel(value) === undefined;
    if (kind === 'count') return !/^\d+$/u.test(value);
    if (kind === 'instant') return op === undefined || Number.isNaN(Date.parse(value));
    return allowed.length > 0 && kind !== 'status' && !allowed.includes(value.toLowerCase());
  });
}

/** Splits at blanks and, within a word, keeps what stands in quotes together. */
const wordPattern = /(?:"(?:\\.|[^"\\])*"?|[^\s"])+/gu;
const valuePattern = /"((?:\\.|[^"\\])*)"?|([^,]+)/gu;

const unquoted = (text: string): string => text.replaceAll(/\\(.)/gu, '$1');

const valuesOf = (text: string): readonly string[] =>
  [...text.matchAll(valuePattern)]
    .map(([, quoted, plain]) => (quoted === undefined ? (plain ?? '') : unquoted(quoted)))
    .filter((value) => value !== '');

/**
 * Reads what was typed.
 *
 * @param alias A field's name in the reader's language, where it is one; undefined for anything else.
 */
export function parseFilter(
  text: string,
  alias: (word: string) => FilterField | undefined = () => undefined,
): ParsedFilter {
  const filter: Condition[] = [];
  const problems: FilterProblem[] = [];
  for (const [whole] of text.matchAll(wordPattern)) {
    const not = whole.length > 1 && whole.startsWith('-');
    const word = not ? whole.slice(1) : whole;
    const [, name, op, rest = ''] = /^([\p{L}][\p{L}\p{M}-]*):([<>]?)(.*)$/su.exec(word) ?? [];
    if (name === undefined) {
      const value = word.startsWith('"') ? valuesOf(word)[0] : word;
      if (value !== undefined) filter.push({ field: 'text', ...(not ? { not } : {}), values: [value] });
      continue;
    }
    const field = byFolded.get(name.toLowerCase()) ?? alias(name.toLowerCase());
    const values = valuesOf(rest);
    if (!field) {
      problems.push({ code: 'unknown-field', word: name, typed: whole, choices: usual });
      continue;
    }
    // Somebody is still typing the value.
    if (values.length === 0) continue;
    const condition: Condition = {
      field,
      ...(not ? { not } : {}),
      ...(op === '<' || op === '>' ? { op } : {}),
      values: op === '' ? values : values.slice(0, 1),
    };
    const wrong = problemOf(condition);
    if (wrong === undefined) filter.push(condition);
    else
      problems.push({
        code: 'unknown-value',
        typed: whole,
        word: `${name}:${op ?? ''}${wrong}`,
        choices: choicesOf(field),
      });
  }
  return { filter, problems };
}

const quoted = (value: string, always: boolean): string =>
  always || /[\s",\\]|^[-<>]/u.test(value) ? `"${value.replaceAll(/["\\]/gu, '\\$&')}"` : value;

/** One condition as it is typed. */
export function printCondition({ field, not, op, values }: Condition): string {
  const sign = not ? '-' : '';
  // A word with a colon would be taken for a field.
  if (field === 'text') return sign + quoted(values[0] ?? '', (values[0] ?? '').includes(':'));
  return `${sign}${field}:${op ?? ''}${values.map((value) => quoted(value, false)).join(',')}`;
}

/** The filter as it is typed: reading it gives the same filter again. */
export const printFilter = (filter: Filter): string => filter.map(printCondition).join(' ');

/** Whether whatever meets the one filter meets the other one too, as far as their conditions tell. */
export function narrows(filter: Filter, wider: Filter): boolean {
  const own = new Set(filter.map(printCondition));
  return wider.every((condition) => own.has(printCondition(condition)));
}
