import type { Dialect } from './criteria.js';
import { params } from './params.js';
import { ticketsql } from './ticketsql.js';

/** How criteria are written, by the name a profile calls it by. */
export const dialects: Readonly<Record<string, Dialect>> = { params, ticketsql };
