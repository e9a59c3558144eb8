import type { Ref } from './incident.js';

/**
 * How far a group stands from the first contact: the service desk is the first line, specialists the second and third, and
 * a vendor is outside the house. Where neither the directory nor the policy tells, the line is not known.
 */
export const supportLines = [1, 2, 3, 'vendor'] as const;
export type SupportLine = (typeof supportLines)[number];

/** Reads a line as a directory writes it, as a number or a text; undefined for anything else. */
export const readSupportLine = (value: unknown): SupportLine | undefined =>
  typeof value === 'number' || typeof value === 'string'
    ? supportLines.find((line) => String(line) === String(value))
    : undefined;

/** Lines by the id of a group, as a policy writes them down. */
export type SupportLines = Readonly<Record<string, SupportLine>>;

/** The line of a group by its id, or by its name, as a timeline tells it; undefined where it is not known. */
export type LineOf = (group: string) => SupportLine | undefined;

/** The lines of groups: the directory's own word, and the policy's where it says nothing. */
export function lineFinder(
  groups: readonly (Ref & { readonly line?: SupportLine })[],
  written: SupportLines = {},
): LineOf {
  const own = (id: string): SupportLine | undefined => (Object.hasOwn(written, id) ? written[id] : undefined);
  const byId = new Map(groups.map(({ id, line }) => [id, line ?? own(id)]));
  const byName = new Map<string, SupportLine | undefined>();
  for (const { id, label } of groups) {
    const line = byId.get(id);
    // Two groups of one name are told apart by their ids alone.
    byName.set(label, !byName.has(label) || byName.get(label) === line ? line : undefined);
  }
  return (group) => byId.get(group) ?? own(group) ?? byName.get(group);
}

/**
 * The lines an incident has gone through, each named when it came there: `[1, 2, 3]` has been escalated twice, however often
 * it was handed on within a line. Undefined where the line of one of its groups is not known, or nobody tells of them.
 */
export function linesPassed(
  changes: readonly { readonly from?: string; readonly to?: string }[] | undefined,
  lineOf: LineOf,
): readonly SupportLine[] | undefined {
  const [first] = changes ?? [];
  if (!changes || !first) return undefined;
  const groups = [first.from, ...changes.map(({ to }) => to)].filter((group) => group !== undefined);
  const passed: SupportLine[] = [];
  for (const group of groups) {
    const line = lineOf(group);
    if (line === undefined) return undefined;
    if (passed.at(-1) !== line) passed.push(line);
  }
  return passed;
}
