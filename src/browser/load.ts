import { missingPart } from '../core/errors.js';

/**
 * The one way to load code late: fetched at the first call and shared from then on. A failure is told to the page's
 * developer and not kept, so that the next call tries again; it is an {@link IncidentError} of kind `network`.
 */
export function lateLoad<T>(load: () => Promise<T>): () => Promise<T> {
  let coming: Promise<T> | undefined;
  return () =>
    (coming ??= load().catch((cause: unknown) => {
      coming = undefined;
      console.warn('[incident-elements] A file could not be fetched; it is asked for again.', cause);
      throw missingPart(cause);
    }));
}
