import { expect } from '@open-wc/testing';
import type { DBSchema } from 'idb';
import { CannotOpen, database, HeldByOlderTab, StepStuck } from '../../src/browser/database.js';
import type { Database, DatabaseOptions } from '../../src/browser/database.js';
import { freeze } from '../support/frozen-tab.js';
import { standIns } from '../support/stand-in.js';

interface Shelf extends DBSchema {
  things: { key: string; value: string };
}

describe('a database of the browser', () => {
  const { replace, heal } = standIns();
  const made: Database<Shelf>[] = [];

  const shelf = (options: Partial<DatabaseOptions<Shelf>> = {}): Database<Shelf> => {
    const own = database<Shelf>({
      name: `shelf-${crypto.randomUUID()}`,
      version: 1,
      upgrade: (fresh) => void fresh.createObjectStore('things'),
      ...options,
    });
    made.push(own);
    return own;
  };
  const put = (own: Database<Shelf>, value: string): Promise<string> =>
    own.write(['things'], (tx) => tx.objectStore('things').put(value, 'one'));
  const get = (own: Database<Shelf>): Promise<string | undefined> => own.use((db) => db.get('things', 'one'));
  const failure = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => undefined,
      (error: unknown) => error,
    );

  /** Counts the openings from here on. */
  const openings = (): { count: number } => {
    const counted = { count: 0 };
    const { open } = IDBFactory.prototype;
    replace(IDBFactory.prototype, 'open', {
      value(this: IDBFactory, ...args: Parameters<typeof open>) {
        counted.count++;
        return open.apply(this, args);
      },
    });
    return counted;
  };

  afterEach(async () => {
    heal();
    await Promise.all(made.splice(0).map((own) => own.remove(1000)));
  });

  it('is not half made where making it fails, says why, and throws nothing at the page', async () => {
    const thrown: unknown[] = [];
    const onError = (event: Event): void => {
      event.preventDefault();
      thrown.push(event.type);
    };
    for (const type of ['error', 'unhandledrejection']) window.addEventListener(type, onError);
    const full = new DOMException('The disk is full.', 'QuotaExceededError');
    let room = false;
    const own = shelf({
      upgrade: (fresh) => {
        fresh.createObjectStore('things');
        if (!room) throw full;
      },
    });
    const error = await failure(own.open());
    expect(error).to.be.instanceOf(CannotOpen);
    expect((error as CannotOpen).cause).to.equal(full);
    await new Promise((next) => setTimeout(next, 50));
    for (const type of ['error', 'unhandledrejection']) window.removeEventListener(type, onError);
    expect(thrown).to.deep.equal([]);
    room = true;
    await put(own, 'cup');
    expect(await get(own)).to.equal('cup');
  });

  it('is opened once for all who ask', async () => {
    const opened = openings();
    const own = shelf();
    await Promise.all([put(own, 'cup'), get(own), own.open()]);
    expect(await get(own)).to.equal('cup');
    expect(opened.count).to.equal(1);
  });

  it('is asked for again after the browser has refused', async () => {
    const own = shelf();
    const denied = new DOMException('denied', 'SecurityError');
    replace(IDBFactory.prototype, 'open', {
      value: () => {
        throw denied;
      },
    });
    const error = await failure(get(own));
    expect(error).to.be.instanceOf(CannotOpen);
    expect((error as CannotOpen).cause).to.equal(denied);
    heal();
    await put(own, 'cup');
    expect(await get(own)).to.equal('cup');
  });

  it('gets a fresh connection when the one it has is dead, and gives up when that is dead as well', async () => {
    const own = shelf();
    await put(own, 'cup');
    const { transaction } = IDBDatabase.prototype;
    let strikes = 1;
    replace(IDBDatabase.prototype, 'transaction', {
      value(this: IDBDatabase, ...args: Parameters<typeof transaction>) {
        if (strikes-- > 0) throw new DOMException('The connection is closing.', 'InvalidStateError');
        return transaction.apply(this, args);
      },
    });
    const opened = openings();
    expect(await get(own)).to.equal('cup');
    expect(opened.count).to.equal(1);
    strikes = 2;
    expect(await failure(get(own))).to.include({ name: 'InvalidStateError' });
    expect(await get(own)).to.equal('cup');
  });

  it('does not do again what failed by itself, and takes back what it had written', async () => {
    const own = shelf();
    await put(own, 'cup');
    let turns = 0;
    const error = await failure(
      own.write(['things'], async (tx) => {
        turns++;
        await tx.objectStore('things').put('plate', 'one');
        throw new RangeError('No more plates.');
      }),
    );
    expect(error).to.be.instanceOf(RangeError);
    expect(turns).to.equal(1);
    expect(await get(own)).to.equal('cup');
  });

  it('lets another page upgrade it, and can then not be opened by this one', async () => {
    const name = `shelf-${crypto.randomUUID()}`;
    const older = shelf({ name });
    await put(older, 'cup');
    const newer = shelf({ name, version: 2, upgrade: () => undefined });
    expect(await get(newer)).to.equal('cup');
    const error = await failure(get(older));
    expect(error).to.be.instanceOf(CannotOpen);
    expect((error as CannotOpen).cause).to.include({ name: 'VersionError' });
  });

  it('says that an older page does not let go of it, and is there when that page has gone', async () => {
    const name = `shelf-${crypto.randomUUID()}`;
    // A page of somebody else's making, which does not listen.
    const deaf = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onsuccess = () => resolve(request.result);
      request.onerror = reject;
    });
    let connections = 0;
    const newer = shelf({ name, version: 2, opened: () => connections++ });
    const error = await failure(newer.open());
    expect((error as CannotOpen).cause).to.be.instanceOf(HeldByOlderTab);
    deaf.close();
    await put(newer, 'cup');
    expect(connections).to.equal(1);
  });

  it('gives up what another page keeps from its turn, and does not do it afterwards', async () => {
    const name = `shelf-${crypto.randomUUID()}`;
    const own = shelf({ name });
    await put(own, 'cup');
    const closeIt = await freeze(name);
    const [written, read] = await Promise.all([failure(put(own, 'plate')), failure(get(own))]);
    expect(written).to.be.instanceOf(StepStuck);
    expect(read).to.be.instanceOf(StepStuck);
    closeIt();
    expect(await get(own)).to.equal('cup');
    await put(own, 'plate');
    expect(await get(own)).to.equal('plate');
  });

  it('tells of its deletion by another page, and is made anew when it is needed', async () => {
    const name = `shelf-${crypto.randomUUID()}`;
    let deletions = 0;
    const own = shelf({ name, deleted: () => deletions++ });
    await put(own, 'cup');
    expect(await shelf({ name }).remove(1000)).to.equal(true);
    expect(deletions).to.equal(1);
    expect(await get(own)).to.equal(undefined);
  });

  it('can be closed while it is being opened, and opened again', async () => {
    let connections = 0;
    const own = shelf({ opened: () => connections++ });
    const asked = failure(own.open());
    own.close();
    expect(await asked).to.be.instanceOf(CannotOpen);
    expect(connections).to.equal(0);
    await put(own, 'cup');
    expect(connections).to.equal(1);
  });
});
