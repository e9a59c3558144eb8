import type { Loaded } from '../store/types.js';

/**
 * A state as it may be told. That there is nothing is told only once the backend has said so: a copy on this device may
 * be from before there was something.
 */
export function told<S extends Loaded>(loaded: S): S {
  if (loaded.state !== 'empty' || !loaded.cached) return loaded;
  return { ...loaded, state: loaded.error && !loaded.refreshing ? 'error' : 'loading' };
}
