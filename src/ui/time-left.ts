import type { Traits } from '../adapters/adapter.js';
import { pastOfRecords } from '../adapters/adapter.js';
import type { IncidentHistory } from '../core/history.js';
import type { Incident } from '../core/incident.js';
import type { Policy } from '../core/policy.js';
import type { ClockFigures } from '../core/sla/clocks.js';
import { pressingClock } from '../core/sla/clocks.js';
import type { Instant, Millis } from '../core/time.js';
import { DAY, HOUR, MINUTE, SECOND } from '../core/time.js';
import type { CommonTerms } from '../locales/en/common.js';
import type { Pace } from './clock.js';
import { written } from './formats.js';
import { lineSpeech } from './incident-line.js';
import type { LineSpeech } from './incident-line.js';
import type { LineTime } from './line-time.js';
import type { LocaleController } from './locale.js';

/** From this share of the target on, time is running out. */
export const warnFrom = 0.75;

/** Keeps a figure of digits with its sign together in a text that runs from right to left. */
const isolated = (text: string): string => `\u2066${text}\u2069`;

/** Keeps a figure with units together; it runs as the units are read, whatever is around it. */
const withUnits = (text: string): string => `\u2068${text}\u2069`;

type Locale = LocaleController<CommonTerms>;

/** Begun minutes do not count as left. What is late is late by a minute at least. */
const wholeMinutes = (length: Millis, least = 0): Millis =>
  Math.max(least, Math.floor(Math.abs(length) / MINUTE)) * MINUTE;

/**
 * A length of time as clocks show it: `0:41`, from a day on `1d 2h`; with `seconds` the last minute as `45s`. Begun
 * minutes are left out. A sign stands where the figure begins.
 */
export function clockFigure(length: Millis, locale: Locale, seconds = false, sign = ''): string {
  const whole = wholeMinutes(length);
  if (seconds && whole < MINUTE)
    return withUnits(
      locale.number(Math.floor(Math.abs(length) / SECOND), {
        style: 'unit',
        unit: 'second',
        unitDisplay: 'narrow',
      }),
    );
  if (whole >= DAY) return withUnits(`${sign}${locale.duration(whole, 'narrow')}`);
  const two = { minimumIntegerDigits: 2 };
  return written(`${locale.language}|${sign}|${String(whole)}`, () =>
    isolated(
      `${sign}${locale.number(Math.floor(whole / HOUR))}:${locale.number((whole % HOUR) / MINUTE, two)}`,
    ),
  );
}

/** A length of time for a sentence: "41 minutes", "less than a minute". */
export const clockLength = (length: Millis, locale: Locale): string => {
  const whole = wholeMinutes(length);
  return whole < MINUTE ? locale.terms.timeLeft.lessThanMinute : locale.duration(whole, 'long');
};

/**
 * A clock as its figure is told: as it stood when the minute began. Elements draw at different seconds of a minute, and
 * what they say of one incident has to be the same. While seconds matter everything looks each second, and what remains
 * is told as it is.
 */
export function toldClock<C extends ClockFigures>(clock: C): C {
  const { at, remaining, ticking } = clock;
  if (ticking !== true || remaining === undefined) return clock;
  const begun = { ...clock, remaining: remaining + (at % MINUTE) };
  return clock.breached || paceOf(begun) === 'minute' ? begun : clock;
}

/** Whether seconds matter to a clock: in the last minute, which begins before the next look at the minute. */
export const paceOf = ({ state, remaining = -1 }: ClockFigures): Pace =>
  state === 'running' && remaining >= 0 && remaining < 2 * MINUTE ? 'second' : 'minute';

/** What a clock shows in one line. `seconds`: for those who look at it each second. */
export function timeLeft(clock: ClockFigures, locale: Locale, seconds = false): LineTime {
  const { kind, state, remaining = 0, elapsed, percent = 0, breached, endedAt } = clock;
  const { timeLeft: words } = locale.terms;
  if (state === 'no-target' || clock.remaining === undefined || !Number.isFinite(remaining))
    return { text: '–', note: words.noTarget, tone: 'neutral', word: words.noTargetWord[kind] };
  if (state === 'cancelled')
    return { text: '–', note: words.cancelled, tone: 'neutral', word: words.cancelledWord[kind] };
  if (breached || state === 'breached') {
    const late = wholeMinutes(remaining, 1);
    const over = endedAt !== undefined;
    return {
      text: clockFigure(late, locale, false, '−'),
      note: (over ? words.doneLate : words.late)[kind],
      tone: 'red',
      word: (over ? words.doneLateWord : words.lateWord)[kind](locale.duration(late, 'long')),
    };
  }
  if (state === 'met')
    return {
      text: elapsed === undefined ? '–' : clockFigure(elapsed, locale),
      note: words.done[kind],
      tone: 'met',
      word: words.doneWord[kind](elapsed === undefined ? '–' : clockLength(elapsed, locale)),
    };
  const text = clockFigure(remaining, locale, seconds);
  const left = words.leftWord[kind](clockLength(remaining, locale));
  if (state === 'paused') return { text, note: words.paused, tone: 'paused', word: words.pausedWord(left) };
  const tone = percent >= warnFrom ? 'amber' : 'neutral';
  return state === 'out-of-hours'
    ? { text, note: words.outOfHours, tone, word: words.outOfHoursWord(left) }
    : { text, note: words.to[kind], tone, word: left };
}

export interface LineTimeOptions {
  /** What records of the backend tell of the past, or do not. */
  readonly history?: IncidentHistory;
  /** Is called where the line has to be written anew each second. */
  readonly hasty?: (() => void) | undefined;
}

/**
 * What the line of an incident shows of its clocks, by its record and the policy: the one that presses most.
 * `undefined` where nothing is promised, or everything is done; the age stands there then.
 */
export function lineTime(
  incident: Incident,
  policy: Policy,
  now: Instant,
  locale: Locale,
  { history, hasty }: LineTimeOptions = {},
): LineTime | undefined {
  try {
    const pressing = pressingClock(incident, policy, now, history);
    const clock = pressing && toldClock(pressing);
    if (clock && paceOf(clock) === 'second') hasty?.();
    return clock && timeLeft(clock, locale);
  } catch {
    // A record with impossible times has no clock; the list stays.
    return undefined;
  }
}

/** What lines with clocks are written with: those of a service desk. */
export const clockedSpeech = (
  locale: Locale,
  policy: Policy | undefined,
  able: Traits | undefined,
  now: () => Instant,
  hasty?: () => void,
): LineSpeech => ({
  ...lineSpeech(locale, policy, able, now),
  ...(policy && locale.formatsReady
    ? {
        clock: (incident: Incident) =>
          lineTime(incident, policy, now(), locale, { history: pastOfRecords(able), hasty }),
      }
    : {}),
});
