/** What an element has said through its status region, each change of it, without the blank that makes a repetition one. */
export function listen(element: Element): { readonly said: readonly string[] } {
  const said: string[] = [];
  const root = element.shadowRoot;
  if (!root) throw new Error('There is nothing to listen to.');
  const last = (): string =>
    [...root.querySelectorAll('.visually-hidden[role="status"]')]
      .map(({ textContent }) => textContent)
      .join('');
  let before = last();
  new MutationObserver(() => {
    const now = last();
    const text = now.replaceAll(/\s+/gu, ' ').trim();
    if (now !== before && text !== '') said.push(text);
    before = now;
  }).observe(root, { subtree: true, childList: true, characterData: true });
  return { said };
}
