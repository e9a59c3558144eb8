import type { LitElement } from 'lit';

/**
 * A button that fetches more goes away with the last page; whoever pressed it by keyboard then goes on with what it has
 * brought instead of at the top of the page.
 */
export async function afterMore(event: Event, fetched: Promise<unknown>, next: () => void): Promise<void> {
  const button = event.currentTarget;
  const root = button instanceof Element ? button.getRootNode() : undefined;
  if (!(root instanceof ShadowRoot)) return;
  const focused = root.activeElement === button;
  await fetched;
  await (root.host as LitElement).updateComplete;
  if (focused && !root.contains(button as Element)) next();
}
