/** How the sources are laid out: which room may import which, no circle, and one way to load late. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, it } from 'node:test';
import ts from 'typescript';
import { globSync } from '../../support/glob.mjs';
import { root } from '../../support/root.mjs';

/**
 * From the ground up: core, adapters, store, ui, elements, define, cdn; browser and locales stand on core beside them.
 * A room imports from itself and from those it names.
 */
const rooms = {
  core: { from: [], packages: [] },
  browser: { from: ['core'], packages: ['idb'] },
  locales: { from: ['core'], packages: [] },
  /** The port. */
  adapters: { from: ['core', 'browser'], packages: ['idb', 'valibot'] },
  'adapters/local': { from: ['core', 'browser', 'adapters'], packages: ['idb'] },
  'adapters/rest': { from: ['core', 'browser', 'adapters'], packages: ['valibot'] },
  'adapters/presets': { from: ['core', 'browser', 'adapters', 'adapters/rest'], packages: [] },
  testing: { from: ['core', 'adapters'], packages: [] },
  /** The checks of a policy somebody wrote. */
  policy: { from: ['core'], packages: ['valibot'] },
  store: { from: ['core', 'browser', 'adapters'], packages: ['idb'] },
  ui: {
    from: ['core', 'browser', 'locales', 'adapters', 'store'],
    packages: ['lit', '@lit/context', '@shoelace-style/localize'],
  },
  elements: {
    from: ['core', 'browser', 'locales', 'policy', 'store', 'ui'].concat(
      ['', '/local', '/rest', '/presets'].map((adapter) => `adapters${adapter}`),
    ),
    packages: ['lit', '@lit/context', 'd3-array'],
  },
  define: { from: ['browser', 'ui', 'elements'], packages: [] },
};
/** The entries in src itself. */
const above = { from: Object.keys(rooms).filter((name) => name !== 'testing'), packages: [] };
const roomNamed = (name) => (name === 'cdn' ? above : rooms[name]);

/** What somebody chooses: a tag, an adapter or a preset, a language, or a profile or policy that has to be checked. */
const chosen = [
  /^src\/define\/incident-[\w-]+\.ts$/,
  /^src\/adapters\/(?:local|rest)\/index\.ts$/,
  /^src\/adapters\/presets\/[\w-]+\.ts$/,
  /^src\/locales\/[\w-]+\.ts$/,
  /^src\/(?:core|policy|adapters)\/(?:[\w-]+\/)*[\w-]*(?:check|schema)\.ts$/,
];

function roomOf(file) {
  if (/^src\/[\w-]+\.ts$/.test(file)) return 'cdn';
  const [, first, second] = /^src\/([\w-]+)\/(?:([\w-]+)\/)?/.exec(file) ?? [];
  return [`${first}/${second}`, first].find((name) => Object.hasOwn(rooms, name));
}

const isImportCall = (node) =>
  ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;

/** Every import of a file, with its node; types and re-exports too. */
function importsOf(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : isImportCall(node)
          ? node.arguments[0]
          : ts.isImportTypeNode(node)
            ? node.argument.literal
            : undefined;
    if (specifier) found.push({ specifier: specifier.text, node, source });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.map(({ specifier = '', ...rest }) => ({
    ...rest,
    specifier,
    target: specifier.startsWith('.')
      ? posix.join(dirname(file), specifier).replace(/\.js$/, '.ts')
      : undefined,
  }));
}

const packageOf = (specifier) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** Every import that points the wrong way, as a sentence. */
function wrongEdges(files) {
  return files.flatMap(([file, imports]) => {
    const room = roomOf(file);
    if (!room) return [`${file} lies in no room: move it into one of ${Object.keys(rooms).join(', ')}`];
    return imports.flatMap(({ specifier, target }) => {
      if (target === undefined)
        return roomNamed(room).packages.includes(packageOf(specifier))
          ? []
          : [`${file} (${room}) imports the package ${specifier}`];
      if (!/\.(?:js|css)$/.test(specifier)) return [`${file} imports ${specifier} without its extension`];
      const to = roomOf(target);
      return to === room || roomNamed(room).from.includes(to)
        ? []
        : [`${file} (${room}) imports ${target} (${to})`];
    });
  });
}

/** Groups of files that import each other in a circle (Tarjan's strongly connected components). */
function circles(files) {
  const next = new Map(
    files.map(([file, imports]) => [file, imports.map(({ target }) => target).filter(Boolean)]),
  );
  const found = [];
  const order = new Map();
  const lowest = new Map();
  const stack = [];
  function visit(file) {
    order.set(file, order.size);
    lowest.set(file, order.get(file));
    stack.push(file);
    for (const target of next.get(file) ?? []) {
      if (!order.has(target)) visit(target);
      if (stack.includes(target)) lowest.set(file, Math.min(lowest.get(file), lowest.get(target)));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const group = stack.splice(stack.indexOf(file));
    if (group.length > 1 || next.get(file)?.includes(file)) found.push(group.sort());
  }
  for (const file of next.keys()) if (!order.has(file)) visit(file);
  return found;
}

function ancestor(node, holds) {
  for (let at = node.parent; at; at = at.parent) if (holds(at)) return at;
  return undefined;
}

const mentions = (node, name) =>
  (ts.isIdentifier(node) && node.text === name) ||
  Boolean(ts.forEachChild(node, (child) => mentions(child, name) || undefined));

/** In the argument of `lateLoad`, or a row of a table that the same file hands to it. */
function isLateLoad({ node, source }) {
  const inCall = ancestor(node, (at) => ts.isCallExpression(at) && at.expression.getText() === 'lateLoad');
  if (inCall) return true;
  const table = ancestor(node, ts.isVariableDeclaration);
  if (!table?.initializer || !ts.isObjectLiteralExpression(table.initializer)) return false;
  const name = table.name.getText();
  return source.statements.some(
    (statement) =>
      !ts.isImportDeclaration(statement) &&
      !statement.getText().includes(table.getText()) &&
      mentions(statement, name) &&
      mentions(statement, 'lateLoad'),
  );
}

/** Every `import()` that is not the one way, or fetches what nobody chooses. */
function otherLateLoads(files) {
  return files.flatMap(([file, imports]) =>
    imports
      .filter(({ node }) => isImportCall(node))
      .flatMap((found) => {
        if (!isLateLoad(found)) return [`${file} loads ${found.specifier} without lateLoad`];
        if (!chosen.some((pattern) => pattern.test(found.target ?? '')))
          return [`${file} loads ${found.specifier} late, and nobody chooses it`];
        return [];
      }),
  );
}

const parsed = (sources) => sources.map(([file, text]) => [file, importsOf(file, text)]);
const sources = parsed(globSync('src/**/*.ts').map((file) => [file, readFileSync(join(root, file), 'utf8')]));

describe('the house', () => {
  it('has rooms that import one way', () => {
    assert.equal(wrongEdges(sources).join('\n'), '');
  });

  it('has no circle of imports, types included', () => {
    assert.equal(
      circles(sources)
        .map((files) => files.join(', '))
        .join('\n'),
      '',
    );
  });

  it('loads late in one way, and only what somebody chooses', () => {
    assert.equal(otherLateLoads(sources).join('\n'), '');
  });
});

describe('a house laid out otherwise', () => {
  const element = 'src/elements/incident-form/incident-form.ts';

  it('is refused for an import from core into an element, for a package in core and for a place of its own', () => {
    const wrong = wrongEdges(
      parsed([
        [
          'src/core/incident.ts',
          "import {\n  x,\n} from '../elements/incident-form/incident-form.js';\nimport 'lit';",
        ],
        ['src/core/late.ts', "const store = () => import('../store/store.js');"],
        ['src/core/type.ts', "export type A = import('../adapters/adapter.js').Adapter;"],
        ['src/adapters/rest/client.ts', "import type { P } from '../presets/rt.js';"],
        ['src/store/view.ts', "import { restAdapter } from '../adapters/rest/index.js';"],
        ['src/parts/a.ts', ''],
      ]),
    );
    assert.equal(wrong.length, 7, wrong.join('\n'));
  });

  it('is refused for two files that need each other, if only for a type', () => {
    const three = [
      ['src/core/a.ts', "import type { B } from './b.js';"],
      ['src/core/b.ts', "export * from './c.js';"],
      ['src/core/c.ts', "import { a } from './a.js';"],
      ['src/core/d.ts', "import { a } from './a.js';"],
    ];
    assert.deepEqual(circles(parsed(three)), [['src/core/a.ts', 'src/core/b.ts', 'src/core/c.ts']]);
    assert.deepEqual(circles(parsed(three.slice(1))), []);
  });

  it('is refused for a second way to load late, and for cutting off what nobody chooses', () => {
    const once = (text, file = 'src/adapters/presets/index.ts') =>
      otherLateLoads(parsed([[file, text]])).length;
    const row = "const presets = { rt: () => import('./rt.js') };";
    assert.equal(once("const rt = lateLoad(() => import('./rt.js'));"), 0);
    assert.equal(once(`${row}\nconst load = (name) => lateLoad(presets[name]);`), 0);
    assert.equal(once("const all = { rt: lateLoad(() => import('./rt.js')) };"), 0);
    assert.equal(once(row), 1);
    assert.equal(once("const rt = await import('./rt.js');"), 1);
    assert.equal(once("const more = lateLoad(() => import('./more.js'));", element), 1);
  });
});
