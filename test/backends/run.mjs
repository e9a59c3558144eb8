/**
 * Runs the tests against real ticket systems: `npm run test:backends`, or `-- rt` for one of them. The systems are
 * started by scripts beside the project, where those exist; each test file here begins with the name of the system it
 * needs (`rt.backend.ts`, `rt.portal.backend.mjs`).
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { importTs } from '../support/run-ts.mjs';
import { root } from '../support/root.mjs';

const scripts = process.env.INCIDENT_BACKENDS ?? join(dirname(root), 'shared', 'backends');
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const folder = join(root, 'test', 'backends');
const files = readdirSync(folder).filter((file) => /\.backend\.(ts|mjs)$/.test(file));
const nameOf = (file) => file.split('.')[0];
const names = [...new Set(files.map(nameOf))].filter((name) => wanted.length === 0 || wanted.includes(name));

/** A test in plain JavaScript may look for files beside it, so it is not bundled. */
const load = (file) =>
  file.endsWith('.mjs')
    ? import(pathToFileURL(join(folder, file)).href)
    : importTs(join('test', 'backends', file));

/** Starts a system and returns the `KEY=value` lines it prints. */
function start(name) {
  return new Promise((resolve, reject) => {
    const child = spawn(join(scripts, `${name}-up`), { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== 0) reject(new Error(`${name}-up ended with ${code}`));
      else
        resolve(
          Object.fromEntries(
            out
              .split('\n')
              .filter((line) => /^\w+=/.test(line))
              .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
          ),
        );
    });
  });
}

let [passed, failed] = [0, 0];
for (const name of names) {
  if (!existsSync(join(scripts, `${name}-up`))) {
    console.log(
      `${name}: not run, because there is no script to start it here (${name}-up; INCIDENT_BACKENDS names its folder).`,
    );
    continue;
  }
  console.log(`${name}: starting (the first start installs it and can take ten minutes)`);
  let tests;
  try {
    const environment = await start(name);
    const modules = await Promise.all(files.filter((file) => nameOf(file) === name).map(load));
    tests = modules.flatMap((module) => module.default(environment));
  } catch (error) {
    failed++;
    console.log(
      `  FAILED ${name} could not be started: ${error instanceof Error ? error.message : String(error)}`,
    );
    continue;
  }
  for (const { title, run } of tests) {
    const started = Date.now();
    try {
      await run();
      passed++;
      console.log(`  ok ${title} (${Date.now() - started} ms)`);
    } catch (error) {
      failed++;
      console.log(
        `  FAILED ${title}\n    ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    }
  }
}
if (names.length === 0) {
  console.log(`No backend is called ${wanted.join(', ')}.`);
  failed++;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
