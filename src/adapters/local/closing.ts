import { closingOf } from '../../core/closure.js';
import { durationLength } from '../../core/duration.js';
import { statusCategories } from '../../core/incident.js';
import type { Incident } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import type { Instant } from '../../core/time.js';
import type { Database } from './database.js';

/** What is to be closed now because nobody answers, and when to look again. */
export interface Silent {
  /** In the order in which they became due. */
  readonly due: readonly Incident[];
  /** Before then nothing else can be due: whatever is resolved or said from now on has the whole time before it. */
  readonly next: Instant;
}

const resolved = statusCategories.indexOf('resolved');

/** Looks through the resolved incidents from the one that has been left alone the longest, as far as one may be due. */
export async function silentAt(db: Database, policy: Pick<Policy, 'closure'>, now: Instant): Promise<Silent> {
  if (!policy.closure) return { due: [], next: Infinity };
  const wait = durationLength(policy.closure.after);
  const due: Incident[] = [];
  let next = now + wait;
  const index = db.transaction('incidents').store.index('updatedAt');
  let cursor = await index.openCursor(IDBKeyRange.bound([resolved], [resolved + 1], false, true));
  while (cursor) {
    const { incident } = cursor.value;
    if (incident.updatedAt + wait > now) {
      next = Math.min(next, incident.updatedAt + wait);
      break;
    }
    const closing = closingOf(incident, policy);
    if (closing && closing.dueAt <= now) due.push(incident);
    else if (closing) next = Math.min(next, closing.dueAt);
    cursor = await cursor.continue();
  }
  return { due, next };
}
