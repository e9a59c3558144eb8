import type { Issue } from './errors.js';
import type { EntryDraft } from './entry.js';
import type { IncidentDraft } from './incident.js';
import type { Policy } from './policy.js';
import type { Instant } from './time.js';

/** Most characters a title may have; longer ones are cut by some backends without a word. */
export const titleLimit = 200;

/** What the check needs to know besides the draft. */
export interface DraftRules {
  readonly policy: Policy;
  readonly now: Instant;
  /** Fields without which the backend or the organisation accepts nothing, beyond the title. */
  readonly required?: readonly (keyof IncidentDraft)[];
}

const issue = (path: string, code: string, message: string, params?: Issue['params']): Issue =>
  params ? { path, code, message, params } : { path, code, message };

/** Characters as people count them: a family emoji is one. */
export const graphemes = (text: string): number => {
  let count = 0;
  for (const _ of new Intl.Segmenter().segment(text)) count++;
  return count;
};

/** Everything wrong with a draft, each with its field; empty when it can be sent. */
export function validateDraft(draft: Partial<IncidentDraft>, rules: DraftRules): readonly Issue[] {
  const issues: Issue[] = [];
  const { matrix } = rules.policy;
  const required = new Set<keyof IncidentDraft>(['title', ...(rules.required ?? [])]);
  for (const field of required) {
    const value = draft[field];
    if (value === undefined || (typeof value === 'string' && value.trim() === ''))
      issues.push(issue(field, 'required', 'Fill this in.'));
  }
  const length = graphemes(draft.title ?? '');
  if (length > titleLimit)
    issues.push(
      issue(
        'title',
        'too-long',
        `Shorten this to ${String(titleLimit)} characters; put the details into the description.`,
        { limit: titleLimit, length },
      ),
    );
  for (const [field, scale] of [
    ['impact', matrix.impact],
    ['urgency', matrix.urgency],
    ['priority', matrix.priorities],
  ] as const) {
    const value = draft[field];
    if (value !== undefined && scale[value - 1] === undefined)
      issues.push(
        issue(field, 'unknown-level', `Choose a level from 1 to ${String(scale.length)}.`, {
          count: scale.length,
        }),
      );
  }
  for (const field of ['occurredAt', 'detectedAt'] as const) {
    const value = draft[field];
    if (value === undefined) continue;
    if (!Number.isFinite(value)) issues.push(issue(field, 'bad-time', 'This is not a date and time.'));
    // A minute of tolerance: the caller's clock may run ahead of ours.
    else if (value > rules.now + 60_000)
      issues.push(issue(field, 'in-future', 'This lies in the future; say when it began.'));
  }
  if (draft.occurredAt !== undefined && draft.detectedAt !== undefined && draft.detectedAt < draft.occurredAt)
    issues.push(issue('detectedAt', 'out-of-order', 'It was noticed before it began; check both times.'));
  return issues;
}

/** Everything wrong with a new timeline entry. */
export function validateEntry(entry: EntryDraft, now: Instant): readonly Issue[] {
  const issues: Issue[] = [];
  if (entry.text.trim() === '') issues.push(issue('text', 'required', 'Write something first.'));
  if (entry.occurredAt !== undefined && !Number.isFinite(entry.occurredAt))
    issues.push(issue('occurredAt', 'bad-time', 'This is not a date and time.'));
  else if (entry.occurredAt !== undefined && entry.occurredAt > now + 60_000)
    issues.push(issue('occurredAt', 'in-future', 'This lies in the future.'));
  return issues;
}
