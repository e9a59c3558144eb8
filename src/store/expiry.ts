import type { Instant, Millis } from '../core/time.js';
import { cacheAreas } from './persistence.js';
import type { Ending } from './row.js';
import { endingKey, endingKeys } from './row.js';
import type { Storage } from './storage.js';

/** A cache area that has grown beyond so many rows is emptied. */
const cacheRows = 2000;
/** Endings of things other than new incidents are needed only until every tab has seen them, frozen ones too. */
const forgetEnding = 3 * 24 * 60 * 60_000;
const forgetCreated = 30 * 24 * 60 * 60_000;
const lookEvery = 60 * 60_000;
/** The first look leaves the storage to what is in view, but not longer than this. */
const idleAfter = 2000;
/** Under this key stands since when anything is cached. */
const since = 'cached-since';

/**
 * Sees to it that nothing read from the backend stays on this device longer than `age`: the whole cache is emptied
 * when its oldest row may be that old. Drafts and the outbox are not touched; of what became of old mutations the
 * word is removed, and `sweep` removes what else nothing needs. Looks when the page comes to rest and every hour; returns what ends that.
 */
export function expire(
  storage: Storage,
  now: () => Instant,
  age: Millis,
  sweep: () => Promise<void>,
): () => void {
  const emptyCache = async (began: Instant | undefined, at: Instant): Promise<void> => {
    const old = began !== undefined && (began > at || at - began >= age);
    if (old) await storage.clear(cacheAreas);
    else
      for (const area of cacheAreas) if ((await storage.count(area)) > cacheRows) await storage.clear([area]);
    // Written last: after an interruption it is emptied again.
    if (old || began === undefined) await storage.write('meta', [[since, at]]);
  };

  const forgetEndings = async (at: Instant): Promise<void> => {
    const stale = (await storage.list<Ending>('meta', endingKey(''))).filter(
      (ending) => at - ending.at > (ending.created === undefined ? forgetEnding : forgetCreated),
    );
    await storage.write(
      'meta',
      stale.flatMap(endingKeys).map((key) => [key, undefined]),
    );
  };

  const look = async (): Promise<void> => {
    const began = await storage.get<Instant>('meta', since);
    // Memory goes with the page, and its date must not replace the one in the database.
    if (storage.kept === 'memory') return;
    await emptyCache(began, now());
    await forgetEndings(now());
    await sweep();
  };
  const start = (): void => void look().catch(() => undefined);
  const endFirst = whenIdle(start);
  const timer = setInterval(start, lookEvery);
  return () => {
    endFirst();
    clearInterval(timer);
  };
}

function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const idle = requestIdleCallback(work, { timeout: idleAfter });
    return () => cancelIdleCallback(idle);
  }
  const timer = setTimeout(work, idleAfter);
  return () => clearTimeout(timer);
}
