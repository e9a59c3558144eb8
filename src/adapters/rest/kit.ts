/*
 * What the parts that are loaded later take from the part that is loaded first. All of them come in by this one door:
 * a bundler then keeps that in one piece, instead of cutting it up by who uses what.
 */
export { IncidentError, isIncidentError } from '../../core/errors.js';
export { bandsOf } from './bands.js';
export { baseUrlIssue } from './base-url.js';
export { exists } from './capabilities.js';
export { markChecked } from './checked.js';
export { hook, hookNames } from './hooks.js';
export { askPage } from './requests.js';
export { whenNeeded } from './when-needed.js';
