import { IncidentError } from '../errors.js';
import type { Issue } from '../errors.js';
import type { Level, MatrixDefinition, PriorityMatrix } from './priority.js';
import { applyModifier } from './priority.js';

const issue = (path: string, code: string, message: string): Issue => ({ path, code, message });

/**
 * Checks a matrix and turns it highest first. It has to be total (a known priority in every cell); a cell that is not
 * monotone, or a priority no cell yields, is legal and comes back as a warning.
 *
 * @throws {@link IncidentError} of kind `configuration` with one issue per fault, naming the path and the remedy.
 */
export function compileMatrix(definition: MatrixDefinition): PriorityMatrix {
  const issues: Issue[] = [];
  for (const name of ['id', 'version'] as const)
    if (typeof definition[name] !== 'string' || definition[name] === '')
      issues.push(
        issue(
          name,
          'required',
          `Give the matrix its "${name}", such as ${name === 'id' ? '"our-matrix"' : '"1"'}; every priority keeps it, so that it can be told later by which rules it was set.`,
        ),
      );
  for (const scale of ['impact', 'urgency', 'priorities'] as const) {
    const levels = definition[scale];
    if (!Array.isArray(levels) || levels.length === 0) {
      issues.push(issue(scale, 'required', `List at least one level under "${scale}".`));
      continue;
    }
    const seen = new Set<string>();
    levels.forEach((level: Level, at) => {
      if (seen.has(level.code))
        issues.push(
          issue(
            `${scale}.${String(at)}.code`,
            'duplicate',
            `The code "${level.code}" occurs twice in "${scale}"; give each level its own.`,
          ),
        );
      seen.add(level.code);
    });
  }
  if (issues.length > 0) throw refuse(definition.id, issues);

  const rankOf = new Map(definition.priorities.map((level, at) => [level.code, at + 1] as const));
  if (definition.cells.length !== definition.impact.length)
    issues.push(
      issue(
        'cells',
        'missing-cell',
        `There are ${String(definition.impact.length)} impact levels but ${String(definition.cells.length)} rows; write one row per impact level.`,
      ),
    );
  definition.cells.forEach((row, at) => {
    if (row.length !== definition.urgency.length)
      issues.push(
        issue(
          `cells.${String(at)}`,
          'missing-cell',
          `This row has ${String(row.length)} cells for ${String(definition.urgency.length)} urgency levels; write one cell per urgency level.`,
        ),
      );
    row.forEach((code, column) => {
      if (!rankOf.has(code))
        issues.push(
          issue(
            `cells.${String(at)}.${String(column)}`,
            'unknown-priority',
            `"${code}" is no declared priority; use one of ${[...rankOf.keys()].join(', ')}.`,
          ),
        );
    });
  });
  for (const [at, modifier] of (definition.modifiers ?? []).entries()) {
    const { effect } = modifier;
    if ('priority' in effect && !rankOf.has(effect.priority))
      issues.push(
        issue(
          `modifiers.${String(at)}.effect.priority`,
          'unknown-priority',
          `"${effect.priority}" is no declared priority; use one of ${[...rankOf.keys()].join(', ')}.`,
        ),
      );
  }
  if (issues.length > 0) throw refuse(definition.id, issues);

  const flip = definition.order === 'lowest-first';
  const turn = <T>(list: readonly T[]): readonly T[] => (flip ? [...list].reverse() : list);
  const count = definition.priorities.length;
  const rank = (code: string): number => {
    const written = rankOf.get(code) ?? count;
    return flip ? count + 1 - written : written;
  };
  const ranks = turn(definition.cells).map((row) => turn(row).map(rank));
  const matrix = {
    id: definition.id,
    version: definition.version,
    label: definition.label ?? definition.id,
    impact: turn(definition.impact),
    urgency: turn(definition.urgency),
    priorities: turn(definition.priorities),
    ranks,
    modifiers: definition.modifiers ?? [],
  };
  return Object.freeze({ ...matrix, warnings: matrixWarnings(matrix) });
}

const refuse = (id: string | undefined, issues: readonly Issue[]): IncidentError =>
  new IncidentError(
    'configuration',
    `The priority matrix "${id ?? ''}" cannot be used: ${issues.map((i) => `${i.path}: ${i.message}`).join(' ')}`,
    { issues },
  );

function matrixWarnings(matrix: Omit<PriorityMatrix, 'warnings'>): readonly Issue[] {
  const warnings: Issue[] = [];
  const at = (i: number, u: number): number => matrix.ranks[i]?.[u] ?? 0;
  const code = (rank: number): string => matrix.priorities[rank - 1]?.code ?? String(rank);
  for (let i = 0; i < matrix.impact.length; i++)
    for (let u = 0; u < matrix.urgency.length; u++) {
      const here = at(i, u);
      const fault =
        u > 0 && at(i, u - 1) > here
          ? ['urgency', code(at(i, u - 1))]
          : i > 0 && at(i - 1, u) > here
            ? ['impact', code(at(i - 1, u))]
            : undefined;
      if (fault)
        warnings.push(
          issue(
            `cells.${String(i)}.${String(u)}`,
            'not-monotone',
            `${code(here)} here is more urgent than ${String(fault[1])} at the higher ${String(fault[0])} beside it; check whether the two are swapped.`,
          ),
        );
    }
  const reached = new Set(reachablePriorities(matrix));
  matrix.priorities.forEach((level, at_) => {
    if (!reached.has(at_ + 1))
      warnings.push(
        issue(
          `priorities.${String(at_)}`,
          'unreachable',
          `No cell or rule yields "${level.code}"; it can only be set by hand.`,
        ),
      );
  });
  return Object.freeze(warnings);
}

/** Ranks that some cell or some modifier can yield, most urgent first. */
export function reachablePriorities(matrix: Omit<PriorityMatrix, 'warnings'>): readonly number[] {
  const found = new Set<number>(matrix.ranks.flat());
  for (let pass = 0; pass < matrix.modifiers.length; pass++)
    for (const modifier of matrix.modifiers)
      for (const rank of [...found]) found.add(applyModifier(matrix, modifier, rank));
  return [...found].sort((a, b) => a - b);
}
