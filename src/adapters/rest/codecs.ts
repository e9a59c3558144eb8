import type { Instant } from '../../core/time.js';

/** Reads a value of the wire and writes ours; undefined where it cannot be read. */
export interface Codec {
  readonly read: (value: unknown) => unknown;
  readonly write: (value: unknown) => unknown;
}

const digits = (text: string, from: number, count: number): number => {
  let value = 0;
  for (let i = from; i < from + count; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
};

/** `2026-11-22T05:07:49Z`, much faster than the engine's parser that has to know many forms. */
function fastIso(text: string, separator: number): number {
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45 || text.charCodeAt(10) !== separator) return NaN;
  const [month, day, hour] = [digits(text, 5, 2), digits(text, 8, 2), digits(text, 11, 2)];
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 23)) return NaN;
  return Date.UTC(digits(text, 0, 4), month - 1, day, hour, digits(text, 14, 2), digits(text, 17, 2));
}

const zoned = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;
const instant = (value: number): Instant | undefined => (Number.isFinite(value) ? value : undefined);

function readIso(value: unknown): Instant | undefined {
  if (typeof value !== 'string') return undefined;
  if (value.length === 20 && value.charCodeAt(19) === 90) return instant(fastIso(value, 84));
  if (!zoned.test(value)) return undefined;
  return instant(Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')));
}

const readSql = (value: unknown): Instant | undefined =>
  typeof value === 'string' && value.length === 19 ? instant(fastIso(value, 32)) : undefined;

const readNumber =
  (factor: number) =>
  (value: unknown): Instant | undefined => {
    const number =
      typeof value === 'number'
        ? value
        : typeof value === 'string' && value.trim() !== ''
          ? Number(value)
          : NaN;
    return instant(number * factor);
  };

const iso = (value: unknown): string => new Date(value as Instant).toISOString();
const sql = (value: unknown): string => iso(value).slice(0, 19).replace('T', ' ');

/** How instants are written on the wire. A text without a zone is never guessed at, except where the name says UTC. */
export const dateCodecs: readonly (readonly [string, Codec])[] = [
  ['iso', { read: readIso, write: iso }],
  ['iso-nocolon', { read: readIso, write: (value) => iso(value).replace('Z', '+0000') }],
  // The beginning of 1970 stands for "never".
  [
    'epoch-null',
    { read: (value) => readIso(value) || undefined, write: (value) => iso(value).replace(/\.\d+/, '') },
  ],
  ['sql-utc', { read: readSql, write: sql }],
  // For query languages that read a bare time on the asking person's wall clock.
  ['sql-utc-named', { read: readSql, write: (value) => `${sql(value)} UTC` }],
  ['unix-s', { read: readNumber(1000), write: (value) => Math.floor((value as Instant) / 1000) }],
  ['unix-ms', { read: readNumber(1), write: (value) => value }],
];
