/**
 * What a page with the built package downloads, counted in a real browser: JavaScript bytes as they travel, files, and
 * waves. Nothing here reads a clock but `timesOf`, which is for the record.
 */
import { build } from 'esbuild';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { gzipSync } from 'node:zlib';
import { launchOptions } from './browser.mjs';
import { serveCounted } from './counted-server.mjs';
import { root } from './root.mjs';

const folder = join(root, 'dist/cdn');
/** How long nothing new may be asked for before a round is over, in milliseconds. */
const quiet = 200;
const longest = 180_000;
/** So many requests at a time a browser sends to one server over HTTP/1.1; the others wait for the next round. */
const connections = 6;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Every element gets both: what an attribute does not concern lets it be. */
const about = { 'incident-id': 'i1', kpi: 'mttr' };
const attributes = Object.entries(about)
  .map(([name, value]) => ` ${name}="${value}"`)
  .join('');

const htmlOf = ({ adapter, elements }, script) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Counted</title>
    <link rel="icon" href="data:," />
    <script type="module" src="files/${script}"></script>
  </head>
  <body>
    <incident-desk adapter="${adapter}"${adapter === 'local' ? '' : ' base-url="/api"'} user="me" user-name="Me">
      ${elements.map((tag) => `<${tag}${attributes}></${tag}>`).join('\n      ')}
    </incident-desk>
  </body>
</html>`;

/** These run in the page. */
const typable = () =>
  Boolean(document.querySelector('incident-form')?.shadowRoot?.querySelector('input, textarea'));
function notes() {
  addEventListener('incident-created', () => (window.logged = true));
}
function append(tag, given) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
  document.querySelector('incident-desk').append(element);
}

async function openTab(browser) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  return { page, problems, close: () => context.close() };
}

/**
 * Holds what the page asks for, and lets all of it go at once when the page has come to rest: what it has sent before is
 * answered, and it has nothing more to do. So the rounds are the page's own and not the machine's.
 */
async function inRounds({ page, problems }, server) {
  const held = new Set();
  const open = new Set();
  const seen = { asked: 0, files: [], waves: 0, wavesBefore: undefined };
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const { pathname, origin } = new URL(request.url());
    // The page itself comes at once: until it is there, nobody can ask whether it is at rest.
    if (origin !== server.origin || pathname === '/') return void request.continue();
    seen.asked += 1;
    if (pathname.startsWith('/api/')) seen.wavesBefore ??= seen.waves;
    held.add(request);
    open.add(request);
  });
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => open.delete(request));

  function release() {
    const now = [...held].slice(0, connections);
    const files = now.map((request) => /^\/files\/(.+)$/.exec(new URL(request.url()).pathname)?.[1]);
    const scripts = files.filter(Boolean);
    if (scripts.length > 0) seen.waves += 1;
    seen.files.push(...scripts);
    for (const request of now) {
      held.delete(request);
      void request.continue();
    }
  }

  const idle = () =>
    page
      .evaluate(() => new Promise((done) => requestIdleCallback(() => setTimeout(done), { timeout: 500 })))
      .catch(() => undefined);

  async function rest(deadline) {
    for (;;) {
      const { asked } = seen;
      await pause(quiet);
      await idle();
      if (seen.asked === asked && open.size === held.size) return;
      if (Date.now() > deadline)
        throw new Error(`The page never comes to rest: ${open.size} requests are open.`);
    }
  }

  return {
    seen,
    /** What has been downloaded so far. */
    taken: () => ({
      bytes: seen.files.reduce((total, name) => total + server.bytesOf(name), 0),
      files: seen.files.length,
      waves: seen.waves,
    }),
    /** Round after round until the page says so. */
    async until(what, holds) {
      const deadline = Date.now() + longest;
      for (;;) {
        await rest(deadline);
        if (await page.evaluate(holds)) return;
        if (Date.now() > deadline)
          throw new Error([`It never came to this: ${what}.`, ...problems].join('\n'));
        release();
      }
    },
    /** Round after round until nothing is asked for any more. */
    async settle() {
      const deadline = Date.now() + longest;
      for (await rest(deadline); held.size > 0; await rest(deadline)) release();
    },
  };
}

/**
 * @param {{adapter: string, elements: string[]}} page
 * @param {string[]} further elements that are put into the page afterwards, one by one
 */
export async function costOf(browser, page, further = []) {
  const server = await serveCounted({ html: htmlOf(page, 'incident-elements.js'), folder });
  const tab = await openTab(browser);
  try {
    const rounds = await inRounds(tab, server);
    await tab.page.evaluateOnNewDocument(notes);
    const there = new Promise((resolve) => tab.page.once('framenavigated', resolve));
    // It ends with the last script, which is held.
    tab.page.goto(`${server.origin}/`, { timeout: 0 }).catch(() => undefined);
    await there;
    await rounds.until('the form can be typed into', typable);
    const typed = rounds.taken();
    await rounds.settle();
    await tab.page.evaluate(() => {
      const form = document.querySelector('incident-form');
      form.prefill({ title: 'Printer on fire', impact: 2, urgency: 2 });
      setTimeout(() => form.submit());
    });
    await rounds.until('a report is logged', () => window.logged === true);
    await rounds.settle();
    const logged = rounds.taken();
    const files = [...rounds.seen.files];

    const added = [];
    for (const tag of further) {
      const before = rounds.taken();
      await tab.page.evaluate(append, tag, about);
      await rounds.until(`${tag} is defined`, `Boolean(customElements.get('${tag}'))`);
      await rounds.settle();
      const after = rounds.taken();
      added.push({ tag, bytes: after.bytes - before.bytes, files: after.files - before.files });
    }
    if (tab.problems.length > 0) throw new Error(tab.problems.join('\n'));
    // Where a backend is asked, what matters is the later of the two.
    const waves = Math.max(typed.waves, rounds.seen.wavesBefore ?? 0);
    return { typed, logged, waves, files, added };
  } finally {
    await tab.close();
    await server.close();
  }
}

/** One file with the code of these files and no other. */
async function inOne(files) {
  const { outputFiles } = await build({
    stdin: { contents: files.map((file) => `import './${file}';`).join('\n'), resolveDir: folder },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'error',
    plugins: [
      {
        name: 'these files only',
        setup({ onResolve }) {
          onResolve({ filter: /^\./ }, ({ path, kind, resolveDir }) => {
            const name = join(resolveDir, path)
              .slice(folder.length + 1)
              .replaceAll('\\', '/');
            return kind === 'dynamic-import' && !files.includes(name) ? { path, external: true } : undefined;
          });
        },
      },
    ],
  });
  return outputFiles[0].contents;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Milliseconds until the form can be typed into, over a slow line; for the record, as a machine that is busy is slower. */
async function timeOf(browser, page, script, extra) {
  const times = [];
  for (let i = 0; i < 3; i += 1) {
    const server = await serveCounted({ html: htmlOf(page, script), folder, extra });
    const tab = await openTab(browser);
    try {
      const client = await tab.page.createCDPSession();
      await client.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 100,
        downloadThroughput: 10_000_000 / 8,
        uploadThroughput: 10_000_000 / 8,
      });
      await tab.page.goto(`${server.origin}/`, { timeout: longest });
      const handle = await tab.page.waitForFunction(`(${typable})() && performance.now()`, {
        timeout: longest,
      });
      times.push(await handle.jsonValue());
    } finally {
      await tab.close();
      await server.close();
    }
  }
  return Math.round(median(times));
}

/** How soon the form can be typed into, in its files and with the same code in one. */
export async function timesOf(browser, page, files) {
  const one = await inOne(files);
  return {
    parts: await timeOf(browser, page, 'incident-elements.js', {}),
    whole: await timeOf(browser, page, 'one.js', { 'one.js': one }),
    wholeBytes: gzipSync(one, { level: 9 }).length,
  };
}

export async function withBrowser(work) {
  const browser = await puppeteer.launch(await launchOptions({ protocolTimeout: longest }));
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}
