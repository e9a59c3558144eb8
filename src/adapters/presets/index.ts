import { IncidentError } from '../../core/errors.js';
import type { ProfileDefinition } from '../rest/profile-schema.js';
import type { ParseOptions, Profile } from '../rest/profile.js';
import { parseProfile } from '../rest/profile.js';

/** Shipped profiles, each loaded only when it is asked for. */
const presets: Readonly<Record<string, () => Promise<{ readonly default: ProfileDefinition }>>> = {
  rest: () => import('./rest.js'),
  rt: () => import('./rt.js'),
};

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
  const message = `There is no preset "${name}"; shipped are ${presetNames.join(' and ')}.`;
  throw new IncidentError('configuration', message, {
    issues: [{ path: 'extends', code: 'unknown-preset', message }],
  });
}

async function download(url: string): Promise<unknown> {
  try {
    const response = await fetch(url, { credentials: 'same-origin' });
    if (!response.ok) throw new Error(`the server answered ${String(response.status)}`);
    return await response.json();
  } catch (error) {
    const message = `The profile at ${url} cannot be loaded: ${error instanceof Error ? error.message : ''}.`;
    throw new IncidentError('configuration', message, {
      issues: [{ path: '', code: 'not-loaded', message }],
      cause: error,
    });
  }
}

/**
 * Loads a profile by the name of a preset or by its URL, or takes one as an object; loads the preset it builds on and
 * checks the result.
 *
 * @throws {@link IncidentError} of kind `configuration` with the path and the reason of everything that is wrong.
 */
export async function loadProfile(
  source: string | object,
  options: Omit<ParseOptions, 'presets'> = {},
): Promise<Profile> {
  const json: unknown =
    typeof source !== 'string'
      ? source
      : Object.hasOwn(presets, source)
        ? await loadPreset(source)
        : await download(source);
  const base = typeof json === 'object' && json !== null && 'extends' in json ? json.extends : undefined;
  return parseProfile(json, {
    ...options,
    ...(typeof base === 'string' ? { presets: { [base]: await loadPreset(base) } } : {}),
  });
}
