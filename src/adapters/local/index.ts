export { localAdapter } from './local-adapter.js';
export type { LocalChoices } from './choices.js';
export type { LocalAdapter, LocalAdapterOptions } from './local-adapter.js';
export { clearLocal, seedLocal } from './seed.js';
export type { LocalSeed, SeedFile, SeedOptions } from './seed.js';
