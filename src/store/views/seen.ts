import type { Incident } from '../../core/incident.js';
import type { Instant } from '../../core/time.js';
import type { ViewParts } from '../view.js';
import type { LivePreference } from './preference.js';
import { preference } from './preference.js';

/** What somebody has looked at, as kept on this device. */
export interface Seen {
  /** What has not changed since then counts as read. */
  readonly since: Instant;
  /** Ids with the change they were last seen with, the latest look last. */
  readonly looked: ReadonlyMap<string, Instant>;
}

/** So many incidents are remembered; what was looked at before them counts as read. */
const most = 2_000;

/** What the signed-in person has looked at. */
export const seenIncidents = (inside: ViewParts): LivePreference<Seen> => preference<Seen>(inside, 'seen');

/** Nothing is new to somebody who opens a list for the first time. `now` is by the clock of the backend. */
export const seenFrom = (now: Instant): Seen => ({ since: now, looked: new Map() });

/** Why an incident stands out: never looked at, or changed since. */
export function freshnessOf(seen: Seen | undefined, incident: Incident): 'unread' | 'changed' | undefined {
  if (!seen) return undefined;
  const looked = seen.looked.get(incident.id);
  if (incident.updatedAt <= (looked ?? seen.since)) return undefined;
  return looked === undefined && incident.loggedAt > seen.since ? 'unread' : 'changed';
}

/** What is known after somebody has looked at some incidents. */
export function afterLooking(seen: Seen, incidents: readonly Incident[]): Seen {
  const looked = new Map(seen.looked);
  let { since } = seen;
  for (const { id, updatedAt } of incidents) {
    looked.delete(id);
    looked.set(id, updatedAt);
  }
  for (const [id, at] of looked) {
    if (looked.size <= most) break;
    looked.delete(id);
    since = Math.max(since, at);
  }
  return { since, looked };
}
