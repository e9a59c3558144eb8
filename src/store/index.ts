export { createStore } from './store.js';
export type * from './types.js';
export { kpiFigure } from './views/figures.js';
export { incidentTimeline } from './views/timeline.js';
