import type { Policy } from '../../core/policy.js';
import type { PriorityExplanation } from '../../core/priority.js';
import { explain, parseCell } from '../incident-priority-matrix/matrix-source.js';
import type { FormExtras, FormValues } from './form-model.js';

/** Facts for the matrix: the workaround has one answer, wherever it is given. */
export const factsOf = (values: FormValues, { facts }: FormExtras): FormExtras['facts'] =>
  values.hasWorkaround === '1' ? { ...facts, hasWorkaround: true } : facts;

export const explanationOf = (
  values: FormValues,
  extras: FormExtras,
  { matrix }: Policy,
): PriorityExplanation | undefined =>
  explain(matrix, parseCell(values.matrix ?? '', matrix), factsOf(values, extras), extras.override);
