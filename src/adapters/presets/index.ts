import { lateLoad } from '../../browser/load.js';
import type { ErrorKind } from '../../core/errors.js';
import { IncidentError } from '../../core/errors.js';
import type { ParseOptions } from '../rest/check.js';
import type { Profile, ProfileDefinition } from '../rest/profile.js';
import { complete, withVars } from '../rest/profile.js';

export type { ParseOptions };

/** Shipped profiles, each loaded only when it is asked for. */
const presets: Readonly<Record<string, () => Promise<{ readonly default: ProfileDefinition }>>> = {
  rest: lateLoad(() => import('./rest.js')),
  rt: lateLoad(() => import('./rt.js')),
};

/** The checks of a profile that somebody has written. A page with a preset does without. */
const checks = lateLoad(() => import('../rest/check.js'));

/** Names of the shipped presets. */
export const presetNames: readonly string[] = Object.keys(presets);

/**
 * A shipped preset as data.
 *
 * @throws {@link IncidentError} of kind `configuration` for a name that is not shipped.
 */
export async function loadPreset(name: string): Promise<ProfileDefinition> {
  const load = Object.hasOwn(presets, name) ? presets[name] : undefined;
  if (load) return (await load()).default;
  const message = `There is no preset "${name}"; shipped are ${presetNames.join(', ')}.`;
  throw new IncidentError('configuration', message, {
    issues: [{ path: 'extends', code: 'unknown-preset', message }],
  });
}

async function download(url: string): Promise<unknown> {
  // Who is out of reach for now may be there in a moment; anything else has to be mended.
  let kind: ErrorKind = 'network';
  try {
    const response = await fetch(url, { credentials: 'same-origin' });
    kind = response.status < 500 ? 'configuration' : 'unavailable';
    if (!response.ok) throw new Error(`the server answered ${String(response.status)}`);
    return await response.json();
  } catch (error) {
    const message = `The profile at ${url} cannot be loaded: ${error instanceof Error ? error.message : ''}.`;
    throw new IncidentError(kind, message, {
      issues: [{ path: '', code: 'not-loaded', message }],
      cause: error,
    });
  }
}

/**
 * Loads a profile by the name of a preset or by its URL, or takes one as an object; loads the preset it builds on and
 * checks the result. A shipped preset as it is has been checked before it was shipped.
 *
 * @throws {@link IncidentError} of kind `configuration` with the path and the reason of everything that is wrong;
 *   `network` or `unavailable` where the profile cannot be fetched for now.
 */
export async function loadProfile(
  source: string | object,
  options: Omit<ParseOptions, 'presets'> = {},
): Promise<Profile> {
  // A bare word is a name, so that a misspelt preset is not looked for on the web server.
  const isPreset = typeof source === 'string' && !/[/.]/.test(source);
  if (isPreset && !options.vars) return complete(withVars(await loadPreset(source)));
  const read = (): Promise<unknown> | object =>
    isPreset ? loadPreset(source) : typeof source === 'string' ? download(source) : source;
  const [{ parseProfile }, json] = await Promise.all([checks(), read()]);
  const base = typeof json === 'object' && json !== null && 'extends' in json ? json.extends : undefined;
  return parseProfile(json, {
    ...options,
    ...(typeof base === 'string' && { presets: { [base]: await loadPreset(base) } }),
  });
}
