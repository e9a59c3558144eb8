import { isIncidentError } from '../../core/errors.js';
import type { ReadOptions } from '../adapter.js';
import type { Client } from './operation.js';
import { compilePath, textOf } from './path.js';
import { shared } from './shared.js';

/** The name behind an id; undefined where it may not be looked up, empty where it stands for nobody. */
export type NameOf = (lookup: string, id: string, read?: ReadOptions) => Promise<string | undefined>;

/** Looks up names, each once for everybody. */
export function createNames(client: Client): NameOf {
  const { lookups } = client.options.profile;
  const names = new Map<string, Promise<string | undefined>>();

  async function look(lookup: string, id: string, key: string): Promise<string | undefined> {
    const { op, id: idAt = 'id', label, empties = [] } = lookups?.[lookup] ?? { op: '', label: '' };
    try {
      const { body } = await client.call(op, { inputs: { id } });
      return empties.includes(textOf(compilePath(idAt)(body)) ?? '')
        ? ''
        : textOf(compilePath(label)(body)) || undefined;
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
