// What a timeline shows when its entries are there, and the place to add one; fetched along with the entries.
export { EntryComposer } from './entry-composer.js';
export { EntryFeed } from './entry-feed.js';
export { rowSpeech, wordsOf } from './row-speech.js';
export { partsStyles } from './timeline-parts.styles.js';
export { feedKey } from './feed-keys.js';
export { renderBody } from './timeline-body.js';
