import { expect } from '@open-wc/testing';
import type { Entry } from '../../src/core/entry.js';
import { firedMark } from '../../src/core/escalation/fired.js';
import { fitting, historyOf, pausesOf, ranksIn, reopenedIn } from '../../src/core/history.js';
import type { Incident } from '../../src/core/incident.js';
import { compileCalendar } from '../../src/core/calendar/calendar.js';
import { createKpiColumns, kpi, kpiRow } from '../../src/core/kpi/kpi.js';
import { transitionIncident } from '../../src/core/lifecycle.js';
import { compilePolicy } from '../../src/core/policy-check.js';
import { afterEntry } from '../../src/core/sla/events.js';
import { HOUR, MINUTE } from '../../src/core/time.js';

const nine = Date.parse('2026-03-09T09:00Z');
const caller = { id: 'c', name: 'Caller' };
const agent = { id: 'a', name: 'Agent' };

const incident = (more: Partial<Incident> = {}): Incident => ({
  id: '1',
  number: 'INC1',
  title: 'Printer',
  description: '',
  status: { category: 'new' },
  caller,
  loggedAt: nine,
  updatedAt: nine,
  ...more,
});
const entry = (hours: number, more: Partial<Entry>): Entry => ({
  id: String(hours),
  incidentId: '1',
  kind: 'status',
  visibility: 'public',
  occurredAt: nine + hours * HOUR,
  recordedAt: nine + hours * HOUR,
  author: agent,
  ...more,
});
const status = (hours: number, to: string, text?: string): Entry =>
  entry(hours, { changes: [{ field: 'status', to }], ...(text === undefined ? {} : { text }) });

describe('the history of an incident', () => {
  it('tells from the timeline when it was on hold and why', () => {
    const { statuses } = historyOf([
      status(6, 'resolved'),
      status(2, 'paused', 'awaiting-caller'),
      status(1, 'active'),
      status(4, 'active'),
      status(5, 'paused', 'vendor'),
    ]);
    expect(pausesOf(statuses ?? [])).to.deep.equal([
      { from: nine + 2 * HOUR, to: nine + 4 * HOUR, reason: 'awaiting-caller' },
      { from: nine + 5 * HOUR, to: nine + 6 * HOUR, reason: 'vendor' },
    ]);
  });

  it('understands the backend’s own words where it is told what they mean', () => {
    const entries = [
      status(1, 'stalled'),
      entry(2, { kind: 'change', changes: [{ field: 'priority', from: 'Low', to: 'High' }] }),
    ];
    const ranks: Record<string, number> = { Low: 4, High: 2 };
    expect(historyOf(entries)).to.deep.include({ statuses: [], priorities: [] });
    const { statuses, priorities } = historyOf(entries, {
      categoryOf: (word) => (word === 'stalled' ? 'paused' : undefined),
      rankOf: (word) => ranks[word],
    });
    expect(statuses?.map(({ to }) => to)).to.deep.equal(['paused']);
    expect(priorities).to.deep.equal([{ at: nine + 2 * HOUR, from: 4, to: 2 }]);
  });

  it('is kept by the lifecycle itself from the first step on', () => {
    const steps = [
      { to: 'active', assignee: agent },
      { to: 'paused', reason: 'vendor' },
      { to: 'active' },
      { to: 'paused', reason: 'change' },
      { to: 'resolved', resolution: { type: 'permanent', code: 'solution', notes: 'Done.' } },
    ] as const;
    const after = steps.reduce(
      (one, step, i) => transitionIncident(one, step, nine + (i + 1) * HOUR),
      incident(),
    );
    expect(after.pauses).to.deep.equal([
      { from: nine + 2 * HOUR, to: nine + 3 * HOUR, reason: 'vendor' },
      { from: nine + 4 * HOUR, to: nine + 5 * HOUR, reason: 'change' },
    ]);
    // Of an incident whose past nobody wrote down nothing is claimed.
    const later = transitionIncident(
      incident({ status: { category: 'active' } }),
      { to: 'paused', reason: 'x' },
      nine,
    );
    expect(later.pauses).to.equal(undefined);
  });
});

describe('"minus pauses"', () => {
  const resolved = incident({ status: { category: 'resolved' }, resolvedAt: nine + 10 * HOUR });
  const minus = (row: ReturnType<typeof kpiRow>) =>
    kpi(createKpiColumns([row]), { id: 'mttr', variant: { minusPauses: true } }).value;

  it('takes off what the record, the timeline or the backend’s sum says', () => {
    const pauses = [{ from: nine + HOUR, to: nine + 4 * HOUR }];
    expect(minus(kpiRow({ ...resolved, pauses }))).to.equal(7 * HOUR);
    const history = historyOf([status(1, 'paused'), status(4, 'active'), status(10, 'resolved')]);
    expect(minus(kpiRow(resolved, { history }))).to.equal(7 * HOUR);
    expect(minus(kpiRow({ ...resolved, pausedMs: 2 * HOUR }))).to.equal(8 * HOUR);
    expect(minus(kpiRow({ ...resolved, pauses: [] }))).to.equal(10 * HOUR);
    expect(minus(kpiRow(resolved))).to.equal(null);
  });

  it('knows the part of a hold that lay in opening hours', () => {
    const calendar = compileCalendar({ id: 'c', timeZone: 'UTC', hours: { mon: [['09:00', '12:00']] } });
    const row = kpiRow({ ...resolved, pauses: [{ from: nine + HOUR, to: nine + 8 * HOUR }] }, { calendar });
    expect([row.pausedMs, row.pausedOpenMs]).to.deep.equal([7 * HOUR, 2 * HOUR]);
  });
});

describe('a public answer by staff', () => {
  const says = (author: Entry['author'], more: Partial<Entry> = {}): Entry =>
    entry(1, { kind: 'comment', author, text: 'We are on it.', ...more });

  it('is the first response and acknowledges', () => {
    expect(afterEntry(incident(), says(agent))).to.include({
      firstResponseAt: nine + HOUR,
      acknowledgedAt: nine + HOUR,
    });
  });

  it('does not acknowledge where the policy says so', () => {
    const after = afterEntry(incident(), says(agent), { acknowledgeByAnswer: false });
    expect([after.firstResponseAt, after.acknowledgedAt]).to.deep.equal([nine + HOUR, undefined]);
  });

  it('leaves an earlier response and acknowledgement alone', () => {
    const before = incident({ firstResponseAt: nine + MINUTE, acknowledgedAt: nine + MINUTE });
    expect(afterEntry(before, says(agent))).to.include({
      firstResponseAt: nine + MINUTE,
      acknowledgedAt: nine + MINUTE,
    });
  });

  it('is none by a robot, by the caller, by nobody, or in a work note', () => {
    for (const silent of [
      says({ ...agent, automatic: true }),
      says(caller),
      says(undefined),
      says(agent, { kind: 'work-note', visibility: 'internal' }),
    ])
      expect(afterEntry(incident(), silent)).to.not.have.any.keys('firstResponseAt', 'acknowledgedAt');
  });

  it('spoken before the incident was logged counts from the logging on', () => {
    expect(afterEntry(incident(), says(agent, { occurredAt: nine - HOUR })).firstResponseAt).to.equal(nine);
  });

  it('counts for the figures, read off the timeline where the record does not tell', () => {
    const row = kpiRow(incident(), { history: historyOf([says(agent)]) });
    expect([row.firstResponseAt, row.acknowledgedAt]).to.deep.equal([nine + HOUR, nine + HOUR]);
    const strict = kpiRow(incident({ firstResponseAt: nine + HOUR }), {
      policy: compilePolicy({ acknowledgeByAnswer: false }),
    });
    expect(strict.acknowledgedAt).to.equal(undefined);
  });
});

describe('what a timeline tells of the past', () => {
  const change = (at: number, field: string, to: string, more: Partial<Entry> = {}): Entry => ({
    id: String(at),
    incidentId: '1',
    kind: 'change',
    visibility: 'public',
    occurredAt: at,
    recordedAt: at,
    author: agent,
    changes: [{ field, to }],
    ...more,
  });
  const { matrix } = compilePolicy();

  it('tells of other categories as far as they lead to the one the incident has', () => {
    const history = historyOf([
      entry(1, { kind: 'change', changes: [{ field: 'category', from: 'Mail', to: 'Network' }] }),
    ]);
    expect(history.categories?.map(({ from, to }) => [from, to])).to.deep.equal([['Mail', 'Network']]);
    expect(fitting(history, incident({ category: 'Network' })).categories).to.have.length(1);
    expect(fitting(history, incident({ category: 'Software' })).categories).to.equal(undefined);
  });

  it('is left out where it does not lead to where the incident stands', () => {
    const history = historyOf([change(nine, 'status', 'stalled'), change(nine + HOUR, 'priority', 'High')], {
      rankOf: ranksIn(matrix),
    });
    expect(fitting(history, incident({ status: { category: 'paused' }, priority: 2 }))).to.have.all.keys(
      'priorities',
      'groups',
      'categories',
      'entries',
      'fired',
    );
    expect(fitting(history, incident({ status: { category: 'new' }, priority: 3 }))).to.not.have.property(
      'priorities',
    );
    const whole = historyOf([change(nine, 'status', 'active')]);
    expect(fitting(whole, incident({ status: { category: 'active' } })).statuses?.length).to.equal(1);
  });

  it('is when it was reopened last', () => {
    const history = historyOf([
      change(nine, 'status', 'resolved'),
      change(nine + MINUTE, 'status', 'closed'),
      change(nine + HOUR, 'status', 'active'),
      change(nine + 2 * HOUR, 'status', 'paused'),
    ]);
    expect(reopenedIn(history, incident())).to.equal(nine + HOUR);
    expect(reopenedIn({}, incident({ reopenedAt: nine }))).to.equal(nine);
    expect(reopenedIn({}, incident())).to.equal(undefined);
  });

  it('is which rungs of the ladder have fired, by whom', () => {
    const note = (at: number, text: string, more: Partial<Entry> = {}): Entry =>
      change(at, 'x', 'y', { kind: 'work-note', changes: [], text, ...more });
    const { fired } = historyOf([
      note(nine + HOUR, `Told.\n${firedMark('late', 'house', '3')}`),
      note(nine, `Half. ${firedMark('half', 'house', '3')}`, { author: { ...agent, automatic: true } }),
      note(nine, 'Somebody wrote of the [ladder late · house 3] in between.'),
    ]);
    expect(fired).to.deep.equal([
      { ruleId: 'half', at: nine, automatic: true },
      { ruleId: 'late', at: nine + HOUR },
    ]);
  });
});
