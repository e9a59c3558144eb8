import { expect, waitUntil } from '@open-wc/testing';
import type { Adapter } from '../../src/adapters/adapter.js';
import { fillPolicy } from '../../src/core/policy.js';
import { openAdapter, prefetchAdapter } from '../../src/elements/incident-desk/open-adapter.js';
import { rejection } from '../adapters/rest/scripted-fetch.js';

const open = (adapter: string, baseUrl?: string): Promise<Adapter> =>
  openAdapter({
    adapter,
    baseUrl,
    user: undefined,
    policy: fillPolicy({}),
    auth: async () => ({}),
    now: Date.now,
  });

describe('the backend a desk names', () => {
  // The first one of this file: what is fetched stays fetched.
  it('can be on its way before there is a desk: the adapter and its preset, and no other', async () => {
    const fetched = (part: string): boolean =>
      performance.getEntriesByType('resource').some(({ name }) => new URL(name).pathname.includes(part));
    prefetchAdapter(undefined);
    prefetchAdapter('rt');
    await waitUntil(() => fetched('/adapters/rest/rest-adapter.') && fetched('/presets/rt.'));
    expect(fetched('/presets/rest.')).to.equal(false);
    expect(fetched('/adapters/local/index.')).to.equal(false);
  });

  it('may be on another origin where the page itself says so', async () => {
    expect((await open('rest', 'https://desk.example.test/api')).label).to.equal(
      'JSON service at https://desk.example.test/api',
    );
    expect((await open('rest', '/api')).label).to.equal('JSON service at /api');
  });

  it('may not be on another origin only because a profile says so', async () => {
    const profile = URL.createObjectURL(
      new Blob([JSON.stringify({ extends: 'rest', baseUrl: 'https://desk.example.test/api' })]),
    );
    const error = await rejection(open(profile));
    expect([error.kind, error.issues.map((issue) => issue.path)]).to.deep.equal([
      'configuration',
      ['baseUrl'],
    ]);
  });

  for (const address of [
    'https://user:secret@desk.example.test/api',
    'https://[desk',
    'ftp://desk.example.test',
  ])
    it(`is refused at ${address}, with the kind of error that says why`, async () => {
      expect((await rejection(open('rest', address))).kind).to.equal('configuration');
    });
});

describe('what a backend does not keep', () => {
  const { fetch } = window;
  const { warn } = console;
  const said: unknown[][] = [];

  beforeEach(() => {
    said.length = 0;
    console.warn = (...words: unknown[]) => void said.push(words);
    window.fetch = async (_, { method = 'GET' } = {}) =>
      method === 'POST'
        ? new Response('["Comments added"]', {
            status: 201,
            headers: { 'Content-Type': 'application/json', Location: '/REST/2.0/transaction/7' },
          })
        : new Response('{}', { status: 403, headers: { 'Content-Type': 'application/json' } });
  });
  afterEach(() => {
    window.fetch = fetch;
    console.warn = warn;
  });

  it('is told to the page’s developer once per kind, by the names of fields and nothing else', async () => {
    const desk = await open('rt', '/api');
    const note = { kind: 'work-note', text: 'Elif called', occurredAt: Date.UTC(2026, 10, 22, 8) } as const;
    await desk.addEntry?.('INC-61', note, { key: 'a' });
    await desk.addEntry?.('INC-61', note, { key: 'b' });
    expect(said).to.deep.equal([
      ['[incident-elements] The backend did not keep everything it was sent (dropped-fields, occurredAt).'],
    ]);
    await desk.describe?.();
    expect(said.map(([text]) => String(text).slice(0, 20))).to.deep.equal([
      '[incident-elements] ',
      '[incident-elements] ',
    ]);
  });

  it('is told for each place where something cannot be read, so that the one does not hide the other', async () => {
    window.fetch = async () =>
      Response.json({ items: [null, { id: '1', status: 'new', loggedAt: 'soon' }], next: null });
    const desk = await open('rest', '/api');
    await desk.list({}, { limit: 5 });
    const words = '[incident-elements] The backend returned something that cannot be read';
    expect(said).to.deep.equal([
      [`${words} (bad-record, id, fields.id).`],
      [`${words} (bad-record, loggedAt, fields.loggedAt).`],
    ]);
  });

  it('is told with the place in the profile where a code is missing, once for each, and never with the code', async () => {
    window.fetch = async (address) =>
      typeof address === 'string' && address.startsWith('blob:')
        ? fetch(address)
        : Response.json({
            items: [{ id: '1', status: 'Geheim', impact: 'Geheim', loggedAt: '2026-11-22T08:00:00Z' }],
          });
    const enums = { status: { read: { N: 'new' } }, impact: { read: { H: 1 } } };
    const fields = { status: { enum: 'status' }, impact: { enum: 'impact' } };
    const profile = URL.createObjectURL(new Blob([JSON.stringify({ extends: 'rest', enums, fields })]));
    const desk = await open(profile, '/api');
    await desk.list({}, { limit: 5 });
    await desk.list({}, { limit: 5 });
    expect(said).to.deep.equal([
      [
        '[incident-elements] A table of the profile lists no code for something (missing-code, status, enums.status.read).',
      ],
      [
        '[incident-elements] A table of the profile lists no code for something (missing-code, impact, enums.impact.read).',
      ],
    ]);
  });
});
