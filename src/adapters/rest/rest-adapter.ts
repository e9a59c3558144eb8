import type { Adapter, FieldOptions, ReadOptions } from '../adapter.js';
import { createClient } from './client.js';
import type { Discovered } from './discovery.js';
import { capabilitiesOf, discover, readOptions } from './discovery.js';
import { compileMapping } from './mapping.js';
import type { RestAdapterOptions } from './options.js';
import { isProfile, parseProfile } from './profile.js';
import { createReading } from './reading.js';
import { createWriting } from './writing.js';

/**
 * Talks to a ticket system the way a profile says. Nothing is sent before the first call. Where the profile looks up what
 * is set up at the backend, that happens once, before the choices of the form are read or something is written, and
 * `capabilities` is narrowed to it from then on.
 *
 * @throws {@link IncidentError} of kind `configuration` for a profile that cannot be used or a base URL that may not be used.
 */
export function restAdapter(given: RestAdapterOptions): Adapter {
  const profile = isProfile(given.profile)
    ? given.profile
    : parseProfile(given.profile, given.allowOrigins ? { allowOrigins: given.allowOrigins } : {});
  const options = { ...given, profile };
  const client = createClient(options);
  const mapping = compileMapping(profile);
  let found: Discovered | undefined;
  let capabilities = capabilitiesOf(options, mapping, client, found);
  let looking: Promise<Discovered | undefined> | undefined;

  // One look for everybody: it must not end because the one who asked first gave up.
  const discovered = (): Promise<Discovered | undefined> =>
    (looking ??= discover(options, mapping, client).then(
      (result) => {
        found = result;
        capabilities = capabilitiesOf(options, mapping, client, found);
        return result;
      },
      (error: unknown) => {
        looking = undefined;
        throw error;
      },
    ));

  const reading = createReading(options, mapping, client, discovered);
  const writing = createWriting(options, mapping, client, reading, discovered);
  const { list, get, entries, entryTexts, findByKey } = reading;
  const vars = Object.entries(profile.vars).sort(([a], [b]) => (a < b ? -1 : 1));

  return {
    name: profile.name,
    id: `${profile.name}:${client.baseUrl}${vars.length === 0 ? '' : `:${JSON.stringify(vars)}`}`,
    label: `${profile.label} at ${client.baseUrl}`,
    get capabilities() {
      return capabilities;
    },
    options: async (read?: ReadOptions): Promise<FieldOptions> =>
      readOptions(options, mapping, client, await discovered(), read),
    list,
    get,
    entries,
    ...writing,
    ...(capabilities.deferredTexts ? { entryTexts } : {}),
    ...(capabilities.idempotency === 'lookup' ? { findByKey } : {}),
  };
}
