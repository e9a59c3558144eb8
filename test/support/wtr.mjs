/**
 * Runs tests in a browser and prints failures plainly; the last line is `N passed, N failed`.
 *
 *   node test/support/wtr.mjs
 *   node test/support/wtr.mjs --files 'test/core/sla*.test.ts' --files test/core/calendar.test.ts
 *   node test/support/wtr.mjs --group store
 *   node test/support/wtr.mjs --coverage
 *   node test/support/wtr.mjs --group accessibility --rewrite    what a screen reader is told is right as it is now
 */
import { startTestRunner } from '@web/test-runner';
import { parseArgs } from 'node:util';
import { chosenLaunchers } from '../engines/engines.mjs';
import { freePort } from './free-port.mjs';
import { globSync } from './glob.mjs';
import { plainReporter } from './wtr-reporter.mjs';
import { root } from './root.mjs';

const { values } = parseArgs({
  options: {
    files: { type: 'string', multiple: true },
    group: { type: 'string', multiple: true },
    coverage: { type: 'boolean', default: false },
    // Read by the configuration.
    rewrite: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    counts: { type: 'string' },
  },
});

/** So many files are run again; where more have failed it is not for want of time. */
const mostAgain = 4;

process.chdir(root);
const { default: base } = await import('../../web-test-runner.config.mjs');

const patterns =
  values.files ?? (values.group ? values.group.map((group) => `test/${group}/**/*.test.ts`) : [base.files]);
if (globSync(patterns).length === 0) {
  console.error(`No test file matches ${patterns.join(', ')}.`);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

const reporter = plainReporter({ verbose: values.verbose, countsFile: values.counts });

/** Runs these files to their end. */
async function run(files, more = {}) {
  const runner = await startTestRunner({
    autoExitProcess: false,
    readCliArgs: false,
    readFileConfig: false,
    config: {
      ...base,
      files,
      groups: [],
      watch: false,
      coverage: values.coverage,
      coverageConfig: { include: ['src/**/*.ts'], report: true, reporters: ['text-summary'] },
      reporters: [reporter],
      ...more,
    },
  });
  if (!runner) process.exit(1);
  return new Promise((done) => runner.on('stopped', done));
}

let passed = await run(patterns);
const late = reporter.late();
if (!passed && late.length > 0 && late.length <= mostAgain) {
  // A busy machine may be too slow for any wait. What is broken fails again where nothing runs beside it.
  console.log('\nNothing has failed but by waiting too long. Once more, one file at a time:');
  passed = await run(late, { browsers: await chosenLaunchers(), port: await freePort(), concurrency: 1 });
}
reporter.sumUp();
process.exit(passed ? 0 : 1);
