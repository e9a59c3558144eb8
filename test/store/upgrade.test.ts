import { expect } from '@open-wc/testing';
import { openDB } from 'idb';
import type { IDBPDatabase } from 'idb';
import { version } from '../../src/store/disk.js';
import { databaseName } from '../../src/store/storage.js';
import { noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedAdapter } from '../support/scripted-adapter.js';
import { closeStores, openStore, until } from './support/desk.js';

const draft = { title: 'Old page, new database', description: '' };

/** What exists nowhere else, as it lies on the disk. */
const kept = async (db: IDBPDatabase): Promise<string> =>
  JSON.stringify([await db.getAll('outbox'), await db.getAll('drafts')]);

describe('a newer build in another tab', () => {
  let newer: IDBPDatabase | undefined;
  afterEach(async () => {
    newer?.close();
    await closeStores();
  });

  /** Opens the database as the next build will. */
  const upgrade = async (adapter: ScriptedAdapter): Promise<IDBPDatabase> =>
    (newer = await openDB(databaseName(adapter.id, 'elif'), version + 1));

  it('is let upgrade the database, and finds everything unsent as it was', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const old = openStore(adapter, { retryBase: 60_000, retryCap: 60_000 });
    await old.createIncident(draft);
    await old.drafts.save('form', { title: 'Half 👩‍👩‍👧' });
    await until('the attempt is over', () => old.outbox.value.items[0]?.attempts === 1);
    await until('it waits', () => old.outbox.value.items[0]?.state === 'queued');
    const before = await openDB(databaseName(adapter.id, 'elif'));
    const expected = await kept(before);
    before.close();
    expect(await kept(await upgrade(adapter))).to.equal(expected);
  });

  it('does not keep the old page from taking and sending what people write, from memory, and saying so', async () => {
    const adapter = scriptedAdapter();
    const old = openStore(adapter);
    await until('the storage is open', () => old.status.value.storage === 'durable');
    await upgrade(adapter);
    const submitted = await old.createIncident(draft);
    expect(submitted.kept).to.equal('memory');
    expect((await submitted.outcome).state).to.equal('confirmed');
    expect(old.status.value.storage).to.equal('memory');
    expect(old.status.value.storageReason).to.contain('VersionError');
  });

  it('has left a database that an older page neither opens nor touches', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const before = openStore(adapter);
    await before.createIncident(draft);
    await before.drafts.save('form', { title: 'Half' });
    before.dispose();
    const upgraded = await upgrade(adapter);
    const expected = await kept(upgraded);
    adapter.always('create', undefined);
    const older = openStore(adapter);
    const submitted = await older.createIncident({ ...draft, title: 'Written on the older page' });
    expect((await submitted.outcome).state).to.equal('confirmed');
    expect(older.status.value.storage).to.equal('memory');
    expect(adapter.records().map(({ title }) => title)).to.deep.equal(['Written on the older page']);
    expect(await kept(upgraded)).to.equal(expected);
  });
});

describe('data of a version that kept no files', () => {
  afterEach(closeStores);

  it('are upgraded with everything unsent in them, and take files from then on', async () => {
    const adapter = scriptedAdapter({ files: {} });
    adapter.always('create', { fail: noNetwork() });
    const before = openStore(adapter);
    const { incidentId } = await before.createIncident(draft);
    await before.drafts.save('form', { title: 'Half' });
    before.dispose();
    await until('it is closed', () => before.status.value.storage !== 'opening');
    const name = databaseName(adapter.id, 'elif');
    // The same rows in the areas of that version.
    const now = await openDB(name);
    const areas = [...now.objectStoreNames].filter((area) => area !== 'files');
    const rows = await Promise.all(
      areas.map(async (area) => [await now.getAllKeys(area), await now.getAll(area)] as const),
    );
    now.close();
    await new Promise((resolve) => (indexedDB.deleteDatabase(name).onsuccess = resolve));
    const old = await openDB(name, 1, {
      upgrade(fresh) {
        for (const area of areas) {
          const made = fresh.createObjectStore(area);
          if (area === 'outbox') made.createIndex('group', 'group');
        }
      },
    });
    for (const [at, area] of areas.entries())
      for (const [i, key] of (rows[at]?.[0] ?? []).entries()) await old.put(area, rows[at]?.[1][i], key);
    old.close();
    const store = openStore(adapter);
    await until('it is there', () => store.outbox.value.items.length === 1);
    expect((await store.drafts.load('form'))?.data).to.deep.equal({ title: 'Half' });
    const id = store.files.newId();
    expect(await store.files.keep(id, new TextEncoder().encode('What it says').buffer)).to.equal('durable');
    await store.attach(incidentId, [{ id, name: 'screen.log', type: '', size: 12 }], 'public');
    adapter.always('create', undefined);
    await store.resume();
    await until('all is sent', () => store.outbox.value.items.length === 0);
    expect(adapter.count('attach')).to.equal(1);
  });
});
