import type { EntryDraft } from '../../core/entry.js';
import type { EditableField, StatusCategory } from '../../core/incident.js';
import { editableFields } from '../../core/incident.js';
import { idFields, sortFields } from '../../core/query.js';
import type { FieldTrait, Traits } from '../adapter.js';
import { changesTold } from './changes.js';
import { concurrencies } from './concurrency.js';
import type { Discovered } from './discovery.js';
import { exists } from './discovery.js';
import { operationFor } from './entries.js';
import { codeOf } from './enums.js';
import { fileVisibility } from './files.js';
import { canSort } from './filters/sort.js';
import { idempotencyOf } from './idempotency.js';
import type { Profile } from './profile.js';
import { participantRolesOf } from './participant-roles.js';
import { relationTraits } from './relate.js';

const written: readonly EntryDraft['kind'][] = ['comment', 'work-note'];

/** Whether an incident can stand so there. Without a table the backend speaks of our categories. */
function hasStatus({ fields, enums }: Profile, category: StatusCategory): boolean {
  const table = enums[fields.status?.enum ?? ''];
  return table === undefined || codeOf(table, category) !== undefined;
}

/**
 * Computed from the operations and fields the profile has, less what is not set up at this backend.
 *
 * @param further Parts of people that are set up at the backend, as far as anybody has seen them.
 */
export function traitsOf(profile: Profile, discovered?: Discovered, further: readonly string[] = []): Traits {
  const { ops, concurrency, idempotency } = profile;
  const { sort, filter } = ops['list'] ?? {};
  const fields: Partial<Record<EditableField, FieldTrait>> = {};
  for (const name of editableFields) {
    const field = profile.fields[name];
    if (field && exists(field.requires, discovered))
      fields[name] = {
        read: field.read !== undefined || (name === 'description' && profile.description !== undefined),
        write: field.write !== undefined,
        ...(field.required && { required: true }),
      };
  }
  const relations = relationTraits(profile);
  const roles = participantRolesOf(profile, further);
  const filesFor = fileVisibility(profile);
  const answer = profile.fields.firstResponseAt;
  const changes = changesTold(profile, discovered);
  const exact = idFields.filter((name) => profile.fields[name]?.exact);
  const repeats = idempotencyOf(idempotency);
  const isKept = exists(repeats.requires?.(idempotency), discovered);
  return {
    fields,
    entryKinds: written.filter((kind) => operationFor(kind) in ops),
    ...(filesFor && { fileVisibility: filesFor }),
    ...(relations && { relations }),
    ...(roles && { participantRoles: roles }),
    sort: sort && canSort(sort) ? sortFields.filter((name) => profile.fields[name]?.sort) : [],
    search: !!filter?.text?.length,
    ...(exact.length > 0 && { exact }),
    idempotency: isKept ? repeats.capability : 'none',
    concurrency: concurrencies[concurrency.mode].capability,
    ...(changes.length > 0 && { changes }),
    firstAnswer: answer?.read !== undefined && exists(answer.requires, discovered),
    ...(profile.closes && { closes: true }),
    ...(fields.confirmedAt?.write &&
      fields.confirmedBy?.write &&
      !hasStatus(profile, 'closed') && { staysResolved: true }),
    ...(repeats.ttl && { idempotencyTtl: repeats.ttl(idempotency) }),
  };
}
