import { parsePath } from './language.js';
import type { Step } from './paths.js';

type Box = Record<string | number, unknown>;

/** Puts a value at a path into a request body and creates what is missing on the way. */
export function writePath(target: Record<string, unknown>, path: string, value: unknown): void {
  const steps = parsePath(path);
  let at: unknown = target;
  steps.forEach((step: Step, i) => {
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
