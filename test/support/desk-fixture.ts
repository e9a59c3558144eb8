import { fixture, html, waitUntil } from '@open-wc/testing';
import type { TemplateResult } from 'lit';

import '../../src/define/incident-desk.js';
import type { Adapter } from '../../src/adapters/adapter.js';
import type { PolicyDefinition } from '../../src/core/policy.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import { scriptedAdapter } from './scripted-adapter.js';
import type { ScriptedAdapter } from './scripted-adapter.js';

export interface DeskSetup {
  readonly adapter?: Adapter;
  readonly policy?: PolicyDefinition;
  readonly user?: string;
  readonly lang?: string;
  readonly persistence?: 'indexeddb' | 'none';
}

/** A ready desk on a scripted backend around some elements; what it stores belongs to this test alone. */
export async function openDesk(
  content: TemplateResult,
  setup: DeskSetup = {},
): Promise<{ desk: IncidentDesk; adapter: ScriptedAdapter }> {
  const adapter = (setup.adapter ?? scriptedAdapter()) as ScriptedAdapter;
  const desk = await fixture<IncidentDesk>(
    html`<incident-desk
      .adapterObject=${adapter}
      .policyDefinition=${setup.policy}
      .persistence=${setup.persistence}
      user=${setup.user ?? 'elif'}
      time-zone="Europe/Berlin"
      lang=${setup.lang ?? 'en'}
      >${content}</incident-desk
    >`,
  );
  await waitUntil(() => desk.store !== undefined, 'the desk has a store', { timeout: 5000 });
  return { desk, adapter };
}

/** Waits until an element shows what it has to show, or that there is nothing or that it cannot. */
export async function settled(
  element: HTMLElement & { readonly updateComplete: Promise<unknown> },
): Promise<void> {
  await waitUntil(
    () => ['ready', 'empty', 'error'].some((one) => element.matches(`:state(${one})`)),
    `${element.localName} is neither ready nor empty nor in error`,
    { timeout: 5000 },
  );
  await element.updateComplete;
}

/** The first element of a selector in an element's shadow root; a test that looks for something absent fails here. */
export function within<E extends Element = HTMLElement>(
  host: Element | null | undefined,
  selector: string,
): E {
  const found = host?.shadowRoot?.querySelector<E>(selector);
  if (!found) throw new Error(`nothing matches ${selector} in <${host?.localName ?? 'nothing'}>`);
  return found;
}

/** What a person reads in an element, in one line. Words for screen readers only are included. */
export const textOf = (host: Element | null | undefined): string =>
  (host?.shadowRoot?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();

/** A button by its words. */
export function buttonOf(host: Element | null | undefined, words: string): HTMLButtonElement {
  const found = [...(host?.shadowRoot?.querySelectorAll('button') ?? [])].find((button) =>
    [button.textContent.trim(), button.ariaLabel, button.title].includes(words),
  );
  if (!found) throw new Error(`no button "${words}"`);
  return found;
}

/** Types into a field as a person would, apart from the single keys. */
export function type(field: HTMLElement, text: string): void {
  if (!(
    field instanceof HTMLInputElement ||
    field instanceof HTMLTextAreaElement ||
    field instanceof HTMLSelectElement
  ))
    throw new Error('not a field');
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

/**
 * Makes a field one into which only half of a date and time is typed: to scripts it is empty, and no script can type so.
 * What comes back types the rest.
 */
export function typeHalf(field: HTMLInputElement): (rest: string) => void {
  type(field, '');
  Object.defineProperty(field, 'validity', { value: { badInput: true }, configurable: true });
  return (rest) => {
    Reflect.deleteProperty(field, 'validity');
    type(field, rest);
  };
}

export const press = (target: HTMLElement, key: string, more: KeyboardEventInit = {}): void =>
  void target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more }),
  );

/** The element that has the focus, looked for through shadow roots. */
export function focused(): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}

/** Types into a look-up and takes the first thing that is found. */
export async function chooseFound(
  host: HTMLElement & { readonly updateComplete: Promise<unknown> },
  selector: string,
  text: string,
): Promise<void> {
  const field = within<HTMLInputElement>(host, selector);
  type(field, text);
  await waitUntil(() => host.shadowRoot?.querySelector('[role="option"]'), `something found for ${text}`);
  press(field, 'ArrowDown');
  press(field, 'Enter');
  await host.updateComplete;
}
