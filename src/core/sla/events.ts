import type { Entry } from '../entry.js';
import type { Incident } from '../incident.js';
import type { SlaInput } from './clock.js';
import type { SlaTarget } from './target.js';
import type { Instant } from '../time.js';

/** What happens to a running clock when priority or agreement change. */
export type RetargetPolicy =
  /** The new target counts from the original start, earlier holds stay excluded. */
  | 'retroactive'
  /** The new target counts from the change on. */
  | 'from-change';

/** What a reopened incident means for a resolution clock that had ended. */
export type ReopenPolicy =
  /** The first resolution is what was promised: the clock stays as it ended. */
  | 'first-resolution'
  /** The clock runs on; the time while it was resolved does not count. */
  | 'total-resolution'
  /** The clock runs on, and the time while it was resolved counts too. */
  | 'total-resolution-including-resolved';

/** What a clock looks at in an entry. */
export type SpokenEntry = Pick<Entry, 'kind' | 'visibility' | 'occurredAt' | 'author'>;

/** Gives a clock another target, with another calendar where `calendar` is named. */
export function retarget(
  input: SlaInput,
  change: { readonly at: Instant; readonly target: SlaTarget; readonly calendar?: SlaInput['calendar'] },
  policy: RetargetPolicy = 'retroactive',
): SlaInput {
  const { at, target, calendar = input.calendar } = change;
  // A hold that goes on over the change is cut at the new start by the clock itself.
  return {
    ...input,
    target,
    ...(calendar ? { calendar } : {}),
    start: policy === 'retroactive' ? input.start : Math.max(input.start, at),
  };
}

/** What a clock is computed from after its incident was reopened. A clock that had not ended is left alone. */
export function reopenClock(
  input: SlaInput,
  at: Instant,
  policy: ReopenPolicy = 'total-resolution',
): SlaInput {
  const { stop, pauses = [] } = input;
  if (policy === 'first-resolution' || typeof stop !== 'number') return input;
  const resolved = policy === 'total-resolution' ? [{ from: stop, to: at, reason: 'resolved' }] : [];
  // A hold the log never ended was over when the incident was resolved.
  const ended = pauses.map((pause) => ({ ...pause, to: Math.min(pause.to ?? Infinity, stop) }));
  const later = pauses.filter((pause) => (pause.to ?? Infinity) > at && pause.from >= stop);
  return { ...input, stop: null, pauses: [...ended, ...resolved, ...later] };
}

const isSpoken = ({ kind, visibility, author }: SpokenEntry): boolean =>
  kind === 'comment' && visibility === 'public' && author !== undefined && !author.automatic;

/** Whether an entry answers those who ask: a person other than them says something they can read. */
export const isAnswer = (entry: SpokenEntry, asking: readonly string[]): boolean =>
  isSpoken(entry) && !asking.includes(entry.author?.id ?? '');

/** Ids of those an incident's answers are for: the caller, or whoever logged it where nobody called. */
export const askingOf = ({ caller, reporter }: Pick<Incident, 'caller' | 'reporter'>): readonly string[] =>
  [caller ?? reporter].flatMap((person) => (person ? [person.id] : []));

/**
 * When a person of the service desk first said something the caller can read. Automatic replies, bots, system
 * entries, work notes and the caller's own words are none.
 *
 * @param asking Ids of those who ask, as {@link askingOf} names them.
 * @param since Only look at or after this instant, for instance since the incident was reopened.
 */
export function firstHumanResponse(
  entries: readonly SpokenEntry[],
  asking: readonly string[] = [],
  since: Instant = -Infinity,
): Instant | undefined {
  let first: Instant | undefined;
  for (const entry of entries) {
    if (entry.occurredAt < since || !isAnswer(entry, asking)) continue;
    if (first === undefined || entry.occurredAt < first) first = entry.occurredAt;
  }
  return first;
}

/**
 * Since when the caller has been waiting for another answer: their first words after the service desk last spoke.
 * `undefined` when the service desk spoke last, and then a clock of kind `update` does not run.
 */
export function awaitingReplySince(
  entries: readonly SpokenEntry[],
  asking: readonly string[],
): Instant | undefined {
  let since: Instant | undefined;
  for (const entry of entries.filter(isSpoken).sort((a, b) => a.occurredAt - b.occurredAt)) {
    if (asking.includes(entry.author?.id ?? '')) since ??= entry.occurredAt;
    else since = undefined;
  }
  return since;
}

/** Which part of a policy says what an answer does. */
export interface AnswerRules {
  /** The first answer also acknowledges the incident. Default true. */
  readonly acknowledgeByAnswer?: boolean;
}

/** When an incident was first answered and acknowledged, as far as it and its entries tell. */
export function responseOf(
  incident: Incident,
  { acknowledgeByAnswer = true }: AnswerRules = {},
  entries: readonly SpokenEntry[] = [],
): Pick<Incident, 'firstResponseAt' | 'acknowledgedAt'> {
  const found = firstHumanResponse(entries, askingOf(incident));
  // Words written down later may have been spoken before the incident was logged.
  const said = found === undefined ? undefined : Math.max(found, incident.loggedAt);
  const earliest = (...times: readonly (Instant | undefined)[]): Instant | undefined => {
    const known = times.filter((time) => time !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
  };
  const firstResponseAt = earliest(incident.firstResponseAt, said);
  const acknowledgedAt = earliest(incident.acknowledgedAt, acknowledgeByAnswer ? firstResponseAt : undefined);
  return {
    ...(firstResponseAt === undefined ? {} : { firstResponseAt }),
    ...(acknowledgedAt === undefined ? {} : { acknowledgedAt }),
  };
}

/** The incident after somebody has said something: the first answer is its first response, and acknowledges it. */
export const afterEntry = (incident: Incident, entry: SpokenEntry, rules: AnswerRules = {}): Incident =>
  isAnswer(entry, askingOf(incident)) ? { ...incident, ...responseOf(incident, rules, [entry]) } : incident;
