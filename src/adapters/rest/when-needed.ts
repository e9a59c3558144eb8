import { IncidentError } from '../../core/errors.js';

/** Does something at the first call and shares the outcome from then on. A failure is not kept. */
export function once<T>(act: () => Promise<T>): () => Promise<T> {
  let outcome: Promise<T> | undefined;
  return () =>
    (outcome ??= act().catch((error: unknown) => {
      outcome = undefined;
      throw error;
    }));
}

/**
 * Code that is loaded when it is used for the first time. What cannot be loaded is an error of kind `network` that leaves
 * nothing open, for nothing has been sent, and is tried again at the next use.
 */
export const whenNeeded = <M, T>(
  load: () => Promise<M>,
  make: (module: M) => T | Promise<T>,
): (() => Promise<T>) =>
  once(async () =>
    make(
      await load().catch((cause: unknown) => {
        throw new IncidentError('network', 'A part of this page could not be loaded.', { cause });
      }),
    ),
  );
