/**
 * Runs the suites in Firefox and WebKit: `npm run test:engines`.
 *
 *   node test/engines/run.mjs                          both, all suites
 *   node test/engines/run.mjs firefox --group store    one engine, one group
 *   node test/engines/run.mjs --short                  part of `npm test`: where engines differ most, in few minutes
 */
import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { testTimeZone } from '../support/browser.mjs';
import { counts, runNode, seconds } from '../support/steps.mjs';
import { launchers, present, provide, webkitPrograms } from './engines.mjs';

/** Storage, tabs, form association, focus, windowed rows: what each engine does in its own way. */
const shortFiles = [
  'store/outbox',
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
const driverPort = 4455;

async function answers(url) {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const ready = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await wait(200);
  }
  throw new Error(`Nothing answers at ${url}.`);
}

/** A virtual screen and the driver; gives the function that ends both. */
async function startWebkit() {
  const programs = webkitPrograms();
  const display = `:${90 + (process.pid % 9)}`;
  const screen = spawn(programs.screen, [display, '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: 'ignore',
  });
  await wait(1000);
  const driver = spawn(programs.driver, ['--host=127.0.0.1', `--port=${driverPort}`], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: display, TZ: testTimeZone, LANGUAGE: 'en_US' },
  });
  const stop = () => [driver, screen].forEach((child) => child.kill());
  process.on('exit', stop);
  await answers(`http://127.0.0.1:${driverPort}/status`);
  return stop;
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
    if (engine === 'webkit') stop = await startWebkit();
    const env = { ENGINES: engine, WEBKIT_DRIVER_PORT: String(driverPort) };
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
