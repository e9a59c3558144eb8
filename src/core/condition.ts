import type { Condition, Filter } from './filter.js';
import { myOwn, myself, nobody, readLevel, readSpan } from './filter.js';
import { fieldRow } from './fields.js';
import type { Incident, Person, Ref, Status } from './incident.js';
import { statusCategories } from './incident.js';
import { fold, hasWord, isPerson, openCategories } from './query.js';
import type { IncidentQuery } from './query.js';
import type { Instant } from './time.js';
import { isTold } from './time.js';

/** Who is looking, and what the words of a filter stand for. */
export interface FilterContext {
  /** The signed-in person: the id, and the e-mail address where a backend has only that. */
  readonly me?: Pick<Person, 'id' | 'email'> | undefined;
  /** The groups of the signed-in person, by id or name. */
  readonly groups?: readonly string[] | undefined;
  readonly now: Instant;
  /** When an incident is due next; undefined where nothing is promised or it is on hold. */
  readonly dueAt: (incident: Incident) => Instant | undefined;
  /** When the next promise that is still kept would be broken; undefined where none would. */
  readonly breachAt: (incident: Incident) => Instant | undefined;
  /** When it is due for closing because nobody answers; undefined where it never is. */
  readonly closesAt: (incident: Incident) => Instant | undefined;
}

type Test = (incident: Incident) => boolean;

const isMe = (person: Person | undefined, me: FilterContext['me']): boolean =>
  [me?.id, me?.email].some((own) => own !== undefined && isPerson(person, own));

const namesOf = (value: Ref | Person): readonly (string | undefined)[] =>
  'label' in value ? [value.id, value.label] : [value.id, value.name, value.email];

function statusIs({ category, code, label }: Status, wanted: string): boolean {
  const isOpen = openCategories.includes(category);
  if (wanted === 'open' || wanted === 'done') return isOpen === (wanted === 'open');
  return [category, code, label].some((own) => own !== undefined && fold(own) === wanted);
}

/** Whether a value is what was asked for; `wanted` is folded already. */
function meets(value: unknown, wanted: string, kind: string | undefined, context: FilterContext): boolean {
  if (wanted === nobody) return value === undefined || value === '';
  switch (kind) {
    case 'flag':
      return (value === true) === (wanted === 'yes');
    case 'level':
      return value === readLevel(wanted);
    case 'status':
      return statusIs(value as Status, wanted);
    case 'person':
      return wanted === myself
        ? isMe(value as Person | undefined, context.me)
        : value !== undefined &&
            namesOf(value as Person).some((own) => own !== undefined && fold(own) === wanted);
    case 'ref':
      return (
        value !== undefined &&
        namesOf(value as Ref).some(
          (own) =>
            own !== undefined &&
            (wanted === myOwn
              ? (context.groups ?? []).some((one) => fold(one) === fold(own))
              : fold(own) === wanted),
        )
      );
    case 'prose':
      return typeof value === 'string' && fold(value).includes(wanted);
    default:
      return (typeof value === 'string' || typeof value === 'number') && fold(String(value)) === wanted;
  }
}

/** The measure a condition with `<` or `>` compares, and what with. */
function compared(
  { field, values }: Condition,
  context: FilterContext,
): [(incident: Incident) => number | undefined, number] {
  const { now, dueAt, breachAt, closesAt } = context;
  const [value = ''] = values;
  const since = (at: Instant): number | undefined => (isTold(at) ? now - at : undefined);
  const until = (at: Instant | undefined): number | undefined => (at === undefined ? undefined : at - now);
  switch (field) {
    case 'age':
      return [({ loggedAt }) => since(loggedAt), readSpan(value) ?? NaN];
    case 'idle':
      return [({ updatedAt }) => since(updatedAt), readSpan(value) ?? NaN];
    case 'due':
      return [(incident) => until(dueAt(incident)), readSpan(value) ?? NaN];
    case 'breach':
      return [(incident) => until(breachAt(incident)), readSpan(value) ?? NaN];
    case 'closing':
      return [(incident) => until(closesAt(incident)), readSpan(value) ?? NaN];
    default: {
      const kind = fieldRow(field)?.kind;
      const limit =
        kind === 'level' ? (readLevel(value) ?? NaN) : kind === 'instant' ? Date.parse(value) : Number(value);
      return [(incident) => (incident as unknown as Record<string, number | undefined>)[field], limit];
    }
  }
}

function testOf(condition: Condition, context: FilterContext): Test {
  const { field, op, values } = condition;
  if (field === 'text') {
    const word = fold(values[0] ?? '');
    return (incident) => hasWord(incident, word);
  }
  if (op) {
    const [measure, limit] = compared(condition, context);
    return (incident) => {
      const value = measure(incident);
      return value !== undefined && (op === '<' ? value < limit : value > limit);
    };
  }
  const kind = field === 'title' ? 'prose' : fieldRow(field)?.kind;
  const wanted = values.map(fold);
  return (incident) => {
    const value = (incident as unknown as Record<string, unknown>)[field];
    return wanted.some((one) => meets(value, one, kind, context));
  };
}

/** A test whether an incident meets a filter. The filter is read once, not per incident. */
export function compileFilter(filter: Filter, context: FilterContext): Test {
  const tests = filter.map((condition): Test => {
    const test = testOf(condition, context);
    return condition.not ? (incident) => !test(incident) : test;
  });
  const [only] = tests;
  if (only && tests.length === 1) return only;
  return (incident) => tests.every((test) => test(incident));
}

/** What a backend is asked, and what is left to be looked at here. */
export interface AskedFilter {
  readonly query: IncidentQuery;
  readonly left: Filter;
}

/** What a filter asks of a list that only knows the parts of a query. */
export interface AskContext {
  readonly me?: FilterContext['me'];
  /** `list` looks for words. */
  readonly search: boolean;
  /** The id behind what was typed as a name; undefined where nobody knows it. */
  readonly idOf: (field: 'group' | 'service' | 'assignee' | 'caller', name: string) => string | undefined;
}

const statusesOf = (values: readonly string[]): IncidentQuery['status'] | undefined => {
  const wanted = values.map(fold);
  const isKnown = (one: string): boolean =>
    one === 'open' || one === 'done' || statusCategories.some((own) => own === one);
  return wanted.every(isKnown)
    ? statusCategories.filter(
        (own) => wanted.includes(own) || wanted.includes(openCategories.includes(own) ? 'open' : 'done'),
      )
    : undefined;
};

/** Parts of a query that are an edge of a stretch of time. */
const edges: Readonly<Record<string, keyof IncidentQuery>> = {
  'loggedAt>': 'loggedFrom',
  'loggedAt<': 'loggedTo',
  'resolvedAt>': 'resolvedFrom',
  'resolvedAt<': 'resolvedTo',
  'updatedAt>': 'updatedFrom',
};

/** One condition as a part of a query; undefined where a query has no word for it. */
function partOf(
  { field, not, op, values }: Condition,
  { me, search, idOf }: AskContext,
): IncidentQuery | undefined {
  const [value = ''] = values;
  if (not) return undefined;
  const edge = op && edges[`${field}${op}`];
  if (edge) return { [edge]: Date.parse(value) };
  if (field === 'confirmedAt' && !op && value === nobody && values.length === 1) return { confirmed: false };
  if (op || values.includes(nobody)) return undefined;
  if (field === 'status') {
    const status = statusesOf(values);
    return status && { status };
  }
  if (field === 'priority' || field === 'impact' || field === 'urgency') {
    const levels = values.map(readLevel);
    return levels.includes(undefined) ? undefined : { [field]: levels };
  }
  if (field === 'category') return { category: values };
  if (field === 'text') return search && !/\s/u.test(value) ? { text: value } : undefined;
  if (values.length > 1) return undefined;
  if (field !== 'group' && field !== 'service' && field !== 'assignee' && field !== 'caller')
    return undefined;
  const id = value === myself && field !== 'group' && field !== 'service' ? me?.id : idOf(field, value);
  if (id === undefined) return undefined;
  return field === 'assignee' ? { assigneeId: id } : field === 'caller' ? { callerId: id } : { [field]: id };
}

/**
 * Divides a filter into what a backend's list can be asked and what has to be looked at in its answer.
 *
 * @param base Parts of the query that hold already. A query says each thing once: a second condition on the same field
 *   is left to be looked at.
 */
export function askFilter(filter: Filter, context: AskContext, base: IncidentQuery = {}): AskedFilter {
  let query = base;
  const left: Condition[] = [];
  for (const condition of filter) {
    const part = partOf(condition, context);
    const [name] = Object.keys(part ?? {}) as (keyof IncidentQuery)[];
    if (part?.text !== undefined && query.text !== undefined)
      query = { ...query, text: `${query.text} ${part.text}` };
    else if (name !== undefined && query[name] === undefined) query = { ...query, ...part };
    else left.push(condition);
  }
  return { query, left };
}
