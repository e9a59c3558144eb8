/**
 * Pictures of the portal in every look, for people to look at: `node test/support/screenshots.mjs [FOLDER]`.
 * `--readme` takes only the picture of the README, `--desk` those of the service desk at its widths.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import puppeteer from 'puppeteer-core';
import { launchOptions } from './browser.mjs';
import { startPortalServer } from './portal-server.mjs';
import { root } from './root.mjs';
import { runNode } from './steps.mjs';

const { values, positionals } = parseArgs({
  options: {
    readme: { type: 'boolean', default: false },
    desk: { type: 'boolean', default: false },
    'no-build': { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const folder = positionals[0] ?? join(root, 'dist-pictures');
mkdirSync(folder, { recursive: true });
if (!values['no-build']) {
  const { code, output } = await runNode(['test/support/build.mjs', '--portal']);
  if (code !== 0) throw new Error(output);
}

const views = ['help', 'desk', 'figures'];
const looks = {
  light: {},
  dark: { theme: 'dark' },
  'forced-colours': { forced: true },
  arabic: { language: 'ar' },
  german: { language: 'de' },
  'german-280': { language: 'de', width: 280 },
  'zoom-400': { width: 320 },
  wide: { width: 1600 },
};

/** Looks of the service desk, each at every width. */
const deskLooks = {
  light: {},
  dark: { theme: 'dark' },
  arabic: { language: 'ar' },
  german: { language: 'de' },
};
const deskWidths = [1680, 1280, 768, 360];

const server = await startPortalServer();
const browser = await puppeteer.launch(await launchOptions());
const page = await browser.newPage();
const client = await page.createCDPSession();
await page.goto(server.origin, { waitUntil: 'networkidle0' });

const settle = () => new Promise((next) => setTimeout(next, 700));

/** Chooses the most urgent incident, so that the timeline has something to say. */
const urgent = async () => {
  await page.waitForFunction(() => document.querySelector('incident-desk')?.store);
  return page.evaluate(async () => {
    const { store } = document.querySelector('incident-desk');
    const list = store.incidents(
      { status: ['active'], sort: { field: 'priority', direction: 'ascending' } },
      5,
    );
    const stop = list.subscribe(() => undefined);
    for (let i = 0; i < 60 && list.value.items.length === 0; i += 1)
      await new Promise((next) => setTimeout(next, 50));
    stop();
    return list.value.items[0]?.incident.id;
  });
};

async function show(view, { theme = 'light', language = 'en', width = 1280, forced = false } = {}) {
  await client.send('Emulation.setEmulatedMedia', {
    features: [{ name: 'forced-colors', value: forced ? 'active' : 'none' }],
  });
  await page.setViewport({ width, height: 900 });
  await page.evaluate(
    (settings) =>
      Object.entries(settings).forEach(([key, value]) => localStorage.setItem(`marlow-finch:${key}`, value)),
    { theme, language },
  );
  const id = view === 'desk' ? await urgent() : undefined;
  await page.goto(`${server.origin}/#${id === undefined ? view : `desk/${encodeURIComponent(id)}`}`);
  await page.reload({ waitUntil: 'networkidle0' });
  await settle();
}

const shoot = async (name, options = { fullPage: true }) => {
  await page.screenshot({ path: join(folder, `${name}.png`), ...options });
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  console.log(`${name}.png${beyond > 0 ? ` scrolls sideways by ${beyond} px` : ''}`);
};

if (values.readme) {
  await show('help');
  await page.setViewport({ width: 1280, height: 1400 });
  await page.evaluate(() =>
    document.querySelector('incident-form').prefill({
      title: 'The tour sheets stay blank',
      description: 'Since nine every sheet comes out white; we print the old ones by hand.',
      service: { id: 'tours', label: 'Tour planning' },
      effect: 'down',
      impact: 2,
      urgency: 1,
    }),
  );
  await settle();
  await page.screenshot({ path: join(root, 'stories/scenarios/portal/portal.png') });
} else if (values.desk) {
  for (const [look, settings] of Object.entries(deskLooks))
    for (const width of deskWidths) {
      await show('desk', { ...settings, width });
      await shoot(`desk-${look}-${width}`, { fullPage: false });
    }
} else {
  for (const [look, settings] of Object.entries(looks))
    for (const view of views) {
      await show(view, settings);
      await shoot(`${view}-${look}`);
    }
}
await browser.close();
await server.close();
