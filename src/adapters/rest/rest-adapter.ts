import { IncidentError } from '../../core/errors.js';
import type { Adapter } from '../adapter.js';
import { createAssessmentNote } from './assessment.js';
import { createChange } from './change.js';
import { createChanges } from './changes.js';
import { createDescribe } from './description.js';
import type { Discovered } from './discovery.js';
import { createDiscovery } from './discovery.js';
import { createDuplicates } from './duplicate.js';
import { createEntries } from './entries.js';
import { compileFields } from './fields.js';
import { createFiles } from './files.js';
import { finderOf } from './find-by-key.js';
import { createLink, createWhoami } from './identity.js';
import { createTransition } from './lifecycle.js';
import { createClient } from './operation.js';
import type { RestAdapterOptions } from './options.js';
import { isProfile } from './profile.js';
import { createLookUps } from './lookups.js';
import { createMissingCodes } from './missing-codes.js';
import { createNames, nameOnly } from './names.js';
import { createFurtherRoles } from './participant-roles.js';
import { createParticipants } from './participants.js';
import { createRecords } from './records.js';
import { createRelate } from './relate.js';
import { createReadLinks, createRelated } from './relations.js';
import { createSteps } from './steps.js';
import { createTasks } from './tasks.js';
import { createOpenings } from './texts.js';
import { traitsOf } from './traits.js';
import { createWriting } from './writing.js';

/**
 * Talks to a ticket system the way a profile says: `restAdapter({ profile: await loadProfile('rest'), baseUrl: '/api' })`.
 * Nothing is sent before the first call. Where the profile looks up what is set up at the backend, that happens once,
 * before the fields are described or something is written, and `traits` is narrowed to it from then on; they also tell the
 * further parts people may have.
 *
 * @throws {@link IncidentError} of kind `configuration` for a profile that was not checked or a base URL that may not be used.
 */
export function restAdapter(options: RestAdapterOptions): Adapter {
  const { profile } = options;
  if (!isProfile(profile)) throw new IncidentError('configuration', 'Make the profile with loadProfile().');
  const client = createClient(options);
  let traits = traitsOf(profile);
  const known: { things?: Discovered; roles?: readonly string[] } = {};
  let setUp: unknown;
  const learn = (more: typeof known): void => {
    Object.assign(known, more);
    traits = traitsOf(profile, known.things, known.roles);
  };
  const discovered = createDiscovery(client, (things, body) => {
    setUp = body;
    if (things) learn({ things });
  });

  const codes = createMissingCodes(options);
  const fields = compileFields(profile, codes.unlisted);
  const openings = createOpenings(client);
  const names = createNames(client);
  const nameOf = nameOnly(names);
  const records = createRecords(client, fields, openings, nameOf, codes);
  const entries = createEntries(client, fields, discovered, nameOf);
  const change = createChange(client, records, fields);
  const writing = createWriting(
    client,
    fields,
    records,
    change,
    openings,
    discovered,
    createAssessmentNote(client, entries.addEntry),
  );
  const steps = createSteps(client, fields, records.get);
  const readLinks = createReadLinks(client);
  const relate = readLinks && createRelate(client, readLinks);
  const duplicates = createDuplicates(client, records.get, readLinks, relate);
  const transition = createTransition(client, records.get, fields, entries, change, steps, duplicates);
  const furtherRoles = createFurtherRoles(client, nameOf, (op) =>
    op === profile.discovery?.op ? setUp : undefined,
  );
  const lookUps = createLookUps(client, discovered);
  const [whoami, link] = [createWhoami(client), createLink(client)];
  const vars = Object.entries(profile.vars).sort();

  const { ops, timeline } = profile;
  const has = (name: string): boolean => Object.hasOwn(ops, name);

  return {
    name: profile.name,
    id: `${profile.name}:${client.baseUrl}${vars.length > 0 ? `:${JSON.stringify(vars)}` : ''}`,
    label: `${profile.label} at ${client.baseUrl}`,
    get traits() {
      return traits;
    },
    describe: createDescribe(client, discovered, codes, lookUps, async (read) => {
      const roles = await furtherRoles(read);
      if (roles) learn({ roles });
      return roles;
    }),
    ahead: client.ahead,
    list: records.list,
    get: records.get,
    ...(link && { link }),
    ...(has('create') && { create: writing.create }),
    ...(has('update') && { update: writing.update }),
    ...(transition && { steps: steps.steps, transition }),
    ...(timeline && { entries: entries.entries }),
    ...(timeline?.some(({ texts }) => texts) && { entryTexts: entries.entryTexts }),
    ...createChanges(client, fields, discovered),
    ...(traits.entryKinds.length > 0 && { addEntry: entries.addEntry }),
    ...createFiles(client, entries),
    ...(readLinks && { related: createRelated(client, readLinks, records.get, names) }),
    ...(relate && { relate }),
    ...createParticipants(client, nameOf, (roles) => learn({ roles })),
    ...(has('tasks') && has('saveTask') && createTasks(client)),
    ...lookUps,
    ...(whoami && { whoami }),
    ...((traits.idempotency === 'lookup' || finderOf(profile)) && { findByKey: writing.findByKey }),
  };
}
