import { IncidentError } from '../../core/errors.js';
import type { ReadOptions } from '../adapter.js';

/** Waits for something that goes on for others when this reader has given up. */
export async function shared<T>(going: Promise<T>, { signal }: ReadOptions = {}): Promise<T> {
  if (!signal) return going;
  const gone = (): IncidentError => new IncidentError('aborted', 'The request was given up.');
  if (signal.aborted) throw gone();
  let stop = (): void => undefined;
  const given = new Promise<never>((_, reject) => {
    stop = () => reject(gone());
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([going, given]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
