import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, it } from 'node:test';
import { globSync } from '../../support/glob.mjs';
import { root } from '../../support/root.mjs';

/** From the ground up; a layer may import from itself and from those before it. */
const order = ['core', 'adapters', 'store', 'controllers', 'elements', 'define', 'bundles'];

/** Folders and files beside the layers, with the highest layer that their users sit above. */
const placed = [
  [/^src\/(core|adapters|store|controllers|elements|define)\//, (match) => match[1]],
  [/^src\/locales\//, () => 'controllers'],
  [/^src\/styles\//, () => 'controllers'],
  [/^src\/events\.ts$/, () => 'controllers'],
  [/^src\/(testing|policy|browser)\//, () => 'adapters'],
  [/^src\/(index\.ts|cdn\.ts)$/, () => 'bundles'],
];

/** Which packages a layer may import. */
const packages = {
  core: [],
  adapters: ['idb', 'valibot'],
  store: ['idb', 'valibot'],
  controllers: ['lit', '@lit/context', '@shoelace-style/localize'],
  elements: ['lit', '@lit/context', '@shoelace-style/localize'],
  define: ['@lit/context'],
  bundles: ['lit'],
};

function layerOf(file) {
  for (const [pattern, name] of placed) {
    const match = pattern.exec(file);
    if (match) return name(match);
  }
  return undefined;
}

/** Static and dynamic imports and re-exports, type-only ones too: a type is an edge as well. */
export function importsOf(source) {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const statements = code.matchAll(/^\s*(?:import|export)\b(?:[^'"`;=()]*?\bfrom)?\s*['"]([^'"\n]+)['"]/gm);
  const calls = code.matchAll(/\bimport\(\s*['"]([^'"\n]+)['"]/g);
  return [...statements, ...calls].map((match) => match[1]);
}

function target(file, specifier) {
  if (!specifier.startsWith('.')) return undefined;
  return posix.join(dirname(file), specifier).replace(/\.js$/, '.ts');
}

const packageName = (specifier) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** Every edge that points the wrong way, as a sentence. */
export function wrongEdges(files) {
  const wrong = [];
  for (const [file, source] of files) {
    const from = layerOf(file);
    if (!from) {
      wrong.push(`${file} lies in no layer: move it into one of ${order.join(', ')}`);
      continue;
    }
    for (const specifier of importsOf(source)) {
      const to = target(file, specifier);
      if (to === undefined) {
        if (!packages[from].includes(packageName(specifier)))
          wrong.push(`${file} (${from}) imports the package ${specifier}`);
      } else if (!specifier.endsWith('.js') && !specifier.endsWith('.css')) {
        wrong.push(`${file} imports ${specifier} without its extension`);
      } else if (order.indexOf(layerOf(to)) > order.indexOf(from)) {
        wrong.push(`${file} (${from}) imports ${to} (${layerOf(to)})`);
      }
    }
  }
  return wrong;
}

const sources = globSync('src/**/*.ts').map((file) => [file, readFileSync(join(root, file), 'utf8')]);

describe('layers', () => {
  it('point one way: core, adapters, store, controllers, elements, define, bundles', () => {
    assert.deepEqual(wrongEdges(sources), []);
  });

  it('have no file in a cycle of imports', () => {
    const graph = new Map(
      sources.map(([file, source]) => [
        file,
        // A cycle of types alone costs nothing at run time.
        importsOf(source.replace(/(?:import|export)\s+type\b[^;]*;/g, ''))
          .map((specifier) => target(file, specifier))
          .filter(Boolean),
      ]),
    );
    const done = new Set();
    const cycles = [];
    const visit = (file, path) => {
      if (path.includes(file))
        return void cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      if (done.has(file)) return;
      done.add(file);
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    };
    for (const file of graph.keys()) visit(file, []);
    assert.deepEqual(cycles, []);
  });

  it('would report an import from core into an element, and a package in core', () => {
    const wrong = wrongEdges([
      [
        'src/core/incident.ts',
        "import {\n  x,\n} from '../elements/incident-form/incident-form.js';\nimport 'lit';",
      ],
      ['src/core/lazy.ts', "const later = () => import('../store/index.js');"],
    ]);
    assert.equal(wrong.length, 3);
  });
});
