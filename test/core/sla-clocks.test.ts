import { expect } from '@open-wc/testing';
import type { CalendarDefinition, OpeningHours } from '../../src/core/calendar/calendar.js';
import type { Entry } from '../../src/core/entry.js';
import type { IncidentHistory } from '../../src/core/history.js';
import { historyOf } from '../../src/core/history.js';
import type { Incident } from '../../src/core/incident.js';
import { createKpiColumns, kpi, kpiRow } from '../../src/core/kpi/kpi.js';
import type { PolicyDefinition } from '../../src/core/policy.js';
import { compilePolicy } from '../../src/core/policy-check.js';
import type { BackendClock, IncidentClock } from '../../src/core/sla/clocks.js';
import { aged, clocksOf, lateWithin } from '../../src/core/sla/clocks.js';
import type { ClockKind, TargetRule } from '../../src/core/sla/targets.js';
import { targetFor, targetPreset } from '../../src/core/sla/targets.js';
import { HOUR, MINUTE } from '../../src/core/time.js';

const at = (text: string): number => Date.parse(text.length === 16 ? `${text}Z` : text);
const week = (...hours: OpeningHours[]): CalendarDefinition['hours'] => ({
  mon: hours,
  tue: hours,
  wed: hours,
  thu: hours,
  fri: hours,
});
const calendars: readonly CalendarDefinition[] = [
  { id: 'office', timeZone: 'UTC', hours: week(['09:00', '17:00']), holidays: ['2026-03-11'] },
  { id: 'long', timeZone: 'UTC', hours: week(['08:00', '18:00']) },
  { id: 'berlin', timeZone: 'Europe/Berlin', hours: week(['09:00', '12:00'], ['13:00', '17:00']) },
  {
    id: 'always',
    timeZone: 'Europe/Amsterdam',
    hours: { ...week(['00:00', '24:00']), sat: [['00:00', '24:00']], sun: [['00:00', '24:00']] },
  },
];
const rule = (target: string, calendar?: string, more: Partial<TargetRule> = {}): TargetRule => ({
  id: `${more.kind ?? 'resolution'}-${target}`,
  kind: 'resolution',
  target,
  unit: calendar === undefined ? 'calendar-time' : 'open-time',
  ...(calendar === undefined ? {} : { calendar }),
  ...more,
});
const policyOf = (targets: readonly TargetRule[], more: PolicyDefinition = {}) =>
  compilePolicy({ calendars, targets, ...more });

/** Monday, 9 March 2026, nine o'clock. */
const monday = at('2026-03-09T09:00');
const caller = { id: 'c', name: 'Caller' };
const agent = { id: 'a', name: 'Agent' };
const bot = { id: 'b', name: 'Bot', automatic: true };

const incident = (more: Partial<Incident> = {}): Incident => ({
  id: '1',
  number: 'INC1',
  title: 'Printer',
  description: '',
  status: { category: 'active' },
  priority: 3,
  caller,
  loggedAt: monday,
  updatedAt: monday,
  pauses: [],
  ...more,
});
let ids = 0;
const entry = (when: string, more: Partial<Entry>): Entry => ({
  id: String((ids += 1)),
  incidentId: '1',
  kind: 'status',
  visibility: 'public',
  occurredAt: at(when),
  recordedAt: at(when),
  author: agent,
  ...more,
});
const status = (when: string, to: string, more: Partial<Entry> = {}): Entry =>
  entry(when, { changes: [{ field: 'status', to }], ...more });
const says = (when: string, author: Entry['author']): Entry => entry(when, { kind: 'comment', author });

const resolution = (
  target: TargetRule,
  when: string,
  more: Partial<Incident> = {},
  history: IncidentHistory = {},
  rules: PolicyDefinition = {},
): IncidentClock => clocksOf(incident(more), history, policyOf([target], rules), at(when)).resolution;

const told = ({ state, dueAt }: IncidentClock): string =>
  `${state} ${dueAt === undefined ? 'without deadline' : new Date(dueAt).toISOString().slice(0, 16)}`;

describe('the clocks of an incident: the golden cases', () => {
  const clock = (target: TargetRule, loggedAt: string, now: string, more: Partial<Incident> = {}): string =>
    told(resolution(target, now, { loggedAt: at(loggedAt), ...more }));

  it('1 and 2: four hours are counted in opening hours, over the night too', () => {
    expect(clock(rule('PT4H', 'long'), '2026-03-09T10:00', '2026-03-09T11:00')).to.equal(
      'running 2026-03-09T14:00',
    );
    expect(clock(rule('PT4H', 'long'), '2026-03-09T17:00', '2026-03-09T17:30')).to.equal(
      'running 2026-03-10T11:00',
    );
  });

  it('3: a hold outside opening hours moves nothing', () => {
    const pauses = [{ from: at('2026-03-09T17:00'), to: at('2026-03-10T09:00') }];
    expect(clock(rule('PT12H', 'office'), '2026-03-09T09:00', '2026-03-10T10:00', { pauses })).to.equal(
      'running 2026-03-10T13:00',
    );
  });

  it('4: a first answer promised within the hour, half an hour before closing', () => {
    const policy = policyOf([rule('PT1H', 'office', { kind: 'response' })]);
    const late = incident({ loggedAt: at('2026-03-12T16:30') });
    const { response, resolution: none } = clocksOf(late, {}, policy, at('2026-03-12T17:30'));
    expect(told(response)).to.equal('out-of-hours 2026-03-13T09:30');
    expect(none).to.include({ state: 'no-target', source: 'policy', breached: false });
  });

  it('5: no minute is lost at midnight', () => {
    expect(clock(rule('PT2H', 'always'), '2026-03-09T22:00', '2026-03-09T23:30')).to.equal(
      'running 2026-03-10T00:00',
    );
  });

  it('6: working days on hold over a weekend move by nothing', () => {
    const pauses = [{ from: at('2026-03-13T18:00'), to: at('2026-03-16T08:00') }];
    const days = rule('P2D', 'office', { unit: 'business-days' });
    expect(clock(days, '2026-03-13T10:00', '2026-03-16T12:00', { pauses })).to.equal(
      'running 2026-03-17T10:00',
    );
  });

  it('7: an earlier hold stays excluded when the priority changes', () => {
    const targets = [rule('PT8H', 'office', { priority: 3 }), rule('PT4H', 'office', { priority: 2 })];
    const pauses = [{ from: at('2026-03-09T10:00'), to: at('2026-03-09T12:00') }];
    const history = { priorities: [{ at: at('2026-03-09T13:00'), from: 3, to: 2 }] };
    const raised = incident({ priority: 2, pauses });
    const now = at('2026-03-09T14:00');
    const due = (more: PolicyDefinition) =>
      told(clocksOf(raised, history, policyOf(targets, more), now).resolution);
    expect(due({})).to.equal('running 2026-03-09T15:00');
    expect(due({ onPriorityChange: 'from-change' })).to.equal('running 2026-03-09T17:00');
  });

  it('8: the backend’s own deadline does not move while on hold', () => {
    const held = { status: { category: 'paused' }, pauses: [{ from: at('2026-03-09T10:00') }] } as const;
    const clockOf = resolution(rule('PT8H', 'office'), '2026-03-09T12:00', {
      ...held,
      dueAt: at('2026-03-09T13:00'),
    });
    expect(told(clockOf)).to.equal('paused 2026-03-09T13:00');
    expect(clockOf.remaining).to.equal(HOUR);
  });

  it('9: one hour from the first two o’clock of a doubled hour is the second', () => {
    expect(clock(rule('PT1H', 'always'), '2022-10-30T02:00:00+02:00', '2022-10-30T02:00:00+02:00')).to.equal(
      'running 2022-10-30T01:00',
    );
  });

  it('10: what is on hold is not late when its time passes, and has no deadline', () => {
    const held = resolution(rule('PT4H', 'office'), '2026-03-12T12:00', {
      status: { category: 'paused' },
      pauses: [{ from: at('2026-03-09T10:00'), reason: 'awaiting-vendor' }],
    });
    expect(held).to.include({ state: 'paused', breached: false, holdReason: 'awaiting-vendor' });
    expect([held.dueAt, held.remaining, held.percent]).to.deep.equal([undefined, 3 * HOUR, 0.25]);
  });

  it('11: what is logged outside hours starts at the next opening', () => {
    const night = resolution(rule('PT2H', 'office'), '2026-03-14T12:00', {
      loggedAt: at('2026-03-13T20:00'),
    });
    expect(told(night)).to.equal('out-of-hours 2026-03-16T11:00');
    expect(night.elapsed).to.equal(0);
  });

  it('12: after a reopening the answer is waited for anew where only a robot had resolved', () => {
    const policy = policyOf([rule('PT1H', 'office', { kind: 'response' })]);
    const entries = [
      says('2026-03-09T09:00', caller),
      says('2026-03-09T09:05', bot),
      status('2026-03-09T09:10', 'resolved', { author: bot }),
      status('2026-03-13T14:00', 'active', { author: caller }),
    ];
    const response = (more: readonly Entry[], now: string) =>
      clocksOf(incident(), historyOf([...entries, ...more]), policy, at(now)).response;
    expect(told(response([], '2026-03-13T14:05'))).to.equal('running 2026-03-13T15:00');
    const answered = response([says('2026-03-13T14:10', agent)], '2026-03-13T16:00');
    expect([answered.state, answered.elapsed]).to.deep.equal(['met', 10 * MINUTE]);
    // Until it is reopened nobody has to answer what a robot has resolved.
    const idle = clocksOf(incident(), historyOf(entries.slice(0, 3)), policy, at('2026-03-10T12:00'));
    expect(idle.response.state).to.equal('cancelled');
  });

  it('14: one working day is the next working day at the same time; a holiday is none', () => {
    const day = rule('P1D', 'office', { unit: 'business-days' });
    expect(clock(day, '2026-03-09T10:00', '2026-03-09T11:00')).to.equal('running 2026-03-10T10:00');
    expect(clock(day, '2026-03-10T10:00', '2026-03-10T11:00')).to.equal('running 2026-03-12T10:00');
  });

  it('15: hours are those of the calendar’s zone, the deadline is one instant', () => {
    expect(clock(rule('PT1H', 'berlin'), '2026-07-06T14:30', '2026-07-06T14:45')).to.equal(
      'running 2026-07-07T07:30',
    );
  });
});

describe('the state of a clock', () => {
  const four = rule('PT4H', 'office');

  it('is met at exactly the target, and breached a moment later, whether it is done or not', () => {
    const done = (when: string) =>
      resolution(four, '2026-03-10T12:00', { status: { category: 'resolved' }, resolvedAt: at(when) });
    expect(done('2026-03-09T13:00').state).to.equal('met');
    const late = done('2026-03-09T13:01');
    expect(late).to.include({ state: 'breached', breachedAt: at('2026-03-09T13:00'), remaining: -MINUTE });
    expect(late.endedAt).to.equal(at('2026-03-09T13:01'));
    expect(resolution(four, '2026-03-09T13:00').state).to.equal('running');
    expect(resolution(four, '2026-03-09T13:01').state).to.equal('breached');
  });

  it('is breached although it is on hold now, when it was late before', () => {
    const held = resolution(four, '2026-03-09T16:00', {
      status: { category: 'paused' },
      pauses: [{ from: at('2026-03-09T15:00'), reason: 'awaiting-change' }],
    });
    expect(held).to.include({ state: 'breached', holdReason: 'awaiting-change' });
  });

  it('is cancelled with the incident, and then late no more', () => {
    const gone = resolution(four, '2026-03-10T16:00', {
      status: { category: 'cancelled' },
      updatedAt: at('2026-03-09T16:00'),
    });
    expect([gone.state, gone.breached, gone.endedAt]).to.deep.equal([
      'cancelled',
      false,
      at('2026-03-09T16:00'),
    ]);
  });

  it('counts a hold whose reason does not stop the clock', () => {
    const held = {
      status: { category: 'paused' },
      pauses: [{ from: at('2026-03-09T10:00'), reason: 'lunch' }],
    } as const;
    const rules = { holdReasons: [{ id: 'lunch', label: 'Lunch', stopsClock: false }] };
    expect(resolution(four, '2026-03-09T12:00', held, {}, rules).elapsed).to.equal(3 * HOUR);
    expect(resolution(four, '2026-03-09T12:00', held).elapsed).to.equal(HOUR);
  });

  it('is an estimate where a hold is known and its length is not', () => {
    const unknown = { pauses: undefined } as const;
    expect(resolution(four, '2026-03-09T12:00', unknown).approximate).to.equal(false);
    const sum = resolution(rule('PT4H'), '2026-03-09T12:00', { ...unknown, pausedMs: HOUR });
    expect([sum.approximate, sum.elapsed, sum.dueAt]).to.deep.equal([true, 2 * HOUR, at('2026-03-09T14:00')]);
    const held = resolution(four, '2026-03-09T12:00', {
      ...unknown,
      status: { category: 'paused' },
      updatedAt: at('2026-03-09T11:00'),
    });
    expect([held.approximate, held.state, held.elapsed]).to.deep.equal([true, 'paused', 2 * HOUR]);
    expect(resolution(four, '2026-03-09T12:00', { reopenCount: 1 }).approximate).to.equal(true);
  });
});

describe('the response clock', () => {
  const policy = policyOf([rule('PT1H', undefined, { kind: 'response' })]);
  const response = (more: Partial<Incident>, entries: readonly Entry[] = []) =>
    clocksOf(incident(more), historyOf(entries), policy, at('2026-03-09T12:00')).response;

  it('stops at the first answer by a person, from the record or from the timeline', () => {
    expect(response({ firstResponseAt: at('2026-03-09T09:30') })).to.include({
      state: 'met',
      elapsed: 30 * MINUTE,
    });
    const entries = [says('2026-03-09T09:10', bot), says('2026-03-09T09:20', caller)];
    expect(response({}, entries).state).to.equal('breached');
    expect(response({}, [...entries, says('2026-03-09T09:50', agent)])).to.include({
      state: 'met',
      elapsed: 50 * MINUTE,
    });
  });

  it('takes a resolution by a person for an answer', () => {
    const resolvedAt = at('2026-03-09T09:40');
    const over = { status: { category: 'resolved' }, resolvedAt } as const;
    expect(clocksOf(incident(over), {}, policy, at('2026-03-09T12:00')).response).to.include({
      state: 'met',
      endedAt: resolvedAt,
    });
    const byBot = { ...over, resolution: { type: 'permanent', notes: '', by: bot } } as const;
    expect(clocksOf(incident(byBot), {}, policy, at('2026-03-09T12:00')).response.state).to.equal(
      'cancelled',
    );
  });
});

describe('reopening and the resolution clock', () => {
  const history = historyOf([
    status('2026-03-09T10:00', 'resolved'),
    status('2026-03-09T12:00', 'active'),
    status('2026-03-09T13:00', 'resolved'),
  ]);
  const done = {
    status: { category: 'resolved' },
    resolvedAt: at('2026-03-09T13:00'),
    reopenCount: 1,
  } as const;
  const elapsed = (onReopen: PolicyDefinition['onReopen']) =>
    resolution(rule('PT8H'), '2026-03-09T16:00', done, history, { onReopen }).elapsed;

  it('runs on without the time it was resolved, unless the policy says otherwise', () => {
    expect(elapsed(undefined)).to.equal(2 * HOUR);
    expect(elapsed('total-resolution-including-resolved')).to.equal(4 * HOUR);
    expect(elapsed('first-resolution')).to.equal(HOUR);
  });

  it('says in its segments that it was resolved in between', () => {
    const { segments } = resolution(rule('PT8H'), '2026-03-09T16:00', done, history);
    expect(segments.map(({ kind, reason }) => reason ?? kind)).to.deep.equal(['open', 'resolved', 'open']);
  });
});

describe('another priority', () => {
  const targets = [rule('PT8H', undefined, { priority: [3, 4] }), rule('PT4H', undefined, { priority: 2 })];
  const now = at('2026-03-09T16:00');

  it('does not touch what was done before it', () => {
    const done = incident({
      priority: 2,
      status: { category: 'resolved' },
      resolvedAt: at('2026-03-09T15:00'),
    });
    const priorities = [{ at: at('2026-03-09T15:30'), from: 3, to: 2 }];
    expect(clocksOf(done, { priorities }, policyOf(targets), now).resolution).to.include({
      state: 'met',
      allowed: 8 * HOUR,
    });
  });

  it('that leads to the same promise does not start the clock anew', () => {
    const priorities = [{ at: at('2026-03-09T12:00'), from: 3, to: 4 }];
    const rules = policyOf(targets, { onPriorityChange: 'from-change' });
    expect(clocksOf(incident({ priority: 4 }), { priorities }, rules, now).resolution.startedAt).to.equal(
      monday,
    );
  });
});

describe('why 14:37?', () => {
  it('every minute from the start to the deadline is explained, holidays by name', () => {
    const clock = resolution(rule('PT10H', 'office'), '2026-03-10T12:00', {
      loggedAt: at('2026-03-10T08:37'),
      pauses: [
        { from: at('2026-03-10T10:00'), to: at('2026-03-10T10:30'), reason: 'awaiting-caller' },
        { from: at('2026-03-10T10:30'), to: at('2026-03-10T11:00'), reason: 'awaiting-vendor' },
      ],
    });
    expect(told(clock)).to.equal('running 2026-03-12T12:00');
    const words = clock.segments.map(
      ({ kind, from, to, reason, holidays, ahead }) =>
        `${ahead ? 'ahead ' : ''}${reason ?? kind} ${(to - from) / MINUTE}${holidays ? ` ${holidays.join()}` : ''}`,
    );
    expect(words).to.deep.equal([
      'closed 23',
      'open 60',
      'awaiting-caller 30',
      'awaiting-vendor 30',
      'open 60',
      'ahead open 300',
      'ahead closed 2400 2026-03-11',
      'ahead open 180',
    ]);
    clock.segments.forEach(({ from }, i) => {
      expect(from).to.equal(i === 0 ? clock.startedAt : clock.segments[i - 1]?.to);
    });
    expect(clock.segments.at(-1)?.to).to.equal(clock.dueAt);
  });
});

describe('the backend’s own clock', () => {
  const four = rule('PT4H', 'office');
  const withBackend = (
    backend: readonly BackendClock[],
    more: Partial<Incident> = {},
    when = '2026-03-09T10:00',
  ) => clocksOf(incident(more), {}, policyOf([four]), at(when), backend).resolution;

  it('wins by its deadline on the record, and the difference is told', () => {
    const clock = resolution(four, '2026-03-09T10:00', { dueAt: at('2026-03-09T14:30') });
    expect(clock).to.include({ source: 'backend', difference: 90 * MINUTE, state: 'running' });
    expect(clock.dueAt).to.equal(at('2026-03-09T14:30'));
    expect(clock.computed?.dueAt).to.equal(at('2026-03-09T13:00'));
  });

  it('wins with everything it says: state, what is left, and that there is no deadline now', () => {
    const clock = withBackend([
      { kind: 'resolution', label: 'Gold', state: 'paused', dueAt: null, remaining: 2 * HOUR },
    ]);
    expect(clock).to.include({ state: 'paused', remaining: 2 * HOUR, label: 'Gold', source: 'backend' });
    expect([clock.dueAt, clock.difference]).to.deep.equal([undefined, undefined]);
    expect(clock.computed?.state).to.equal('running');
  });

  it('is late when it says so, and not when only we think so', () => {
    expect(withBackend([{ kind: 'resolution', breached: true }]).state).to.equal('breached');
    const fine = withBackend([{ kind: 'resolution', state: 'running' }], {}, '2026-03-09T16:00');
    expect([fine.state, fine.breached, fine.computed?.state]).to.deep.equal(['running', false, 'breached']);
  });

  it('needs no target of ours', () => {
    const none = clocksOf(incident(), {}, policyOf([]), at('2026-03-09T10:00'), [
      { kind: 'resolution', dueAt: at('2026-03-09T11:00') },
    ]).resolution;
    expect(none).to.include({ state: 'running', remaining: HOUR, percent: 0.5 });
    expect(none.computed).to.equal(undefined);
  });
});

describe('news out of order', () => {
  it('gives the same clock in whatever order holds and priorities were read', () => {
    const policy = policyOf([rule('PT4H', 'office')]);
    const statuses = [
      { at: at('2026-03-09T10:00'), to: 'paused' },
      { at: at('2026-03-09T11:00'), to: 'active' },
    ] as const;
    const priorities = [
      { at: at('2026-03-09T10:00'), from: 3, to: 2 },
      { at: at('2026-03-09T11:00'), from: 2, to: 3 },
    ];
    const now = at('2026-03-09T12:00');
    const forward = clocksOf(incident(), { statuses, priorities }, policy, now);
    const reversed = clocksOf(
      incident(),
      { statuses: [...statuses].reverse(), priorities: [...priorities].reverse() },
      policy,
      now,
    );
    expect(reversed).to.deep.equal(forward);
    expect(told(forward.resolution)).to.equal('running 2026-03-09T14:00');
  });
});

describe('what will be late', () => {
  it('is what is in time now and due within the horizon, soonest first', () => {
    const policy = policyOf([rule('PT4H')]);
    const clock = (id: string, hoursAgo: number, more: Partial<Incident> = {}) =>
      clocksOf(incident({ id, loggedAt: monday - hoursAgo * HOUR, ...more }), {}, policy, monday).resolution;
    const clocks = [
      clock('late', 5),
      clock('soon', 3.5),
      clock('sooner', 3.75),
      clock('later', 1),
      clock('done', 3.5, { status: { category: 'resolved' }, resolvedAt: monday }),
      clock('held', 3.5, { status: { category: 'paused' }, pauses: [{ from: monday - HOUR }] }),
    ];
    expect(lateWithin(clocks, HOUR).map(({ incidentId }) => incidentId)).to.deep.equal(['sooner', 'soon']);
  });
});

describe('targets in the policy', () => {
  const pick = (rules: readonly TargetRule[], kind: ClockKind, more: Partial<Incident>) =>
    targetFor(rules, kind, incident(more))?.target;

  it('are the shipped ones by name: a checklist and a common template', () => {
    const table = (name: 'checklist' | 'common-msp') =>
      [1, 2, 3, 4, 5].map((priority) =>
        (['response', 'resolution'] as const)
          .map((kind) => pick(targetPreset(name), kind, { priority }) ?? '–')
          .join(' / '),
      );
    expect(table('checklist')).to.deep.equal([
      'PT5M / PT1H',
      'PT10M / PT4H',
      'PT1H / PT8H',
      'PT4H / PT24H',
      'P1D / P7D',
    ]);
    expect(table('common-msp')).to.deep.equal([
      'PT15M / PT4H',
      'PT1H / PT8H',
      'PT4H / PT24H',
      'PT8H / PT72H',
      '– / –',
    ]);
    expect(compilePolicy({ targets: 'checklist' }).targets).to.have.length(10);
  });

  it('of the first rule that matches priority, service and category', () => {
    const rules = [
      rule('PT1H', undefined, { id: 'a', service: 'payroll', priority: [1, 2] }),
      rule('PT2H', undefined, { id: 'b', category: ['Security'] }),
      rule('PT3H', undefined, { id: 'c', priority: 2 }),
      rule('PT4H', undefined, { id: 'd' }),
    ];
    const service = { id: 'payroll', label: 'Payroll' };
    expect(pick(rules, 'resolution', { priority: 2, service })).to.equal('PT1H');
    expect(pick(rules, 'resolution', { priority: 2, category: 'Security' })).to.equal('PT2H');
    expect(pick(rules, 'resolution', { priority: 2 })).to.equal('PT3H');
    expect(pick(rules, 'resolution', { priority: undefined })).to.equal('PT4H');
    expect(pick(rules, 'response', { priority: 2 })).to.equal(undefined);
  });

  it('run in a desk without a policy', () => {
    const { response, resolution: whole } = clocksOf(
      incident({ priority: 1 }),
      {},
      compilePolicy(),
      monday + 5 * MINUTE,
    );
    expect([response.remaining, whole.remaining]).to.deep.equal([10 * MINUTE, 4 * HOUR - 5 * MINUTE]);
  });

  it('are refused with path and remedy when they cannot be used', () => {
    const refusal = (definition: PolicyDefinition): string[] => {
      try {
        compilePolicy(definition);
      } catch (error) {
        return (error as { issues: { path: string; code: string }[] }).issues.map(
          ({ path, code }) => `${path} ${code}`,
        );
      }
      return [];
    };
    expect(refusal({ calendars, targets: [rule('PT1H', 'ofice')] })).to.deep.equal([
      'targets.0.calendar unknown-calendar',
    ]);
    expect(refusal({ calendars, targets: [rule('P1D', 'office')] })).to.deep.equal(['targets.0.target unit']);
    expect(refusal({ targets: [rule('1 hour')] })).to.deep.equal(['targets.0.target duration']);
    expect(refusal({ targets: [rule('PT1H', undefined, { unit: 'open-time' })] })).to.deep.equal([
      'targets.0.calendar required',
    ]);
    expect(refusal({ targets: [rule('PT1H'), rule('PT1H', undefined, { priority: 9 })] })).to.deep.equal([
      'targets.1.id duplicate',
      'targets.1.priority unknown-level',
    ]);
    expect(refusal({ calendars: [{ id: 'x', timeZone: 'Mars', hours: {} }] })).to.deep.equal([
      'calendars.0.timeZone unknown-zone',
      'calendars.0.hours never-open',
    ]);
  });

  it('judge the figures where the backend does not', () => {
    const policy = policyOf([rule('PT4H'), rule('PT1H', undefined, { kind: 'response' })]);
    const done = (id: string, hours: number) =>
      kpiRow(
        incident({
          id,
          status: { category: 'resolved' },
          firstResponseAt: monday + 30 * MINUTE * hours,
          resolvedAt: monday + hours * HOUR,
        }),
        { policy, now: monday + 10 * HOUR },
      );
    const columns = createKpiColumns([done('a', 1), done('b', 3), done('c', 6), done('d', 2)]);
    expect(kpi(columns, { id: 'sla' }).value).to.equal(0.75);
    expect(kpi(columns, { id: 'sla-response' }).value).to.equal(0.5);
  });
});

describe('a backend’s clock some time after it was read', () => {
  const read: BackendClock = { kind: 'resolution', state: 'running', remaining: HOUR, elapsed: 3 * HOUR };

  it('has run on, and is late when its time is over', () => {
    expect(aged(read, monday, monday + 20 * MINUTE)).to.deep.include({
      state: 'running',
      remaining: 40 * MINUTE,
      elapsed: 3 * HOUR + 20 * MINUTE,
    });
    expect(aged(read, monday, monday + 2 * HOUR)).to.include({ state: 'breached', breached: true });
    expect(
      aged({ kind: 'response', state: 'running', dueAt: monday }, monday, monday + MINUTE).state,
    ).to.equal('breached');
  });

  it('stays as it was while it is on hold', () => {
    const held: BackendClock = { ...read, state: 'paused' };
    expect(aged(held, monday, monday + 2 * HOUR)).to.equal(held);
  });
});
