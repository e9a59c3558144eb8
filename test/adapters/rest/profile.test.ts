import { expect } from '@open-wc/testing';
import { loadPreset, loadProfile, presetNames } from '../../../src/adapters/presets/index.js';
import { restPreset } from '../../../src/adapters/presets/rest.js';
import { rtPreset } from '../../../src/adapters/presets/rt.js';
import type { ProfileDefinition } from '../../../src/adapters/rest/index.js';
import { registerHook } from '../../../src/adapters/rest/index.js';
import { parseProfile } from '../../../src/adapters/rest/check.js';
import { pagings } from '../../../src/adapters/rest/paging.js';
import type { Issue } from '../../../src/core/errors.js';
import { isIncidentError } from '../../../src/core/errors.js';
import { adapterOf, json, rejection, scripted } from './scripted-fetch.js';

const presets = { rt: rtPreset, rest: restPreset };

/** Everything a profile is refused for. */
function refusal(json: unknown, options = {}): readonly Issue[] {
  try {
    parseProfile(json, { presets, ...options });
  } catch (error) {
    if (isIncidentError(error) && error.kind === 'configuration') return error.issues;
    throw error;
  }
  return [];
}

/** Path and code of it. */
const faults = (json: unknown, options = {}): string[] =>
  refusal(json, options).map((issue) => `${issue.path}: ${issue.code}`);

const minimal: ProfileDefinition & Required<Pick<ProfileDefinition, 'ops' | 'fields'>> = {
  name: 'mine',
  fields: { id: { read: 'id' } },
  ops: { list: { method: 'GET', path: '/list' }, get: { method: 'GET', path: '/one/{id}' } },
};

describe('a profile is checked before it is used', () => {
  it('accepts the shipped presets by name, and a minimal one of my own', async () => {
    for (const name of presetNames) {
      // A preset by its name is not checked once more in the page, so it has to be here.
      const checked = parseProfile(await loadPreset(name));
      expect(await loadProfile(name)).to.deep.equal(checked);
      expect(checked.name).to.equal(name);
    }
    expect(faults(minimal)).to.deep.equal([]);
    expect(faults(JSON.stringify(minimal))).to.deep.equal([]);
  });

  it('refuses what is missing, misspelt or of the wrong type, each with its path', () => {
    expect(faults({})).to.deep.equal(['name: required', 'ops: required', 'fields: required']);
    expect(faults({ ...minimal, opps: {} })).to.deep.equal(['opps: shape']);
    expect(
      faults({ ...minimal, ops: { ...minimal.ops, get: { method: 'FETCH', path: '/x' } } }),
    ).to.deep.equal(['ops.get.method: shape']);
    expect(faults({ ...minimal, fields: { id: { read: 'id' }, colour: { read: 'c' } } })).to.deep.equal([
      'fields.colour: unknown-field',
    ]);
    expect(faults({ ...minimal, fields: { id: { read: 'a[' } } })).to.deep.equal(['fields.id.read: path']);
    expect(faults({ ...minimal, fields: { id: { read: 'id' }, status: { enum: 'x' } } })).to.deep.equal([
      'fields.status.enum: unknown-enum',
    ]);
    expect(faults('{"name":')).to.deep.equal([': json']);
  });

  for (const [what, part, path] of [
    [
      'a paging kind',
      {
        ops: {
          list: { method: 'GET', path: '/l', paging: { kind: 'range-header' } },
          get: minimal.ops['get'],
        },
      },
      'ops.list.paging.kind',
    ],
    [
      'a body kind',
      { ops: { ...minimal.ops, create: { method: 'POST', path: '/l', body: { kind: 'multipart' } } } },
      'ops.create.body.kind',
    ],
    [
      'a query language',
      { ops: { ...minimal.ops, list: { method: 'GET', path: '/l', filter: { dialect: 'jql' } } } },
      'ops.list.filter.dialect',
    ],
    ['a codec', { codecs: { date: { read: 'stardate', write: 'iso' } } }, 'codecs.date.read'],
    ['a lifecycle', { lifecycle: { mode: 'stimulus', table: {} } }, 'lifecycle.mode'],
    ['a kind of concurrency', { concurrency: { mode: 'version-in-query', param: 'v' } }, 'concurrency.mode'],
    ['a way to sign in', { auth: { kind: 'session', op: 'get' } }, 'auth.kind'],
    ['a hook', { hooks: { fetchBodies: 'nowhere' } }, 'hooks.fetchBodies'],
  ] as const)
    it(`does not silently accept ${what} that this version lacks`, () => {
      expect(faults({ ...minimal, ...part })).to.deep.equal([`${path}: not-available`]);
    });

  const status = { id: { read: 'id' }, status: { read: 's', enum: 'state' } };
  for (const [what, part, path, remedy] of [
    [
      'a field name with a slip',
      { fields: { id: { read: 'id' }, titel: { read: 'a' } } },
      'fields.titel',
      'do you mean "title"?',
    ],
    [
      'a table that is called otherwise',
      { fields: status, enums: { status: { read: { open: 'active' } } } },
      'fields.status.enum',
      'do you mean "status"?',
    ],
    [
      'a status that is no category of ours',
      { fields: status, enums: { state: { read: { open: 'opened' } } } },
      'enums.state.read.open',
      'write one of new, active, paused, resolved, closed, cancelled.',
    ],
    [
      'a level that is a word',
      {
        fields: { id: { read: 'id' }, impact: { read: 'i', enum: 'i' } },
        enums: { i: { read: { H: 'high' } } },
      },
      'enums.i.read.H',
      '1 for the highest',
    ],
    [
      'an object’s machinery as a path of choices',
      { options: { services: { op: 'list', field: '__proto__', id: 'id' } } },
      'options.services.field',
      'not allowed in a path',
    ],
    [
      'the same among look-ups',
      { choices: { people: { op: 'list', id: 'constructor.name' } } },
      'choices.people.id',
      'not allowed in a path',
    ],
    [
      'the same where a field is described',
      { describe: { op: 'list', row: { choices: { items: 'x.__proto__' } } } },
      'describe.row.choices.items',
      'not allowed in a path',
    ],
    [
      'a look-up nobody asks for',
      { choices: { peeple: { op: 'list' } } },
      'choices.peeple',
      'use people, groups, services, items',
    ],
    [
      'a step listed by an operation nobody has described',
      { lifecycle: { mode: 'field', steps: { from: 'backend', op: 'stepz' } } },
      'lifecycle.steps.op',
      'There is no operation "stepz"',
    ],
    [
      'an operation nobody has described',
      { timeline: [{ op: 'lists', id: 'i', recordedAt: 'a' }] },
      'timeline.0.op',
      'do you mean "list"?',
    ],
    [
      'a kind of entry with a slip',
      { timeline: [{ op: 'list', id: 'i', recordedAt: 'a', rules: [{ kind: 'coment' }] }] },
      'timeline.0.rules.0.kind',
      'do you mean "comment"?',
    ],
    [
      'a kind of error with a slip',
      { errors: { status: { 418: 'confict' } } },
      'errors.status.418',
      'do you mean "conflict"?',
    ],
    [
      'a whole address for an operation',
      { ops: { ...minimal.ops, list: { method: 'GET', path: 'https://desk.example.test/cases' } } },
      'ops.list.path',
      'only what comes after the base URL',
    ],
    [
      'a place in a path that nothing fills',
      { ops: { ...minimal.ops, list: { method: 'GET', path: '/queue/{queue}/cases' } } },
      'ops.list.path',
      'give it a value under "vars"',
    ],
    [
      'reading one record without saying which',
      { ops: { ...minimal.ops, get: { method: 'GET', path: '/cases/' } } },
      'ops.get.path',
      'such as "/cases/{id}"',
    ],
    [
      'another host that nobody has allowed',
      { baseUrl: 'http://desk.example.test/api' },
      'baseUrl',
      'forward a path such as "/api"',
    ],
    [
      'a source of tokens that is none',
      { auth: { kind: 'cookie', csrf: { from: 'global:g_ck', header: 'X-Token' } } },
      'auth.csrf.from',
      '"meta:NAME" or "cookie:NAME"',
    ],
    [
      'a paging that is none',
      {
        ops: {
          ...minimal.ops,
          list: { method: 'GET', path: '/l', paging: { kind: 'range-header' } },
        },
      },
      'ops.list.paging.kind',
      `use ${Object.keys(pagings).join(', ')}.`,
    ],
    [
      'a parameter of another paging',
      {
        ops: { ...minimal.ops, list: { method: 'GET', path: '/l', paging: { kind: 'page1', cursor: 'c' } } },
      },
      'ops.list.paging.cursor',
      'no word of a profile here',
    ],
    [
      'a place in an answer that cannot be read',
      {
        ops: {
          ...minimal.ops,
          list: { method: 'GET', path: '/l', paging: { kind: 'cursor-body', next: 'a[' } },
        },
      },
      'ops.list.paging.next',
      'write it like a.b',
    ],
    [
      'two sources of entries',
      {
        timeline: [
          { op: 'list', id: 'i', recordedAt: 'a' },
          { op: 'list', id: 'i', recordedAt: 'a' },
        ],
      },
      'timeline',
      'Name one source of entries.',
    ],
    [
      'an operation that is switched off',
      { ops: { ...minimal.ops, step: null }, lifecycle: { mode: 'action-endpoint', op: 'step' } },
      'lifecycle.op',
      'There is no operation "step" under "ops"',
    ],
    [
      'an operation nobody has described, deep inside',
      { lifecycle: { mode: 'action-endpoint', op: 'gett' } },
      'lifecycle.op',
      'do you mean "get"?',
    ],
    ['a word that is none', { opps: {} }, 'opps', 'profile.schema.json'],
  ] as const)
    it(`names the place of a mistake and what to do: ${what}`, () => {
      const issues = refusal({ ...minimal, ...part });
      expect(issues.map((issue) => issue.path)).to.deep.equal([path]);
      expect(issues[0]?.message).to.contain(remedy);
    });

  it('names the variable of a preset that a misspelt one was meant for, in the profile and from the page', () => {
    for (const issues of [
      refusal({ extends: 'rt', vars: { que: 'Helpdesk' } }),
      refusal({ extends: 'rt' }, { vars: { que: 'Helpdesk' } }),
    ])
      expect(issues.map(({ path, message }) => [path, message])).to.deep.equal([
        ['vars.que', 'The variable "que" stands nowhere in the profile; do you mean "queue"?'],
      ]);
    // A variable of the preset that the profile makes useless is nobody's slip.
    expect(faults({ extends: 'rt', fields: { service: null, category: null } })).to.deep.equal([]);
  });

  it('takes no secret, wherever it is put, says where it belongs, and does not repeat it', () => {
    const list = { method: 'GET', path: '/l' } as const;
    for (const [part, path] of [
      [{ headers: { Authorization: 'token 1-14-abc' } }, 'headers.Authorization'],
      [{ headers: { cookie: 'sid=1-14-abc' } }, 'headers.cookie'],
      [
        { ops: { ...minimal.ops, list: { ...list, headers: { 'X-Api-Key': '1-14-abc' } } } },
        'ops.list.headers.X-Api-Key',
      ],
      [
        { ops: { ...minimal.ops, list: { ...list, query: { access_token: '1-14-abc' } } } },
        'ops.list.query.access_token',
      ],
    ] as const) {
      const issues = refusal({ ...minimal, ...part });
      expect(issues.map((issue) => [issue.path, issue.code])).to.deep.equal([[path, 'secret']]);
      expect(issues[0]?.message).to.contain('auth callback').and.not.to.contain('1-14-abc');
    }
    // Some products want a header of such a name with a word in it that is no secret.
    expect(faults({ ...minimal, headers: { 'X-Atlassian-Token': 'no-check' } })).to.deep.equal([]);
  });

  it('uses a query language and a codec that a page has registered', async () => {
    registerHook('dialect', 'test-language', (criteria) => [
      ['ask', criteria.map((one) => one.op).join(' ')],
    ]);
    registerHook('codec', 'stardate', {
      read: (value) => Number(value) * 1000,
      write: (value) => Number(value) / 1000,
    });
    const wire = scripted(() => json([{ id: 'a', when: 5 }]));
    const adapter = adapterOf({
      baseUrl: '/api',
      fetch: wire.fetch,
      profile: parseProfile({
        ...minimal,
        codecs: { date: { read: 'stardate', write: 'stardate' } },
        fields: { id: { read: 'id' }, status: { read: 's', filter: 's' }, loggedAt: { read: 'when' } },
        ops: { ...minimal.ops, list: { method: 'GET', path: '/list', filter: { dialect: 'test-language' } } },
      }),
    });
    const { items } = await adapter.list({ status: ['new'] }, { limit: 5 });
    expect([items[0]?.loggedAt, wire.sent[0]!.search.get('ask')]).to.deep.equal([5000, 'in']);
  });

  for (const name of ['__proto__', 'constructor', 'prototype', 'toString'])
    it(`refuses "${name}" as a name anywhere, and nothing is polluted`, () => {
      expect(faults(`{"name":"x","vars":{"${name}":"1"}}`)).to.deep.equal([`vars.${name}: unsafe-name`]);
      expect(faults({ ...minimal, fields: { id: { read: `a.${name}.b` } } })).to.deep.equal([
        'fields.id.read: path',
      ]);
      expect(faults({ ...minimal, fields: { id: { read: `a["${name}"]` } } })).to.deep.equal([
        'fields.id.read: path',
      ]);
      expect(({} as Record<string, unknown>)['x']).to.equal(undefined);
    });

  for (const url of [
    'javascript:alert(1)',
    '//evil.example.test/api',
    'https://evil.example.test/api',
    'https://user:pass@desk.example.test',
    '/api/../admin',
    '/api/..%2fadmin',
    '/api/%2e%2e/admin',
    '/api?x=1',
    '/api#x',
    '/api\\..',
    '\\\\evil',
    ' /api',
    '/a\nb',
    'ftp://desk.example.test',
    'api',
    '',
  ])
    it(`refuses the base URL ${JSON.stringify(url)} in a profile and from the page`, () => {
      expect(
        faults({ ...minimal, baseUrl: url }, { allowOrigins: ['https://desk.example.test'] }),
      ).to.deep.equal(['baseUrl: base-url']);
      expect(() =>
        adapterOf({
          profile: parseProfile(minimal),
          baseUrl: url,
          allowOrigins: ['https://desk.example.test'],
        }),
      ).to.throw('base URL');
    });

  for (const path of [
    '//evil.example.test/list',
    '/\\evil.example.test/list',
    '/\t/evil.example.test/list',
    '/\n/evil.example.test/list',
    '\\\\evil.example.test/list',
    '/list/../../admin',
    '/list/%2e%2e',
    'list',
  ])
    it(`refuses the path ${JSON.stringify(path)}, which could lead to another host or out of its folder`, () => {
      const ops = { ...minimal.ops, list: { method: 'GET' as const, path } };
      // With this base URL everything is left to the path.
      expect(faults({ ...minimal, baseUrl: '/', ops })).to.deep.equal(['ops.list.path: path']);
    });

  it('accepts a path, the page’s own origin, and an origin the host allows', () => {
    for (const baseUrl of [
      '/api',
      '/rt/REST/2.0/',
      `${location.origin}/api`,
      'https://desk.example.test/api',
    ])
      expect(faults({ ...minimal, baseUrl }, { allowOrigins: ['https://desk.example.test'] })).to.deep.equal(
        [],
      );
  });

  it('merges a profile onto its preset: objects merged, lists replaced, null removes', () => {
    const profile = parseProfile(
      {
        extends: 'rt',
        vars: { queue: 'IT / Help', impactField: 'Auswirkung' },
        fields: { service: null },
        enums: { impact: { read: { Hoch: 1 } } },
      },
      { presets },
    );
    expect(profile.fields).not.to.have.property('service');
    expect(profile.fields['impact']).to.deep.include({
      read: 'CustomFields[?name=Auswirkung].values[0]',
      filter: 'CF.{Auswirkung}',
    });
    expect(profile.enums['impact']?.read).to.deep.include({ Hoch: 1, '1 - High': 1 });
    expect([profile.ops['queue']?.path, profile.ops['create']?.body]).to.deep.equal([
      '/queue/IT%20%2F%20Help',
      { kind: 'json', constants: { Queue: 'IT / Help', ContentType: 'text/plain' } },
    ]);
  });

  it('keeps what a preset promises of its list only as long as the list and the field are the same', () => {
    const exact = (own: ProfileDefinition) =>
      adapterOf({ profile: parseProfile({ extends: 'rest', ...own }, { presets }), baseUrl: '/api' }).traits
        .exact;
    const all = ['assignee', 'group', 'service', 'category'];
    expect(exact({})).to.deep.equal(all);
    expect(exact({ fields: { group: { required: true } } })).to.deep.equal(all);
    expect(exact({ fields: { group: { filter: 'team' } } })).to.deep.equal([
      'assignee',
      'service',
      'category',
    ]);
    expect(exact({ fields: { assignee: { parts: { id: 'login' } } } })).to.not.include('assignee');
    const list = { method: 'GET', path: '/search' } as const;
    expect(exact({ ops: { list } })).to.equal(undefined);
    expect(exact({ ops: { list }, fields: { group: { exact: true } } })).to.deep.equal(['group']);
    const among = (own: ProfileDefinition) =>
      parseProfile({ extends: 'rt', ...own }, { presets }).fields['caller']?.among?.at;
    expect(among({ fields: { caller: { required: true } } })).to.equal('Requestor');
    expect(among({ fields: { caller: { filter: 'Watcher.Name' } } })).to.equal(undefined);
    expect(among({ ops: { list } })).to.equal(undefined);
  });

  it('promises nothing of the ids of a caller, of whom there may be several', () => {
    expect(faults({ extends: 'rest', fields: { caller: { exact: true } } })).to.deep.equal([
      'fields.caller.exact: unknown-value',
    ]);
    expect(faults({ extends: 'rest', fields: { title: { among: { at: 'titles' } } } })).to.deep.equal([
      'fields.title.among: unknown-value',
    ]);
  });

  it('says whether the backend closes by itself what nobody answers; plain REST leaves that to people', () => {
    const closes = (own: object) =>
      adapterOf({ profile: parseProfile({ extends: 'rest', ...own }, { presets }), baseUrl: '/api' }).traits
        .closes;
    expect(closes({})).to.equal(undefined);
    expect(closes({ closes: true })).to.equal(true);
    expect(faults({ extends: 'rest', closes: 'P5D' })).to.deep.equal(['closes: shape']);
  });

  it('leaves out a field whose variable is empty', () => {
    const profile = parseProfile({ extends: 'rt', vars: { serviceField: '' } }, { presets });
    expect(profile.fields).not.to.have.property('service');
  });

  it('quotes a queue’s name in a query as it quotes everything', async () => {
    const wire = scripted(() => json({ items: [], total: 0 }));
    const adapter = adapterOf({
      profile: parseProfile({ extends: 'rt', vars: { queue: "x' OR id > 0 OR Queue = 'y" } }, { presets }),
      baseUrl: '/api',
      fetch: wire.fetch,
    });
    await adapter.list({}, { limit: 1 });
    expect(wire.sent[0]!.search.get('query')).to.equal("Queue = 'x\\' OR id > 0 OR Queue = \\'y'");
  });

  it('says which presets there are when asked for another', async () => {
    const error = await rejection(loadPreset('constructor'));
    expect([error.kind, error.message]).to.deep.equal([
      'configuration',
      `There is no preset "constructor"; shipped are ${presetNames.join(', ')}.`,
    ]);
    expect(faults({ extends: 'toString' })).to.deep.equal(['extends: unknown-preset']);
  });
});
