import type { Ref } from '../../core/incident.js';
import type { ReadOptions } from '../adapter.js';
import { isRefusal } from './discovery.js';
import { compileChoice } from './lookups.js';
import type { NameOf } from './names.js';
import type { Client } from './operation.js';
import type { Profile } from './profile.js';
import { compilePath, isObject, matches, textOf } from './path.js';

/**
 * The parts a profile names; undefined where it takes any.
 *
 * @param further Those that are set up at the backend, as far as anybody has seen them.
 */
export const participantRolesOf = (
  { participants }: Pick<Profile, 'participants'>,
  further: readonly string[],
): readonly Ref[] | undefined =>
  participants?.kind === 'lists' && participants.save
    ? [...Object.keys(participants.roles), ...further].map((id) => ({ id, label: id }))
    : undefined;

/** The parts that are set up at the backend, by their names; undefined where nothing tells them all. */
export type FurtherRoles = (read?: ReadOptions) => Promise<readonly string[] | undefined>;

/**
 * Reads which parts are set up, before an incident has been read.
 *
 * @param answered What an operation has answered already.
 */
export function createFurtherRoles(
  client: Client,
  nameOf: NameOf,
  answered: (op: string) => unknown,
): FurtherRoles {
  const { participants } = client.options.profile;
  const { from, lookup = '' } = (participants?.kind === 'lists' && participants.more) || {};
  if (!from) return () => Promise.resolve(undefined);
  const { op, items, match = {}, id = 'id' } = from;
  const [rowsAt, idAt, isPart] = [compilePath(items), compilePath(id), matches(match)];
  return async (read) => {
    let rows: unknown;
    try {
      rows = rowsAt(answered(op) ?? (await client.call(op, read)).body);
    } catch (error) {
      // Who may not look learns of them by what stands in an incident.
      if (isRefusal(error)) return undefined;
      throw error;
    }
    if (!Array.isArray(rows)) return undefined;
    const ids = rows.filter(isPart).flatMap((row) => textOf(idAt(row)) ?? []);
    const names = await Promise.all(ids.map((one) => nameOf(lookup, one, read)));
    const known = names.flatMap((name) => (name ? [name] : []));
    return known.length === names.length ? known : undefined;
  };
}

const roleOf = compileChoice({});

/** The parts a backend tells with its description; undefined where it tells none. */
export function describedRoles(said: unknown): readonly Ref[] | undefined {
  const rows = isObject(said) ? said['participantRoles'] : undefined;
  return Array.isArray(rows)
    ? rows.flatMap((row): Ref[] => {
        const role = roleOf(row);
        return role ? [{ id: role.id, label: role.label }] : [];
      })
    : undefined;
}
