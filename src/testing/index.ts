/**
 * For those who write an adapter or a test of their own: the sentences every adapter has to make true, and builders
 * of incidents. Needs no test framework:
 *
 * ```ts
 * for (const { title, run } of adapterContract({ name: 'mine', sample: make(), make })) it(title, () => run(assert));
 * ```
 */
import type { ContractCase, ContractSubject } from './contract.js';
import { bind } from './contract.js';
import { changeClauses } from './clauses-changes.js';
import { fileClauses } from './clauses-files.js';
import { participantClauses } from './clauses-participants.js';
import { readClauses } from './clauses-read.js';
import { relationClauses } from './clauses-relations.js';
import { taskClauses } from './clauses-tasks.js';
import { writeClauses } from './clauses-write.js';

export { aDraft, anAssessment, anEntry, anEntryDraft, anIncident, monday } from './builders.js';
export type { Assert, ContractCase, ContractSubject, WholeAdapter } from './contract.js';

/** The cases that apply to an adapter like this one, each on data of its own. */
export const adapterContract = (subject: ContractSubject): readonly ContractCase[] =>
  [
    ...readClauses,
    ...writeClauses,
    ...fileClauses,
    ...taskClauses,
    ...relationClauses,
    ...participantClauses,
    ...changeClauses,
  ]
    .filter(({ when }) => when?.(subject) ?? true)
    .map((clause) => bind(subject, clause));
