/**
 * Runs the tests against real ticket systems: `npm run test:backends`, or `-- rt` for one of them. A system is started by
 * `NAME/start.mjs`; each test file here begins with the name of the system it needs (`rt.backend.ts`,
 * `rt.portal.backend.mjs`).
 *
 *   --keep       leaves the systems running afterwards and says how to use them
 *   --only TEXT  runs the tests whose title has this text
 *   --no-tests   runs no tests: with --keep, a system to play with
 *   --port N     the port of a system that is started alone
 *   --stop       ends what --keep has left
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { importTs } from '../support/run-ts.mjs';
import { root } from '../support/root.mjs';
import { keep, removeFolder, stopOwn } from './own-process.mjs';

const here = join(root, 'test', 'backends');
const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    keep: { type: 'boolean' },
    only: { type: 'string', default: '' },
    'no-tests': { type: 'boolean' },
    stop: { type: 'boolean' },
    port: { type: 'string' },
  },
});

const systems = readdirSync(here)
  .filter((name) => existsSync(join(here, name, 'start.mjs')))
  .filter((name) => wanted.length === 0 || wanted.includes(name));
const load = (file) => import(pathToFileURL(join(here, file)).href);
/** A test in plain JavaScript may look for files beside it, so it is not bundled. */
const loadTests = (file) => (file.endsWith('.mjs') ? load(file) : importTs(join('test', 'backends', file)));

const keptIn = (place) => join(place, 'kept.json');

async function end({ own, place }) {
  await stopOwn(own);
  removeFolder(place);
}

/** Ends the systems that earlier calls have left running. */
async function stopKept(name) {
  const { folder } = await load(`${name}/start.mjs`);
  const places = existsSync(folder) ? readdirSync(folder).map((entry) => join(folder, entry)) : [];
  const kept = places.filter((place) => existsSync(keptIn(place)));
  for (const place of kept) await end({ own: JSON.parse(readFileSync(keptIn(place), 'utf8')), place });
  console.log(`${name}: ${kept.length} stopped`);
}

async function runTest({ title, run }, count) {
  const began = Date.now();
  try {
    await run();
    count.passed += 1;
    console.log(`  ok ${title} (${Date.now() - began} ms)`);
  } catch (error) {
    count.failed += 1;
    console.log(`  FAILED ${title}\n    ${error instanceof Error ? (error.stack ?? error.message) : error}`);
  }
}

/** Runs the tests of a system one after the other and counts them; what a file has started ends with the file. */
async function runTests(name, environment) {
  const files = readdirSync(here).filter((file) => /\.backend\.(ts|mjs)$/.test(file));
  const modules = await Promise.all(files.filter((file) => file.split('.')[0] === name).map(loadTests));
  const count = { passed: 0, failed: 0 };
  for (const { default: suiteOf } of modules) {
    const suite = suiteOf(environment);
    const { tests, end } = Array.isArray(suite) ? { tests: suite } : suite;
    try {
      for (const one of tests) if (one.title.includes(options.only)) await runTest(one, count);
    } finally {
      await end?.();
    }
  }
  return count;
}

/** @returns {Promise<{ passed: number, failed: number }>} */
async function test(name) {
  const { start } = await load(`${name}/start.mjs`);
  const began = Date.now();
  const system = await start({ port: options.port === undefined ? undefined : Number(options.port) });
  console.log(`${name}: ready after ${((Date.now() - began) / 1000).toFixed(1)} s`);
  try {
    return options['no-tests'] ? { passed: 0, failed: 0 } : await runTests(name, system.environment);
  } finally {
    if (options.keep) {
      const { pid, began: since } = system.own;
      writeFileSync(keptIn(system.place), JSON.stringify({ pid, began: since }));
      keep(system);
      console.log(
        [`${name}: still running.`, ...system.usage, 'End it: npm run test:backends -- --stop'].join('\n  '),
      );
    } else await end(system);
  }
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
])
  process.once(signal, () => process.exit(code));

const total = { passed: 0, failed: 0 };
if (systems.length === 0) {
  console.log(`No backend is called ${wanted.join(', ')}.`);
  total.failed += 1;
}
for (const name of systems) {
  if (options.stop) {
    await stopKept(name);
    continue;
  }
  try {
    const { passed, failed } = await test(name);
    total.passed += passed;
    total.failed += failed;
  } catch (error) {
    total.failed += 1;
    console.log(`  FAILED ${name} could not be started: ${error instanceof Error ? error.message : error}`);
  }
}
if (!options.stop && !options['no-tests']) console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
