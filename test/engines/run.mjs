/**
 * Runs the suites in Firefox and WebKit: `npm run test:engines`.
 *
 *   node test/engines/run.mjs                          both, all suites
 *   node test/engines/run.mjs firefox --group store    one engine, one group
 *   node test/engines/run.mjs --short                  part of `npm test`: where engines differ most, in few minutes
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { testTimeZone } from '../support/browser.mjs';
import { freePort } from '../support/free-port.mjs';
import { counts, runNode, seconds } from '../support/steps.mjs';
import { launchers, present, provide, webkitPrograms } from './engines.mjs';

/** Storage, tabs, form association, focus, windowed rows: what each engine does in its own way. */
const shortFiles = [
  'store/outbox',
  'store/files',
  'store/storage-fails',
  'store/tabs',
  'suites/form-association',
  'elements/incident-form',
  'elements/incident-priority-matrix',
  'elements/incident-timeline-window',
];
const args = process.argv.slice(2);
const short = args.includes('--short');
const named = args.filter((word) => word in launchers);
const rest = short
  ? shortFiles.flatMap((file) => ['--files', `test/${file}.test.ts`])
  : args.filter((word) => !(word in launchers));
const wanted = named.length > 0 ? named : ['firefox', 'webkit'];
// Whoever only runs `npm test` is not made to install browsers; continuous integration is.
const chosen = short && !process.env.CI ? wanted.filter((engine) => present[engine]()) : wanted;

async function answers(url) {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    const ready = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await wait(200);
  }
  throw new Error(`Nothing answers at ${url}.`);
}

/** Starts a screen of a number that is free, and waits until it can be drawn on. */
async function startScreen(program) {
  const screen = spawn(program, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const ended = once(screen, 'exit').then(() => {
    throw new Error('Xvfb did not start.');
  });
  ended.catch(() => {});
  const [number] = await Promise.race([once(screen.stdio[3], 'data'), ended]);
  return { screen, display: `:${String(number).trim()}` };
}

/** A virtual screen and the driver; gives the driver's port and the function that ends both. */
async function startWebkit() {
  const programs = webkitPrograms();
  const { screen, display } = await startScreen(programs.screen);
  const port = await freePort();
  const driver = spawn(programs.driver, ['--host=127.0.0.1', `--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: display, TZ: testTimeZone, LANGUAGE: 'en_US' },
  });
  const stop = () => [driver, screen].forEach((child) => child.kill());
  process.on('exit', stop);
  await answers(`http://127.0.0.1:${port}/status`);
  return { port, stop };
}

const total = { passed: 0, failed: 0 };
for (const engine of chosen) {
  const started = Date.now();
  console.log(`\n--- ${engine}`);
  if (short && !provide[engine]()) {
    console.log(`Not run: ${engine} is not on this machine and could not be installed.`);
    continue;
  }
  let stop = () => {};
  try {
    let port = 0;
    if (engine === 'webkit') ({ port, stop } = await startWebkit());
    const env = { ENGINES: engine, WEBKIT_DRIVER_PORT: String(port) };
    const { code, output } = await runNode(['test/support/wtr.mjs', ...rest], { live: true, env });
    const found = counts(output) ?? { passed: 0, failed: 1 };
    total.passed += found.passed;
    total.failed += Math.max(found.failed, code === 0 ? 0 : 1);
  } catch (error) {
    total.failed += 1;
    console.log(error.message);
  } finally {
    stop();
  }
  console.log(`${engine}: ${seconds(started)}`);
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed ? 1 : 0);
