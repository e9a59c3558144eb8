import { expect } from '@open-wc/testing';

import { statusCategories } from '../../src/core/incident.js';
import type { Incident, StatusCategory } from '../../src/core/incident.js';
import {
  effectsOnChildren,
  inverseStep,
  transitionIncident,
  transitionIssues,
  transitionsFrom,
} from '../../src/core/lifecycle.js';
import type { TransitionRequest } from '../../src/core/mutation.js';
import { compilePolicy } from '../../src/core/policy-check.js';
import { problemCandidate } from '../../src/core/problem-candidate.js';
import { awaitingCaller } from '../../src/core/reasons.js';
import { mayDo, roleActions, standardRoles } from '../../src/core/roles.js';
import { DAY } from '../../src/core/time.js';

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

  it('no incident is a duplicate of itself, by whichever name it is called', () => {
    for (const duplicateOf of ['1', 'INC1', ' #inc1 '])
      expect(missing('active', { to: 'cancelled', reason: 'duplicate', duplicateOf })).to.deep.equal([
        'duplicateOf itself',
      ]);
    const other = { to: 'cancelled', reason: 'duplicate', duplicateOf: 'INC10' } as const;
    expect(missing('active', other)).to.deep.equal([]);
  });
});

describe('the lists of the policy', () => {
  const policy = compilePolicy();
  const against = (from: StatusCategory, request: TransitionRequest, rules = policy): string[] =>
    transitionIssues(incident(from), request, {}, rules).map(({ path, code }) => `${path} ${code}`);

  it('name hold and cancel reasons, resolution codes and methods, and nothing else is taken', () => {
    expect(against('active', { to: 'paused', reason: 'awaiting-vendor' })).to.deep.equal([]);
    expect(against('active', { to: 'paused', reason: 'lunch' })).to.deep.equal(['reason unknown-choice']);
    expect(against('active', { to: 'cancelled', reason: 'not-an-incident' })).to.deep.equal([]);
    expect(against('active', { to: 'cancelled', reason: 'because' })).to.deep.equal([
      'reason unknown-choice',
    ]);
    expect(against('active', { to: 'resolved', resolution })).to.deep.equal([]);
    expect(
      against('active', { to: 'resolved', resolution: { ...resolution, code: 'magic', method: 'prayer' } }),
    ).to.deep.equal(['resolution.code unknown-choice', 'resolution.method unknown-choice']);
    expect(against('active', { to: 'paused', reason: ' ' })).to.deep.equal(['reason required']);
  });

  it('mark what is a workaround, and what the caller is told', () => {
    const marked = (list: readonly { readonly id: string }[], key: string): string[] =>
      list.filter((one) => key in one).map(({ id }) => id);
    expect(marked(policy.resolutionCodes, 'workaround')).to.deep.equal([
      'workaround-provided',
      'known-error',
    ]);
    expect(marked(policy.holdReasons, 'publicComment')).to.deep.equal(['awaiting-caller']);
    expect(policy.resolutionCodes).to.have.length(10);
  });

  it('may be one’s own: whether the caller has to be told is data', () => {
    const own = compilePolicy({
      holdReasons: [
        { id: 'on-site', label: 'Waiting for a visit', publicComment: true },
        { id: 'parts', label: 'Waiting for parts' },
      ],
    });
    expect(against('active', { to: 'paused', reason: 'on-site' }, own)).to.deep.equal(['comment required']);
    expect(against('active', { to: 'paused', reason: 'parts' }, own)).to.deep.equal([]);
    expect(against('active', { to: 'paused', reason: 'awaiting-vendor' }, own)).to.deep.equal([
      'reason unknown-choice',
    ]);
  });
});

describe('a step of a parent incident', () => {
  const parent = (category: StatusCategory) =>
    incident(category, { id: 'p', assignee: { id: 'e', name: 'Elif' } });
  const child = (id: string, category: StatusCategory, more: Partial<Incident> = {}) =>
    incident(category, { id, parentId: 'p', ...more });
  const effects = (
    from: StatusCategory,
    request: TransitionRequest,
    children: readonly Incident[],
    by: 'staff' | 'caller' = 'staff',
  ): string[] =>
    effectsOnChildren({ parent: parent(from), request, by }, children).map(
      ({ incidentId, request: { to, reason } }) => [incidentId, to, reason].filter(Boolean).join(' '),
    );
  const open = [child('a', 'new'), child('b', 'active'), child('c', 'paused')];

  it('that begins work begins it on the children, by whoever has the parent', () => {
    expect(effects('new', { to: 'active' }, open)).to.deep.equal(['a active', 'c active']);
    const [first] = effectsOnChildren(
      { parent: parent('new'), request: { to: 'active' }, by: 'staff' },
      open,
    );
    expect(first?.request.assignee?.name).to.equal('Elif');
  });

  it('that waits for a change, problem or vendor holds the children, one that waits for its caller does not', () => {
    expect(effects('active', { to: 'paused', reason: 'awaiting-vendor' }, open)).to.deep.equal([
      'a paused awaiting-vendor',
      'b paused awaiting-vendor',
    ]);
    expect(effects('active', { to: 'paused', reason: awaitingCaller, comment: 'x' }, open)).to.deep.equal([]);
  });

  it('that resolves resolves the children with the same notes; closing and cancelling do nothing to them', () => {
    expect(effects('active', { to: 'resolved', resolution }, open)).to.deep.equal([
      'a resolved',
      'b resolved',
      'c resolved',
    ]);
    const [first] = effectsOnChildren(
      { parent: parent('active'), request: { to: 'resolved', resolution }, by: 'staff' },
      open,
    );
    expect(first?.request.resolution).to.deep.equal(resolution);
    expect(effects('resolved', { to: 'closed' }, [child('a', 'resolved')])).to.deep.equal([]);
    expect(effects('active', { to: 'cancelled', reason: 'duplicate' }, open)).to.deep.equal([]);
  });

  it('that reopens takes the children along when staff do it, not when its caller does', () => {
    const reopen = { to: 'active', reason: 'It is back' } as const;
    const children = [child('a', 'resolved'), child('b', 'closed'), child('c', 'active')];
    expect(effects('resolved', reopen, children)).to.deep.equal(['a active It is back']);
    expect(effects('resolved', reopen, children, 'caller')).to.deep.equal([]);
  });

  it('leaves a child alone that is a major incident, and what is nobody’s child', () => {
    const others = [child('m', 'active', { major: true }), incident('active', { id: 'x' })];
    expect(effects('active', { to: 'resolved', resolution }, others)).to.deep.equal([]);
  });
});

describe('taking a step back', () => {
  const undo = (from: StatusCategory, to: StatusCategory, more: Partial<Incident> = {}) =>
    inverseStep(incident(from, more), { to }, 'Undone');

  it('leads to the status before where a step leads there', () => {
    expect(undo('active', 'paused')).to.deep.equal({ to: 'active', reason: 'Undone' });
    expect(undo('active', 'resolved')).to.deep.equal({ to: 'active', reason: 'Undone' });
    expect(undo('paused', 'active', { holdReason: 'awaiting-vendor' })).to.deep.equal({
      to: 'paused',
      reason: 'awaiting-vendor',
    });
    expect(undo('resolved', 'active', { resolution })).to.deep.include({ to: 'resolved', resolution });
  });

  it('does not exist otherwise', () => {
    expect(undo('new', 'active')).to.equal(undefined);
    expect(undo('new', 'cancelled')).to.equal(undefined);
    expect(undo('paused', 'resolved')).to.equal(undefined);
    expect(undo('resolved', 'closed')).to.equal(undefined);
    // The caller would have to be written to once more.
    expect(undo('paused', 'active', { holdReason: awaitingCaller })).to.equal(undefined);
  });
});

describe('roles', () => {
  it('may do what they list and nothing else; an unknown role may do nothing', () => {
    expect(mayDo(standardRoles, 'caller', 'confirm')).to.equal(true);
    expect(mayDo(standardRoles, 'caller', 'work-note')).to.equal(false);
    expect(mayDo(standardRoles, ['caller', 'analyst'], 'work-note')).to.equal(true);
    expect(mayDo(standardRoles, 'nobody', 'read')).to.equal(false);
    expect(roleActions.filter((action) => !mayDo(standardRoles, 'administrator', action))).to.deep.equal([]);
    const own = compilePolicy({ roles: [{ id: 'night', label: 'Night shift', may: ['read', 'assign'] }] });
    expect([mayDo(own.roles, 'night', 'assign'), mayDo(own.roles, 'analyst', 'read')]).to.deep.equal([
      true,
      false,
    ]);
  });

  it('that may reopen what is closed need no administrator', () => {
    const reopen = { to: 'active', reason: 'Audit' } as const;
    const issues = (role: string) =>
      transitionIssues(incident('closed'), reopen, { roles: [role] }, compilePolicy()).map(
        ({ code }) => code,
      );
    expect(issues('administrator')).to.deep.equal([]);
    expect(issues('incident-manager')).to.deep.equal(['administrator-only']);
  });
});

describe('a candidate for a problem', () => {
  const policy = compilePolicy();
  const mail = { service: { id: 'mail', label: 'E-mail' }, category: 'Software' };
  const one = (id: string, daysAgo: number, more: Partial<Incident> = {}) =>
    incident('active', { id, loggedAt: now - daysAgo * DAY, ...mail, ...more });

  it('is what comes back the third time in thirty days with the same service and category', () => {
    const others = [one('b', 10), one('c', 29), one('d', 31), one('e', 1, { category: 'Network' })];
    expect(problemCandidate(one('a', 0), others, policy, now)).to.deep.equal({
      reasons: ['recurrence'],
      incidentIds: ['a', 'b', 'c'],
    });
    expect(problemCandidate(one('a', 0), others.slice(1), policy, now)).to.equal(undefined);
  });

  it('counts no drills, duplicates or cancelled ones, and nothing without service or category', () => {
    const not = [
      one('b', 1, { drill: true }),
      one('c', 1, { duplicateOf: 'a' }),
      one('d', 1, { status: { category: 'cancelled' } }),
    ];
    expect(problemCandidate(one('a', 0), not, policy, now)).to.equal(undefined);
    const vague = { service: undefined, category: undefined };
    const others = [one('b', 1, vague), one('c', 1, vague)];
    expect(problemCandidate(one('a', 0, vague), others, policy, now)).to.equal(undefined);
  });

  it('is a grave one resolved by a workaround', () => {
    const around = (priority: number, code: string) =>
      problemCandidate(
        one('a', 0, { priority, resolution: { type: 'permanent', notes: 'x', code } }),
        [],
        policy,
        now,
      )?.reasons;
    expect(around(2, 'known-error')).to.deep.equal(['workaround']);
    expect(around(3, 'known-error')).to.equal(undefined);
    expect(around(1, 'solution-provided')).to.equal(undefined);
  });
});
