import { expect } from '@open-wc/testing';

import { statusCategories } from '../../src/core/incident.js';
import type { Incident, StatusCategory } from '../../src/core/incident.js';
import {
  awaitingCaller,
  transitionIncident,
  transitionIssues,
  transitionsFrom,
} from '../../src/core/lifecycle.js';

const logged = Date.UTC(2026, 2, 2, 9);
const now = Date.UTC(2026, 2, 2, 11);
const resolution = {
  type: 'workaround',
  code: 'workaround-provided',
  notes: 'Print through the second queue.',
} as const;

const incident = (category: StatusCategory, more: Partial<Incident> = {}): Incident => ({
  id: '1',
  number: 'INC1',
  title: 'Printer on floor 3 does not print',
  description: '',
  status: { category },
  loggedAt: logged,
  updatedAt: logged,
  ...more,
});

const missing = (
  from: StatusCategory,
  request: Parameters<typeof transitionIssues>[1],
  more: Partial<Incident> = {},
): string[] => transitionIssues(incident(from, more), request).map((issue) => `${issue.path} ${issue.code}`);

describe('lifecycle of an incident', () => {
  it('knows which steps lead away from each status', () => {
    const map = Object.fromEntries(
      statusCategories.map((from) => [from, transitionsFrom(from).map((t) => t.to)]),
    );
    expect(map).to.deep.equal({
      new: ['active', 'paused', 'resolved', 'cancelled'],
      active: ['paused', 'resolved', 'cancelled'],
      paused: ['active', 'resolved', 'cancelled'],
      resolved: ['closed', 'active'],
      closed: ['active'],
      cancelled: [],
    });
  });

  it('refuses what the lifecycle does not know, with both names', () => {
    expect(missing('resolved', { to: 'cancelled', reason: 'x' })).to.deep.equal([
      'status illegal-transition',
    ]);
    expect(missing('closed', { to: 'paused', reason: 'x' })).to.deep.equal(['status illegal-transition']);
    expect(missing('cancelled', { to: 'active' })).to.deep.equal(['status illegal-transition']);
  });

  it('starts work only when somebody or a group has it', () => {
    expect(missing('new', { to: 'active' })).to.deep.equal(['assignee required']);
    expect(missing('new', { to: 'active' }, { group: { id: 'sd', label: 'Service Desk' } })).to.deep.equal(
      [],
    );
    const after = transitionIncident(
      incident('new'),
      { to: 'active', assignee: { id: 'e', name: 'Elif' } },
      now,
    );
    expect(after).to.include({ assignedAt: now, acknowledgedAt: now });
    expect(after.status.category).to.equal('active');
  });

  it('a hold needs a reason, and waiting for the caller needs a public word to the caller', () => {
    expect(missing('active', { to: 'paused' })).to.deep.equal(['reason required']);
    expect(missing('active', { to: 'paused', reason: awaitingCaller })).to.deep.equal(['comment required']);
    expect(
      missing('active', { to: 'paused', reason: awaitingCaller, comment: 'Which printer is it?' }),
    ).to.deep.equal([]);
    const held = transitionIncident(incident('active'), { to: 'paused', reason: 'vendor' }, now);
    expect(held.holdReason).to.equal('vendor');
    expect(transitionIncident(held, { to: 'active' }, now + 1)).to.not.have.property('holdReason');
  });

  it('resolving needs code and notes and stops at that instant; a workaround is a resolution', () => {
    expect(missing('active', { to: 'resolved' })).to.deep.equal(['resolution required']);
    expect(missing('active', { to: 'resolved', resolution: { ...resolution, notes: ' ' } })).to.deep.equal([
      'resolution required',
    ]);
    const after = transitionIncident(incident('active'), { to: 'resolved', resolution }, now);
    expect(after.resolvedAt).to.equal(now);
    expect(after.resolution).to.deep.equal(resolution);
  });

  it('closing keeps how and when it was resolved', () => {
    const after = transitionIncident(
      incident('resolved', { resolvedAt: now - 5, resolution }),
      { to: 'closed' },
      now,
    );
    expect(after).to.include({ resolvedAt: now - 5, closedAt: now });
    expect(after.resolution).to.deep.equal(resolution);
  });

  it('reopening counts, forgets the resolution, and a closed incident is reopened by an administrator only', () => {
    expect(missing('closed', { to: 'active', reason: 'It is back' })).to.deep.equal([
      'status administrator-only',
    ]);
    const after = transitionIncident(
      incident('resolved', { resolvedAt: now - 5, resolution, reopenCount: 1 }),
      { to: 'active', reason: 'It is back' },
      now,
    );
    expect(after).to.include({ reopenCount: 2, reopenedAt: now });
    expect(after).to.not.have.any.keys('resolvedAt', 'resolution');
    const forced = transitionIncident(
      incident('closed', { resolvedAt: now - 5, closedAt: now - 2 }),
      { to: 'active', reason: 'Audit' },
      now,
      { administrator: true },
    );
    expect(forced).to.not.have.property('closedAt');
  });

  it('cancelling needs a reason, and a refused step changes nothing', () => {
    expect(missing('paused', { to: 'cancelled' })).to.deep.equal(['reason required']);
    const before = Object.freeze(incident('new'));
    expect(() => transitionIncident(before, { to: 'active' }, now)).to.throw(/takes it/);
    expect(before.status.category).to.equal('new');
  });
});
