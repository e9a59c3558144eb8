/** Formats the sources, or with `--check` names the files that are not formatted. */
import { bin, run } from './steps.mjs';

const globs = [
  '*.{js,mjs,ts,json}',
  '{src,stories,.storybook}/**/*.{ts,css,json}',
  'test/**/*.{ts,mjs,css}',
  'test/package/*.json',
];
const mode = process.argv.includes('--check') ? '--check' : '--write';
const prettier = bin('prettier', 'bin', 'prettier.cjs');
const { code } = await run(
  process.execPath,
  [
    prettier,
    mode,
    '--log-level',
    mode === '--check' ? 'warn' : 'log',
    '--no-error-on-unmatched-pattern',
    ...globs,
  ],
  { live: true },
);
process.exit(code);
