import { IncidentError } from '../core/errors.js';
import type { Incident } from '../core/incident.js';
import { queryKey } from '../core/query.js';
import { createBases } from './bases.js';
import { createCommands } from './commands.js';
import { createConnection } from './connection.js';
import { databaseName } from './database.js';
import { createDrafts } from './drafts.js';
import type { Kit } from './kit.js';
import { batched, signal } from './kit.js';
import { createLoader } from './lazy.js';
import { createLive } from './live.js';
import { createMirror } from './mirror.js';
import { outboxState } from './outbox.js';
import type { Wait } from './retry.js';
import { backoff } from './retry.js';
import type { Sending } from './sending.js';
import { createStorage } from './storage.js';
import { joinTabs } from './tabs.js';
import { tools } from './tools.js';
import type { Views } from './views.js';
import type { IncidentStore, Loaded, StoreOptions, StoreStatus } from './types.js';

/** Where tabs cannot hear each other they look into the storage this often. */
const lookEvery = 3000;
/** Views that nobody looks at any more are kept for a quick return, up to so many. */
const warmViews = 100;
/** The parts that the first paint can do without are fetched after so long at the latest. */
const idleAfter = 2000;

/** An id nobody can guess; also in pages without a secure context, where `randomUUID` is missing. */
const randomId = (): string =>
  crypto.randomUUID?.() ??
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const loading: Loaded = { state: 'loading', refreshing: false, cached: false };
const nothing = () => undefined;

/**
 * The store of one desk: what is shown comes from this device first and is then refreshed; what is changed is stored
 * with its key before it is sent. At least once on the wire; effectively once where the backend honours the key;
 * otherwise an attempt without an answer is shown as `unknown` and never repeated by itself.
 *
 * Showing lists and storing what people do is here from the start. Sending, and the views of single incidents, are
 * fetched right after; should that fail, what was stored stays queued and it is tried again.
 */
export function createStore({
  adapter,
  author = '',
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
}: StoreOptions): IncidentStore {
  const wait: Wait = (attempt, retryAfter) => backoff(attempt, { base, cap, random }, retryAfter);
  const name = databaseName(adapter.id, author);
  const storage = createStorage(name, persistence, () => forget());
  const tabs = joinTabs(persistence === 'none' ? name + newId() : name, newId());
  const connection = createConnection(now, wait, () => queue.groups().size > 0);
  const loader = createLoader(connection, now);
  const recorded = signal<Incident>();
  const bases = createBases(recorded.emit);
  const queue = createMirror(storage, tabs, (row, ending) => sending?.sentElsewhere(row, ending));
  const kit: Kit = {
    tools,
    adapter,
    author,
    storage,
    queue,
    bases,
    now,
    recorded,
    queued: signal(),
    confirmed: signal(),
  };
  let disposed = false;

  let views: Views | undefined;
  const getViews = loader.part(async () => {
    const { createViews } = await import('./views.js');
    views = createViews(kit, connection, pollInterval, kpiCap);
    if (disposed) views.readers.close();
    return views;
  });

  let sending: Sending | undefined;
  const getSending = loader.part(async () => {
    const { createSending } = await import('./sending.js');
    sending = createSending({ kit, tabs, connection, lease, retryCap: cap, cacheAge, wait, newKey: newId });
    if (disposed) sending.stop();
    return sending;
  });
  const send = (how: (sending: Sending) => unknown): void =>
    void getSending().then(how, (error: unknown) => loader.later(() => send(how), error));
  const pump = (): void => send(({ pump }) => pump());
  const reload = (): Promise<void> => queue.reload().then(pump, nothing);

  const status = createLive<StoreStatus>({ connection: 'unknown', storage: 'opening', signedOut: false });
  const outbox = createLive(outboxState([], 'none', 0));
  const describe = (): void => {
    const { connection: way, signedOut } = connection.state.value;
    const { mode, reason } = storage.state.value;
    status.set({ connection: way, storage: mode, storageReason: reason, signedOut });
  };
  const describeOutbox = batched(() => {
    const { connection: way, signedOut, gate } = connection.state.value;
    const hold = signedOut ? 'auth-required' : way === 'offline' ? way : 'none';
    outbox.set(outboxState(queue.groups().values(), hold, gate));
  });

  queue.onChange((group) => {
    describeOutbox();
    sending?.announce(group);
    kit.queued.emit(group);
  });
  connection.state.subscribe(() => {
    describe();
    describeOutbox();
  });
  storage.state.subscribe(describe);
  connection.onReturn(() => {
    views?.readers.refreshAll();
    pump();
  });
  /** Back from the back-and-forward cache: much may have happened meanwhile. */
  const returned = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted) return;
    views?.readers.refreshAll();
    void queue.reload().then(() => send(({ wake }) => wake()), nothing);
  };
  globalThis.addEventListener?.('pageshow', returned);
  tabs.listen(({ kind, ids }) => {
    if (kind === 'outbox') void queue.reloadGroups(ids).then(pump, nothing);
    else if (kind === 'signed-in') connection.reset();
    else if (kind === 'wiped') forget();
  });
  const looking =
    tabs.connected || persistence === 'none' ? undefined : setInterval(() => void reload(), lookEvery);
  const unsubscribe = adapter.subscribe?.(({ incidentId }) => views?.readers.invalidate(incidentId));

  describe();
  const wake = (): void => send(({ wake }) => wake());
  void queue.ready.then(() => {
    if (queue.groups().size > 0) wake();
    else if (typeof requestIdleCallback === 'function') requestIdleCallback(wake, { timeout: idleAfter });
    else setTimeout(wake, idleAfter);
  }, nothing);

  function dispose(): void {
    if (disposed) return;
    disposed = true;
    sending?.stop();
    globalThis.removeEventListener?.('pageshow', returned);
    clearInterval(looking);
    unsubscribe?.();
    for (const part of [views?.readers, loader, connection, tabs, storage]) part?.close();
  }

  /** After a wipe nothing personal stays in view either. */
  function forget(): void {
    dispose();
    queue.forget();
    bases.forget();
    kit.queued.emit(undefined);
    known.clear();
  }

  const alive =
    <A extends readonly unknown[], R>(command: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> =>
      disposed
        ? Promise.reject(new IncidentError('aborted', 'This store has been closed.'))
        : command(...args);

  const known = new Map<string, unknown>();
  /** The same view for the same question, so that two elements share one request. */
  const shared = <T>(key: string, create: () => T): T => {
    const view = (known.get(key) as T | undefined) ?? create();
    known.delete(key);
    known.set(key, view);
    const [oldest] = known.keys();
    if (known.size > warmViews && oldest !== undefined) known.delete(oldest);
    return view;
  };

  const commands = createCommands(kit, pump, newId);
  return Object.freeze<IncidentStore>({
    adapter,
    author,
    status: status.live,
    outbox: outbox.live,
    drafts: createDrafts(storage, tabs, now),
    incidents: (query, pageSize = 50) => {
      const key = `list|${String(pageSize)}|${queryKey(query)}`;
      return shared(key, () =>
        loader.view(
          { ...loading, items: [], total: null, hasMore: false },
          async () => (await getViews()).list(query, pageSize, key),
          'refresh',
          'loadMore',
        ),
      );
    },
    incident: (id) =>
      shared(`record|${id}`, () =>
        loader.view(loading, async () => (await getViews()).record(id), 'refresh'),
      ),
    timeline: (id) =>
      shared(`timeline|${id}`, () =>
        loader.view(
          { ...loading, entries: { length: 0, at: nothing }, revision: 0, hasMore: false, total: null },
          async () => (await getViews()).timeline(id),
          'refresh',
          'loadMore',
          'loadTexts',
        ),
      ),
    options: () =>
      shared('options', () =>
        loader.view({ ...loading, options: {} }, async () => (await getViews()).options(), 'refresh'),
      ),
    kpi: (request) =>
      loader.view({ ...loading, approximate: false }, async () => (await getViews()).kpi(request), 'refresh'),
    newKey: newId,
    createIncident: alive(commands.createIncident),
    updateIncident: alive(commands.updateIncident),
    transition: alive(commands.transition),
    addEntry: alive(commands.addEntry),
    retry: async (key) => (await getSending()).retry(key),
    discard: async (key) => (await getSending()).discard(key),
    edit: alive(async (key, draft) => (await getSending()).edit(key, draft)),
    resolveConflict: async (key, choice) => (await getSending()).resolveConflict(key, choice),
    exportOutbox: () =>
      JSON.stringify(
        [...queue.groups().values()]
          .flat()
          .map(({ mutation, state, error }) => ({ ...mutation, state, error })),
        null,
        2,
      ),
    async resume() {
      if (disposed) return;
      connection.reset();
      tabs.tell('signed-in');
      await queue.reload().catch(nothing);
      await (await getSending()).hurry();
    },
    dispose,
    async wipe({ force = false } = {}) {
      await queue.reload().catch(nothing);
      const unsent = [...queue.groups().values()].flat().length;
      if (unsent > 0 && !force) return { wiped: false, unsent };
      sending?.stop();
      tabs.tell('wiped');
      await storage.destroy().finally(forget);
      return { wiped: true, unsent };
    },
  });
}
