import type { Adapter } from '../../adapters/adapter.js';
import { loadPreset, loadProfile, presetNames } from '../../adapters/presets/index.js';
import type { AdapterWarning } from '../../adapters/rest/index.js';
import { lateLoad } from '../../browser/load.js';
import { IncidentError } from '../../core/errors.js';
import type { Person } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import type { Instant } from '../../core/time.js';

/** The adapters a desk can name, each fetched only where it is chosen. */
const local = lateLoad(() => import('../../adapters/local/index.js'));
const rest = lateLoad(() => import('../../adapters/rest/index.js'));

/**
 * Begins to fetch what the attribute `adapter` of a desk chooses, side by side: the adapter, and the preset where it
 * names one. It says nothing of a failure: the desk asks again, and says it in place.
 */
export function prefetchAdapter(adapter: string | undefined): void {
  if (adapter === undefined || adapter === '') return;
  const parts: readonly Promise<unknown>[] =
    adapter === 'local'
      ? [local()]
      : [rest(), ...(presetNames.includes(adapter) ? [loadPreset(adapter)] : [])];
  for (const part of parts) part.catch(() => undefined);
}

/** What a desk says about its backend. */
export interface AdapterRequest {
  readonly adapter: string | undefined;
  readonly baseUrl: string | undefined;
  readonly user: Person | undefined;
  /** The words of the levels, for what the local adapter writes into a timeline; there is no adapter without it. */
  readonly policy: Policy | Promise<Policy>;
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

const meanings: Readonly<Record<AdapterWarning['code'], string>> = {
  'bad-record': 'The backend returned something that cannot be read',
  'clock-skew':
    'The clock of the backend is minutes off this device’s; what is left of a time is counted by the backend’s',
  'dropped-fields': 'The backend did not keep everything it was sent',
  'missing-code': 'A table of the profile lists no code for something',
  'missing-field': 'The backend lacks something that the profile names',
  'not-read-back': 'Something was created but could not be read afterwards',
  'not-discovered':
    'What is set up at the backend may not be looked up, so everything in the profile is offered',
  'same-version':
    'The backend gives a record no other version when it changes; what somebody else changes is noticed by its fields alone',
};

/**
 * Tells the page's developer what an adapter noticed, each kind once for a place. Only names of fields and places are said: the adapter's own
 * words may quote a backend, and a backend may quote people.
 */
function warnOnce(): (warning: AdapterWarning) => void {
  const told = new Set<string>();
  return ({ code, path = '', fields = [] }) => {
    const about = `${code} ${path}`;
    if (told.has(about)) return;
    told.add(about);
    const named = [code, ...fields, path].filter((one) => one !== '');
    console.warn(`[incident-elements] ${meanings[code]} (${named.join(', ')}).`);
  };
}

/**
 * The adapter a desk names. Its code, its profile and the policy come side by side, so that a page pays only for the
 * backend it uses and waits only once.
 *
 * @throws {@link IncidentError} of kind `configuration` that names the attribute and the remedy; of kind `network` or
 *   `unavailable` where something cannot be fetched for now.
 */
export async function openAdapter(request: AdapterRequest): Promise<Adapter> {
  const { adapter, baseUrl, user, auth, now } = request;
  if (adapter === undefined || adapter === '')
    throw new IncidentError(
      'configuration',
      '<incident-desk> needs adapter="local", the name of a preset such as "rt", or the URL of a profile.',
      {
        issues: [{ path: 'adapter', code: 'required', message: 'Set the attribute.' }],
      },
    );
  if (adapter === 'local') {
    const [{ localAdapter }, policy] = await Promise.all([local(), request.policy]);
    return localAdapter({
      policy,
      now,
      ...(baseUrl === undefined ? {} : { name: baseUrl }),
      ...(user ? { user } : {}),
    });
  }
  const [{ restAdapter }, profile] = await Promise.all([rest(), loadProfile(adapter), request.policy]);
  return restAdapter({
    profile,
    auth,
    baseUrl,
    allowOrigins: originOf(baseUrl),
    user,
    onWarning: warnOnce(),
  });
}
