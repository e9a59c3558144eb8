import { expect, html, waitUntil } from '@open-wc/testing';
import type { TemplateResult } from 'lit';

import '../../src/define/index.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import { expectAccessible } from '../support/accessible.js';
import { openDesk, settled, textOf, within } from '../support/desk-fixture.js';
import { incident, scriptedAdapter } from '../support/scripted-adapter.js';

const mail = incident({
  id: 'mail',
  number: 'INC1',
  title: 'Mail is slow',
  impact: 1,
  urgency: 2,
  priority: 2,
});
const pay = incident({
  id: 'pay',
  number: 'INC2',
  title: 'Payroll stops',
  impact: 2,
  urgency: 2,
  priority: 3,
});
const lamp = incident({
  id: 'lamp',
  number: 'INC3',
  title: 'Lamp flickers',
  impact: 2,
  urgency: 2,
  priority: 3,
});

/** A page's own markup around ready elements; nothing below runs as a script of the page. */
async function page(content: TemplateResult) {
  const { desk } = await openDesk(content, { adapter: scriptedAdapter({ incidents: [mail, pay, lamp] }) });
  await Promise.all([...desk.querySelectorAll('incident-list')].map((list) => settled(list)));
  return desk;
}

const list = (desk: IncidentDesk, id = '') =>
  desk.querySelector<HTMLElement>(`incident-list${id && `#${id}`}`);
const rows = (desk: IncidentDesk, id?: string): (string | undefined)[] =>
  [...(list(desk, id)?.shadowRoot?.querySelectorAll<HTMLElement>('.body [role="row"]') ?? [])]
    .map((row) => row.dataset['id'])
    .sort();
const choose = (desk: IncidentDesk, incidentId: string, id?: string): void =>
  within(list(desk, id), `[data-id="${incidentId}"]`).click();
const chosen = (desk: IncidentDesk, id?: string): string | undefined =>
  list(desk, id)?.shadowRoot?.querySelector<HTMLElement>('[aria-current="true"]')?.dataset['id'];
const timeline = (desk: IncidentDesk) => desk.querySelector('incident-timeline');
const tells = (desk: IncidentDesk, words: string): Promise<void> =>
  waitUntil(() => textOf(timeline(desk)).includes(words), words, { timeout: 5000 });
const cell = (desk: IncidentDesk, words: string): HTMLButtonElement | undefined =>
  [...(desk.querySelector('incident-priority-matrix')?.shadowRoot?.querySelectorAll('button') ?? [])].find(
    (button) => button.textContent?.includes(words),
  );
const pressCell = async (desk: IncidentDesk, words: string): Promise<void> => {
  await waitUntil(() => cell(desk, words), words, { timeout: 5000 });
  cell(desk, words)!.click();
};

describe('a list beside a timeline, on a page without a script', () => {
  const content = html`<incident-list></incident-list><incident-timeline></incident-timeline>`;

  it('shows in the one what is chosen in the other', async () => {
    const desk = await page(content);
    await waitUntil(() => timeline(desk)?.matches(':state(empty)'));
    choose(desk, 'mail');
    await tells(desk, 'Mail is slow');
    choose(desk, 'pay');
    await tells(desk, 'Payroll stops');
    expect(chosen(desk)).to.equal('pay');
  });

  it('keeps a timeline on the incident the page has named', async () => {
    const desk = await page(
      html`<incident-list></incident-list><incident-timeline incident-id="lamp"></incident-timeline>`,
    );
    choose(desk, 'mail');
    await tells(desk, 'Lamp flickers');
    expect(textOf(timeline(desk))).not.to.contain('Mail is slow');
  });

  it('still tells the page, which may stop it', async () => {
    const desk = await page(content);
    const heard: string[] = [];
    desk.addEventListener('incident-selected', (event) => {
      heard.push(event.detail.incidentId);
      if (event.detail.incidentId === 'pay') event.preventDefault();
    });
    choose(desk, 'mail');
    await tells(desk, 'Mail is slow');
    choose(desk, 'pay');
    await timeline(desk)!.updateComplete;
    expect(heard).to.deep.equal(['mail', 'pay']);
    expect(textOf(timeline(desk))).to.contain('Mail is slow');
  });

  it('shows the chosen line in every list of the desk', async () => {
    const desk = await page(
      html`<incident-list id="one"></incident-list><incident-list id="two"></incident-list>`,
    );
    choose(desk, 'mail', 'one');
    await waitUntil(() => chosen(desk, 'two') === 'mail');
    choose(desk, 'lamp', 'two');
    await waitUntil(() => chosen(desk, 'one') === 'lamp');
  });

  it('works across the page too, by the name of the desk', async () => {
    const desk = await page(html`<incident-list></incident-list>`);
    desk.id = 'named';
    desk.remove();
    document.body.append(desk);
    const apart = document.createElement('incident-timeline');
    apart.desk = 'named';
    document.body.append(apart);
    try {
      await waitUntil(() => desk.store !== undefined && list(desk)?.matches(':state(ready)'), 'ready', {
        timeout: 5000,
      });
      await waitUntil(() => rows(desk).length === 3);
      choose(desk, 'mail');
      await waitUntil(() => textOf(apart).includes('Mail is slow'), 'followed', { timeout: 5000 });
    } finally {
      apart.remove();
      desk.remove();
    }
  });

  it('forgets the choice with the person', async () => {
    const desk = await page(content);
    choose(desk, 'mail');
    await tells(desk, 'Mail is slow');
    desk.user = 'marek';
    await waitUntil(() => timeline(desk)?.matches(':state(empty)'), 'nothing chosen', { timeout: 5000 });
    expect(textOf(timeline(desk))).not.to.contain('Mail is slow');
  });
});

describe('a heat map beside a list, on a page without a script', () => {
  const content = html`<incident-priority-matrix mode="heat"></incident-priority-matrix
    ><incident-list></incident-list>`;
  const medium = 'Impact Medium, urgency Medium';

  it('narrows the list to the incidents of a pressed cell, and back', async () => {
    const desk = await page(content);
    expect(rows(desk)).to.deep.equal(['lamp', 'mail', 'pay']);
    await pressCell(desk, medium);
    await waitUntil(() => rows(desk).join() === 'lamp,pay', 'narrowed', { timeout: 5000 });
    expect(cell(desk, medium)?.ariaPressed).to.equal('true');
    expect(textOf(list(desk))).to.contain('Narrowed down elsewhere on this page.');
    await expectAccessible(desk.querySelector('incident-priority-matrix'));
    await expectAccessible(list(desk));
    cell(desk, medium)!.click();
    await waitUntil(() => rows(desk).length === 3, 'whole', { timeout: 5000 });
    expect(cell(desk, medium)?.ariaPressed).to.equal('false');
  });

  it('is let go where the list itself is widened, or when the heat map goes', async () => {
    const desk = await page(content);
    await pressCell(desk, medium);
    await waitUntil(() => rows(desk).length === 2, 'narrowed', { timeout: 5000 });
    within<HTMLButtonElement>(list(desk), '.note button').click();
    await waitUntil(() => rows(desk).length === 3, 'whole', { timeout: 5000 });
    expect(cell(desk, medium)?.ariaPressed).to.equal('false');
    cell(desk, medium)!.click();
    await waitUntil(() => rows(desk).length === 2, 'narrowed again', { timeout: 5000 });
    desk.querySelector('incident-priority-matrix')!.remove();
    await waitUntil(() => rows(desk).length === 3, 'whole again', { timeout: 5000 });
  });

  it('makes a button of every cell, also of one without incidents, whose list is empty', async () => {
    const desk = await page(content);
    await pressCell(desk, 'Impact Low, urgency Low');
    await waitUntil(() => rows(desk).length === 0, 'empty', { timeout: 5000 });
    cell(desk, 'Impact Low, urgency Low')!.click();
    await waitUntil(() => rows(desk).length === 3, 'whole', { timeout: 5000 });
  });

  it('narrows only the list it names', async () => {
    const desk = await page(
      html`<incident-priority-matrix mode="heat" for="two"></incident-priority-matrix
        ><incident-list id="one"></incident-list><incident-list id="two"></incident-list>`,
    );
    await pressCell(desk, medium);
    await waitUntil(() => rows(desk, 'two').join() === 'lamp,pay', 'narrowed', { timeout: 5000 });
    expect(rows(desk, 'one')).to.have.length(3);
  });

  it('still tells the page, which may stop it', async () => {
    const desk = await page(content);
    const heard: unknown[] = [];
    desk.addEventListener('incident-narrowed', (event) => {
      heard.push(event.detail);
      event.preventDefault();
    });
    await pressCell(desk, medium);
    await desk.querySelector('incident-priority-matrix')!.updateComplete;
    expect(heard).to.deep.equal([{ impact: 2, urgency: 2 }]);
    expect(rows(desk)).to.have.length(3);
  });

  it('a press on the number of incidents of a figure shows them in the list, and another takes it back', async () => {
    const desk = await page(
      html`<incident-kpi-card kpi="backlog" priority="3"></incident-kpi-card><incident-list></incident-list>`,
    );
    const figure = desk.querySelector('incident-kpi-card')!;
    await settled(figure);
    const told: unknown[] = [];
    desk.addEventListener('incident-narrowed', ({ detail }) => told.push(detail.kpi));
    within(figure, '.lines').click();
    await waitUntil(() => rows(desk).join() === 'lamp,pay', 'its two', { timeout: 5000 });
    expect(within(figure, '.lines').ariaPressed).to.equal('true');
    within(figure, '.lines').click();
    await waitUntil(() => rows(desk).length === 3, 'all three again', { timeout: 5000 });
    expect(told).to.deep.equal(['backlog', null]);
    desk.addEventListener('incident-narrowed', (event) => event.preventDefault());
    within(figure, '.lines').click();
    await figure.updateComplete;
    expect(within(figure, '.lines').ariaPressed).to.equal('false');
  });
});
