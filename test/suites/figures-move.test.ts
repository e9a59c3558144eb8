import { expect, fixture, html, waitUntil } from '@open-wc/testing';

import '../../src/define/index.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import { buttonOf, settled, textOf, type, within } from '../support/desk-fixture.js';

const figures = [
  'volume',
  'backlog',
  'mtta',
  'first-response',
  'mttr',
  'flr',
  'same-day',
  'sla-response',
] as const;
const patience = { timeout: 10_000 };

/** What somebody reads as the figure of a card; empty where there is none. */
const figure = (desk: IncidentDesk, id: string): string => {
  const card = desk.querySelector(`incident-kpi-card[kpi="${id}"]`);
  return (card?.shadowRoot?.querySelector('.value')?.textContent ?? '').replaceAll(/\s+/gu, ' ').trim();
};
const reads = (desk: IncidentDesk, id: string, words: string): Promise<void> =>
  waitUntil(() => figure(desk, id) === words, `${id} is ${words}`, patience);

/** A desk of its own for each person, on the same data: at nine somebody calls, at half past nine somebody answers. */
async function portal() {
  const data = crypto.randomUUID();
  const callers = await fixture<IncidentDesk>(
    html`<incident-desk adapter="local" base-url=${data} user="ana" lang="en" now="2026-03-27T09:00:00Z">
      <incident-form></incident-form>
    </incident-desk>`,
  );
  const staff = await fixture<IncidentDesk>(
    html`<incident-desk
      adapter="local"
      base-url=${data}
      user="ben"
      user-name="Ben Kraft"
      lang="en"
      time-zone="Europe/Berlin"
      now="2026-03-27T09:30:00Z"
    >
      <incident-list></incident-list>
      <incident-timeline></incident-timeline>
      ${figures.map((id) => html`<incident-kpi-card kpi=${id}></incident-kpi-card>`)}
    </incident-desk>`,
  );
  const form = callers.querySelector('incident-form')!;
  await waitUntil(() => form.matches(':state(ready)'), 'the form is ready', patience);
  await Promise.all([...staff.querySelectorAll('incident-kpi-card')].map((card) => settled(card)));
  return { form, staff };
}

describe('figures of a desk that began empty', () => {
  it('move when an incident is logged, answered by staff and resolved', async () => {
    const { form, staff } = await portal();
    expect(
      figures.map((id) => figure(staff, id)),
      'there is no figure of nothing',
    ).to.deep.equal(figures.map(() => ''));

    form.prefill({ title: 'Mail is slow', description: 'Since eight', impact: 1, urgency: 2 });
    expect(await form.submit()).to.equal(true);
    await reads(staff, 'volume', '1');
    await reads(staff, 'backlog', '1');
    expect(figure(staff, 'mtta'), 'nobody has answered yet').to.equal('');

    const list = staff.querySelector('incident-list')!;
    await waitUntil(() => list.shadowRoot?.querySelector('[data-id]'), 'a line', patience);
    const line = within(list, '[data-id]');
    line.click();
    const timeline = staff.querySelector('incident-timeline')!;
    await waitUntil(() => timeline.shadowRoot?.querySelector('textarea'), 'a composer', patience);
    type(within(timeline, 'textarea'), 'We are looking into it.');
    await timeline.updateComplete;
    buttonOf(timeline, 'Add comment').click();
    await waitUntil(() => textOf(timeline).includes('We are looking into it.'), 'the answer', patience);
    await reads(staff, 'first-response', '30 min');
    await reads(staff, 'mtta', '30 min');
    expect(figure(staff, 'mttr'), 'it is not resolved yet').to.equal('');

    const store = staff.store!;
    const record = store.incident(line.dataset['id']!);
    const stop = record.subscribe(() => undefined);
    await waitUntil(() => record.value.view?.incident.firstResponseAt !== undefined, 'the record', patience);
    const taken = await store.transition(
      line.dataset['id']!,
      { to: 'active', assignee: { id: 'ben', name: 'Ben Kraft' } },
      record.value.view!.incident,
    );
    const active = (await taken.outcome).incident!;
    const solved = await store.transition(
      active.id,
      {
        to: 'resolved',
        resolution: { type: 'permanent', code: 'solution-provided', notes: 'The queue was full.' },
      },
      active,
    );
    expect((await solved.outcome).state).to.equal('confirmed');
    stop();
    await reads(staff, 'mttr', '30 min');
    await reads(staff, 'flr', '100%');
    await reads(staff, 'same-day', '100%');
    await reads(staff, 'sla-response', '100%');
    await reads(staff, 'backlog', '0');
  });
});
