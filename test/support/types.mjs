/** Type checks of every project: all sources and tests, core without the DOM library, the Node-side scripts. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from './glob.mjs';
import { root } from './root.mjs';
import { bin, runNode } from './steps.mjs';

const projects = [
  ['tsconfig.json', ['src/**/*.ts', 'test/**/*.ts']],
  ['src/core/tsconfig.json', ['src/core/**/*.ts']],
  [
    'test/support/tsconfig.node.json',
    ['test/support/vectors*.ts', 'test/support/node/**/*.ts', 'test/bench/**/*.ts'],
  ],
];

let failed = 0;
for (const [project, files] of projects) {
  if (!existsSync(join(root, project)) || globSync(files).length === 0) continue;
  const { code, output } = await runNode([
    bin('@typescript', 'native', 'bin', 'tsc'),
    '-p',
    project,
    '--noEmit',
  ]);
  if (code !== 0) {
    failed += 1;
    console.log(`${project}:\n${output}`);
  }
}
process.exit(failed ? 1 : 0);
