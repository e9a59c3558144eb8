import type { LocaleController } from '../../controllers/locale.js';
import type { Issue } from '../../core/errors.js';
import type { IncidentDraft } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import type { Instant } from '../../core/time.js';
import { validateDraft } from '../../core/validation.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { FormTerms } from '../../locales/en/form.js';
import { explanationOf } from './explanation.js';
import type { FieldName, FormExtras, FormField, FormValues } from './form-model.js';
import { isRequired } from './form-model.js';
import { labelOf } from './label.js';
import { toDraft } from './to-draft.js';
import type { DraftContext } from './to-draft.js';

/** One line of the summary; with the field it leads to, where there is one. */
export interface Fault {
  readonly issue: Issue;
  readonly text: string;
  readonly field: FieldName | undefined;
  readonly label: string;
}

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

/** The control in which a fault of this path can be mended; undefined for one that is not on the screen. */
function fieldOf(path: string, shown: readonly FormField[]): FieldName | undefined {
  const head = path.split('.')[0] ?? '';
  const name =
    head === 'impact' || head === 'urgency' || head === 'priority' || head === 'override' ? 'matrix' : head;
  return shown.find((field) => field.name === name)?.name;
}

/** Faults in the order of the fields they belong to; those without a field come last, and none comes twice. */
export function faultsOf(
  issues: readonly Issue[],
  shown: readonly FormField[],
  locale: LocaleController<CommonTerms & FormTerms>,
  agent: boolean,
): readonly Fault[] {
  const { terms } = locale;
  const label = (field: FieldName | undefined, path: string): string =>
    field ? labelOf({ terms, agent }, field) : (terms.incidentField[path] ?? path);
  const faults = new Map<string, Fault>();
  for (const issue of issues) {
    const field = fieldOf(issue.path, shown);
    const fault = { issue, field, text: locale.issue(issue), label: label(field, issue.path) };
    const same = `${fault.label}|${fault.text}`;
    if (!faults.has(same)) faults.set(same, fault);
  }
  const place = ({ field }: Fault): number =>
    field ? shown.findIndex(({ name }) => name === field) : shown.length;
  return [...faults.values()].sort((a, b) => place(a) - place(b));
}
