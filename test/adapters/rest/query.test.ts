import { expect } from '@open-wc/testing';
import { restPreset } from '../../../src/adapters/presets/rest.js';
import { rtPreset } from '../../../src/adapters/presets/rt.js';
import type { AdapterWarning, ProfileDefinition } from '../../../src/adapters/rest/index.js';
import { parseProfile } from '../../../src/adapters/rest/check.js';
import type { IncidentQuery } from '../../../src/core/query.js';
import { plainRest } from './scripted-backend.js';
import { adapterOf, json, rejection, scripted } from './scripted-fetch.js';

/** A service that takes one parameter per field, with a scale of numbers for the priority. */
const base: ProfileDefinition = {
  name: 'odd',
  fields: {
    id: { read: 'id' },
    title: { read: 'title' },
    status: { read: 'state', filter: 'state', enum: 'status' },
    priority: { read: 'prio', filter: 'prio', enum: 'priority' },
    category: { read: 'category' },
  },
  enums: {
    status: {
      read: { N: 'new', O: 'active', D: 'resolved' },
      unknown: 'active',
    },
    priority: { bands: { 1: 90, 2: 70, 3: 50, 4: 30 } },
  },
  ops: {
    list: {
      method: 'GET',
      path: '/list',
      items: 'items',
      total: { path: 'total' },
      filter: { dialect: 'params' },
      paging: { kind: 'offset', offset: 'from', limit: 'size' },
    },
    get: { method: 'GET', path: '/one/{id}' },
  },
};

/** A backend with these rows that ignores what it is asked for and pages them. */
function desk(rows: readonly object[], over: Partial<ProfileDefinition> = {}) {
  const wire = scripted(({ search }) => {
    const [from, size] = [Number(search.get('from')), Number(search.get('size'))];
    return json({ items: rows.slice(from, from + size), total: rows.length });
  });
  const warnings: AdapterWarning[] = [];
  const adapter = adapterOf({
    profile: parseProfile({ ...base, ...over }),
    baseUrl: '/api',
    fetch: wire.fetch,
    // Its records tell no times, which is told as well.
    onWarning: (warning) => warning.code === 'missing-code' && warnings.push(warning),
  });
  return { adapter, warnings, sent: wire.sent };
}

const asked = async (query: IncidentQuery): Promise<string> => {
  const { adapter, sent } = desk([]);
  await adapter.list(query, { limit: 5 });
  const { search } = sent[0]!;
  for (const name of ['from', 'size']) search.delete(name);
  return search.toString();
};

describe('what a list is asked for', () => {
  for (const [priority, parameters] of [
    [[1], 'prioFrom=80'],
    [[4], 'prioTo=40'],
    [[2], 'prioFrom=60&prioTo=80'],
    [[2, 3], 'prioFrom=40&prioTo=80'],
    [[1, 2], 'prioFrom=60'],
    [[1, 2, 3, 4], ''],
    // Two stretches fit into no pair of ends: the one around both is asked, and the rest sorted out here.
    [[2, 4], 'prioTo=80'],
    [[1, 4], ''],
  ] as const)
    it(`names the ends of a scale that there are: priority ${priority.join(' and ')}`, async () => {
      expect(await asked({ priority })).to.equal(parameters);
    });

  it('sorts out what lies between two stretches of a scale', async () => {
    const { adapter } = desk([100, 70, 50, 30].map((prio, at) => ({ id: String(at), prio, state: 'O' })));
    const page = await adapter.list({ priority: [1, 4] }, { limit: 5 });
    expect([page.items.map(({ priority }) => priority), page.total]).to.deep.equal([[1, 4], null]);
  });

  it('is nothing at all where no code means what is wanted', async () => {
    const { adapter, sent } = desk([{ id: '1', state: 'O' }]);
    const page = await adapter.list({ status: ['closed'] }, { limit: 5 });
    expect([page.items, page.total, sent.length]).to.deep.equal([[], 0, 0]);
    const level = await adapter.list({ priority: [9] }, { limit: 5 });
    expect([level.items, level.total, sent.length], 'nor a level of the scale').to.deep.equal([[], 0, 0]);
  });
});

describe('a status nobody has listed', () => {
  const rows = ['N', 'O', 'waiting', 'D'].map((state, at) => ({ id: String(at), state }));

  it('is found among those it counts as', async () => {
    const { adapter } = desk(rows);
    const ids = async (query: IncidentQuery): Promise<string[]> =>
      (await adapter.list(query, { limit: 9 })).items.map(({ id }) => id);
    expect(await ids({ status: ['active'] })).to.deep.equal(['1', '2']);
    expect(await ids({ status: ['new', 'active', 'paused'] })).to.deep.equal(['0', '1', '2']);
  });

  it('is asked for by what it is not where the language has a no', async () => {
    const wire = scripted(() => json({ items: [], total: 0 }));
    const adapter = adapterOf({ profile: parseProfile(rtPreset), baseUrl: '/api', fetch: wire.fetch });
    await adapter.list({ status: ['active'] }, { limit: 5 });
    await adapter.list({ status: ['new', 'active', 'paused'] }, { limit: 5 });
    expect(wire.sent.map(({ search }) => search.get('query'))).to.deep.equal([
      "Queue = 'Incidents' AND (Status != 'new' AND Status != 'stalled' AND Status != 'resolved' AND Status != 'rejected' AND Status != 'deleted')",
      "Queue = 'Incidents' AND (Status != 'resolved' AND Status != 'rejected' AND Status != 'deleted')",
    ]);
  });
});

describe('what nobody has confirmed', () => {
  it('is asked for where the language has a word for nothing, and sorted out here elsewhere', async () => {
    const wire = scripted(() => json({ items: [], total: 0 }));
    const vars = { ...rtPreset.vars, confirmedAtField: 'Confirmed' };
    const profile = parseProfile({ ...rtPreset, vars });
    await adapterOf({ profile, baseUrl: '/api', fetch: wire.fetch }).list({ confirmed: false }, { limit: 5 });
    expect(wire.sent.at(-1)?.search.get('query')).to.equal("Queue = 'Incidents' AND CF.{Confirmed} IS NULL");
    const plain = scripted(() =>
      json({
        items: [
          { id: '1', title: 'VPN down' },
          { id: '2', title: 'Printer', status: 'closed', confirmedAt: '2026-11-22T09:30:00Z' },
        ],
      }),
    );
    const service = adapterOf({ profile: parseProfile(restPreset), baseUrl: '/api', fetch: plain.fetch });
    const { items } = await service.list({ confirmed: false }, { limit: 5 });
    expect(items.map(({ id }) => id)).to.deep.equal(['1']);
    expect([...plain.sent[0]!.search.keys()], 'a service need not know the word').to.deep.equal([
      'sort',
      'limit',
    ]);
  });
});

describe('a ticket system that closes nothing', () => {
  const told = (vars: Readonly<Record<string, string>>): boolean | undefined =>
    adapterOf({
      profile: parseProfile({ ...rtPreset, vars: { ...rtPreset.vars, ...vars } }),
      baseUrl: '/api',
    }).traits.staysResolved;

  it('keeps a confirmation where it has a place for the time and for the person, and not with one of them', () => {
    const [confirmedAtField, confirmedByField] = ['Confirmed', 'Confirmed by'];
    expect(told({ confirmedAtField, confirmedByField })).to.equal(true);
    expect(told({ confirmedAtField })).to.equal(undefined);
    expect(told({ confirmedByField })).to.equal(undefined);
  });
});

describe('a code that a profile does not list', () => {
  const enums = { ...base.enums, status: { read: { N: 'new', D: 'resolved' } } };
  const rows = ['N', 'waiting', 'D'].map((state, at) => ({ id: String(at), state, prio: 'urgent' }));

  it('is told once, with its place in the profile, before its list is empty', async () => {
    const { adapter, warnings } = desk([]);
    await adapter.list({ status: ['closed'] }, { limit: 5 });
    await adapter.list({ status: ['closed'] }, { limit: 5 });
    await adapter.list({ status: ['closed', 'resolved'] }, { limit: 5 });
    expect(warnings.map(({ code, path, fields }) => [code, path, fields])).to.deep.equal([
      ['missing-code', 'enums.status.read', ['status']],
    ]);
    expect(warnings[0]?.message).to.contain('closed');
  });

  it('is told of a status too that no table explains and that is none of ours', async () => {
    const { status: _table, ...others } = base.enums ?? {};
    const { enum: _named, ...status } = base.fields?.['status'] ?? {};
    const { adapter, warnings } = desk(
      ['new', 'waiting', 'waiting'].map((state, at) => ({ id: String(at), state })),
      { enums: others, fields: { ...base.fields, status } },
    );
    const { items } = await adapter.list({}, { limit: 5 });
    expect(items.map(({ status: { category } }) => category)).to.deep.equal(['new', 'active', 'active']);
    expect(warnings.map(({ path, fields }) => [path, fields])).to.deep.equal([
      ['fields.status.enum', ['status']],
    ]);
    expect(warnings[0]?.message).to.contain('"waiting"').and.to.contain('it counts as active');
  });

  it('is told of a status that is no text, which is not taken for a new one', async () => {
    const { adapter, warnings } = desk([{ id: '1', state: { name: 'Open' } }], {});
    const { items } = await adapter.list({}, { limit: 5 });
    expect(items.map(({ status: { category } }) => category)).to.deep.equal(['active']);
    expect(warnings.map(({ path }) => path)).to.deep.equal(['fields.status.enum']);
    expect(warnings[0]?.message).to.contain('"name":"Open"');
  });

  it('is told when a record has it: its value would be lost without a word', async () => {
    const { adapter, warnings } = desk(rows, { enums });
    const { items } = await adapter.list({}, { limit: 5 });
    expect(items.map(({ status, priority }) => [status.category, priority])).to.deep.equal([
      ['new', undefined],
      ['active', undefined],
      ['resolved', undefined],
    ]);
    expect(warnings.map(({ message, path }) => [/"\w+"/.exec(message)?.[0], path])).to.deep.equal([
      ['"urgent"', 'enums.priority.read'],
      ['"waiting"', 'enums.status.read'],
    ]);
  });

  it('is found among what is active where it can be nowhere else', async () => {
    const { adapter } = desk(rows, { enums });
    const { items } = await adapter.list({ status: ['active'] }, { limit: 5 });
    expect(items.map(({ id }) => id)).to.deep.equal(['1']);
  });

  it('is no news where a profile says what it counts as', async () => {
    const { adapter, warnings } = desk([{ id: '1', state: 'waiting' }]);
    await adapter.list({}, { limit: 5 });
    expect(warnings).to.deep.equal([]);
  });

  it('is told of a choice that cannot be offered', async () => {
    const { adapter, warnings } = plainRest(
      () =>
        json({
          create: [
            {
              name: 'impact',
              choices: [
                { id: 'H', label: 'High' },
                { id: 'X', label: 'Extreme' },
              ],
            },
          ],
        }),
      { enums: { impact: { read: { H: 1 } } }, fields: { impact: { enum: 'impact' } } },
    );
    const described = await adapter.describe?.();
    expect(
      described?.create.find(({ name }) => name === 'impact')?.choices?.map(({ id }) => id),
    ).to.deep.equal(['1']);
    expect(warnings.map(({ code, path }) => [code, path])).to.deep.equal([
      ['missing-code', 'enums.impact.read'],
    ]);
  });
});

describe('what the backend cannot be asked', () => {
  const rows = Array.from({ length: 50 }, (_, at) => ({
    id: String(at),
    state: 'O',
    category: at % 7 === 0 ? 'Network' : 'Other',
  }));
  const wanted = rows.filter(({ category }) => category === 'Network').map(({ id }) => id);

  for (const limit of [1, 3, 10, 100])
    it(`is looked for on all its pages, not on the first alone: ${limit} at once`, async () => {
      const { adapter } = desk(rows);
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await adapter.list(
          { category: ['Network'] },
          { limit, ...(cursor === undefined ? {} : { cursor }) },
        );
        expect(page.total).to.equal(null);
        expect(page.items.length).to.be.at.most(limit);
        found.push(...page.items.map(({ id }) => id));
        cursor = page.next;
      } while (cursor !== undefined);
      expect(found).to.deep.equal(wanted);
    });

  it('is looked for a while, and then somebody may go on', async () => {
    const { adapter, sent } = desk(rows);
    const page = await adapter.list({ category: ['Nowhere'] }, { limit: 1 });
    expect([page.items, page.next !== undefined, sent.length]).to.deep.equal([[], true, 20]);
  });

  it('refuses a place in the list that is not one of its own', async () => {
    const { adapter } = desk(rows);
    const error = await rejection(adapter.list({ category: ['Network'] }, { limit: 1, cursor: 'x:1' }));
    expect(error.kind).to.equal('validation');
  });
});
