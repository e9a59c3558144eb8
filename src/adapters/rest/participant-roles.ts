import type { Ref } from '../../core/incident.js';
import { compileChoice } from './lookups.js';
import type { Profile } from './profile.js';
import { isObject } from './path.js';

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
