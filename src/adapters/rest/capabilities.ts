import type { EditableField } from '../../core/incident.js';
import { editableFields } from '../../core/incident.js';
import { sortFields } from '../../core/query.js';
import type { Capabilities, FieldCapability } from '../adapter.js';
import type { Profile } from './profile.js';

/** What is set up at the backend: names by their ids there. Undefined until somebody has looked. */
export type Discovered = ReadonlyMap<string, string>;

/** Whether something a profile requires exists at the backend, as far as anybody has looked. */
export const exists = (required: string | undefined, discovered: Discovered | undefined): boolean =>
  !discovered || required === undefined || [...discovered.values()].includes(required);

/** Computed from the operations and fields the profile has, less what is not set up at this backend. */
export function capabilitiesOf(profile: Profile, discovered?: Discovered): Capabilities {
  const { ops, concurrency, idempotency, timeline, lifecycle } = profile;
  const { sort, filter } = ops['list'] ?? {};
  const fields: Partial<Record<EditableField, FieldCapability>> = {};
  for (const name of editableFields) {
    const field = profile.fields[name];
    if (field && exists(field.requires, discovered))
      fields[name] = {
        read: field.read !== undefined || (name === 'description' && profile.description !== undefined),
        write: field.write !== undefined,
        ...(field.required && { required: true }),
      };
  }
  const isHeader = idempotency?.mode === 'header';
  const isLookup = idempotency?.mode === 'lookup' && exists(idempotency.when, discovered);
  const mode = concurrency?.mode;
  return {
    create: 'create' in ops,
    update: 'update' in ops,
    comment: 'comment' in ops,
    workNote: 'workNote' in ops,
    transition: (lifecycle?.mode ?? 'none') !== 'none',
    fields,
    sort: (sort?.kind ?? 'none') === 'none' ? [] : sortFields.filter((name) => profile.fields[name]?.sort),
    search: !!filter?.text?.length,
    idempotency: isHeader ? 'key' : isLookup ? 'lookup' : 'none',
    concurrency: mode === 'etag-header' ? 'version' : mode === 'precheck' ? mode : 'none',
    deferredTexts: !!timeline?.some(({ texts }) => texts),
    ...(isHeader && { idempotencyTtl: idempotency.ttl }),
  };
}
