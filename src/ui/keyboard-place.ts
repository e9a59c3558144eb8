import type { LitElement, ReactiveControllerHost } from 'lit';

/**
 * Puts the keyboard somewhere within an element with its next drawing: what had the focus may be gone by then. Nothing
 * happens where there is no such place.
 */
export async function focusNext(host: ReactiveControllerHost & Element, selector: string): Promise<void> {
  host.requestUpdate();
  await host.updateComplete;
  host.shadowRoot?.querySelector<HTMLElement>(selector)?.focus();
}

/**
 * Keeps the keyboard's place when a button that fetches more goes away with the last page: the focus goes on with what
 * that page has brought instead of back to the top of the document.
 */
export async function keepPlace(event: Event, fetched: Promise<unknown>, next: () => void): Promise<void> {
  const button = event.currentTarget;
  const root = button instanceof Element ? button.getRootNode() : undefined;
  if (!(root instanceof ShadowRoot)) return;
  const focused = root.activeElement === button;
  await fetched;
  await (root.host as LitElement).updateComplete;
  if (focused && !root.contains(button as Element)) next();
}
