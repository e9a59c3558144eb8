/** Where a key is a letter of a text, or picks an option by its first letter. */
const fields =
  'textarea, select, [contenteditable], input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"])';

/**
 * AltGr is no modifier: it writes `@` and `€`. So does Option on a Mac, which looks like Alt; and where the engine does not
 * know AltGr it looks like Ctrl and Alt together.
 */
const isAltGr = (event: KeyboardEvent): boolean => {
  const { altKey, ctrlKey, key } = event;
  if (event.getModifierState('AltGraph')) return true;
  if (!altKey) return false;
  return ctrlKey ? !/^[\p{L}\p{N}]$/u.test(key) : /^(?:Mac|iP)/u.test(navigator.platform);
};

/** A key that writes something; with a modifier it is a command. */
function writes(event: KeyboardEvent): boolean {
  const { ctrlKey, altKey, metaKey, key } = event;
  if (event.isComposing) return true;
  return !metaKey && ((!ctrlKey && !altKey) || isAltGr(event)) && ([...key].length === 1 || key === 'Dead');
}

/** Ctrl and Enter, or Cmd and Enter: sends what is written, from within a text of several lines too. */
export const isSendKey = ({ key, ctrlKey, metaKey, isComposing }: KeyboardEvent): boolean =>
  key === 'Enter' && (ctrlKey || metaKey) && !isComposing;

/**
 * Ends the keys that are typed into an element's fields at the element. A page hears them as if they were pressed on the
 * element itself, which is no field to it, and takes a letter for one of its single-key shortcuts. Escape, Tab, Enter,
 * arrows and combinations go on.
 */
export function keepTyping(host: HTMLElement): void {
  const end = (event: KeyboardEvent): void => {
    const [origin] = event.composedPath();
    // A field that the page has put into a slot is the page's own.
    if (
      origin instanceof Element &&
      origin.getRootNode() === host.shadowRoot &&
      origin.matches(fields) &&
      writes(event)
    )
      event.stopPropagation();
  };
  for (const type of ['keydown', 'keypress', 'keyup'] as const) host.addEventListener(type, end);
}

/** Where the key that is down was pressed. */
let pressedAt: WeakRef<Element> | undefined;

/** Whether a held key does here what somebody holds it for: more lines in a text, more letters, the next place. */
function mayRepeat(event: KeyboardEvent, origin: Element): boolean {
  const { key, ctrlKey, metaKey } = event;
  const isSamePlace = pressedAt?.deref() === origin;
  if (key !== 'Enter') return isSamePlace || !origin.matches(fields) || !writes(event);
  return isSamePlace && !ctrlKey && !metaKey && origin.matches('textarea, [contenteditable]');
}

/**
 * Lets a held key count once, and only where it was pressed. Browsers press a button again and again while Enter is held
 * on it; and where a press moves the focus, the rest of it would be typed into the next field, or send what stands there.
 */
export function pressOnce(host: HTMLElement): void {
  host.addEventListener(
    'keydown',
    (event) => {
      const [origin] = event.composedPath();
      // What the page has put into a slot is the page's own.
      if (!(origin instanceof Element) || origin.getRootNode() !== host.shadowRoot) return;
      if (!event.repeat) pressedAt = new WeakRef(origin);
      else if (!mayRepeat(event, origin)) {
        event.preventDefault();
        event.stopPropagation();
      }
    },
    { capture: true },
  );
}
