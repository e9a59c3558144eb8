/** What a form needs from the moment somebody sends it; fetched while it is being filled in. */
export { faultsOf, prepareDraft } from './checks.js';
export { renderPanel } from './result.js';
export { sentStyles } from './sent.styles.js';
export { renderSummary, sentTerms } from './summary.js';
export { SubmissionController } from './submission.js';
export { channelOf } from './to-draft.js';
