import { IncidentError } from '../../core/errors.js';

/**
 * Reads the file of a policy.
 *
 * @throws {@link IncidentError} of kind `configuration` that names the file and what is wrong with it.
 */
export async function readPolicyFile(url: string): Promise<object> {
  try {
    const answer = await fetch(url, { headers: { accept: 'application/json' } });
    if (!answer.ok) throw new Error(`the server answers ${String(answer.status)}`);
    const json: unknown = await answer.json();
    if (typeof json !== 'object' || json === null) throw new Error('it is no JSON object');
    return json;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new IncidentError('configuration', `The policy at ${url} cannot be read: ${reason}`, { cause });
  }
}
