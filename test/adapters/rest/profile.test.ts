import { expect } from '@open-wc/testing';
import { loadPreset, loadProfile, presetNames } from '../../../src/adapters/presets/index.js';
import { restPreset } from '../../../src/adapters/presets/rest.js';
import { rtPreset } from '../../../src/adapters/presets/rt.js';
import type { ProfileDefinition } from '../../../src/adapters/rest/index.js';
import { registerHook, restAdapter } from '../../../src/adapters/rest/index.js';
import { parseProfile } from '../../../src/adapters/rest/profile.js';
import { isIncidentError } from '../../../src/core/errors.js';
import { json, rejection, scripted } from './scripted-fetch.js';

const presets = { rt: rtPreset, rest: restPreset };

/** Path and code of everything a profile is refused for. */
function faults(json: unknown, options = {}): string[] {
  try {
    parseProfile(json, { presets, ...options });
  } catch (error) {
    if (isIncidentError(error) && error.kind === 'configuration')
      return error.issues.map((issue) => `${issue.path}: ${issue.code}`);
    throw error;
  }
  return [];
}

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
    [
      'a source of tokens',
      { auth: { kind: 'cookie', csrf: { from: 'global:g_ck', header: 'X-Token' } } },
      'auth.csrf.from',
    ],
    ['a hook', { hooks: { fetchBodies: 'nowhere' } }, 'hooks.fetchBodies'],
  ] as const)
    it(`does not silently accept ${what} that this version lacks`, () => {
      expect(faults({ ...minimal, ...part })).to.deep.equal([`${path}: not-available`]);
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
    const adapter = restAdapter({
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
        restAdapter({
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
    expect([profile.ops['queue']?.path, profile.ops['create']?.body?.constants]).to.deep.equal([
      '/queue/IT%20%2F%20Help',
      { Queue: 'IT / Help', ContentType: 'text/plain' },
    ]);
  });

  it('leaves out a field whose variable is empty', () => {
    const profile = parseProfile({ extends: 'rt', vars: { serviceField: '' } }, { presets });
    expect(profile.fields).not.to.have.property('service');
  });

  it('quotes a queue’s name in a query as it quotes everything', async () => {
    const wire = scripted(() => json({ items: [], total: 0 }));
    const adapter = restAdapter({
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
      'There is no preset "constructor"; shipped are rest and rt.',
    ]);
    expect(faults({ extends: 'toString' })).to.deep.equal(['extends: unknown-preset']);
  });
});
