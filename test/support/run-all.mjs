/**
 * Everything CI runs, step by step: `npm test`. A step that runs tests counts its tests, any other step counts as
 * one check. The last line is `N passed, N failed`.
 *
 *   node test/support/run-all.mjs             all steps
 *   node test/support/run-all.mjs lint size   only these
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { present } from '../engines/engines.mjs';
import { globSync } from './glob.mjs';
import { root } from './root.mjs';
import { bin, counts, runNode, seconds } from './steps.mjs';

const has = (path) => existsSync(join(root, path));
const nodeTests = (...globs) => ['--test', '--test-reporter=spec', ...globSync(globs)];

/** Node's own test runner ends with lines of its own. */
function nodeCounts(output) {
  const number = (word) => Number(new RegExp(`^(?:ℹ|#) ${word} (\\d+)`, 'm').exec(output)?.[1] ?? NaN);
  const failed = number('fail') + number('cancelled');
  return Number.isNaN(failed) ? undefined : { passed: number('pass'), failed };
}

const steps = [
  {
    name: 'types',
    args: ['test/support/types.mjs'],
    help: 'Fix the types it names; src/core is compiled without the DOM library on purpose.',
  },
  {
    name: 'lint',
    args: [bin('eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0'],
    help: '`npx eslint . --fix` repairs part of it.',
  },
  {
    name: 'format',
    args: ['test/support/format.mjs', '--check'],
    help: '`npm run format` rewrites the files.',
  },
  {
    name: 'source rules',
    args: nodeTests('test/package/source/*.test.mjs'),
    count: nodeCounts,
    help: 'An import against the layers, a banned construct, or a token that is used and not defined.',
  },
  {
    name: 'browser tests',
    args: ['test/support/wtr.mjs'],
    count: counts,
    live: true,
    help: "One file alone: `npm run test:only -- --files 'test/core/<name>.test.ts'`.",
  },
  {
    name: 'other engines',
    when: () => process.env.CI || present.firefox() || present.webkit(),
    optional: true,
    args: ['test/engines/run.mjs', '--short'],
    count: counts,
    live: true,
    help: '`npm run test:engines` runs all of them; `node test/engines/run.mjs webkit --files <file>` one file.',
  },
  { name: 'build', args: ['test/support/build.mjs'], help: '`npm run build` shows it alone.' },
  {
    name: 'package tests',
    needs: 'build',
    args: nodeTests('test/package/*.test.mjs'),
    count: nodeCounts,
    help: 'They read dist; `npm run build` first when you run one alone with `node --test`.',
  },
  {
    name: 'publint',
    needs: 'build',
    args: [bin('publint', 'src', 'cli.js'), '--strict', '--pack', 'npm'],
    help: 'The fields of package.json and dist do not agree.',
  },
  {
    name: 'types of each entry',
    needs: 'build',
    args: [
      bin('@arethetypeswrong', 'cli', 'dist', 'index.js'),
      '--pack',
      '.',
      '--profile',
      'esm-only',
      '--no-emoji',
      '--quiet',
      '--exclude-entrypoints',
      './tokens.css',
    ],
    env: { npm_config_ignore_scripts: 'true' },
    // A package without any declaration is no error to this tool.
    refuse: /does not contain types/,
    help: 'An entry of `exports` has no declarations, or declarations that resolve to something else.',
  },
  {
    name: 'generated files',
    needs: 'build',
    args: ['test/support/generate.mjs', '--check'],
    help: '`npm run generate` rewrites the tables in the README; commit them.',
  },
  {
    name: 'size budget',
    needs: 'build',
    args: ['test/support/size.mjs'],
    live: true,
    help: 'Make it smaller, or change test/package/size-budget.json and say why in the commit.',
  },
  {
    name: 'portal page',
    when: () => has('stories/scenarios/portal/index.html'),
    args: ['test/support/build.mjs', '--portal'],
    help: 'stories/scenarios/portal no longer builds.',
  },
  {
    name: 'scenarios',
    when: () => has('stories/scenarios/portal/index.html'),
    // A page that answers no more must not hold up everything behind it.
    args: nodeTests('test/scenarios/*.test.mjs').toSpliced(
      1,
      0,
      '--test-concurrency=2',
      '--test-timeout=300000',
    ),
    count: nodeCounts,
    help: 'Whole journeys on the built portal; one alone: `node --test test/scenarios/<name>.test.mjs`.',
  },
  {
    name: 'Storybook build',
    when: () => globSync('stories/**/*.stories.ts').length > 0,
    args: [
      bin('storybook', 'dist', 'bin', 'dispatcher.js'),
      'build',
      '--quiet',
      '--disable-telemetry',
      '-o',
      'storybook-static',
    ],
    env: { STORYBOOK_DISABLE_TELEMETRY: '1' },
    help: '`npm run build:storybook` shows it alone.',
  },
  {
    name: 'stories',
    needs: 'Storybook build',
    when: () => globSync('stories/**/*.stories.ts').length > 0,
    args: ['test/support/stories.mjs'],
    count: counts,
    live: true,
    help: '`npm run storybook` and open the story it names.',
  },
];

const only = process.argv.slice(2);
const chosen = steps.filter(
  (step) => (only.length ? only.includes(step.name) : true) && (step.when?.() ?? true),
);
const total = { passed: 0, failed: 0 };
const failures = [];
const began = Date.now();

for (const step of chosen) {
  const started = Date.now();
  console.log(`\n--- ${step.name}`);
  if (failures.includes(step.needs)) {
    total.failed += 1;
    failures.push(step.name);
    console.log(`FAIL ${step.name}: not run, because "${step.needs}" failed`);
    continue;
  }
  const { code, output } = await runNode(step.args, { live: step.live, env: step.env });
  const counted = step.count?.(output);
  // A step that exits badly without a failed test (it crashed) still fails; so does one that counted nothing, unless
  // what it tests may be missing on a machine.
  const ran = !step.count || counted?.passed > 0 || (step.optional && counted);
  const clean = code === 0 && ran && !step.refuse?.test(output);
  const failed = Math.max(counted?.failed ?? 0, clean ? 0 : 1);
  const passed = counted?.passed ?? (failed ? 0 : 1);
  total.passed += passed;
  total.failed += failed;
  if (failed) {
    failures.push(step.name);
    if (!step.live) console.log(output.trim());
    console.log(`Step "${step.name}" failed. ${step.help}`);
  }
  console.log(
    `${failed ? 'FAIL' : '  ok'} ${step.name}: ${passed} passed, ${failed} failed (${seconds(started)})`,
  );
}

console.log(
  `\n${chosen.length} steps in ${seconds(began)}${failures.length ? `; failed: ${failures.join(', ')}` : ''}`,
);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && chosen.length > 0 ? 0 : 1);
