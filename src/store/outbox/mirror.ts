import type { Incident } from '../../core/incident.js';
import type { Bases } from '../bases.js';
import type { Signal } from '../live.js';
import { signal } from '../live.js';
import type { Answer, Ending, GroupChange, OutboxRow } from '../row.js';
import { bySequence, endingKey } from '../row.js';
import type { Damaged, GroupStep } from '../persistence.js';
import type { CachedRecord, Storage } from '../storage.js';
import type { Tabs } from '../tabs.js';
import type { MutationOutcome } from '../types.js';

/** A reading that other steps keep overtaking is believed in the end; the next message corrects it. */
const mostReadings = 5;

/** A mutation that went through, and what the backend answered. */
export interface Confirmation {
  readonly row: OutboxRow;
  readonly answer: Answer;
}

/** What is stored of the outbox, as far as this tab knows, and what became of what is not there any more. */
export interface Mirror {
  /** Resolves when it has been filled for the first time, or the storage has refused. */
  readonly ready: Promise<void>;
  /** The first reading is over, whatever came of it. */
  opened(): boolean;
  /** The whole of the storage has been read: nothing unsent lies there that is not in view. */
  whole(): boolean;
  /** What lies in the outbox and is no mutation, or cannot be read. */
  damaged(): readonly Damaged[];
  /** Takes something damaged out for good. */
  drop(key: string): Promise<void>;
  groups(): ReadonlyMap<string, readonly OutboxRow[]>;
  rows(group: string): readonly OutboxRow[];
  /**
   * The last place in an incident's order that is taken, as far as this tab knows. What has gone through counts: where
   * the storage could not follow, its row is still there for other tabs.
   */
  lastPlace(group: string): number;
  find(key: string): OutboxRow | undefined;
  /** The name under which an incident's mutations are kept, given any id of it. */
  groupOf(id: string): string;
  /** The backend's id; the client's own as long as the backend has given none. */
  backendId(group: string): string;
  isNew(group: string): boolean;
  ended(key: string): Ending | undefined;
  /** Takes the ending of what this tab got through over and its row out of view, before the storage has followed. */
  end(ending: Ending, confirmation: Confirmation): void;
  outcome(key: string): Promise<MutationOutcome>;
  tell(key: string, outcome: MutationOutcome): void;
  /** Reads an incident's mutations, decides and writes in one transaction; then tells the views and other tabs. */
  step(group: string, decide: GroupStep, key?: string): Promise<GroupChange>;
  /** Adds a mutation of which nobody else can know yet. */
  enlist(row: OutboxRow): Promise<void>;
  reload(): Promise<void>;
  /** Empties what is in view; for a page whose person has gone. */
  forget(): void;
  /** Reads single incidents' mutations anew, as another tab has changed them. */
  reloadGroups(groups: readonly string[]): Promise<void>;
  /** The mutations of an incident have changed. */
  readonly changed: Signal<string>;
  /** What is known of the storage as a whole has changed. */
  readonly surveyed: Signal<void>;
  /** A mutation of ours went through, in this tab or another one. Told before the change of its incident. */
  readonly confirmed: Signal<Confirmation>;
}

const none: readonly OutboxRow[] = Object.freeze([]);

const isCreation = ({ mutation }: OutboxRow): boolean => mutation.intent.kind === 'create';

/** `emptied` is called when everything has been removed from the storage by another tab. */
export function createMirror(storage: Storage, tabs: Tabs, bases: Bases, emptied: () => void): Mirror {
  const mirror = new Map<string, readonly OutboxRow[]>();
  /** What lies in a database that cannot be reached at the moment: in view, but not to be sent. */
  let stranded = new Map<string, readonly OutboxRow[]>();
  const places = new Map<string, number>();
  const endings = new Map<string, Ending>();
  const created = new Map<string, string>();
  const groupById = new Map<string, string>();
  const waiters = new Map<
    string,
    { promise: Promise<MutationOutcome>; resolve: (outcome: MutationOutcome) => void }
  >();
  const changed = signal<string>();
  const confirmed = signal<Confirmation>();
  const surveyed = signal<void>();
  let read = false;
  let opened = false;
  let forgotten = false;
  let damaged: readonly Damaged[] = [];
  let born: string | null | undefined;
  /** Grows when a step begins and ends and when the place changes: a reading can tell that it has been overtaken. */
  let moves = 0;

  /** Only which incident it is: those who wait for the mutation are told by whoever finds its row gone. */
  const identify = ({ group, created: id }: Ending): void => {
    if (id === undefined) return;
    created.set(group, id);
    groupById.set(id, group);
  };

  const learn = (ending: Ending): void => {
    endings.set(ending.key, ending);
    identify(ending);
  };

  const tell = (key: string, outcome: MutationOutcome): void => {
    waiters.get(key)?.resolve(outcome);
    waiters.delete(key);
  };

  const backendId = (group: string): string => created.get(group) ?? group;

  /** Takes a group's rows over and lets those who wait know what became of theirs. */
  const take = (group: string, stored: Iterable<OutboxRow>): void => {
    if (forgotten) return void mirror.clear();
    const left = new Map((stranded.get(group) ?? none).map((row) => [row.key, row]));
    for (const row of stored) left.set(row.key, row);
    places.set(group, Math.max(places.get(group) ?? 0, ...[...left.values()].map(({ seq }) => seq)));
    const rows = [...left.values()].filter(({ key }) => !endings.has(key)).sort(bySequence);
    if (rows.length > 0) mirror.set(group, rows);
    else mirror.delete(group);
    for (const { key, state, error } of rows)
      if (state !== 'queued' && state !== 'sending') tell(key, { state, ...(error ? { error } : {}) });
  };

  const show = (group: string, stored: Iterable<OutboxRow>): void => {
    take(group, stored);
    changed.emit(group);
  };

  const rowsOf = (group: string): readonly OutboxRow[] => mirror.get(group) ?? none;

  const missing = (group: string, stored: readonly OutboxRow[]): readonly OutboxRow[] =>
    rowsOf(group).filter(
      ({ key }) => ![...stored, ...(stranded.get(group) ?? none)].some((row) => row.key === key),
    );

  /** The record another tab has left with word of an ending. */
  const recordOf = async ({ group }: OutboxRow, ending: Ending): Promise<Incident | undefined> => {
    if (ending.state !== 'confirmed') return undefined;
    const kept = await storage.get<CachedRecord>('records', ending.created ?? backendId(group));
    return kept && kept.at >= ending.at ? kept.incident : undefined;
  };

  /**
   * Whether the database is another one than before: the site's data were cleared under this page, which then holds the
   * only copy. One that has lost its mark was emptied by another tab on purpose.
   */
  const isAnother = async (): Promise<boolean> => {
    const present = await storage.born();
    if (present === undefined) return false;
    const before = born;
    born = present;
    if (present === null && before) emptied();
    return before !== undefined && present !== null && present !== before;
  };

  /**
   * Rows that have gone from the storage were ended by another tab, which has left word of it; the others have been lost
   * there and are put back. Returns those that have ended.
   */
  const endingsOf = async (gone: readonly OutboxRow[]): Promise<readonly OutboxRow[]> => {
    const over: OutboxRow[] = [];
    const lost: OutboxRow[] = [];
    const cleared = await isAnother();
    for (const row of gone) {
      const { key } = row;
      const ending = await storage.get<Ending>('meta', endingKey(key));
      const incident = ending && (await recordOf(row, ending));
      // What reached the database just before it got out of reach is still there, and may have been sent from there.
      if (!ending && !storage.whole) {
        stranded.set(row.group, [...(stranded.get(row.group) ?? none), row]);
        continue;
      }
      // Not gone any more where another look has put it back.
      if (!ending && (await storage.rows(row.group)).some((stored) => stored.key === key)) continue;
      if (!ending && cleared) {
        lost.push(row);
        continue;
      }
      over.push(row);
      // Its end may have become known in another way meanwhile.
      if (endings.has(key)) continue;
      // From here on at once: what ended goes out of view only together with the record it became.
      if (ending) learn(ending);
      if (incident) bases.put(incident, bases.mark());
      if (ending?.state === 'confirmed') confirmed.emit({ row, answer: incident ? { incident } : {} });
      tell(key, { state: ending?.state ?? 'discarded', incident });
    }
    if (lost.length > 0) {
      await storage.merge({ rows: lost, endings: [], drafts: [] });
      moves++;
      tabs.tell(
        'outbox',
        lost.map(({ group }) => group),
      );
    }
    return over;
  };

  /** One look after the other: what the first puts back is no loss to the second. */
  let looks: Promise<unknown> = Promise.resolve();
  const lookForEndings = (gone: readonly OutboxRow[]): Promise<readonly OutboxRow[]> => {
    if (gone.length === 0) return Promise.resolve(gone);
    const done = looks.then(() => endingsOf(gone));
    looks = done.catch(() => undefined);
    return done;
  };

  const step: Mirror['step'] = async (group, decide, asked) => {
    moves++;
    try {
      let before: readonly OutboxRow[] = none;
      const change = await storage.transact(
        group,
        (rows, ended) => {
          if (ended) (asked === undefined ? identify : learn)(ended);
          return decide((before = rows), ended);
        },
        // A tab that has gone may have logged the incident, and left nothing but word of what it became.
        asked ?? (created.has(group) ? undefined : group),
      );
      const after = new Map([...before, ...(change.put ?? none)].map((row) => [row.key, row]));
      for (const key of change.drop ?? []) after.delete(key);
      for (const ending of change.ended ?? []) learn(ending);
      const elsewhere = missing(group, before);
      if (change.put?.length || change.drop?.length) tabs.tell('outbox', [group]);
      // In view until their end is known: what they changed must not seem undone in between.
      show(group, [...after.values(), ...elsewhere]);
      if (elsewhere.length > 0)
        void lookForEndings(elsewhere).then(
          (over) =>
            show(
              group,
              rowsOf(group).filter((row) => !over.includes(row)),
            ),
          () => undefined,
        );
      return change;
    } finally {
      moves++;
    }
  };

  const enlist = async (row: OutboxRow): Promise<void> => {
    const { group } = row;
    moves++;
    try {
      // Told twice: the other tabs' readings wait for this to be written, and one that came too soon reads again.
      await storage.enlist(row, () => tabs.tell('outbox', [group]));
      tabs.tell('outbox', [group]);
      show(group, [...rowsOf(group), row]);
    } finally {
      moves++;
    }
  };

  /** Which incident these belong to, where another tab has logged it and nothing of that is left in the outbox. */
  const lookForId = async (group: string, rows: readonly OutboxRow[]): Promise<void> => {
    if (rows.length === 0 || created.has(group) || rows.some(isCreation)) return;
    const ending = await storage.get<Ending>('meta', endingKey(group));
    if (ending) identify(ending);
  };

  /** Shows what a reading finds, unless a step of our own came in between; then it reads again. */
  const once = async (read: () => Promise<ReadonlyMap<string, readonly OutboxRow[]>>): Promise<void> => {
    for (let left = mostReadings; left > 0; left--) {
      const seen = moves;
      const found = await read();
      for (const [group, rows] of found) {
        await lookForEndings(missing(group, rows));
        await lookForId(group, rows);
      }
      if (seen !== moves && left > 1) continue;
      for (const [group, rows] of found) show(group, rows);
      return;
    }
  };

  /** One reading after the other, so that an older one never has the last word. */
  let readings: Promise<unknown> = Promise.resolve();
  const refill: typeof once = (readRows) => {
    const done = readings.then(() => once(readRows));
    readings = done.catch(() => undefined);
    return done;
  };

  const readAll = async (): Promise<ReadonlyMap<string, readonly OutboxRow[]>> => {
    const found = new Map<string, OutboxRow[]>([...mirror.keys()].map((group) => [group, []]));
    const over: Ending[] = [];
    const stored = await storage.outbox();
    for (const row of stored.rows) {
      // Ended while its database was out of reach.
      const ending = endings.get(row.key);
      if (ending) over.push(ending);
      const rows = found.get(row.group);
      if (rows) rows.push(row);
      else found.set(row.group, [row]);
    }
    damaged = stored.damaged;
    // The row never goes without word of its end: another tab could not tell what became of it.
    if (over.length > 0) await storage.merge({ rows: [], endings: over, drafts: [] });
    return found;
  };

  const reload = async (): Promise<void> => {
    try {
      await refill(readAll);
      read = true;
    } catch (error) {
      read = false;
      throw error;
    } finally {
      surveyed.emit();
    }
  };

  const start = async (): Promise<void> => {
    for (const ending of await storage.list<Ending>('meta', endingKey('')))
      if (typeof ending?.key === 'string') learn(ending);
    born = await storage.born();
    await reload();
  };

  storage.onSwitch((moved) => {
    moves++;
    const { kept } = storage;
    if (moved) stranded = new Map(kept === 'memory' ? mirror : []);
    surveyed.emit();
    void reload().then(
      // What this page alone has held is there for the others now.
      () => (kept === 'durable' ? tabs.tell('outbox') : undefined),
      () => undefined,
    );
  });

  return {
    ready: start()
      .catch(() => undefined)
      .then(() => {
        opened = true;
        surveyed.emit();
      }),
    opened: () => opened,
    whole: () => read && storage.whole,
    damaged: () => damaged,
    async drop(key) {
      await storage.write('outbox', [[key, undefined]]);
      tabs.tell('outbox');
      await reload();
    },
    groups: () => mirror,
    rows: rowsOf,
    lastPlace: (group) => places.get(group) ?? 0,
    find(key) {
      for (const rows of mirror.values()) for (const row of rows) if (row.key === key) return row;
      return undefined;
    },
    groupOf: (id) => groupById.get(id) ?? id,
    backendId,
    isNew: (group) => !created.has(group) && mirror.get(group)?.some(isCreation) === true,
    ended: (key) => endings.get(key),
    end(ending, confirmation) {
      const { group } = ending;
      learn(ending);
      take(group, rowsOf(group));
      confirmed.emit(confirmation);
      changed.emit(group);
    },
    outcome(key) {
      const ending = endings.get(key);
      if (ending) return Promise.resolve({ state: ending.state });
      const known = waiters.get(key);
      if (known) return known.promise;
      let resolve: (outcome: MutationOutcome) => void = () => undefined;
      const promise = new Promise<MutationOutcome>((done) => (resolve = done));
      waiters.set(key, { promise, resolve });
      return promise;
    },
    tell,
    step,
    enlist,
    reload,
    forget() {
      forgotten = true;
      stranded = new Map();
      damaged = [];
      for (const group of [...mirror.keys()]) show(group, none);
      surveyed.emit();
    },
    reloadGroups: (groups) =>
      refill(async () => {
        const found = new Map<string, readonly OutboxRow[]>();
        for (const group of groups) found.set(group, await storage.rows(group));
        return found;
      }),
    changed,
    confirmed,
    surveyed,
  };
}
