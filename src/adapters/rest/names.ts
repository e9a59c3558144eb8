import type { ReadOptions } from '../adapter.js';
import type { Client } from './client.js';
import { isIncidentError } from './kit.js';
import { compilePath, textOf } from './language.js';
import type { Profile } from './profile.js';

/** The name behind an id; undefined where it may not be looked up, empty where it stands for nobody. */
export type NameOf = (lookup: string, id: string, read?: ReadOptions) => Promise<string | undefined>;

/** Looks up names, each once. */
export function createNames({ lookups }: Profile, client: Client): NameOf {
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
