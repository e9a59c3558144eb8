/** One step of a path: a property, an index, or the first list item with a certain value. */
export type Step =
  { readonly key: string } | { readonly index: number } | { readonly match: string; readonly value: string };

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
  let at = 0;
  pattern.lastIndex = 0;
  while (at < path.length) {
    const found = pattern.exec(path);
    if (!found) throw new Error(`"${path}" is not a path; write it like a.b, a[0], a["b c"] or a[?name=x].b`);
    const [, plain, quoted, index, match, value] = found;
    const key = plain ?? quoted ?? match;
    if (key !== undefined && isUnsafeName(key)) throw new Error(`"${key}" is not allowed in a path`);
    steps.push(
      index !== undefined
        ? { index: Number(index) }
        : match !== undefined
          ? { match, value: value ?? '' }
          : { key: key ?? '' },
    );
    at = pattern.lastIndex;
  }
  return steps;
}

/** A plain object or a list. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * A property of a parsed record. Names that objects inherit are refused when the path is read, so what is found here is
 * the record's own; asking each time would double the cost of mapping.
 */
const own = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;

function stepReader(step: Step): Reader {
  if ('key' in step) return (value) => own(value, step.key);
  if ('index' in step) return (value) => (Array.isArray(value) ? (value[step.index] as unknown) : undefined);
  const { match, value: wanted } = step;
  return (list) => {
    if (!Array.isArray(list)) return undefined;
    for (let i = 0; i < list.length; i++)
      if (String(own(list[i], match)) === wanted) return list[i] as unknown;
    return undefined;
  };
}

/** Reads the path once and returns a function that only walks. Own properties only. */
export function compilePath(path: string): Reader {
  const steps = parsePath(path);
  const [first, second, ...rest] = steps;
  if (!first) return (value) => value;
  if (!second && 'key' in first) {
    const { key } = first;
    return (value) => own(value, key);
  }
  if (second && rest.length === 0 && 'key' in first && 'key' in second) {
    const [outer, inner] = [first.key, second.key];
    return (value) => {
      const box = isObject(value) ? value[outer] : undefined;
      return isObject(box) ? box[inner] : undefined;
    };
  }
  const readers = steps.map(stepReader);
  if (second && rest.length === 0) {
    const [a, b] = readers as [Reader, Reader];
    return (value) => b(a(value));
  }
  return (value) => {
    let at = value;
    for (let i = 0; i < readers.length && at !== undefined; i++) at = (readers[i] as Reader)(at);
    return at;
  };
}

/** The first of several paths that leads to something that is neither missing nor empty. */
export function compilePaths(paths: string | readonly string[]): Reader {
  if (typeof paths === 'string') return compilePath(paths);
  const readers = paths.map(compilePath);
  return (value) => {
    for (const read of readers) {
      const found = read(value);
      if (found !== undefined && found !== null && found !== '') return found;
    }
    return undefined;
  };
}

/** Puts a value at a path into a request body and creates what is missing on the way. */
export function writePath(target: Record<string, unknown>, steps: readonly Step[], value: unknown): void {
  let at: unknown = target;
  steps.forEach((step, i) => {
    const next = steps[i + 1];
    const fresh = (): unknown => (next && !('key' in next) ? [] : {});
    if ('match' in step) {
      const list = at as Record<string, unknown>[];
      let item = list.find((one) => one[step.match] === step.value);
      if (!item) list.push((item = { [step.match]: step.value }));
      at = item;
      return;
    }
    const box = at as Record<string | number, unknown>;
    const key = 'key' in step ? step.key : step.index;
    if (next) at = box[key] ??= fresh();
    else box[key] = value;
  });
}
