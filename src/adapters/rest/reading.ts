import type { Entry, FieldChange } from '../../core/entry.js';
import { IncidentError, isIncidentError } from '../../core/errors.js';
import type { Incident } from '../../core/incident.js';
import type { IncidentQuery, PageRequest } from '../../core/query.js';
import { compileQuery, defaultSort } from '../../core/query.js';
import type { EntryPage, IncidentPage, ReadOptions } from '../adapter.js';
import type { Client } from './client.js';
import type { Discovered } from './discovery.js';
import { criteriaOf } from './filters/criteria.js';
import { hook } from './hooks.js';
import type { Mapping } from './mapping.js';
import type { AdapterContext } from './options.js';
import { compilePath, compilePaths } from './paths.js';
import type { Part } from './texts.js';
import { wordsOf } from './texts.js';
import type { EntryMapping, MappedEntry } from './timeline.js';
import { compileTimeline } from './timeline.js';
import type { HttpAnswer } from './transport.js';

/** Everything the adapter reads. */
export interface Reading {
  readonly list: (query: IncidentQuery, page: PageRequest, options?: ReadOptions) => Promise<IncidentPage>;
  readonly get: (id: string, options?: ReadOptions) => Promise<Incident>;
  /** One record of an answer, with the version its headers carry. */
  readonly incident: (name: string, answer: HttpAnswer) => Incident;
  readonly entries: (id: string, page: PageRequest, options?: ReadOptions) => Promise<EntryPage>;
  /** One entry of an answer with its names looked up. */
  readonly entry: (row: unknown, incidentId: string, options?: ReadOptions) => Promise<Entry | undefined>;
  readonly entryTexts: (
    id: string,
    entryIds: readonly string[],
    options?: ReadOptions,
  ) => Promise<ReadonlyMap<string, string>>;
  readonly findByKey: (key: string, options?: ReadOptions) => Promise<Incident | undefined>;
  /** Keeps the opening words of an incident just written, which never change afterwards. */
  readonly remember: (id: string, description: string) => void;
}

const remembered = 500;
/** Pages of texts read at most for one request: a hundred each. */
const textPages = 50;
const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

export function createReading(
  options: AdapterContext,
  mapping: Mapping,
  client: Client,
  discovered: () => Promise<Discovered | undefined>,
): Reading {
  const { profile } = options;
  const [source] = profile.timeline ?? [];
  const mapEntry: EntryMapping = source ? compileTimeline(source, profile, mapping) : () => undefined;
  const openings = new Map<string, string>();
  const names = new Map<string, Promise<string | undefined>>();
  const people = (['caller', 'reporter', 'assignee'] as const).flatMap((field) => {
    const lookup = mapping.fields.get(field)?.definition.lookup;
    return lookup === undefined ? [] : [{ field, lookup }];
  });

  const remember = (id: string, description: string): void => {
    openings.delete(id);
    openings.set(id, description);
    if (openings.size > remembered) openings.delete(openings.keys().next().value ?? '');
  };
  const withOpening = (incident: Incident): Incident => {
    const description = profile.description ? openings.get(incident.id) : undefined;
    return description === undefined ? incident : { ...incident, description };
  };

  function incident(name: string, answer: HttpAnswer): Incident {
    const [made] = mapping.mapRecords([client.record(name, answer)]);
    const tag = profile.concurrency?.mode === 'etag-header' ? answer.headers.get('etag') : null;
    return withOpening({ ...(made as Incident), ...(tag === null ? {} : { version: tag }) });
  }

  const partOf = (row: unknown, content: string, type: string | undefined): Part => ({
    content: text(compilePath(content)(row)),
    type: type === undefined ? '' : text(compilePath(type)(row)),
  });

  /** The words an incident was opened with; where they may not be read the incident is shown without. */
  async function opening(id: string, read?: ReadOptions): Promise<void> {
    const { description } = profile;
    if (!description || openings.has(id)) return;
    try {
      const { items } = await client.page(description.op, { limit: 10 }, { ...read, inputs: { id } });
      const group = compilePaths(description.group);
      if (items.length === 0) return;
      const first = text(group(items[0]));
      remember(
        id,
        wordsOf(
          items
            .filter((row) => text(group(row)) === first)
            .map((row) => partOf(row, description.content, description.contentType)),
        ),
      );
    } catch (error) {
      if (!isIncidentError(error) || error.kind === 'aborted' || error.kind === 'auth-required') throw error;
    }
  }

  async function get(id: string, read?: ReadOptions): Promise<Incident> {
    const [answer] = await Promise.all([client.call('get', { ...read, inputs: { id } }), opening(id, read)]);
    const found = incident('get', answer);
    const named = await Promise.all(
      people.map(async ({ field, lookup }) => {
        const person = found[field];
        const name = person && person.name === person.id ? await nameOf(lookup, person.id, read) : undefined;
        return person && name ? ([field, { ...person, name }] as const) : undefined;
      }),
    );
    return { ...found, ...Object.fromEntries(named.filter((one) => one !== undefined)) };
  }

  async function list(query: IncidentQuery, page: PageRequest, read?: ReadOptions): Promise<IncidentPage> {
    const operation = client.operation('list');
    const { filter, sort } = operation;
    const search = new URLSearchParams();
    let left = query;
    if (filter) {
      const date = hook('codec', filter.date ?? profile.codecs.date.filter ?? profile.codecs.date.write);
      const found = criteriaOf(
        query,
        (name) => mapping.fields.get(name),
        (at) => date?.write(at) as string | number,
        filter.text === undefined
          ? undefined
          : {
              fields: filter.text,
              ...(filter.textNumber === undefined ? {} : { number: filter.textNumber }),
            },
      );
      left = found.left;
      for (const [name, value] of hook('dialect', filter.dialect)?.(found.criteria, filter, profile.vars) ??
        [])
        search.append(name, value);
    }
    const wanted = query.sort ?? defaultSort;
    const column =
      mapping.fields.get(wanted.field)?.definition.sort ??
      mapping.fields.get(defaultSort.field)?.definition.sort;
    const rising = wanted.direction === 'ascending';
    if (sort?.kind === 'prefix' && column !== undefined)
      search.set(sort.param, `${rising ? '' : '-'}${column}`);
    if (sort?.kind === 'pair' && column !== undefined)
      for (const name of sort.then === undefined || sort.then === column ? [column] : [column, sort.then]) {
        search.append(sort.field, name);
        search.append(sort.direction, rising ? sort.ascending : sort.descending);
      }
    const answer = await client.page('list', page, { ...read, search });
    const { sort: _sort, ...rest } = left;
    const narrowed = Object.values(rest).some((value) => value !== undefined);
    const all = mapping.mapRecords(answer.items).map(withOpening);
    const belongs = narrowed ? compileQuery(rest) : () => true;
    // A count that ignores part of the question would be a wrong number.
    return {
      items: narrowed ? all.filter(belongs) : all,
      total: narrowed ? null : answer.total,
      ...(answer.next === undefined ? {} : { next: answer.next }),
    };
  }

  /** The name behind an id, asked for once; undefined where it may not be looked up, empty where it stands for nobody. */
  function nameOf(lookup: string, id: string, read?: ReadOptions): Promise<string | undefined> {
    const definition = profile.lookups?.[lookup];
    if (!definition) return Promise.resolve(undefined);
    const key = `${lookup} ${id}`;
    let name = names.get(key);
    if (!name) {
      name = client.call(definition.op, { ...read, inputs: { id } }).then(
        ({ body }) =>
          definition.empties?.includes(text(compilePath(definition.id ?? 'id')(body)))
            ? ''
            : text(compilePaths(definition.label)(body)) || undefined,
        (error: unknown) => {
          if (!isIncidentError(error) || (error.kind !== 'forbidden' && error.kind !== 'not-found'))
            names.delete(key);
          return undefined;
        },
      );
      names.set(key, name);
    }
    return name;
  }

  async function finish({ entry, change }: MappedEntry, read?: ReadOptions): Promise<Entry> {
    if (!change) return entry;
    const { lookup, ...plain } = change;
    if (lookup === undefined) return { ...entry, changes: [...(entry.changes ?? []), plain] };
    const [from, to] = await Promise.all(
      [plain.from, plain.to].map(async (id) =>
        id === undefined ? undefined : ((await nameOf(lookup, id, read)) ?? id),
      ),
    );
    const { from: _from, to: _to, ...bare } = plain;
    const named: FieldChange = { ...bare, ...(from ? { from } : {}), ...(to ? { to } : {}) };
    return { ...entry, changes: [...(entry.changes ?? []), named] };
  }

  async function entry(row: unknown, incidentId: string, read?: ReadOptions): Promise<Entry | undefined> {
    const mapped = mapEntry(row, incidentId, (await discovered()) ?? new Map());
    return mapped && finish(mapped, read);
  }

  async function entries(id: string, page: PageRequest, read?: ReadOptions): Promise<EntryPage> {
    if (!source) return { items: [], total: 0 };
    let answer;
    try {
      answer = await client.page(source.op, page, { ...read, inputs: { id } });
    } catch (error) {
      if (
        source.optional &&
        isIncidentError(error) &&
        (error.kind === 'forbidden' || error.kind === 'not-found')
      )
        return { items: [], total: 0 };
      throw error;
    }
    const known = (await discovered()) ?? new Map<string, string>();
    const mapped = answer.items.map((row) => mapEntry(row, id, known)).filter((one) => one !== undefined);
    const items = await Promise.all(mapped.map((one) => finish(one, read)));
    // Rows left out are still counted by the backend; a total with them would promise entries that never come.
    const total = items.length === answer.items.length ? answer.total : null;
    return { items, total, ...(answer.next === undefined ? {} : { next: answer.next }) };
  }

  async function entryTexts(
    id: string,
    entryIds: readonly string[],
    read?: ReadOptions,
  ): Promise<ReadonlyMap<string, string>> {
    const own =
      profile.hooks?.fetchBodies === undefined ? undefined : hook('fetchBodies', profile.hooks.fetchBodies);
    if (own) return own({ incidentId: id, entryIds, ...read }, (path) => client.get(path, read?.signal));
    const texts = source?.texts;
    if (!texts)
      throw new IncidentError('unsupported', `${profile.label} has no words apart from the entries.`);
    const wanted = new Set(entryIds);
    const parts = new Map<string, Part[]>();
    const owner = compilePaths(texts.entry);
    let cursor: string | undefined;
    for (let at = 0; at < textPages; at++) {
      const page = await client.page(
        texts.op,
        { limit: 100, ...(cursor === undefined ? {} : { cursor }) },
        { ...read, inputs: { id } },
      );
      for (const row of page.items) {
        const key = text(owner(row));
        if (!wanted.has(key)) continue;
        const list = parts.get(key);
        if (list) list.push(partOf(row, texts.content, texts.contentType));
        else parts.set(key, [partOf(row, texts.content, texts.contentType)]);
      }
      // Newest first, and a message's forms follow each other: once another one comes after all wanted, they are complete.
      const last = page.items[page.items.length - 1];
      const complete = entryIds.every((one) => parts.has(one)) && !wanted.has(text(owner(last)));
      if (page.next === undefined || complete) break;
      cursor = page.next;
    }
    // What has no words has an empty text: asking again would not help.
    return new Map(entryIds.map((one) => [one, wordsOf(parts.get(one) ?? [])]));
  }

  async function findByKey(key: string, read?: ReadOptions): Promise<Incident | undefined> {
    const { idempotency } = profile;
    const { filter } = client.operation('list');
    if (idempotency?.mode !== 'lookup' || !filter) return undefined;
    const search = new URLSearchParams();
    for (const [name, value] of hook('dialect', filter.dialect)?.(
      [{ op: 'in', field: idempotency.filter, values: [key] }],
      filter,
      profile.vars,
    ) ?? [])
      search.append(name, value);
    const { items } = await client.page('list', { limit: 1 }, { ...read, search });
    const [found] = mapping.mapRecords(items);
    return found && get(found.id, read);
  }

  return { list, get, incident, entries, entry, entryTexts, findByKey, remember };
}
