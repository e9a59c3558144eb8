import type { Issue } from '../../core/errors.js';
import type { IncidentDraft } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import type { PriorityExplanation } from '../../core/priority.js';
import type { Instant } from '../../core/time.js';
import { validateDraft } from '../../core/validation.js';
import { explain, parseCell } from '../incident-priority-matrix/matrix-source.js';
import type { DraftContext, FieldName, FormExtras, FormField, FormValues } from './form-model.js';
import { fieldOf, isRequired, toDraft } from './form-model.js';
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

export interface PrepareContext extends Omit<DraftContext, 'explanation'> {
  readonly policy: Policy;
  readonly now: Instant;
  readonly words: { readonly missing: string; readonly reasonMissing: string };
}

export interface Prepared {
  readonly draft: IncidentDraft;
  readonly issues: readonly Issue[];
}

/** What would be sent for these answers, and everything wrong with it by the rules of the desk and of the backend. */
export function prepareDraft(values: FormValues, extras: FormExtras, context: PrepareContext): Prepared {
  const { policy, capabilities, shown, now, words } = context;
  const draft = toDraft(values, { ...context, explanation: explanationOf(values, extras, policy) });
  const required = shown.flatMap(({ name }) =>
    name !== 'matrix' && isRequired(capabilities, name) ? [name] : [],
  );
  const issues = [...validateDraft(draft, { policy, now, required })];
  if (shown.some(({ name }) => name === 'matrix')) {
    if (!draft.assessment) issues.push({ path: 'matrix', code: 'matrix', message: words.missing });
    else if (extras.override?.reason.trim() === '')
      issues.push({ path: 'override', code: 'matrix', message: words.reasonMissing });
  }
  return { draft, issues };
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
