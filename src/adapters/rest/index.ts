export type { AuthCallback } from './auth.js';
export type { Codec } from './codec.js';
export type { Criterion, Dialect } from './filters/criteria.js';
export type { FetchBodies } from './hooks.js';
export { registerHook } from './hooks.js';
export type { AdapterWarning, RestAdapterOptions } from './options.js';
export type {
  EnumDefinition,
  FieldDefinition,
  OperationDefinition,
  PagingDefinition,
  Profile,
  ProfileDefinition,
  TimelineDefinition,
  Vars,
} from './profile.js';
export { restAdapter } from './rest-adapter.js';
