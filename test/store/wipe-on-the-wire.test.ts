import { expect } from '@open-wc/testing';
import { openDB } from 'idb';

import type { Adapter } from '../../src/adapters/adapter.js';
import { IncidentError } from '../../src/core/errors.js';
import { databaseName } from '../../src/store/storage.js';
import type { IncidentStore } from '../../src/store/index.js';
import { incident, lostAnswer, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedAdapter } from '../support/scripted-adapter.js';
import {
  closeStores,
  databases,
  openStore,
  pause,
  states,
  until,
  untilStored,
  watch,
} from './support/desk.js';

const draft = { title: 'Payroll file sent to the wrong person', description: 'Ask Frieda' };
/** Words of the person and of what they reported: none of them may be on the device after a wipe. */
const words = /Payroll|Frieda|payslip|read before anybody was named/;
const patient = { retryBase: 60_000, retryCap: 60_000 };

/** Everything that lies in the databases of a backend, whoever it belongs to. */
async function onDisk(adapter: Adapter): Promise<string> {
  const left: unknown[] = [];
  for (const { name = '' } of await databases()) {
    if (!name.startsWith(databaseName(adapter.id, ''))) continue;
    const db = await openDB(name);
    for (const area of db.objectStoreNames) {
      const keys = await db.getAllKeys(area);
      const values = (await db.getAll(area)) as unknown[];
      left.push(
        area,
        keys,
        values.map((value) => (value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value)),
      );
    }
    db.close();
  }
  return JSON.stringify(left);
}

/** A backend that is told when to answer, and answers also those who no longer wait. */
function deaf(answer: { readonly fail?: IncidentError; readonly lose?: IncidentError }) {
  const adapter = scriptedAdapter({
    files: {},
    incidents: [incident({ id: 'a', title: 'read before anybody was named' })],
  });
  let open = (): void => undefined;
  const passed = new Promise<void>((done) => (open = done));
  const { create } = adapter;
  const attach = adapter.attach!;
  adapter.always('create', { ...answer, until: passed });
  Object.assign(adapter, {
    create: (...[content, { signal: _signal, ...write }]: Parameters<typeof create>) =>
      create(content, write),
    attach: (...[id, one, progress, { signal: _signal, ...write }]: Parameters<typeof attach>) =>
      attach(id, one, progress, write),
  });
  return { adapter, answer: open };
}

async function withFile(store: IncidentStore): Promise<void> {
  const bytes = new TextEncoder().encode('a payslip').buffer;
  const file = { id: store.files.newId(), name: 'payslip.txt', type: 'text/plain', size: bytes.byteLength };
  await store.files.keep(file.id, bytes);
  await store.createIncident(draft, undefined, [file]);
}

const onTheWire = (adapter: ScriptedAdapter): Promise<void> =>
  until('it is on the wire', () => adapter.count('create') === 1);

const answers = [
  ['that it is there', {}],
  ['nothing at all', { lose: lostAnswer() }],
  ['that it is refused', { fail: new IncidentError('validation', 'Name the building.') }],
  ['that it is broken', { fail: new IncidentError('breakdown', 'Deadlock.', { status: 500 }) }],
  ['by a connection that is gone', { fail: noNetwork() }],
] as const;

describe('a wipe that does not spare what is unsent', () => {
  afterEach(closeStores);

  for (const [what, given] of answers) {
    it(`leaves nothing of what is on the wire, and says so, where the backend answers later ${what}`, async () => {
      const { adapter, answer } = deaf(given);
      const store = openStore(adapter, patient);
      await withFile(store);
      await onTheWire(adapter);
      expect(await store.wipe({ force: true })).to.deep.equal({ wiped: true, unsent: 2, underWay: 1 });
      answer();
      await pause(150);
      expect(await onDisk(adapter)).not.to.match(words);
    });

    it(`leaves nothing of what this desk has on the wire from before it had a name, where the backend answers later ${what}`, async () => {
      const { adapter, answer } = deaf(given);
      const nobody = openStore(adapter, { ...patient, author: '' });
      watch(nobody.incidents({}));
      await untilStored(adapter, 'pages', 1, '');
      await withFile(nobody);
      await onTheWire(adapter);
      const store = openStore(adapter, { ...patient, before: nobody });
      expect(await onDisk(adapter)).to.match(words);
      expect(await store.wipe()).to.deep.equal({ wiped: false, unsent: 2, underWay: 1 });
      expect(await store.wipe({ force: true })).to.deep.equal({ wiped: true, unsent: 2, underWay: 1 });
      answer();
      await pause(150);
      expect(await onDisk(adapter)).not.to.match(words);
      const next = openStore(adapter, { ...patient, author: 'bob' });
      await until('nothing waits for anybody', () => next.outbox.value.complete);
      expect(adapter.count('create')).to.equal(1);
    });
  }

  it('takes along what another tab of the same person has on the wire from before it had a name', async () => {
    const { adapter, answer } = deaf({ lose: lostAnswer() });
    const nobody = openStore(adapter, { ...patient, author: '' });
    await withFile(nobody);
    await onTheWire(adapter);
    const other = openStore(adapter, { ...patient, before: nobody });
    await until('the other tab is there', () => other.status.value.storage === 'durable');
    const store = openStore(adapter, patient);
    expect(await store.wipe({ force: true })).to.include({ wiped: true });
    answer();
    await until('the other tab has closed', () => nobody.outbox.value.items.length === 0);
    await pause(300);
    expect(await onDisk(adapter)).not.to.match(words);
  });

  it('leaves alone what nobody knows the author of, and goes on asking for that', async () => {
    const { adapter, answer } = deaf({});
    const earlier = openStore(adapter, { ...patient, author: '' });
    await earlier.createIncident({ title: 'Lift stands still', description: '' });
    await onTheWire(adapter);
    earlier.dispose();
    const store = openStore(adapter, patient);
    await until(
      'it is found',
      () => states(store.unnamed.value.store?.outbox.value ?? store.outbox.value)[0] === 'queued',
    );
    await store.wipe({ force: true });
    answer();
    const next = openStore(adapter, { ...patient, author: 'bob' });
    await until('it is there', () => next.unnamed.value.store?.outbox.value.items[0]?.asks);
    expect(next.exportOutbox()).to.contain('Lift stands still');
  });
});

describe('every wipe', () => {
  afterEach(closeStores);

  it('takes along what the page has read before it knew who is signed in, also where it was opened anew since', async () => {
    const { adapter } = deaf({});
    const nobody = openStore(adapter, { ...patient, author: '' });
    watch(nobody.incidents({}));
    await untilStored(adapter, 'pages', 1, '');
    openStore(adapter, { ...patient, before: nobody }).dispose();
    await pause(50);
    const store = openStore(adapter, patient);
    await until('all is known', () => store.outbox.value.complete);
    expect(await onDisk(adapter)).to.match(words);
    expect(await store.wipe()).to.deep.equal({ wiped: true, unsent: 0, underWay: 0 });
    expect(await onDisk(adapter)).not.to.match(words);
  });

  it('keeps nothing of what a reading from before the name brings afterwards', async () => {
    const { adapter } = deaf({});
    let open = (): void => undefined;
    const late = new Promise<void>((done) => (open = done));
    const { get } = adapter;
    Object.assign(adapter, { get: (id: string) => late.then(() => get(id)) });
    const nobody = openStore(adapter, { ...patient, author: '' });
    const record = nobody.incident('a');
    watch(record);
    await pause(20);
    const store = openStore(adapter, { ...patient, before: nobody });
    await store.wipe();
    open();
    await pause(100);
    expect(await onDisk(adapter)).not.to.match(words);
  });
});
