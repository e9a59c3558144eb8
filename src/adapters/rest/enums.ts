import { bandsOf } from './kit.js';
import { textOf } from './paths.js';
import type { EnumDefinition } from './profile-schema.js';

/** A table of codes, ready to be read by. */
export interface EnumTable {
  readonly definition: EnumDefinition;
  /** Ours for the backend's value; undefined where it is unknown and the profile names no stand-in. */
  readonly read: (value: unknown) => string | number | undefined;
}

/** Compares without regard to case or to whether the value came as a number or as text. */
export function compileEnum(definition: EnumDefinition): EnumTable {
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
      // Backends have few codes; one that invents them without end must not fill the memory.
      if (memo.size < 1000) memo.set(value, ours);
      return ours;
    },
  };
}
