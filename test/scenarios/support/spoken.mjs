/** What a screen reader is told while somebody works: a transcript of every live region of a page, shadow trees included. */

/** Runs in the page before anything else. */
function record() {
  window.spoken = [];
  const regions = '[role="status"], [role="alert"], [role="log"], [aria-live]:not([aria-live="off"])';
  const said = new WeakMap();
  const words = (region) => region.innerText.replace(/\s+/g, ' ').trim();
  const say = (region, isNew) => {
    const text = region.checkVisibility() ? words(region) : '';
    // A trailing space nobody hears makes a repetition a change.
    const raw = region.textContent;
    if (said.get(region)?.raw === raw) return;
    said.set(region, { raw });
    if (text === '') return;
    const host = region.getRootNode().host?.localName ?? 'page';
    window.spoken.push({ text, from: host, role: region.getAttribute('role'), isNew });
  };
  const closest = (node) => (node instanceof Element ? node : node.parentElement)?.closest(regions);
  const look = (changes) => {
    const changed = new Map();
    for (const { target, addedNodes } of changes) {
      const around = closest(target);
      if (around && !changed.has(around)) changed.set(around, false);
      for (const node of addedNodes)
        if (node instanceof Element)
          for (const region of [node, ...node.querySelectorAll('*')])
            if (region.matches(regions) && !said.has(region)) changed.set(region, true);
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

/** @param page A page that has not gone anywhere yet, or will be reloaded. */
export async function recordSpeech(page) {
  await page.evaluateOnNewDocument(record);
}

/**
 * Everything said since the last time, in order. A region that comes into the page with its words is one many screen
 * readers pass over: only an alert is read then, so the others count as silent.
 */
export const takeSpeech = (page) =>
  page.evaluate(() => {
    const all = window.spoken.splice(0);
    return {
      said: all
        .filter(({ isNew, role }) => !isNew || role === 'alert')
        .map(({ from, text }) => `${from}: ${text}`),
      silent: all
        .filter(({ isNew, role }) => isNew && role !== 'alert')
        .map(({ from, text }) => `${from}: ${text}`),
    };
  });
