import type { Millis } from '../../../src/core/time.js';
import type { PersonKey } from './sample-people.js';
import type { Deed, GroupKey, Script, Step } from './sample-script.js';

/** Incidents by their age. */
export type Aged = readonly (readonly [age: Millis, script: Script])[];

export const say = (text: string): Deed => ({ do: 'say', text });
export const note = (text: string): Deed => ({ do: 'note', text });
export const file = (name: string, text: string): Deed => ({ do: 'file', name, text });
export const take: Deed = { do: 'take' };
export const close: Deed = { do: 'close' };
export const resolve = (text: string, firstContact = false): Deed => ({ do: 'resolve', text, firstContact });
export const workaround = (text: string): Deed => ({ do: 'workaround', text });
export const hold = (reason: string): Deed => ({ do: 'hold', reason });
export const hand = (to: GroupKey, person?: PersonKey): Deed => ({
  do: 'hand',
  to,
  ...(person && { person }),
});
export const step = (...parts: Step): Step => parts;

/** What the service desk does with what others have to solve: takes it, and hands it on. */
export const triage = (
  taken: number,
  handed: number,
  to: GroupKey,
  person?: PersonKey,
): readonly [Step, Step] => [step(taken, 'elif', take), step(handed, 'elif', hand(to, person))];
