import { ContextRoot } from '@lit/context';

const key = Symbol.for('incident-elements:context-root@1');
const holder = globalThis as { [key]?: boolean };

// Elements may be upgraded before the desk around them. The root keeps their question until the desk can answer, and it
// has to listen before the first element is defined.
if (typeof document !== 'undefined' && holder[key] !== true) {
  holder[key] = true;
  new ContextRoot().attach(document.documentElement);
}
