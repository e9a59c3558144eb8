import { equal } from './equal.js';

const idIn = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;

/**
 * Whether two values of a field mean the same. Of people and things only the id counts: a list may have no name for it, and
 * a record another one.
 */
export function sameValue(a: unknown, b: unknown): boolean {
  const id = idIn(a);
  return id === undefined ? equal(a, b) : id === idIn(b);
}
