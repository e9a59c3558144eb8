import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openPage, startBrowser, startPortal, queue, timeline } from './support/portal.mjs';
import { recordSpeech, takeSpeech } from './support/spoken.mjs';
import { workerAt } from './support/desk-worker.mjs';

const record = 'incident-workbench >>> incident-record';
const lifecycle = 'incident-workbench >>> incident-lifecycle';
const faults = [
  'Label printer prints blank',
  'Scanner loses the Wi-Fi',
  'Screen stays black',
  'Mail waits for hours',
  'Tour sheet is empty',
  'Phone has no tone',
];
const callers = [
  ['ada.okafor', 'Ada Okafor'],
  ['jonas.weber', 'Jonas Weber'],
  ['maud.lindgren', 'Maud Lindgren'],
];
const drafts = Array.from({ length: 60 }, (_, i) => {
  const impact = 1 + (i % 3),
    urgency = 1 + (Math.floor(i / 3) % 3);
  const [id, name] = callers[i % 3];
  return {
    title: `${faults[i % 6]} at ramp ${1 + Math.floor(i / 6)}`,
    description: 'Since seven.',
    impact,
    urgency,
    priority: impact + urgency - 1,
    caller: { id, name },
    channel: 'phone',
    category: 'Hardware',
    service: { id: 'print', label: 'Printing and labels' },
  };
});

describe('a shift', () => {
  let [server, browser, tab, desk, other] = [];
  before(async () => {
    server = await startPortal();
    browser = await startBrowser();
    tab = await openPage(browser, `${server.origin}/`);
    await recordSpeech(tab.page);
    await tab.fillWith('Start empty', 'Empty this page');
    await tab.see('Started empty.');
    desk = workerAt(tab);
    await tab.tabTo('combobox', 'You are');
    await tab.type('Elif');
    other = await openPage(browser, `${server.origin}/#desk`);
    await other.tabTo('combobox', 'You are');
    await other.type('Marek');
    await other.page.evaluate(async (drafts) => {
      const el = document.querySelector('incident-desk');
      while (!el.store) await new Promise((r) => setTimeout(r, 50));
      let n = 0;
      for (const draft of drafts) await el.store.adapter.create(draft, { key: `seed-${n++}` });
    }, drafts);
    await tab.page.bringToFront();
    await tab.goTo('Service desk');
    await tab.see('60 incidents', { scope: queue });
    await takeSpeech(tab.page);
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  const heard = async (what) => {
    await new Promise((r) => setTimeout(r, 800));
    console.log(what, JSON.stringify(await takeSpeech(tab.page), null, 1));
  };

  const f = async () => console.log('   focus:', JSON.stringify(await tab.focused()));
  it('work', async () => {
    await desk.open('INC0001010');
    await heard('open');
    await f();
    await desk.push('Take');
    await desk.sent();
    await heard('take');
    await f();
    await tab.tabTo('textbox', /^Add to the timeline/);
    await tab.type('I am looking at it.');
    await desk.push('Add comment');
    await desk.sent();
    await heard('comment');
    await f();
    await desk.push('More', { back: true });
    await f();
    await desk.push('Make it a major incident');
    await f();
    await tab.type('All ramps are hit.');
    await desk.push('Make it a major incident');
    await desk.sent();
    await heard('major');
    await f();
    await desk.open('INC0001028');
    await desk.push('More');
    await desk.push('Cancel the incident');
    await f();
    await tab.type('Duplicate');
    await desk.fill(/Number of the other/, 'INC0001010');
    await desk.push('Cancel the incident');
    await desk.sent();
    await heard('cancel');
    await f();
    console.log((await tab.text(record)).slice(0, 700));
    await desk.open('INC0001037');
    await desk.push('Take');
    await desk.sent();
    await heard('take');
    await tab.tabTo('button', /^Edit.*Title|^Change.*[Tt]itle/);
    await f();
  });
  it('conflict', async () => {
    await tab.press('Enter');
    await f();
    await other.page.evaluate(async () => {
      const el = document.querySelector('incident-desk');
      const { adapter } = el.store;
      const {
        items: [it],
      } = await adapter.list({ text: 'INC0001037' }, { limit: 1 });
      await adapter.update(it.id, { title: 'Theirs' }, { key: 'x1', version: it.version });
    });
    await heard('colleague');
    await f();
    await tab.page.keyboard.down('Control');
    await tab.press('a');
    await tab.page.keyboard.up('Control');
    await tab.type('Mine');
    await tab.press('Enter');
    await heard('saved');
    await f();
    console.log((await tab.text(record)).slice(0, 900));
    await tab.tabTo('button', 'Keep mine');
    await tab.press('Enter');
    await desk.sent();
    await heard('kept');
    await f();
  });
  it('offline', async () => {
    await desk.network();
    await heard('offline');
    await desk.open('INC0001046');
    await desk.push('Take');
    await heard('take offline');
    await f();
    await tab.tabTo('textbox', /^Add to the timeline/);
    await tab.type('Offline comment.');
    await desk.push('Add comment');
    await heard('comment offline');
    await f();
    await desk.network();
    await desk.sent();
    await heard('online');
    await f();
  });
});
