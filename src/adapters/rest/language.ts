/*
 * What records, answers and profiles are read with. The parts that are loaded later take it from here, so that a bundler
 * keeps it in one piece: see the note in kit.ts.
 */
export { codecOf, dateCodecs } from './codecs.js';
export { coercion } from './coerce.js';
export { fetchPage } from './pages.js';
export { compilePath, isObject, isUnsafeName, parsePath, textOf } from './paths.js';
export { createRecords } from './records.js';
