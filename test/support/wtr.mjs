/**
 * Runs tests in a browser and prints failures plainly; the last line is `N passed, N failed`.
 *
 *   node test/support/wtr.mjs
 *   node test/support/wtr.mjs --files 'test/core/sla*.test.ts' --files test/core/calendar.test.ts
 *   node test/support/wtr.mjs --group store
 *   node test/support/wtr.mjs --coverage
 */
import { startTestRunner } from '@web/test-runner';
import { parseArgs } from 'node:util';
import { globSync } from './glob.mjs';
import { plainReporter } from './wtr-reporter.mjs';
import { root } from './root.mjs';

const { values } = parseArgs({
  options: {
    files: { type: 'string', multiple: true },
    group: { type: 'string', multiple: true },
    coverage: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    counts: { type: 'string' },
  },
});

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
const runner = await startTestRunner({
  autoExitProcess: false,
  readCliArgs: false,
  readFileConfig: false,
  config: {
    ...base,
    files: patterns,
    groups: [],
    watch: false,
    coverage: values.coverage,
    coverageConfig: { include: ['src/**/*.ts'], report: true, reporters: ['text-summary'] },
    reporters: [reporter],
  },
});
if (!runner) process.exit(1);
runner.on('stopped', (passed) => process.exit(passed ? 0 : 1));
