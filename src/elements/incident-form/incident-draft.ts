import type { Traits } from '../../adapters/adapter.js';
import type { Issue } from '../../core/errors.js';
import type { Channel, CustomValue, EditableField, IncidentDraft, Person, Ref } from '../../core/incident.js';
import { channels, editableFields } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import type { RelationChange } from '../../core/relation.js';
import { cleanText } from '../../core/text.js';
import type { Instant } from '../../core/time.js';
import { graphemes, validateDraft } from '../../core/validation.js';
import { readLocalTime } from '../../ui/local-time.js';
import { affectedLinks } from './affected-items.js';
import type { Answer, AnswerSet } from './answers.js';
import { explanationOf, idOf, linkOf, merged, textOf } from './answers.js';
import type { FormField } from './form-model.js';
import { affected, isWritable } from './form-model.js';

/** What besides the answers makes a draft. */
interface DraftContext {
  readonly policy: Policy;
  readonly traits: Traits;
  readonly timeZone: string;
  readonly now: Instant;
  /** The fields on the screen: nothing that was typed is sent unless it can be seen. */
  readonly shown: readonly FormField[];
  readonly channel: Channel | undefined;
  /** Whether a field's values come from a list, so that words of one's own are none of them. */
  readonly listed: (field: FormField) => boolean;
  readonly words: { readonly missing: string; readonly reasonMissing: string; readonly choose: string };
}

/** How a report reaches the desk: as the page says, by itself in portal mode, and otherwise as the agent says. */
export const channelOf = (given: Channel | undefined, mode: 'portal' | 'agent'): Channel | undefined =>
  given && channels.includes(given) ? given : mode === 'portal' ? 'self-service' : undefined;

const named = (text: string, { kind, choices = [] }: FormField): Ref | Person => {
  const fits = choices.filter(({ label }) => label.toLowerCase() === text.toLowerCase());
  const [{ id, label }] = fits[0] && fits.length === 1 ? [fits[0]] : [{ id: text, label: text }];
  return kind === 'person' ? { id, name: label } : { id, label };
};

/** A chosen item without what a link names it by: a field is sent its id. */
const inField = (value: Answer): Answer =>
  linkOf(value) === undefined ? value : { id: idOf(value), label: textOf(value) };

/** What is sent for something that was typed or chosen; undefined for nothing. */
function sendable(value: Answer, field: FormField, timeZone: string): Answer | undefined {
  if (typeof value === 'boolean') return value || undefined;
  if (typeof value !== 'string') return inField(value);
  const text = cleanText(value).text.trim();
  if (text === '') return undefined;
  switch (field.kind) {
    case 'instant':
      return readLocalTime(text, timeZone);
    case 'count':
    case 'level':
      return field.control === 'choice' ? text : Number(text);
    case 'ref':
    case 'person':
      return named(text, field);
    case 'flag':
      return field.control === 'choice' ? text : true;
    default:
      return text;
  }
}

/**
 * What is sent for these answers. What the page has given goes along as it came, also where the form does not ask for
 * it; only the backend's own limits hold it back.
 */
function toDraft(given: AnswerSet, typed: AnswerSet, context: DraftContext): IncidentDraft {
  const { traits, timeZone, shown } = context;
  const values: Record<string, Answer> = {};
  const fixed = new Set(shown.filter(({ readOnly }) => readOnly).map(({ key }) => key));
  const takes = (key: string): boolean =>
    !fixed.has(key) &&
    (key.startsWith('custom.') || (key !== 'matrix' && isWritable(traits, key as EditableField)));
  for (const [key, value] of Object.entries(given.values))
    if (takes(key) && value !== '') values[key] = value;
  for (const field of shown) {
    const { key } = field;
    const answer = typed.values[key];
    if (answer === undefined || !takes(key)) continue;
    const value = sendable(answer, field, timeZone);
    if (value === undefined) Reflect.deleteProperty(values, key);
    else values[key] = value;
  }
  const own = editableFields.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]]));
  const custom = Object.entries(values).flatMap(([key, value]) =>
    key.startsWith('custom.') ? [[key.slice('custom.'.length), value as CustomValue] as const] : [],
  );
  const explanation = explanationOf(merged(given, typed), context.policy);
  const { channel } = context;
  return {
    title: '',
    description: '',
    ...(channel && isWritable(traits, 'channel') && { channel }),
    ...(Object.fromEntries(own) as Partial<IncidentDraft>),
    ...(custom.length > 0 && { custom: Object.fromEntries(custom) }),
    ...(explanation &&
      shown.some(({ key }) => key === 'matrix') && {
        ...(isWritable(traits, 'impact') && { impact: explanation.cell.impact }),
        ...(isWritable(traits, 'urgency') && { urgency: explanation.cell.urgency }),
        ...(isWritable(traits, 'priority') && { priority: explanation.priority }),
        assessment: explanation,
      }),
  };
}

const isOwn = (key: string): key is EditableField => (editableFields as readonly string[]).includes(key);

/** Everything wrong by the backend's description of its fields, as far as the rules of the desk do not know it. */
function describedIssues(draft: IncidentDraft, typed: AnswerSet, context: DraftContext): readonly Issue[] {
  return context.shown.flatMap((field): readonly Issue[] => {
    const { key: path, maxLength: limit, required, readOnly } = field;
    if (readOnly || path === 'matrix' || path === affected) return [];
    const answer = typed.values[path];
    if (typeof answer === 'string' && answer.trim() !== '' && context.listed(field)) {
      const { id } = named(answer.trim(), field);
      if (!field.choices?.some((choice) => choice.id === id))
        return [{ path, code: 'choose', message: context.words.choose }];
    }
    const value = isOwn(path) ? draft[path] : draft.custom?.[path.slice('custom.'.length)];
    if (value === undefined && required && !isOwn(path))
      return [{ path, code: 'required', message: 'Fill this in.' }];
    if (typeof value === 'number' && !Number.isFinite(value) && !isOwn(path))
      return [{ path, code: 'bad-time', message: 'This cannot be read.' }];
    const length = limit === undefined ? 0 : graphemes(textOf(value));
    return limit !== undefined && length > limit
      ? [
          {
            path,
            code: 'too-long',
            message: `Shorten this to ${String(limit)} characters.`,
            params: { limit, length },
          },
        ]
      : [];
  });
}

/**
 * What would be sent for these answers, with the links that go after it, and everything wrong with it by the rules of the
 * desk and of the backend.
 */
export function prepareDraft(
  given: AnswerSet,
  typed: AnswerSet,
  context: DraftContext,
): {
  readonly draft: IncidentDraft;
  readonly links: readonly RelationChange[];
  readonly issues: readonly Issue[];
} {
  const { policy, shown, now, words } = context;
  const draft = toDraft(given, typed, context);
  const required = shown.flatMap(({ key, required: must, readOnly }) =>
    must && !readOnly && isOwn(key) ? [key] : [],
  );
  const issues = [
    ...validateDraft(draft, { policy, now, required }),
    ...describedIssues(draft, typed, context),
  ];
  if (shown.some(({ key }) => key === 'matrix')) {
    if (!draft.assessment) issues.push({ path: 'matrix', code: 'matrix', message: words.missing });
    else if (merged(given, typed).adjustment?.override?.reason.trim() === '')
      issues.push({ path: 'override', code: 'matrix', message: words.reasonMissing });
  }
  return { draft, links: affectedLinks(merged(given, typed), shown), issues };
}
