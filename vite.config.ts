import { existsSync, readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import type { Plugin, Rolldown, UserConfig } from 'vite';
import { besideEachOther, cdnEntries, cdnGroups, mapsApart, marksUtf8 } from './test/support/cdn-parts.mjs';
import { leanCssPlugin } from './test/support/lean-css.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const source = (path: string) => join(root, 'src', path);

/** Entry points of the package: name of the file in dist -> source. Tags are found in src/define. */
function libraryEntries(): Record<string, string> {
  const names = [
    'index',
    'core/index',
    'store/index',
    'adapters/rest/index',
    'adapters/rest/check',
    'adapters/local/index',
    'testing/index',
  ];
  const inFolder = (folder: string) =>
    existsSync(source(folder))
      ? readdirSync(source(folder))
          .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
          .map((file) => `${folder}/${basename(file, '.ts')}`)
      : [];
  const all = [...names, ...inFolder('adapters/presets'), ...inFolder('define')];
  return Object.fromEntries(
    all.filter((name) => existsSync(source(`${name}.ts`))).map((name) => [name, source(`${name}.ts`)]),
  );
}

const libraries = [
  /^lit($|\/)/,
  /^@lit\//,
  /^@shoelace-style\/localize/,
  /^idb($|\/)/,
  /^valibot($|\/)/,
  /^d3-array($|\/)/,
];

/** One module per source file, so that an application's bundler drops what it does not use. */
const library: UserConfig = {
  publicDir: false,
  plugins: [leanCssPlugin()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    copyPublicDir: false,
    sourcemap: true,
    minify: false,
    target: 'es2022',
    lib: { entry: libraryEntries(), formats: ['es'] },
    rolldownOptions: {
      external: libraries,
      output: {
        // Helpers of the compiler get a plain place instead of a name with its version.
        entryFileNames: ({ name }) =>
          name.startsWith('_virtual/') ? `internal/${basename(name)}.js` : '[name].js',
        preserveModules: true,
        preserveModulesRoot: join(root, 'src'),
      },
    },
  },
};

/** Files for a script tag, in dist/cdn. */
const script = (
  entry: Record<string, string>,
  format: 'es' | 'iife',
  codeSplitting: Rolldown.OutputOptions['codeSplitting'],
  plugins: Plugin[] = [],
): UserConfig => ({
  publicDir: false,
  plugins: [leanCssPlugin(), besideEachOther(), mapsApart(), ...plugins],
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: 'dist/cdn',
    emptyOutDir: false,
    copyPublicDir: false,
    sourcemap: 'hidden',
    target: 'es2022',
    lib: { entry, formats: [format], name: 'IncidentElements', fileName: (_, name) => `${name}.js` },
    rolldownOptions: {
      preserveEntrySignatures: 'allow-extension',
      output: {
        minify: true,
        comments: { annotation: false },
        chunkFileNames: '[name].js',
        sourcemapFileNames: 'maps/[name].js.map',
        codeSplitting,
      },
    },
  },
});

const parts = cdnEntries();
/** Defines the tags a page has; what the page chooses lies beside it. */
const cdn = script(parts, 'es', { includeDependenciesRecursively: false, groups: cdnGroups(parts) });
/** Everything in one module. */
const all = script({ 'incident-elements.all': source('cdn-all.ts') }, 'es', false);
/** Everything in one script, for pages without modules. */
const classic = script({ 'incident-elements.classic': source('cdn-all.ts') }, 'iife', false, [marksUtf8()]);

/** The portal page. No inline script or style, so that it runs under a strict content security policy. */
const portalRoot = join(root, 'stories', 'scenarios', 'portal');
const portal: UserConfig = {
  root: portalRoot,
  base: './',
  plugins: [leanCssPlugin()],
  server: { fs: { allow: [root] } },
  build: {
    outDir: relative(portalRoot, join(root, 'dist-portal')),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
};

const byMode: Record<string, UserConfig> = { cdn, all, classic, portal };

export default defineConfig(({ mode }) => byMode[mode] ?? library);
