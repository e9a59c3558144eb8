import { expect } from '@open-wc/testing';
import type { Incident } from '../../src/core/incident.js';
import { countsNeeded, kpiRow, withCounts } from '../../src/core/kpi/kpi.js';
import { fillPolicy } from '../../src/core/policy.js';

const incident = (more: Partial<Incident> = {}): Incident => ({
  id: '1',
  number: 'INC1',
  title: 'Printer',
  description: '',
  status: { category: 'active' },
  loggedAt: 1000,
  updatedAt: 1000,
  ...more,
});

describe('the KPI row of an incident', () => {
  it('is open, ended or cancelled by the category of its status', () => {
    const state = (category: Incident['status']['category']) => {
      const { open, cancelled } = kpiRow(incident({ status: { category } }));
      return [open, cancelled];
    };
    expect(
      (['new', 'active', 'paused', 'resolved', 'closed', 'cancelled'] as const).map(state),
    ).to.deep.equal([
      [true, false],
      [true, false],
      [true, false],
      [false, false],
      [false, false],
      [false, true],
    ]);
  });

  it('promises nothing where the time it was logged cannot be read, and keeps no other incident from being counted', () => {
    for (const loggedAt of [NaN, 0]) {
      const one = incident({ loggedAt, updatedAt: loggedAt, priority: 1 });
      const row = kpiRow(one, { policy: fillPolicy({}), now: 2_000_000_000_000 });
      expect([row.slaMet, row.responseMet, row.resolutionDueAt, row.loggedAt, row.updatedAt]).to.deep.equal(
        Array(5).fill(undefined),
      );
    }
  });

  it('knows how often it was given another category: from the record, else from its timeline, else not at all', () => {
    const changes = [
      { at: 2, to: 'Mail' },
      { at: 3, from: 'Mail', to: 'Network' },
    ];
    const history = { categories: changes };
    expect(kpiRow(incident({ recategorisationCount: 4 }), { history }).recategorisationCount).to.equal(4);
    expect(kpiRow(incident(), { history }).recategorisationCount).to.equal(1);
    expect(kpiRow(incident(), { history: { categories: [] } }).recategorisationCount).to.equal(0);
    expect(kpiRow(incident()).recategorisationCount).to.equal(undefined);
  });

  it('takes counts from elsewhere where the record carries none, and a hand-over for an escalation', () => {
    const counts = { reassignmentCount: 2, reopenCount: 1, recategorisationCount: 0 };
    expect(withCounts(kpiRow(incident()), counts)).to.include({ ...counts, escalated: true });
    const own = { reassignmentCount: 0, reopenCount: 0, recategorisationCount: 3, escalationCount: 0 };
    expect(withCounts(kpiRow(incident(own)), counts)).to.include({
      reassignmentCount: 0,
      reopenCount: 0,
      recategorisationCount: 3,
      escalated: false,
    });
    expect(withCounts(kpiRow(incident()), {}).escalated).to.equal(undefined);
  });

  it('needs no more counts than the figures that are asked for', () => {
    expect(countsNeeded([{ id: 'mttr' }, { id: 'volume' }, { id: 'uncategorised' }])).to.deep.equal([]);
    expect(countsNeeded([{ id: 'recategorised' }, { id: 'flr' }, { id: 'first-group' }])).to.deep.equal([
      'category',
      'group',
    ]);
    expect(countsNeeded([{ id: 'reopen-rate' }])).to.deep.equal(['status']);
  });

  it('knows duplicates, drills, and children of a major incident', () => {
    const child = incident({ parentId: 'm', duplicateOf: 'x', drill: true });
    const { duplicate, drill, childOfMajor } = kpiRow(child, { majors: new Set(['m']) });
    expect([duplicate, drill, childOfMajor]).to.deep.equal([true, true, true]);
    expect(kpiRow(child).childOfMajor).to.equal(false);
  });

  it('takes a change of group for an escalation where nobody counts those, and guesses nothing', () => {
    expect(kpiRow(incident({ escalationCount: 0, reassignmentCount: 2 })).escalated).to.equal(false);
    expect(kpiRow(incident({ reassignmentCount: 2 })).escalated).to.equal(true);
    expect(kpiRow(incident()).escalated).to.equal(undefined);
    expect(kpiRow(incident()).firstContact).to.equal(undefined);
  });

  it('judges the SLA by what is stated, else by the deadline', () => {
    expect(kpiRow(incident({ slaMet: true, dueAt: 5, resolvedAt: 6 })).slaMet).to.equal(true);
    expect(kpiRow(incident({ dueAt: 5, resolvedAt: 5 })).slaMet).to.equal(true);
    expect(kpiRow(incident({ dueAt: 5, resolvedAt: 6 })).slaMet).to.equal(false);
    expect(kpiRow(incident({ dueAt: 5 }), { now: 6 }).slaMet).to.equal(false);
    expect(kpiRow(incident({ dueAt: 5 }), { now: 5 }).slaMet).to.equal(undefined);
    expect(kpiRow(incident()).slaMet).to.equal(undefined);
  });
});
