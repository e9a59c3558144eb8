import type { Tab } from '../browser/tab.js';
import type { Instant } from '../core/time.js';
import type { Ending } from './row.js';
import { endingKey, isDraft } from './row.js';
import type { Storage } from './storage.js';
import { storageError } from './storage.js';
import type { Tabs } from './tabs.js';
import type { Drafts, StoredDraft } from './types.js';

/** Drafts, and what the store itself does with them. */
export interface DraftKeeper {
  readonly drafts: Drafts;
  /** The draft of this key has become a mutation. */
  sent(key: string): void;
  /** Everything of this author has been removed from this device. */
  forget(): void;
}

/** What a draft is about has an id of the client's own, and one of the backend's once that has given it. */
export interface DraftIds {
  /** Settled once it is known which of them belong together. */
  readonly ready: Promise<unknown>;
  /** One name for both. */
  groupOf(id: string): string;
  /** The backend's, or the client's own as long as there is no other. */
  backendId(group: string): string;
}

/**
 * Text being written. A draft belongs to the tab that writes it; its id is the key it will be sent under, so that the
 * same draft sent from two tabs is one mutation. Saving is left to the caller to space out: a commit can take a while.
 */
export function createDrafts(
  storage: Storage,
  tabs: Tabs,
  joined: Promise<Tab>,
  now: () => Instant,
  newId: () => string,
  ids: DraftIds,
): DraftKeeper {
  /** A scope with another id in it; what comes before the first colon says what the draft is for. */
  const withId = (scope: string, idOf: (id: string) => string): string => {
    const begin = scope.indexOf(':') + 1;
    return begin === 0 ? scope : scope.slice(0, begin) + idOf(scope.slice(begin));
  };
  /** The same for a record before and after the backend has given its id. */
  const placeOf = (scope: string): string => withId(scope, (id) => ids.groupOf(id));
  /** As it is stored: the backend's id is known for longer than the client's own. */
  const lasting = (scope: string): string => withId(scope, (id) => ids.backendId(ids.groupOf(id)));

  /** The draft this tab writes, by the place it belongs to. */
  const own = new Map<string, string>();
  /** Drafts that another tab has taken over, sent or thrown away: what is typed here from now on is another one. */
  const lost = new Set<string>();
  /** Readings that are under way: what is typed meanwhile belongs to the draft they find. */
  const loading = new Map<string, Promise<unknown>>();
  const wiped = new Set<() => void>();
  let tab: Tab | undefined;
  void joined.then((found) => (tab = found));

  const write = async (
    changes: readonly (readonly [string, StoredDraft | undefined])[],
    after?: Promise<unknown>,
  ): Promise<void> => {
    try {
      await storage.write('drafts', changes, after);
    } catch (error) {
      throw storageError(error);
    }
  };
  const tell = (place: string, id: string): void => tabs.tell('draft', [place, id]);

  /** Whether a draft has become a mutation. One written a moment later than that would still lie there. */
  const isSent = async (id: string): Promise<boolean> => {
    const [row, ending] = await Promise.all([
      storage.get<unknown>('outbox', id),
      storage.get<Ending>('meta', endingKey(id)),
    ]);
    return row !== undefined || ending !== undefined;
  };

  /** The drafts of a place that are still to be sent, newest first. */
  const unsent = async (place: string): Promise<readonly StoredDraft[]> => {
    const found = (await storage.list<unknown>('drafts', '')).filter(isDraft);
    const ofScope = found.filter((draft) => placeOf(draft.scope) === place);
    const sent = await Promise.all(ofScope.map(({ id }) => isSent(id)));
    const over = ofScope.filter((_, at) => sent[at]);
    if (over.length > 0) await write(over.map(({ id }) => [id, undefined])).catch(() => undefined);
    return ofScope.filter((_, at) => !sent[at]).sort((a, b) => b.savedAt - a.savedAt);
  };

  const adopt = async (draft: StoredDraft): Promise<StoredDraft> => {
    const { id: by } = await joined;
    // Those of earlier versions had one id for all of a scope.
    const id = draft.id === draft.scope ? newId() : draft.id;
    const taken = Object.freeze({ ...draft, id, tab: by, scope: lasting(draft.scope) });
    const place = placeOf(draft.scope);
    own.set(place, id);
    lost.delete(id);
    await write([[id, taken], ...(id === draft.id ? [] : [[draft.id, undefined] as const])]);
    tell(place, id);
    return taken;
  };

  const changed = async ([place = '', id = '']: readonly string[]): Promise<StoredDraft | undefined> => {
    const draft = await storage.get<unknown>('drafts', id);
    const present = isDraft(draft) ? Object.freeze(draft) : undefined;
    if (own.get(placeOf(place)) === id && present?.tab !== (await joined).id) lost.add(id);
    return present;
  };
  tabs.listen(({ kind, ids }) => {
    if (kind === 'draft') void changed(ids).catch(() => undefined);
  });

  const idFor = (place: string): string => {
    const known = own.get(place);
    if (known !== undefined && !lost.has(known)) return known;
    const id = newId();
    own.set(place, id);
    return id;
  };

  /** The draft this tab goes on with. */
  const find = async (scope: string): Promise<StoredDraft | undefined> => {
    const { id: me, open } = await joined;
    await ids.ready.catch(() => undefined);
    const place = placeOf(scope);
    const found = await unsent(place);
    const mine = found.find(({ id }) => id === own.get(place)) ?? found.find((draft) => draft.tab === me);
    if (mine) {
      own.set(place, mine.id);
      return Object.freeze(mine);
    }
    const present = await open(found.map((draft) => draft.tab));
    const left = found.find((draft) => !present.has(draft.tab));
    return left && adopt(left);
  };

  const drafts: Drafts = {
    async load(scope: string) {
      const reading = find(scope);
      const over = (): void => {
        if (loading.get(scope) === reading) loading.delete(scope);
      };
      loading.set(scope, reading);
      reading.then(over, over);
      return reading;
    },
    async save(scope: string, data: Readonly<Record<string, unknown>>, sending?: string) {
      if (loading.has(scope)) await loading.get(scope)?.catch(() => undefined);
      const place = placeOf(scope);
      if (sending !== undefined && (own.get(place) !== sending || lost.has(sending))) return storage.kept;
      const id = idFor(place);
      // At once where it can be: a page that is being left does not wait.
      const { id: by } = tab ?? (await joined);
      await write([[id, { id, scope: lasting(scope), data, savedAt: now(), tab: by }]]);
      tell(place, id);
      return storage.kept;
    },
    async remove(scope: string, after?: Promise<unknown>) {
      const place = placeOf(scope);
      const id = own.get(place);
      own.delete(place);
      if (id === undefined || lost.has(id)) return;
      await write([[id, undefined]], after);
      tell(place, id);
    },
    begin: (scope: string) => void own.delete(placeOf(scope)),
    key(scope: string) {
      const place = placeOf(scope);
      const id = own.get(place) ?? newId();
      own.set(place, id);
      return id;
    },
    async offers(scope: string) {
      const place = placeOf(scope);
      const mine = own.get(place);
      return Object.freeze((await unsent(place)).filter(({ id }) => id !== mine));
    },
    async take(scope: string, id: string) {
      const draft = (await unsent(placeOf(scope))).find((one) => one.id === id);
      return draft && adopt(draft);
    },
    subscribe: (scope: string, listener: (draft: StoredDraft | undefined, sent: boolean) => void) =>
      tabs.listen(({ kind, ids }) => {
        const [which, id = ''] = ids;
        if (kind !== 'draft' || which === undefined || placeOf(which) !== placeOf(scope)) return;
        void Promise.all([changed(ids), isSent(id)]).then(
          ([draft, sent]) => listener(draft, sent),
          () => undefined,
        );
      }),
    onWipe(listener: () => void) {
      wiped.add(listener);
      return () => wiped.delete(listener);
    },
  };
  return {
    drafts: Object.freeze(drafts),
    sent(key: string) {
      for (const [place, id] of own)
        if (id === key) {
          own.delete(place);
          tell(place, id);
        }
    },
    forget() {
      own.clear();
      for (const listener of [...wiped]) listener();
    },
  };
}
