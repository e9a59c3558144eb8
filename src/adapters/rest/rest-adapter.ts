import { IncidentError } from '../../core/errors.js';
import type { Adapter } from '../adapter.js';
import { capabilitiesOf } from './capabilities.js';
import { isProfile } from './checked.js';
import { createClient } from './client.js';
import type { Desk } from './desk.js';
import { compileMapping } from './mapping.js';
import type { RestAdapterOptions } from './options.js';
import { createReading } from './reading.js';
import { once, whenNeeded } from './when-needed.js';

/**
 * Talks to a ticket system the way a profile says: `restAdapter({ profile: await loadProfile('rest'), baseUrl: '/api' })`.
 * Nothing is sent before the first call, and what only some pages do (writing, timelines) is loaded when it is first
 * done. Where the profile looks up what is set up at the backend, that happens once, before the choices of the form are
 * read or something is written, and `capabilities` is narrowed to it from then on.
 *
 * @throws {@link IncidentError} of kind `configuration` for a profile that was not checked or a base URL that may not be used.
 */
export function restAdapter(options: RestAdapterOptions): Adapter {
  const { profile } = options;
  if (!isProfile(profile))
    throw new IncidentError('configuration', 'A profile has to be made by loadProfile() or parseProfile().');
  const client = createClient(options);
  const { baseUrl } = client;
  let capabilities = capabilitiesOf(profile);

  const setup = whenNeeded(
    () => import('./discovery.js'),
    (loaded) => loaded,
  );
  const discovered: Desk['discovered'] = once(async () => {
    // One look for everybody: it must not end because the one who asked first gave up.
    const found = profile.discovery ? await (await setup()).discover(desk) : undefined;
    capabilities = capabilitiesOf(profile, found);
    return found;
  });
  const history: Desk['history'] = whenNeeded(
    () => import('./history.js'),
    ({ createHistory }) => createHistory(desk, reading),
  );
  const desk: Desk = {
    options,
    client,
    mapping: compileMapping(profile),
    openings: new Map(),
    discovered,
    history,
  };
  const reading = createReading(desk);
  const writing = whenNeeded(
    () => import('./writing.js'),
    ({ createWriting }) => createWriting(desk, reading),
  );
  const vars = Object.entries(profile.vars).sort();

  return {
    name: profile.name,
    id: `${profile.name}:${baseUrl}${vars.length > 0 ? `:${JSON.stringify(vars)}` : ''}`,
    label: `${profile.label} at ${baseUrl}`,
    get capabilities() {
      return capabilities;
    },
    list: reading.list,
    get: reading.get,
    options: async (read) => (await setup()).readOptions(desk, read),
    entries: async (...args) => (await history()).entries(...args),
    ...(capabilities.deferredTexts && {
      entryTexts: async (...args) => (await history()).entryTexts(...args),
    }),
    ...(capabilities.idempotency === 'lookup' && {
      findByKey: async (...args) => (await history()).findByKey(...args),
    }),
    create: async (...args) => (await writing()).create(...args),
    update: async (...args) => (await writing()).update(...args),
    transition: async (...args) => (await writing()).transition(...args),
    addEntry: async (...args) => (await writing()).addEntry(...args),
  };
}
