type Parts = Readonly<Record<string, unknown>>;

/**
 * Whether two values say the same as JSON, part by part. What is undefined or null is a part that is not there, and the
 * order of an object's parts does not count.
 */
export function equal(a: unknown, b: unknown): boolean {
  if ((a ?? undefined) === (b ?? undefined)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return Number.isNaN(a) && Number.isNaN(b);
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((part, at) => equal(part, b[at]))
    );
  for (const name in a) if (!equal((a as Parts)[name], (b as Parts)[name])) return false;
  for (const name in b) if (!(name in a) && !equal(undefined, (b as Parts)[name])) return false;
  return true;
}
