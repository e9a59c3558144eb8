import type { Choice, FieldDescription, Traits } from '../../adapters/adapter.js';
import type { FieldControl, FieldKind, FieldLookup, FieldRow } from '../../core/fields.js';
import { fieldRow, fields } from '../../core/fields.js';
import type { EditableField } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import type { RelationKind } from '../../core/relation.js';

/** One question of the form with the control that asks it. */
export interface FormField {
  /** Id of the control in the element's root. */
  readonly id: string;
  /** Under which its answer is kept: our name of the field, or `custom.` and the backend's. */
  readonly key: string;
  readonly kind: FieldKind;
  /** `matrix` asks for impact, urgency and priority together, `items` for any number of configuration items. */
  readonly control: FieldControl | 'matrix' | 'items' | 'choice' | 'number';
  /** The backend's words for a field of its own. */
  readonly label?: string;
  readonly required: boolean;
  /** Seen, but neither changed nor sent here. */
  readonly readOnly: boolean;
  readonly maxLength?: number;
  readonly choices?: readonly Choice[];
  /** The key whose answer decides which choices exist. */
  readonly dependsOn?: string;
  readonly lookup?: FieldLookup;
  /** Callers find it folded. */
  readonly folded: boolean;
}

/** What the form is made from. */
export interface FormSources {
  readonly mode: 'portal' | 'agent';
  readonly traits: Traits;
  /** The fields of a new incident as the backend describes them; empty where it does not. */
  readonly described: readonly FieldDescription[];
  readonly policy: Policy;
  /** The links that can be added. */
  readonly links: readonly RelationKind[];
  /** Configuration items can be looked up. */
  readonly findsItems: boolean;
}

const levels: ReadonlySet<string> = new Set(
  fields.flatMap((row: FieldRow) => (row.kind === 'level' && row.editable ? [row.name] : [])),
);

/** The key of what else is affected: it is no field of the record, but links that go after it. */
export const affected = 'affected';

/** The key of the control that answers for a field, by the field's name. */
export const keyOf = (name: string): string =>
  levels.has(name) || name === 'override'
    ? 'matrix'
    : fieldRow(name) || name === 'matrix'
      ? name
      : `custom.${name}`;

export const isWritable = ({ fields: known }: Traits, name: EditableField): boolean =>
  name === 'title' || known[name]?.write === true;

/** A category's choices and its parts by the policy, where the backend has no list of its own. */
function policyChoices(name: string, { categories }: Policy): readonly Choice[] | undefined {
  if (name === 'category') return categories.map(({ id, label }) => ({ id, label }));
  if (name !== 'subcategory') return undefined;
  return categories.flatMap(({ id, subcategories = [] }) =>
    subcategories.map((part) => ({ ...part, when: [id] })),
  );
}

const ownField = (
  row: FieldRow,
  said: FieldDescription | undefined,
  { mode, traits, policy }: FormSources,
): FormField => {
  const name = row.name as EditableField;
  const required = name === 'title' || traits.fields[name]?.required === true || said?.required === true;
  const choices = said?.choices ?? policyChoices(name, policy);
  const dependsOn = said?.dependsOn ?? (name === 'subcategory' ? 'category' : undefined);
  return {
    id: name,
    key: name,
    kind: row.kind,
    control:
      row.control === 'line' && said?.choices && said.choices.length > 0 ? 'choice' : (row.control ?? 'line'),
    required,
    readOnly: said?.readOnly === true,
    ...(said?.maxLength !== undefined && { maxLength: said.maxLength }),
    ...(choices && { choices }),
    ...(dependsOn !== undefined && { dependsOn: keyOf(dependsOn) }),
    ...(row.lookup && { lookup: row.lookup }),
    folded: mode === 'portal' && row.portal !== 'main' && !required,
  };
};

/** How a field that only the backend knows is asked for, by its kind. */
const customControls: Partial<Record<FieldKind, FormField['control']>> = {
  prose: 'text',
  flag: 'check',
  instant: 'time',
  count: 'number',
  level: 'number',
  person: 'look-up',
  ref: 'look-up',
};

const customField = (said: FieldDescription, at: number): FormField => ({
  // The backend's name may hold signs that no selector takes.
  id: `custom-${String(at)}`,
  key: `custom.${said.name}`,
  kind: said.kind,
  control:
    said.choices && said.kind !== 'ref' && said.kind !== 'person'
      ? 'choice'
      : (customControls[said.kind] ?? 'line'),
  label: said.label ?? said.name,
  required: said.required === true,
  readOnly: said.readOnly === true,
  ...(said.maxLength !== undefined && { maxLength: said.maxLength }),
  ...(said.choices && { choices: said.choices }),
  ...(said.dependsOn !== undefined && { dependsOn: keyOf(said.dependsOn) }),
  ...(said.kind === 'person' && { lookup: 'people' as const }),
  folded: false,
});

/** The matrix is asked of everybody: a desk without it cannot put anything in order. */
const matrixField: FormField = {
  id: 'matrix',
  key: 'matrix',
  kind: 'level',
  control: 'matrix',
  required: true,
  readOnly: false,
  folded: false,
};

/** What else is affected beside the item of the incident; undefined where the backend keeps no such links. */
function affectedField(item: FormField, { mode, links, findsItems }: FormSources): FormField | undefined {
  if (!links.includes('affects') || !(findsItems || item.choices?.length)) return undefined;
  const { dependsOn: _none, ...asked } = item;
  const own = { id: affected, key: affected, control: 'items', required: false, readOnly: false } as const;
  return { ...asked, ...own, folded: mode === 'portal' };
}

/**
 * The questions in the order of the table of fields, then those only the backend has. Agents are asked everything it
 * takes, callers what is meant for them and what it insists on.
 */
export function formFields(sources: FormSources): readonly FormField[] {
  const { mode, traits, described } = sources;
  const agent = mode === 'agent';
  const own = fields.flatMap((row: FieldRow): readonly FormField[] => {
    if (row.name === 'impact')
      return [...levels].some((name) => isWritable(traits, name as EditableField)) ? [matrixField] : [];
    if (row.editable !== true || row.control === undefined) return [];
    const field = ownField(
      row,
      described.find(({ name, custom }) => !custom && name === row.name),
      sources,
    );
    const also = row.name === 'ci' ? affectedField(field, sources) : undefined;
    const asked = agent || row.portal !== undefined || (field.required && !field.readOnly);
    return [
      ...(asked && isWritable(traits, row.name as EditableField) ? [field] : []),
      ...(also ? [also] : []),
    ];
  });
  const theirs = described.flatMap((said, at) => (said.custom ? [customField(said, at)] : []));
  return [...own, ...theirs.filter(({ required, readOnly }) => agent || (required && !readOnly))];
}

/** The choices of a field that exist with the present answer of the field it depends on. */
export const presentChoices = (
  { choices = [], dependsOn }: FormField,
  idOf: (key: string) => string,
): readonly Choice[] =>
  dependsOn === undefined
    ? choices
    : choices.filter(({ when }) => when === undefined || when.includes(idOf(dependsOn)));
