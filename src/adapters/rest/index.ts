import type { ParseOptions, Profile } from './profile.js';
import { whenNeeded } from './when-needed.js';

export type { AuthCallback } from './auth.js';
export type { Criterion } from './filters/criteria.js';
export type { Codec, Dialect, FetchBodies, Vars } from './hooks.js';
export { registerHook } from './hooks.js';
export type { AdapterWarning, RestAdapterOptions } from './options.js';
export type {
  EnumDefinition,
  FieldDefinition,
  OperationDefinition,
  PagingDefinition,
  ProfileDefinition,
  TimelineDefinition,
} from './profile-schema.js';
export type { ParseOptions, Profile } from './profile.js';
export { restAdapter } from './rest-adapter.js';

const loading = whenNeeded(
  () => import('../presets/index.js'),
  (loaded) => loaded.loadProfile,
);

/**
 * Loads a profile by the name of a preset or by its URL, or takes one as an object; loads the preset it builds on and
 * checks the result.
 *
 * @throws {@link IncidentError} of kind `configuration` with the path and the reason of everything that is wrong.
 */
export const loadProfile = async (
  source: string | object,
  options?: Omit<ParseOptions, 'presets'>,
): Promise<Profile> => (await loading())(source, options);
