/**
 * Runs the suites in Firefox and WebKit: `npm run test:engines`.
 *
 *   node test/engines/run.mjs                          both, all suites
 *   node test/engines/run.mjs firefox --group store    one engine, one group
 */
import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { testTimeZone } from '../support/browser.mjs';
import { counts, runNode, seconds } from '../support/steps.mjs';
import { launchers, webkitPrograms } from './engines.mjs';

const args = process.argv.slice(2);
const named = args.filter((word) => word in launchers);
const rest = args.filter((word) => !(word in launchers));
const chosen = named.length > 0 ? named : ['firefox', 'webkit'];
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
