import type { Choice } from '../../adapters/adapter.js';
import { editableFields } from '../../core/incident.js';
import type { CustomValue, IncidentDraft, Person, Ref } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import type { PriorityExplanation, PriorityFacts, PriorityOverride } from '../../core/priority/priority.js';
import { explainPriority, parseCell } from '../../core/priority/priority.js';
import type { FormField } from './form-model.js';
import { affected, presentChoices } from './form-model.js';
import { writeLocalTime } from '../../ui/local-time.js';

/**
 * One answer. What the page or a draft gave stays the value it is until somebody changes it; what is typed is text, also
 * a time (`2026-03-27T09:30` on the clocks of the form's zone), and what is chosen from a list has its id.
 */
export type Answer = CustomValue | Person | readonly Choice[];

/** Answers by the key of their field. The empty text stands for one that somebody has emptied. */
export type Answers = Readonly<Record<string, Answer>>;

/** What changes the priority of the chosen cell. The matrix's control asks for it; it has no field of its own. */
export interface Adjustment {
  readonly facts: PriorityFacts;
  readonly override?: PriorityOverride;
}

/** Everything that was answered in one way: given by the page, or by a person. */
export interface AnswerSet {
  readonly values: Answers;
  readonly adjustment?: Adjustment;
}

export const noAnswers: AnswerSet = Object.freeze({ values: Object.freeze({}) });
export const noAdjustment: Adjustment = Object.freeze({ facts: Object.freeze({}) });

const isNamed = (value: unknown): value is Ref | Person =>
  typeof value === 'object' && value !== null && 'id' in value;

const nameOf = (value: Ref | Person): string => ('label' in value ? value.label : value.name);

/** An answer in words. */
export const textOf = (value: Answer | undefined): string =>
  value === undefined || typeof value === 'boolean'
    ? ''
    : typeof value !== 'object'
      ? String(value)
      : isNamed(value)
        ? nameOf(value)
        : value.map((one) => (typeof one === 'string' ? one : one.label)).join(', ');

/** What an answer is known by: the id of what was chosen, otherwise the text. */
export const idOf = (value: Answer | undefined): string => (isNamed(value) ? value.id : textOf(value));

/** What a link to what was chosen names it by, where a field is sent something else. */
export const linkOf = (value: Answer | undefined): string | undefined =>
  isNamed(value) && 'link' in value && typeof value.link === 'string' ? value.link : undefined;

/** Text of a control for date and time. */
export const timeText = (value: Answer | undefined, timeZone: string): string =>
  typeof value !== 'number' ? textOf(value) : Number.isFinite(value) ? writeLocalTime(value, timeZone) : '';

/** Takes answers over; what was typed goes before what was given. */
export const merged = (under: AnswerSet, over: AnswerSet): AnswerSet => {
  const adjustment = over.adjustment ?? under.adjustment;
  return { values: { ...under.values, ...over.values }, ...(adjustment && { adjustment }) };
};

const emptied = (value: Answer): boolean =>
  value === '' || value === false || (Array.isArray(value) && value.length === 0);

/** Whether a new answer says no more than the one that was given. */
function saysTheSame(value: Answer, given: Answer | undefined, field: FormField, timeZone: string): boolean {
  if (given === undefined) return emptied(value);
  if (field.control === 'time') return textOf(value) === timeText(given, timeZone);
  if (typeof value === 'boolean') return value === Boolean(given);
  return isNamed(value) && isNamed(given) ? value.id === given.id : textOf(value) === textOf(given);
}

/** What is typed after an answer of a person. One that says what was given already gives way to that. */
export function withAnswer(
  { values, ...rest }: AnswerSet,
  given: AnswerSet,
  field: FormField,
  value: Answer,
  timeZone: string,
): AnswerSet {
  const { [field.key]: _before, ...others } = values;
  return {
    ...rest,
    values: saysTheSame(value, given.values[field.key], field, timeZone)
      ? others
      : { ...others, [field.key]: value },
  };
}

/** What is typed after choices that no longer exist with the other answers have been emptied. */
export function withoutAbsent(
  typed: AnswerSet,
  given: AnswerSet,
  changed: FormField,
  shown: readonly FormField[],
  timeZone: string,
): AnswerSet {
  let [next, bases] = [typed, new Set([changed.key])];
  for (const field of shown) {
    if (field.dependsOn === undefined || !bases.has(field.dependsOn) || !field.choices?.length) continue;
    const { values } = merged(given, next);
    const id = idOf(values[field.key]);
    if (id === '' || presentChoices(field, (key) => idOf(values[key])).some((choice) => choice.id === id))
      continue;
    next = withAnswer(next, given, field, '', timeZone);
    bases = new Set([...bases, field.key]);
  }
  return next;
}

/** What is typed after a choice in the matrix. The workaround among its facts is a question of its own here. */
export function withMatrix(
  { values }: AnswerSet,
  given: AnswerSet,
  matrix: string,
  { facts: { hasWorkaround = false, ...facts }, ...rest }: Adjustment,
): AnswerSet {
  const { hasWorkaround: _before, ...others } = values;
  const same = hasWorkaround === Boolean(given.values['hasWorkaround']);
  return {
    values: { ...others, matrix, ...(!same && { hasWorkaround }) },
    adjustment: { ...rest, facts },
  };
}

/** The answers in a draft, each as it came. */
export function fromDraft(draft: Partial<IncidentDraft>): AnswerSet {
  const values: Record<string, Answer> = {};
  const { assessment, custom = {} } = draft;
  for (const name of editableFields) {
    const value = draft[name];
    if (name === 'impact' || name === 'urgency' || name === 'priority') continue;
    if (value !== undefined && !emptied(value)) values[name] = value;
  }
  for (const [name, value] of Object.entries(custom)) values[`custom.${name}`] = value;
  const { impact, urgency } = { ...assessment?.cell, ...draft };
  if (impact !== undefined && urgency !== undefined)
    values['matrix'] = `${String(impact)}/${String(urgency)}`;
  if (!assessment) return { values };
  const { hasWorkaround, ...facts } = assessment.inputs.facts;
  if (hasWorkaround) values['hasWorkaround'] = true;
  return {
    values,
    adjustment: { facts, ...(assessment.override ? { override: assessment.override } : {}) },
  };
}

/** Facts for the matrix: the workaround has one answer, wherever it is given. */
export const factsOf = ({ values, adjustment }: AnswerSet): PriorityFacts => ({
  ...adjustment?.facts,
  ...(values['hasWorkaround'] && { hasWorkaround: true }),
});

/** The priority these answers give, with its reason; undefined while no cell is chosen. */
export const explanationOf = (answers: AnswerSet, { matrix }: Policy): PriorityExplanation | undefined =>
  explainPriority(
    matrix,
    parseCell(textOf(answers.values['matrix']), matrix),
    factsOf(answers),
    answers.adjustment?.override,
  );

const isRef = (value: unknown): value is Ref | Person => {
  const { id, label, name } = (value ?? {}) as Partial<Ref & Person>;
  return typeof id === 'string' && (typeof label === 'string' || typeof name === 'string');
};

const isAnswer = (value: unknown): value is Answer => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return true;
  if (!Array.isArray(value)) return isRef(value);
  return value.every((one) => typeof one === 'string') || value.every((one) => isRef(one) && 'label' in one);
};

const ours: ReadonlySet<string> = new Set([...editableFields, 'matrix', affected]);

/** Answers read back from storage; what is not as we write it is left out. */
export function readAnswers({ values, adjustment }: Readonly<Record<string, unknown>>): AnswerSet {
  const read = Object.fromEntries(
    Object.entries(typeof values === 'object' && values !== null ? values : {}).filter(
      (entry): entry is [string, Answer] =>
        (ours.has(entry[0]) || entry[0].startsWith('custom.')) && isAnswer(entry[1]),
    ),
  );
  const { facts, override } = (adjustment ?? {}) as Partial<Adjustment>;
  return {
    values: read,
    ...(typeof facts === 'object' && {
      adjustment: { facts, ...(typeof override?.reason === 'string' ? { override } : {}) },
    }),
  };
}
