import type { EnumDefinition } from './profile-schema.js';

/** A table of codes, ready for both directions. */
export interface EnumTable {
  /** Ours for the backend's value; undefined where it is unknown and the profile names no stand-in. */
  readonly read: (value: unknown) => string | number | undefined;
  /** The backend's value for ours; undefined where there is none. */
  readonly write: (value: string | number) => string | number | undefined;
  /** Every value of the backend that is read as ours. */
  readonly codes: (value: string | number) => readonly (string | number)[];
  /** What is read as ours on a numeric scale, `[from, to)`. */
  readonly ranges?: (value: number) => readonly [from: number, to: number] | undefined;
}

const folded = (value: unknown): string => String(value).toLowerCase();

/** Compares without regard to case or to whether the value came as a number or as text. */
export function compileEnum(definition: EnumDefinition): EnumTable {
  const { bands, unknown } = definition;
  const forward = new Map(
    Object.entries(definition.read ?? {}).map(([code, ours]) => [folded(code), ours] as const),
  );
  const back = new Map(Object.entries(definition.write ?? {}));
  const steps = Object.entries(bands ?? {})
    .map(([rank, value]) => ({ rank: Number(rank), value }))
    .sort((a, b) => a.value - b.value);
  const edges = steps.map((step, i) => (i === 0 ? -Infinity : ((steps[i - 1]?.value ?? 0) + step.value) / 2));
  const nearest = (value: number): number | undefined => {
    for (let i = steps.length - 1; i >= 0; i--) if (value >= (edges[i] ?? 0)) return steps[i]?.rank;
    return undefined;
  };
  const typed = (code: string): string | number => (definition.codeType === 'number' ? Number(code) : code);
  const memo = new Map<unknown, string | number | undefined>();
  const look = (value: unknown): string | number | undefined => {
    const listed = forward.get(folded(value));
    if (listed !== undefined) return listed;
    if (
      steps.length > 0 &&
      (typeof value === 'number' || (typeof value === 'string' && value.trim() !== ''))
    ) {
      const number = Number(value);
      if (Number.isFinite(number)) return nearest(number);
    }
    return unknown;
  };
  return {
    read(value) {
      if (value === undefined || value === null || value === '') return undefined;
      if (memo.has(value)) return memo.get(value);
      const ours = look(value);
      // Backends have few codes; one that invents them without end must not fill the memory.
      if (memo.size < 1000) memo.set(value, ours);
      return ours;
    },
    write: (value) => {
      const code = back.get(String(value)) ?? bands?.[String(value)];
      return code === undefined
        ? undefined
        : typeof code === 'string'
          ? typed(code)
          : definition.codeType === 'string'
            ? String(code)
            : code;
    },
    codes: (value) =>
      Object.entries(definition.read ?? {})
        .filter(([, ours]) => ours === value)
        .map(([code]) => typed(code)),
    ...(steps.length === 0
      ? {}
      : {
          ranges: (value) => {
            const at = steps.findIndex((step) => step.rank === value);
            return at < 0 ? undefined : ([edges[at] ?? -Infinity, edges[at + 1] ?? Infinity] as const);
          },
        }),
  };
}
