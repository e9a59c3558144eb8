import type { BusinessCalendar } from '../calendar/calendar.js';
import { openBetween } from '../calendar/calendar.js';
import type { Derive, KpiColumns, TimeField } from './columns.js';
import { flag } from './columns.js';
import type { KpiId, KpiStart, KpiStop, KpiVariant } from './definitions.js';
import { IncidentError } from '../errors.js';
import { localDay } from '../zone.js';

/** Per incident: what it adds to the sum, `NaN` when it is not part of the figure, negative when impossible. */
export interface ValueColumn {
  readonly key: string;
  readonly derive: Derive;
}

export const startFields: Readonly<Record<KpiStart, TimeField>> = {
  logged: 'loggedAt',
  detected: 'detectedAt',
  occurred: 'occurredAt',
  assigned: 'assignedAt',
};
export const stopFields: Readonly<Record<KpiStop, TimeField>> = {
  acknowledged: 'acknowledgedAt',
  'first-response': 'firstResponseAt',
  assigned: 'assignedAt',
  detected: 'detectedAt',
  resolved: 'resolvedAt',
  closed: 'closedAt',
};

const calendarNumbers = new WeakMap<BusinessCalendar, number>();
let lastCalendar = 0;

/** Calendars are told apart by identity: two versions of one id must not share a column. */
function numberOf(calendar: BusinessCalendar): number {
  const number = calendarNumbers.get(calendar) ?? ++lastCalendar;
  calendarNumbers.set(calendar, number);
  return number;
}

const yes = (met: boolean): number => (met ? 1 : 0);

/** Only what is resolved and has stayed so. */
const ofResolved =
  (derive: Derive): Derive =>
  (data, slot) =>
    (data.flags[slot] as number) & flag.open || Number.isNaN(data.numbers.resolvedAt[slot])
      ? NaN
      : derive(data, slot);

const fact =
  (knownBit: number, yesBit: number): Derive =>
  ({ flags }, slot) => {
    const bits = flags[slot] as number;
    return bits & knownBit ? yes((bits & yesBit) !== 0) : NaN;
  };

const atLeastOne =
  (field: 'reopenCount' | 'reassignmentCount' | 'recategorisationCount'): Derive =>
  ({ numbers }, slot) => {
    const count = numbers[field][slot] as number;
    return Number.isNaN(count) ? NaN : yes(count > 0);
  };

/** The two best of five count: a caller who says "it was all right" was not satisfied. */
const satisfied = (rating: number): number => (Number.isNaN(rating) ? NaN : yes(rating >= 4));

/** Open incidents past their deadline are misses; those still in time are not decided yet. */
const strictSla: Derive = (data, slot) => {
  const bits = data.flags[slot] as number;
  const undecided = (bits & flag.open) !== 0 || Number.isNaN(data.numbers.resolvedAt[slot]);
  if (!(bits & flag.slaKnown)) return NaN;
  return bits & flag.slaMet ? (undecided ? NaN : 1) : 0;
};

function notEscalated({ flags }: Parameters<Derive>[0], slot: number): number {
  const bits = flags[slot] as number;
  return bits & flag.escalatedKnown ? yes(!(bits & flag.escalated)) : NaN;
}

const simple: Readonly<Partial<Record<KpiId, Derive>>> = {
  flr: ofResolved(notEscalated),
  'fcr-contact': ofResolved(fact(flag.contactKnown, flag.firstContact)),
  'first-group': ofResolved(fact(flag.groupKnown, flag.firstGroup)),
  sla: ofResolved(fact(flag.slaKnown, flag.slaMet)),
  'reopen-rate': ofResolved(atLeastOne('reopenCount')),
  reassignment: ofResolved(({ numbers }, slot) => numbers.reassignmentCount[slot] as number),
  'reassigned-rate': ofResolved(atLeastOne('reassignmentCount')),
  'sla-response': ofResolved(fact(flag.responseKnown, flag.responseMet)),
  csat: ofResolved(({ numbers }, slot) => satisfied(numbers.rating[slot] as number)),
  'csat-mean': ofResolved(({ numbers }, slot) => numbers.rating[slot] as number),
  'csat-response': ofResolved(({ numbers }, slot) => yes(!Number.isNaN(numbers.rating[slot]))),
  'major-rate': ({ flags }, slot) => yes(((flags[slot] as number) & flag.major) !== 0),
  'high-priority': ({ priority }, slot) => (priority[slot] ? yes(priority[slot] <= 2) : NaN),
  uncategorised: ({ category }, slot) => yes(category[slot] === 0),
  recategorised: ofResolved(atLeastOne('recategorisationCount')),
  volume: ({ numbers }, slot) => (Number.isNaN(numbers.loggedAt[slot]) ? NaN : 1),
  resolved: ofResolved(() => 1),
};

function durationColumn(variant: KpiVariant, calendar: BusinessCalendar | undefined): ValueColumn {
  const { start = 'logged', stop = 'resolved', minusPauses = false, unit = 'calendar-time' } = variant;
  const [startField, stopField] = [startFields[start], stopFields[stop]];
  const open = unit === 'open-time';
  if (open && !calendar) {
    throw new IncidentError(
      'configuration',
      'A figure in open time needs a business calendar; pass it with the request.',
    );
  }
  const pauses = open ? 'pausedOpenMs' : 'pausedMs';
  const between: Derive = ({ numbers }, slot) => {
    const [from, to] = [numbers[startField][slot] as number, numbers[stopField][slot] as number];
    const length = to - from;
    // An interval that ends before it starts stays negative in either unit, so that it can be counted as invalid.
    return open && calendar && length > 0 ? openBetween(calendar, from, to) : length;
  };
  const net: Derive = (data, slot) => {
    const length = between(data, slot);
    const held = data.numbers[pauses][slot] as number;
    if (!minusPauses || !(length >= 0)) return length;
    // No hold at all is none while open either. A hold of which more is not known cannot be taken off.
    if (Number.isNaN(held)) return open && data.numbers.pausedMs[slot] === 0 ? length : NaN;
    return length - held;
  };
  const ended = stop === 'resolved' || stop === 'closed';
  const key = `${startField}>${stopField}:${minusPauses ? 'net' : 'all'}:${open && calendar ? numberOf(calendar) : '24x7'}`;
  return {
    key,
    derive: ended ? (data, slot) => ((data.flags[slot] as number) & flag.open ? NaN : net(data, slot)) : net,
  };
}

/** The local day of a time, as a column. */
export const dayColumn = (columns: KpiColumns, field: TimeField, timeZone: string): Float64Array =>
  columns.derived(`day:${field}:${timeZone}`, ({ numbers }, slot) => {
    const at = numbers[field][slot] as number;
    return Number.isNaN(at) ? NaN : localDay(timeZone, at);
  });

/**
 * The column of values a figure is computed from.
 *
 * @throws IncidentError of kind `configuration` for open time without a calendar.
 */
export function valueColumn(
  id: KpiId,
  variant: KpiVariant,
  calendar: BusinessCalendar | undefined,
  timeZone: string,
): ValueColumn {
  if (id === 'mtta' || id === 'first-response' || id === 'mttr' || id === 'mttd')
    return durationColumn(variant, calendar);
  if (id === 'same-day') {
    const derive: Derive = ({ numbers }, slot) => {
      const [logged, resolved] = [numbers.loggedAt[slot] as number, numbers.resolvedAt[slot] as number];
      if (Number.isNaN(logged)) return NaN;
      return resolved < logged ? -1 : yes(localDay(timeZone, logged) === localDay(timeZone, resolved));
    };
    return { key: `same-day:${timeZone}`, derive: ofResolved(derive) };
  }
  if (id === 'sla' && variant.strict) return { key: 'sla:strict', derive: strictSla };
  const derive = simple[id];
  if (!derive) throw new RangeError(`"${id}" is not computed from one value per incident.`);
  return { key: id, derive };
}
