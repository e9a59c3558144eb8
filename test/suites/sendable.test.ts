import { expect, html, waitUntil } from '@open-wc/testing';

import '../../src/define/index.js';
import { IncidentError } from '../../src/core/errors.js';
import { buttonOf, openDesk, press, settled, textOf, type, within } from '../support/desk-fixture.js';
import { incident, scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedAdapter } from '../support/scripted-adapter.js';

const patient = { timeout: 10_000 };
/** As it may come from a clipboard: NUL, half an emoji, and letters that have to stay as they are. */
const pasted = 'Gate 3\u0000 is \ud83d stuck 👍';
const clean = 'Gate 3 is  stuck 👍';
const told = '2 signs that cannot be sent were taken out.';

/** Everything that was sent, as one text. */
const sentBy = ({ calls }: ScriptedAdapter): string => JSON.stringify(calls.filter(({ key }) => key));

describe('text that is pasted with signs no backend can keep', () => {
  const adapterOf = (): ScriptedAdapter =>
    scriptedAdapter({
      incidents: [
        incident({ id: 'i1', status: { category: 'active' }, assignee: { id: 'elif', name: 'Elif' } }),
      ],
    });

  async function isSaid(element: HTMLElement, field: HTMLInputElement): Promise<void> {
    await waitUntil(() => textOf(element).includes(told), 'it is said', patient);
    expect(field.value).to.equal(clean);
  }

  it('loses them in a field of the record, and that is said', async () => {
    const adapter = adapterOf();
    const { desk } = await openDesk(
      html`<incident-record incident-id="i1" roles="analyst"></incident-record>`,
      { adapter, persistence: 'none' },
    );
    const element = desk.querySelector('incident-record')!;
    await settled(element);
    within(element, 'button[data-edit="title"]').click();
    await waitUntil(() => element.shadowRoot!.querySelector('#value'), 'the field', patient);
    const field = within<HTMLInputElement>(element, '#value');
    type(field, pasted);
    await isSaid(element, field);
    buttonOf(element, 'Save').click();
    await waitUntil(() => adapter.record('i1')?.title === clean, 'saved', patient);
  });

  it('loses them in the reason of a priority by hand', async () => {
    const adapter = adapterOf();
    const { desk } = await openDesk(
      html`<incident-record incident-id="i1" roles="analyst lead manager"></incident-record>`,
      { adapter, persistence: 'none' },
    );
    const element = desk.querySelector('incident-record')!;
    await settled(element);
    within(element, 'button[data-edit="priority"]').click();
    await waitUntil(() => element.shadowRoot!.querySelector('incident-priority-matrix'), 'matrix', patient);
    const matrix = within(element, 'incident-priority-matrix');
    await waitUntil(() => matrix.shadowRoot!.querySelector('#override'), 'by hand', patient);
    within(matrix, 'td[data-row="0"][data-column="0"]').click();
    type(within(matrix, '#override'), '1');
    await waitUntil(() => matrix.shadowRoot!.querySelector('#reason'), 'a reason', patient);
    const field = within<HTMLInputElement>(matrix, '#reason');
    type(field, pasted);
    await isSaid(element, field);
    buttonOf(element, 'Save').click();
    await waitUntil(() => adapter.record('i1')?.priority === 1, 'saved', patient);
    expect(adapter.record('i1')?.assessment?.override?.reason).to.equal(clean);
  });

  it('loses them where a step asks for words', async () => {
    const adapter = adapterOf();
    const { desk } = await openDesk(html`<incident-lifecycle incident-id="i1"></incident-lifecycle>`, {
      adapter,
      persistence: 'none',
    });
    const element = desk.querySelector('incident-lifecycle')!;
    await settled(element);
    buttonOf(element, 'Resolve').click();
    await waitUntil(() => element.shadowRoot!.querySelector('.sheet textarea'), 'the sheet', patient);
    const field = within<HTMLInputElement>(element, '.sheet textarea');
    type(field, pasted);
    await isSaid(element, field);
  });

  it('loses them in the queue and in a task', async () => {
    const adapter = adapterOf();
    const { desk } = await openDesk(
      html`<incident-list></incident-list
        ><incident-record incident-id="i1" roles="analyst"></incident-record>`,
      { adapter, persistence: 'none' },
    );
    const list = desk.querySelector('incident-list')!;
    await waitUntil(() => list.shadowRoot!.querySelector('.row-of'), 'a line', patient);
    within(list, '.row-of').focus();
    press(within(list, '.row-of'), 'c');
    await waitUntil(() => list.shadowRoot!.querySelector('.sheet textarea'), 'the sheet', patient);
    const field = within<HTMLInputElement>(list, '.sheet textarea');
    type(field, pasted);
    await isSaid(list, field);
    within<HTMLFormElement>(list, 'form.sheet').requestSubmit();
    await waitUntil(() => adapter.count('addEntry') === 1, 'sent', patient);
    expect(sentBy(adapter)).to.contain(clean).and.not.contain('\\ud83d ').and.not.contain('\\u0000');
  });

  it('loses them where a refused report is corrected in the outbox', async () => {
    const adapter = adapterOf();
    adapter.script('create', { fail: new IncidentError('validation', 'No.') });
    const { desk } = await openDesk(html`<incident-outbox></incident-outbox>`, {
      adapter,
      persistence: 'none',
    });
    const outbox = desk.querySelector('incident-outbox')!;
    await (
      await desk.store!.createIncident({ title: 'It is broken', description: 'All of it' })
    ).outcome;
    await waitUntil(() => textOf(outbox).includes('1 not accepted'), 'refused', patient);
    buttonOf(outbox, 'Edit').click();
    await waitUntil(() => outbox.shadowRoot!.querySelector('.editor input'), 'the editor', patient);
    const field = within<HTMLInputElement>(outbox, '.editor [name="title"]');
    type(field, pasted);
    await isSaid(outbox, field);
    buttonOf(outbox, 'Save and send').click();
    await waitUntil(() => adapter.records().some(({ title }) => title === clean), 'sent', patient);
  });
});
