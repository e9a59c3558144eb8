import { expect } from '@open-wc/testing';
import type { IncidentHistory } from '../../src/core/history.js';
import type { Incident } from '../../src/core/incident.js';
import type { EscalationPreview } from '../../src/core/escalation/escalation.js';
import { escalationPreview, outdatedContacts } from '../../src/core/escalation/escalation.js';
import type { EscalationDefinition, LadderRule } from '../../src/core/escalation/ladder.js';
import type { Policy, PolicyDefinition } from '../../src/core/policy.js';
import { compilePolicy } from '../../src/core/policy-check.js';
import { clocksOf } from '../../src/core/sla/clocks.js';
import { DAY, HOUR, MINUTE } from '../../src/core/time.js';

/** Monday, 9 March 2026, nine o'clock. */
const monday = Date.parse('2026-03-09T09:00Z');
const elif = { id: 'e', name: 'Elif', phone: '+49 30 1' };

const incident = (more: Partial<Incident> = {}): Incident => ({
  id: '1',
  number: 'INC1',
  title: 'Printer',
  description: '',
  status: { category: 'active' },
  priority: 2,
  assignee: elif,
  group: { id: 'network', label: 'Network' },
  loggedAt: monday,
  updatedAt: monday,
  pauses: [],
  ...more,
});
const previewOf = (
  one: Incident,
  now: number,
  policy: Policy = compilePolicy(),
  history: IncidentHistory = {},
): EscalationPreview => escalationPreview(one, history, clocksOf(one, history, policy, now), policy, now);

/** `half due 120` and the like: rule, state, why, and minutes since Monday nine o'clock. */
const told = ({ rungs }: EscalationPreview): string[] =>
  rungs.map(({ rule, state, why, at }) =>
    [rule.id, state, why, at === undefined ? undefined : (at - monday) / MINUTE]
      .filter((part) => part !== undefined)
      .join(' '),
  );
const ladderOf = (
  rule: Partial<LadderRule> & Pick<LadderRule, 'when'>,
  more: EscalationDefinition = {},
  policy: PolicyDefinition = {},
): Policy =>
  compilePolicy({
    ...policy,
    escalation: { ladder: [{ id: 'r', notify: 'assignee', action: 'notify', ...rule }], ...more },
  });

describe('the ladder of a policy without one', () => {
  it('tells the assignee at half, the lead at three quarters and the manager when it is late', () => {
    expect(told(previewOf(incident(), monday + HOUR))).to.deep.equal([
      'half ahead 240',
      'three-quarters ahead 360',
      'late ahead 480',
    ]);
  });

  it('calls the Incident Manager for a P1 that is not resolved within the hour', () => {
    const preview = previewOf(incident({ priority: 1 }), monday + 30 * MINUTE);
    expect(told(preview)[2]).to.equal('p1-unresolved ahead 60');
    expect([preview.next?.rule.id, preview.next?.to.role]).to.deep.equal([
      'p1-unresolved',
      'incident-manager',
    ]);
  });

  it('says what fires next, when and to whom', () => {
    const { next } = previewOf(
      incident(),
      monday + 5 * HOUR,
      ladderOf({ when: { kind: 'percent', percent: 75 } }),
    );
    expect(next).to.include({
      state: 'ahead',
      at: monday + 6 * HOUR,
      policyId: 'standard',
      policyVersion: '1',
    });
    expect(next?.to).to.include({ role: 'assignee', name: 'Elif', phone: '+49 30 1' });
  });
});

describe('a rung', () => {
  const half = ladderOf({ when: { kind: 'percent', percent: 50 } });

  it('is due when its time has come and nobody has written that it fired, and fired when somebody has', () => {
    const now = monday + 5 * HOUR;
    expect(told(previewOf(incident(), now, half))).to.deep.equal(['r due 240']);
    const fired = [{ ruleId: 'r', at: monday + 241 * MINUTE }];
    expect(told(previewOf(incident(), now, half, { fired }))).to.deep.equal(['r fired 241']);
  });

  it('that repeats is ahead again after it has fired', () => {
    const policy = ladderOf({ when: { kind: 'percent', percent: 50 }, repeat: 'PT2H' });
    const fired = [
      { ruleId: 'r', at: monday + 6 * HOUR },
      { ruleId: 'r', at: monday + 4 * HOUR },
    ];
    const [rung] = previewOf(incident(), monday + 7 * HOUR, policy, { fired }).rungs;
    expect([rung?.state, rung?.at, rung?.firedAt]).to.deep.equal([
      'ahead',
      monday + 8 * HOUR,
      monday + 6 * HOUR,
    ]);
  });

  it('before a deadline counts back in the hours of the clock, not to midnight', () => {
    const policy = compilePolicy({
      calendars: [
        { id: 'c', timeZone: 'UTC', hours: { mon: [['08:00', '18:00']], tue: [['08:00', '18:00']] } },
      ],
      targets: [{ id: 't', kind: 'resolution', target: 'PT4H', unit: 'open-time', calendar: 'c' }],
      escalation: {
        ladder: [
          { id: 'r', when: { kind: 'before-deadline', by: 'PT1H' }, notify: 'assignee', action: 'notify' },
        ],
      },
    });
    const loggedAt = monday + 8 * HOUR;
    expect(previewOf(incident({ loggedAt }), loggedAt, policy).next?.at).to.equal(
      Date.parse('2026-03-10T10:00Z'),
    );
  });

  it('does not count the time on hold, and says "on hold" while it is', () => {
    const earlier = incident({ pauses: [{ from: monday + HOUR, to: monday + 2 * HOUR }] });
    expect(told(previewOf(earlier, monday + 3 * HOUR, half))).to.deep.equal(['r ahead 300']);
    const held = incident({
      status: { category: 'paused' },
      holdReason: 'awaiting-vendor',
      pauses: [{ from: monday + HOUR }],
    });
    expect(told(previewOf(held, monday + 9 * HOUR, half))).to.deep.equal(['r suppressed paused']);
  });

  it('stays due when the incident is put on hold after its time came', () => {
    const held = (minutes: number, more: Partial<Incident> = {}) =>
      incident({
        status: { category: 'paused' },
        holdReason: 'awaiting-vendor',
        pauses: [{ from: monday + minutes * MINUTE }],
        ...more,
      });
    const ladder = (one: Incident, history: IncidentHistory = {}) =>
      told(previewOf(one, monday + 10 * HOUR, compilePolicy(), history));
    expect(ladder(held(400))).to.deep.equal([
      'half due 240',
      'three-quarters due 360',
      'late suppressed paused',
    ]);
    const statuses = [{ at: monday + 400 * MINUTE, to: 'paused' }] as const;
    expect(ladder(held(400, { pauses: undefined }), { statuses }), 'by its timeline').to.deep.equal(
      ladder(held(400)),
    );
    const fixed = held(400, { dueAt: monday + 8 * HOUR });
    expect(ladder(fixed), 'a deadline no hold moves comes during the hold').to.deep.equal([
      'half due 240',
      'three-quarters due 360',
      'late suppressed paused 480',
    ]);
  });

  it('is told again while on hold only where that was due before', () => {
    const daily = ladderOf({ when: { kind: 'percent', percent: 50 }, repeat: 'PT1H' });
    const fired = [{ ruleId: 'r', at: monday + 250 * MINUTE }];
    const held = (minutes: number) =>
      incident({ status: { category: 'paused' }, pauses: [{ from: monday + minutes * MINUTE }] });
    const now = monday + 10 * HOUR;
    expect(told(previewOf(held(300), now, daily, { fired }))).to.deep.equal(['r fired paused 250']);
    expect(told(previewOf(held(320), now, daily, { fired }))).to.deep.equal(['r due 310']);
  });

  it('watches how long a hold lasts, all the same', () => {
    const policy = ladderOf({ when: { kind: 'in-status', status: 'paused', after: 'P2D' } });
    const held = incident({ status: { category: 'paused' }, pauses: [{ from: monday + HOUR }] });
    expect(told(previewOf(held, monday + DAY, policy))).to.deep.equal([`r ahead ${String(49 * 60)}`]);
    expect(told(previewOf(incident(), monday + DAY, policy))).to.deep.equal([]);
  });

  it('is silent once it is resolved or cancelled', () => {
    const over = (category: 'resolved' | 'closed' | 'cancelled') =>
      told(
        previewOf(
          incident({
            status: { category },
            ...(category === 'cancelled' ? {} : { resolvedAt: monday + HOUR }),
          }),
          monday + 5 * HOUR,
          half,
        ),
      )[0];
    expect([over('resolved'), over('closed'), over('cancelled')]).to.deep.equal([
      'r suppressed resolved 240',
      'r suppressed resolved 240',
      'r suppressed cancelled 240',
    ]);
  });

  it('is silent for what is acknowledged or assigned, where it says so', () => {
    const waiting = incident({ status: { category: 'new' }, assignee: undefined });
    const unanswered = ladderOf({ when: { kind: 'unacknowledged', after: 'PT10M' }, notify: 'group' });
    expect(told(previewOf(waiting, monday + MINUTE, unanswered))).to.deep.equal(['r ahead 10']);
    expect(
      told(previewOf({ ...waiting, acknowledgedAt: monday + MINUTE }, monday + HOUR, unanswered)),
    ).to.deep.equal(['r suppressed acknowledged 10']);
    const unassigned = ladderOf({ when: { kind: 'percent', percent: 50 }, unless: ['assigned'] });
    expect(told(previewOf(incident(), monday + HOUR, unassigned))).to.deep.equal([
      'r suppressed assigned 240',
    ]);
  });

  it('does not wake anybody for last month', () => {
    expect(told(previewOf(incident(), monday + 40 * DAY, half))).to.deep.equal(['r suppressed stale 240']);
    const patient = ladderOf({ when: { kind: 'percent', percent: 50 } }, { staleAfter: 'P60D' });
    expect(told(previewOf(incident(), monday + 40 * DAY, patient))).to.deep.equal(['r due 240']);
  });

  it('has no time where nothing is promised', () => {
    const planning = incident({ priority: 5 });
    expect(told(previewOf(planning, monday + HOUR, half))).to.deep.equal(['r suppressed no-target']);
    const hour = ladderOf({ when: { kind: 'unresolved', after: 'PT60M' } });
    expect(told(previewOf(planning, monday + 30 * MINUTE, hour))).to.deep.equal(['r ahead 60']);
  });

  it('follows the backend’s deadline where that wins', () => {
    const due = incident({ dueAt: monday + 2 * HOUR });
    expect(told(previewOf(due, monday, half))).to.deep.equal(['r ahead 60']);
  });
});

describe('quiet hours', () => {
  const policy = ladderOf(
    { when: { kind: 'unresolved', after: 'PT12H' }, hours: 'office' },
    {},
    {
      calendars: [
        { id: 'office', timeZone: 'UTC', hours: { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']] } },
      ],
    },
  );

  it('put a rung off to the morning', () => {
    const [rung] = previewOf(incident(), monday + HOUR, policy).rungs;
    expect([rung?.state, rung?.at, rung?.deferredFrom]).to.deep.equal([
      'ahead',
      monday + DAY,
      monday + 12 * HOUR,
    ]);
    expect(told(previewOf(incident(), monday + 14 * HOUR, policy))).to.deep.equal([
      'r suppressed quiet-hours 1440',
    ]);
    expect(told(previewOf(incident(), monday + 25 * HOUR, policy))).to.deep.equal(['r due 1440']);
  });

  it('keep for the morning what a hold that begins in the night then silences', () => {
    const held = incident({ status: { category: 'paused' }, pauses: [{ from: monday + 13 * HOUR }] });
    expect(told(previewOf(held, monday + 25 * HOUR, policy))).to.deep.equal(['r suppressed paused 1440']);
  });

  it('do not exist for the highest priority', () => {
    expect(told(previewOf(incident({ priority: 1 }), monday + 14 * HOUR, policy))).to.deep.equal([
      'r due 720',
    ]);
  });
});

describe('another priority', () => {
  it('does not fire the whole ladder at once', () => {
    const raised = incident({ priority: 1, loggedAt: monday });
    const history = { priorities: [{ at: monday + 5 * HOUR, from: 4, to: 1 }] };
    expect(told(previewOf(raised, monday + 5 * HOUR, compilePolicy(), history))).to.deep.equal([
      'half suppressed overtaken 120',
      'three-quarters suppressed overtaken 180',
      'p1-unresolved due 60',
      'late due 240',
    ]);
  });
});

describe('contacts', () => {
  const contacts = [
    { role: 'group-lead', name: 'Lead of all', lastVerified: '2026-01-10' },
    { role: 'group-lead', name: 'Lead of Network', group: 'network', lastVerified: '2025-11-01' },
    { role: 'manager', name: 'Manager' },
  ];
  const policy = compilePolicy({ escalation: { contacts } });
  const to = (role: string, one = incident()) =>
    previewOf(one, monday, policy).rungs.find(({ rule }) => rule.notify === role)?.to;

  it('are those of the incident’s group, else of all; nobody is nobody', () => {
    expect(to('group-lead')?.name).to.equal('Lead of Network');
    expect(to('group-lead', incident({ group: undefined }))?.name).to.equal('Lead of all');
    expect(to('incident-manager', incident({ priority: 1 }))).to.deep.equal({
      role: 'incident-manager',
      outdated: false,
    });
    expect(to('assignee', incident({ assignee: undefined }))?.name).to.equal(undefined);
  });

  it('are marked when nobody has verified them for ninety days, or ever', () => {
    expect(outdatedContacts(policy, monday).map(({ name }) => name)).to.deep.equal([
      'Lead of Network',
      'Manager',
    ]);
    expect(to('group-lead')?.outdated).to.equal(true);
    expect(to('group-lead', incident({ group: undefined }))?.outdated).to.equal(false);
  });
});

describe('the alarm of an incident nobody has acknowledged', () => {
  const fresh = incident({ status: { category: 'new' }, assignee: undefined });

  it('rings at half of the time for the first answer', () => {
    expect(previewOf(fresh, monday + 10 * MINUTE).alarm).to.deep.equal({
      at: monday + 30 * MINUTE,
      ringing: false,
      waiting: 10 * MINUTE,
    });
    expect(previewOf(fresh, monday + 30 * MINUTE).alarm?.ringing).to.equal(true);
    expect(previewOf(fresh, monday + 30 * DAY).alarm?.ringing).to.equal(false);
  });

  it('ends with the acknowledgement, with the first answer, or when work begins', () => {
    const now = monday + HOUR;
    expect(previewOf({ ...fresh, acknowledgedAt: monday }, now).alarm).to.equal(undefined);
    expect(previewOf({ ...fresh, firstResponseAt: monday }, now).alarm).to.equal(undefined);
    expect(previewOf(incident(), now).alarm).to.equal(undefined);
  });
});

describe('a ladder that cannot be used', () => {
  const refusal = (escalation: EscalationDefinition): string[] => {
    try {
      compilePolicy({ escalation });
    } catch (error) {
      return (error as { issues: { path: string; code: string }[] }).issues.map(
        ({ path, code }) => `${path} ${code}`,
      );
    }
    return [];
  };
  const rule = { id: 'r', notify: 'boss', action: 'notify' } as const;

  it('is refused with path and remedy', () => {
    expect(refusal({ ladder: [{ ...rule, when: { kind: 'unresolved', after: '1 hour' } }] })).to.deep.equal([
      'escalation.ladder.0.when duration',
    ]);
    const when = { kind: 'percent', percent: 50 } as const;
    expect(refusal({ ladder: [{ ...rule, when, hours: 'night', priority: 9 }] })).to.deep.equal([
      'escalation.ladder.0.hours unknown-calendar',
      'escalation.ladder.0.priority unknown-level',
    ]);
    const contacts = [{ role: 'manager', name: 'M', lastVerified: 'May' }];
    expect(refusal({ ladder: [{ ...rule, when }], contacts })).to.deep.equal([
      'escalation.ladder.0.notify unknown-role',
      'escalation.contacts.0.lastVerified date',
    ]);
    // A shipped ladder may name roles this organisation does not have.
    expect(refusal({ contacts: [{ role: 'manager', name: 'M' }] })).to.deep.equal([]);
  });
});
