import type { Capabilities, FieldOptions } from '../../adapters/adapter.js';
import type { EditableField, Effect, Channel, IncidentDraft, Person, Ref } from '../../core/incident.js';

import { channels } from '../../core/incident.js';
import type { PriorityExplanation, PriorityFacts, PriorityOverride } from '../../core/priority.js';
import type { Instant } from '../../core/time.js';
import { instantAt, wallClockAt } from '../../core/zone.js';

/** What a person answers with one control. `matrix` stands for impact, urgency and priority together. */
export type FieldName = Exclude<EditableField, 'impact' | 'urgency' | 'priority' | 'reporter'> | 'matrix';

export type FieldKind =
  'line' | 'text' | 'suggest' | 'effect' | 'category' | 'channel' | 'time' | 'check' | 'matrix';

/** The form's fields in their order; `main` is always seen, `more` is folded, and what a mode does not name is left out. */
export const fieldTable: readonly {
  readonly name: FieldName;
  readonly kind: FieldKind;
  readonly portal?: 'main' | 'more';
}[] = [
  { name: 'caller', kind: 'line' },
  { name: 'channel', kind: 'channel' },
  { name: 'title', kind: 'line', portal: 'main' },
  { name: 'description', kind: 'text', portal: 'main' },
  { name: 'service', kind: 'suggest', portal: 'main' },
  { name: 'effect', kind: 'effect', portal: 'main' },
  { name: 'matrix', kind: 'matrix', portal: 'main' },
  { name: 'category', kind: 'category' },
  { name: 'subcategory', kind: 'line' },
  { name: 'group', kind: 'suggest' },
  { name: 'assignee', kind: 'line' },
  { name: 'ci', kind: 'line' },
  { name: 'occurredAt', kind: 'time', portal: 'more' },
  { name: 'detectedAt', kind: 'time' },
  { name: 'contact', kind: 'line', portal: 'more' },
  { name: 'location', kind: 'line', portal: 'more' },
  { name: 'hasWorkaround', kind: 'check', portal: 'more' },
  { name: 'major', kind: 'check' },
  { name: 'drill', kind: 'check' },
];

export type FormField = (typeof fieldTable)[number];

/** Everything typed, as the controls hold it: texts, ticks as `1`, the matrix as `impact/urgency`. */
export type FormValues = Readonly<Partial<Record<FieldName, string>>>;

/** What stands beside the values and has no control of its own. */
export interface FormExtras {
  readonly facts: PriorityFacts;
  readonly override?: PriorityOverride;
}

const writable = ({ fields }: Capabilities, name: EditableField): boolean => fields[name]?.write === true;

export const isWritable = (capabilities: Capabilities, name: FieldName): boolean =>
  name === 'matrix'
    ? (['impact', 'urgency', 'priority'] as const).some((part) => writable(capabilities, part))
    : writable(capabilities, name);

/** The backend takes nothing without it. The matrix is asked of everybody: a desk without it cannot put anything in order. */
export const isRequired = ({ fields }: Capabilities, name: FieldName): boolean =>
  name === 'title' || name === 'matrix' || fields[name]?.required === true;

/** The fields of a mode with this backend, those always seen and those folded. What the backend requires is never folded. */
export function fieldsFor(
  mode: 'portal' | 'agent',
  capabilities: Capabilities,
): { readonly main: readonly FormField[]; readonly more: readonly FormField[] } {
  const usable = fieldTable.filter(({ name }) => isWritable(capabilities, name) || name === 'title');
  if (mode === 'agent') return { main: usable, more: [] };
  const required = ({ name }: FormField): boolean => isRequired(capabilities, name);
  return {
    main: usable.filter((field) => field.portal === 'main' || required(field)),
    more: usable.filter((field) => field.portal === 'more' && !required(field)),
  };
}

/** All fields on the screen, folded ones too. */
export function shownFields(mode: 'portal' | 'agent', capabilities: Capabilities): readonly FormField[] {
  const { main, more } = fieldsFor(mode, capabilities);
  return [...main, ...more];
}

/** The answers that are not those the form began with. */
export const changedFrom = (initial: FormValues, values: FormValues): FormValues =>
  Object.fromEntries(
    Object.entries(values).filter(([name, value]) => value !== (initial[name as FieldName] ?? '')),
  );

const named = (text: string, known: readonly Ref[] | undefined): Ref => {
  const wanted = text.toLowerCase();
  return (
    known?.find(({ id, label }) => label.toLowerCase() === wanted || id === text) ?? { id: text, label: text }
  );
};

const person = (text: string): Person => ({ id: text, name: text });

/** `2026-03-27T09:30` on the clocks of a zone as an instant; NaN for what is no date. */
export function readLocalTime(text: string, timeZone: string): Instant {
  const wall = Date.parse(`${text}Z`);
  return Number.isNaN(wall) ? Number.NaN : instantAt(timeZone, wall);
}

export const writeLocalTime = (at: Instant, timeZone: string): string =>
  new Date(wallClockAt(timeZone, at)).toISOString().slice(0, 16);

export interface DraftContext {
  readonly capabilities: Capabilities;
  readonly options: FieldOptions;
  readonly timeZone: string;
  /** The fields on the screen: nothing is sent that cannot be seen. */
  readonly shown: readonly FormField[];
  readonly explanation: PriorityExplanation | undefined;
  readonly channel: Channel | undefined;
  /** Who is signed in, as far as the page says so; sent where the form does not ask. */
  readonly caller?: Person | undefined;
}

/** How a report reaches the desk: as the page says, by itself in portal mode, and otherwise as the agent says. */
export const channelOf = (given: Channel | undefined, mode: 'portal' | 'agent'): Channel | undefined =>
  given && channels.includes(given) ? given : mode === 'portal' ? 'self-service' : undefined;

/** What is sent for these answers. */
export function toDraft(values: FormValues, context: DraftContext): IncidentDraft {
  const { capabilities, options, timeZone, explanation } = context;
  const draft: { -readonly [K in keyof IncidentDraft]: IncidentDraft[K] } = { title: '', description: '' };
  for (const { name } of context.shown) {
    const value = values[name]?.trim() ?? '';
    if (value === '') continue;
    switch (name) {
      case 'matrix':
        break;
      case 'service':
        draft.service = named(value, options.services);
        break;
      case 'group':
        draft.group = named(value, options.groups);
        break;
      case 'ci':
        draft.ci = named(value, undefined);
        break;
      case 'caller':
        draft.caller = context.caller?.name === value ? context.caller : person(value);
        break;
      case 'assignee':
        draft.assignee = person(value);
        break;
      case 'occurredAt':
      case 'detectedAt':
        draft[name] = readLocalTime(value, timeZone);
        break;
      case 'hasWorkaround':
      case 'major':
      case 'drill':
        draft[name] = true;
        break;
      case 'effect':
        draft.effect = value as Effect;
        break;
      case 'channel':
        draft.channel = value as Channel;
        break;
      default:
        draft[name] = value;
    }
  }
  if (
    context.caller &&
    writable(capabilities, 'caller') &&
    !context.shown.some(({ name }) => name === 'caller')
  )
    draft.caller = context.caller;
  if (draft.channel === undefined && context.channel && writable(capabilities, 'channel'))
    draft.channel = context.channel;
  if (explanation && isWritable(capabilities, 'matrix')) {
    if (writable(capabilities, 'impact')) draft.impact = explanation.cell.impact;
    if (writable(capabilities, 'urgency')) draft.urgency = explanation.cell.urgency;
    if (writable(capabilities, 'priority')) draft.priority = explanation.priority;
    draft.assessment = explanation;
  }
  return draft;
}

/** The answers that make up a draft, to fill the form with. */
export function fromDraft(draft: Partial<IncidentDraft>, timeZone: string): FormValues {
  const values: Partial<Record<FieldName, string>> = {};
  for (const { name } of fieldTable) {
    if (name === 'matrix') continue;
    const value = draft[name];
    if (value === undefined || value === false) continue;
    if (value === true) values[name] = '1';
    else if (typeof value === 'number') values[name] = writeLocalTime(value, timeZone);
    else if (typeof value === 'string') values[name] = value;
    else values[name] = 'label' in value ? value.label : value.name;
  }
  if (draft.impact !== undefined && draft.urgency !== undefined)
    values.matrix = `${String(draft.impact)}/${String(draft.urgency)}`;
  return values;
}

const names = new Set<string>(fieldTable.map(({ name }) => name));

/** Answers read back from storage: only known fields, only texts. */
export function readValues(data: unknown): FormValues {
  if (typeof data !== 'object' || data === null) return {};
  return Object.fromEntries(
    Object.entries(data).filter(
      ([name, value]) => names.has(name) && typeof value === 'string' && value !== '',
    ),
  );
}

/** Facts and override read back from storage; undefined where they are not what we write. */
export function readExtras(data: unknown): FormExtras | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { facts, override } = data as Partial<FormExtras>;
  if (typeof facts !== 'object') return undefined;
  return { facts, ...(typeof override?.reason === 'string' ? { override } : {}) };
}

/** The control in which a fault of this path can be mended; undefined for one that is not on the screen. */
export function fieldOf(path: string, shown: readonly FormField[]): FieldName | undefined {
  const head = path.split('.')[0] ?? '';
  const name =
    head === 'impact' || head === 'urgency' || head === 'priority' || head === 'override' ? 'matrix' : head;
  return shown.find((field) => field.name === name)?.name;
}
