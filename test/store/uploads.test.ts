import { expect } from '@open-wc/testing';
import { openDB } from 'idb';

import { restPreset } from '../../src/adapters/presets/rest.js';
import { parseProfile } from '../../src/adapters/rest/check.js';
import { restAdapter } from '../../src/adapters/rest/index.js';
import type { IncidentStore } from '../../src/store/index.js';
import { createUploads } from '../../src/store/outbox/uploads.js';
import { databaseName } from '../../src/store/storage.js';
import type { FaultRule } from '../support/fault-world.js';
import { newWorld } from '../support/fault-world.js';
import { closeStores, emptyOutbox, openStore, pause, states, until, watch } from './support/desk.js';

const megabyte = 1_000_000;

afterEach(closeStores);

async function desk(rule: Omit<FaultRule, 'match'>) {
  const world = await newWorld({
    seed: { incidents: [{ id: 'i1', title: 'The screen stays black' }] },
    script: [{ match: { method: 'POST', path: '/incidents/*/attachments' }, ...rule }],
  });
  const open = (): IncidentStore =>
    openStore(
      restAdapter({
        profile: parseProfile(restPreset),
        baseUrl: world.baseUrl,
        allowOrigins: [new URL(world.baseUrl).origin],
      }),
    );
  return { world, open };
}

/** Sends a recording of so many bytes; resolves when it is stored. */
async function send(store: IncidentStore, size: number): Promise<string> {
  const file = { id: store.files.newId(), name: 'recording.png', type: 'image/png', size };
  await store.files.keep(file.id, new ArrayBuffer(size));
  const [sent] = await store.attach('i1', [file], 'public');
  return sent!.key;
}

describe('how much has gone of a file that is being sent', () => {
  it('is told a few times a second, from this page only, and is forgotten when it has arrived', async () => {
    const { open } = await desk({ act: 'ok', pace: 5 * megabyte });
    const [store, other] = [open(), open()];
    const { seen } = watch(store.uploads);
    const { seen: elsewhere } = watch(other.uploads);
    watch(other.outbox);
    const begun = performance.now();
    const key = await send(store, 16 * megabyte);
    await until(
      'the other tab knows that it is being sent',
      () => states(other.outbox.value)[0] === 'sending',
    );
    await until('some of it has gone', () => (store.uploads.value.shares.get(key) ?? 0) > 0.05);
    const db = await openDB(databaseName(store.adapter.id, 'elif'));
    const rows = JSON.stringify(await db.getAll('outbox'));
    db.close();
    expect(rows)
      .to.contain('recording.png')
      .and.not.to.match(/share|progress|upload|0\.\d/);
    await emptyOutbox(store);
    const shares = seen.flatMap(({ shares: all }) => [...all.values()]);
    expect(shares).to.deep.equal([...shares].sort((a, b) => a - b));
    expect(shares.filter((share) => share < 1).length).to.be.greaterThan(1);
    const most = 2 + (performance.now() - begun) / 200;
    expect(seen.length, 'not more often than needed').to.be.lessThan(most);
    expect(store.uploads.value.shares.size).to.equal(0);
    expect(elsewhere).to.deep.equal([]);
  });

  it('begins anew with the next attempt, and nothing is left of it where the first has failed', async () => {
    const { world, open } = await desk({ act: 503, pace: 8 * megabyte, retryAfter: 1 });
    const store = open();
    const { seen } = watch(store.uploads);
    const key = await send(store, 8 * megabyte);
    await until(
      'it waits for its next attempt',
      () => store.outbox.value.items[0]?.nextAttemptAt !== undefined,
    );
    expect(store.uploads.value.shares.size).to.equal(0);
    expect(seen.some(({ shares }) => (shares.get(key) ?? 0) > 0.3)).to.equal(true);
    await emptyOutbox(store);
    expect(await world.writes()).to.have.length(2);
  });

  it('is not worth a word where it goes at once, and is heard no more once it is over', async () => {
    const uploads = createUploads();
    const { seen } = watch(uploads.state);
    const upload = uploads.begin('key');
    upload.progress(0);
    upload.progress(1);
    upload.end();
    upload.progress(0.5);
    await pause(400);
    expect(seen).to.deep.equal([]);
  });
});
