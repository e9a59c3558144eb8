import { expect } from '@open-wc/testing';
import type { BusinessCalendar, OpeningHours } from '../../src/core/calendar/calendar.js';
import { compileCalendar } from '../../src/core/calendar/calendar.js';
import { parseDuration, formatDuration } from '../../src/core/duration.js';
import type { SpokenEntry } from '../../src/core/sla/events.js';
import { awaitingReplySince, firstHumanResponse, reopenClock, retarget } from '../../src/core/sla/events.js';
import type { SlaInput, SlaTarget } from '../../src/core/sla/clock.js';
import { explainSegments, slaClock, slaInstant } from '../../src/core/sla/clock.js';
import { DAY, HOUR, MINUTE } from '../../src/core/time.js';

const at = (text: string): number => Date.parse(text.length === 16 ? `${text}Z` : text);
const five = (hours: OpeningHours) => ({
  mon: [hours],
  tue: [hours],
  wed: [hours],
  thu: [hours],
  fri: [hours],
});
const office = (from: string, to: string, timeZone = 'UTC') =>
  compileCalendar({ id: 'office', version: '7', timeZone, hours: five([from, to]) });
const eightToSix = office('08:00', '18:00');
const nineToFive = office('09:00', '17:00');
const whole: OpeningHours = ['00:00', '24:00'];
const always = (timeZone: string) =>
  compileCalendar({ id: 'always', timeZone, hours: { ...five(whole), sat: [whole], sun: [whole] } });

const promise = (
  target: string,
  unit: SlaTarget['unit'] = 'open-time',
  kind: SlaTarget['kind'] = 'resolution',
): SlaTarget => ({ id: 't', kind, target, unit });
const clock = (
  target: SlaTarget,
  calendar: BusinessCalendar,
  start: string,
  now: string,
  more: Partial<SlaInput> = {},
): SlaInput => ({
  target,
  calendar,
  start: at(start),
  now: at(now),
  ...more,
});
const oneHourBefore = (input: SlaInput) => slaInstant(input, (allowed) => allowed - HOUR);

const caller = { id: 'c', name: 'Caller' };
const agent = { id: 'a', name: 'Agent' };
const bot = { id: 'b', name: 'Bot', automatic: true };
const said = (author: SpokenEntry['author'], when: string, more: Partial<SpokenEntry> = {}): SpokenEntry => ({
  kind: 'comment',
  visibility: 'public',
  author,
  occurredAt: at(when),
  ...more,
});

describe('an SLA clock: the fifteen golden tests', () => {
  it('1: four hours from Monday ten o’clock are due at two, and an hour before is one', () => {
    const input = clock(promise('PT4H'), eightToSix, '2026-03-09T10:00', '2026-03-09T11:00');
    expect(slaClock(input).dueAt).to.equal(at('2026-03-09T14:00'));
    expect(oneHourBefore(input)).to.equal(at('2026-03-09T13:00'));
  });

  it('2: four hours from Monday five o’clock are due on Tuesday at eleven, and an hour before is ten', () => {
    const input = clock(promise('PT4H'), eightToSix, '2026-03-09T17:00', '2026-03-09T17:30');
    expect(slaClock(input).dueAt).to.equal(at('2026-03-10T11:00'));
    expect(oneHourBefore(input)).to.equal(at('2026-03-10T10:00'));
  });

  it('3: a hold from closing time to the next opening leaves the deadline unchanged', () => {
    const pauses = [{ from: at('2026-03-09T17:00'), to: at('2026-03-10T09:00') }];
    const input = clock(promise('PT8H'), nineToFive, '2026-03-09T09:00', '2026-03-10T10:00', { pauses });
    expect(slaClock(input).dueAt).to.equal(at('2026-03-09T17:00'));
  });

  it('4: one hour from half an hour before closing is due half an hour after the next opening', () => {
    const input = clock(
      promise('PT1H', 'open-time', 'response'),
      nineToFive,
      '2026-03-13T16:30',
      '2026-03-13T16:40',
    );
    expect(slaClock(input).dueAt).to.equal(at('2026-03-16T09:30'));
  });

  it('5: around the clock no minute is lost at midnight', () => {
    const input = clock(promise('PT2H'), always('UTC'), '2026-03-09T23:00', '2026-03-10T01:00');
    expect(slaClock(input).dueAt).to.equal(at('2026-03-10T01:00'));
    expect(slaClock(input).elapsed).to.equal(2 * HOUR);
  });

  it('6: a hold over a weekend adds nothing to a target in working days', () => {
    const pauses = [{ from: at('2026-03-13T18:00'), to: at('2026-03-16T08:00') }];
    const input = clock(promise('P2D', 'business-days'), nineToFive, '2026-03-13T10:00', '2026-03-16T12:00', {
      pauses,
    });
    expect(slaClock(input).dueAt).to.equal(at('2026-03-17T10:00'));
    const held = slaClock({
      ...input,
      pauses: [{ from: at('2026-03-13T16:00'), to: at('2026-03-16T10:00') }],
    });
    expect(held.dueAt).to.equal(at('2026-03-17T12:00'));
  });

  it('7: an earlier hold stays excluded when the priority changes later', () => {
    const pauses = [{ from: at('2026-03-09T10:00'), to: at('2026-03-09T12:00') }];
    const before = clock(promise('PT8H'), nineToFive, '2026-03-09T09:00', '2026-03-09T13:00', { pauses });
    const after = slaClock(retarget(before, { at: at('2026-03-09T13:00'), target: promise('PT4H') }));
    expect(after.elapsed).to.equal(2 * HOUR);
    expect(after.dueAt).to.equal(at('2026-03-09T15:00'));
    const fromChange = slaClock(
      retarget(before, { at: at('2026-03-09T13:00'), target: promise('PT4H') }, 'from-change'),
    );
    expect(fromChange.elapsed).to.equal(0);
    expect(fromChange.dueAt).to.equal(at('2026-03-09T17:00'));
  });

  it('8: a deadline set by a person does not move while on hold', () => {
    const pauses = [{ from: at('2026-03-09T10:00') }];
    const input = clock(promise('PT8H'), nineToFive, '2026-03-09T09:00', '2026-03-09T12:00', {
      pauses,
      manualDue: at('2026-03-09T13:00'),
    });
    const result = slaClock(input);
    expect(result.dueAt).to.equal(at('2026-03-09T13:00'));
    expect(result.stage).to.equal('paused');
    expect(result.remaining).to.equal(HOUR);
    expect(result.originalDueAt).to.equal(at('2026-03-09T17:00'));
    expect(slaClock({ ...input, now: at('2026-03-09T13:01') }).breached).to.equal(true);
  });

  it('9: one open hour from the first two o’clock of a doubled hour is the second two o’clock', () => {
    const input = clock(
      promise('PT1H'),
      always('Europe/Amsterdam'),
      '2022-10-30T02:00:00+02:00',
      '2022-10-30T02:00:00+02:00',
    );
    expect(slaClock(input).dueAt).to.equal(at('2022-10-30T02:00:00+01:00'));
  });

  it('10: what is on hold is not breached when the target time passes', () => {
    const pauses = [{ from: at('2026-03-09T10:00') }];
    const result = slaClock(
      clock(promise('PT4H'), nineToFive, '2026-03-09T09:00', '2026-03-11T12:00', { pauses }),
    );
    expect(result.breached).to.equal(false);
    expect(result.dueAt).to.equal(null);
    expect(result.stage).to.equal('paused');
    expect(result.remaining).to.equal(3 * HOUR);
  });

  it('11: what is logged outside hours starts at the next opening', () => {
    const input = clock(promise('PT2H'), nineToFive, '2026-03-13T20:00', '2026-03-14T12:00');
    const result = slaClock(input);
    expect(result.elapsed).to.equal(0);
    expect(result.outOfHours).to.equal(true);
    expect(result.actualElapsed).to.equal(16 * HOUR);
    expect(result.dueAt).to.equal(at('2026-03-16T11:00'));
  });

  it('12: after a reopening the first response is counted from there, and a bot gives none', () => {
    const entries = [
      said(caller, '2026-03-09T09:00'),
      said(bot, '2026-03-09T09:05'),
      said(caller, '2026-03-13T14:00'),
      said(agent, '2026-03-13T14:04', { kind: 'work-note', visibility: 'internal' }),
      said(agent, '2026-03-13T14:10'),
    ];
    expect(firstHumanResponse(entries, ['c'], at('2026-03-09T00:00'))).to.equal(at('2026-03-13T14:10'));
    const stop = firstHumanResponse(entries, ['c'], at('2026-03-13T14:00')) ?? null;
    const result = slaClock(
      clock(promise('PT1H', 'open-time', 'response'), nineToFive, '2026-03-13T14:00', '2026-03-13T16:00', {
        stop,
      }),
    );
    expect(result.stage).to.equal('completed');
    expect(result.elapsed).to.equal(10 * MINUTE);
  });

  it('13: a target for the next answer does not run while the agent spoke last', () => {
    const entries = [
      said(caller, '2026-03-09T09:00'),
      said(agent, '2026-03-09T10:00'),
      said(bot, '2026-03-09T11:00'),
    ];
    expect(awaitingReplySince(entries, ['c'])).to.equal(undefined);
    entries.push(said(caller, '2026-03-09T12:00'), said(caller, '2026-03-09T12:30'));
    expect(awaitingReplySince(entries, ['c'])).to.equal(at('2026-03-09T12:00'));
  });

  it('14: one working day is the next working day at the same time, not twenty-four open hours', () => {
    const opening = clock(
      promise('P1D', 'business-days'),
      nineToFive,
      '2026-03-09T09:00',
      '2026-03-09T18:00',
    );
    expect(slaClock(opening).dueAt).to.equal(at('2026-03-10T09:00'));
    const noon = clock(promise('P1D', 'business-days'), nineToFive, '2026-03-13T12:00', '2026-03-16T12:00');
    expect(slaClock(noon).dueAt).to.equal(at('2026-03-16T12:00'));
    expect(slaClock(noon).breached).to.equal(false);
    expect(slaClock({ ...noon, now: at('2026-03-16T12:01') }).breached).to.equal(true);
  });

  it('15: the deadline is one instant, whatever zone it is shown in', () => {
    const berlin = office('09:00', '17:00', 'Europe/Berlin');
    const { dueAt, calendar } = slaClock(
      clock(promise('PT1H'), berlin, '2026-07-06T14:30', '2026-07-06T14:30'),
    );
    expect(dueAt).to.equal(at('2026-07-07T07:30'));
    const shown = (timeZone: string) =>
      new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' }).format(dueAt ?? 0);
    expect([shown(calendar?.timeZone ?? ''), shown('America/New_York')]).to.deep.equal(['09:30', '03:30']);
  });
});

describe('an SLA clock', () => {
  const base = clock(promise('PT4H'), nineToFive, '2026-03-09T09:00', '2026-03-09T11:00');

  it('is not breached at exactly its target, and breached a millisecond later', () => {
    const exact = slaClock({ ...base, now: at('2026-03-09T13:00') });
    expect([exact.breached, exact.percent, exact.remaining]).to.deep.equal([false, 1, 0]);
    const late = slaClock({ ...base, now: at('2026-03-09T13:00') + 1 });
    expect([late.breached, late.breachedAt, late.remaining]).to.deep.equal([
      true,
      at('2026-03-09T13:00'),
      -1,
    ]);
  });

  it('stops when it is done, even if the log forgot to end the hold', () => {
    const done = slaClock({
      ...base,
      pauses: [{ from: at('2026-03-09T10:00') }],
      stop: at('2026-03-09T10:30'),
      now: at('2026-05-01T00:00'),
    });
    expect([done.stage, done.elapsed, done.breached]).to.deep.equal(['completed', HOUR, false]);
    expect(done.actualElapsed).to.equal(90 * MINUTE);
  });

  it('is cancelled when the promise falls away before it is done', () => {
    const gone = slaClock({ ...base, cancelledAt: at('2026-03-09T10:00'), stop: at('2026-03-09T10:30') });
    expect([gone.stage, gone.elapsed]).to.deep.equal(['cancelled', HOUR]);
  });

  it('counts doubled, unordered and overlapping holds once', () => {
    const pauses = [
      { from: at('2026-03-09T10:00'), to: at('2026-03-09T10:30') },
      { from: at('2026-03-09T09:30'), to: at('2026-03-09T10:15') },
      { from: at('2026-03-09T12:00'), to: at('2026-03-09T11:00') },
    ];
    expect(slaClock({ ...base, pauses }).elapsed).to.equal(HOUR);
  });

  it('names the calendar and its version, to be frozen with it', () => {
    expect(slaClock(base).calendar).to.deep.equal({ id: 'office', version: '7', timeZone: 'UTC' });
    expect(Object.isFrozen(slaClock(base))).to.equal(true);
  });

  it('counts round the clock without a calendar', () => {
    const result = slaClock({ target: promise('P1DT2H', 'calendar-time'), start: 0, now: 13 * HOUR });
    expect([result.elapsed, result.percent, result.dueAt]).to.deep.equal([13 * HOUR, 0.5, 26 * HOUR]);
  });

  it('explains itself: the open stretches add up to the elapsed time', () => {
    const input = clock(promise('PT8H'), nineToFive, '2026-03-09T16:00', '2026-03-10T12:00', {
      pauses: [{ from: at('2026-03-10T10:00'), to: at('2026-03-10T11:00') }],
    });
    const segments = explainSegments(input);
    expect(segments.map(({ kind, from, to }) => `${kind} ${(to - from) / HOUR}`)).to.deep.equal([
      'open 1',
      'closed 16',
      'open 1',
      'paused 1',
      'open 1',
    ]);
    expect(slaClock(input).elapsed).to.equal(3 * HOUR);
  });

  it('keeps, continues or continues with the resolved time after a reopening, as the policy says', () => {
    const done = { ...base, stop: at('2026-03-09T10:00'), now: at('2026-03-09T13:00') };
    const again = at('2026-03-09T12:00');
    expect(slaClock(reopenClock(done, again, 'first-resolution')).stage).to.equal('completed');
    expect(slaClock(reopenClock(done, again)).elapsed).to.equal(2 * HOUR);
    expect(slaClock(reopenClock(done, again, 'total-resolution-including-resolved')).elapsed).to.equal(
      4 * HOUR,
    );
  });

  it('never converts days into hours silently', () => {
    expect(() => slaClock({ ...base, target: promise('P1D') })).to.throw(/a day has no fixed open time/);
    expect(() => slaClock({ ...base, target: promise('PT8H', 'business-days') })).to.throw(/whole days/);
    expect(() => slaClock({ target: promise('PT8H'), start: 0, now: 0 })).to.throw(
      /needs the business calendar/,
    );
  });

  it('refuses what is no instant', () => {
    expect(() => slaClock({ ...base, start: Number.NaN })).to.throw(RangeError);
  });
});

describe('a duration', () => {
  it('is read strictly and written back', () => {
    expect(parseDuration('P1W2DT3H4M5.5S')).to.deep.equal({
      weeks: 1,
      days: 2,
      time: 3 * HOUR + 4 * MINUTE + 5500,
    });
    for (const text of ['P', 'PT', 'P1M', '8h', 'P1Y', '', 'PT-5M', 'P1DT'])
      expect(() => parseDuration(text), text).to.throw(/not a duration/);
    expect(formatDuration(26 * HOUR + 5 * MINUTE)).to.equal('PT26H5M');
    expect(formatDuration(-5 * MINUTE)).to.equal('-PT5M');
    expect(formatDuration(0)).to.equal('PT0S');
    expect(formatDuration(DAY)).to.equal('PT24H');
  });
});
