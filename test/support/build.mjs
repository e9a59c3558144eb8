/**
 * Builds the package into dist: modules, type declarations, single-file bundles, generated data.
 * `--portal` builds the portal page into dist-portal instead.
 */
import { bin, runNode, seconds } from './steps.mjs';

const vite = bin('vite', 'bin', 'vite.js');
const tsc = bin('@typescript', 'native', 'bin', 'tsc');

const portal = [['portal page', [vite, 'build', '--mode', 'portal', '--logLevel', 'warn']]];
const library = [
  ['modules', [vite, 'build', '--logLevel', 'warn']],
  ['type declarations', [tsc, '-p', 'test/support/tsconfig.build.json']],
  ['script-tag module and its parts', [vite, 'build', '--mode', 'cdn', '--logLevel', 'warn']],
  ['script-tag module in one file', [vite, 'build', '--mode', 'all', '--logLevel', 'warn']],
  ['classic script', [vite, 'build', '--mode', 'classic', '--logLevel', 'warn']],
  ['manifest, schemas and tokens', ['test/support/generate.mjs', '--dist']],
];

for (const [name, args] of process.argv.includes('--portal') ? portal : library) {
  const started = Date.now();
  const { code, output } = await runNode(args);
  if (output.trim()) console.log(output.trim());
  if (code !== 0) {
    console.error(`The build stopped at: ${name}.`);
    process.exit(1);
  }
  console.log(`built ${name} (${seconds(started)})`);
}
