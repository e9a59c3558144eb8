import type { EntryFeed } from './entry-feed.js';

/** What can be reached before and after the feed, in order, with the feed itself among them. */
const stops = 'select, .scroller, .more button, textarea';

/**
 * The keys of a feed: Page Up and Page Down go from article to article, Control with Home or End leaves to what stands
 * before or after it.
 *
 * @returns `1` for a step forwards and `-1` for one backwards that the feed's end has stopped.
 */
export function feedKey(event: KeyboardEvent, feed: EntryFeed, root: ParentNode): 1 | -1 | undefined {
  const { key, target } = event;
  if (event.altKey || event.shiftKey || !(target instanceof Element) || !target.closest('.scroller'))
    return undefined;
  const whole = event.ctrlKey || event.metaKey;
  const step =
    key === (whole ? 'End' : 'PageDown') ? 1 : key === (whole ? 'Home' : 'PageUp') ? -1 : undefined;
  if (step === undefined) return undefined;
  event.preventDefault();
  if (!whole) return feed.move(step) ? undefined : step;
  const all = [...root.querySelectorAll<HTMLElement>(stops)];
  all[all.indexOf(feed.scroller) + step]?.focus();
  return undefined;
}
