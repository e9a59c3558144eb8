import { expect, fixture, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-desk.js';
import '../../src/define/incident-outbox.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import { expectAccessible } from '../support/accessible.js';
import { buttonOf, textOf } from '../support/desk-fixture.js';
import { noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedAdapter } from '../support/scripted-adapter.js';
import { listen } from '../support/spoken.js';

const patient = { timeout: 10_000 };

describe('a report written before the page knew who is signed in', () => {
  const says = (outbox: Element, words: string): Promise<void> =>
    waitUntil(() => textOf(outbox).includes(words), words, patient);

  async function page(adapter: ScriptedAdapter, lang: string) {
    const desk = await fixture<IncidentDesk>(
      html`<incident-desk .adapterObject=${adapter} lang=${lang}
        ><incident-outbox></incident-outbox
      ></incident-desk>`,
    );
    const outbox = desk.querySelector('incident-outbox')!;
    await waitUntil(() => desk.store, 'a store', patient);
    return { desk, outbox, ...listen(outbox) };
  }

  /** A page whose desk is named, after somebody has sent something without a network or a name and left. */
  async function named(adapter: ScriptedAdapter, lang = 'en') {
    adapter.always('create', { fail: noNetwork() });
    const before = await page(adapter, lang);
    await before.desk.store!.createIncident({
      title: 'Lift stands still',
      description: 'Between two floors',
    });
    await says(before.outbox, 'Lift stands still');
    await waitUntil(() => (before.desk.store?.outbox.value.items[0]?.attempts ?? 0) > 0, 'tried', patient);
    before.desk.remove();
    const after = await page(adapter, lang);
    after.desk.user = 'ada';
    await waitUntil(() => after.desk.store?.author === 'ada', 'the desk is named', patient);
    return after;
  }

  it('stays in the outbox with its words, is handed out with the rest, and waits for somebody’s word', async () => {
    const adapter = scriptedAdapter();
    const { desk, outbox, said } = await named(adapter);
    await says(outbox, 'Written here before anybody was signed in');
    expect(textOf(outbox))
      .to.contain('Lift stands still')
      .and.contain('Between two floors')
      .and.contain('1 without a name')
      .and.not.contain('Everything has been sent');
    expect(said.join()).not.to.contain('Everything has been sent');
    expect(desk.store!.exportOutbox()).to.contain('Between two floors');
    await expectAccessible(outbox);

    adapter.always('create', undefined);
    const tried = adapter.count('create');
    await desk.resume();
    expect(adapter.count('create')).to.equal(tried);
    buttonOf(outbox, 'It is mine: send it').click();
    await says(outbox, 'Everything has been sent.');
    expect(adapter.records().map(({ title }) => title)).to.deep.equal(['Lift stands still']);
  });

  it('is discarded by somebody who has not written it', async () => {
    const adapter = scriptedAdapter();
    const { outbox } = await named(adapter);
    await says(outbox, 'without a name');
    buttonOf(outbox, 'Discard').click();
    await says(outbox, 'Discard this for good?');
    buttonOf(outbox, 'Keep it');
    outbox.shadowRoot!.querySelector<HTMLButtonElement>('.ask .danger')!.click();
    await says(outbox, 'Everything has been sent.');
    expect(adapter.records()).to.deep.equal([]);
  });

  for (const [lang, words] of [
    ['de', 'Hier geschrieben, bevor jemand angemeldet war'],
    ['ar', 'كُتب هنا قبل أن يسجّل أحد الدخول'],
  ] as const)
    it(`is told of in the language of the page: ${lang}`, async () => {
      const { outbox } = await named(scriptedAdapter(), lang);
      await says(outbox, words);
    });
});
