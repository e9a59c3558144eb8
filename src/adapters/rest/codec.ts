import type { Instant } from '../../core/time.js';

/** Reads a value of the wire and writes ours; undefined where it cannot be read. */
export interface Codec {
  readonly read: (value: unknown) => unknown;
  readonly write: (value: unknown) => unknown;
}

/** The number two digits make; NaN where they are none. */
const two = (text: string, at: number): number => {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
};

/** `2026-11-22T05:07:49`, much faster than the engine's parser that has to know many forms. */
function plainTime(text: string, separator: number): number {
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45 || text.charCodeAt(10) !== separator) return NaN;
  const [month, day, hour] = [two(text, 5), two(text, 8), two(text, 11)];
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 23)) return NaN;
  return Date.UTC(two(text, 0) * 100 + two(text, 2), month - 1, day, hour, two(text, 14), two(text, 17));
}

const zoned = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;

/** The last millisecond a date can have; beyond it every formatting throws. */
const furthest = 8.64e15;

const instant = (value: number): Instant | undefined => (Math.abs(value) <= furthest ? value : undefined);

function readIso(value: unknown): Instant | undefined {
  if (typeof value !== 'string') return undefined;
  if (value.length === 20 && value.charCodeAt(19) === 90) return instant(plainTime(value, 84));
  return zoned.test(value) ? instant(Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))) : undefined;
}

const readSql = (value: unknown): Instant | undefined =>
  typeof value === 'string' && value.length === 19 ? instant(plainTime(value, 32)) : undefined;

/** A count of seconds or milliseconds, also as text. */
export const readNumber = (value: unknown, factor = 1): number | undefined =>
  typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')
    ? instant(Number(value) * factor)
    : undefined;

function readJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

const iso = (value: unknown): string => new Date(value as Instant).toISOString();
const sql = (value: unknown): string => iso(value).slice(0, 19).replace('T', ' ');

/**
 * How instants are written on the wire, and `json`, an object kept as a text. A text without a zone is never guessed at, except where the name says UTC.
 */
export const codecs: Readonly<Record<string, Codec>> = {
  iso: { read: readIso, write: iso },
  'iso-nocolon': { read: readIso, write: (value) => iso(value).replace('Z', '+0000') },
  // The beginning of 1970 stands for "never".
  'epoch-null': {
    read: (value) => readIso(value) || undefined,
    write: (value) => iso(value).replace(/\.\d+/, ''),
  },
  'sql-utc': { read: readSql, write: sql },
  // For query languages that read a bare time on the asking person's wall clock.
  'sql-utc-named': { read: readSql, write: (value) => `${sql(value)} UTC` },
  'unix-s': {
    read: (value) => readNumber(value, 1000),
    write: (value) => Math.floor((value as Instant) / 1000),
  },
  'unix-ms': { read: (value) => readNumber(value), write: (value) => value },
  json: { read: readJson, write: (value) => JSON.stringify(value) },
};
