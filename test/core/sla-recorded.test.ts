import { expect } from '@open-wc/testing';
import type { IncidentHistory } from '../../src/core/history.js';
import type { Incident } from '../../src/core/incident.js';
import { kpiRow } from '../../src/core/kpi/kpi.js';
import { transitionIncident } from '../../src/core/lifecycle.js';
import { fillPolicy } from '../../src/core/policy.js';
import { nextDue } from '../../src/core/risk.js';
import { clocksOf, pressingClock } from '../../src/core/sla/clocks.js';
import { deadlinesOf } from '../../src/core/sla/forecast.js';
import { withTargets } from '../../src/core/sla/recorded.js';
import { HOUR, MINUTE } from '../../src/core/time.js';
import { workloadOf } from '../../src/core/workload.js';

const nine = Date.parse('2026-03-09T09:00Z');
/** A quarter of an hour to answer and four hours to resolve a P1, round the clock. */
const policy = fillPolicy({ targets: 'common-msp' });
const incident = (more: Partial<Incident> = {}): Incident => ({
  id: '1',
  number: 'INC1',
  title: 'Printer',
  description: '',
  status: { category: 'active' },
  priority: 1,
  loggedAt: nine,
  updatedAt: nine,
  pauses: [],
  ...more,
});
const resolution = { type: 'permanent', code: 'solution-provided', notes: 'Replaced.' } as const;

describe('an incident whose targets are kept', () => {
  it('has a deadline by its priority, which another priority sets anew', () => {
    const kept = withTargets(incident(), policy, nine);
    expect(kept.dueAt).to.equal(nine + 4 * HOUR);
    expect(withTargets({ ...kept, priority: 2 }, policy, nine + HOUR).dueAt).to.equal(nine + 8 * HOUR);
    expect(withTargets({ ...kept, priority: 5 }, policy, nine)).to.not.have.any.keys('dueAt', 'slaMet');
  });

  it('has none while it is on hold, and a later one afterwards', () => {
    const kept = withTargets(incident(), policy, nine);
    const held = withTargets(
      transitionIncident(kept, { to: 'paused', reason: 'awaiting-vendor' }, nine + HOUR),
      policy,
      nine + HOUR,
    );
    expect(held.dueAt).to.equal(undefined);
    const on = withTargets(
      transitionIncident(held, { to: 'active' }, nine + 3 * HOUR),
      policy,
      nine + 3 * HOUR,
    );
    expect(on.dueAt).to.equal(nine + 6 * HOUR);
    const { resolution: clock } = clocksOf(on, {}, policy, nine + 4 * HOUR);
    expect(clock, 'its hold is still known').to.include({
      elapsed: 2 * HOUR,
      remaining: 2 * HOUR,
      difference: 0,
    });
  });

  it('says what has come of its targets once that is decided, and takes it back when reopened', () => {
    const open = withTargets(incident({ firstResponseAt: nine + 20 * MINUTE }), policy, nine + HOUR);
    expect([open.slaMet, open.responseMet]).to.deep.equal([undefined, false]);
    const step = { to: 'resolved', resolution } as const;
    const done = withTargets(transitionIncident(open, step, nine + 2 * HOUR), policy, nine + 2 * HOUR);
    expect([done.slaMet, done.responseMet]).to.deep.equal([true, false]);
    const late = withTargets(transitionIncident(open, step, nine + 5 * HOUR), policy, nine + 5 * HOUR);
    expect(late.slaMet).to.equal(false);
    const again = transitionIncident(done, { to: 'active', reason: 'Not yet.' }, nine + 3 * HOUR);
    expect(withTargets(again, policy, nine + 3 * HOUR).slaMet).to.equal(undefined);
    expect(kpiRow(done)).to.include({ slaMet: true, responseMet: false });
  });
});

describe('a target that a change does not touch', () => {
  const at = (hours: number) => nine + hours * HOUR;
  const before = incident({ dueAt: at(9), slaMet: true, responseMet: false, firstResponseAt: at(1) });

  it('stays as it was kept, whatever else is written', () => {
    const written: Partial<Incident>[] = [
      { location: 'Floor 2' },
      { assignee: { id: 'lena', name: 'Lena' } },
      { service: { id: 'print', label: 'Printing' } },
      { status: { category: 'new' } },
    ];
    const from = { ...before, service: { id: 'print', label: 'Print' } };
    for (const more of written) {
      const after = { ...from, ...more, updatedAt: at(2) };
      expect(withTargets(after, policy, at(2), { before: from })).to.deep.equal(after);
    }
  });

  it('is worked out anew when the priority, the service, the category or its status moves it', () => {
    const moving: Partial<Incident>[] = [
      { priority: 2 },
      { service: { id: 'print', label: 'Print' } },
      { category: 'Network' },
      { status: { category: 'paused' }, pauses: [{ from: at(2) }] },
      { status: { category: 'resolved' }, resolvedAt: at(2) },
    ];
    for (const more of moving)
      expect(
        withTargets({ ...before, ...more }, policy, at(2), { before }).dueAt,
        JSON.stringify(more),
      ).to.not.equal(at(9));
  });

  it('is not the deadline when the first answer is given', () => {
    const { firstResponseAt: _first, responseMet: _met, ...waiting } = before;
    const after = { ...waiting, firstResponseAt: nine + 5 * MINUTE };
    expect(withTargets(after, policy, at(2), { before: waiting })).to.deep.equal({
      ...after,
      responseMet: true,
    });
  });
});

describe('a first answer that is kept', () => {
  const resolvedAt = nine + 10 * MINUTE;
  const resolved = incident({ status: { category: 'resolved' }, resolvedAt });

  it('is the resolution where nobody has said a word before', () => {
    const kept = withTargets(resolved, policy, resolvedAt, { before: incident() });
    expect(kept).to.include({ firstResponseAt: resolvedAt, acknowledgedAt: resolvedAt, responseMet: true });
    const bot = { id: 'bot', name: 'Bot', automatic: true };
    const byBot = { ...resolved, resolution: { ...resolution, by: bot } };
    expect(withTargets(byBot, policy, resolvedAt, { before: incident() }).firstResponseAt).to.equal(
      undefined,
    );
  });

  it('lets the line of a reopened incident say what its explained clocks say', () => {
    const done = withTargets(resolved, policy, resolvedAt, { before: incident() });
    const reopenedAt = nine + HOUR;
    const again = transitionIncident(done, { to: 'active', reason: 'Not yet.' }, reopenedAt);
    const history = {
      statuses: [
        { at: nine, to: 'active' },
        { at: resolvedAt, to: 'resolved' },
        { at: reopenedAt, to: 'active' },
      ],
      entries: [],
    } as const;
    const open = withTargets(again, policy, reopenedAt, { before: done, history });
    expect(open.dueAt, 'the time it stood resolved does not count').to.equal(nine + 4 * HOUR + 50 * MINUTE);
    expect(pressingClock(open, policy, reopenedAt)).to.include({ kind: 'resolution', dueAt: open.dueAt });
    const { response } = clocksOf(open, history, policy, reopenedAt);
    expect(response).to.include({ state: 'met', endedAt: resolvedAt });
  });
});

describe('the holds of an incident', () => {
  it('are those of its record too where its timeline begins later', () => {
    const held = incident({ pauses: [{ from: nine, to: nine + HOUR }] });
    const history = {
      statuses: [
        { at: nine + 2 * HOUR, to: 'paused' },
        { at: nine + 3 * HOUR, to: 'active' },
      ],
    } as const;
    expect(clocksOf(held, history, policy, nine + 3 * HOUR).resolution.dueAt).to.equal(nine + 6 * HOUR);
  });
});

describe('the clock that presses most', () => {
  it('is the one with the least time left, among those that are not done', () => {
    const kind = (more: Partial<Incident>, now: number) => pressingClock(incident(more), policy, now)?.kind;
    expect(kind({}, nine)).to.equal('response');
    expect(kind({ firstResponseAt: nine + MINUTE }, nine + HOUR)).to.equal('resolution');
    expect(kind({ priority: 5 }, nine)).to.equal(undefined);
    const done = { status: { category: 'resolved' }, resolvedAt: nine + HOUR } as const;
    expect(kind(done, nine + 2 * HOUR)).to.equal(undefined);
    expect(kind({ status: { category: 'cancelled' } }, nine + HOUR)).to.equal(undefined);
  });

  it('is not that of the first answer where records never tell one, once work has begun', () => {
    const untold = { answersUntold: true };
    const late = nine + HOUR;
    const kind = (more: Partial<Incident>, history: IncidentHistory) =>
      pressingClock(incident(more), policy, late, history)?.kind;
    expect(kind({}, untold)).to.equal('resolution');
    expect(kind({}, {}), 'a record that would tell it').to.equal('response');
    expect(kind({ status: { category: 'new' } }, untold)).to.equal('response');
    expect(kind({}, { ...untold, entries: [] }), 'its timeline tells it').to.equal('response');
    expect(nextDue(incident(), policy, late, untold)).to.equal(nine + 4 * HOUR);
    expect(deadlinesOf(incident(), policy, late, untold)).to.deep.equal({ resolution: nine + 4 * HOUR });
    expect(workloadOf([incident()], policy, late, untold).total.late).to.equal(0);
    const done = incident({ status: { category: 'resolved' }, resolvedAt: late });
    expect(kpiRow(done, { policy, now: late, history: untold }).responseMet).to.equal(undefined);
  });

  it('says the same as the clocks that are explained', () => {
    for (const minutes of [0, 10, 20, 200, 300]) {
      const now = nine + minutes * MINUTE;
      const { response, resolution: other } = clocksOf(incident(), {}, policy, now);
      const { segments: _segments, ...figures } =
        (response.remaining ?? 0) < (other.remaining ?? 0) ? response : other;
      expect(pressingClock(incident(), policy, now)).to.deep.equal(figures);
    }
  });
});
