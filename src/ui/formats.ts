/**
 * What `Intl` formats with, made once and kept. The first use in a page makes the browser get its tables of dates and
 * numbers out, which takes longer than drawing a screen of rows.
 */
const made = new Map<string, unknown>();
const waiting = new Set<() => void>();
let opened = false;

/** The formatter of this key, made at its first use. */
export function formatter<T>(key: string, make: () => T): T {
  const known = made.get(key) as T | undefined;
  if (known !== undefined) return known;
  const fresh = make();
  made.set(key, fresh);
  opened = true;
  return fresh;
}

/** So many texts are remembered at most; more than a day has minutes, in a few ways of writing them. */
const mostTexts = 5000;
const texts = new Map<string, string>();

/** A text that comes again and again, such as a length of time: written once and then remembered. */
export function written(key: string, write: () => string): string {
  const known = texts.get(key);
  if (known !== undefined) return known;
  if (texts.size >= mostTexts) texts.clear();
  const fresh = write();
  texts.set(key, fresh);
  return fresh;
}

/** Most that rows stand without their times, in milliseconds. */
const patience = 100;

/** Calls back when the next frame is on the screen and nothing is more urgent. */
function afterPaint(work: () => void): void {
  const rest = (): void => {
    // Not every engine tells when it is idle.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: patience });
    else setTimeout(work);
  };
  // A hidden page has no next frame.
  if (document.visibilityState === 'hidden') rest();
  else requestAnimationFrame(rest);
}

function open(): void {
  opened = true;
  new Intl.DateTimeFormat().format(0);
  const calls = [...waiting];
  waiting.clear();
  for (const call of calls) call();
}

/**
 * Whether times and numbers can be written at no cost. Where they cannot, rows are drawn with the place of their times
 * kept, and `then` is called once after the paint, when they can.
 */
export function formatsReady(then: () => void): boolean {
  if (opened) return true;
  if (waiting.size === 0) afterPaint(open);
  waiting.add(then);
  return false;
}
