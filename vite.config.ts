import { existsSync, readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import type { UserConfig } from 'vite';
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

const libraries = [/^lit($|\/)/, /^@lit\//, /^@shoelace-style\/localize/, /^idb($|\/)/, /^valibot($|\/)/];

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

/** The bundle that registers all tags by itself, for a script tag. */
const script = (format: 'es' | 'iife', file: string): UserConfig => ({
  publicDir: false,
  plugins: [leanCssPlugin()],
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: 'dist/cdn',
    emptyOutDir: format === 'es',
    copyPublicDir: false,
    sourcemap: true,
    target: 'es2022',
    lib: { entry: source('cdn.ts'), formats: [format], name: 'IncidentElements', fileName: () => file },
    rolldownOptions: {
      preserveEntrySignatures: 'allow-extension',
      output: { minify: true, chunkFileNames: 'parts/[name]-[hash].js', codeSplitting: format === 'es' },
    },
  },
});

/** One module for a page; languages, adapters and figures it does not use stay beside it as parts. */
const cdn = script('es', 'incident-elements.js');
/** The same for pages without modules: everything in one file. */
const classic = script('iife', 'incident-elements.classic.js');

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

const byMode: Record<string, UserConfig> = { cdn, classic, portal };

export default defineConfig(({ mode }) => byMode[mode] ?? library);
