import type { FieldChange } from '../../core/entry.js';
import { equal } from '../../core/equal.js';
import type { EditableField, Incident, IncidentPatch } from '../../core/incident.js';
import { applyPatch } from '../../core/mutation.js';
import type { Policy } from '../../core/policy.js';

const instants: readonly string[] = ['occurredAt', 'detectedAt', 'confirmedAt'] satisfies EditableField[];

const scales = {
  impact: (policy: Policy) => policy.matrix.impact,
  urgency: (policy: Policy) => policy.matrix.urgency,
  priority: (policy: Policy) => policy.matrix.priorities,
} as const;

/** A value as people read it in a timeline: levels by their label, people and services by their name. */
function inWords(field: string, value: unknown, policy?: Policy): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'number') {
    if (instants.includes(field)) return new Date(value).toISOString();
    const level =
      policy && field in scales ? scales[field as keyof typeof scales](policy)[value - 1] : undefined;
    return level?.label ?? String(value);
  }
  if (typeof value === 'object') {
    if (Array.isArray(value)) return value.join(', ');
    const named = value as { readonly label?: string; readonly name?: string; readonly id?: string };
    return named.label ?? named.name ?? named.id;
  }
  return typeof value === 'string' ? value : value === true ? 'yes' : 'no';
}

/** The incident with the patch, and what really changed by it. */
export function patched(
  incident: Incident,
  patch: IncidentPatch,
  policy?: Policy,
): { readonly after: Incident; readonly changes: readonly FieldChange[] } {
  const after = applyPatch(incident, patch);
  const changeOf = (field: string, before: unknown, now: unknown): readonly FieldChange[] => {
    if (equal(before, now)) return [];
    const [from, to] = [inWords(field, before, policy), inWords(field, now, policy)];
    return [{ field, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }];
  };
  const { assessment: _assessment, custom = {}, ...fields } = patch;
  const changes = (Object.keys(fields) as (keyof typeof fields)[]).flatMap((field) =>
    changeOf(field, incident[field], after[field]),
  );
  const others = Object.keys(custom).flatMap((name) =>
    changeOf(name, incident.custom?.[name], after.custom?.[name]),
  );
  return { after, changes: [...changes, ...others] };
}
