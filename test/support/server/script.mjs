import { actOf } from './acts.mjs';

/**
 * One rule: which requests, and what happens to them. `path` is compared with the path below the world; `*` stands
 * for anything but a slash and `**` for anything. `nth` counts the requests that match method and path, from 1, or is
 * a list of such numbers. `times` is how often the rule is used: 1 unless said otherwise, 0 for always.
 *
 * @typedef {{ match?: { method?: string, path?: string, nth?: number | number[], key?: string }, act?: string | number, times?: number }} Rule
 */

const patternOf = (path) =>
  new RegExp(
    `^${path
      .split(/(\*\*|\*)/)
      .map((part) =>
        part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'),
      )
      .join('')}$`,
  );

/** A script ready to be asked, in the order of its rules; the first that fits and is not used up wins. */
export function compileScript(rules) {
  const lines = rules.map((rule) => {
    const { method, path, nth, key } = rule.match ?? {};
    return {
      rule,
      act: actOf(rule),
      left: rule.times === 0 ? Infinity : (rule.times ?? (Array.isArray(nth) ? nth.length : 1)),
      seen: 0,
      key,
      method: method?.toUpperCase(),
      path: path === undefined ? undefined : patternOf(path),
      nth: nth === undefined ? undefined : new Set([nth].flat()),
    };
  });
  return (request) => {
    let chosen;
    for (const line of lines) {
      // A preflight is not a request of the page's: only a rule that names its method meets one.
      if (line.method === undefined ? request.method === 'OPTIONS' : line.method !== request.method) continue;
      if (line.path && !line.path.test(request.path)) continue;
      if (line.key !== undefined && line.key !== request.key) continue;
      line.seen += 1;
      if (chosen || line.left <= 0 || (line.nth && !line.nth.has(line.seen))) continue;
      line.left -= 1;
      chosen = line;
    }
    return chosen;
  };
}
