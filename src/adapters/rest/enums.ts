import type { StatusCategory } from '../../core/incident.js';
import { textOf } from './path.js';
import type { EnumDefinition } from './profile.js';

/** What a status counts as whose code nobody has listed. */
export const standIn: StatusCategory = 'active';

/** One step of a numeric scale: what lies in `[from, to)` is read as the rank. */
export interface Band {
  readonly rank: number;
  readonly from: number;
  readonly to: number;
}

/** The steps of a table that is a numeric scale, rising; each reaches halfway to its neighbours. */
export function bandsOf({ bands = {} }: EnumDefinition): readonly Band[] {
  const rising = Object.entries(bands).sort((a, b) => a[1] - b[1]);
  const edge = (i: number): number => ((rising[i - 1]?.[1] ?? -Infinity) + (rising[i]?.[1] ?? Infinity)) / 2;
  return rising.map(([rank], i) => ({ rank: Number(rank), from: edge(i), to: edge(i + 1) }));
}

/** Whether the backend's numbers fall from our first rank to our last: its order is the other way round then. */
export function falls({ bands = {} }: EnumDefinition): boolean {
  const byRank = Object.entries(bands).sort((a, b) => Number(a[0]) - Number(b[0]));
  return byRank.length > 1 && byRank.every(([, from], i) => i === 0 || from < (byRank[i - 1]?.[1] ?? 0));
}

/** A table of codes, ready to be read by. */
export interface EnumTable {
  readonly definition: EnumDefinition;
  /** Ours for the backend's value; undefined where it is unknown and the profile names no stand-in. */
  readonly read: (value: unknown) => string | number | undefined;
}

/**
 * Compares without regard to case or to whether the value came as a number or as text.
 *
 * @param unlisted Hears of values that the table says nothing about.
 */
export function compileEnum(
  definition: EnumDefinition,
  unlisted: (value: unknown) => void = () => undefined,
): EnumTable {
  const { read = {}, unknown } = definition;
  const listed = new Map(Object.entries(read).map(([code, ours]) => [code.toLowerCase(), ours]));
  const bands = bandsOf(definition);
  const memo = new Map<unknown, string | number | undefined>();
  return {
    definition,
    read(value) {
      if (value === undefined || value === null || value === '') return undefined;
      if (memo.has(value)) return memo.get(value);
      const text = textOf(value) ?? JSON.stringify(value);
      const number = text.trim() === '' ? NaN : Number(text);
      const ours =
        listed.get(text.toLowerCase()) ??
        bands.find(({ from, to }) => number >= from && number < to)?.rank ??
        unknown;
      if (ours === undefined) unlisted(value);
      // Backends have few codes; one that invents them without end must not fill the memory.
      if (memo.size < 1000) memo.set(value, ours);
      return ours;
    },
  };
}

/** The backend's value for ours in a table; undefined where there is none. */
export function codeOf(table: EnumDefinition | undefined, value: unknown): string | number | undefined {
  const { write, bands, codeType } = table ?? {};
  const own = (codes: Readonly<Record<string, string | number>> = {}): string | number | undefined =>
    Object.hasOwn(codes, String(value)) ? codes[String(value)] : undefined;
  const code = own(write) ?? own(bands);
  return code === undefined
    ? undefined
    : codeType === 'number'
      ? Number(code)
      : codeType === 'string'
        ? String(code)
        : code;
}
