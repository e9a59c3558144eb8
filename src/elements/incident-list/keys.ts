import { queueActions } from '../../core/triage.js';
import type { QueueAction } from '../../core/triage.js';
import type { LifecycleTerms } from '../../locales/en/incident-lifecycle.js';
import type { ListTerms } from '../../locales/en/incident-list.js';

/** What a key does in a list. */
export type ListAction = keyof ListTerms['keys']['action'] | QueueAction;

export type KeyMap = Readonly<Record<ListAction, string>>;

/** The usual keys; what is done seldom has none until somebody gives it one. */
export const usualKeys: KeyMap = {
  next: 'j',
  previous: 'k',
  open: 'o',
  take: 't',
  assign: 'a',
  'hand-over': 'g',
  priority: 'p',
  comment: 'c',
  hold: 'h',
  resolve: 'r',
  acknowledge: '',
  resume: '',
  confirm: '',
  close: '',
  reopen: '',
  major: '',
  problem: '',
  cancel: '',
  work: 'n',
  select: 'x',
  filter: '/',
  order: 'u',
  keys: '?',
  // Together with Ctrl or Cmd.
  palette: 'k',
};

export const actions = Object.keys(usualKeys) as readonly ListAction[];

/** Whether it is something done with incidents, by the rules of the lifecycle. */
export const isStep = (action: ListAction): action is QueueAction =>
  (queueActions as readonly string[]).includes(action);

/** An action in short words. */
export function shortWord(action: ListAction, terms: ListTerms & LifecycleTerms): string {
  const own: Partial<Record<ListAction, string>> = terms.keys.action;
  const steps: Partial<Record<ListAction, string>> = terms.action;
  return own[action] ?? steps[action] ?? action;
}

/** Actions with a single key that can be another one. */
export const keyActions: readonly ListAction[] = actions.filter((action) => action !== 'palette');

/**
 * Reads keys of one's own: `take=g resolve=e`. What names no action or no single key is left out; an empty key leaves an
 * action without one.
 */
export function readKeys(text: string): Partial<KeyMap> {
  const pairs = text.split(/\s+/u).flatMap((pair) => {
    const [, name = '', key = ''] = /^([a-z-]+)=(.?)$/u.exec(pair) ?? [];
    const action = keyActions.find((one) => one === name);
    return action ? [[action, key] as const] : [];
  });
  return Object.fromEntries(pairs);
}

/**
 * Keys with others on top of them. A key means one thing: what is given one takes it from whatever had it before, and of
 * two that are given the same one the first keeps it.
 */
export function withKeys(under: KeyMap, over: Partial<KeyMap>): KeyMap {
  const given = new Set<string>();
  const first = keyActions.flatMap((action) => {
    const key = over[action];
    if (key === undefined) return [];
    const isFree = key === '' || !given.has(key);
    given.add(key);
    return [[action, isFree ? key : ''] as const];
  });
  const left = keyActions.flatMap((action) =>
    under[action] !== '' && given.has(under[action]) ? [[action, ''] as const] : [],
  );
  return { ...under, ...Object.fromEntries([...left, ...first]) };
}

/** What somebody wants other than usual: all that is kept of it, so that the rest follows the page. */
export const ownKeys = (keys: KeyMap, usual: KeyMap): Partial<KeyMap> =>
  Object.fromEntries(
    keyActions.flatMap((action) => (keys[action] === usual[action] ? [] : [[action, keys[action]]])),
  );

/** Where the caret stands in a text, keys are letters. */
const isTyping = (target: EventTarget | undefined): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type="checkbox"])'));

/** Where a keyboard writes no Latin letters the place of the key counts. */
function letterOf({ key, code }: KeyboardEvent): string {
  if (/^[\x20-\x7e]$/u.test(key)) return key;
  const [, letter] = /^Key([A-Z])$/u.exec(code) ?? [];
  return key.length === 1 && letter !== undefined ? letter.toLowerCase() : '';
}

/** What a key press asks for; undefined for keys that are somebody else's, and while somebody types. */
export function actionOf(event: KeyboardEvent, keys: KeyMap): ListAction | undefined {
  const { ctrlKey, metaKey, altKey, shiftKey, isComposing, defaultPrevented } = event;
  if (isComposing || defaultPrevented || altKey) return undefined;
  if (ctrlKey || metaKey)
    return letterOf(event).toLowerCase() === usualKeys.palette && !shiftKey ? 'palette' : undefined;
  if (isTyping(event.composedPath()[0])) return undefined;
  const letter = letterOf(event);
  return letter === '' ? undefined : keyActions.find((action) => keys[action] === letter);
}
