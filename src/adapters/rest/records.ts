import { isIncidentError } from '../../core/errors.js';
import type { Incident } from '../../core/incident.js';
import type { IncidentQuery } from '../../core/query.js';
import { compileQuery, defaultSort } from '../../core/query.js';
import type { Instant } from '../../core/time.js';
import type { Adapter, ReadOptions } from '../adapter.js';
import { versionOf } from './concurrency.js';
import type { Fields } from './fields.js';
import type { Criterion } from './filters/criteria.js';
import { criteriaOf } from './filters/criteria.js';
import { sortBy } from './filters/sort.js';
import { hook } from './hooks.js';
import type { HttpAnswer } from './http.js';
import type { Client } from './operation.js';
import { compilePath, textOf } from './path.js';
import type { FilterDefinition, Operation, Profile, Vars } from './profile.js';
import type { Openings } from './texts.js';

/** The name behind an id; undefined where it may not be looked up, empty where it stands for nobody. */
export type NameOf = (lookup: string, id: string, read?: ReadOptions) => Promise<string | undefined>;

/** Looks up names, each once. */
export function createNames(client: Client): NameOf {
  const { lookups } = client.options.profile;
  const names = new Map<string, Promise<string | undefined>>();
  return (lookup, id, read) => {
    const definition = lookups?.[lookup];
    if (!definition) return Promise.resolve(undefined);
    const { op, id: idAt = 'id', label, empties = [] } = definition;
    const key = `${lookup} ${id}`;
    let name = names.get(key);
    if (!name) {
      name = client.call(op, { ...read, inputs: { id } }).then(
        ({ body }) =>
          empties.includes(textOf(compilePath(idAt)(body)) ?? '')
            ? ''
            : textOf(compilePath(label)(body)) || undefined,
        (error: unknown) => {
          if (!isIncidentError(error) || (error.kind !== 'forbidden' && error.kind !== 'not-found'))
            names.delete(key);
          return undefined;
        },
      );
      names.set(key, name);
    }
    return name;
  };
}

/** The parameters that ask a list for what meets all criteria. */
export async function searchFor(
  criteria: readonly Criterion[],
  filter: FilterDefinition,
  vars: Vars,
): Promise<URLSearchParams> {
  const asked = (await hook('dialect', filter.dialect)?.(criteria, filter, vars)) ?? [];
  return new URLSearchParams(asked.map(([name, value]) => [name, value]));
}

/** How a list is asked for an instant. */
function dateFor({ date }: FilterDefinition, { codecs }: Profile): (at: Instant) => string | number {
  const { filter, write } = codecs.date;
  const codec = hook('codec', date ?? filter ?? write);
  return (at) => codec?.write(at) as string | number;
}

export interface Records extends Pick<Adapter, 'list' | 'get'> {
  /** One record of an answer, with the version that came beside it. */
  readonly incident: (operation: Operation, answer: HttpAnswer) => Incident;
}

/** Reads lists and records. */
export function createRecords(client: Client, fields: Fields, openings: Openings, nameOf: NameOf): Records {
  const { profile } = client.options;
  const opened = (incident: Incident): Incident => {
    const description = openings.words(incident.id);
    return description === undefined ? incident : { ...incident, description };
  };

  const incident: Records['incident'] = ({ unwrap = '' }, answer) => {
    const [made] = fields.mapRecords([compilePath(unwrap)(answer.body)]);
    const version = versionOf(profile.concurrency, answer);
    return opened({ ...(made as Incident), ...(version && { version }) });
  };

  /** The incident with the names of people the record only has the ids of. */
  async function named(found: Incident, read?: ReadOptions): Promise<Incident> {
    const people = await Promise.all(
      (['caller', 'reporter', 'assignee'] as const).map(async (field) => {
        const lookup = profile.fields[field]?.lookup;
        const person = found[field];
        const isBare = lookup !== undefined && person && person.name === person.id;
        const name = isBare && (await nameOf(lookup, person.id, read));
        return name ? { [field]: { ...person, name } } : {};
      }),
    );
    return Object.assign({ ...found }, ...people) as Incident;
  }

  return {
    incident,
    async get(id, read) {
      const [answer] = await Promise.all([
        client.call('get', { ...read, inputs: { id } }),
        openings.read(id, read),
      ]);
      const found = incident(client.operation('get'), answer);
      return profile.lookups ? named(found, read) : found;
    },
    async list({ sort: order = defaultSort, ...query }, page, read) {
      const { filter, sort } = client.operation('list');
      let search = new URLSearchParams();
      let left: IncidentQuery = query;
      if (filter) {
        const found = criteriaOf(query, profile, filter, dateFor(filter, profile));
        left = found.left;
        search = await searchFor(found.criteria, filter, profile.vars);
      }
      const column = profile.fields[order.field]?.sort ?? profile.fields[defaultSort.field]?.sort;
      if (column !== undefined)
        for (const [name, value] of sortBy(sort, { column, rising: order.direction === 'ascending' }))
          search.append(name, value);
      const found = await client.page('list', page, { ...read, search });
      const items = fields.mapRecords(found.items).map(opened);
      return Object.values(left).every((value) => value === undefined)
        ? { ...found, items }
        : // A count that ignores part of the question would be a wrong number.
          { ...found, items: items.filter(compileQuery(left)), total: null };
    },
  };
}
