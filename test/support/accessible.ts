import { expect } from '@open-wc/testing';

/** A shadow tree and all those in it. */
const treesOf = ({ shadowRoot }: Element): ShadowRoot[] =>
  shadowRoot ? [shadowRoot, ...[...shadowRoot.querySelectorAll('*')].flatMap(treesOf)] : [];

/** Waits until nothing fades or unfolds any more: what does is paler than it will be. */
async function still(element: Element): Promise<void> {
  const ending = [element, ...element.querySelectorAll('*')]
    .flatMap(treesOf)
    .flatMap((tree) => tree.getAnimations())
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.all(ending.map(({ finished }) => finished.catch(() => undefined)));
}

/** An element as it has come to rest breaks no rule of accessibility. */
export async function expectAccessible(element: Element | null | undefined): Promise<void> {
  if (!element) throw new Error('There is no element to look at.');
  await still(element);
  await expect(element).to.be.accessible();
}
