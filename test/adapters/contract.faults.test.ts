import { expect } from '@open-wc/testing';
import { restPreset } from '../../src/adapters/presets/rest.js';
import { restAdapter } from '../../src/adapters/rest/index.js';
import { parseProfile } from '../../src/adapters/rest/check.js';
import type { ErrorKind, IncidentError } from '../../src/core/errors.js';
import { retryClass } from '../../src/core/errors.js';
import { isIncidentError } from '../../src/core/errors.js';
import type { WholeAdapter } from '../../src/testing/index.js';
import { aDraft } from '../../src/testing/index.js';
import type { FaultRule, FaultWorld } from '../support/fault-world.js';
import { newWorld } from '../support/fault-world.js';

const profile = parseProfile(restPreset);

async function desk(rule?: FaultRule) {
  const world = await newWorld(rule ? { script: [rule] } : {});
  const adapter: WholeAdapter = restAdapter({
    profile,
    baseUrl: world.baseUrl,
    allowOrigins: [new URL(world.baseUrl).origin],
    timeout: 700,
    retry: { attempts: 1 },
  }) as WholeAdapter;
  return { world, adapter };
}

const creation = { method: 'POST', path: '/incidents' } as const;

async function failure(promise: Promise<unknown>): Promise<IncidentError> {
  const error: unknown = await promise.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  );
  if (!isIncidentError(error)) throw error;
  return error;
}

const held = async (world: FaultWorld): Promise<number> => (await world.state()).incidents.length;

/** What happens to a creation, what the caller learns, and how many incidents there are afterwards. */
const faults: readonly (readonly [
  says: string,
  rule: Omit<FaultRule, 'match'>,
  kinds: readonly ErrorKind[],
  made: number,
])[] = [
  ['the connection breaks before the work', { act: 'drop-before', times: 0 }, ['network'], 0],
  ['the connection breaks after the work', { act: 'drop-after', times: 0 }, ['network'], 1],
  [
    'the connection is closed politely after the work',
    { act: 'drop-after', how: 'fin', times: 0 },
    ['network'],
    1,
  ],
  ['no answer ever comes although the work is done', { act: 'hang', apply: true }, ['timeout'], 1],
  ['the body never ends', { act: 'slow-body' }, ['timeout'], 1],
  ['the body is cut short', { act: 'trunc', times: 0 }, ['network', 'bad-answer'], 1],
  ['the body is compressed and broken', { act: 'gzip-broken', times: 0 }, ['network', 'bad-answer'], 1],
  ['a portal answers with a page of its own', { act: 'html200' }, ['bad-answer', 'auth-required'], 0],
  ['a sign-in page is where the answer leads', { act: 'redirect-login' }, ['auth-required'], 0],
  ['success comes without a body', { act: 'empty200' }, ['bad-answer'], 1],
  ['success is null', { act: 'body', body: 'null', apply: true }, ['bad-answer'], 1],
  ['success is a list', { act: 'body', body: '[]', apply: true }, ['bad-answer'], 1],
  ['success is an empty object', { act: 'body', body: '{}', apply: true }, ['bad-answer'], 1],
  ['the answer calls itself plain text', { act: 'text-plain' }, ['bad-answer'], 1],
  ['nobody is signed in', { act: 401 }, ['auth-required'], 0],
  ['it is not allowed', { act: 403 }, ['forbidden'], 0],
  ['it is too large', { act: 413 }, ['validation', 'refused'], 0],
  [
    'it is not acceptable',
    { act: 422, errors: [{ pointer: '/title', message: 'Too short.' }] },
    ['validation'],
    0,
  ],
  ['there were too many requests', { act: 429, retryAfter: 7 }, ['rate-limited'], 0],
  ['the backend is down for maintenance', { act: 503, retryAfter: 7 }, ['unavailable'], 0],
  ['the backend fails after the work', { act: 500, apply: true }, ['breakdown'], 1],
  ['the gateway gives up waiting', { act: 504, apply: true }, ['unavailable', 'timeout'], 1],
  ['the same key is still being worked on', { act: 'dup-key-conflict' }, ['unavailable'], 0],
];

describe('logging an incident when', () => {
  for (const [says, rule, kinds, made] of faults) {
    it(`${says}: the error says so, and sending the same key again leaves one incident`, async () => {
      const { world, adapter } = await desk({ match: creation, ...rule });
      const write = { key: crypto.randomUUID(), clientId: 'mine' };
      const error = await failure(adapter.create(aDraft(), write));
      expect(kinds, `${error.kind}: ${error.message}`).to.include(error.kind);
      expect(await held(world)).to.equal(made);
      if (made > 0) expect(error.ambiguous, 'it may have been carried out').to.equal(true);
      if (rule.retryAfter !== undefined) expect(error.retryAfter).to.equal(7_000);
      if (error.kind === 'validation' && rule.errors)
        expect(error.issues.map(({ path }) => path)).to.deep.equal(['title']);

      await world.script([]);
      if (retryClass(error) === 'permanent') return;
      const incident = await adapter.create(aDraft(), { ...write, repeated: true });
      expect(incident.number).to.equal('INC0000001');
      expect(await held(world)).to.equal(1);
      const arrivals = await world.writes();
      expect(
        new Set(arrivals.map(({ key, bodyHash }) => `${String(key)} ${String(bodyHash)}`)).size,
        'one key, one body',
      ).to.equal(1);
      expect(arrivals.filter(({ applied }) => applied)).to.have.length(1);
    });
  }
});

describe('a backend that does not know keys', () => {
  it('makes an incident per arrival, which is why an unclear outcome is never sent again by itself', async () => {
    const { world, adapter } = await desk({ match: creation, act: 'drop-after', times: 1 });
    await world.control({ mode: 'key-blind' });
    const write = { key: 'one' };
    // Browsers may resend by themselves on a used connection; then the answer arrives after all.
    await adapter
      .create(aDraft(), write)
      .catch((error: IncidentError) => expect(error.ambiguous).to.equal(true));
    await adapter.create(aDraft(), write);
    expect(await held(world)).to.be.greaterThan(1);
  });
});

describe('a backend that forgets keys after a while', () => {
  it('answers a repetition from memory at first, and makes another incident when it has forgotten', async () => {
    const { world, adapter } = await desk();
    await world.control({ mode: 'key-ttl', keyTtl: 60_000 });
    const write = { key: 'one' };
    const first = await adapter.create(aDraft(), write);
    expect((await adapter.create(aDraft(), write)).id).to.equal(first.id);
    await world.control({ clockSkew: 60_001 });
    expect((await adapter.create(aDraft(), write)).id).not.to.equal(first.id);
  });
});

describe('an answer about another incident', () => {
  it('is not taken for the outcome of a change', async () => {
    const { world, adapter } = await desk();
    const made = await adapter.create(aDraft(), { key: 'a' });
    await world.script([{ match: { method: 'PATCH' }, act: 'wrong-id' }]);
    const error = await failure(adapter.update(made.id, { title: 'Other' }, { key: 'b' }));
    expect(error.kind).to.equal('bad-answer');
    expect(error.ambiguous).to.equal(true);
  });
});

describe('a concurrent change', () => {
  it('is refused with the record as the backend has it now', async () => {
    const { adapter } = await desk();
    const made = await adapter.create(aDraft(), { key: 'a' });
    await adapter.update(made.id, { title: 'Theirs' }, { key: 'b', version: made.version! });
    const error = await failure(
      adapter.update(made.id, { title: 'Mine' }, { key: 'c', version: made.version! }),
    );
    expect(error.kind).to.equal('conflict');
    expect((error.current as { title: string }).title).to.equal('Theirs');
  });
});
