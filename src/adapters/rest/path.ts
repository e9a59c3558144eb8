/** One step of a path: a property, an index, or the first list item with a certain value. */
type Step = string | number | readonly [match: string, value: string];

/** Reads one value out of a record; undefined where the path leads nowhere. */
export type Reader = (value: unknown) => unknown;

const pattern = /(?:^|\.)([^.[\]"]+)|\["([^"]+)"\]|\[(\d+)\]|\[\?([^=\]]+)=([^\]]*)\]/gy;

/** Names that reach an object's machinery instead of its data. */
export const isUnsafeName = (name: string): boolean => name in Object.prototype || name === 'prototype';

/**
 * Reads `a.b`, `a[0]`, `a["b.c"]` and `a[?name=Impact].values[0]`; empty is the value itself.
 *
 * @throws Error with the reason when it is none of these or reaches for an object's machinery.
 */
export function parsePath(path: string): readonly Step[] {
  const steps: Step[] = [];
  pattern.lastIndex = 0;
  for (let at = 0; at < path.length; at = pattern.lastIndex) {
    const found = pattern.exec(path);
    if (!found) throw new Error(`"${path}" is not a path; write it like a.b, a[0], a["b c"] or a[?name=x].b`);
    const [, plain, quoted, index, match, value = ''] = found;
    const key = plain ?? quoted ?? match;
    if (key && isUnsafeName(key)) throw new Error(`"${key}" is not allowed in a path`);
    steps.push(match ? [match, value] : (key ?? Number(index)));
  }
  return steps;
}

/** A plain object or a list. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * A text, or a number as text; undefined for everything else. A whole number too large to be exact is none: where the
 * answer was read it has become another one, and an id made of it would be somebody else's.
 */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' && (Number.isSafeInteger(value) || !Number.isInteger(value))
      ? String(value)
      : undefined;

/**
 * A property of a parsed record. Names that objects inherit are refused when the path is read, so what is found here is
 * the record's own; asking each time would double the cost of mapping.
 */
const own = (value: unknown, key: string | number): unknown => (isObject(value) ? value[key] : undefined);

const take = (value: unknown, step: Step): unknown => {
  if (typeof step !== 'object') return own(value, step);
  const [match, wanted] = step;
  return Array.isArray(value) ? value.find((one) => String(own(one, match)) === wanted) : undefined;
};

/**
 * Reads a path, or several of which the first that leads to something neither missing nor empty counts. The path is
 * parsed once, here; the function returned only walks.
 */
export function compilePath(path: string | readonly string[]): Reader {
  if (typeof path !== 'string') {
    const readers = path.map(compilePath);
    return (value) => {
      for (const read of readers) {
        const found = read(value);
        if (found !== undefined && found !== null && found !== '') return found;
      }
      return undefined;
    };
  }
  const steps = parsePath(path);
  const [first, second] = steps;
  // Nearly all paths have one or two plain steps, and walking those without a loop is what makes mapping fast.
  if (typeof first === 'string') {
    if (second === undefined) return (value) => own(value, first);
    if (typeof second === 'string' && steps.length === 2)
      return (value) => {
        const box = isObject(value) ? value[first] : undefined;
        return isObject(box) ? box[second] : undefined;
      };
  }
  return (value) => steps.reduce(take, value);
}

type Box = Record<string | number, unknown>;

/** Puts a value at a path into a request body and creates what is missing on the way. */
export function writePath(target: Record<string, unknown>, path: string, value: unknown): void {
  const steps = parsePath(path);
  let at: unknown = target;
  steps.forEach((step, i) => {
    const next = steps[i + 1];
    if (typeof step === 'object') {
      const [match, wanted] = step;
      const list = at as Box[];
      let item = list.find((one) => one[match] === wanted);
      if (!item) list.push((item = { [match]: wanted }));
      at = item;
    } else if (next === undefined) (at as Box)[step] = value;
    else at = (at as Box)[step] ??= typeof next === 'string' ? {} : [];
  });
}

/** Whether a value is (one of) those wanted; a yes or no is compared as `true` or `false`. */
const among = (value: unknown, wanted: string | readonly string[]): boolean => {
  const text = typeof value === 'boolean' ? String(value) : (textOf(value) ?? '');
  return typeof wanted === 'string' ? text === wanted : wanted.includes(text);
};

/** A test whether each of some paths leads to (one of) the values that are wanted there. */
export function matches(
  wanted: Readonly<Record<string, string | readonly string[]>>,
): (record: unknown) => boolean {
  const tests = Object.entries(wanted).map(([path, values]) => [compilePath(path), values] as const);
  return (record) => tests.every(([read, values]) => among(read(record), values));
}
