/** Measures what a page downloads: bundled, minified, gzipped. */
import { build } from 'esbuild';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { globSync } from './glob.mjs';
import { leanCss } from './lean-css.mjs';
import { root } from './root.mjs';

const source = (entry) => join(root, 'src', `${entry}.ts`);
const exists = (entry) => existsSync(source(entry));

// What an element library uses of them; named, because `export *` would keep what nobody calls.
const litLines = [
  "export { LitElement, html, css, nothing } from 'lit';",
  "export { customElement, property, state, query } from 'lit/decorators.js';",
  "export { classMap } from 'lit/directives/class-map.js';",
  "export { ifDefined } from 'lit/directives/if-defined.js';",
  "export { repeat } from 'lit/directives/repeat.js';",
  "export { live } from 'lit/directives/live.js';",
];
const contextLines = [
  "export { createContext, ContextProvider, ContextConsumer, ContextRoot } from '@lit/context';",
];
const idbLines = ["export { openDB } from 'idb';"];
const baseLines = [...litLines, ...contextLines, ...idbLines];

const libraries = {
  lit: litLines,
  '@lit/context': contextLines,
  idb: idbLines,
  '@shoelace-style/localize': [
    "export { LocalizeController, registerTranslation } from '@shoelace-style/localize';",
  ],
};

/** A namespace per entry keeps everything an entry exports, as a page that uses all of it would. */
const entryLines = (entries) =>
  entries.map((entry, i) => `export * as part${i} from ${JSON.stringify(source(entry))};`);

/** What the published build does to style sheets. */
const leanCssPlugin = {
  name: 'lean-css',
  setup(build) {
    build.onLoad({ filter: /[/\\]src[/\\].*\.ts$/ }, ({ path }) => ({
      contents: leanCss(readFileSync(path, 'utf8')),
      loader: 'ts',
    }));
  },
};

async function bundle(lines, { splitting = false } = {}) {
  const result = await build({
    stdin: { contents: lines.join('\n'), resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    minify: true,
    splitting,
    format: 'esm',
    outdir: 'out',
    target: 'es2022',
    conditions: ['browser', 'production'],
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    tsconfig: join(root, 'tsconfig.json'),
    plugins: [leanCssPlugin],
    metafile: true,
    logLevel: 'error',
  });
  const gzip = (file) => gzipSync(file.contents, { level: 9 }).length;
  const first = reachable(result.metafile.outputs);
  const sizes = result.outputFiles.map((file) => [basename(file.path), gzip(file)]);
  const sum = (list) => list.reduce((total, [, size]) => total + size, 0);
  return {
    all: sum(sizes),
    first: sum(sizes.filter(([name]) => first.has(name))),
    inputs: Object.values(result.metafile.outputs).flatMap((output) => Object.entries(output.inputs)),
  };
}

/** Files that the entry loads at once: static imports only. */
function reachable(outputs) {
  const found = new Set();
  const visit = (path) => {
    if (found.has(basename(path))) return;
    found.add(basename(path));
    for (const next of outputs[path].imports) if (next.kind === 'import-statement') visit(next.path);
  };
  visit(
    Object.keys(outputs).find((path) => outputs[path].entryPoint !== undefined && path.endsWith('stdin.js')),
  );
  return found;
}

/** Minified bytes of each package inside a bundle, largest first; the rest is our own. */
function shares(inputs) {
  const byPackage = new Map();
  for (const [path, { bytesInOutput }] of inputs) {
    const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? 'incident-elements';
    byPackage.set(found, (byPackage.get(found) ?? 0) + bytesInOutput);
  }
  return [...byPackage].sort((a, b) => b[1] - a[1]);
}

/**
 * Rows of the size table: the base, what has a budget, each element alone, each library.
 * @param {{details?: boolean}} options with details: elements and libraries too, and the first load of each
 */
export async function measure({ details = false } = {}) {
  const file = JSON.parse(readFileSync(join(root, 'test/package/size-budget.json'), 'utf8'));
  const base = (await bundle(baseLines)).all;
  const rows = [{ name: file.base.name, bytes: base, base: true }];
  for (const { name, entries, above, counts, budget, stretch } of file.budgets) {
    const missing = entries.filter((entry) => !exists(entry));
    if (missing.length > 0) {
      rows.push({ name, problem: `src has no ${missing.join(', ')}`, budget, stretch });
      continue;
    }
    const lines = [...(above ? baseLines : []), ...entryLines(entries)];
    const whole = await bundle(lines).catch((error) => ({ problem: error.message }));
    if (whole.problem) {
      rows.push({ name, problem: whole.problem, budget, stretch });
      continue;
    }
    const row = {
      name,
      bytes: whole.all - (above ? base : 0),
      budget,
      stretch,
      shares: shares(whole.inputs),
    };
    // Lazily loaded parts count, unless the budget says that it is about what a page loads at first.
    if (details || counts === 'first') {
      row.first = (await bundle(lines, { splitting: true })).first - (above ? base : 0);
    }
    row.counted = counts === 'first' ? row.first : row.bytes;
    rows.push(row);
  }
  if (!details) return rows;
  for (const path of globSync('src/define/incident-*.ts')) {
    const tag = basename(path, '.ts');
    const lines = entryLines([`define/${tag}`]);
    rows.push({
      name: `<${tag}> alone`,
      bytes: (await bundle(lines)).all,
      first: (await bundle(lines, { splitting: true })).first,
    });
  }
  for (const [name, lines] of Object.entries(libraries)) {
    rows.push({ name: `${name} (library)`, bytes: (await bundle(lines)).all });
  }
  return rows;
}
