import { IncidentError } from '../errors.js';
import type { Issue } from '../errors.js';
import type { Instant } from '../time.js';

/** One step of a scale. Its place in the list is its rank: 1 = highest impact, most urgent, first priority. */
export interface Level {
  /** The organisation's own notation, shown where people know it: `1`, `5`, `critical`. */
  readonly code: string;
  readonly label: string;
  /** A sentence that helps to choose this level. */
  readonly help?: string;
}

/**
 * A priority matrix as an organisation writes it down. Lists and rows run from highest to lowest, unless
 * `order` is `lowest-first` (as in products where 5 means very high); the compiled matrix is always highest first.
 */
export interface MatrixDefinition {
  readonly id: string;
  readonly version: string;
  readonly label?: string;
  readonly order?: 'highest-first' | 'lowest-first';
  readonly impact: readonly Level[];
  readonly urgency: readonly Level[];
  readonly priorities: readonly Level[];
  /** One row per impact level, one column per urgency level; each cell is the `code` of a priority. */
  readonly cells: readonly (readonly string[])[];
  readonly modifiers?: readonly ModifierDefinition[];
}

/** What a modifier may look at besides the cell. Facts are stated by people or by the backend, never guessed. */
export interface PriorityFacts {
  readonly vip?: boolean;
  readonly sensitiveData?: boolean;
  readonly criticalWindow?: boolean;
  readonly hasWorkaround?: boolean;
}

export type PriorityFact = keyof PriorityFacts;

/** A named rule applied after the cell. `raise` and `lower` move by steps, `at-least` sets a floor. */
export interface ModifierDefinition {
  readonly id: string;
  readonly label: string;
  readonly when: PriorityFact;
  readonly effect:
    | { readonly kind: 'raise' | 'lower'; readonly steps: number }
    | { readonly kind: 'at-least' | 'at-most'; readonly priority: string };
}

/** A checked matrix, highest first. Made by `compileMatrix`. */
export interface PriorityMatrix {
  readonly id: string;
  readonly version: string;
  readonly label: string;
  readonly impact: readonly Level[];
  readonly urgency: readonly Level[];
  readonly priorities: readonly Level[];
  /** `ranks[impact - 1][urgency - 1]` is the rank of the priority, 1 = most urgent. */
  readonly ranks: readonly (readonly number[])[];
  readonly modifiers: readonly ModifierDefinition[];
  /** One of ours: its words are shown in the reader's language. An organisation's own matrix keeps its own. */
  readonly shipped?: boolean;
  /** Things an administrator should look at, such as a cell that is less urgent than a milder neighbour. */
  readonly warnings: readonly Issue[];
}

/** A priority somebody set by hand. The reason is part of the record. */
export interface PriorityOverride {
  readonly priority: number;
  readonly reason: string;
  readonly by?: string;
  readonly at?: Instant;
}

/** One rule that had a say, in the order applied. */
export interface AppliedModifier {
  readonly id: string;
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

/** Why a priority is what it is: everything a screen needs to print the reason. */
export interface PriorityExplanation {
  /** The result, 1 = most urgent. */
  readonly priority: number;
  readonly cell: { readonly impact: number; readonly urgency: number; readonly priority: number };
  /** Ids of every rule applied: the cell (`cell:1/2`), then modifiers, then `override`. */
  readonly ruleIds: readonly string[];
  readonly modifiers: readonly AppliedModifier[];
  readonly override?: PriorityOverride;
  readonly inputs: { readonly impact: number; readonly urgency: number; readonly facts: PriorityFacts };
  readonly matrixId: string;
  readonly matrixVersion: string;
}

const issue = (path: string, code: string, message: string): Issue => ({ path, code, message });

const invalid = (message: string, fault: Issue): IncidentError =>
  new IncidentError('validation', message, { issues: [fault] });

/** The rank after one modifier; it never leaves the matrix's priorities. */
export function applyModifier(
  matrix: Pick<PriorityMatrix, 'priorities'>,
  modifier: ModifierDefinition,
  rank: number,
): number {
  const last = matrix.priorities.length;
  const clamp = (value: number): number => Math.min(last, Math.max(1, value));
  const { effect } = modifier;
  if ('steps' in effect) return clamp(effect.kind === 'raise' ? rank - effect.steps : rank + effect.steps);
  const limit = matrix.priorities.findIndex((level) => level.code === effect.priority) + 1;
  return effect.kind === 'at-least' ? Math.min(rank, limit) : Math.max(rank, limit);
}

/** What {@link assessPriority} looks at. Levels are ranks: 1 = highest. */
export interface PriorityInputs {
  readonly impact: number;
  readonly urgency: number;
  readonly facts?: PriorityFacts;
  readonly override?: PriorityOverride;
}

/**
 * The priority of an impact and an urgency, with the reason. Modifiers apply after the cell in their written order;
 * an override comes last and keeps what the rules said.
 *
 * @throws {@link IncidentError} of kind `validation` for a level outside the matrix or an override without a reason.
 */
export function assessPriority(matrix: PriorityMatrix, inputs: PriorityInputs): PriorityExplanation {
  const { impact, urgency, override } = inputs;
  const facts = inputs.facts ?? {};
  const cell = matrix.ranks[impact - 1]?.[urgency - 1];
  if (cell === undefined) {
    const path = matrix.impact[impact - 1] ? 'urgency' : 'impact';
    const given = path === 'impact' ? impact : urgency;
    throw invalid(
      `There is no ${path} level ${String(given)} in the matrix "${matrix.id}".`,
      issue(path, 'unknown-level', `Choose a level from 1 to ${String(matrix[path].length)}.`),
    );
  }
  const ruleIds = [`cell:${String(impact)}/${String(urgency)}`];
  const modifiers: AppliedModifier[] = [];
  let priority = cell;
  for (const modifier of matrix.modifiers) {
    if (facts[modifier.when] !== true) continue;
    const to = applyModifier(matrix, modifier, priority);
    modifiers.push({ id: modifier.id, label: modifier.label, from: priority, to });
    ruleIds.push(modifier.id);
    priority = to;
  }
  if (override) {
    if (override.reason.trim() === '')
      throw invalid(
        'A priority set by hand needs a reason.',
        issue('override.reason', 'required', 'Say in a few words why the computed priority does not fit.'),
      );
    if (!matrix.priorities[override.priority - 1])
      throw invalid(
        `There is no priority ${String(override.priority)} in the matrix "${matrix.id}".`,
        issue(
          'override.priority',
          'unknown-level',
          `Choose a priority from 1 to ${String(matrix.priorities.length)}.`,
        ),
      );
    ruleIds.push('override');
    priority = override.priority;
  }
  return Object.freeze({
    priority,
    cell: { impact, urgency, priority: cell },
    ruleIds,
    modifiers,
    ...(override ? { override } : {}),
    inputs: { impact, urgency, facts },
    matrixId: matrix.id,
    matrixVersion: matrix.version,
  });
}

/** `P2`: the short form by rank, the same in every matrix. */
export const priorityCode = (rank: number): string => `P${String(rank)}`;

/** A cell of a matrix by its ranks: 1 = highest. */
export interface MatrixCell {
  readonly impact: number;
  readonly urgency: number;
}

/** The cell a text such as `2/1` (impact 2, urgency 1) names; undefined for anything that is no cell of the matrix. */
export function parseCell(text: string, matrix: PriorityMatrix): MatrixCell | undefined {
  const [, impact, urgency] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const cell = { impact: Number(impact), urgency: Number(urgency) };
  return matrix.ranks[cell.impact - 1]?.[cell.urgency - 1] === undefined ? undefined : cell;
}

/**
 * The priority while somebody is still choosing: undefined without a cell, and an override that has no reason yet or
 * names no priority of the matrix does not count. What is final is judged by {@link assessPriority}.
 */
export function explainPriority(
  matrix: PriorityMatrix,
  cell: MatrixCell | undefined,
  facts: PriorityFacts,
  override: PriorityOverride | undefined,
): PriorityExplanation | undefined {
  if (!cell) return undefined;
  const counts = override && override.reason.trim() !== '' && matrix.priorities[override.priority - 1];
  return assessPriority(matrix, { ...cell, facts, ...(counts ? { override } : {}) });
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isRank = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 1;
const isText = (value: unknown): boolean => typeof value === 'string';
const every = (list: unknown, test: (one: unknown) => boolean): boolean =>
  Array.isArray(list) && list.every(test);

/** The explanation a backend kept for us; undefined for anything that is not whole, which is better not shown at all. */
export function readExplanation(value: unknown): PriorityExplanation | undefined {
  if (!isRecord(value)) return undefined;
  const { priority, cell, ruleIds, modifiers, override, inputs, matrixId, matrixVersion } = value;
  const isWhole =
    isRank(priority) &&
    isRecord(cell) &&
    [cell['impact'], cell['urgency'], cell['priority']].every(isRank) &&
    every(ruleIds, isText) &&
    every(
      modifiers,
      (one) =>
        isRecord(one) &&
        isText(one['id']) &&
        isText(one['label']) &&
        isRank(one['from']) &&
        isRank(one['to']),
    ) &&
    (override === undefined ||
      (isRecord(override) && isRank(override['priority']) && isText(override['reason']))) &&
    isRecord(inputs) &&
    [inputs['impact'], inputs['urgency']].every(isRank) &&
    isRecord(inputs['facts']) &&
    Object.values(inputs['facts']).every((fact) => typeof fact === 'boolean') &&
    isText(matrixId) &&
    isText(matrixVersion);
  return isWhole ? (value as unknown as PriorityExplanation) : undefined;
}
