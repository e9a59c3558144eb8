import { IncidentError } from '../../core/errors.js';
import type { Adapter } from '../adapter.js';
import { capabilitiesOf } from './capabilities.js';
import { isProfile } from './checked.js';
import { createClient } from './client.js';
import type { Desk } from './desk.js';
import type { RestAdapterOptions } from './options.js';
import { createReading } from './reading.js';
import { once, whenNeeded } from './when-needed.js';

/** A function of a part that is loaded when it is called. */
const late = <P extends object, N extends keyof P>(part: () => Promise<P>, name: N): P[N] =>
  (async (...given: unknown[]) =>
    ((await part())[name] as (...given: unknown[]) => unknown)(...given)) as P[N];

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
  if (!isProfile(profile)) throw new IncidentError('configuration', 'Make the profile with loadProfile().');
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
    async ({ createHistory }) => createHistory(desk, await records()),
  );
  const records: Desk['records'] = whenNeeded(
    () => import('./language.js'),
    ({ createRecords }) => createRecords(desk),
  );
  const parts = { options, client, openings: new Map<string, string>(), discovered, history, records };
  const { list, get } = createReading(parts);
  const desk: Desk = { ...parts, get };
  const writing = whenNeeded(
    () => import('./writing.js'),
    async ({ createWriting }) => createWriting(desk, await records()),
  );
  const vars = Object.entries(profile.vars).sort();

  return {
    name: profile.name,
    id: `${profile.name}:${baseUrl}${vars.length > 0 ? `:${JSON.stringify(vars)}` : ''}`,
    label: `${profile.label} at ${baseUrl}`,
    get capabilities() {
      return capabilities;
    },
    list,
    get,
    options: async (read) => (await setup()).readOptions(desk, read),
    entries: late(history, 'entries'),
    ...(capabilities.deferredTexts && {
      entryTexts: late(history, 'entryTexts'),
    }),
    ...(capabilities.idempotency === 'lookup' && {
      findByKey: late(history, 'findByKey'),
    }),
    create: late(writing, 'create'),
    update: late(writing, 'update'),
    transition: late(writing, 'transition'),
    addEntry: late(writing, 'addEntry'),
  };
}
