import { lateLoad } from '../../browser/load.js';
import { IncidentError } from '../../core/errors.js';
import type { ErrorKind } from '../../core/errors.js';
import { fillPolicy, needsChecks } from '../../core/policy.js';
import type { Policy, PolicyDefinition } from '../../core/policy.js';

/** The checks of a policy somebody wrote: of the shape of its file, and of what it says. */
const fileChecks = lateLoad(() => import('../../policy/check.js'));
const contentChecks = lateLoad(() => import('../../core/policy-check.js'));

/**
 * The rules of a desk: those written down in an object or in the file at a URL, or the standard ones. Their checks are
 * fetched beside the file.
 *
 * @throws {@link IncidentError} that names the file and what is wrong with it: `configuration`, or `network` or
 *   `unavailable` where it, or the code that checks it, cannot be fetched for now.
 */
export async function openPolicy(source: PolicyDefinition | string | undefined): Promise<Policy> {
  if (typeof source === 'string') {
    const [json, { parsePolicy }, { compilePolicy }] = await Promise.all([
      readPolicyFile(source),
      fileChecks(),
      contentChecks(),
    ]);
    return compilePolicy(parsePolicy(json));
  }
  if (!source || !needsChecks(source)) return fillPolicy(source ?? {});
  const { compilePolicy } = await contentChecks();
  return compilePolicy(source);
}

async function readPolicyFile(url: string): Promise<object> {
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
