import { isIncidentError } from '../../core/errors.js';
import type { Choice, ReadOptions } from '../adapter.js';
import type { Client } from './operation.js';
import { compilePath, textOf } from './path.js';
import { shared } from './shared.js';

/** What an id is called: its name, empty where it stands for nobody, and what tells it from another of that name. */
export type Name = Pick<Choice, 'label' | 'hint'>;

/** The name behind an id; undefined where it may not be looked up. */
export type Names = (lookup: string, id: string, read?: ReadOptions) => Promise<Name | undefined>;

/** The name alone. */
export type NameOf = (lookup: string, id: string, read?: ReadOptions) => Promise<string | undefined>;

export const nameOnly =
  (names: Names): NameOf =>
  async (...asked) =>
    (await names(...asked))?.label;

/** Looks up names, each once for everybody. */
export function createNames(client: Client): Names {
  const { lookups } = client.options.profile;
  const names = new Map<string, Promise<Name | undefined>>();

  async function look(lookup: string, id: string, key: string): Promise<Name | undefined> {
    const {
      op,
      id: idAt = 'id',
      label,
      hint = [],
      empties = [],
    } = lookups?.[lookup] ?? { op: '', label: '' };
    try {
      const { body } = await client.call(op, { inputs: { id } });
      if (empties.includes(textOf(compilePath(idAt)(body)) ?? '')) return { label: '' };
      const [name, more] = [label, hint].map((path) => textOf(compilePath(path)(body)) || undefined);
      return name === undefined ? undefined : { label: name, ...(more === undefined ? {} : { hint: more }) };
    } catch (error) {
      if (!isIncidentError(error) || (error.kind !== 'forbidden' && error.kind !== 'not-found'))
        names.delete(key);
      return undefined;
    }
  }

  return async (lookup, id, read) => {
    if (!lookups?.[lookup]) return undefined;
    const key = `${lookup} ${id}`;
    let name = names.get(key);
    if (!name) names.set(key, (name = look(lookup, id, key)));
    return shared(name, read);
  };
}
