import { safeAddress } from '../../core/address.js';
import { IncidentError } from '../../core/errors.js';
import type { Relation } from '../../core/relation.js';
import { isElsewhere, relationKinds } from '../../core/relation.js';
import type { Adapter, ReadOptions } from '../adapter.js';
import { isRefusal } from './discovery.js';
import type { Names } from './names.js';
import type { Client } from './operation.js';
import { compilePath, textOf } from './path.js';
import type { Profile, ThingDefinition } from './profile.js';

/** So many linked incidents are read for their titles. */
const mostRead = 20;

/** A link as the backend tells it. */
export interface ToldLink {
  readonly relation: Relation;
  /** The backend's own word for it. */
  readonly word: string;
  /** Who tells the name of what it leads to, where that is no incident. */
  readonly lookup?: string | undefined;
}

/** What links lead to besides incidents, by the backend's word for it. */
export const thingsIn = ({ related }: Pick<Profile, 'related'>): ReadonlyMap<string, ThingDefinition> =>
  new Map(
    Object.entries(related?.things ?? {}).map(([word, thing]) => [
      word,
      typeof thing === 'string' ? { kind: thing } : thing,
    ]),
  );

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
  const { op, items = '', kind, kinds, incidents, id = 'id', number, title, url } = related;
  const at = (path: string | readonly string[] | undefined): ((row: unknown) => string | undefined) => {
    const read = path === undefined ? undefined : compilePath(path);
    return (row) => (read && textOf(read(row))) || undefined;
  };
  const [rowsOf, kindAt] = [compilePath(items), at(kind)];
  const [idAt, numberAt, titleAt, urlAt] = [at(id), at(number), at(title), at(url)];
  const classAt = at(incidents?.at);
  const things = thingsIn(profile);
  const recordAt = at(fields['id']?.read);

  /** Undefined for what stands in the same list and is no link. */
  function linkOf(row: unknown): ToldLink | undefined {
    const word = kindAt(row) ?? '';
    const thing = idAt(row) === undefined || classAt(row) === incidents?.is ? undefined : classAt(row);
    const ours = thing === undefined ? wordIn(kinds, word) : things.get(thing)?.kind;
    const known = relationKinds.find((one) => one === ours && (thing === undefined || isElsewhere(one)));
    const address = safeAddress(urlAt(row));
    const other = idAt(row) ?? address;
    if (known === undefined || other === undefined) return undefined;
    const called = numberAt(row);
    // A number alone would look like that of an incident.
    const told = titleAt(row) ?? (thing === undefined ? undefined : `${thing} ${other}`);
    return {
      word,
      lookup: things.get(thing ?? '')?.lookup,
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
    const answer = await client.call(op, { ...read, inputs: { id: incidentId } });
    const { body } = answer;
    const about = Array.isArray(body) ? undefined : recordAt(body);
    if (about !== undefined && about !== incidentId)
      throw new IncidentError('bad-answer', 'The backend answered with the links of another incident.');
    const rows = client.told(answer, () => {
      const list = rowsOf(body);
      if (Array.isArray(list)) return list as readonly unknown[];
      throw new IncidentError('bad-answer', 'The backend returned no list of links.');
    });
    return rows.map(linkOf).filter((one) => one !== undefined);
  };
}

/** What an incident belongs together with, with the titles of incidents and the names of other things. */
export function createRelated(
  client: Client,
  readLinks: ReadLinks,
  get: Adapter['get'],
  names: Names,
): NonNullable<Adapter['related']> {
  const each = client.options.profile.related?.each;

  /** A thing goes by its name, as it does where it is chosen; one that may not be looked up by what the link says. */
  async function named(relation: Relation, lookup: string, read?: ReadOptions): Promise<Relation> {
    const name = await names(lookup, relation.id, read);
    if (!name || name.label === '') return relation;
    const { title: _number, ...rest } = relation;
    return { ...rest, number: name.label, ...(name.hint === undefined ? {} : { title: name.hint }) };
  }

  return async (incidentId, read) => {
    const found = await readLinks(incidentId, read);
    return Promise.all(
      found.map(async ({ relation, lookup }, place) => {
        if (place >= mostRead) return relation;
        if (lookup !== undefined) return named(relation, lookup, read);
        if (!each || relation.url !== undefined || isElsewhere(relation.kind)) return relation;
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
