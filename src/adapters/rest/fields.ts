import type { Incident } from '../../core/incident.js';
import type { FieldDefinition } from './profile-schema.js';

/** How a field is read unless the profile says otherwise. */
export type FieldType = NonNullable<FieldDefinition['type']>;

const of = (type: FieldType, names: string): (readonly [string, FieldType])[] =>
  names.split(' ').map((name) => [name, type] as const);

/** Every field of the record a profile can map. */
export const fieldTypes: Readonly<Partial<Record<keyof Incident, FieldType>>> = Object.fromEntries([
  ...of(
    'text',
    'id clientId number title description effect category subcategory contact location channel holdReason parentId duplicateOf version url',
  ),
  ...of('number', 'impact urgency priority reopenCount reassignmentCount escalationCount'),
  ...of('boolean', 'major hasWorkaround drill slaMet firstContact'),
  ...of(
    'date',
    'loggedAt updatedAt occurredAt detectedAt acknowledgedAt firstResponseAt assignedAt resolvedAt closedAt reopenedAt dueAt',
  ),
  ...of('ref', 'service ci group'),
  ...of('person', 'caller reporter assignee'),
  ...of('status', 'status'),
  ...of('resolution', 'resolution'),
]);

export const isField = (name: string): name is keyof Incident => Object.hasOwn(fieldTypes, name);
