import { expect } from '@open-wc/testing';

import { fillPolicy } from '../../src/core/policy.js';
import { actionsAtAll, actionsForAny, planAction } from '../../src/core/triage.js';
import type { QueueContext } from '../../src/core/triage.js';
import { incident } from '../support/scripted-adapter.js';

const all: QueueContext = {
  policy: fillPolicy({}),
  roles: ['analyst'],
  audience: 'staff',
  me: { id: 'elif', name: 'Elif Demir' },
  backend: { transition: true, update: true, comment: true, workNote: true, writes: () => true },
  rates: { cell: true, priority: true },
};
const active = incident({ id: 'a', status: { category: 'active' } });

describe('an action in a queue', () => {
  it('is offered as far as backend, role and person allow', () => {
    const offered = (context: QueueContext) => actionsAtAll(context).join(' ');
    expect(offered(all)).to.equal(
      'take assign hand-over priority comment hold resolve acknowledge resume close reopen major problem cancel',
    );
    expect(offered({ ...all, backend: { ...all.backend, transition: false } })).to.not.contain('resolve');
    expect(offered({ ...all, rates: { cell: false, priority: true } })).to.not.contain('priority');
    const { me: _me, ...nobody } = all;
    expect(offered(nobody)).to.not.contain('take');
    expect(offered({ ...all, roles: ['stakeholder'] })).to.equal('');
  });

  it('is offered for several where at least one of them stands so that it can be done', () => {
    const closed = incident({ id: 'c', status: { category: 'closed' } });
    expect(actionsForAny([closed], all).join(' ')).to.equal('comment');
    const both = actionsForAny([closed, active], all);
    expect(both).to.include.members(['resolve', 'hold', 'comment']);
    expect(both).to.not.include.members(['resume', 'close']);
  });

  it('takes what is new by the step that begins it, and what is begun by its name alone', () => {
    expect(planAction('take', { ...active, status: { category: 'new' } }, {}, all)).to.deep.equal({
      deeds: [{ kind: 'transition', request: { to: 'active', assignee: all.me } }],
    });
    expect(planAction('take', active, {}, all)).to.deep.equal({
      deeds: [{ kind: 'update', patch: { assignee: all.me } }],
    });
  });

  it('works the priority out from impact and urgency and says why', () => {
    const plan = planAction('priority', { ...active, impact: 2 }, { urgency: 1 }, all);
    const [deed] = 'deeds' in plan ? plan.deeds : [];
    expect(deed?.kind === 'update' && deed.patch).to.deep.include({ impact: 2, urgency: 1, priority: 2 });
    expect(deed?.kind === 'update' && deed.patch.assessment?.cell).to.deep.include({ impact: 2, urgency: 1 });
  });

  it('writes a note where only those who work on it should read it, or where nobody else can', () => {
    const kindOf = (internal: boolean, context = all) => {
      const plan = planAction('comment', active, { comment: ' Looks like a cable. ', internal }, context);
      return 'deeds' in plan ? plan.deeds : [];
    };
    expect(kindOf(true)).to.deep.equal([
      { kind: 'entry', entry: { kind: 'work-note', text: 'Looks like a cable.' } },
    ]);
    expect(kindOf(false)[0]).to.deep.nested.include({ 'entry.kind': 'comment' });
    const notes = { ...all, backend: { ...all.backend, comment: false } };
    expect(kindOf(false, notes)[0]).to.deep.nested.include({ 'entry.kind': 'work-note' });
  });

  it('notes for many what their callers have confirmed, where a ticket system closes nothing', () => {
    const stays = { ...all, backend: { ...all.backend, staysResolved: true, leadsTo: ['active'] as const } };
    expect(actionsAtAll(stays)).to.include('confirm');
    const caller = { id: 'jonas', name: 'Jonas Weber' };
    const resolved = incident({ id: 'r', status: { category: 'resolved' }, resolvedAt: 500, caller });
    expect(planAction('confirm', resolved, { confirmedAt: 900 }, stays)).to.deep.equal({
      deeds: [{ kind: 'update', patch: { confirmedAt: 900, confirmedBy: caller } }],
    });
    const confirmed = { ...resolved, confirmedAt: 900 };
    expect(planAction('confirm', confirmed, { confirmedAt: 950 }, stays)).to.deep.equal({
      refused: 'already',
    });
    const reopening = { kind: 'transition', request: { to: 'active', reason: 'It came back.' } } as const;
    expect(planAction('reopen', confirmed, { reason: 'It came back.' }, stays)).to.deep.equal({
      deeds: [{ kind: 'update', patch: { confirmedAt: null, confirmedBy: null } }, reopening],
    });
    // Elsewhere the step itself takes it back, and the fields may be read only.
    expect(planAction('reopen', confirmed, { reason: 'It came back.' }, all)).to.deep.equal({
      deeds: [reopening],
    });
  });

  it('is refused where it leads nowhere, and by the guards of the lifecycle', () => {
    const closed = incident({ id: 'c', status: { category: 'closed' } });
    for (const action of ['take', 'hold', 'resolve', 'priority'] as const)
      expect(planAction(action, closed, {}, all), action).to.deep.equal({ refused: 'status' });
    const plan = planAction('hold', active, { reason: 'awaiting-caller' }, all);
    expect('issues' in plan && plan.issues.map(({ path }) => path)).to.deep.equal(['comment']);
  });
});
