import type { Profile } from './profile.js';

const made = new WeakSet<object>();

/** Remembers a profile as one that was checked and completed here. */
export function markChecked(profile: object): Profile {
  made.add(profile);
  return profile as Profile;
}

/** True for what was made by `loadProfile` or `parseProfile`; a copy with changes is not. */
export const isProfile = (value: object): value is Profile => made.has(value);
