/**
 * Finds a Chromium-family browser for tests, and installs one when the machine has none.
 * Order: $CHROME_PATH, the usual places, the system's package manager (as root), a packaged build from npm.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { npmEnv } from './npm-env.mjs';
import { root } from './root.mjs';

const env = process.env;
const cache = join(root, 'node_modules', '.cache', 'browser');
const isRoot = process.getuid?.() === 0;

const names = {
  linux: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'],
  darwin: [],
  win32: [],
};

const fixedPaths = {
  linux: ['/usr/bin/chromium', '/usr/bin/google-chrome', '/opt/google/chrome/chrome', '/snap/bin/chromium'],
  darwin: ['', env.HOME ?? ''].flatMap((home) => [
    `${home}/Applications/Google Chrome.app/Contents/MacOS/Google Chrome`,
    `${home}/Applications/Chromium.app/Contents/MacOS/Chromium`,
    `${home}/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge`,
  ]),
  win32: [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
    .filter(Boolean)
    .flatMap((base) => [
      join(base, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(base, 'Chromium', 'Application', 'chrome.exe'),
      join(base, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ]),
};

/** The full path of a program on the PATH, or undefined. */
export function onPath(...programs) {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return programs.flatMap((name) => folders.map((folder) => join(folder, name))).find((p) => existsSync(p));
}

function installedBrowser() {
  if (env.CHROME_PATH) {
    if (existsSync(env.CHROME_PATH)) return env.CHROME_PATH;
    console.warn(`CHROME_PATH names ${env.CHROME_PATH}, which does not exist; looking elsewhere.`);
  }
  const fixed = (fixedPaths[process.platform] ?? []).find((path) => existsSync(path));
  return fixed ?? onPath(...(names[process.platform] ?? names.linux));
}

/** Installs Debian packages as root. False when that is not possible here. */
export function aptInstall(...packages) {
  if (!isRoot || !onPath('apt-get')) return false;
  console.log(`Installing ${packages.join(', ')} with apt-get ...`);
  const apt = (...args) =>
    spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=600', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  apt('update');
  return apt('install', '-y', '--no-install-recommends', ...packages);
}

const packagedChromium = '@sparticuz/chromium@143.0.4';

async function packagedBrowser(install) {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const folder = join(cache, 'node_modules', '@sparticuz', 'chromium');
  if (!existsSync(folder)) {
    if (!install) return undefined;
    console.log(`Installing ${packagedChromium} into node_modules/.cache (65 MB) ...`);
    mkdirSync(cache, { recursive: true });
    const npm = spawnSync('npm', ['install', '--prefix', cache, '--no-save', packagedChromium], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: npmEnv(),
    });
    if (npm.status !== 0) return undefined;
  }
  // It unpacks into the temporary folder without a version check, so it gets one of its own.
  const before = env.TMPDIR;
  env.TMPDIR = join(cache, 'unpacked');
  mkdirSync(env.TMPDIR, { recursive: true });
  try {
    const entry = createRequire(join(cache, 'index.js')).resolve('@sparticuz/chromium');
    return await (await import(pathToFileURL(entry).href)).default.executablePath();
  } finally {
    if (before === undefined) delete env.TMPDIR;
    else env.TMPDIR = before;
  }
}

/** The path of a browser that is on this machine, or undefined; installs nothing. */
export async function findBrowser() {
  return installedBrowser() ?? (await packagedBrowser(false));
}

/** The path of a browser; installs one when there is none, and ends the process when that fails. */
export async function ensureBrowser() {
  let path = await findBrowser();
  if (!path && process.platform === 'linux' && aptInstall('chromium')) path = installedBrowser();
  path ??= await packagedBrowser(true);
  if (path) return path;
  console.error('No Chrome, Chromium or Edge was found and none could be installed.');
  console.error('Install one of them, or set CHROME_PATH to its executable, and run the command again.');
  process.exit(1);
}

/** Flags for a quiet headless browser that does not talk to the network by itself. */
export const browserArgs = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  // The sandbox refuses to start for the superuser.
  ...(isRoot ? ['--no-sandbox'] : []),
];

/** Time zone of every test run: no half of the team lives there, and it differs from UTC all year. */
export const testTimeZone = 'Asia/Dubai';

/** Launch options for puppeteer-core. */
export async function launchOptions(extra = {}) {
  return {
    executablePath: await ensureBrowser(),
    headless: true,
    args: browserArgs,
    env: { ...env, TZ: testTimeZone, LANGUAGE: 'en_US' },
    ...extra,
  };
}
