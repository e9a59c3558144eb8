import type { Capabilities } from '../../adapters/adapter.js';
import type { Issue } from '../../core/errors.js';
import type { IncidentDraft } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import type { PriorityExplanation } from '../../core/priority.js';
import type { Instant } from '../../core/time.js';
import { validateDraft } from '../../core/validation.js';
import { explain, parseCell } from '../incident-priority-matrix/matrix-source.js';
import type { FieldName, FormExtras, FormField, FormValues } from './form-model.js';
import { fieldOf, isRequired } from './form-model.js';
import type { Fault } from './panels.js';

/** Facts for the matrix: the workaround has one answer, wherever it is given. */
export const factsOf = (values: FormValues, { facts }: FormExtras): FormExtras['facts'] =>
  values.hasWorkaround === '1' ? { ...facts, hasWorkaround: true } : facts;

export const explanationOf = (
  values: FormValues,
  extras: FormExtras,
  { matrix }: Policy,
): PriorityExplanation | undefined =>
  explain(matrix, parseCell(values.matrix ?? '', matrix), factsOf(values, extras), extras.override);

export interface CheckContext {
  readonly policy: Policy;
  readonly capabilities: Capabilities;
  readonly shown: readonly FormField[];
  readonly now: Instant;
  readonly extras: FormExtras;
  readonly words: { readonly missing: string; readonly reasonMissing: string };
}

/** Everything wrong with what would be sent, by the rules of the desk and of the backend. */
export function checkDraft(
  draft: IncidentDraft,
  { policy, capabilities, shown, now, extras, words }: CheckContext,
): readonly Issue[] {
  const required = shown.flatMap(({ name }) =>
    name !== 'matrix' && isRequired(capabilities, name) ? [name] : [],
  );
  const issues = [...validateDraft(draft, { policy, now, required })];
  if (shown.some(({ name }) => name === 'matrix')) {
    if (!draft.assessment) issues.push({ path: 'matrix', code: 'matrix', message: words.missing });
    else if (extras.override?.reason.trim() === '')
      issues.push({ path: 'override', code: 'matrix', message: words.reasonMissing });
  }
  return issues;
}

/** Faults in the order of the fields they belong to; those without a field come last, and none comes twice. */
export function faultsOf(
  issues: readonly Issue[],
  shown: readonly FormField[],
  text: (issue: Issue) => string,
  label: (field: FieldName | undefined, path: string) => string,
): readonly Fault[] {
  const faults = new Map<string, Fault>();
  for (const issue of issues) {
    const field = fieldOf(issue.path, shown);
    const fault = { issue, field, text: text(issue), label: label(field, issue.path) };
    const same = `${fault.label}|${fault.text}`;
    if (!faults.has(same)) faults.set(same, fault);
  }
  const place = ({ field }: Fault): number =>
    field ? shown.findIndex(({ name }) => name === field) : shown.length;
  return [...faults.values()].sort((a, b) => place(a) - place(b));
}

/** The first fault of each field, to be shown beside it. */
export const problemsOf = (faults: readonly Fault[]): ReadonlyMap<FieldName, string> =>
  new Map([...faults].reverse().flatMap(({ field, text }) => (field ? [[field, text] as const] : [])));
