import type { EnumDefinition } from './profile-schema.js';

/** One step of a numeric scale: what lies in `[from, to)` is read as the rank. */
export interface Band {
  readonly rank: number;
  readonly from: number;
  readonly to: number;
}

/** A table of codes, ready to be read by. */
export interface EnumTable {
  readonly definition: EnumDefinition;
  /** Rising; empty where the table is no numeric scale. */
  readonly bands: readonly Band[];
  /** Ours for the backend's value; undefined where it is unknown and the profile names no stand-in. */
  readonly read: (value: unknown) => string | number | undefined;
}

/** Compares without regard to case or to whether the value came as a number or as text. */
export function compileEnum(definition: EnumDefinition): EnumTable {
  const { read = {}, bands = {}, unknown } = definition;
  const listed = new Map(Object.entries(read).map(([code, ours]) => [code.toLowerCase(), ours]));
  const rising = Object.entries(bands).sort((a, b) => a[1] - b[1]);
  const edge = (i: number): number => ((rising[i - 1]?.[1] ?? -Infinity) + (rising[i]?.[1] ?? Infinity)) / 2;
  const steps = rising.map(([rank], i) => ({ rank: Number(rank), from: edge(i), to: edge(i + 1) }));
  const memo = new Map<unknown, string | number | undefined>();
  return {
    definition,
    bands: steps,
    read(value) {
      if (value === undefined || value === null || value === '') return undefined;
      if (memo.has(value)) return memo.get(value);
      const text = String(value);
      const number = text.trim() === '' ? NaN : Number(text);
      const ours =
        listed.get(text.toLowerCase()) ??
        steps.find(({ from, to }) => number >= from && number < to)?.rank ??
        unknown;
      // Backends have few codes; one that invents them without end must not fill the memory.
      if (memo.size < 1000) memo.set(value, ours);
      return ours;
    },
  };
}
