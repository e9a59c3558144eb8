import type { Person } from '../core/incident.js';
import type { Adapter } from './adapter.js';

const asking = new WeakMap<Adapter, Promise<Person | undefined>>();

/** Asks who is signed in. What is asked while an answer is on its way gets the same one; undefined where the backend has no such question. */
export function askWhoami(adapter: Adapter): Promise<Person | undefined> {
  const known = asking.get(adapter);
  if (known) return known;
  const answer = (async () => adapter.whoami?.())();
  asking.set(adapter, answer);
  const over = (): void => {
    if (asking.get(adapter) === answer) asking.delete(adapter);
  };
  void answer.then(over, over);
  return answer;
}

/** Somebody may have signed in: an answer that is on its way is about the session before. */
export const forgetWhoami = (adapter: Adapter): void => void asking.delete(adapter);
