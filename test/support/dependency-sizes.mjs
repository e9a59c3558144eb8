/** What the built package takes of each library, minified and gzipped. */
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { distFiles } from '../package/dist-files.mjs';
import { root } from './root.mjs';

const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const statement = /\bimport\s*(?:\{([^}]*)\}|\*\s*as\s+(\w+))\s*from\s*["']([^"'.][^"']*)["']/g;

/** Module of a library -> names the package imports from it. */
function namesUsed() {
  const used = new Map();
  for (const file of distFiles('.js').filter((path) => !path.startsWith('dist/cdn/'))) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, list, namespace, specifier] of text.matchAll(statement)) {
      const names = namespace
        ? [...text.matchAll(new RegExp(`\\b${namespace}\\.(\\w+)`, 'g'))].map(([, name]) => name)
        : list.split(',').map((name) => name.trim().split(/\s+as\s+/)[0]);
      const known = used.get(specifier) ?? used.set(specifier, new Set()).get(specifier);
      for (const name of names) if (name) known.add(name);
    }
  }
  return used;
}

async function bytesOf(lines) {
  const { outputFiles } = await build({
    stdin: { contents: lines.join('\n'), resolveDir: root },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['browser', 'production'],
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    logLevel: 'error',
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}

/** @returns {Promise<{name: string, bytes: number}[]>} each alone, with what it needs itself */
export async function dependencySizes() {
  const used = [...namesUsed()];
  const rows = Object.keys(dependencies).map(async (name) => {
    const lines = used
      .filter(([specifier]) => specifier === name || specifier.startsWith(`${name}/`))
      .map(([specifier, names]) => `export { ${[...names].join(', ')} } from '${specifier}';`);
    return { name, bytes: await bytesOf(lines) };
  });
  return Promise.all(rows);
}
