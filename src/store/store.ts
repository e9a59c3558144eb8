import { IncidentError } from '../core/errors.js';
import type { Incident } from '../core/incident.js';
import { queryKey } from '../core/query.js';
import { createBases } from './bases.js';
import { createCommands } from './commands.js';
import { createConnection } from './connection.js';
import { databaseName } from './database.js';
import { createDrafts } from './drafts.js';
import type { Kit } from './kit.js';
import { batched, everything, signal } from './kit.js';
import { kpiSources } from './kpi-source.js';
import { incidentList } from './lists.js';
import { createLive } from './live.js';
import { fieldOptions } from './options.js';
import { outboxState } from './outbox.js';
import { createOverlays } from './overlay.js';
import { createQueue } from './queue.js';
import { createReaders } from './readers.js';
import { incidentRecord } from './records.js';
import { createSender } from './sender.js';
import { createStorage } from './storage.js';
import { joinTabs } from './tabs.js';
import { incidentTimeline } from './timelines.js';
import type { IncidentStore, OutboxHold, OutboxState, StoreOptions, StoreStatus } from './types.js';

/** Where tabs cannot hear each other they look into the storage this often. */
const lookEvery = 3000;
/** Views that nobody looks at any more are kept for a quick return, up to so many of a kind. */
const warmViews = 30;

/** An id nobody can guess; also in pages without a secure context, where `randomUUID` is missing. */
function randomId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

/**
 * The store of one desk: what is shown comes from this device first and is then refreshed; what is changed is stored
 * with its key before it is sent. At least once on the wire; effectively once where the backend honours the key;
 * otherwise an attempt without an answer is shown as `unknown` and never repeated by itself.
 */
export function createStore(options: StoreOptions): IncidentStore {
  const {
    adapter,
    author = '',
    persistence = 'indexeddb',
    now = Date.now,
    newId = randomId,
    random = Math.random,
  } = options;
  const {
    retryBase = 1000,
    retryCap = 60_000,
    lease = 30_000,
    pollInterval = 60_000,
    kpiCap = 10_000,
  } = options;
  const rules = { base: retryBase, cap: retryCap, random };
  const name = databaseName(adapter.id, author);
  const storage = createStorage(name, persistence);
  const tabs = joinTabs(persistence === 'none' ? `${name}|${newId()}` : name, newId());
  const connection = createConnection(now, rules);
  const queue = createQueue(storage, tabs, now, lease);
  const recorded = signal<Incident>();
  const kit: Kit = {
    adapter,
    author,
    storage,
    queue,
    bases: createBases((incident) => recorded.emit(incident)),
    overlays: createOverlays(),
    readers: createReaders(connection, now, pollInterval),
    now,
    kpiCap,
    recorded,
    queued: signal(),
    confirmed: signal(),
  };
  const { bases, readers } = kit;

  const sender = createSender({
    adapter,
    author,
    queue,
    tabs,
    connection,
    now,
    lease,
    rules,
    confirmed(row, answer) {
      const { incident } = answer;
      // Known under its client id as well, so that the pending row and the backend's are one.
      if (incident)
        bases.put(
          row.mutation.intent.kind === 'create'
            ? { ...incident, clientId: incident.clientId ?? row.group }
            : incident,
          bases.mark(),
        );
      justConfirmed.push({ row, answer });
    },
  });
  /** Views hear of a success when the outbox has let go of the mutation. */
  const justConfirmed: Parameters<typeof kit.confirmed.emit>[0][] = [];

  const status = createLive<StoreStatus>({ connection: 'unknown', storage: 'opening', signedOut: false });
  const outbox = createLive<OutboxState>({
    items: [],
    hold: 'none',
    pending: 0,
    failed: 0,
    unknown: 0,
    conflicts: 0,
  });

  const describe = (): void => {
    const { connection: way, signedOut } = connection.state.value;
    const { mode, reason } = storage.state.value;
    status.set({
      connection: way,
      storage: mode,
      ...(reason === undefined ? {} : { storageReason: reason }),
      signedOut,
    });
  };
  const describeOutbox = batched(() => {
    const { connection: way, signedOut, gate } = connection.state.value;
    const hold: OutboxHold = signedOut ? 'auth-required' : way === 'offline' ? 'offline' : 'none';
    outbox.set(outboxState(queue.groups().values(), hold, gate));
  });

  queue.onChange((group) => {
    describeOutbox();
    for (let at = justConfirmed.length - 1; at >= 0; at--) {
      const done = justConfirmed[at];
      if (done?.row.group !== group || !queue.ended(done.row.key)) continue;
      justConfirmed.splice(at, 1);
      kit.confirmed.emit(done);
    }
    kit.queued.emit(group);
  });
  connection.state.subscribe(() => {
    describe();
    describeOutbox();
  });
  storage.state.subscribe(describe);
  connection.onReturn(() => {
    readers.refreshAll();
    sender.pump();
  });
  /** Back from the back-and-forward cache: much may have happened meanwhile. */
  const returned = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted) return;
    readers.refreshAll();
    void queue.reload().then(sender.wake, () => undefined);
  };
  globalThis.addEventListener?.('pageshow', returned);
  tabs.listen(({ kind, ids }) => {
    if (kind === 'outbox')
      void queue.reloadGroups(ids).then(
        () => sender.pump(),
        () => undefined,
      );
    else if (kind === 'signed-in') connection.reset();
    else if (kind === 'wiped') forget();
  });
  const looking =
    tabs.connected || persistence === 'none'
      ? undefined
      : setInterval(
          () =>
            void queue.reload().then(
              () => sender.pump(),
              () => undefined,
            ),
          lookEvery,
        );
  const unsubscribe = adapter.subscribe?.(({ incidentId }) => readers.invalidate(incidentId));

  describe();
  void queue.ready.then(sender.wake).catch(() => undefined);

  let disposed = false;
  function dispose(): void {
    if (disposed) return;
    disposed = true;
    sender.stop();
    globalThis.removeEventListener?.('pageshow', returned);
    clearInterval(looking);
    unsubscribe?.();
    readers.close();
    connection.close();
    tabs.close();
    storage.close();
  }

  /** After a wipe nothing personal stays in view either. */
  function forget(): void {
    dispose();
    queue.forget();
    bases.keepOnly([]);
    kit.queued.emit(everything);
    views.list.clear();
    views.record.clear();
    views.timeline.clear();
  }

  const alive =
    <A extends readonly unknown[], R>(command: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> =>
      disposed
        ? Promise.reject(new IncidentError('aborted', 'This store has been closed.'))
        : command(...args);

  const kpi = kpiSources(kit);
  const views = {
    list: new Map<string, unknown>(),
    record: new Map<string, unknown>(),
    timeline: new Map<string, unknown>(),
    options: new Map<string, unknown>(),
  };
  /** The same view for the same question, so that two elements share one request. */
  const shared = <T>(kind: keyof typeof views, key: string, create: () => T): T => {
    const known = views[kind] as Map<string, T>;
    const view = known.get(key) ?? create();
    known.delete(key);
    known.set(key, view);
    const [oldest] = known.keys();
    if (known.size > warmViews && oldest !== undefined) known.delete(oldest);
    return view;
  };

  const commands = createCommands(kit, sender, newId);
  return Object.freeze<IncidentStore>({
    adapter,
    author,
    status: status.live,
    outbox: outbox.live,
    drafts: createDrafts(storage, tabs, now),
    incidents: (query, pageSize = 50) =>
      shared('list', `${String(pageSize)}|${queryKey(query)}`, () => incidentList(kit, query, pageSize)),
    incident: (id) => shared('record', id, () => incidentRecord(kit, id)),
    timeline: (id) => shared('timeline', id, () => incidentTimeline(kit, id)),
    options: () => shared('options', '', () => fieldOptions(kit)),
    kpi,
    ...commands,
    createIncident: alive(commands.createIncident),
    updateIncident: alive(commands.updateIncident),
    transition: alive(commands.transition),
    addEntry: alive(commands.addEntry),
    edit: alive(commands.edit),
    async resume() {
      if (disposed) return;
      connection.reset();
      tabs.tell('signed-in');
      await queue.reload().catch(() => undefined);
      for (const { key, nextAttemptAt } of [...queue.groups().values()].flat())
        if (nextAttemptAt !== undefined) await commands.retry(key);
      sender.pump();
    },
    dispose,
    async wipe({ force = false } = {}) {
      await queue.reload().catch(() => undefined);
      const unsent = [...queue.groups().values()].flat().length;
      if (unsent > 0 && !force) return { wiped: false, unsent };
      sender.stop();
      tabs.tell('wiped');
      await storage.destroy();
      forget();
      return { wiped: true, unsent };
    },
  });
}
