import type { Millis } from '../../../src/core/time.js';
import type { Deed, Script, Step } from './sample-script.js';

/** Incidents by their age. */
export type Aged = readonly (readonly [age: Millis, script: Script])[];

export const say = (text: string): Deed => ({ do: 'say', text });
export const note = (text: string): Deed => ({ do: 'note', text });
export const take: Deed = { do: 'take' };
export const close: Deed = { do: 'close' };
export const resolve = (text: string, firstContact = false): Deed => ({ do: 'resolve', text, firstContact });
export const workaround = (text: string): Deed => ({ do: 'workaround', text });
export const hold = (reason: string): Deed => ({ do: 'hold', reason });
export const step = (...parts: Step): Step => parts;
