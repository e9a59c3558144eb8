import { expect } from '@open-wc/testing';

import { restPreset } from '../../../src/adapters/presets/rest.js';
import { parseProfile } from '../../../src/adapters/rest/check.js';
import type { RestAdapterOptions } from '../../../src/adapters/rest/index.js';
import type { ProfileDefinition } from '../../../src/adapters/rest/index.js';
import { isIncidentError } from '../../../src/core/errors.js';
import type { Arrival, FaultRule, FaultWorld } from '../../support/fault-world.js';
import { newWorld } from '../../support/fault-world.js';
import { adapterOf } from './scripted-fetch.js';

const write = { key: 'k-1', visibility: 'public' } as const;
const megabyte = 1_000_000;
const recording = (size: number): File =>
  new File([new Uint8Array(size)], 'recording.png', { type: 'image/png' });

async function backend(rule?: Omit<FaultRule, 'match'>): Promise<FaultWorld> {
  return newWorld({
    seed: { incidents: [{ id: 'i1', title: 'The screen stays black' }] },
    script: rule ? [{ match: { method: 'POST', path: '/incidents/*/attachments' }, ...rule }] : [],
  });
}

/** Everything the adapter says while a file is sent, and what comes of it. */
async function sent(
  world: FaultWorld,
  { size = 1000, over = {}, ...options }: Partial<RestAdapterOptions> & SentOptions = {},
) {
  const adapter = adapterOf({
    profile: parseProfile({ extends: 'rest', ...over }, { presets: { rest: restPreset } }),
    baseUrl: world.baseUrl,
    allowOrigins: [new URL(world.baseUrl).origin],
    ...options,
  });
  const shares: number[] = [];
  const { signal } = options;
  const outcome: unknown = await adapter
    .attach('i1', recording(size), (share) => shares.push(share), { ...write, ...(signal ? { signal } : {}) })
    .catch((error: unknown) => error);
  return { shares, outcome };
}

interface SentOptions {
  readonly size?: number;
  readonly over?: Partial<ProfileDefinition>;
  readonly signal?: AbortSignal;
}

/** The browser's own `fetch`, which tells nobody how far it has come. */
const plain: Pick<RestAdapterOptions, 'fetch'> = { fetch: (...given) => fetch(...given) };

describe('how much of a file has gone', () => {
  it('is told from nothing to all of it while a slow backend takes it', async () => {
    const world = await backend({ act: 'ok', pace: 12 * megabyte });
    const { shares, outcome } = await sent(world, { size: 16 * megabyte });
    expect(outcome).to.deep.include({ kind: 'attachment', incidentId: 'i1' });
    expect([shares[0], shares.at(-1)]).to.deep.equal([0, 1]);
    expect(shares).to.deep.equal([...shares].sort((a, b) => a - b));
    const between = shares.filter((share) => share > 0.05 && share < 0.95);
    expect(between.length, `steps in between: ${shares.join()}`).to.be.greaterThan(2);
    const [arrival] = await world.writes();
    expect(arrival).to.include({ contentType: 'image/png', key: 'k-1', requestedWith: 'XMLHttpRequest' });
  });

  for (const [what, body] of [
    ['a part of a form', { kind: 'multipart', file: 'upload' }],
    ['base64 in JSON', { kind: 'json', name: 'name', content: 'data' }],
  ] as const)
    it(`is told of ${what} as well`, async () => {
      const world = await backend({ act: 'body', status: 201, body: '{"id":"e1"}', pace: 12 * megabyte });
      const files = { op: 'attach', body, download: { op: 'attachment' } } as const;
      const { shares } = await sent(world, { size: 12 * megabyte, over: { files } });
      expect([shares[0], shares.at(-1)]).to.deep.equal([0, 1]);
      expect(shares.some((share) => share > 0.05 && share < 0.95)).to.equal(true);
    });

  it('begins anew where the page signs in once more', async () => {
    const world = await backend({ act: 401 });
    const { shares, outcome } = await sent(world, {
      auth: ({ refresh }) => ({ Authorization: refresh ? 'Bearer elif' : 'Bearer old' }),
    });
    expect(outcome).to.deep.include({ kind: 'attachment', incidentId: 'i1' });
    expect(shares.filter((share) => share === 0)).to.have.length(2);
    expect((await world.writes()).map(({ user }) => user)).to.deep.equal(['old', 'elif']);
  });

  it('is told to nobody where the page sends with a fetch of its own', async () => {
    const { shares, outcome } = await sent(await backend(), plain);
    expect(outcome).to.deep.include({ kind: 'attachment', incidentId: 'i1' });
    expect(shares).to.deep.equal([]);
  });
});

describe('sending with an eye on how much has gone', () => {
  const faults: readonly (Omit<FaultRule, 'match'> & { readonly called: string })[] = [
    { called: 'takes it', act: 'ok' },
    { called: 'says yes without a word', act: 'body', status: 204, body: '', apply: true },
    { called: 'wants a sign-in', act: 401 },
    { called: 'does not allow it', act: 403 },
    {
      called: 'says that it is too large',
      act: 413,
      title: 'Too large',
      errors: [{ field: 'file', message: 'x' }],
    },
    { called: 'asks for patience', act: 429, retryAfter: 7 },
    { called: 'breaks down', act: 500 },
    { called: 'is down for maintenance', act: 503, retryAfter: 9 },
    { called: 'hangs up before it', act: 'drop-before', times: 0 },
    { called: 'hangs up after it', act: 'drop-after', times: 0 },
    { called: 'leads to a sign-in', act: 'redirect-login' },
    { called: 'shows a page to sign in', act: 'html200' },
    { called: 'answers with nothing', act: 'empty200' },
    { called: 'answers with half of it', act: 'trunc', times: 0 },
    { called: 'answers with what is no JSON', act: 'text-plain' },
    { called: 'never answers', act: 'hang' },
    { called: 'never ends its answer', act: 'slow-body' },
  ];
  const told = (outcome: unknown): unknown =>
    isIncidentError(outcome)
      ? [outcome.kind, outcome.status, outcome.ambiguous, outcome.retryAfter, outcome.issues, outcome.message]
      : { ...(outcome as object), recordedAt: 0, occurredAt: 0 };
  const arrived = ({ key, contentType, requestedWith, bodyHash, user, method }: Arrival): unknown => ({
    ...{ key, contentType, requestedWith, bodyHash, user, method },
  });

  for (const { called, ...rule } of faults)
    it(`comes to the same as without, where the backend ${called}`, async () => {
      const options = { timeout: 1000, auth: () => ({ Authorization: 'Bearer elif' }) };
      const [mine, theirs] = [await backend(rule), await backend(rule)];
      const [own, usual] = await Promise.all([sent(mine, options), sent(theirs, { ...options, ...plain })]);
      expect(told(own.outcome)).to.deep.equal(told(usual.outcome));
      const [first] = await mine.writes();
      const [other] = await theirs.writes();
      if (first && other) expect(arrived(first)).to.deep.equal(arrived(other));
    });

  it('ends when it is given up, and says so', async () => {
    const world = await backend({ act: 'hang' });
    const given = new AbortController();
    setTimeout(() => given.abort(), 200);
    const { outcome } = await sent(world, { signal: given.signal });
    expect(outcome).to.include({ kind: 'aborted', ambiguous: true });
  });

  it('sends no cookie where none may go along', async () => {
    const { shares, outcome } = await sent(await backend(), { credentials: 'omit' });
    expect(outcome).to.deep.include({ kind: 'attachment', incidentId: 'i1' });
    expect(shares).to.deep.equal([]);
  });
});
