import { missingPart } from '../core/errors.js';

/**
 * The one way to load code late: fetched at the first call and shared from then on. A failure is not kept, so that the
 * next call tries again; it is an {@link IncidentError} of kind `network` that leaves nothing open.
 */
export function lateLoad<T>(load: () => Promise<T>): () => Promise<T> {
  let coming: Promise<T> | undefined;
  return () =>
    (coming ??= load().catch((cause: unknown) => {
      coming = undefined;
      throw missingPart(cause);
    }));
}
