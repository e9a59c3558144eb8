/** The bar of the demonstration: who sits here, which data, and a network to switch off; and how little room it takes. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openPage, startBrowser, startPortal } from './support/portal.mjs';

describe('the bar of the demonstration', () => {
  let [server, browser, tab] = [];

  const speak = async (language) => {
    await tab.page.evaluate((code) => {
      const choice = document.querySelector('#language');
      choice.value = code;
      choice.dispatchEvent(new Event('change'));
    }, language);
  };

  before(async () => {
    server = await startPortal();
    browser = await startBrowser();
    tab = await openPage(browser, `${server.origin}/`);
    await tab.see('This is sample data');
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  it('holds all that only a demonstration has, and nothing of it stands elsewhere', async () => {
    const inBar = await tab.page.evaluate(() =>
      ['#person', '[data-fill]', '#offline', '#talks-to'].every((what) =>
        [...document.querySelectorAll(what)].every((part) => part.closest('#demo')),
      ),
    );
    assert.ok(inBar);
  });

  it('cuts the page off from its backend and lets it through again', async () => {
    await tab.tabTo('checkbox', 'Without network');
    await tab.press('Space');
    await tab.see('offline, what you send is kept', { scope: '#demo' });
    await tab.tabTo('textbox', /^What is wrong\?/);
    await tab.type('Ramp 3 has no network');
    await tab.tabTo('gridcell', /P\d/);
    await tab.press('Space');
    await tab.tabTo('button', /^Send/);
    await tab.press('Enter');
    await tab.see(/kept on this device|goes out by itself/i, { scope: 'incident-form' });
    await tab.tabTo('checkbox', 'Without network');
    await tab.press('Space');
    await tab.see(/INC\d{7}/, { scope: 'incident-form' });
    await tab.see('Everything has been sent', { scope: 'incident-outbox' });
  });

  for (const [language, words] of [
    ['de', 'Tourenplanung antwortet in keinem Lager'],
    ['ar', 'تخطيط الجولات لا يستجيب في أي فرع'],
  ])
    it(`lets the sample speak ${language}, and leaves what somebody wrote as it is`, async () => {
      await speak(language);
      await tab.see(words, { scope: '#mine' });
      await tab.see('Ramp 3 has no network', { scope: '#mine' });
      const english = await tab.page.evaluate(async () => {
        const { adapter } = document.querySelector('incident-desk').store;
        const { items } = await adapter.list({}, { limit: 1000 });
        const sample = items.filter(({ id }) => id.startsWith('sample-'));
        const pages = await Promise.all(sample.map(({ id }) => adapter.entries(id, { limit: 100 })));
        const entries = pages.flatMap((page) => page.items);
        const said = [
          ...sample.flatMap(({ title, description, holdReason, resolution, caller }) => [
            title,
            description,
            holdReason,
            resolution?.notes,
            caller?.location,
          ]),
          ...entries.map(({ text }) => text),
        ];
        const { create } = await adapter.describe();
        const offered = create.flatMap(({ choices = [] }) => choices.map(({ label }) => label));
        return [...new Set([...said, ...offered])].filter((text) =>
          /\b(the|is|and|of|it|we|to|order|network|access|security|payroll)\b/i.test(text ?? ''),
        );
      });
      assert.deepEqual(english, []);
    });

  it('gives the English sample back', async () => {
    await speak('en');
    await tab.see('Tour planning does not answer in any depot', { scope: '#mine' });
    const wrong = await tab.page.evaluate(async () => {
      const { adapter } = document.querySelector('incident-desk').store;
      return /[\u0600-\u06ff]|[äöüß]/u.exec(JSON.stringify((await adapter.list({}, { limit: 1000 })).items))
        ?.input;
    });
    assert.equal(wrong, undefined);
  });

  for (const language of ['en', 'de', 'ar'])
    it(`leaves the first question on the first screen of a phone in ${language}`, async () => {
      await tab.page.setViewport({ width: 360, height: 640 });
      await tab.page.evaluate((code) => localStorage.setItem('marlow-finch:language', code), language);
      await tab.page.reload({ waitUntil: 'load' });
      await tab.page.waitForFunction(() => document.querySelector('incident-form')?.matches(':state(ready)'));
      const [field, bar] = await tab.page.evaluate(() => [
        document.querySelector('incident-form').shadowRoot.querySelector('#title').getBoundingClientRect()
          .bottom,
        document.querySelector('#demo').getBoundingClientRect().top,
      ]);
      assert.ok(field <= bar, `the field ends at ${field}, the bar begins at ${bar}`);
    });

  it('leaves the place to write on the first screen of a service desk', async () => {
    await tab.page.setViewport({ width: 1366, height: 768 });
    await tab.page.goto(`${server.origin}/#desk`);
    await tab.page.waitForFunction(() =>
      document.querySelector('incident-workbench')?.matches(':state(ready)'),
    );
    await tab.page.evaluate(() => {
      const list = document.querySelector('incident-workbench').shadowRoot.querySelector('incident-list');
      list.shadowRoot.querySelector('.body .row-of').click();
    });
    await tab.page.waitForFunction(() =>
      document
        .querySelector('incident-workbench')
        .shadowRoot.querySelector('incident-timeline')
        ?.shadowRoot.querySelector('form textarea'),
    );
    const [send, bar] = await tab.page.evaluate(() => [
      document
        .querySelector('incident-workbench')
        .shadowRoot.querySelector('incident-timeline')
        .shadowRoot.querySelector('form [type="submit"]')
        .getBoundingClientRect().bottom,
      document.querySelector('#demo').getBoundingClientRect().top,
    ]);
    assert.ok(send <= bar, `the button ends at ${send}, the bar begins at ${bar}`);
    await tab.page.setViewport({ width: 360, height: 640 });
    await tab.page.goto(`${server.origin}/#help`);
  });

  it('unfolds on a phone', async () => {
    await speak('en');
    await tab.tabTo('button', 'Demo switches');
    await tab.press('Enter');
    await tab.tabTo('combobox', 'You are');
    await tab.tabTo('checkbox', 'Without network');
    assert.deepEqual(await tab.problems(), []);
  });
});
