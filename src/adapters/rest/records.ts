import { IncidentError } from '../../core/errors.js';
import type { Incident } from '../../core/incident.js';
import type { IncidentQuery, PageRequest } from '../../core/query.js';
import { compileQuery, defaultSort, unreadPart } from '../../core/query.js';
import type { Instant } from '../../core/time.js';
import type { Adapter, IncidentPage, ReadOptions } from '../adapter.js';
import { versioned } from './concurrency.js';
import type { Fields } from './fields.js';
import type { Criterion } from './filters/criteria.js';
import { criteriaOf } from './filters/criteria.js';
import { falls } from './enums.js';
import { sortBy } from './filters/sort.js';
import { hook } from './hooks.js';
import type { HttpAnswer } from './http.js';
import type { MissingCodes } from './missing-codes.js';
import type { Client } from './operation.js';
import type { NameOf } from './names.js';
import { compilePath, textOf } from './path.js';
import type { FilterDefinition, Operation, Profile, Vars } from './profile.js';
import type { Openings } from './texts.js';
import { compileUnasked } from './unasked.js';

/** The parameters that ask a list for what meets all criteria. */
export async function searchFor(
  criteria: readonly Criterion[],
  filter: FilterDefinition,
  vars: Vars,
): Promise<URLSearchParams> {
  const asked = (await hook('dialect', filter.dialect)?.(criteria, filter, vars)) ?? [];
  return new URLSearchParams(asked.map(([name, value]) => [name, value]));
}

const unaskedPart = (unasked: readonly string[]): Pick<IncidentPage, 'unasked'> =>
  unasked.length > 0 ? { unasked } : {};

/** Where one page of what is looked through here goes on: how many of the hits are shown, and the backend's own place. */
const placeIn = (cursor: string | undefined): readonly [skip: number, inner: string | undefined] => {
  const [, skip, inner] = /^sift:(\d{1,9}):(.*)$/s.exec(cursor ?? '') ?? [];
  if (cursor !== undefined && skip === undefined)
    throw new IncidentError('validation', 'This place in the list is no longer valid.');
  return [Number(skip ?? 0), inner === '' ? undefined : inner];
};

/** Pages of the backend read at most for one of ours. Where they hold too few hits the page is short and goes on. */
const siftedPages = 20;

/**
 * A page of what meets a test that the backend cannot be asked for: its pages are read on until enough do. Nobody knows
 * how many there are altogether.
 */
async function sift(
  ask: (page: PageRequest) => Promise<IncidentPage>,
  meets: (incident: Incident) => boolean,
  { limit, cursor }: PageRequest,
): Promise<IncidentPage> {
  const items: Incident[] = [];
  const unasked: string[] = [];
  let unread = 0;
  let [skip, inner] = placeIn(cursor);
  for (let pages = 0; pages < siftedPages; pages++) {
    const page = await ask({ limit, ...(inner === undefined ? {} : { cursor: inner }) });
    unasked.push(...(page.unasked ?? []));
    const hits = page.items.filter(meets).slice(skip);
    const taken = hits.slice(0, limit - items.length);
    items.push(...taken);
    // The rest of a page is told of with its last hit.
    if (taken.length < hits.length)
      return {
        items,
        next: `sift:${skip + taken.length}:${inner ?? ''}`,
        total: null,
        ...unreadPart(unread),
        ...unaskedPart(unasked),
      };
    unread += page.unread ?? 0;
    [skip, inner] = [0, page.next];
    if (inner === undefined) return { items, total: null, ...unreadPart(unread), ...unaskedPart(unasked) };
    if (items.length >= limit) break;
  }
  return {
    items,
    next: `sift:0:${inner ?? ''}`,
    total: null,
    ...unreadPart(unread),
    ...unaskedPart(unasked),
  };
}

/** How a list is asked for an instant. */
export function dateFor({ date }: FilterDefinition, { codecs }: Profile): (at: Instant) => string | number {
  const { filter, write } = codecs.date;
  const codec = hook('codec', date ?? filter ?? write);
  return (at) => codec?.write(at) as string | number;
}

export interface Records extends Pick<Adapter, 'list' | 'get'> {
  /** One record of an answer, with the version that came beside it. */
  readonly incident: (operation: Operation, answer: HttpAnswer) => Incident;
  /** A record in our words and as it came. */
  readonly look: (
    id: string,
    read?: ReadOptions,
  ) => Promise<{ readonly incident: Incident; readonly record: unknown }>;
}

/** Reads lists and records. */
export function createRecords(
  client: Client,
  fields: Fields,
  openings: Openings,
  nameOf: NameOf,
  codes: MissingCodes,
): Records {
  const { profile, onWarning } = client.options;
  const opened = (incident: Incident): Incident => {
    const description = openings.words(incident.id);
    return description === undefined ? incident : { ...incident, description };
  };

  const incident: Records['incident'] = ({ unwrap = '' }, answer) => {
    const made = client.told(answer, (body) => fields.mapRecord(compilePath(unwrap)(body)));
    return opened(versioned(profile.concurrency, made, answer));
  };

  /**
   * The records of a list. One that cannot be read is left out and told of, because it must not cost the others; where
   * none can be read it is no list of incidents.
   */
  function incidentsOf(rows: readonly unknown[]): readonly Incident[] {
    const made: Incident[] = [];
    let fault: unknown;
    for (const row of rows) {
      try {
        made.push(opened(versioned(profile.concurrency, fields.mapRecord(row))));
      } catch (error) {
        fault = error;
      }
    }
    if (rows.length > 0 && made.length === 0) throw fault;
    const timeless = made.filter(({ loggedAt }) => loggedAt === 0);
    if (fault !== undefined)
      onWarning?.({
        code: 'bad-record',
        message: `${profile.label} returned ${rows.length - made.length} incidents without an id that can be read; they are not shown.`,
        fields: ['id'],
        path: 'fields.id',
      });
    for (const { id } of timeless)
      onWarning?.({
        code: 'bad-record',
        message: `${profile.label} returned ${id} without a time that can be read.`,
        incidentId: id,
        fields: ['loggedAt'],
        path: 'fields.loggedAt',
      });
    return made;
  }

  /** The incident with the names of people the record only has the ids of. */
  async function named(found: Incident, read?: ReadOptions): Promise<Incident> {
    const people = await Promise.all(
      (['caller', 'reporter', 'assignee', 'confirmedBy'] as const).map(async (field) => {
        const lookup = profile.fields[field]?.lookup;
        const person = found[field];
        const isBare = lookup !== undefined && person && person.name === person.id;
        const name = isBare && (await nameOf(lookup, person.id, read));
        return name ? { [field]: { ...person, name } } : {};
      }),
    );
    return Object.assign({ ...found }, ...people) as Incident;
  }

  const look: Records['look'] = async (id, read) => {
    const operation = client.operation('get');
    const [answer] = await Promise.all([
      client.call('get', { ...read, inputs: { id } }),
      openings.read(id, read),
    ]);
    const found = incident(operation, answer);
    return {
      incident: profile.lookups ? await named(found, read) : found,
      record: compilePath(operation.unwrap ?? '')(answer.body),
    };
  };

  return {
    incident,
    look,
    get: async (id, read) => (await look(id, read)).incident,
    async list({ sort: order = defaultSort, ...query }, page, read) {
      const { filter, sort } = client.operation('list');
      const parameters: (readonly [string, string])[] = [];
      let left: IncidentQuery = query;
      if (filter) {
        const dialect = hook('dialect', filter.dialect);
        const found = criteriaOf(query, profile, filter, dialect?.can, dateFor(filter, profile));
        for (const { table, wanted } of found.unmet) codes.unmet(table, wanted);
        // A dialect that can only name values has no way to ask for nothing.
        if (
          !dialect?.can?.exclude &&
          found.criteria.some((one) => one.op === 'in' && one.values.length === 0)
        )
          return { items: [], total: 0 };
        left = found.left;
        parameters.push(...(await searchFor(found.criteria, filter, profile.vars)));
      }
      const by = [order.field, defaultSort.field].find((name) => profile.fields[name]?.sort);
      const { sort: column, enum: scale } = profile.fields[by ?? ''] ?? {};
      if (column !== undefined) {
        const turned = falls(profile.enums[scale ?? ''] ?? {});
        parameters.push(...sortBy(sort, { column, rising: (order.direction === 'ascending') !== turned }));
      }
      const isUnasked = compileUnasked(query, profile);
      const idOf = compilePath(profile.fields['id']?.read ?? 'id');
      const ask = async (part: PageRequest): Promise<IncidentPage> => {
        const search = new URLSearchParams(parameters.map(([name, value]) => [name, value]));
        const found = await client.page('list', part, { ...read, search });
        const items = incidentsOf(found.items);
        // A count with lines that are not shown would promise lines that never come.
        const unread = found.items.length - items.length;
        const unasked = found.items.filter(isUnasked).flatMap((row) => textOf(idOf(row)) ?? []);
        return {
          ...found,
          items,
          total: unread === 0 ? found.total : null,
          ...unreadPart(unread),
          ...unaskedPart(unasked),
        };
      };
      return Object.values(left).every((value) => value === undefined)
        ? ask(page)
        : sift(ask, compileQuery(left), page);
    },
  };
}
