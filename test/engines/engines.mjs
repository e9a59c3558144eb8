/** The engines the suites run in, each with what it needs: found, or installed where the system allows it. */
import { chromeLauncher } from '@web/test-runner-chrome';
import { seleniumLauncher } from '@web/test-runner-selenium';
import puppeteer from 'puppeteer-core';
import { Builder, By, Capabilities, Key } from 'selenium-webdriver';
import { existsSync } from 'node:fs';
import { aptInstall, launchOptions, onPath, testTimeZone } from '../support/browser.mjs';

const env = { ...process.env, TZ: testTimeZone };

/**
 * A window of its own for each page. Two tabs of one window share the screen: the hidden one gets no animation frame and
 * no focus, and its tests wait for ever.
 */
async function createPage({ browser }) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  // A page that holds the only copy of something asks before it is left; here nobody answers.
  page.on('dialog', (dialog) => void dialog.accept());
  const session = await page.createCDPSession();
  await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
  return page;
}

async function chromium() {
  return chromeLauncher({ puppeteer, launchOptions: await launchOptions(), createPage, concurrency: 2 });
}

const firefoxPlaces = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

function findFirefox() {
  const named = process.env.FIREFOX_PATH;
  if (named && existsSync(named)) return named;
  return firefoxPlaces.find((path) => existsSync(path)) ?? onPath('firefox', 'firefox-esr');
}

async function firefox() {
  const executablePath = provide.firefox();
  if (!executablePath)
    throw new Error('No Firefox was found. Install it, or set FIREFOX_PATH to its executable.');
  return chromeLauncher({
    puppeteer,
    launchOptions: {
      browser: 'firefox',
      executablePath,
      headless: true,
      env,
      // A page that holds the only copy of a text asks before it is left; nobody is there to answer.
      extraPrefsFirefox: {
        'dom.disable_beforeunload': true,
        // A file that is saved opens a panel, and that takes the focus away from every page after it.
        'browser.download.alwaysOpenPanel': false,
        'browser.download.useDownloadDir': true,
        'browser.helperApps.neverAsk.saveToDisk': 'application/json,text/csv',
      },
    },
    // A page that nobody has touched yet gets keys and does not act on them.
    createPage: async ({ context }) => {
      const page = await context.newPage();
      await page.bringToFront();
      await page.mouse.click(1, 1);
      return page;
    },
    concurrency: 1,
  });
}

/** WebKitGTK's small browser for automation; its folder carries the machine's architecture in its name. */
function findMiniBrowser() {
  const folders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/libexec', '/usr/lib'];
  return folders
    .flatMap((folder) =>
      ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0'].map((v) => `${folder}/${v}/MiniBrowser`),
    )
    .find((path) => existsSync(path));
}

function findWebkit() {
  const found = { driver: onPath('WebKitWebDriver'), screen: onPath('Xvfb'), browser: findMiniBrowser() };
  return found.driver && found.screen && found.browser ? found : undefined;
}

/** What `run.mjs` needs to start before WebKit can be driven, or the reason why it cannot. */
export function webkitPrograms() {
  const found = provide.webkit();
  if (found) return found;
  throw new Error(
    'WebKit needs WebKitWebDriver, its MiniBrowser and Xvfb (Debian: webkit2gtk-driver, xvfb).',
  );
}

/** A key as a test names it, as WebDriver sends it. */
const keyCode = (name) =>
  name.length === 1
    ? name
    : (Key[name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()] ??
      { Backspace: Key.BACK_SPACE, Ctrl: Key.CONTROL, Esc: Key.ESCAPE }[name]);

/** Keyboard and pointer of the frame a test runs in, by WebDriver's actions. */
function handsOn(launcher, id) {
  const act = async (steps) => {
    const { driver, iframeManager } = launcher;
    const frame = await driver.findElement(By.id(iframeManager.framePerSession.get(id)));
    await driver.switchTo().frame(frame);
    try {
      await steps(driver.actions({ async: false })).perform();
    } finally {
      await driver.switchTo().defaultContent();
    }
  };
  const at = (actions, x, y) => actions.move({ x: Math.round(x), y: Math.round(y), duration: 0 });
  return {
    keyboard: {
      type: (text) => act((actions) => actions.sendKeys(...text)),
      press: (name) => act((actions) => actions.keyDown(keyCode(name)).keyUp(keyCode(name))),
      down: (name) => act((actions) => actions.keyDown(keyCode(name))),
      up: (name) => act((actions) => actions.keyUp(keyCode(name))),
    },
    mouse: {
      move: (x, y) => act((actions) => at(actions, x, y)),
      click: (x, y) => act((actions) => at(actions, x, y).press().release()),
      down: () => act((actions) => actions.press()),
      up: () => act((actions) => actions.release()),
      reset: () => launcher.driver.actions().clear(),
    },
  };
}

async function webkit() {
  const port = process.env.WEBKIT_DRIVER_PORT;
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: findMiniBrowser(), args: ['--automation'] },
  });
  const launcher = seleniumLauncher({
    driverBuilder: new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities),
    concurrency: 1,
  });
  // The runner's commands know how to press keys in a page of Puppeteer's kind only.
  return Object.assign(launcher, { type: 'puppeteer', getPage: (id) => handsOn(launcher, id) });
}

/** The launchers of the engines named in the variable ENGINES; of Chromium alone when it is not set. */
export function chosenLaunchers() {
  const names = (process.env.ENGINES ?? 'chromium').split(',').filter(Boolean);
  return Promise.all(
    names.map((name) => {
      const launcher = launchers[name];
      if (!launcher) throw new Error(`Unknown engine "${name}": use ${Object.keys(launchers).join(', ')}.`);
      return launcher();
    }),
  );
}

export const launchers = { chromium, firefox, webkit };

/** What of an engine is on this machine already; installs nothing. */
export const present = { firefox: findFirefox, webkit: findWebkit };

/** The same, installed where it is missing and the system allows it. */
export const provide = {
  firefox: () => findFirefox() ?? (aptInstall('firefox-esr') ? findFirefox() : undefined),
  webkit: () => findWebkit() ?? (aptInstall('webkit2gtk-driver', 'xvfb', 'xauth') ? findWebkit() : undefined),
};
