import { expect, html, waitUntil } from '@open-wc/testing';
import type { TemplateResult } from 'lit';

import '../../src/define/incident-workbench.js';
import { openDesk, settled, textOf, within } from '../support/desk-fixture.js';
import { minute, numbered, now } from '../support/queue-fixture.js';
import { scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedOptions } from '../support/scripted-adapter.js';

const elif = { id: 'elif', name: 'Elif Demir' };
const lena = { id: 'lena', name: 'Lena Fischer' };
const network = { id: 'network', label: 'Network' };
/** Somebody has answered, and there is time enough to resolve it. */
const answered = { acknowledgedAt: now, firstResponseAt: now, loggedAt: now, dueAt: now + 9 * 60 * minute };
const mixed = [
  numbered(1, { ...answered, priority: 1, major: true, assignee: lena, group: network }),
  numbered(2, { ...answered, priority: 2, dueAt: now + 20 * minute, assignee: elif }),
  numbered(3, { ...answered, priority: 3, dueAt: now - 20 * minute, assignee: lena }),
  numbered(4, { ...answered, priority: 4 }),
  numbered(5, { ...answered, priority: 4, group: network }),
  numbered(6, { status: { category: 'resolved' }, assignee: lena }),
];
const patient = { timeout: 8000 };

interface BenchSetup extends ScriptedOptions {
  readonly width?: number;
  readonly content?: TemplateResult;
  readonly lang?: string;
}

/** A workbench of some width on a scripted backend. */
async function bench({ width = 1280, content, lang, ...rest }: BenchSetup = {}) {
  const adapter = scriptedAdapter({ incidents: mixed, now: () => now, ...rest });
  const { desk } = await openDesk(
    html`<incident-workbench user-groups="network">${content}</incident-workbench>`,
    { adapter, ...(lang === undefined ? {} : { lang }) },
  );
  desk.setAttribute('now', new Date(now).toISOString());
  desk.style.display = 'block';
  const resize = async (px: number): Promise<void> => {
    desk.style.inlineSize = `${String(px)}px`;
    await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
    await element.updateComplete;
  };
  const element = desk.querySelector('incident-workbench')!;
  await resize(width);
  await settled(element);
  const list =
    element.querySelector('incident-list') ??
    within<HTMLElementTagNameMap['incident-list']>(element, 'incident-list');
  await settled(list);
  const views = (host: Element): (string | undefined)[] =>
    [...host.shadowRoot!.querySelectorAll<HTMLElement>('.views .view')].map((view) =>
      view.textContent?.replace(/\s+/gu, ' ').trim(),
    );
  return {
    adapter,
    desk,
    element,
    list,
    resize,
    inColumn: () => views(element),
    inList: () => views(list),
    view: (id: string) => within<HTMLButtonElement>(element, `[data-view="${id}"]`),
    current: () => element.shadowRoot!.querySelector<HTMLElement>('[aria-current="true"]')?.dataset['view'],
    person: (name: string): HTMLButtonElement =>
      [...element.shadowRoot!.querySelectorAll<HTMLButtonElement>('.names .view')].find((one) =>
        one.textContent?.includes(name),
      )!,
    ids: () =>
      [...list.shadowRoot!.querySelectorAll<HTMLElement>('.body .row-of')]
        .map((row) => row.dataset['id'])
        .join(' '),
  };
}

describe('the views of incident-workbench', () => {
  it('stand in the left column with their counts where there are three panes, and in the list where there are not', async () => {
    const { inColumn, inList, resize } = await bench();
    const counted = [
      'Mine 1',
      'Unassigned 2',
      'My groups 2',
      'Late within the hour 1',
      'Major 1',
      'Everything open 5',
      'Resolved, not confirmed 1',
    ];
    await waitUntil(() => inColumn().join() === counted.join(), 'counted', patient);
    expect(inList(), 'not twice').to.deep.equal([]);
    await resize(800);
    await waitUntil(() => inList().join() === counted.join(), 'in the list', patient);
    expect(inColumn()).to.deep.equal([]);
    await resize(1280);
    await waitUntil(() => inColumn().join() === counted.join(), 'back again', patient);
    expect(inList()).to.deep.equal([]);
  });

  it('are chosen in the column and followed by the queue, and the other way round', async () => {
    const { view, current, ids, list } = await bench();
    await waitUntil(() => current() === 'open', 'offered', patient);
    view('mine').click();
    await waitUntil(() => ids() === 'i2', 'mine', patient);
    await waitUntil(() => current() === 'mine', 'marked', patient);
    list.view = 'major';
    await waitUntil(() => current() === 'major' && ids() === 'i1', 'by the list', patient);
  });

  it('cost no request but the ones for everything open, which the heat map and who has what share, and for how much is resolved', async () => {
    const { adapter, inColumn, view, ids, person } = await bench();
    await waitUntil(() => inColumn().includes('Resolved, not confirmed 1'), 'counted', patient);
    await waitUntil(() => Boolean(person('Lena')), 'named', patient);
    const before = adapter.count('list');
    // The queue's own page, everything open, and how many are resolved.
    expect(before).to.be.at.most(3);
    for (const [id, shown] of [
      ['major', 'i1'],
      ['mine', 'i2'],
      ['unassigned', 'i4 i5'],
    ] as const) {
      view(id).click();
      await waitUntil(() => ids() === shown, id, patient);
    }
    expect(adapter.count('list')).to.equal(before);
  });

  it('say that a count is not known where only a part has been read, and never 0 for it', async () => {
    const many = Array.from({ length: 1_005 }, (_, at) => numbered(at + 1, { ...answered, assignee: elif }));
    const { inColumn, view } = await bench({ incidents: many });
    // The backend counts what is somebody's, and cannot be asked what is late within the hour.
    await waitUntil(() => inColumn().includes('Everything open 1,005'), 'counted by the backend', patient);
    expect(view('breaching').textContent).to.contain('How many is not known.');
    expect(view('breaching').querySelectorAll('.number').length).to.equal(0);
  });

  it('are not offered where the backend tells nothing of what they are about', async () => {
    const { inColumn } = await bench({ traits: { fields: { title: { read: true, write: true } } } });
    const left = ['Late within the hour 1', 'Everything open 5', 'Resolved, not confirmed 1'];
    await waitUntil(() => inColumn().join() === left.join(), 'the others', patient);
  });

  it('are named where the page asks for one that does not exist', async () => {
    const { list } = await bench();
    list.view = 'nope';
    await waitUntil(
      () => textOf(list).includes('there is no view "nope"; there are mine, unassigned'),
      '',
      patient,
    );
  });

  it('are coloured only where something presses', async () => {
    const { view, inColumn } = await bench({ incidents: mixed.slice(1) });
    await waitUntil(() => inColumn().includes('Late within the hour 1'), 'counted', patient);
    expect(view('breaching').dataset['tone']).to.equal('soon');
    expect(view('major').dataset['tone'], 'there is none').to.equal(undefined);
    expect(view('mine').dataset['tone']).to.equal(undefined);
  });

  it('are those of the page’s own list in the slot of the queue, too', async () => {
    const { inColumn, inList, view, ids } = await bench({
      content: html`<incident-list slot="queue" views="major open" view="open"></incident-list>`,
    });
    await waitUntil(() => inColumn().join() === 'Major 1,Everything open 5', 'its views', patient);
    expect(inList()).to.deep.equal([]);
    view('major').click();
    await waitUntil(() => ids() === 'i1', 'followed', patient);
  });

  it('leave a second list on the page its own views', async () => {
    const { inColumn, inList, element } = await bench({
      content: html`<incident-list slot="incident" views="all" view="all"></incident-list>`,
    });
    const queue = within(element, 'incident-list').shadowRoot!.querySelectorAll('.views .view');
    await waitUntil(() => inColumn().length > 0, 'one of them in the column', patient);
    // Whichever was first: every view stands once.
    expect(inColumn().length + inList().length + queue.length).to.equal(7 + 1);
  });
});

describe('who has what in incident-workbench', () => {
  it('names people with how much they have, the busiest first, and nobody last', async () => {
    const { element, person } = await bench();
    await waitUntil(() => Boolean(person('Nobody')), 'counted', patient);
    const names = [...element.shadowRoot!.querySelectorAll('.names .view')].map((one) =>
      one.textContent.replace(/\s+/gu, ' ').trim(),
    );
    expect(names).to.deep.equal(['Lena Fischer 2', 'Elif Demir 1', 'Nobody 2']);
    expect(person('Nobody').dataset['tone']).to.equal('soon');
  });

  it('shows in the queue exactly what it has counted, whichever view was there, and the view afterwards', async () => {
    const { person, view, current, ids } = await bench();
    await waitUntil(() => Boolean(person('Lena')), 'counted', patient);
    view('mine').click();
    await waitUntil(() => ids() === 'i2', 'mine', patient);
    person('Lena').click();
    await waitUntil(() => ids().split(' ').sort().join() === 'i1,i3', 'hers', patient);
    await waitUntil(() => person('Lena').ariaPressed === 'true', 'pressed', patient);
    expect(current(), 'no view').to.equal(undefined);
    person('Nobody').click();
    await waitUntil(() => ids() === 'i4 i5', 'nobody’s', patient);
    person('Nobody').click();
    await waitUntil(() => ids() === 'i2' && current() === 'mine', 'mine again', patient);
  });

  it('lets go of somebody when a view is chosen', async () => {
    const { person, view, current, ids } = await bench();
    await waitUntil(() => Boolean(person('Lena')), 'counted', patient);
    person('Lena').click();
    await waitUntil(() => ids().split(' ').length === 2, 'hers', patient);
    view('unassigned').click();
    await waitUntil(() => ids() === 'i4 i5', 'the view alone', patient);
    expect(person('Lena').ariaPressed).to.equal('false');
    expect(current()).to.equal('unassigned');
  });
});

describe('the queue of incident-workbench', () => {
  it('stands under headings by risk with how many there are under each', async () => {
    const { list, ids } = await bench();
    await waitUntil(() => ids() === 'i1 i3 i2 i4 i5', 'by risk', patient);
    const headings = [...list.shadowRoot!.querySelectorAll('.heading')].map((one) =>
      one.textContent.replace(/\s+/gu, ' ').trim(),
    );
    expect(headings).to.deep.equal(['Major 1', 'Late 1', 'Late within the hour 1', 'Later 2']);
  });

  it('tells its keys in a line that stays in sight however long it is', async () => {
    const many = Array.from({ length: 40 }, (_, at) => numbered(at + 1, answered));
    const { element, list } = await bench({ incidents: many });
    await waitUntil(() => textOf(list).includes('j k Move'), 'the keys', patient);
    element.style.setProperty('--incident-workbench-height', '400px');
    // The browser of a test has no pointer that hovers, and is taken for one without a keyboard.
    const keyboard = new CSSStyleSheet();
    keyboard.replaceSync('.hint { display: flex !important }');
    list.shadowRoot!.adoptedStyleSheets.push(keyboard);
    const pane = within(element, '.queue');
    expect(pane.scrollHeight).to.be.above(800);
    const gap = (): number =>
      pane.getBoundingClientRect().bottom - within(list, '.hint').getBoundingClientRect().bottom;
    await waitUntil(() => Math.abs(gap()) <= 1, 'at the beginning', patient);
    const top = (): number => within(list, '.hint').getBoundingClientRect().top;
    const rows = [...list.shadowRoot!.querySelectorAll<HTMLElement>('.body .row-of')];
    const covered = rows.findIndex((row) => row.getBoundingClientRect().bottom > top() + 4);
    rows[covered - 1]!.focus();
    rows[covered - 1]!.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
    expect(list.shadowRoot!.activeElement, 'the covered line has the focus').to.equal(rows[covered]);
    expect(rows[covered]!.getBoundingClientRect().bottom, 'and is not covered').to.be.at.most(top() + 1);
  });
});
