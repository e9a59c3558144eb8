import { lateLoad } from '../browser/load.js';
import { ensureLocale } from '../ui/languages.js';

/** The file that defines each tag. */
const loaders: Readonly<Record<`incident-${string}`, () => Promise<unknown>>> = {
  'incident-escalation': lateLoad(() => import('./incident-escalation.js')),
  'incident-form': lateLoad(() => import('./incident-form.js')),
  'incident-kpi-card': lateLoad(() => import('./incident-kpi-card.js')),
  'incident-lifecycle': lateLoad(() => import('./incident-lifecycle.js')),
  'incident-list': lateLoad(() => import('./incident-list.js')),
  'incident-outbox': lateLoad(() => import('./incident-outbox.js')),
  'incident-priority-matrix': lateLoad(() => import('./incident-priority-matrix.js')),
  'incident-record': lateLoad(() => import('./incident-record.js')),
  'incident-sla-clock': lateLoad(() => import('./incident-sla-clock.js')),
  'incident-timeline': lateLoad(() => import('./incident-timeline.js')),
  'incident-workbench': lateLoad(() => import('./incident-workbench.js')),
};

/** Wait before a file that could not be fetched is asked for again, in milliseconds. */
const pause = 5_000;

/** The language an element will speak, as far as the page tells before the element is defined. */
function languageOf(element: Element): string {
  const own = element.getAttribute('lang');
  const desk = element.closest('incident-desk')?.getAttribute('lang');
  return own || desk || element.closest('[lang]')?.getAttribute('lang') || navigator.language;
}

/**
 * Defines the suite's tags that stand in a document or a shadow root, now and later: each element's file and the
 * language it speaks are fetched as soon as its tag is seen, side by side. A file that cannot be had is asked for again
 * after a while, when the network is back, and when the next such tag appears. Shadow roots inside are not looked into;
 * a page with some of its own calls this for each.
 *
 * @returns stops looking.
 */
export function loadElements(root: Document | ShadowRoot): () => void {
  const coming = new Set<string>();
  const missing = (): string[] => Object.keys(loaders).filter((tag) => !customElements.get(tag));

  function load(tag: string): void {
    if (coming.has(tag)) return;
    coming.add(tag);
    loaders[tag as keyof typeof loaders]?.().catch(() => {
      coming.delete(tag);
      setTimeout(look, pause);
    });
  }

  function look(): void {
    const tags = missing();
    if (tags.length === 0) return void stop();
    for (const element of root.querySelectorAll(tags.join())) {
      load(element.localName);
      ensureLocale(languageOf(element));
    }
  }

  const observer = new MutationObserver(look);
  function stop(): void {
    observer.disconnect();
    removeEventListener('online', look);
  }

  observer.observe(root, { childList: true, subtree: true });
  addEventListener('online', look);
  look();
  return stop;
}
