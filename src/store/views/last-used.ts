import type { Choice } from '../../adapters/adapter.js';
import { linkIdOf } from '../../adapters/choices.js';
import type { Instant, Millis } from '../../core/time.js';
import { DAY } from '../../core/time.js';
import type { ViewParts } from '../view.js';
import type { LivePreference } from './preference.js';
import { preference } from './preference.js';

/** The look-ups of the port. */
export type LookUpOperation = 'people' | 'groups' | 'services' | 'items';

/** A choice somebody has made, and when. */
export interface Used {
  readonly choice: Choice;
  readonly at: Instant;
}

/** So many are remembered of each look-up, and for so long: like everything else that is read from a backend. */
const most = 20;
const age: Millis = 7 * DAY;

/** What somebody has chosen from a look-up, the latest first; for times without a network. */
export const lastUsed = (inside: ViewParts, operation: LookUpOperation): LivePreference<readonly Used[]> =>
  preference(inside, `last-used|${operation}`);

/** What is still remembered. */
export const remembered = (used: readonly Used[] | undefined, now: Instant): readonly Choice[] =>
  (used ?? []).filter(({ at }) => now - at < age).map(({ choice }) => choice);

/** What is remembered after a choice. */
export const afterUse = (
  used: readonly Used[] | undefined,
  { id, label, hint, link }: Choice,
  now: Instant,
): readonly Used[] => {
  const choice: Choice = {
    ...{ id, label },
    ...(hint === undefined ? {} : { hint }),
    ...(link === undefined ? {} : { link }),
  };
  const others = (used ?? []).filter(
    (one) => linkIdOf(one.choice) !== linkIdOf(choice) && now - one.at < age,
  );
  return [{ choice, at: now }, ...others].slice(0, most);
};
