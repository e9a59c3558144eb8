export { createStore } from './store.js';
export type * from './types.js';
