import type { EnumDefinition } from './profile-schema.js';

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
