import { IncidentError } from '../../core/errors.js';
import type { ErrorKind } from '../../core/errors.js';

/**
 * Reads the file of a policy.
 *
 * @throws {@link IncidentError} that names the file and what is wrong with it: `configuration`, or `network` or `unavailable` where it
 *   cannot be fetched for now.
 */
export async function readPolicyFile(url: string): Promise<object> {
  let kind: ErrorKind = 'network';
  try {
    const answer = await fetch(url, { headers: { accept: 'application/json' } });
    kind = answer.status < 500 ? 'configuration' : 'unavailable';
    if (!answer.ok) throw new Error(`the server answers ${String(answer.status)}`);
    const json: unknown = await answer.json();
    if (typeof json !== 'object' || json === null) throw new Error('it is no JSON object');
    return json;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new IncidentError(kind, `The policy at ${url} cannot be read: ${reason}`, { cause });
  }
}
