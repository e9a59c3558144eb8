/**
 * Bundles a TypeScript entry for Node and runs it with the remaining arguments:
 *
 *   node test/support/run-ts.mjs test/support/vectors.ts sla vectors.json
 *
 * `--` between script and arguments is accepted and dropped.
 */
import { build } from 'esbuild';
import { mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './root.mjs';

const folder = join(root, 'node_modules', '.cache', 'run-ts');

/** Bundles `entry` (a path from the project's folder) and returns the file to import. Packages stay outside. */
export async function bundleForNode(entry, name = basename(entry).replace(/\.[^.]+$/, '')) {
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${name}-${process.pid}.mjs`);
  await build({
    entryPoints: [resolve(root, entry)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    tsconfig: join(root, 'tsconfig.json'),
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}

/** Bundles and imports a TypeScript module. */
export async function importTs(entry) {
  return import(pathToFileURL(await bundleForNode(entry)).href);
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const [entry, ...rest] = process.argv.slice(2);
  if (!entry) {
    console.error('Usage: node test/support/run-ts.mjs FILE.ts [arguments]');
    process.exit(1);
  }
  process.setSourceMapsEnabled?.(true);
  const file = await bundleForNode(entry);
  process.argv = [process.argv[0], file, ...rest.filter((word, i) => !(word === '--' && i === 0))];
  await import(pathToFileURL(file).href);
}
