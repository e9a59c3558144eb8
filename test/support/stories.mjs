/**
 * Opens every story of the static Storybook in a headless browser. A story fails on a thrown error or play function,
 * an accessibility violation, an error in the console (a refused inline style is one), something wider than its place, a
 * warning about storage that it is not about, or a second clock beside its own.
 *
 *   node test/support/stories.mjs                 all
 *   node test/support/stories.mjs incident-form   those whose id contains a word
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { launchOptions } from './browser.mjs';
import { root } from './root.mjs';
import { serveFolder } from './static-server.mjs';

const folder = join(root, 'storybook-static');
const words = process.argv.slice(2);
const { entries } = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
const chosen = Object.values(entries).filter(
  ({ id }) => words.length === 0 || words.some((word) => id.includes(word)),
);

/** Runs in the page before anything else: gathers what the story reports. */
function listen() {
  const events = [];
  window.storyReport = { done: false, events };
  const bad = [
    'playFunctionThrewException',
    'unhandledErrorsWhilePlaying',
    'storyThrewException',
    'storyErrored',
    'storyMissing',
  ];
  let channel;
  Object.defineProperty(window, '__STORYBOOK_ADDONS_CHANNEL__', {
    configurable: true,
    get: () => channel,
    set(value) {
      channel = value;
      for (const name of bad) {
        // A failing play function still ends with a finished story of status success.
        value.on(name, (error) =>
          events.push(`${name}: ${error?.message ?? error?.description ?? JSON.stringify(error)}`),
        );
      }
      value.on('storyFinished', ({ status, reporters = [] }) => {
        for (const { type, result } of reporters) {
          for (const violation of type === 'a11y' ? (result?.violations ?? []) : []) {
            const where = violation.nodes.map((node) => node.target.flat().join(' ')).join(', ');
            events.push(`${violation.id}: ${violation.help} (${where})`);
          }
        }
        if (status === 'error' && events.length === 0) events.push('the story finished with an error');
        window.storyReport.done = true;
      });
      value.on('docsRendered', () => (window.storyReport.done = true));
    },
  });
}

/** Runs in a story's page: what a designer would see first although the story is about something else. */
function sideshows(keepsNothing) {
  const found = [];
  const beyond = document.documentElement.scrollWidth - window.innerWidth;
  if (beyond > 0) found.push(`the page scrolls sideways by ${beyond} px`);
  for (const { scrollWidth, clientWidth } of document.querySelectorAll('.story-narrow'))
    if (scrollWidth > clientWidth) found.push(`${scrollWidth} px wide in a column of ${clientWidth}`);
  for (const { store, now } of document.querySelectorAll('incident-desk')) {
    if (!store) continue;
    if (!keepsNothing && store.status.value.storage === 'memory') found.push('its storage is only memory');
    for (const { mutation } of store.outbox.value.items)
      if (Math.abs(mutation.createdAt - (now ? Date.parse(now) : Date.now())) > 3_600_000)
        found.push(
          `"${mutation.intent.kind}" is dated ${new Date(mutation.createdAt).toISOString()}, the story ${now}`,
        );
  }
  return found;
}

/** Waits for the story's end, and not for long once something has gone wrong. */
async function finished(page, problems, patience = 60_000) {
  const started = Date.now();
  for (;;) {
    const { done, events } = await page.evaluate(() => window.storyReport);
    if (done) return;
    const waited = Date.now() - started;
    if (waited > patience || (waited > 3000 && problems.length + events.length > 0)) break;
    await new Promise((next) => setTimeout(next, 50));
  }
  problems.push(`the story did not end within ${Date.now() - started} ms`);
}

/** A busy machine opens a database late; the storage moves there by itself. */
async function lasting(page, keepsNothing, patience = 25_000) {
  const end = Date.now() + patience;
  for (;;) {
    const found = await page.evaluate(sideshows, keepsNothing);
    if (found.length === 0 || Date.now() > end) return found;
    await new Promise((next) => setTimeout(next, 500));
  }
}

async function visit(browser, origin, { id, type, tags = [] }) {
  // A window of its own: a tab in the background gets no animation frame, and its story waits for one.
  const page = await browser.newPage({ type: 'window' });
  const problems = [];
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  try {
    await page.evaluateOnNewDocument(listen);
    await page.goto(`${origin}/iframe.html?id=${id}&viewMode=${type === 'docs' ? 'docs' : 'story'}`);
    await finished(page, problems);
    problems.push(...(await page.evaluate(() => window.storyReport.events)));
    // A page of documentation has tables of Storybook's own.
    if (type !== 'docs') problems.push(...(await lasting(page, tags.includes('keeps-nothing'))));
  } catch (error) {
    problems.push(error.message);
  } finally {
    await page.close();
  }
  return problems;
}

const server = await serveFolder({ folder, kept: true });
const browser = await puppeteer.launch(await launchOptions());
let failed = 0;
const queue = [...chosen];
async function worker() {
  for (let entry = queue.shift(); entry; entry = queue.shift()) {
    const problems = await visit(browser, server.origin, entry);
    if (problems.length === 0) continue;
    failed += 1;
    console.log(`FAIL ${entry.id}`);
    for (const problem of new Set(problems)) console.log(`    ${problem}`);
  }
}
try {
  await Promise.all([worker(), worker()]);
} finally {
  await browser.close();
  await server.close();
}
console.log(`${chosen.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 && chosen.length > 0 ? 0 : 1);
