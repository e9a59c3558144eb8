import type { Capabilities, FieldOptions } from '../../adapters/adapter.js';
import type { Channel, Effect, IncidentDraft, Person, Ref } from '../../core/incident.js';
import { channels } from '../../core/incident.js';
import type { PriorityExplanation } from '../../core/priority.js';
import type { Instant } from '../../core/time.js';
import { instantAt } from '../../core/zone.js';
import type { FormField, FormValues } from './form-model.js';
import { isWritable, writable } from './form-model.js';

const named = (text: string, known: readonly Ref[] | undefined): Ref => {
  const wanted = text.toLowerCase();
  return (
    known?.find(({ id, label }) => label.toLowerCase() === wanted || id === text) ?? { id: text, label: text }
  );
};

const person = (text: string): Person => ({ id: text, name: text });

/** `2026-03-27T09:30` on the clocks of a zone as an instant; NaN for what is no date. */
function readLocalTime(text: string, timeZone: string): Instant {
  const wall = Date.parse(`${text}Z`);
  return Number.isNaN(wall) ? Number.NaN : instantAt(timeZone, wall);
}

export interface DraftContext {
  readonly capabilities: Capabilities;
  readonly options: FieldOptions;
  readonly timeZone: string;
  /** The fields on the screen: nothing is sent that cannot be seen. */
  readonly shown: readonly FormField[];
  readonly explanation: PriorityExplanation | undefined;
  readonly channel: Channel | undefined;
  /** Who is signed in, as far as the page says so; sent where the form does not ask. */
  readonly caller?: Person | undefined;
}

/** How a report reaches the desk: as the page says, by itself in portal mode, and otherwise as the agent says. */
export const channelOf = (given: Channel | undefined, mode: 'portal' | 'agent'): Channel | undefined =>
  given && channels.includes(given) ? given : mode === 'portal' ? 'self-service' : undefined;

/** What is sent for these answers. */
export function toDraft(values: FormValues, context: DraftContext): IncidentDraft {
  const { capabilities, options, timeZone, explanation } = context;
  const draft: { -readonly [K in keyof IncidentDraft]: IncidentDraft[K] } = { title: '', description: '' };
  for (const { name } of context.shown) {
    const value = values[name]?.trim() ?? '';
    if (value === '') continue;
    switch (name) {
      case 'matrix':
        break;
      case 'service':
        draft.service = named(value, options.services);
        break;
      case 'group':
        draft.group = named(value, options.groups);
        break;
      case 'ci':
        draft.ci = named(value, undefined);
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
  if (
    context.caller &&
    writable(capabilities, 'caller') &&
    !context.shown.some(({ name }) => name === 'caller')
  )
    draft.caller = context.caller;
  if (draft.channel === undefined && context.channel && writable(capabilities, 'channel'))
    draft.channel = context.channel;
  if (explanation && isWritable(capabilities, 'matrix')) {
    if (writable(capabilities, 'impact')) draft.impact = explanation.cell.impact;
    if (writable(capabilities, 'urgency')) draft.urgency = explanation.cell.urgency;
    if (writable(capabilities, 'priority')) draft.priority = explanation.priority;
    draft.assessment = explanation;
  }
  return draft;
}
