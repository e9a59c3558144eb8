import type { Choice, Traits } from '../../adapters/adapter.js';
import type { Channel, EditableField, Effect, IncidentDraft, Person, Ref } from '../../core/incident.js';
import { channels } from '../../core/incident.js';
import type { Issue } from '../../core/errors.js';
import type { Policy } from '../../core/policy.js';
import type { PriorityExplanation } from '../../core/priority/priority.js';
import type { Instant } from '../../core/time.js';
import { validateDraft } from '../../core/validation.js';
import { readLocalTime, writeLocalTime } from '../../ui/local-time.js';
import type { Adjustment, FieldName, FormField, FormValues } from './form-model.js';
import { explanationOf, fieldTable, isRequired, isWritable, writable } from './form-model.js';

/** The answers that make up a draft, to fill the form with. */
export function fromDraft(draft: Partial<IncidentDraft>, timeZone: string): FormValues {
  const values: Partial<Record<FieldName, string>> = {};
  for (const { name } of fieldTable) {
    if (name === 'matrix') continue;
    const value = draft[name];
    if (value === undefined || value === false) continue;
    if (value === true) values[name] = '1';
    else if (typeof value === 'number') values[name] = writeLocalTime(value, timeZone);
    else if (typeof value === 'string') values[name] = value;
    else values[name] = 'label' in value ? value.label : value.name;
  }
  if (draft.impact !== undefined && draft.urgency !== undefined)
    values.matrix = `${String(draft.impact)}/${String(draft.urgency)}`;
  return values;
}

/** Facts and override of a draft whose priority has been assessed. */
export const adjustmentOf = ({ assessment }: Partial<IncidentDraft>): Adjustment | undefined =>
  assessment && {
    facts: assessment.inputs.facts,
    ...(assessment.override ? { override: assessment.override } : {}),
  };

const named = (text: string, known: readonly Ref[] | undefined): Ref => {
  const wanted = text.toLowerCase();
  return (
    known?.find(({ id, label }) => label.toLowerCase() === wanted || id === text) ?? { id: text, label: text }
  );
};

const person = (text: string): Person => ({ id: text, name: text });

/** What besides the answers makes a draft. */
interface DraftContext {
  readonly policy: Policy;
  readonly traits: Traits;
  /** What the backend offers for a field; undefined where it does not say. */
  readonly choices: (field: EditableField) => readonly Choice[] | undefined;
  readonly timeZone: string;
  readonly now: Instant;
  /** The fields on the screen: nothing is sent that cannot be seen. */
  readonly shown: readonly FormField[];
  readonly channel: Channel | undefined;
  /** Who is signed in, as far as the page says so; sent where the form does not ask. */
  readonly caller?: Person | undefined;
  readonly words: { readonly missing: string; readonly reasonMissing: string };
}

/** How a report reaches the desk: as the page says, by itself in portal mode, and otherwise as the agent says. */
export const channelOf = (given: Channel | undefined, mode: 'portal' | 'agent'): Channel | undefined =>
  given && channels.includes(given) ? given : mode === 'portal' ? 'self-service' : undefined;

/** What is sent for these answers. */
function toDraft(
  values: FormValues,
  explanation: PriorityExplanation | undefined,
  context: DraftContext,
): IncidentDraft {
  const { traits, choices, timeZone } = context;
  const draft: { -readonly [K in keyof IncidentDraft]: IncidentDraft[K] } = { title: '', description: '' };
  for (const { name } of context.shown) {
    const value = values[name]?.trim() ?? '';
    if (value === '') continue;
    switch (name) {
      case 'matrix':
        break;
      case 'service':
        draft.service = named(value, choices('service'));
        break;
      case 'group':
        draft.group = named(value, choices('group'));
        break;
      case 'ci':
        draft.ci = named(value, choices('ci'));
        break;
      case 'caller':
        draft.caller = context.caller?.name === value ? context.caller : person(value);
        break;
      case 'assignee':
        draft.assignee = person(value);
        break;
      case 'occurredAt':
      case 'detectedAt':
        draft[name] = readLocalTime(value, timeZone);
        break;
      case 'hasWorkaround':
      case 'major':
      case 'drill':
        draft[name] = true;
        break;
      case 'effect':
        draft.effect = value as Effect;
        break;
      case 'channel':
        draft.channel = value as Channel;
        break;
      default:
        draft[name] = value;
    }
  }
  if (context.caller && writable(traits, 'caller') && !context.shown.some(({ name }) => name === 'caller'))
    draft.caller = context.caller;
  if (draft.channel === undefined && context.channel && writable(traits, 'channel'))
    draft.channel = context.channel;
  if (explanation && isWritable(traits, 'matrix')) {
    if (writable(traits, 'impact')) draft.impact = explanation.cell.impact;
    if (writable(traits, 'urgency')) draft.urgency = explanation.cell.urgency;
    if (writable(traits, 'priority')) draft.priority = explanation.priority;
    draft.assessment = explanation;
  }
  return draft;
}

/** What would be sent for these answers, and everything wrong with it by the rules of the desk and of the backend. */
export function prepareDraft(
  values: FormValues,
  adjustment: Adjustment,
  context: DraftContext,
): { readonly draft: IncidentDraft; readonly issues: readonly Issue[] } {
  const { policy, traits, shown, now, words } = context;
  const draft = toDraft(values, explanationOf(values, adjustment, policy), context);
  const required = shown.flatMap(({ name }) => (name !== 'matrix' && isRequired(traits, name) ? [name] : []));
  const issues = [...validateDraft(draft, { policy, now, required })];
  if (shown.some(({ name }) => name === 'matrix')) {
    if (!draft.assessment) issues.push({ path: 'matrix', code: 'matrix', message: words.missing });
    else if (adjustment.override?.reason.trim() === '')
      issues.push({ path: 'override', code: 'matrix', message: words.reasonMissing });
  }
  return { draft, issues };
}
