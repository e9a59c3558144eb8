import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import { fileURLToPath } from 'node:url';
import { launchOptions } from './test/support/browser.mjs';
import { faultServerPlugin } from './test/support/wtr-fault-plugin.mjs';
import { enginesFromEnvironment } from './test/engines/launchers.mjs';

const tsconfig = fileURLToPath(new URL('./tsconfig.json', import.meta.url));

/** Suites by folder; `--group` picks one. */
const groups = ['core', 'adapters', 'store', 'controllers', 'elements', 'suites', 'scenarios'];

const browsers = (await enginesFromEnvironment()) ?? [
  chromeLauncher({ puppeteer, launchOptions: await launchOptions(), concurrency: 2 }),
];

export default {
  rootDir: fileURLToPath(new URL('.', import.meta.url)),
  files: `test/{${groups.join(',')}}/**/*.test.ts`,
  browsers,
  concurrentBrowsers: 1,
  // Development builds of the libraries warn on every page; what is tested is what ships.
  nodeResolve: { exportConditions: ['browser', 'production', 'default'] },
  plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig }), faultServerPlugin()],
  testFramework: { config: { ui: 'bdd', timeout: 15000 } },
  browserStartTimeout: 60000,
  testsStartTimeout: 60000,
  testsFinishTimeout: 300000,
};
