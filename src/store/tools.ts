import { seenFields } from './commands.js';
import { batched } from './kit.js';
import { createLive } from './live.js';
import { cacheAreas, endingKey } from './persistence.js';
import { gravest, shownState, stops } from './outbox.js';

/**
 * What the parts fetched later use of the first one. Handed over with the kit and not imported: a bundler makes a file
 * of its own from modules that both import, and all of those would have to be fetched before the first paint.
 */
export const tools = { batched, cacheAreas, createLive, endingKey, gravest, seenFields, shownState, stops };

export type Tools = typeof tools;
