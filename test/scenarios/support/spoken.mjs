/** What a screen reader is told while somebody works: a transcript of every live region of a page, shadow trees included. */
import assert from 'node:assert/strict';

/** Runs in the page before anything else. */
function record() {
  window.spoken = [];
  const regions = '[role="status"], [role="alert"], [role="log"], [aria-live]:not([aria-live="off"])';
  const before = new WeakMap();
  const say = (region, isNew) => {
    // What is said again ends with a blank nobody hears, so that it is a change.
    const written = region.textContent;
    if (before.get(region) === written) return;
    before.set(region, written);
    const text = region.checkVisibility() ? region.innerText.replace(/\s+/g, ' ').trim() : '';
    if (text === '') return;
    const { host } = region.getRootNode();
    // A region that comes with its words is passed over by many screen readers; an alert is read.
    const heard = !isNew || region.getAttribute('role') === 'alert';
    window.spoken.push({ from: host?.localName ?? 'page', text, heard });
  };
  const look = (changes) => {
    const changed = new Map();
    for (const { target, addedNodes } of changes) {
      const around = (target instanceof Element ? target : target.parentElement)?.closest(regions);
      if (around && !changed.has(around)) changed.set(around, false);
      for (const node of addedNodes)
        if (node instanceof Element)
          for (const region of [node, ...node.querySelectorAll('*')])
            if (region.matches(regions) && !before.has(region)) changed.set(region, true);
    }
    for (const [region, isNew] of changed) if (region.isConnected) say(region, isNew);
  };
  const watch = (root) =>
    new MutationObserver(look).observe(root, { subtree: true, childList: true, characterData: true });
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    watch(root);
    return root;
  };
  watch(document);
}

/** What a place says while it is being filled, and how much it is filled with; `aria-busy` tells of that. */
const filling = /^(?:Loading …|Connecting …|\d+\+? incidents?)$/;

/** Sentences without what depends on how long an act has taken. */
const plain = (text) =>
  text.replace(/(?:\d+ (?:hours?|minutes?)(?: \d+ minutes?)?|less than a minute)/g, 'some time');

/**
 * Listens to a page from its next load on.
 *
 * @param {{ patience?: number }} options how long a sentence may take, in milliseconds
 * @returns the transcript so far, and `hear`, which waits for sentences of one act
 */
export async function listenTo(page, { patience = 20_000 } = {}) {
  await page.evaluateOnNewDocument(record);
  const transcript = [];
  const take = async () => {
    const all = (await page.evaluate(() => window.spoken.splice(0))).filter(
      ({ text, heard }) => heard || !filling.test(text),
    );
    transcript.push(...all);
    return all;
  };
  return {
    transcript,
    /** What was said before is another act's. */
    hush: () => take(),
    /** Waits until as much has been said as these, and nothing else has: by whom, in this order, each once. */
    async hearOnly(...sentences) {
      const said = [];
      const began = Date.now();
      do {
        for (const { from, text, heard } of await take()) if (heard) said.push(`${from}: ${plain(text)}`);
        await new Promise((next) => setTimeout(next, 60));
      } while (said.length < sentences.length && Date.now() - began < patience);
      assert.deepEqual(said, sentences);
    },
    /** Waits until all of these have been said, by whom and in this order, each of them once. */
    async hear(...sentences) {
      const said = [];
      const began = Date.now();
      const at = (wanted) => said.findIndex((one) => one === wanted);
      for (;;) {
        for (const { from, text, heard } of await take()) if (heard) said.push(`${from}: ${text}`);
        if (sentences.every((sentence) => at(sentence) >= 0)) break;
        assert.ok(
          Date.now() - began < patience,
          `not all of this was said:\n${sentences.join('\n')}\nbut:\n${said.join('\n')}`,
        );
        await new Promise((next) => setTimeout(next, 60));
      }
      assert.deepEqual(
        said.filter((one) => sentences.includes(one)),
        sentences,
        `once, and in this order; all that was said:\n${said.join('\n')}`,
      );
    },
  };
}
