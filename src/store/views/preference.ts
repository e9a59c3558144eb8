import type { Loaded, Refreshable } from '../types.js';
import type { ViewParts } from '../view.js';

export interface PreferenceState<T> extends Loaded {
  /** Undefined where nothing has been chosen yet. */
  readonly value: T | undefined;
}

export interface LivePreference<T> extends Refreshable<PreferenceState<T>> {
  /** Keeps what `change` makes of what is kept now, which may come from another tab. */
  set(change: (before: T | undefined) => T): Promise<void>;
}

/**
 * Something small that a person keeps for themselves on this device, such as the keys of a list. The backend never
 * hears of it.
 */
export const preference = <T>({ views, storage }: ViewParts, name: string): LivePreference<T> => {
  const key = `preference|${name}`;
  return views.define<PreferenceState<T>, Pick<LivePreference<T>, 'set'>>(key, (view) => {
    let value: T | undefined;
    let known = false;
    const set = (change: (before: T | undefined) => T): Promise<void> =>
      view.ask(async () => {
        value = change((await storage.get<T>('meta', key)) ?? value);
        known = true;
        await storage.write('meta', [[key, value]]);
      });
    return {
      read: () => Promise.resolve(),
      needed: () => false,
      async cached() {
        const kept = await storage.get<T>('meta', key);
        if (!known) value = kept;
        known = true;
        return {};
      },
      forget() {
        value = undefined;
      },
      select: () => ({ content: !known ? 'none' : value === undefined ? 'empty' : 'some', value }),
      methods: { set },
    };
  });
};
