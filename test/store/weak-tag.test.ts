import { expect } from '@open-wc/testing';
import { plainRest } from '../adapters/rest/scripted-backend.js';
import { json } from '../adapters/rest/scripted-fetch.js';
import { closeStores, openStore, until, watch } from './support/desk.js';

/** A service behind something that weakens its tags: what a colleague does in between does not show in them. */
function weakly() {
  let record = {
    id: '7',
    number: 'INC7',
    title: 'VPN down',
    description: '',
    status: 'new',
    loggedAt: '2026-11-22T08:00:00Z',
    updatedAt: '2026-11-22T08:00:00Z',
  };
  const written: unknown[] = [];
  const { adapter } = plainRest(({ method, body, path }) => {
    if (path === '/api/me') return json({}, 404);
    if (method === 'PATCH') {
      written.push(body);
      record = { ...record, ...(body as object) };
    }
    return json(record, 200, { ETag: 'W/"1"' });
  });
  return { adapter, written, colleague: (title: string) => (record = { ...record, title }) };
}

describe('a ticket system with tags that do not tell two versions apart', () => {
  afterEach(closeStores);

  it('overwrites nothing that a colleague has changed since somebody looked, and confirms nothing of that', async () => {
    const { adapter, written, colleague } = weakly();
    const store = openStore(adapter);
    const record = store.incident('7');
    watch(record);
    await until('the record', () => record.value.view !== undefined);
    const seen = record.value.view!.incident;
    colleague('VPN down in Kassel');
    const { outcome } = await store.updateIncident('7', { title: 'VPN slow' }, seen);
    expect((await outcome).state).to.equal('conflict');
    expect(written).to.deep.equal([]);
    await until('both versions', () => store.outbox.value.items[0]?.theirs?.title === 'VPN down in Kassel');
  });
});
