import type { Adapter } from '../../adapters/adapter.js';
import type { Person } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import { IncidentError } from '../../core/errors.js';
import type { Instant } from '../../core/time.js';

/** What a desk says about its backend. */
export interface AdapterRequest {
  readonly adapter: string | undefined;
  readonly baseUrl: string | undefined;
  readonly user: Person | undefined;
  /** The words of the levels, for what the local adapter writes into a timeline. */
  readonly policy: Policy;
  readonly auth: () => Promise<HeadersInit>;
  /** The desk's present, for an adapter that dates records itself. */
  readonly now: () => Instant;
}

/**
 * The origin of an absolute address. Whoever writes the page decides where it sends its headers, so that an address in
 * the page's own attribute is allowed; one in a profile, which may come from elsewhere, is not.
 */
function originOf(baseUrl = ''): readonly string[] {
  if (!/^https?:\/\//i.test(baseUrl)) return [];
  try {
    return [new URL(baseUrl, location.href).origin];
  } catch {
    // Refused with a reason by the adapter.
    return [];
  }
}

/**
 * The adapter a desk names. Its code is loaded when needed, so that a page pays only for the backend it uses.
 *
 * @throws {@link IncidentError} of kind `configuration` that names the attribute and the remedy.
 */
export async function openAdapter(request: AdapterRequest): Promise<Adapter> {
  const { adapter, baseUrl, user, policy, auth, now } = request;
  if (adapter === undefined || adapter === '')
    throw new IncidentError(
      'configuration',
      '<incident-desk> needs adapter="local", the name of a preset such as "rt", or the URL of a profile.',
      {
        issues: [{ path: 'adapter', code: 'required', message: 'Set the attribute.' }],
      },
    );
  if (adapter === 'local') {
    const { localAdapter } = await import('../../adapters/local/index.js');
    return localAdapter({
      policy,
      now,
      ...(baseUrl === undefined ? {} : { name: baseUrl }),
      ...(user ? { user } : {}),
    });
  }
  const [{ loadProfile, restAdapter }, { warnOnce }] = await Promise.all([
    import('../../adapters/rest/index.js'),
    import('./warnings.js'),
  ]);
  return restAdapter({
    profile: await loadProfile(adapter),
    auth,
    baseUrl,
    allowOrigins: originOf(baseUrl),
    user,
    onWarning: warnOnce(),
  });
}
