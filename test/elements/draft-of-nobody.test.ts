import { expect, fixture, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-desk.js';
import '../../src/define/incident-form.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import type { IncidentForm } from '../../src/elements/incident-form/incident-form.js';
import { type, within } from '../support/desk-fixture.js';
import { scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedAdapter } from '../support/scripted-adapter.js';

const patient = { timeout: 10_000 };
const words = 'Every printer of the third floor prints blank';

describe('a report begun before the page knew who is signed in', () => {
  async function page(adapter: ScriptedAdapter) {
    const desk = await fixture<IncidentDesk>(
      html`<incident-desk .adapterObject=${adapter} lang="en"
        ><incident-form></incident-form
      ></incident-desk>`,
    );
    const form = desk.querySelector('incident-form')!;
    await waitUntil(() => form.matches(':state(ready)'), 'ready', patient);
    const title = (): HTMLInputElement => within<HTMLInputElement>(form, '#title');
    const isNamed = async (): Promise<void> => {
      desk.user = 'ada';
      await waitUntil(() => desk.store?.author === 'ada', 'named', patient);
      await form.updateComplete;
    };
    return { desk, form, title, isNamed };
  }
  const fill = (form: IncidentForm): void =>
    form.prefill({ description: 'Since eight', impact: 2, urgency: 2 });

  it('is no draft any more once it has been sent under a name', async () => {
    const adapter = scriptedAdapter();
    const first = await page(adapter);
    fill(first.form);
    type(first.title(), words);
    await new Promise((next) => setTimeout(next, 600));
    await first.isNamed();
    await new Promise((next) => setTimeout(next, 600));
    expect(await first.form.submit()).to.equal(true);
    await waitUntil(() => adapter.records().length === 1, 'sent', patient);
    first.desk.remove();

    const again = await page(adapter);
    await new Promise((next) => setTimeout(next, 500));
    expect(again.title().value, 'nothing is brought back').to.equal('');
    await again.isNamed();
    await new Promise((next) => setTimeout(next, 300));
    expect(again.title().value).to.equal('');
  });

  it('is there again after a reload in the middle of it, also before and after the name is known', async () => {
    const adapter = scriptedAdapter();
    const first = await page(adapter);
    type(first.title(), words);
    await new Promise((next) => setTimeout(next, 600));
    await first.isNamed();
    await new Promise((next) => setTimeout(next, 600));
    first.desk.remove();
    const again = await page(adapter);
    await again.isNamed();
    await waitUntil(() => again.title().value === words, 'its words', patient);
  });

  it('is brought back before the name is known and stays when it is, and is sent once', async () => {
    const adapter = scriptedAdapter();
    const first = await page(adapter);
    type(first.title(), words);
    await new Promise((next) => setTimeout(next, 600));
    first.desk.remove();
    const again = await page(adapter);
    await waitUntil(() => again.title().value === words, 'its words', patient);
    await again.isNamed();
    fill(again.form);
    await new Promise((next) => setTimeout(next, 300));
    expect(again.title().value).to.equal(words);
    expect(await again.form.submit()).to.equal(true);
    await waitUntil(() => adapter.records().length === 1, 'sent', patient);
    again.desk.remove();
    const third = await page(adapter);
    await new Promise((next) => setTimeout(next, 500));
    expect(third.title().value, 'nothing is brought back').to.equal('');
  });
});
