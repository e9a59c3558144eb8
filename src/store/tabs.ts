import { openChannel } from '../browser/channel.js';

/** The last three are about what a tab holds that is stored nowhere; see `holders`. */
const kinds = ['outbox', 'draft', 'wiped', 'signed-in', 'holding', 'released', 'asking'] as const;

/** What tabs tell each other: which things changed, never what is in them. */
export interface TabMessage {
  /** The version of the message. */
  readonly v: 1;
  readonly kind: (typeof kinds)[number];
  /** Ids of incidents, none for all of them; the scope and the id of a draft; or the id of a tab. */
  readonly ids: readonly string[];
}

export interface Tabs {
  /** This tab's id. */
  readonly id: string;
  /** The name under which this tab claims; it tells others whether they can notice that the tab has gone. */
  readonly owner: string;
  /** True for an owner found to have gone, so that its leases need not be waited for. */
  gone(owner: string): boolean;
  /** Finds out which of these owners have gone. */
  lookFor(owners: readonly string[]): Promise<void>;
  /** False where tabs cannot hear each other and have to look into the storage. */
  readonly connected: boolean;
  tell(kind: TabMessage['kind'], ids?: readonly string[]): void;
  listen(listener: (message: TabMessage) => void): () => void;
  close(): void;
}

function messageFrom(data: unknown): TabMessage | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { v, kind, ids } = data as { v?: unknown; kind?: unknown; ids?: unknown };
  const valid =
    v === 1 &&
    (kinds as readonly unknown[]).includes(kind) &&
    Array.isArray(ids) &&
    ids.every((id) => typeof id === 'string');
  return valid ? (data as TabMessage) : undefined;
}

/** An owner whose name begins like this holds a lock for as long as its tab lives. */
const present = 'p-';
const lockName = (owner: string): string => `incident-elements:tab:${owner}`;

/**
 * The other tabs on the same database. A lock per tab tells at once when a tab is gone; that only saves waiting for
 * its leases, which alone keep two tabs from sending the same thing.
 */
export function joinTabs(channelName: string, id: string): Tabs {
  const channel = openChannel(channelName, messageFrom);
  const dead = new Set<string>();
  let owner = id;
  let release = (): void => undefined;
  let shows = 0;
  // A held lock would keep the page out of the browser's back-and-forward cache: let go of while it is away, and then
  // a new name, since the old one may have been taken for gone.
  const leave = (): void => {
    owner = id;
    release();
  };
  const appear = (): void => {
    const name = `${present}${id}-${String(++shows)}`;
    release = holdLock(name, () => (owner = name));
  };
  appear();
  globalThis.addEventListener?.('pagehide', leave);
  globalThis.addEventListener?.('pageshow', onShow);
  function onShow({ persisted }: PageTransitionEvent): void {
    if (persisted) appear();
  }
  return {
    id,
    get owner() {
      return owner;
    },
    gone: (other) => dead.has(other),
    async lookFor(owners) {
      const others = owners.filter((other) => other !== owner && other.startsWith(present));
      if (others.length === 0) return;
      try {
        const { held = [] } = await within(1000, navigator.locks.query());
        const names = new Set(held.map(({ name }) => name));
        // They had their lock when they claimed: without it now they are gone for good.
        for (const other of others) if (!names.has(lockName(other))) dead.add(other);
      } catch {
        // Nobody is taken for gone; their leases run out.
      }
    },
    connected: channel.connected,
    tell: (kind, ids = []) => channel.announce({ v: 1, kind, ids }),
    listen: channel.subscribe,
    close() {
      globalThis.removeEventListener?.('pagehide', leave);
      globalThis.removeEventListener?.('pageshow', onShow);
      leave();
      channel.close();
    },
  };
}

/** Takes a lock until released; where locks are absent, forbidden or silent it is never granted. */
function holdLock(owner: string, granted: () => void): () => void {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  try {
    navigator.locks
      .request(lockName(owner), () => {
        granted();
        return held;
      })
      .catch(() => undefined);
  } catch {
    // Without locks the leases do it alone, only later.
  }
  return () => release();
}

function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer in time')), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
