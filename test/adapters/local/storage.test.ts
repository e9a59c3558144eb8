import { expect } from '@open-wc/testing';
import { clearLocal, localAdapter } from '../../../src/adapters/local/index.js';
import { isIncidentError } from '../../../src/core/errors.js';
import type { IncidentError } from '../../../src/core/errors.js';
import { aDraft } from '../../../src/testing/index.js';

const databaseOf = (name: string): string => `incident-elements-local:${name}`;

/** Puts something in the place of a property of `window`, for as long as `work` runs. */
async function instead<T>(
  property: string,
  descriptor: PropertyDescriptor,
  work: () => Promise<T>,
): Promise<T> {
  const before = Object.getOwnPropertyDescriptor(window, property);
  Object.defineProperty(window, property, { configurable: true, ...descriptor });
  try {
    return await work();
  } finally {
    if (before) Object.defineProperty(window, property, before);
    else Reflect.deleteProperty(window, property);
  }
}

const refused = async (promise: Promise<unknown>): Promise<IncidentError> => {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isIncidentError(error)) throw new Error(`expected an IncidentError, got ${String(error)}`);
  return error;
};

/** Opens raw, as another version of this library in another tab would. */
const rawOpen = (
  name: string,
  version: number,
  onVersionChange?: (db: IDBDatabase) => void,
): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseOf(name), version);
    request.onsuccess = () => {
      request.result.onversionchange = () => onVersionChange?.(request.result);
      resolve(request.result);
    };
    request.onerror = () => reject(new Error(String(request.error)));
    request.onblocked = () => reject(new Error('blocked'));
  });

describe('the local adapter when storage fails', () => {
  it('says that the browser refuses, and works as soon as it does not refuse any more', async () => {
    const adapter = localAdapter({ name: crypto.randomUUID() });
    const denied = {
      get: () => {
        throw new DOMException('The user denied permission to access the database.', 'SecurityError');
      },
    };
    const error = await instead('indexedDB', denied, () => refused(adapter.create(aDraft(), { key: 'k' })));
    expect(error.kind).to.equal('storage');
    expect(error.message).to.contain('denied permission');
    expect((await adapter.create(aDraft(), { key: 'k' })).number).to.equal('INC0001001');
  });

  it('says so when there is no storage at all', async () => {
    const adapter = localAdapter({ name: crypto.randomUUID() });
    const error = await instead('indexedDB', { value: undefined }, () =>
      refused(adapter.list({}, { limit: 1 })),
    );
    expect(error.kind).to.equal('storage');
  });

  it('gives up after three seconds when the database never opens, instead of waiting for ever', async () => {
    const adapter = localAdapter({ name: crypto.randomUUID() });
    const silent = {
      open: () => Object.setPrototypeOf(new EventTarget(), IDBOpenDBRequest.prototype) as unknown,
    };
    const started = performance.now();
    const error = await instead('indexedDB', { value: silent }, () =>
      refused(adapter.list({}, { limit: 1 })),
    );
    expect(error.kind).to.equal('storage');
    expect(error.message).to.contain('in time');
    expect(performance.now() - started).to.be.within(2_500, 10_000);
  });

  it('opens again when its connection has died between two requests', async () => {
    const name = crypto.randomUUID();
    const adapter = localAdapter({ name });
    const made = await adapter.create(aDraft(), { key: 'k' });
    const begin = IDBDatabase.prototype.transaction;
    let failures = 0;
    IDBDatabase.prototype.transaction = function (...args) {
      if (failures++ === 0)
        throw new DOMException('The database connection is closing.', 'InvalidStateError');
      return begin.apply(this, args);
    };
    try {
      expect((await adapter.get(made.id)).title).to.equal(made.title);
      expect(failures).to.be.greaterThan(1);
      failures = 0;
      await adapter.create(aDraft(), { key: 'l' });
    } finally {
      IDBDatabase.prototype.transaction = begin;
    }
    expect((await adapter.list({}, { limit: 10 })).total).to.equal(2);
    adapter.dispose?.();
  });

  it('reports a connection that stays dead instead of trying for ever', async () => {
    const adapter = localAdapter({ name: crypto.randomUUID() });
    await adapter.list({}, { limit: 1 });
    const begin = IDBDatabase.prototype.transaction;
    let attempts = 0;
    IDBDatabase.prototype.transaction = () => {
      attempts += 1;
      throw new DOMException('Connection to Indexed Database server lost.', 'UnknownError');
    };
    try {
      const error = await refused(adapter.list({}, { limit: 1 }));
      expect(error.kind).to.equal('storage');
      expect(attempts).to.equal(2);
    } finally {
      IDBDatabase.prototype.transaction = begin;
    }
    expect((await adapter.list({}, { limit: 1 })).total).to.equal(0);
  });

  it('believes the end of the transaction, not the success of a request', async () => {
    const name = crypto.randomUUID();
    const adapter = localAdapter({ name });
    await adapter.list({}, { limit: 1 });
    const put = IDBObjectStore.prototype.add;
    // As under pressure of quota: every request succeeds, then the transaction is given up.
    IDBObjectStore.prototype.add = function (...args) {
      const request = put.apply(this, args);
      if (this.name === 'keys') request.addEventListener('success', () => this.transaction.abort());
      return request;
    };
    try {
      expect((await refused(adapter.create(aDraft(), { key: 'k' }))).kind).to.equal('storage');
    } finally {
      IDBObjectStore.prototype.add = put;
    }
    expect((await adapter.list({}, { limit: 10 })).total).to.equal(0);
    expect((await adapter.create(aDraft(), { key: 'k' })).number).to.equal('INC0001001');
  });

  it('tells a full disk from a refusal', async () => {
    const adapter = localAdapter({ name: crypto.randomUUID() });
    await adapter.list({}, { limit: 1 });
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('Encountered full disk', 'QuotaExceededError');
    };
    try {
      const error = await refused(adapter.create(aDraft(), { key: 'k' }));
      expect(error.kind).to.equal('storage');
      expect(error.message).to.contain('used up');
    } finally {
      IDBObjectStore.prototype.put = put;
    }
  });
});

describe('the local adapter beside another version of itself', () => {
  it('stands back when another tab upgrades the data, and says that it is outdated', async () => {
    const name = crypto.randomUUID();
    const adapter = localAdapter({ name });
    await adapter.create(aDraft(), { key: 'k' });
    const newer = await rawOpen(name, 6);
    const error = await refused(adapter.list({}, { limit: 1 }));
    expect(error.kind).to.equal('storage');
    expect(error.message).to.match(/version/);
    newer.close();
  });

  it('reports a tab that keeps the old data open, and goes on when that tab is closed', async () => {
    const name = crypto.randomUUID();
    // Version 0 is what a deletion asks for: the old tab ignores it, and our open queues behind it.
    const old = await rawOpen(name, 1);
    const deletion = indexedDB.deleteDatabase(databaseOf(name));
    await new Promise((resolve) => (deletion.onblocked = resolve));
    const adapter = localAdapter({ name });
    const error = await refused(adapter.list({}, { limit: 1 }));
    expect(error.kind).to.equal('storage');
    old.close();
    await new Promise((resolve) => (deletion.onsuccess = resolve));
    expect((await adapter.list({}, { limit: 1 })).total).to.equal(0);
    adapter.dispose?.();
  });

  it('goes on with data of a version that kept no tasks and no links', async () => {
    const name = crypto.randomUUID();
    const first = localAdapter({ name });
    const made = await first.create(aDraft(), { key: 'k' });
    first.dispose?.();
    const incidents = await new Promise<unknown[]>((resolve, reject) => {
      const request = indexedDB.open(databaseOf(name));
      request.onsuccess = () => {
        const all = request.result.transaction('incidents').objectStore('incidents').getAll();
        all.onsuccess = () => {
          request.result.close();
          resolve(all.result);
        };
      };
      request.onerror = () => reject(new Error(String(request.error)));
    });
    await new Promise((resolve) => (indexedDB.deleteDatabase(databaseOf(name)).onsuccess = resolve));
    // The stores as they were made before.
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.open(databaseOf(name), 1);
      request.onupgradeneeded = () => {
        const store = request.result.createObjectStore('incidents', { keyPath: 'id' });
        for (const field of ['updatedAt', 'loggedAt', 'priority', 'number', 'title'])
          store.createIndex(field, ['status', field, 'id']);
        request.result
          .createObjectStore('entries', { keyPath: ['incidentId', 'id'] })
          .createIndex('timeline', ['incidentId', 'recordedAt', 'id']);
        request.result.createObjectStore('keys', { keyPath: 'key' });
        request.result.createObjectStore('meta').put([1, 0, 0, 0, 0, 0], 'counts');
        for (const row of incidents) store.put(row);
      };
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
      request.onerror = () => reject(new Error(String(request.error)));
    });
    const adapter = localAdapter({ name });
    expect((await adapter.list({}, { limit: 1 })).total).to.equal(1);
    expect(await adapter.tasks(made.id)).to.deep.equal([]);
    const task = { id: 't1', title: 'Look', kind: 'check', state: 'open' } as const;
    expect((await adapter.saveTask(made.id, task, { key: 't' })).version).to.equal('1');
    await adapter.relate(made.id, { kind: 'problem', id: 'PRB1' }, { key: 'l' });
    expect(await adapter.related(made.id)).to.deep.equal([{ kind: 'problem', id: 'PRB1' }]);
    adapter.dispose?.();
  });

  it('does not stand in the way when the data is cleared or deleted', async () => {
    const name = crypto.randomUUID();
    const adapter = localAdapter({ name });
    await adapter.create(aDraft(), { key: 'k' });
    await clearLocal(name);
    expect((await adapter.list({}, { limit: 1 })).total).to.equal(0);
    const deletion = indexedDB.deleteDatabase(databaseOf(name));
    await new Promise((resolve, reject) => {
      deletion.onsuccess = resolve;
      deletion.onblocked = () => reject(new Error('the adapter blocks the deletion'));
    });
    expect((await adapter.create(aDraft(), { key: 'k' })).number).to.equal('INC0001001');
    adapter.dispose?.();
  });
});
