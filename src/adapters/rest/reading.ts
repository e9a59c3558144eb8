import type { Incident } from '../../core/incident.js';
import { compileQuery, defaultSort } from '../../core/query.js';
import type { Desk, Reading } from './desk.js';
import { criteriaOf } from './filters/criteria.js';
import { hook } from './hooks.js';
import { compilePath } from './paths.js';

/** Reads lists and records. */
export function createReading({ options: { profile }, client, mapping, openings, history }: Desk): Reading {
  const { description, lookups, concurrency, codecs } = profile;
  const opened = (incident: Incident): Incident =>
    openings.has(incident.id) ? { ...incident, description: openings.get(incident.id) ?? '' } : incident;

  const incident: Reading['incident'] = (name, { body, headers }) => {
    const [made] = mapping.mapRecords([compilePath(client.operation(name).unwrap ?? '')(body)]);
    const version = concurrency?.mode === 'etag-header' && headers.get('etag');
    return opened({ ...(made as Incident), ...(version && { version }) });
  };

  return {
    incident,
    async get(id, read) {
      const [answer] = await Promise.all([
        client.call('get', { ...read, inputs: { id } }),
        description && history().then(({ opening }) => opening(id, read)),
      ]);
      const found = incident('get', answer);
      return lookups ? (await history()).named(found, read) : found;
    },
    async list(query, page, read) {
      const { filter, sort } = client.operation('list');
      const search = new URLSearchParams();
      let left = query;
      if (filter) {
        const date = hook('codec', filter.date ?? codecs.date.filter ?? codecs.date.write);
        const found = criteriaOf(query, mapping.fields, filter, (at) => date?.write(at) as string | number);
        left = found.left;
        const asked = hook('dialect', filter.dialect)?.(found.criteria, filter, profile.vars) ?? [];
        // Waited for only where there is something to wait for, so that giving up at once sends nothing.
        for (const [name, value] of Array.isArray(asked) ? asked : await asked) search.append(name, value);
      }
      const { field, direction } = query.sort ?? defaultSort;
      const column = [field, defaultSort.field]
        .map((name) => mapping.fields.get(name)?.definition.sort)
        .find(Boolean);
      const rising = direction === 'ascending';
      if (column && sort?.kind === 'prefix') search.set(sort.param, (rising ? '' : '-') + column);
      if (column && sort?.kind === 'pair')
        for (const name of new Set([column, sort.then ?? column])) {
          search.append(sort.field, name);
          search.append(sort.direction, rising ? sort.ascending : sort.descending);
        }
      const answer = await client.page('list', page, { ...read, search });
      const { sort: _sort, ...rest } = left;
      const items = mapping.mapRecords(answer.items).map(opened);
      return Object.values(rest).every((value) => value === undefined)
        ? { ...answer, items }
        : // A count that ignores part of the question would be a wrong number.
          { ...answer, items: items.filter(compileQuery(rest)), total: null };
    },
  };
}
