import type { Source } from './live.js';
import type { Live } from './types.js';

/** A live value together with what can be done with it. */
export function liveWith<T, M extends object>({ live }: Source<T>, methods: M): Live<T> & M {
  return Object.freeze(
    Object.defineProperty({ subscribe: live.subscribe, ...methods }, 'value', {
      enumerable: true,
      get: () => live.value,
    }) as Live<T> & M,
  );
}
