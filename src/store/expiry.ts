import type { Instant, Millis } from '../core/time.js';
import type { Kit } from './kit.js';
import type { Ending } from './persistence.js';

/** A cache area that has grown beyond so many rows is emptied. */
const cacheRows = 2000;
/** Endings of things other than new incidents are needed only until every tab has seen them, frozen ones too. */
const forgetEnding = 3 * 24 * 60 * 60_000;
const forgetCreated = 30 * 24 * 60 * 60_000;
const lookEvery = 60 * 60_000;
/** Under this key stands since when anything is cached. */
const since = 'cached-since';

/**
 * Sees to it that nothing read from the backend stays on this device longer than `age`: the whole cache is emptied
 * when its oldest row may be that old. Drafts and the outbox are not touched; of what became of old mutations the
 * word is removed. Looks now and every hour; returns what ends that.
 */
export function expire({ storage, tools, now }: Kit, age: Millis): () => void {
  const { cacheAreas, endingKey } = tools;

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
      stale.map(({ key }) => [endingKey(key), undefined]),
    );
  };

  const look = async (): Promise<void> => {
    const began = await storage.get<Instant>('meta', since);
    // Memory goes with the page, and its date must not replace the one in the database.
    if (storage.kept === 'memory') return;
    await emptyCache(began, now());
    await forgetEndings(now());
  };
  const start = (): void => void look().catch(() => undefined);
  start();
  const timer = setInterval(start, lookEvery);
  return () => clearInterval(timer);
}
