import type { Incident, Person } from '../../core/incident.js';
import { editableFields } from '../../core/incident.js';
import { defaultMaxSize } from '../../core/file.js';
import { fieldRow } from '../../core/fields.js';
import type { Policy } from '../../core/policy.js';
import { titleLimit } from '../../core/validation.js';
import type { Choice, Description, FieldDescription } from '../adapter.js';
import { distinct } from '../choices.js';

/** Values to choose from. */
export interface LocalChoices {
  readonly people?: readonly Choice[];
  readonly groups?: readonly Choice[];
  readonly services?: readonly Choice[];
  readonly items?: readonly Choice[];
  readonly categories?: readonly Choice[];
}

const choiceOf = ({ id, name, email }: Person): Choice => ({
  id,
  label: name,
  ...(email !== undefined && { hint: email }),
});

/** Everybody who can be found: those put in, and those who have a part in recent incidents. */
export const peopleOf = (
  { people = [] }: LocalChoices,
  recent: readonly Incident[],
  user: Person | undefined,
): readonly Choice[] =>
  distinct([
    ...people,
    ...[user, ...recent.flatMap(({ caller, assignee, reporter }) => [caller, assignee, reporter])].flatMap(
      (person) => (person && person.automatic !== true ? [choiceOf(person)] : []),
    ),
  ]);

/** The fields as they are kept here: all there are, with what is to choose. */
export function describeFields(
  { services, groups, categories }: LocalChoices,
  policy: Policy | undefined,
): Description {
  const parts = (policy?.categories ?? []).flatMap(({ id, subcategories = [] }) =>
    subcategories.map((one) => ({ ...one, when: [id] })),
  );
  const choices: Readonly<Record<string, readonly Choice[] | undefined>> = {
    service: services,
    group: groups,
    category: categories ?? policy?.categories.map(({ id, label }) => ({ id, label })),
    subcategory: parts.length > 0 ? parts : undefined,
  };
  const fields = editableFields.map((name): FieldDescription => {
    const values = choices[name];
    return {
      name,
      kind: fieldRow(name)?.kind ?? 'text',
      ...(name === 'title' && { required: true, maxLength: titleLimit }),
      ...(values && { choices: values }),
      ...(name === 'subcategory' && values && { dependsOn: 'category' }),
    };
  });
  return { create: fields, edit: fields, attachments: { maxSize: defaultMaxSize } };
}
