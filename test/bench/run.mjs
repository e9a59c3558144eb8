/**
 * Runs every `*.bench.ts` of this folder, prints a table with ratios to the baseline of the same run, and writes it
 * as JSON.
 *
 *   npm run bench
 *   npm run bench -- sla kpi            only these
 *   npm run bench -- --json result.json
 */
import { build } from 'esbuild';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { importTs } from '../support/run-ts.mjs';
import { root } from '../support/root.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string', default: join(root, 'node_modules', '.cache', 'bench.json') } },
});

const folder = join(root, 'test', 'bench');
const files = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .filter((file) => positionals.length === 0 || positionals.includes(file.replace('.bench.ts', '')));
if (files.length === 0) {
  console.error(`No bench matches ${positionals.join(', ')}.`);
  process.exit(1);
}

/** A page on loopback, so that storage and modules work as they do in a product. */
async function serve(script) {
  const server = createServer((request, response) => {
    const isScript = request.url === '/bench.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(
      isScript ? script : '<!doctype html><html lang="en"><title>Bench</title><body></body></html>',
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}

let browser;

async function inBrowser(file) {
  const { outputFiles } = await build({
    entryPoints: [join(folder, file)],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    minify: true,
    conditions: ['browser', 'production'],
    define: { 'process.env.NODE_ENV': '"production"' },
    tsconfig: join(root, 'tsconfig.json'),
    logLevel: 'warning',
  });
  if (!browser) {
    const [{ default: puppeteer }, { launchOptions }] = await Promise.all([
      import('puppeteer-core'),
      import('../support/browser.mjs'),
    ]);
    browser = await puppeteer.launch(await launchOptions());
  }
  const { url, stop } = await serve(outputFiles[0].text);
  const page = await browser.newPage();
  page.setDefaultTimeout(300_000);
  try {
    await page.setViewport({ width: 1280, height: 800 });
    await page.goto(url);
    return await page.evaluate(async () => {
      const bench = await import('/bench.js');
      return bench.default();
    });
  } finally {
    await page.close();
    stop();
  }
}

const shown = (ms) =>
  ms >= 100 ? ms.toFixed(0) : ms >= 1 ? ms.toFixed(2) : ms >= 0.001 ? ms.toFixed(4) : ms.toFixed(6);
const rowsOf = [];
let failed = 0;

for (const file of files) {
  const where = /export const where = '(node|browser)'/.exec(readFileSync(join(folder, file), 'utf8'))?.[1];
  try {
    if (!where) throw new Error("it has to state: export const where = 'node' or 'browser';");
    const rows =
      where === 'browser'
        ? await inBrowser(file)
        : await (await importTs(join('test', 'bench', file))).default();
    const withRatio = rows.map((row) => {
      const baseline = rows.find((other) => other.workload === row.workload && other.baseline);
      return { file, where, ...row, ratio: baseline ? row.best / baseline.best : null };
    });
    rowsOf.push(...withRatio);
    for (const workload of new Set(withRatio.map((row) => row.workload))) {
      console.log(`\n${workload} (${where})`);
      for (const row of withRatio.filter((one) => one.workload === workload)) {
        const ratio =
          row.ratio === null ? '' : `${row.ratio >= 0.1 ? row.ratio.toFixed(2) : row.ratio.toPrecision(2)}x`;
        console.log(
          `  ${row.contender.padEnd(44)} ${shown(row.best).padStart(10)} ms ${ratio.padStart(10)}  median ${shown(row.median)} ms${row.note ? `  ${row.note}` : ''}`,
        );
      }
    }
  } catch (error) {
    failed += 1;
    console.error(`\n${file} failed: ${error instanceof Error ? error.message : error}`);
  }
}
await browser?.close();

const json = resolve(values.json);
mkdirSync(dirname(json), { recursive: true });
writeFileSync(json, `${JSON.stringify({ node: process.version, rows: rowsOf }, null, 1)}\n`);
console.log(`\nAs JSON: ${json}`);
process.exit(failed ? 1 : 0);
