import { IncidentError } from '../../core/errors.js';
import { parsePolicy } from '../../adapters/policy-schema.js';
import type { PolicyDefinition } from '../../core/policy.js';

/**
 * Reads a policy file and checks it.
 *
 * @throws {@link IncidentError} of kind `configuration` with the path of each fault.
 */
export async function loadPolicy(url: string): Promise<PolicyDefinition> {
  let json: unknown;
  try {
    const answer = await fetch(url, { headers: { accept: 'application/json' } });
    if (!answer.ok) throw new Error(`the server answers ${String(answer.status)}`);
    json = await answer.json();
  } catch (cause) {
    throw new IncidentError('configuration', `The policy at ${url} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  return parsePolicy(json);
}
