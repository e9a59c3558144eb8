import { safeAddress } from '../../core/address.js';
import { IncidentError } from '../../core/errors.js';
import type { Relation } from '../../core/relation.js';
import { isElsewhere, relationKinds } from '../../core/relation.js';
import type { Adapter, ReadOptions } from '../adapter.js';
import { isRefusal } from './discovery.js';
import type { Client } from './operation.js';
import { compilePath, textOf } from './path.js';

/** So many linked incidents are read for their titles. */
const mostRead = 20;

/** A link as the backend tells it. */
export interface ToldLink {
  readonly relation: Relation;
  /** The backend's own word for it. */
  readonly word: string;
}

/** The links of an incident, without what only the other record tells. */
export type ReadLinks = (incidentId: string, read?: ReadOptions) => Promise<readonly ToldLink[]>;

/** The word of a table; the same word where there is none. */
export const wordIn = (
  table: Readonly<Record<string, string>> | undefined,
  word: string,
): string | undefined => (table ? (Object.hasOwn(table, word) ? table[word] : undefined) : word);

/** Reads links; undefined where the profile does not say where they stand. */
export function createReadLinks(client: Client): ReadLinks | undefined {
  const { profile } = client.options;
  const { related, fields } = profile;
  if (!related) return undefined;
  const { op, items = '', kind, kinds, incidents, things = {}, id = 'id', number, title, url } = related;
  const at = (path: string | readonly string[] | undefined): ((row: unknown) => string | undefined) => {
    const read = path === undefined ? undefined : compilePath(path);
    return (row) => (read && textOf(read(row))) || undefined;
  };
  const [rowsOf, kindAt] = [compilePath(items), at(kind)];
  const [idAt, numberAt, titleAt, urlAt] = [at(id), at(number), at(title), at(url)];
  const classAt = at(incidents?.at);
  const recordAt = at(fields['id']?.read);

  /** Undefined for what stands in the same list and is no link. */
  function linkOf(row: unknown): ToldLink | undefined {
    const word = kindAt(row) ?? '';
    const thing = idAt(row) === undefined || classAt(row) === incidents?.is ? undefined : classAt(row);
    const ours = thing === undefined ? wordIn(kinds, word) : wordIn(things, thing);
    const known = relationKinds.find((one) => one === ours && (thing === undefined || isElsewhere(one)));
    const address = safeAddress(urlAt(row));
    const other = idAt(row) ?? address;
    if (known === undefined || other === undefined) return undefined;
    const called = numberAt(row);
    // A number alone would look like that of an incident.
    const told = titleAt(row) ?? (thing === undefined ? undefined : `${thing} ${other}`);
    return {
      word,
      relation: {
        kind: known,
        id: other,
        ...(called === undefined ? {} : { number: called }),
        ...(told === undefined ? {} : { title: told }),
        ...(address === undefined || idAt(row) !== undefined ? {} : { url: address }),
      },
    };
  }

  return async (incidentId, read) => {
    const { body } = await client.call(op, { ...read, inputs: { id: incidentId } });
    const about = Array.isArray(body) ? undefined : recordAt(body);
    if (about !== undefined && about !== incidentId)
      throw new IncidentError('bad-answer', 'The backend answered with the links of another incident.');
    const rows = rowsOf(body);
    if (!Array.isArray(rows)) throw new IncidentError('bad-answer', 'The backend returned no list of links.');
    return rows.map(linkOf).filter((one) => one !== undefined);
  };
}

/** What an incident belongs together with, with the titles of the others. */
export function createRelated(
  client: Client,
  readLinks: ReadLinks,
  get: Adapter['get'],
): NonNullable<Adapter['related']> {
  const each = client.options.profile.related?.each;
  return async (incidentId, read) => {
    const found = (await readLinks(incidentId, read)).map(({ relation }) => relation);
    if (!each) return found;
    return Promise.all(
      found.map(async (relation, place) => {
        if (relation.url !== undefined || isElsewhere(relation.kind) || place >= mostRead) return relation;
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
