import { expect } from '@open-wc/testing';
import { openDB } from 'idb';
import { databaseName } from '../../src/store/storage.js';
import { incident, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedAdapter } from '../support/scripted-adapter.js';
import { closeStores, openStore, pause, until, untilStored, watch } from './support/desk.js';
import { incidentTimeline } from '../../src/store/views/timeline.js';

const day = 24 * 60 * 60_000;

async function rows(adapter: ScriptedAdapter): Promise<Readonly<Record<string, number>>> {
  const db = await openDB(databaseName(adapter.id, 'elif'));
  const counts: Record<string, number> = {};
  for (const area of ['pages', 'records', 'segments', 'drafts', 'outbox'])
    counts[area] = await db.count(area);
  db.close();
  return counts;
}

describe('what has been read and is kept on this device', () => {
  afterEach(closeStores);

  /** A page that has read a list, a record and a timeline, and leaves a draft and something unsent behind. */
  const visit = async (): Promise<ScriptedAdapter> => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    adapter.always('create', { fail: noNetwork() });
    const store = openStore(adapter);
    for (const live of [store.incidents({}), store.incident('a'), store.open(incidentTimeline, 'a')])
      watch<unknown>(live);
    await store.drafts.save('form', { title: 'Half' });
    await store.createIncident({ title: 'Unsent', description: '' });
    for (const area of ['pages', 'records', 'segments', 'outbox']) await untilStored(adapter, area, 1);
    // Which database it is, and the date since when anything is cached; that comes when the page is at rest.
    await untilStored(adapter, 'meta', 2);
    store.dispose();
    // What was read twice is written twice: it is at rest once it is all there and stays so.
    for (let turn = 0, still = 0; turn < 200 && still < 3; turn++) {
      const { pages, records, segments } = await rows(adapter);
      still = pages === 1 && records === 1 && segments === 1 ? still + 1 : 0;
      await pause(20);
    }
    return adapter;
  };

  it('is removed when the page is opened after its time, and nothing that people wrote with it', async () => {
    const adapter = await visit();
    openStore(adapter, { now: () => Date.now() + 8 * day });
    let left = await rows(adapter);
    for (let turn = 0; turn < 200 && left['pages'] !== 0; turn++) {
      await pause(20);
      left = await rows(adapter);
    }
    expect(left).to.deep.equal({ pages: 0, records: 0, segments: 0, drafts: 1, outbox: 1 });
  });

  it('stays for a page opened earlier', async () => {
    const adapter = await visit();
    const store = openStore(adapter, { now: () => Date.now() + 6 * day });
    await until('the page is at work', () => store.status.value.connection === 'offline');
    await pause(100);
    expect(await rows(adapter)).to.deep.equal({ pages: 1, records: 1, segments: 1, drafts: 1, outbox: 1 });
  });

  it('goes as soon as a page says, and also when the clock was put back', async () => {
    for (const options of [
      { cacheAge: 60_000, now: () => Date.now() + 61_000 },
      { now: () => Date.now() - day },
    ]) {
      const adapter = await visit();
      openStore(adapter, options);
      let left = await rows(adapter);
      for (let turn = 0; turn < 200 && left['records'] !== 0; turn++) {
        await pause(20);
        left = await rows(adapter);
      }
      expect(left['records']).to.equal(0);
      expect(left['outbox']).to.equal(1);
    }
  });
});
