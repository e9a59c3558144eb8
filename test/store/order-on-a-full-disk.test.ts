import { expect } from '@open-wc/testing';
import { openDB } from 'idb';
import type { Adapter } from '../../src/adapters/adapter.js';
import type { OutboxRow } from '../../src/store/row.js';
import { databaseName } from '../../src/store/storage.js';
import { noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import { standIns } from '../support/stand-in.js';
import { closeStores, openStore, pause, until } from './support/desk.js';

const draft = (title: string) => ({ title, description: title });

async function stored({ id }: Adapter): Promise<readonly OutboxRow[]> {
  const db = await openDB(databaseName(id, 'elif'));
  const rows = (await db.getAll('outbox')) as OutboxRow[];
  db.close();
  return rows;
}

describe('what belongs to a new incident while the disk is full', () => {
  const { replace, heal } = standIns();
  let full: (store: string) => boolean = () => false;

  beforeEach(() => {
    full = () => false;
    for (const name of ['put', 'add'] as const) {
      const real = IDBObjectStore.prototype[name] as (...given: readonly unknown[]) => IDBRequest;
      replace(IDBObjectStore.prototype, name, {
        value(this: IDBObjectStore, ...given: unknown[]) {
          if (full(this.name)) throw new DOMException('The disk is full.', 'QuotaExceededError');
          return real.apply(this, given);
        },
      });
    }
  });
  afterEach(async () => {
    heal();
    await closeStores();
  });

  it('reaches the incident from another tab, of which the one that has logged it left only what became of it', async () => {
    const backend = scriptedAdapter();
    let reachable = false;
    const adapter: Adapter = {
      ...backend,
      addEntry: async (...given) => {
        if (!reachable) throw noNetwork();
        return backend.addEntry(...given);
      },
    };
    const other = openStore(adapter);
    const tab = openStore(adapter);
    await until('both know what there is', () => other.outbox.value.complete && tab.outbox.value.complete);
    full = () => true;
    const { incidentId } = await tab.createIncident(draft('Payroll stops'));
    await until('it is logged', () => backend.records().length === 1 && tab.outbox.value.items.length === 0);
    await tab.addEntry(incidentId, { kind: 'comment', text: 'At step 4.' });
    full = () => false;
    tab.dispose();
    await until('the other tab has it', () => other.outbox.value.items.length === 1);
    reachable = true;
    void other.resume();
    await until('it is sent', () => other.outbox.value.items.length === 0);
    const { items } = await backend.entries(backend.records()[0]?.id ?? '', { limit: 50 });
    expect(items.map(({ text }) => text)).to.contain('At step 4.');
  });

  it('keeps its place behind the incident for as long as that lies in the outbox', async () => {
    const backend = scriptedAdapter();
    const adapter: Adapter = { ...backend, addEntry: () => Promise.reject(noNetwork()) };
    const tab = openStore(adapter);
    await until('it knows what there is', () => tab.outbox.value.complete);
    let commented: Promise<unknown> | undefined;
    full = (store) => {
      const over = store === 'meta' && backend.records().length === 1;
      // While the tab knows already that it is logged, and the disk does not take it.
      if (over) commented ??= tab.addEntry(logged.incidentId, { kind: 'comment', text: 'At step 4.' });
      return over;
    };
    const logged = await tab.createIncident(draft('Payroll stops'));
    await until('the disk has refused', () => commented);
    await commented;
    await pause(0);
    const rows = await stored(adapter);
    const places = rows.map(({ mutation, seq }) => [mutation.intent.kind, seq]);
    expect(places.sort()).to.deep.equal([
      ['add-entry', 2],
      ['create', 1],
    ]);
  });
});
