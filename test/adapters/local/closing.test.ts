import { expect } from '@open-wc/testing';

import type { LocalAdapter } from '../../../src/adapters/local/index.js';
import { localAdapter } from '../../../src/adapters/local/index.js';
import type { Incident } from '../../../src/core/incident.js';
import { compilePolicy } from '../../../src/core/policy-check.js';
import { DAY, HOUR } from '../../../src/core/time.js';
import { aDraft, anIncident, monday } from '../../../src/testing/index.js';

const lena = { id: 'lena', name: 'Lena Fischer' };
const page = { limit: 50 };

interface Desk {
  readonly adapter: LocalAdapter;
  /** Another page on the same data. */
  readonly open: () => LocalAdapter;
  readonly tick: (length: number) => void;
  readonly resolved: (over?: Partial<Parameters<typeof aDraft>[0]>) => Promise<Incident>;
  readonly key: () => string;
}

function desk(after?: string): Desk {
  const name = crypto.randomUUID();
  let present = monday;
  let n = 0;
  const policy = compilePolicy(after === undefined ? {} : { closure: { after } });
  const open = (): LocalAdapter => localAdapter({ name, user: lena, now: () => present, policy });
  const adapter = open();
  const key = (): string => `key-${String(++n)}`;
  return {
    adapter,
    open,
    key,
    tick: (length) => void (present += length),
    resolved: async (over) => {
      const { id } = await adapter.create(aDraft(over), { key: key() });
      const resolution = { type: 'permanent', code: 'solution-provided', notes: 'Restarted.' } as const;
      return adapter.transition(id, { to: 'resolved', resolution }, { key: key() });
    },
  };
}

describe('what nobody answers, in the local adapter', () => {
  it('is closed as of the moment it was due, whenever somebody looks, and says why', async () => {
    const { adapter, tick, resolved } = desk('P5D');
    const { id, version } = await resolved();
    tick(5 * DAY - 1);
    expect((await adapter.get(id)).status.category).to.equal('resolved');
    tick(40 * DAY);
    const closed = await adapter.get(id);
    expect(closed.status.category).to.equal('closed');
    expect(closed).to.include({ closedAt: monday + 5 * DAY, updatedAt: monday + 5 * DAY });
    expect(closed.version).not.to.equal(version);
    const [last] = (await adapter.entries(id, page)).items;
    expect(last).to.deep.include({
      kind: 'status',
      text: 'no-answer',
      recordedAt: monday + 5 * DAY,
      changes: [{ field: 'status', from: 'resolved', to: 'closed' }],
      author: { id: '', name: '', automatic: true },
    });
  });

  it('is closed before a list is read, and before somebody writes', async () => {
    const { adapter, tick, resolved, key } = desk('P5D');
    const { id } = await resolved();
    tick(5 * DAY);
    const answer = await adapter.list({ status: ['resolved'] }, page);
    expect([answer.items.length, answer.total]).to.deep.equal([0, 0]);
    const other = await resolved();
    tick(5 * DAY);
    let refused = '';
    await adapter
      .transition(other.id, { to: 'active', reason: 'Still broken' }, { key: key() })
      .catch((error: unknown) => void (refused = String(error)));
    expect(refused).to.contain('reopened by an administrator only');
    expect((await adapter.get(id)).closedAt).to.equal(monday + 5 * DAY);
  });

  it('waits anew after an answer of the caller, and after it was reopened and resolved again', async () => {
    const { adapter, tick, resolved, key } = desk('P5D');
    const { id } = await resolved();
    const reopened = await resolved();
    tick(4 * DAY);
    await adapter.addEntry(id, { kind: 'comment', text: 'It still hangs at times.' }, { key: key() });
    await adapter.transition(reopened.id, { to: 'active', reason: 'Again' }, { key: key() });
    tick(2 * DAY);
    expect((await adapter.get(id)).status.category).to.equal('resolved');
    expect((await adapter.get(reopened.id)).status.category).to.equal('active');
    tick(3 * DAY);
    expect((await adapter.get(id)).closedAt).to.equal(monday + 9 * DAY);
    expect((await adapter.get(reopened.id)).status.category).to.equal('active');
  });

  it('is closed once by two pages, each incident at its own time, and tells the others', async () => {
    const { adapter, open, tick, resolved } = desk('P5D');
    const first = await resolved();
    tick(HOUR);
    const second = await resolved();
    const other = open();
    const heard: unknown[] = [];
    const stop = other.subscribe((change) => heard.push(change));
    tick(6 * DAY);
    const [seen, also] = await Promise.all([adapter.get(first.id), other.get(second.id)]);
    expect([seen.closedAt, also.closedAt]).to.deep.equal([monday + 5 * DAY, monday + 5 * DAY + HOUR]);
    const steps = (await other.entries(first.id, page)).items.filter(({ text }) => text === 'no-answer');
    expect(steps.length).to.equal(1);
    stop();
    other.dispose();
  });

  it('leaves a major incident to people, and everything where the policy says nothing', async () => {
    const { adapter, tick, resolved } = desk('P5D');
    const major = await resolved({ major: true });
    const plain = await resolved();
    tick(90 * DAY);
    expect((await adapter.get(major.id)).status.category).to.equal('resolved');
    expect((await adapter.get(plain.id)).status.category).to.equal('closed');
    const silent = desk();
    const { id } = await silent.resolved();
    silent.tick(90 * DAY);
    expect((await silent.adapter.get(id)).status.category).to.equal('resolved');
  });

  it('is closed also where the data was put in with it', async () => {
    const old = anIncident({
      id: 'old',
      status: { category: 'resolved' },
      resolvedAt: monday - 30 * DAY,
      updatedAt: monday - 30 * DAY,
    });
    const adapter = localAdapter({
      name: crypto.randomUUID(),
      now: () => monday,
      seed: { incidents: [old] },
      policy: compilePolicy({ closure: { after: 'P5D' } }),
    });
    expect((await adapter.get('old')).closedAt).to.equal(monday - 25 * DAY);
  });
});
