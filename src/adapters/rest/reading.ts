import { defaultSort } from '../../core/query.js';
import type { Adapter } from '../adapter.js';
import type { Desk } from './desk.js';
import { criteriaOf } from './filters/criteria.js';
import { hook } from './hooks.js';
import { askPage } from './requests.js';

/** Reads lists and records. What answers are read with is loaded while they are on their way. */
export function createReading(desk: Omit<Desk, 'get'>): Pick<Adapter, 'list' | 'get'> {
  const { options, client, records, history } = desk;
  const { profile } = options;
  const { fields } = profile;
  return {
    async get(id, read) {
      const [answer, { incident }] = await Promise.all([
        client.call('get', { ...read, inputs: { id } }),
        records(),
        profile.description && history().then(({ opening }) => opening(id, read)),
      ]);
      const found = incident(client.operation('get'), answer);
      return profile.lookups ? (await history()).named(found, read) : found;
    },
    async list({ sort: order = defaultSort, ...query }, page, read) {
      const operation = client.operation('list');
      const { filter, sort } = operation;
      const search = new URLSearchParams();
      let left: typeof query = query;
      if (filter) {
        // Only a time needs more than the profile to be asked for.
        const hasTime = Object.values(query).some((value) => typeof value === 'number');
        const date = hasTime ? (await records()).dateFor(filter) : String;
        const found = criteriaOf(query, profile, filter, date);
        left = found.left;
        const asked = hook('dialect', filter.dialect)?.(found.criteria, filter, profile.vars) ?? [];
        // Waited for only where there is something to wait for, so that giving up at once sends nothing.
        for (const [name, value] of 'then' in asked ? await asked : asked) search.append(name, value);
      }
      const column = fields[order.field]?.sort ?? fields[defaultSort.field]?.sort;
      const rising = order.direction === 'ascending';
      if (column && sort?.kind === 'prefix') search.set(sort.param, (rising ? '' : '-') + column);
      if (column && sort?.kind === 'pair')
        for (const name of new Set([column, sort.then ?? column])) {
          search.append(sort.field, name);
          search.append(sort.direction, rising ? sort.ascending : sort.descending);
        }
      const place = askPage(operation, page, search);
      const [answer, { incidents }] = await Promise.all([
        client.call('list', { ...read, search }),
        records(),
      ]);
      return incidents(operation, answer, place, left);
    },
  };
}
