import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from './glob.mjs';
import { root } from './root.mjs';
import { runNode } from './steps.mjs';

const changedAt = (file) => statSync(join(root, file)).mtimeMs;

/** Builds what a script reads, unless it is newer than every source. */
export async function builtFrom(output, patterns, args) {
  const path = join(root, output);
  const newest = Math.max(...globSync(patterns).map(changedAt));
  if (existsSync(path) && statSync(path).mtimeMs > newest) return;
  const { code, output: text } = await runNode(args);
  if (code !== 0) throw new Error(`The build failed:\n${text}`);
}

/** The files of dist/cdn. */
export const builtCdn = () =>
  builtFrom(
    'dist/cdn/incident-elements.classic.js',
    ['src/**/*.ts', 'vite.config.ts', 'test/support/{build,cdn-parts,lean-css}.mjs'],
    ['test/support/build.mjs'],
  );
