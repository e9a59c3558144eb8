/**
 * All that is said to somebody who does not see the page, from the first report to the last undo: word by word, in its
 * order, each sentence once. Where nothing happens nothing is said.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { workerAt } from './support/desk-worker.mjs';
import { openPage, queue, startBrowser, startPortal } from './support/portal.mjs';
import { listenTo } from './support/spoken.mjs';

describe('what is said during a shift', () => {
  let [server, browser, tab, desk, speech] = [];

  before(async () => {
    server = await startPortal();
    browser = await startBrowser();
    tab = await openPage(browser, `${server.origin}/`);
    speech = await listenTo(tab.page);
    desk = workerAt(tab);
    await tab.fillWith('Start empty', 'Empty this page');
    await tab.see('Started empty.');
    await tab.tabTo('combobox', 'You are');
    await tab.type('Elif');
    await speech.hush();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  it('tells a report while it is written, and its number', async () => {
    await tab.tabTo('textbox', /^What is wrong\?/);
    await tab.type('Ramp 3 has no network');
    await tab.tabTo('gridcell', /P\d/);
    await tab.press('Space');
    await speech.hearOnly(
      'incident-priority-matrix: P1 Critical because the impact is High and the urgency High.',
    );
    await desk.push(/^Send/);
    await speech.hearOnly(
      'incident-list: 1 incident',
      'incident-form: Your report has arrived It has the number INC0001001',
    );
  });

  it('tells which incident is open, and each step once it is done', async () => {
    await tab.goTo('Service desk');
    await tab.see('1 incident', { scope: queue });
    await desk.open('INC0001001');
    await speech.hearOnly('incident-list: INC0001001 is open.');
    await desk.step('Take');
    await speech.hearOnly('incident-lifecycle: Take: done.');
    await desk.write('I look at it.');
    await speech.hearOnly('incident-timeline: Added to the timeline.');
    await desk.step('Put on hold', async () => {
      await tab.type('Awaiting vendor');
      await desk.push('Put on hold');
    });
    await speech.hearOnly(
      'incident-sla-clock: paused, some time left to answer. paused, some time left to resolve.',
      'incident-lifecycle: Put on hold: done.',
    );
    await desk.step('Resume');
    await speech.hearOnly(
      'incident-sla-clock: The clock runs again: some time left to answer. The clock runs again: some time left to resolve.',
      'incident-lifecycle: Resume: done.',
    );
    await desk.step('Resolve', async () => {
      await desk.choose('What was the solution?', 'Solution provided');
      await desk.fill('In your words', 'The cable was loose.');
      await desk.push('Resolve');
    });
    await speech.hearOnly(
      'incident-sla-clock: answered in time, after some time. resolved in time, after some time.',
      'incident-lifecycle: Resolve: done.',
    );
  });

  it('tells that a step was taken back, and not once more that the answer was in time', async () => {
    await desk.push('Undo');
    await speech.hearOnly('incident-lifecycle: Taken back.', 'incident-list: 1 incident');
  });

  it('tells once that the network has gone, what waits, and that it is back', async () => {
    await desk.network();
    await speech.hearOnly(
      'incident-desk: Offline. What you send is kept on this device and goes out by itself.',
    );
    await desk.write('Kept for now.');
    await speech.hearOnly(
      'incident-outbox: Not sent yet: 1 waiting',
      'incident-timeline: Kept on this device until it can be sent.',
    );
    await desk.network();
    await speech.hearOnly('incident-desk: Connected again.', 'incident-outbox: Everything has been sent.');
  });

  it('tells nothing where nothing happens, however often the desk asks', async () => {
    for (let round = 0; round < 3; round += 1)
      await tab.page.evaluate(async () => {
        await document.querySelector('incident-desk').store.resume();
        const { shadowRoot } = document.querySelector('incident-workbench');
        for (const part of shadowRoot.querySelectorAll('incident-list, incident-record, incident-lifecycle'))
          await part.refresh();
        await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
      });
    await speech.hearOnly();
    assert.deepEqual(await tab.problems(), []);
  });
});
