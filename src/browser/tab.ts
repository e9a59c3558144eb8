/** Where a tab finds its id again after a reload. It says nothing about anybody. */
const storageKey = 'incident-elements:tab';
const lockPrefix = 'incident-elements:open:';
/** A page that is being left lets go of its lock a moment after the next one has begun. */
const handOver = 300;

/** An id nobody can guess; also in pages without a secure context, where `randomUUID` is missing. */
export const randomId = (): string =>
  crypto.randomUUID?.() ??
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Takes a lock; undefined where it is held elsewhere, or where locks cannot be had. */
function lock(id: string, within: number): Promise<(() => void) | undefined> {
  return new Promise((resolve) => {
    const giveUp = new AbortController();
    const timer = setTimeout(() => {
      giveUp.abort();
      resolve(undefined);
    }, within);
    const held = (): Promise<void> =>
      new Promise((release) => {
        clearTimeout(timer);
        resolve(release);
      });
    try {
      navigator.locks
        .request(lockPrefix + id, { signal: giveUp.signal }, held)
        .catch(() => resolve(undefined));
    } catch {
      clearTimeout(timer);
      resolve(undefined);
    }
  });
}

function remembered(): string | undefined {
  try {
    return sessionStorage.getItem(storageKey) ?? undefined;
  } catch {
    return undefined;
  }
}

function remember(id: string): void {
  try {
    sessionStorage.setItem(storageKey, id);
  } catch {
    // Without it a reload makes another tab of this one.
  }
}

let page: Promise<string> | undefined;
let release: (() => void) | undefined;

/** The id of this page. That of a duplicated tab is held by the first one; then it gets one of its own. */
async function pageId(): Promise<string> {
  const known = remembered();
  if (known !== undefined) release = await lock(known, handOver);
  const id = known !== undefined && (release || !(await isOpen(known))) ? known : randomId();
  if (id !== known) {
    remember(id);
    release = await lock(id, handOver);
  }
  // A held lock would keep the page out of the browser's back-and-forward cache.
  globalThis.addEventListener?.('pagehide', () => release?.());
  globalThis.addEventListener?.('pageshow', ({ persisted }: PageTransitionEvent) => {
    if (persisted) void lock(id, handOver).then((next) => (release = next));
  });
  return id;
}

async function openIds(): Promise<ReadonlySet<string>> {
  try {
    const { held = [] } = await navigator.locks.query();
    return new Set(held.map(({ name = '' }) => name.slice(lockPrefix.length)));
  } catch {
    return new Set();
  }
}
const isOpen = async (id: string): Promise<boolean> => (await openIds()).has(id);

/** Ids used on this page and the names they are used under; one without a name has been used. */
const here = new Map<string, Set<string>>();

/** Somebody on this page who is the same one after a reload. */
export interface Tab {
  readonly id: string;
  /** Those of these ids whose tab is open. Where that cannot be found out, none. */
  open(ids: readonly string[]): Promise<ReadonlySet<string>>;
  leave(): void;
}

/** Joins under a name. A second one under the same name on the same page is another tab, so to speak. */
export async function joinTab(name: string): Promise<Tab> {
  const own = await (page ??= pageId());
  const second = here.get(own)?.has(name) === true;
  const id = second ? randomId() : own;
  const names = here.get(id) ?? new Set<string>();
  here.set(id, names.add(name));
  const unlock = second ? lock(id, handOver) : undefined;
  return {
    id,
    async open(ids) {
      const elsewhere = await openIds();
      // Of this page's own ids it is known whether anybody here still uses them.
      return new Set(ids.filter((other) => here.get(other)?.has(name) ?? elsewhere.has(other)));
    },
    leave() {
      names.delete(name);
      void unlock?.then((free) => free?.());
    },
  };
}
