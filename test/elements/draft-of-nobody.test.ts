import { expect, fixture, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-desk.js';
import '../../src/define/incident-form.js';
import '../../src/define/incident-outbox.js';
import { IncidentError } from '../../src/core/errors.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import type { IncidentForm } from '../../src/elements/incident-form/incident-form.js';
import { type, within } from '../support/desk-fixture.js';
import { noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
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

describe('a report sent before the page knew who is signed in', () => {
  async function page(adapter: ScriptedAdapter) {
    const desk = await fixture<IncidentDesk>(
      html`<incident-desk .adapterObject=${adapter} lang="en"
        ><incident-form></incident-form><incident-outbox></incident-outbox
      ></incident-desk>`,
    );
    const form = desk.querySelector('incident-form')!;
    await waitUntil(() => form.matches(':state(ready)'), 'ready', patient);
    form.prefill({ title: words, description: 'Since eight', impact: 2, urgency: 2 });
    const isNamed = async (): Promise<void> => {
      desk.user = 'ada';
      await waitUntil(() => desk.store?.author === 'ada', 'named', patient);
      await form.updateComplete;
    };
    const says = (tag: 'incident-form' | 'incident-outbox', text: string): Promise<void> =>
      waitUntil(() => desk.querySelector(tag)?.shadowRoot?.textContent?.includes(text), text, patient);
    return { desk, form, isNamed, says };
  }

  it('arrives by itself once the name is known, and the form tells its number', async () => {
    const adapter = scriptedAdapter();
    let answer = (): void => undefined;
    adapter.script('create', { until: new Promise<void>((done) => (answer = done)) });
    const { form, isNamed, says } = await page(adapter);
    const sent = form.submit();
    await waitUntil(() => adapter.count('create') === 1, 'it is on its way', patient);
    await isNamed();
    answer();
    expect(await sent).to.equal(true);
    await waitUntil(() => adapter.records().length === 1, 'it has arrived', patient);
    await says('incident-form', adapter.records()[0]!.number);
    await says('incident-outbox', 'Everything has been sent');
    expect(adapter.count('create')).to.equal(1);
  });

  it('waits for the network under the name, and goes out by itself when it is back', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const { desk, form, isNamed, says } = await page(adapter);
    expect(await form.submit()).to.equal(true);
    await isNamed();
    await says('incident-outbox', '1 waiting');
    adapter.always('create', undefined);
    await desk.resume();
    await waitUntil(() => adapter.records().length === 1, 'it has arrived', patient);
    await says('incident-form', adapter.records()[0]!.number);
  });

  it('comes back to the form where it is refused, and is sent once it is mended', async () => {
    const adapter = scriptedAdapter();
    adapter.script('create', { fail: new IncidentError('refused', 'Too short.', { status: 422 }) });
    const { form, isNamed, says } = await page(adapter);
    const sent = form.submit();
    await isNamed();
    await sent;
    await says('incident-form', 'Too short.');
    expect(await form.submit()).to.equal(true);
    await waitUntil(() => adapter.records().length === 1, 'it has arrived', patient);
    await says('incident-outbox', 'Everything has been sent');
  });
});
