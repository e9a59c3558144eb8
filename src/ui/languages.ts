import { update } from '@shoelace-style/localize';

import { lateLoad } from '../browser/load.js';

/** Wordings of one language: texts, functions that make a text, and tables of texts. Anything left out stays English. */
export type Terms = Readonly<Record<string, unknown>>;

const loaders: Readonly<Record<string, () => Promise<{ readonly default: Terms }>>> = {
  de: lateLoad(() => import('../locales/de.js')),
  ar: lateLoad(() => import('../locales/ar.js')),
};

const registered = new Map<string, Terms>();
const started = new Set<string>();
let revision = 0;

/**
 * Adds a language, or replaces some wordings of a shipped one; elements on the page take it up at once. Texts are shown
 * as text, markup in them is not interpreted.
 *
 * @param code BCP 47 tag such as `fr` or `de-CH`; a regional one is laid over its language.
 */
export function registerLocale(code: string, terms: Terms): void {
  const key = code.toLowerCase();
  registered.set(key, { ...registered.get(key), ...terms });
  revision += 1;
  update();
}

/** Fetches a shipped locale once, when the first element speaks it. English is built in. */
export function ensureLocale(language: string): void {
  const code = language.split('-')[0]?.toLowerCase() ?? '';
  if (started.has(code) || !Object.hasOwn(loaders, code)) return;
  started.add(code);
  void loaders[code]?.().then(
    (module) => {
      // What the page has registered itself wins over what is shipped.
      registerLocale(code, { ...module.default, ...registered.get(code) });
    },
    // Without the words of this language the element stays English; the next element tries again.
    () => started.delete(code),
  );
}

const isTable = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' && value !== null;

const resolved = new WeakMap<object, Map<string, object>>();

/** An element's wordings in a language, its English ones filling every gap. The same object until something changes. */
export function termsFor<T extends object>(english: T, language: string): T {
  let byLanguage = resolved.get(english);
  if (!byLanguage) resolved.set(english, (byLanguage = new Map<string, object>()));
  const key = `${language}@${String(revision)}`;
  const known = byLanguage.get(key);
  if (known) return known as T;
  const code = language.toLowerCase();
  const found: Record<string, unknown> = Object.fromEntries(Object.entries(english));
  for (const layer of [registered.get(code.split('-')[0] ?? ''), registered.get(code)])
    for (const [name, value] of Object.entries(layer ?? {})) {
      const own = found[name];
      if (own !== undefined) found[name] = isTable(own) && isTable(value) ? { ...own, ...value } : value;
    }
  byLanguage.set(key, found);
  return found as T;
}
