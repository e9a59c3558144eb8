/** The real portal in a real browser, driven as a person with a keyboard would. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { launchOptions } from '../../support/browser.mjs';
import { builtFrom } from '../../support/built.mjs';
import { startPortalServer } from '../../support/portal-server.mjs';
import { root } from '../../support/root.mjs';

export const buildPortal = () =>
  builtFrom(
    'dist-portal/index.html',
    ['src/**/*.ts', 'stories/scenarios/portal/*'],
    ['test/support/build.mjs', '--portal'],
  );

export async function startPortal(options = {}) {
  await buildPortal();
  return startPortalServer(options);
}

/** A page that does not answer within a minute answers no more; the test says so before the whole file runs out of time. */
export const startBrowser = async () => puppeteer.launch(await launchOptions({ protocolTimeout: 60_000 }));

/** Runs in the page before anything else. */
function gatherViolations() {
  window.violations = [];
  document.addEventListener('securitypolicyviolation', (event) =>
    window.violations.push(`${event.effectiveDirective}: ${event.blockedURI || event.sample}`),
  );
}

/**
 * A page that remembers everything that went wrong in it. `allowed` names console errors a test provokes, such as those
 * of a network that is gone.
 */
export async function openPage(context, url, { allowed = [] } = {}) {
  // A window of its own, and awake like one somebody works in: a tab in the background is slowed down and frozen.
  const page = await context.newPage({ type: 'window' });
  await (await page.createCDPSession()).send('Emulation.setFocusEmulationEnabled', { enabled: true });
  const problems = [];
  const permitted = (text) => allowed.some((pattern) => pattern.test(text));
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !permitted(message.text())) problems.push(`console: ${message.text()}`);
  });
  await page.evaluateOnNewDocument(gatherViolations);
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(url, { waitUntil: 'load' });
  const user = userOf(page);
  return {
    page,
    ...user,
    /** Everything that went wrong so far, policy violations included. */
    problems: async () => [...problems, ...(await page.evaluate(() => window.violations))],
  };
}

/** Parts of the service desk's page. */
export const queue = 'incident-workbench >>> incident-list';
export const timeline = 'incident-workbench >>> incident-timeline';

/** Runs in the page: the element with the focus, inside however many shadow trees. */
function deepestFocus() {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}

/** What a page is busy with that answers no more: the functions it is in, or that it waits for something else. */
async function whereabouts(page) {
  const client = await page.createCDPSession();
  const paused = new Promise((resolve) => client.once('Debugger.paused', resolve));
  const late = new Promise((resolve) => setTimeout(resolve, 5000));
  const ask = (method) => client.send(method).catch(() => undefined);
  void ask('Debugger.enable');
  void ask('Debugger.pause');
  const stop = await Promise.race([paused, late]);
  if (!stop) return 'It runs none of its code.';
  const frames = stop.callFrames.map(
    ({ functionName, url, location }) =>
      `${functionName || '(no name)'} ${url}:${location.lineNumber}:${location.columnNumber}`,
  );
  return `It is in:\n${frames.join('\n')}`;
}

/** What a person sees and does. */
function userOf(page) {
  let session;
  const cdp = async () => (session ??= await page.createCDPSession());

  /** Role and name of what has the focus, as a screen reader is told. */
  async function focused() {
    const client = await cdp();
    const { result } = await client.send('Runtime.evaluate', { expression: `(${deepestFocus})()` });
    const { nodes } = await client.send('Accessibility.getPartialAXTree', {
      objectId: result.objectId,
      fetchRelatives: false,
    });
    const node = nodes[0];
    return { role: node?.role?.value ?? '', name: node?.name?.value ?? '' };
  }

  /** Presses Tab until something of this role and name has the focus. */
  async function tabTo(role, name, { back = false, most = 120 } = {}) {
    const seen = [];
    for (let i = 0; i < most; i += 1) {
      const here = await focused();
      seen.push(`${here.role} "${here.name}"`);
      if (here.role === role && (typeof name === 'string' ? here.name === name : name.test(here.name)))
        return here;
      if (back) await page.keyboard.down('Shift');
      await press('Tab');
      if (back) await page.keyboard.up('Shift');
    }
    throw new Error(
      `Tab never reached ${role} ${String(name)}. It went over:\n${[...new Set(seen)].join('\n')}`,
    );
  }

  /** All text a person can see, shadow trees included. In the scope `>>>` goes into the shadow tree of what stands before it. */
  const text = (scope = 'body') =>
    page.evaluate((selector) => {
      const seen = [];
      const found = selector
        .split('>>>')
        .reduce(
          (roots, part) => roots.flatMap((root) => [...(root.shadowRoot ?? root).querySelectorAll(part)]),
          [document],
        );
      const walk = (node) => {
        if (node.nodeType === Node.TEXT_NODE) {
          if (node.data.trim()) seen.push(node.data.trim());
          return;
        }
        if (node instanceof Element) {
          if (['SCRIPT', 'STYLE', 'TEMPLATE', 'OPTION'].includes(node.tagName)) return;
          if (!node.checkVisibility() && getComputedStyle(node).display !== 'contents') return;
          if (node instanceof HTMLSlotElement) {
            const given = node.assignedNodes({ flatten: true });
            for (const child of given.length > 0 ? given : node.childNodes) walk(child);
            return;
          }
        }
        for (const child of (node.shadowRoot ?? node).childNodes) walk(child);
      };
      for (const node of found) walk(node);
      return seen.join(' ').replace(/\s+/g, ' ');
    }, scope);

  /** Waits until the visible text matches. */
  async function see(pattern, { scope = 'body', within = 20_000 } = {}) {
    const started = Date.now();
    for (;;) {
      const now = await text(scope);
      const found = typeof pattern === 'string' ? now.includes(pattern) && [pattern] : pattern.exec(now);
      if (found) return found;
      if (Date.now() - started > within)
        throw new Error(
          `Within ${within} ms nobody saw ${String(pattern)} in ${scope}. There is:\n${now.slice(0, 4000)}`,
        );
      await new Promise((next) => setTimeout(next, 60));
    }
  }

  const press = async (...keys) => {
    for (const key of keys)
      await page.keyboard.press(key).catch(async (error) => {
        throw new Error(`"${key}" was not answered. ${await whereabouts(page)}`, { cause: error });
      });
  };
  const type = (words) => page.keyboard.type(words);

  /** Replaces the page's data by a button of the demonstration's bar, and `agree` in the question that follows. */
  async function fillWith(button, agree) {
    await see(button);
    await tabTo('button', button);
    await press('Enter');
    await tabTo('button', agree);
    const loaded = page.waitForNavigation({ waitUntil: 'load' });
    await press('Enter');
    await loaded;
  }

  async function goTo(view) {
    await tabTo('link', view, { back: true });
    await press('Enter');
  }

  /** Opens the outbox line in the header. */
  async function openOutbox() {
    await tabTo('DisclosureTriangle', /^Not sent yet/);
    await press('Enter');
  }

  return { openOutbox, focused, tabTo, text, see, press, type, fillWith, goTo };
}

/** The source of axe, to be run in a page. */
export const axeSource = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');
