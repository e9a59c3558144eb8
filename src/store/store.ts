import { IncidentError } from '../core/errors.js';
import type { Instant, Millis } from '../core/time.js';
import { createBases } from './bases.js';
import { createCommands } from './commands.js';
import type { Wait } from './connection.js';
import { backoff, createConnection } from './connection.js';
import { createDrafts } from './drafts.js';
import { expire } from './expiry.js';
import { createFiles } from './files.js';
import { createHolders } from './holders.js';
import type { Identity } from './identity.js';
import { changingIdentity, createIdentity, readingAs } from './identity.js';
import { createLive } from './live.js';
import { createOutbox } from './outbox/outbox.js';
import { createQueue } from './outbox/queue.js';
import { createReadings } from './reading.js';
import { createStorage, databaseName } from './storage.js';
import { joinTab, randomId } from '../browser/tab.js';
import { joinTabs } from './tabs.js';
import type { OutboxRow } from './row.js';
import { endingKey } from './row.js';
import type { IncidentStore, StoreOptions, StoreStatus } from './types.js';
import { createUnnamed } from './unnamed.js';
import { createVersions } from './versions.js';
import type { ViewParts } from './view.js';
import { createViews } from './view.js';
import { incidentList } from './views/list.js';
import { fieldDescription } from './views/description.js';
import { incidentRecord } from './views/record.js';

/** Tabs look into the storage this often where they cannot hear each other, and where they can. */
const lookEvery = 3000;
const lookSeldom = 20_000;

/** Told with a wipe that does not spare what is unsent. */
const unsentAsWell = 'unsent';

/** This page among those of the same origin. */
const page = randomId();

const nothing = () => undefined;

/** What a desk with a name does with a store of nobody. */
interface Nobodys {
  /** Goes on under that name: it asks for what was not written in it. Left out where it has one already. */
  become?(named: Identity): void;
  /** What was written in it and is unsent. */
  written(): readonly OutboxRow[];
  /** Removes that, also what is being sent, and everything that was read. */
  forsake(): Promise<void>;
}
const nobodys = new WeakMap<IncidentStore, Nobodys>();

function handOver(store: IncidentStore | undefined, named: Identity): IncidentStore | undefined {
  const goOn = store && nobodys.get(store)?.become;
  goOn?.(named);
  return goOn && store;
}

/**
 * The store of one desk: what is shown comes from this device first and is then refreshed; what is changed is stored
 * with its key before it is sent. At least once on the wire; effectively once where the backend honours the key;
 * otherwise an attempt without an answer is shown as `unknown` and never repeated by itself.
 */
export const createStore = (options: StoreOptions): IncidentStore => openStore(options);

/** `named`: who looks at what nobody has signed. Nothing of that goes out before they say so. */
function openStore(options: StoreOptions, named?: Identity): IncidentStore {
  const {
    adapter,
    author = '',
    policy,
    persistence = 'indexeddb',
    now = Date.now,
    newId = randomId,
    random = Math.random,
    retryBase: base = 1000,
    retryCap: cap = 60_000,
    lease = 30_000,
    pollInterval = 60_000,
    kpiCap = 10_000,
    cacheAge = 7 * 24 * 60 * 60_000,
  } = options;
  const wait: Wait = (attempt, retryAfter) => backoff(attempt, { base, cap, random }, retryAfter);
  const name = databaseName(adapter.id, author);
  const storage = createStorage(name, persistence, () => forget());
  // What is kept in memory only concerns this page only.
  const tabs = joinTabs(persistence === 'none' ? `${name}#${page}` : name, newId());
  const belief = { records: createVersions(), tasks: createVersions() };
  const ahead = (): Millis => adapter.ahead?.() ?? 0;
  const present = (): Instant => now() + ahead();
  const bases = createBases(belief.records, ahead);
  const queue = createQueue(storage, tabs, bases, lease, () => forget());
  const holders = createHolders(storage, tabs);
  const connection = createConnection(now, wait, () => queue.groups().size > 0);
  const joined = joinTab(name);
  const { drafts, ...keeper } = createDrafts(storage, tabs, joined, now, newId, queue);
  const minted = new Set<string>();
  const newKey = (): string => {
    const key = newId();
    minted.add(key);
    return key;
  };
  let asks = named !== undefined;
  const identity = changingIdentity(named ?? createIdentity(adapter, author, now));
  const reading = readingAs(identity, adapter);
  const files = createFiles({ adapter: reading, storage, queue, now, newId });
  const parts = { adapter, author, storage, queue, bases, files, now, newKey, minted, written: keeper.sent };
  const unnamed = createUnnamed(
    author === ''
      ? undefined
      : {
          name: databaseName(adapter.id, ''),
          persistence,
          begun: options.before !== undefined && nobodys.get(options.before)?.become !== undefined,
          open: () => handOver(options.before, identity) ?? openStore({ ...options, author: '' }, identity),
          forsake: async (store) => nobodys.get(store)?.forsake(),
        },
  );
  const outbox = createOutbox({
    ...parts,
    ...{ belief, tabs, connection, identity, holders, unnamed, lease, wait, breather: base },
    asks: () => asks,
    retryCap: cap,
  });
  let disposed = false;
  const refuseClosed = (): void => {
    if (disposed) throw new IncidentError('aborted', 'This store has been closed.');
  };
  const commands = createCommands({ ...parts, refuseClosed }, outbox);
  const readings = createReadings(connection, now, pollInterval);
  const views = createViews(queue, bases, readings);
  const inside: ViewParts = { ...parts, present, ahead, adapter: reading, views, kpiCap, policy };
  const stopExpiry = expire(storage, now, cacheAge, files.sweep);

  const status = createLive<StoreStatus>({ connection: 'unknown', storage: 'opening', signedOut: false });
  const describe = (): void => {
    const { connection: way, signedOut } = connection.state.value;
    const { mode, reason, heldBy } = storage.state.value;
    status.set({
      connection: way,
      // Until it has been read nobody knows what is in it.
      storage: mode === 'durable' && !queue.opened() ? 'opening' : mode,
      ...(reason === undefined ? {} : { storageReason: reason }),
      ...(heldBy ? { storageHeldBy: heldBy } : {}),
      signedOut,
      ...(identity.stranger ? { otherPerson: true } : {}),
    });
  };
  connection.state.subscribe(describe);
  storage.state.subscribe(describe);
  queue.surveyed.on(describe);
  identity.changed.on(describe);
  describe();

  const reload = (): Promise<void> => {
    void unnamed.look();
    return queue.reload().then(outbox.wake, nothing);
  };
  void queue.ready.then(unnamed.look);
  unnamed.left.on(readings.refreshAll);
  connection.onReturn(() => {
    readings.refreshAll();
    outbox.pump();
  });
  /** Back from the back-and-forward cache: much may have happened meanwhile, a sign-in by somebody else for one. */
  const returned = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted) return;
    identity.doubt();
    readings.refreshAll();
    void reload();
  };
  globalThis.addEventListener?.('pageshow', returned);
  globalThis.addEventListener?.('focus', identity.doubt);
  const signedIn = (): void => {
    identity.reset();
    connection.reset();
  };
  tabs.listen(({ kind, ids }) => {
    if (kind === 'wiped' && ids.includes(unsentAsWell)) void unnamed.forsake().catch(nothing);
    if (kind === 'outbox')
      void (ids.length > 0 ? queue.reloadGroups(ids) : queue.reload()).then(outbox.pump, nothing);
    else if (kind === 'signed-in') signedIn();
    else if (kind === 'wiped') forget();
  });
  // A word of another tab may get lost; in the end all tabs show the same.
  const looking =
    persistence === 'none'
      ? undefined
      : setInterval(() => void reload(), tabs.connected ? lookSeldom : lookEvery);
  const unsubscribe = adapter.subscribe?.(({ incidentId }) => readings.invalidate(incidentId));

  function dispose(): void {
    if (disposed) return;
    disposed = true;
    nobodys.delete(store);
    outbox.stop();
    stopExpiry();
    globalThis.removeEventListener?.('pageshow', returned);
    globalThis.removeEventListener?.('focus', identity.doubt);
    clearInterval(looking);
    unsubscribe?.();
    void joined.then(({ leave }) => leave());
    for (const { close } of [unnamed, readings, connection, holders, tabs, storage]) close();
  }

  /** After a wipe nothing personal stays in view either. */
  function forget(): void {
    dispose();
    storage.forget();
    files.forget();
    keeper.forget();
    queue.forget();
    bases.forget();
    views.forget();
  }

  /** What a desk with a name does with this one. */
  function ofNobody(): Nobodys {
    const written = (): readonly OutboxRow[] =>
      [...queue.groups().values()].flat().filter(({ key }) => outbox.allowed.has(key));
    return {
      ...(named
        ? {}
        : {
            become(next) {
              asks = true;
              identity.become(next);
            },
          }),
      written,
      async forsake() {
        // An answer to what is being sent would be kept as well.
        outbox.stop();
        const rows = (await storage.outbox()).rows.filter(({ key }) => outbox.allowed.has(key));
        for (const group of new Set(rows.map((row) => row.group)))
          await queue.step(group, (stored) => ({
            drop: stored.flatMap(({ key }) => (outbox.allowed.has(key) ? [key] : [])),
          }));
        await files.release(
          rows.flatMap(({ mutation: { intent } }) => (intent.kind === 'attach' ? [intent.file.id] : [])),
        );
        await storage.write(
          'meta',
          [...outbox.allowed].map((key) => [endingKey(key), undefined]),
        );
        await storage.dropCache();
      },
    };
  }

  const store = Object.freeze<IncidentStore>({
    adapter,
    author,
    status: status.live,
    outbox: outbox.state,
    uploads: outbox.uploads,
    drafts,
    files,
    unnamed: unnamed.state,
    get statusNames() {
      return bases.statusNames;
    },
    incidents: (query, pageSize = 50) => incidentList(inside, query, pageSize),
    incident: (id) => incidentRecord(inside, id),
    description: () => fieldDescription(inside),
    open: (view, ...given) => view(inside as never, ...given),
    newKey,
    ...commands,
    retry: outbox.retry,
    discard: outbox.discard,
    async edit(...given) {
      refuseClosed();
      return outbox.edit(...given);
    },
    resolveConflict: outbox.resolveConflict,
    exportOutbox: outbox.text,
    async resume() {
      if (disposed) return;
      signedIn();
      tabs.tell('signed-in');
      void unnamed.look();
      await queue.reload().catch(nothing);
      await outbox.hurry();
      await unnamed.state.value.store?.resume();
    },
    dispose,
    async wipe({ force = false } = {}) {
      await queue.reload().catch(nothing);
      // What this desk wrote before it learnt its name is theirs as well.
      const { store: before } = unnamed.state.value;
      const rows = [
        ...[...queue.groups().values()].flat(),
        ...((before && nobodys.get(before)?.written()) ?? []),
      ];
      const unsent = rows.length + queue.damaged().length;
      const underWay = rows.filter(({ state }) => state === 'sending').length;
      if (unsent > 0 && !force) return { wiped: false, unsent, underWay };
      outbox.stop();
      tabs.tell('wiped', force ? [unsentAsWell] : []);
      const ends = await Promise.allSettled([storage.destroy(), unnamed.forsake()]);
      forget();
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
      return { wiped: true, unsent, underWay };
    },
  });
  if (author === '') nobodys.set(store, ofNobody());
  return store;
}
