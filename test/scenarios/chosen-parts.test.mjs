/** What a desk's attributes choose is asked for at once and side by side; what cannot be had is said in place. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { portalPolicy } from '../support/portal-server.mjs';
import { root } from '../support/root.mjs';
import { serveFolder } from '../support/static-server.mjs';
import { builtFrom, openPage, startBrowser } from './support/portal.mjs';

const page = (attributes) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>One desk</title>
    <script type="module" src="incident-elements/incident-elements.js"></script>
  </head>
  <body>
    <incident-desk ${attributes}><incident-outbox></incident-outbox></incident-desk>
  </body>
</html>`;

const desks = {
  bare: '',
  rest: 'adapter="rest" base-url="/api"',
  local: 'adapter="local"',
  rt: 'adapter="rt" base-url="/api"',
  profile: 'adapter="./profile.json" base-url="/api"',
  policy: 'adapter="rest" base-url="/api" policy="./policy.json"',
  'rt-and-policy': 'adapter="rt" base-url="/api" policy="./policy.json"',
};

/** Each kind of part as what one desk needs and another does not, so that no test knows the name of a file. */
const kinds = {
  'the adapter': ['local', 'rest'],
  'a preset': ['rt', 'rest'],
  'the checks of a profile': ['profile', 'rest'],
  'the checks of a policy': ['policy', 'rest'],
};

const settled = () => {
  const outbox = document.querySelector('incident-outbox');
  return outbox.matches(':defined') && outbox.matches(':state(empty), :state(error)');
};
const works = () => document.querySelector('incident-outbox').matches(':state(empty)');
const complaint = () =>
  document
    .querySelector('incident-outbox')
    .shadowRoot?.querySelector('[part="error"]')
    ?.textContent.replaceAll(/\s+/g, ' ')
    .trim();

describe('what a desk chooses', () => {
  let [folder, server, browser] = [];
  const needed = new Map();
  const beyond = (desk, other) => needed.get(desk).filter((path) => !needed.get(other).includes(path));

  const open = async (desk, onRequest, options) => {
    const tab = await openPage(browser, 'about:blank', options);
    await tab.page.setRequestInterception(true);
    tab.page.on('request', (request) => onRequest(request, new URL(request.url()).pathname));
    await tab.page.goto(`${server.origin}/${desk}.html`, { waitUntil: 'domcontentloaded' });
    return tab;
  };

  before(async () => {
    await builtFrom('dist/cdn/incident-elements.js', ['src/**/*.ts'], ['test/support/build.mjs']);
    folder = mkdtempSync(join(tmpdir(), 'chosen-parts-'));
    cpSync(join(root, 'dist/cdn'), join(folder, 'incident-elements'), { recursive: true });
    for (const [name, attributes] of Object.entries(desks))
      writeFileSync(join(folder, `${name}.html`), page(attributes));
    writeFileSync(join(folder, 'profile.json'), JSON.stringify({ name: 'ours', extends: 'rest' }));
    writeFileSync(join(folder, 'policy.json'), JSON.stringify({ id: 'ours' }));
    server = await serveFolder({ folder, policy: portalPolicy });
    browser = await startBrowser();
    for (const desk of Object.keys(desks)) {
      const asked = new Set();
      const tab = await open(desk, (request, path) => {
        if (/\.js(on)?$/.test(path)) asked.add(path);
        void request.continue();
      });
      await tab.page.waitForFunction(settled);
      needed.set(desk, [...asked]);
      await tab.page.close();
    }
  });

  after(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const [desk, groups] of Object.entries({
    'rt-and-policy': [
      ['rest', 'bare'],
      ['rt', 'rest'],
      ['policy', 'rest'],
    ],
    profile: [
      ['rest', 'bare'],
      ['profile', 'rest'],
    ],
  }))
    it(`is all on its way before the first of it is there: ${desk}`, async () => {
      // An adapter that every page has comes with the first script.
      const wanted = groups.map(([one, other]) => beyond(one, other)).filter((paths) => paths.length > 0);
      const held = new Map();
      const complete = () => wanted.every((paths) => paths.some((path) => held.has(path)));
      const files = needed.get(desk).filter((path) => path.endsWith('.json'));
      let letGo;
      const together = new Promise((resolve) => (letGo = resolve));
      let holding = true;
      const tab = await open(desk, (request, path) => {
        // Nothing that is held gets an answer: what waits for something else is never asked for.
        if (!holding || !/\.js(on)?$/.test(path) || needed.get('bare').includes(path))
          return void request.continue();
        held.set(path, request);
        if (complete() && files.every((path) => held.has(path))) letGo();
      });
      const limit = setTimeout(letGo, 20_000);
      await together;
      clearTimeout(limit);
      assert.ok(complete(), `asked for at once: ${[...held.keys()].join(', ')}`);
      for (const path of files) assert.ok(held.has(path), `${path} is asked for at once`);
      holding = false;
      for (const request of held.values()) await request.continue();
      await tab.page.waitForFunction(works);
      assert.deepEqual(await tab.problems(), []);
    });

  for (const [kind, [desk, other]] of Object.entries(kinds))
    it(`is said to be missing, and asked for again when somebody wishes it: ${kind}`, async () => {
      const parts = beyond(desk, other).filter((path) => path.endsWith('.js'));
      assert.ok(parts.length > 0, `${kind} is a part of its own`);
      let gone = true;
      let refused = 0;
      const tab = await open(
        desk,
        (request, path) => {
          if (!gone || !parts.includes(path)) return void request.continue();
          refused += 1;
          void request.respond({ status: 404, contentType: 'text/html', body: 'Not found' });
        },
        { allowed: [/404/] },
      );
      await tab.page.waitForFunction(complaint);
      assert.match(await tab.page.evaluate(complaint), /A part of this page could not be fetched\./);
      assert.ok(refused > 0);
      gone = false;
      await tab.page.evaluate(() =>
        document.querySelector('incident-outbox').shadowRoot.querySelector('[part="error"] button').click(),
      );
      await tab.page.waitForFunction(works);
      assert.deepEqual(await tab.problems(), []);
    });
});
