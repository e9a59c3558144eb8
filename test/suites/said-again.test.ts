import { expect, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-form.js';
import '../../src/define/incident-timeline.js';
import type { IncidentForm } from '../../src/elements/incident-form/incident-form.js';
import { many, numbered, queueOf } from '../support/queue-fixture.js';
import { buttonOf, openDesk, press, settled, type, within } from '../support/desk-fixture.js';
import { incident, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';

const patient = { timeout: 8000 };

/** What a live region says from now on: one line for each time its text changes, which is when it is heard. */
function heardFrom(root: ShadowRoot, selector: string): readonly string[] {
  const heard: string[] = [];
  const clean = (text: string | null | undefined): string => (text ?? '').replaceAll(/\s+/gu, ' ').trim();
  const raw = (): string => root.querySelector(selector)?.textContent ?? '';
  let before = raw();
  new MutationObserver(() => {
    const now = raw();
    if (now === before) return;
    before = now;
    if (clean(now) !== '') heard.push(clean(now));
  }).observe(root, { characterData: true, childList: true, subtree: true });
  return heard;
}

describe('what screen readers hear a second time although the words are the same', () => {
  it('how many incidents a list has, for each question that is asked of it', async () => {
    const { element, root, rows, text, filter } = await queueOf([
      numbered(1, { title: 'Printer on fire' }),
      numbered(2, { title: 'Lift stuck' }),
    ]);
    const shows = (title: string): Promise<void> =>
      waitUntil(
        () => rows().length === 1 && text('.body').includes(title) && text('.bar .number') === '1 incident',
        title,
        patient,
      ) as Promise<void>;
    for (const [words, title] of [
      ['printer', 'Printer on fire'],
      ['lift', 'Lift stuck'],
    ] as const) {
      filter(words);
      await shows(title);
    }
    // Asked before, so that the answer is there at once and nothing is said in between.
    const heard = heardFrom(root, '.bar .number');
    filter('printer');
    await shows('Printer on fire');
    await waitUntil(() => heard.length > 0, 'how many', patient);
    const { length } = heard;
    await element.refresh();
    await element.updateComplete;
    expect(heard.length, 'the same answer to the same question').to.equal(length);
  });

  it('that the order of a list has changed, for each time it does', async () => {
    const { adapter, root, rows } = await queueOf(
      [numbered(1, { priority: 2 }), numbered(2, { priority: 3 }), numbered(3, { priority: 4 })],
      { attributes: { sort: 'priority' } },
    );
    const heard = heardFrom(root, '.changed');
    rows()[0]!.focus();
    adapter.change('i3', { priority: 1 });
    await waitUntil(() => heard.length === 1, 'the first', patient);
    adapter.change('i2', { priority: 1 });
    adapter.change('i1', { priority: 4 });
    await waitUntil(() => heard.length >= 2, 'the second', patient);
    expect(heard.at(-1)).to.equal(heard[0]);
  });

  it('what is wrong in a filter, each time Enter is pressed', async () => {
    const { root, find, filter } = await queueOf(many(2));
    filter('priority:wrong');
    press(find('#filter'), 'Enter');
    await waitUntil(() => root.querySelector('#filter-problem'), 'a problem', patient);
    const heard = heardFrom(root, '#filter-problem');
    press(find('#filter'), 'Enter');
    await waitUntil(() => heard.length === 1, 'again', patient);
  });

  it('that words are missing, each time somebody sends without any', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'i1' })] });
    const { desk } = await openDesk(html`<incident-timeline incident-id="i1"></incident-timeline>`, {
      adapter,
    });
    const element = desk.querySelector('incident-timeline')!;
    await settled(element);
    within(element, '.composer [type="submit"]').click();
    await waitUntil(() => element.shadowRoot!.querySelector('#missing'), 'the fault', patient);
    const heard = heardFrom(element.shadowRoot!, '#missing');
    within(element, '.composer [type="submit"]').click();
    await waitUntil(() => heard.length === 1, 'again', patient);
  });

  it('that signs were taken out of what was pasted, for each pasting', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'i1' })] });
    const { desk } = await openDesk(
      html`<incident-timeline incident-id="i1"></incident-timeline><incident-form></incident-form>`,
      { adapter },
    );
    for (const [tag, field, region] of [
      ['incident-timeline', '#words', '.composer .removed'],
      ['incident-form', '#title', '#title-removed'],
    ] as const) {
      const element = desk.querySelector<IncidentForm>(tag)!;
      await settled(element);
      type(within(element, field), 'One\u0000');
      await waitUntil(() => element.shadowRoot!.querySelector(region), 'said', patient);
      const heard = heardFrom(element.shadowRoot!, region);
      type(within(element, field), 'One and two\u0000');
      await waitUntil(() => heard.length === 1, `again in ${tag}`, patient);
    }
  });

  it('what has to be mended in the form, each time it is sent so', async () => {
    const { desk } = await openDesk(html`<incident-form></incident-form>`);
    const form = desk.querySelector('incident-form')!;
    await settled(form);
    await form.submit();
    await waitUntil(() => form.shadowRoot!.querySelector('#summary [role="alert"]'), 'the summary', patient);
    const heard = heardFrom(form.shadowRoot!, '#summary [role="alert"]');
    await form.submit();
    await waitUntil(() => heard.length === 1, 'again', patient);
  });

  it('that reading again has failed, when somebody asked for it', async () => {
    const { adapter, element, root } = await queueOf(many(2));
    adapter.script('list', { fail: noNetwork() }, { fail: noNetwork() }, { fail: noNetwork() });
    await element.refresh();
    await waitUntil(() => root.querySelector('.note button'), 'the note', patient);
    const note = '.note [role="status"]';
    const heard = heardFrom(root, note);
    await element.refresh();
    await element.updateComplete;
    expect(heard, 'by itself').to.deep.equal([]);
    buttonOf(element, 'Try again').click();
    await waitUntil(() => heard.length > 0, 'by a press', patient);
  });
});
