import { relative } from 'node:path';
import { writeFileSync } from 'node:fs';
import { root } from './root.mjs';

/** Every test of a suite tree with the titles that lead to it. */
function* tests(suite, titles = []) {
  for (const test of suite.tests ?? []) yield { ...test, title: [...titles, test.name].join(' > ') };
  for (const child of suite.suites ?? []) yield* tests(child, [...titles, child.name]);
}

const indent = (text, by = '      ') => String(text).replace(/^/gm, by);

function printError(error) {
  if (!error) return;
  if (error.message) console.log(indent(`${error.name ?? 'Error'}: ${error.message}`));
  if (error.expected !== undefined || error.actual !== undefined) {
    console.log(indent(`expected: ${error.expected}\nactual:   ${error.actual}`));
  }
  if (error.stack) console.log(indent(String(error.stack).split('\n').slice(0, 6).join('\n')));
}

/** What is said of a test that has waited too long; a wrong value never reads like this. */
const late = /^(Timeout|Browser tests did not|Tests were interrupted|It never came to this)/;

/**
 * Prints one line per file, each failure in full, and at the end the counts. A file that is run again counts by its
 * last run.
 */
export function plainReporter({ verbose = false, countsFile } = {}) {
  /** What came of each file in each browser. */
  const files = new Map();
  const sum = (what) => [...files.values()].reduce((all, one) => all + one[what], 0);

  function report(session, file) {
    const name = relative(root, file);
    let [passed, failed, skipped, spent] = [0, 0, 0, 0];
    const problems = [];
    for (const test of session.testResults ? tests(session.testResults) : []) {
      spent += test.duration ?? 0;
      if (test.skipped) skipped += 1;
      else if (test.passed) passed += 1;
      else {
        failed += 1;
        problems.push({ title: test.title, error: test.error });
      }
      if (verbose) console.log(`    ${test.skipped ? '-' : test.passed ? 'ok' : 'FAIL'} ${test.title}`);
    }
    // A file that could not be loaded has errors and no failed test: it counts as one failure.
    if (session.errors.length > 0 || (!session.passed && failed === 0)) {
      failed += 1;
      const errors = session.errors.length
        ? session.errors
        : [{ message: 'the file ended without a result' }];
      for (const error of errors) problems.push({ title: '(the file itself)', error });
      for (const asset of session.request404s ?? []) problems.push({ title: `404: ${asset}` });
    }
    const slow = spent > 2000 ? ` (${(spent / 1000).toFixed(1)} s)` : '';
    // Once more at the end with its reason: of a long run often only the end is kept.
    const failures = problems.map(
      ({ title, error }) =>
        `${name}: ${title}${error?.message ? ` (${String(error.message).split('\n')[0]})` : ''}`,
    );
    const onlyLate = failed > 0 && problems.every(({ error }) => late.test(error?.message ?? ''));
    files.set(`${session.browser.name} ${file}`, { file, passed, failed, skipped, failures, onlyLate });
    console.log(
      `${failed ? 'FAIL' : '  ok'} ${session.browser.name} ${name}: ${passed} passed, ${failed} failed${slow}`,
    );
    for (const { title, error } of problems) {
      console.log(`    ${title}`);
      printError(error);
      if (error?.cause) printError(error.cause);
    }
    if (failed)
      for (const log of (session.logs ?? []).slice(0, 10))
        console.log(indent(log.join?.(' ') ?? log, '    | '));
  }

  return {
    reportTestFileResults({ sessionsForTestFile, testFile }) {
      for (const session of sessionsForTestFile) report(session, testFile);
    },
    /** Files in which nothing has failed but by waiting too long; none where a wrong value has failed as well. */
    late() {
      const failed = [...files.values()].filter((one) => one.failed > 0);
      return failed.every(({ onlyLate }) => onlyLate) ? [...new Set(failed.map(({ file }) => file))] : [];
    },
    sumUp() {
      const failures = [...files.values()].flatMap((one) => one.failures);
      if (failures.length > 0) console.log(`\nFailed:\n${failures.map((line) => `  ${line}`).join('\n')}`);
      const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map(sum);
      if (skipped > 0) console.log(`${skipped} skipped`);
      if (countsFile) writeFileSync(countsFile, JSON.stringify({ passed, failed, skipped }));
      console.log(`${passed} passed, ${failed} failed`);
    },
  };
}
