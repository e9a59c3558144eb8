import { esbuildPlugin } from '@web/dev-server-esbuild';
import { fileURLToPath } from 'node:url';
import { freePort } from './test/support/free-port.mjs';
import { faultServerPlugin } from './test/support/wtr-fault-plugin.mjs';
import { patiencePlugin } from './test/support/wtr-patience-plugin.mjs';
import { treePlugin } from './test/support/wtr-tree-plugin.mjs';
import { chosenLaunchers } from './test/engines/engines.mjs';

const tsconfig = fileURLToPath(new URL('./tsconfig.json', import.meta.url));

/** Suites by folder; `--group` picks one. */
const groups = [
  'core',
  'browser',
  'adapters',
  'store',
  'locales',
  'ui',
  'elements',
  'define',
  'accessibility',
  'suites',
];

export default {
  rootDir: fileURLToPath(new URL('.', import.meta.url)),
  files: `test/{${groups.join(',')}}/**/*.test.ts`,
  port: await freePort(),
  browsers: await chosenLaunchers(),
  concurrentBrowsers: 1,
  // Development builds of the libraries warn on every page; what is tested is what ships.
  nodeResolve: { exportConditions: ['browser', 'production', 'default'] },
  plugins: [
    patiencePlugin(),
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig }),
    faultServerPlugin(),
    treePlugin({ rewrite: process.argv.includes('--rewrite') }),
  ],
  testFramework: { config: { ui: 'bdd', timeout: 30000 } },
  browserStartTimeout: 60000,
  testsStartTimeout: 60000,
  testsFinishTimeout: 300000,
};
