import type { Entry } from '../../src/core/entry.js';
import type { Person } from '../../src/core/incident.js';

/** Makes the entries of one incident as seen from a present: each so many minutes before it, a comment unless it says otherwise. */
export const entriesOf =
  (incidentId: string, present: number, author: Person) =>
  (id: string, minutesAgo: number, part: Partial<Entry>): Entry => ({
    id,
    incidentId,
    kind: 'comment',
    visibility: 'public',
    occurredAt: present - minutesAgo * 60_000,
    recordedAt: present - minutesAgo * 60_000,
    author,
    ...part,
  });
