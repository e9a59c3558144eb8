import { safeAddress } from '../../core/address.js';
import { IncidentError } from '../../core/errors.js';
import type { Adapter, Relation, RelationKind } from '../adapter.js';
import { relationKinds } from '../adapter.js';
import { isRefusal } from './discovery.js';
import type { Client } from './operation.js';
import { compilePath, textOf } from './path.js';

/** So many linked incidents are read for their titles. */
const mostRead = 20;

/** What an incident belongs together with; undefined where the profile does not say where that stands. */
export function createRelated(client: Client, get: Adapter['get']): Adapter['related'] {
  const { profile } = client.options;
  const { related } = profile;
  if (!related) return undefined;
  const { op, items = '', kind, kinds, id = 'id', number, title, url, each } = related;
  const at = (path: string | undefined): ((row: unknown) => string | undefined) => {
    const read = path === undefined ? undefined : compilePath(path);
    return (row) => (read && textOf(read(row))) || undefined;
  };
  const [rowsOf, kindAt] = [compilePath(items), at(kind)];
  const [idAt, numberAt, titleAt, urlAt] = [at(id), at(number), at(title), at(url)];

  /** Undefined for what stands in the same list and is no link. */
  function relationOf(row: unknown): Relation | undefined {
    const said = kindAt(row) ?? '';
    const ours = kinds ? (Object.hasOwn(kinds, said) ? kinds[said] : undefined) : said;
    const known = relationKinds.find((one): one is RelationKind => one === ours);
    const address = safeAddress(urlAt(row));
    const other = idAt(row) ?? address;
    if (known === undefined || other === undefined) return undefined;
    const [called, told] = [numberAt(row), titleAt(row)];
    return {
      kind: known,
      id: other,
      ...(called === undefined ? {} : { number: called }),
      ...(told === undefined ? {} : { title: told }),
      ...(address === undefined || idAt(row) !== undefined ? {} : { url: address }),
    };
  }

  return async (incidentId, read) => {
    const { body } = await client.call(op, { ...read, inputs: { id: incidentId } });
    const rows = rowsOf(body);
    if (!Array.isArray(rows)) throw new IncidentError('bad-answer', 'The backend returned no list of links.');
    const found = rows.map(relationOf).filter((one) => one !== undefined);
    if (!each) return found;
    return Promise.all(
      found.map(async (relation, place) => {
        if (relation.url !== undefined || place >= mostRead) return relation;
        try {
          const { id: answered, number: called, title: told, status } = await get(relation.id, read);
          // An answer about another record tells nothing of this one.
          if (answered !== relation.id) return relation;
          return { ...relation, number: called, title: told, status };
        } catch (error) {
          // One may know of a link and not be allowed to see where it leads.
          if (isRefusal(error)) return relation;
          throw error;
        }
      }),
    );
  };
}
