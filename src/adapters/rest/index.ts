export type { AdapterWarning, RestAdapterOptions } from './options.js';
export type { AuthCallback } from './transport.js';
export type { Codec } from './codecs.js';
export type { Criterion } from './filters/criteria.js';
export type { Dialect, FetchBodies, Vars } from './hooks.js';
export { registerHook } from './hooks.js';
export type { ParseOptions, Profile } from './profile.js';
export { parseProfile } from './profile.js';
export { loadProfile } from '../presets/index.js';
export type {
  EnumDefinition,
  FieldDefinition,
  OperationDefinition,
  PagingDefinition,
  ProfileDefinition,
  TimelineDefinition,
} from './profile-schema.js';
export { profileSchema } from './profile-schema.js';
export { restAdapter } from './rest-adapter.js';
