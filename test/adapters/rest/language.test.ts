import { expect } from '@open-wc/testing';
import type { ProfileDefinition } from '../../../src/adapters/rest/index.js';
import { parseProfile } from '../../../src/adapters/rest/check.js';
import type { Script, Sent } from './scripted-fetch.js';
import { adapterOf, json, rejection, scripted } from './scripted-fetch.js';

/** A service that is neither of the shipped ones. */
const base: ProfileDefinition & Required<Pick<ProfileDefinition, 'fields' | 'ops'>> = {
  name: 'odd',
  fields: {
    id: { read: 'key' },
    title: { read: ['fields.summary', 'fields.title'], write: 'summary' },
    status: { read: 'state', filter: 'state', parts: { label: 'stateText' }, enum: 'status' },
    priority: { read: 'prio', write: 'prio', enum: 'priority' },
    hasWorkaround: { read: 'workaround' },
    reopenCount: { read: 'reopened' },
    group: { read: 'team', write: 'team_id', writeAs: 'id' },
    location: { read: 'custom[?id=17].value', write: 'custom[?id=17].value', clear: '' },
    contact: { read: 'custom[?id=18].value', write: 'custom[?id=18].value', empties: ['n/a'] },
    loggedAt: { read: 'made' },
    updatedAt: { read: 'changed' },
    version: { read: 'rev' },
  },
  codecs: { date: { read: 'unix-s', write: 'unix-s' } },
  enums: {
    status: {
      read: { '1': 'new', '2': 'active', '3': 'active', '6': 'resolved' },
      write: { new: '1', active: '2', resolved: '6' },
    },
    priority: { read: { P1: 1, P2: 2 }, write: { 1: 'P1', 2: 'P2' } },
  },
  ops: {
    list: { method: 'GET', path: '/list', items: 'data', filter: { dialect: 'params', list: 'repeat' } },
    get: { method: 'GET', path: '/one/{id}', unwrap: 'data' },
    update: {
      method: 'PUT',
      path: '/one/{id}',
      body: { kind: 'json', wrap: 'ticket.changes', constants: { by: 'portal' } },
      unwrap: 'data',
      afterWrite: 'useBody',
    },
  },
};
const record = {
  key: 7,
  fields: { summary: '', title: 'Second choice' },
  state: 3,
  stateText: 'Being worked on',
  prio: 'p2',
  workaround: 'yes',
  reopened: '2',
  team: { id: 5, name: 'Network' },
  custom: [
    { id: 18, value: 'n/a' },
    { id: 17, value: 'Hall 3' },
  ],
  made: 1_795_334_400,
  changed: '1795334460',
  rev: 4,
};

function desk(over: Partial<ProfileDefinition>, script: Script) {
  const wire = scripted(script);
  return {
    adapter: adapterOf({ profile: parseProfile({ ...base, ...over }), baseUrl: '/api', fetch: wire.fetch }),
    sent: wire.sent,
  };
}
const one: Script = () => json({ data: record });

describe('what a profile can say about records', () => {
  it('reads first choices, tables, truths, numbers as text, refs, list items by their id, and seconds', async () => {
    const { adapter } = desk({}, one);
    expect(await adapter.get('7')).to.deep.equal({
      id: '7',
      number: '',
      title: 'Second choice',
      description: '',
      status: { category: 'active', code: '3', label: 'Being worked on' },
      priority: 2,
      hasWorkaround: true,
      reopenCount: 2,
      group: { id: '5', label: 'Network' },
      location: 'Hall 3',
      loggedAt: Date.UTC(2026, 10, 22, 8),
      updatedAt: Date.UTC(2026, 10, 22, 8, 1),
      version: '4',
    });
  });

  it('writes into envelopes and list items, creating what is missing, and empties as the backend wants it', async () => {
    const { adapter, sent } = desk({}, one);
    await adapter.update(
      '7',
      { title: 'T', priority: 1, group: { id: '9', label: 'x' }, location: null, contact: 'Room 1' },
      { key: 'k' },
    );
    expect(sent[0]!.body).to.deep.equal({
      ticket: {
        changes: {
          by: 'portal',
          summary: 'T',
          prio: 'P1',
          team_id: '9',
          custom: [
            { id: '17', value: '' },
            { id: '18', value: 'Room 1' },
          ],
        },
      },
    });
  });

  it('refuses a level the backend has no word for, and a field it cannot change, before anything is sent', async () => {
    const { adapter, sent } = desk({}, one);
    const level = await rejection(adapter.update('7', { priority: 4 }, { key: 'k' }));
    const field = await rejection(adapter.update('7', { description: 'x' }, { key: 'k' }));
    expect([level.kind, level.issues[0]?.path, field.kind, field.issues[0]?.path, sent.length]).to.deep.equal(
      ['validation', 'priority', 'unsupported', 'description', 0],
    );
  });

  it('takes a changed version for a conflict where the backend itself notices none', async () => {
    const { adapter, sent } = desk({ concurrency: { mode: 'precheck' } }, one);
    const error = await rejection(adapter.update('7', { title: 'T' }, { key: 'k', version: '3' }));
    expect([error.kind, sent.map((request) => request.method)]).to.deep.equal(['conflict', ['GET']]);
    await adapter.update('7', { title: 'T' }, { key: 'k', version: '4' });
    expect(sent.map((request) => request.method)).to.deep.equal(['GET', 'GET', 'PUT']);
  });

  it('refuses a list that is none, and records without an id', async () => {
    for (const data of [{}, null, [{ title: 'x' }], [null], ['text']])
      expect((await rejection(desk({}, () => json({ data })).adapter.list({}, { limit: 5 }))).kind).to.equal(
        'bad-answer',
      );
  });
});

describe('what a profile says without a word', () => {
  it('is whether records tell when they were first answered', () => {
    const firstResponseAt = { read: 'answered', codec: 'unix-s' };
    const fields = { ...base.fields, firstResponseAt } as ProfileDefinition['fields'];
    expect(desk({ fields }, one).adapter.traits.firstAnswer).to.equal(true);
    expect(desk({}, one).adapter.traits.firstAnswer).to.equal(false);
  });
});

describe('what a profile can say about lists', () => {
  const list = (paging: object, more: object = {}): Partial<ProfileDefinition> => ({
    ops: {
      ...base.ops,
      list: {
        ...(base.ops['list'] as NonNullable<(typeof base.ops)['list']>),
        paging,
        ...more,
      } as (typeof base.ops)[string],
    },
  });
  const rows = (from: number, count: number): object[] =>
    Array.from({ length: count }, (_, i) => ({ ...record, key: from + i }));
  const number = (sent: Sent, name: string): number => Number(sent.search.get(name));

  async function walk(
    over: Partial<ProfileDefinition>,
    script: Script,
  ): Promise<readonly [ids: readonly string[], sent: readonly Sent[]]> {
    const { adapter, sent } = desk(over, script);
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await adapter.list({}, { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      ids.push(...page.items.map((item) => item.id));
      cursor = page.next;
    } while (cursor !== undefined && sent.length < 10);
    return [ids, sent];
  }
  const five = ['0', '1', '2', '3', '4'];

  it('walks by offset with a total in a header', async () => {
    const [ids, sent] = await walk(
      list({ kind: 'offset', offset: 'from', limit: 'size' }, { total: { header: 'X-Total-Count' } }),
      (request) =>
        json({ data: rows(number(request, 'from'), Math.min(2, 5 - number(request, 'from'))) }, 200, {
          'X-Total-Count': '5',
        }),
    );
    expect([ids, sent.length]).to.deep.equal([five, 3]);
  });

  it('walks by pages to an empty one where no total is known', async () => {
    const [ids, sent] = await walk(list({ kind: 'page1', page: 'p', limit: 'n' }), (request) => {
      const from = (number(request, 'p') - 1) * 2;
      return json({ data: rows(from, Math.max(0, Math.min(2, 5 - from))) });
    });
    expect([ids, sent.length]).to.deep.equal([five, 4]);
  });

  it('walks by links, taking over their parameters but never their place', async () => {
    const [ids, sent] = await walk(list({ kind: 'link-header', limit: 'n' }), (request) => {
      const from = number(request, 'from');
      return json({ data: rows(from, Math.min(2, 5 - from)) }, 200, {
        Link:
          from < 4
            ? `<https://evil.example.test/other?from=${from + 2}&n=2>; rel="next", <https://x.test/?from=0>; rel="first"`
            : '<https://x.test/?from=0>; rel="first"',
      });
    });
    expect([ids, [...new Set(sent.map((request) => request.path))]]).to.deep.equal([five, ['/api/list']]);
  });

  it('walks by a cursor in the answer', async () => {
    const [ids] = await walk(list({ kind: 'cursor-body', cursor: 'after', next: 'meta.next' }), (request) => {
      const from = number(request, 'after');
      return json({ data: rows(from, Math.min(2, 5 - from)), meta: { next: from < 4 ? from + 2 : null } });
    });
    expect(ids).to.deep.equal(five);
  });

  for (const [what, total] of [
    ['that stands for one nobody has counted', -1],
    ['that the page itself goes beyond', 1],
    ['that is half an incident', 2.5],
  ] as const)
    it(`walks on past a total ${what}, to an empty page`, async () => {
      const [ids, sent] = await walk(
        list({ kind: 'offset', offset: 'from', limit: 'size' }, { total: { path: 'count' } }),
        (request) => {
          const from = number(request, 'from');
          return json({ data: rows(from, Math.max(0, Math.min(2, 5 - from))), count: total });
        },
      );
      expect([ids, sent.length]).to.deep.equal([five, 4]);
    });

  it('leaves nothing out where the backend gives fewer at once than it is asked for', async () => {
    for (const paging of [
      { kind: 'offset', offset: 'from', limit: 'size' },
      { kind: 'page1', page: 'p', limit: 'n' },
    ]) {
      const [ids] = await walk(list(paging, { total: { path: 'count' } }), (request) => {
        const from = paging.kind === 'offset' ? number(request, 'from') : number(request, 'p') - 1;
        return json({ data: rows(from, from < 5 ? 1 : 0), count: 5 });
      });
      expect(ids, paging.kind).to.deep.equal(five);
    }
  });

  it('names no total that is no count', async () => {
    for (const count of [-1, 1, 2.5, 1e300, 'many']) {
      const { adapter } = desk(list({ kind: 'none' }, { total: { path: 'count' } }), () =>
        json({ data: rows(0, 2), count }),
      );
      expect((await adapter.list({}, { limit: 5 })).total, String(count)).to.equal(null);
    }
  });

  it('refuses a place in a list that is not one of ours', async () => {
    const { adapter } = desk(list({ kind: 'page1' }), () => json({ data: [] }));
    expect((await rejection(adapter.list({}, { limit: 5, cursor: '2&admin=1' }))).kind).to.equal(
      'validation',
    );
  });

  it('asks the backend what it can be asked, sorts out the rest here, and then names no total', async () => {
    const { adapter, sent } = desk(list({ kind: 'none' }, { total: { path: 'count' } }), () =>
      json({ data: [record, { ...record, key: 8, prio: 'P1' }], count: 2 }),
    );
    const whole = await adapter.list({ status: ['active', 'resolved'] }, { limit: 5 });
    expect([sent[0]!.search.toString(), whole.total]).to.deep.equal(['state=2&state=3&state=6', 2]);
    const narrowed = await adapter.list({ status: ['active'], priority: [1] }, { limit: 5 });
    expect([narrowed.items.map((item) => item.id), narrowed.total]).to.deep.equal([['8'], null]);
  });
});
