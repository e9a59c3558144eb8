import { expect } from '@open-wc/testing';
import { openDB } from 'idb';

import { databaseName } from '../../src/store/storage.js';
import { incidentTimeline } from '../../src/store/views/timeline.js';
import { incident, scriptedAdapter } from '../support/scripted-adapter.js';
import { closeStores, openStore, untilStored, watch } from './support/desk.js';

describe('a timeline that is kept on this device', () => {
  afterEach(closeStores);

  it('is there at every moment while it is written anew', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    const timeline = openStore(adapter).open(incidentTimeline, 'a');
    watch(timeline);
    await untilStored(adapter, 'segments', 1);
    const db = await openDB(databaseName(adapter.id, 'elif'));
    const seen = new Set<number>();
    for (let turn = 0; turn < 25; turn++) {
      const reading = timeline.refresh();
      for (let look = 0; look < 4; look++) seen.add(await db.count('segments'));
      await reading;
    }
    db.close();
    expect([...seen]).to.deep.equal([1]);
  });
});
