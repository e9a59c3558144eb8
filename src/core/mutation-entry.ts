import type { Entry } from './entry.js';
import { visibilityOf } from './entry.js';
import type { IncidentPatch, Person } from './incident.js';
import type { Mutation } from './mutation.js';

/** The timeline entry a mutation will leave, so that it can be shown as pending. Undefined where it leaves none of its own. */
export function entryFromMutation(mutation: Mutation, author?: Person): Entry | undefined {
  const { intent, key, incidentId, createdAt } = mutation;
  const base = {
    id: `pending:${key}`,
    key,
    incidentId,
    recordedAt: createdAt,
    ...(author ? { author } : {}),
  };
  if (intent.kind === 'create')
    return { ...base, kind: 'created', visibility: 'public', occurredAt: createdAt };
  if (intent.kind === 'add-entry')
    return {
      ...base,
      kind: intent.entry.kind,
      visibility: visibilityOf(intent.entry.kind),
      occurredAt: intent.entry.occurredAt ?? createdAt,
      text: intent.entry.text,
    };
  if (intent.kind === 'transition')
    return {
      ...base,
      kind: 'status',
      visibility: 'public',
      occurredAt: createdAt,
      changes: [{ field: 'status', to: intent.transition.to }],
    };
  const changes = Object.entries(intent.patch)
    .filter(([field]) => field !== 'assessment')
    .map(([field, value]) => ({
      field,
      ...printed('from', intent.seen[field as keyof IncidentPatch]),
      ...printed('to', value),
    }));
  return { ...base, kind: 'change', visibility: 'public', occurredAt: createdAt, changes };
}

function printed<K extends 'from' | 'to'>(
  key: K,
  value: IncidentPatch[keyof IncidentPatch],
): Partial<Record<K, string>> {
  if (value === undefined || value === null) return {};
  return { [key]: words(value) } as Partial<Record<K, string>>;
}

/** A value as a person reads it: the label of a choice, the name of a person, or the value itself. */
function words(value: object | string | number | boolean): string {
  if (typeof value !== 'object') return String(value);
  if ('label' in value) return String(value.label);
  return 'name' in value ? String(value.name) : '';
}
