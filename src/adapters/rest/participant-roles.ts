import type { Ref } from '../../core/incident.js';
import { compileChoice } from './lookups.js';
import { compilePath, isObject, isUnsafeName } from './path.js';
import type { Profile } from './profile.js';

/** The names in an object with a list for each part. */
export const furtherRoles = (value: unknown): readonly string[] =>
  isObject(value) && !Array.isArray(value) ? Object.keys(value).filter((name) => !isUnsafeName(name)) : [];

/**
 * The parts a profile names, with those that are set up at the backend; undefined where it takes any.
 *
 * @param answer What the discovery was found in.
 */
export function participantRolesOf(
  { participants }: Pick<Profile, 'participants'>,
  answer?: unknown,
): readonly Ref[] | undefined {
  if (participants?.kind !== 'lists' || !participants.save) return undefined;
  const { roles, discovered } = participants;
  const further = discovered === undefined ? [] : furtherRoles(compilePath(discovered)(answer));
  return [...Object.keys(roles), ...further].map((id) => ({ id, label: id }));
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
