import { randomId } from './tab.js';

const prefix = 'incident-elements:left:';

/** What a page has left for the next one of the same place. */
export interface LastWords<T> {
  /** What pages before have left. It stays until it is let go of, so that a page that goes at once loses nothing. */
  readonly found: readonly T[];
  /** Leaves this in the place of what this page has left before; nothing at all when it is empty. */
  leave(words: readonly T[]): void;
  /** Lets go of what was found. */
  heard(): void;
  /** Removes everything of this place, whoever has left it. */
  forget(): void;
}

/** Storage that answers at once; undefined where the browser keeps it from the page. */
function storage(): globalThis.Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

function wordsOf(text: string | null, place: string): readonly unknown[] | undefined {
  try {
    const { of, words } = JSON.parse(text ?? '') as { of?: unknown; words?: unknown };
    return of === place && Array.isArray(words) ? words : undefined;
  } catch {
    return undefined;
  }
}

function entriesOf(place: string): (readonly [key: string, words: readonly unknown[]])[] {
  const kept = storage();
  return Object.keys(kept ?? {})
    .filter((key) => key.startsWith(prefix))
    .flatMap((key) => {
      const words = wordsOf(kept?.getItem(key) ?? null, place);
      return words ? [[key, words] as const] : [];
    });
}

/** A page that is being left is gone before a database has answered; for what it says then there is a place that answers at once. */
export function lastWords<T>(place: string): LastWords<T> {
  const own = prefix + randomId();
  const before = entriesOf(place);
  const remove = (keys: readonly string[]): void => {
    for (const key of keys) storage()?.removeItem(key);
  };
  return {
    found: before.flatMap(([, words]) => words as readonly T[]),
    leave(words) {
      try {
        if (words.length === 0) storage()?.removeItem(own);
        else storage()?.setItem(own, JSON.stringify({ of: place, words }));
      } catch {
        // It is full or closed to this page: the database has to be quick enough.
      }
    },
    heard: () => remove(before.map(([key]) => key)),
    forget: () => remove(entriesOf(place).map(([key]) => key)),
  };
}
