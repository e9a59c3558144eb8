import { IncidentError } from '../errors.js';
import { compileMatrix } from './matrix-check.js';
import type { MatrixDefinition, PriorityMatrix } from './priority.js';
import { level, standardMatrix, standardModifiers } from './standard-matrix.js';

/** Names of the shipped matrices. */
export const matrixNames = [
  'seed-4x4',
  'servicenow-3x3',
  'servicenow-3x3-p4',
  'jsm-4x5-example',
  'itop-4x3',
  'glpi-5x5',
] as const;

/** Name of a shipped matrix. */
export type MatrixPreset = (typeof matrixNames)[number];

/** True when a text names a shipped matrix. */
export const isMatrixPreset = (name: string): name is MatrixPreset =>
  (matrixNames as readonly string[]).includes(name);

/** Table-wide fill rule: the organisation's labels stay data, the arithmetic stands in one place. */
const fill = (
  rows: number,
  columns: number,
  rule: (i: number, u: number) => number,
  code: (rank: number) => string,
): readonly (readonly string[])[] =>
  Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (__, u) => code(rule(i + 1, u + 1))),
  );

const { impact: threeImpacts, urgency: threeUrgencies, priorities: five } = standardMatrix;
const four = five.slice(0, 4);
const words = (...list: string[]): readonly string[] => list;

const definitions = {
  'seed-4x4': {
    id: 'seed-4x4',
    version: '1',
    label: 'Four levels each way',
    impact: [
      level(
        '1',
        'Widespread',
        'The whole organisation or its customers. Example: the payment system is down.',
      ),
      level('2', 'Department', 'A department or an important function. Example: e-mail is slow for finance.'),
      level(
        '3',
        'Minor',
        'A few people, or there is a workaround. Example: one application fails in one browser.',
      ),
      level('4', 'Minimal', 'One person and little harm. Example: a printer does not print.'),
    ],
    urgency: [
      level('1', 'Immediate', 'Work has stopped and nothing can wait.'),
      level('2', 'High', 'It has to be solved within hours.'),
      level('3', 'Medium', 'It can wait until tomorrow.'),
      level('4', 'Low', 'It can wait for days.'),
    ],
    priorities: four,
    // Only the diagonal comes from the source documents; the rest is our convention, monotone in both directions.
    cells: fill(4, 4, (i, u) => Math.ceil((i + u) / 2), String),
  },
  'servicenow-3x3': {
    id: 'servicenow-3x3',
    version: '1',
    label: 'Three by three, five priorities',
    impact: threeImpacts,
    urgency: threeUrgencies,
    priorities: five,
    cells: fill(3, 3, (i, u) => i + u - 1, String),
  },
  'servicenow-3x3-p4': {
    id: 'servicenow-3x3-p4',
    version: '1',
    label: 'Three by three, four priorities',
    impact: threeImpacts,
    urgency: threeUrgencies,
    priorities: four,
    cells: fill(3, 3, (i, u) => Math.min(4, i + u - 1), String),
  },
  'jsm-4x5-example': {
    id: 'jsm-4x5-example',
    version: '1',
    label: 'Four by five, an example',
    impact: [
      level('extensive', 'Extensive'),
      level('significant', 'Significant'),
      level('moderate', 'Moderate'),
      level('minor', 'Minor'),
    ],
    urgency: [
      level('critical', 'Critical'),
      level('high', 'High'),
      level('medium', 'Medium'),
      level('low', 'Low'),
      level('lowest', 'Lowest'),
    ],
    priorities: [
      level('highest', 'Highest'),
      level('high', 'High'),
      level('medium', 'Medium'),
      level('low', 'Low'),
      level('lowest', 'Lowest'),
    ],
    // The last row is published this way; it is not monotone and the check says so.
    cells: [
      words('highest', 'high', 'medium', 'low', 'lowest'),
      words('highest', 'high', 'medium', 'low', 'lowest'),
      words('high', 'medium', 'low', 'low', 'lowest'),
      words('medium', 'low', 'lowest', 'low', 'lowest'),
    ],
  },
  'itop-4x3': {
    id: 'itop-4x3',
    version: '1',
    label: 'Three impacts by four urgencies',
    impact: [level('department', 'A department'), level('service', 'A service'), level('person', 'A person')],
    urgency: [
      level('critical', 'Critical'),
      level('high', 'High'),
      level('medium', 'Medium'),
      level('low', 'Low'),
    ],
    priorities: [
      level('critical', 'Critical'),
      level('high', 'High'),
      level('medium', 'Medium'),
      level('low', 'Low'),
    ],
    cells: [
      words('critical', 'critical', 'high', 'low'),
      words('critical', 'high', 'medium', 'low'),
      words('high', 'medium', 'medium', 'low'),
    ],
  },
  'glpi-5x5': {
    id: 'glpi-5x5',
    version: '1',
    label: 'Five by five, 5 = very high',
    order: 'lowest-first',
    impact: [
      level('1', 'Very low'),
      level('2', 'Low'),
      level('3', 'Medium'),
      level('4', 'High'),
      level('5', 'Very high'),
    ],
    urgency: [
      level('1', 'Very low'),
      level('2', 'Low'),
      level('3', 'Medium'),
      level('4', 'High'),
      level('5', 'Very high'),
    ],
    priorities: [
      level('1', 'Very low'),
      level('2', 'Low'),
      level('3', 'Medium'),
      level('4', 'High'),
      level('5', 'Very high'),
      level('6', 'Major'),
    ],
    // Half rounds away from zero, so 1.5 becomes 2 and 2.5 becomes 3.
    cells: fill(5, 5, (i, u) => Math.floor((i + u) / 2 + 0.5), String),
  },
} as const satisfies Record<MatrixPreset, MatrixDefinition>;

/** The shipped matrices as data, to read, to copy into a policy, or to start one's own from. */
export const matrixPresets: Readonly<Record<MatrixPreset, MatrixDefinition>> = definitions;

const compiled = new Map<MatrixPreset, PriorityMatrix>();

/** A shipped matrix, checked and with the standard modifiers. Compiled once. */
export function matrixPreset(name: MatrixPreset): PriorityMatrix {
  const known = compiled.get(name);
  if (known) return known;
  const definition: MatrixDefinition = definitions[name];
  const matrix: PriorityMatrix = Object.freeze({
    ...compileMatrix({
      ...definition,
      modifiers: standardModifiers(
        definition.order === 'lowest-first' ? [...definition.priorities].reverse() : definition.priorities,
      ),
    }),
    shipped: true,
  });
  compiled.set(name, matrix);
  return matrix;
}

/**
 * A matrix ready for use, by the name of a shipped one or as somebody has written it down.
 *
 * @throws {@link IncidentError} of kind `configuration` for one that cannot be used.
 */
export function matrixOf(source: MatrixDefinition | string): PriorityMatrix {
  if (typeof source === 'object') return compileMatrix(source);
  if (isMatrixPreset(source)) return matrixPreset(source);
  const known = matrixNames.join(', ');
  throw new IncidentError('configuration', `There is no matrix "${source}"; use one of ${known}.`);
}
