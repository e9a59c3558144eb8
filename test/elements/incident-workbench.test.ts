import { expect, html, waitUntil } from '@open-wc/testing';
import { nothing } from 'lit';

import '../../src/define/incident-workbench.js';
import { IncidentError } from '../../src/core/errors.js';
import { openIncidents } from '../../src/ui/open-incidents.js';
import type { IncidentWorkbench } from '../../src/elements/incident-workbench/incident-workbench.js';
import { expectAccessible } from '../support/accessible.js';
import { buttonOf, openDesk, settled, textOf, within } from '../support/desk-fixture.js';
import { incident, noNetwork, scriptedAdapter, signedOut } from '../support/scripted-adapter.js';
import { standIns } from '../support/stand-in.js';

const incidents = [
  incident({ id: 'i1', number: 'INC0001', title: 'Payroll stops at step 4', status: { category: 'active' } }),
  incident({ id: 'i2', number: 'INC0002', title: 'A printer jams', status: { category: 'new' } }),
];

async function open(width: number, links?: string | true) {
  const adapter = scriptedAdapter({ incidents });
  const { desk } = await openDesk(
    html`<incident-workbench
      deep-links=${links === true ? '' : (links ?? nothing)}
      class="w${width}"
    ></incident-workbench>`,
    { adapter },
  );
  desk.style.display = 'block';
  desk.style.inlineSize = `${String(width)}px`;
  const element = desk.querySelector('incident-workbench')!;
  await settled(element);
  const list = within<HTMLElementTagNameMap['incident-list']>(element, 'incident-list');
  await settled(list);
  // The panes follow the width one frame later.
  await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  return { desk, element, list, adapter };
}

const visible = (element: IncidentWorkbench, selector: string): boolean =>
  within(element, selector).getBoundingClientRect().width > 0;

describe('incident-workbench', () => {
  const { replace, heal } = standIns();
  afterEach(() => {
    heal();
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('is a whole desk from one tag: the queue, and beside it the chosen incident with its steps, clocks, ladder and timeline', async () => {
    const { desk, element } = await open(1280);
    expect(textOf(element)).to.contain('No incident is chosen.');
    desk.select('i1');
    await waitUntil(() => element.shadowRoot?.querySelector('incident-timeline') !== null);
    const lifecycle = within<HTMLElementTagNameMap['incident-lifecycle']>(element, 'incident-lifecycle');
    await waitUntil(() => textOf(lifecycle).includes('In progress'), '', { timeout: 8000 });
    const record = within<HTMLElementTagNameMap['incident-record']>(element, 'incident-record');
    await waitUntil(() => textOf(record).includes('Payroll stops at step 4'), '', { timeout: 8000 });
    const clock = within(element, 'incident-sla-clock');
    const timeline = within<HTMLElementTagNameMap['incident-timeline']>(element, 'incident-timeline');
    await waitUntil(() => timeline.shadowRoot!.querySelectorAll('.composer').length > 0, '', {
      timeout: 8000,
    });
    const ladder = within<HTMLElementTagNameMap['incident-escalation']>(element, 'incident-escalation');
    await waitUntil(() => textOf(ladder).includes('Escalation'), '', { timeout: 8000 });
    for (const part of [clock, ladder, within(timeline, '.composer')])
      expect(part.getBoundingClientRect().height, part.localName).to.be.above(0);
    expect([visible(element, '.queue'), visible(element, '.incident')]).to.deep.equal([true, true]);
  });

  it('keeps the place to write at the lower edge of its pane, wherever the incident is read', async () => {
    const { desk, element } = await open(1280);
    element.style.setProperty('--incident-workbench-height', '500px');
    desk.select('i1');
    await waitUntil(() => element.shadowRoot?.querySelector('incident-timeline') !== null);
    const timeline = within<HTMLElementTagNameMap['incident-timeline']>(element, 'incident-timeline');
    await waitUntil(() => timeline.shadowRoot!.querySelectorAll('.composer').length > 0, '', {
      timeout: 8000,
    });
    const pane = within(element, '.incident');
    const gap = (): number =>
      pane.getBoundingClientRect().bottom - within(timeline, '.composer').getBoundingClientRect().bottom;
    await waitUntil(() => pane.scrollHeight > 700, 'the record stands', { timeout: 8000 });
    expect(gap(), 'at the beginning').to.be.closeTo(0, 1);
    pane.scrollTop = pane.scrollHeight;
    expect(gap(), 'at the end').to.be.closeTo(0, 1);
  });

  it('says once in the incident that nothing can be reached, and not with each of its parts', async () => {
    const { desk, element, adapter } = await open(1280);
    desk.select('i1');
    await waitUntil(() => element.shadowRoot?.querySelector('incident-lifecycle'));
    const lifecycle = within<HTMLElementTagNameMap['incident-lifecycle']>(element, 'incident-lifecycle');
    const record = within<HTMLElementTagNameMap['incident-record']>(element, 'incident-record');
    await waitUntil(() => textOf(lifecycle).includes('In progress'), '', { timeout: 8000 });
    await waitUntil(() => textOf(record).includes('Payroll stops'), '', { timeout: 8000 });
    adapter.always('get', { fail: noNetwork() });
    await Promise.all([lifecycle.refresh(), record.refresh()]);
    await waitUntil(() => textOf(record).includes('Could not be refreshed'), '', { timeout: 8000 });
    await lifecycle.updateComplete;
    expect(textOf(lifecycle)).to.not.contain('Could not be refreshed');
  });

  it('counts who has what for those who look, and shows in the queue what one of them has', async () => {
    const group = { id: 'network', label: 'Network' };
    const lena = { id: 'lena', name: 'Lena Fischer' };
    const mehmet = { id: 'mehmet', name: 'Mehmet Şahin' };
    const status = { category: 'active' } as const;
    const adapter = scriptedAdapter({
      incidents: [
        incident({ id: 'a', title: 'One', status, group, assignee: lena, priority: 1, major: true }),
        incident({ id: 'b', title: 'Two', status, group, assignee: lena, priority: 4 }),
        incident({ id: 'c', title: 'Three', status, group, assignee: mehmet, priority: 4 }),
        incident({ id: 'd', title: 'Four', status: { category: 'new' }, group, priority: 3 }),
      ],
    });
    const { desk } = await openDesk(html`<incident-workbench></incident-workbench>`, {
      adapter,
      policy: { supportLines: { network: 2 } },
    });
    desk.style.display = 'block';
    desk.style.inlineSize = '1280px';
    const element = desk.querySelector('incident-workbench')!;
    await settled(element);
    const list = within<HTMLElementTagNameMap['incident-list']>(element, 'incident-list');
    await settled(list);
    within<HTMLDetailsElement>(element, '.workload-of').open = true;
    await waitUntil(() => element.shadowRoot?.querySelector('table.workload') != null, '', { timeout: 8000 });
    const rows = [...element.shadowRoot!.querySelectorAll('table.workload tbody tr')].map((row) =>
      [...row.children].slice(0, 3).map(({ textContent }) => textContent.replaceAll(/\s+/gu, ' ').trim()),
    );
    expect(rows).to.deep.equal([
      ['Lena Fischer', '2', '1'],
      ['Mehmet Şahin', '1', '0'],
      ['Network 2nd line', '4', '1'],
    ]);
    await expectAccessible(element);
    const mehmets = within<HTMLButtonElement>(element, '[aria-label="Show in the queue: Mehmet Şahin"]');
    mehmets.click();
    await waitUntil(() => textOf(list).includes('Three') && !textOf(list).includes('Two'), '', {
      timeout: 8000,
    });
    await waitUntil(() => mehmets.ariaPressed === 'true');
    mehmets.click();
    await waitUntil(() => textOf(list).includes('Two'), '', { timeout: 8000 });
  });

  it('says when it has counted only a part of the queue, and reads the rest', async () => {
    const many = Array.from({ length: 1_030 }, (_, n) =>
      incident({
        id: `n${String(n)}`,
        status: { category: 'active' },
        assignee: { id: 'lena', name: 'Lena Fischer' },
      }),
    );
    const { desk } = await openDesk(html`<incident-workbench></incident-workbench>`, {
      adapter: scriptedAdapter({ incidents: many }),
    });
    const element = desk.querySelector('incident-workbench')!;
    await settled(element);
    within<HTMLDetailsElement>(element, '.workload-of').open = true;
    await waitUntil(() => textOf(element).includes('Counted from the 1,000 of 1,030 open incidents'), '', {
      timeout: 8000,
    });
    buttonOf(element, 'Read the rest').click();
    await waitUntil(() => !textOf(element).includes('Counted from'), '', { timeout: 8000 });
    expect(within(element, 'table.workload tbody td').textContent.trim()).to.equal('1,030');
  });

  it('has three panes, two or one by its own width', async () => {
    const columns = async (width: number): Promise<number> => {
      const { element } = await open(width);
      return getComputedStyle(within(element, '.panes')).gridTemplateColumns.split(' ').length;
    };
    expect([await columns(1280), await columns(800), await columns(360)]).to.deep.equal([3, 2, 1]);
  });

  it('shows the chosen incident in the queue’s place where there is one pane, and the way back', async () => {
    const { desk, element } = await open(360);
    expect(visible(element, '.incident')).to.equal(false);
    desk.select('i2');
    await waitUntil(() => visible(element, '.incident'));
    expect(visible(element, '.queue')).to.equal(false);
    within(element, '.back').click();
    await waitUntil(() => visible(element, '.queue'));
    expect(desk.selection).to.equal(undefined);
  });

  it('writes the chosen incident into the address only where the page has opted into that, and goes back with it', async () => {
    const { desk } = await open(1280);
    desk.select('i1');
    await new Promise((next) => setTimeout(next, 100));
    expect(location.hash).to.equal('');
    desk.remove();
    const before: { state: unknown; hash: string }[] = [];
    const real = history.pushState.bind(history);
    /** What the browser does at a step back; its own could leave the page of the tests. */
    const back = () => {
      const { state, hash } = before.pop()!;
      history.replaceState(state, '', location.pathname + location.search + hash);
      dispatchEvent(new PopStateEvent('popstate', { state }));
    };
    replace(history, 'pushState', {
      value(...given: Parameters<History['pushState']>) {
        before.push({ state: history.state as unknown, hash: location.hash });
        real(...given);
      },
    });
    const linked = await open(1280, true);
    linked.desk.select('i1');
    await waitUntil(() => location.hash === '#incident=INC0001');
    linked.desk.select('i2');
    await waitUntil(() => location.hash === '#incident=INC0002');
    expect(before.map(({ hash }) => hash)).to.deep.equal(['', '#incident=INC0001']);
    back();
    await waitUntil(() => linked.desk.selection === 'i1', '', { timeout: 5000 });
    back();
    await waitUntil(() => linked.desk.selection === undefined, '', { timeout: 5000 });
    expect([location.hash, before.length]).to.deep.equal(['', 0]);
  });

  it('opens the incident whose number is in the address, and the one whose id it is', async () => {
    history.replaceState(null, '', '#incident=INC0002');
    const { desk } = await open(1280, true);
    await waitUntil(() => desk.selection === 'i2', '', { timeout: 5000 });
    expect(location.hash).to.equal('#incident=INC0002');
    location.hash = 'incident=i1';
    await waitUntil(() => desk.selection === 'i1', '', { timeout: 5000 });
    await waitUntil(() => location.hash === '#incident=INC0001', '', { timeout: 5000 });
  });

  it('keeps the number of a link while the ticket system takes its time to find it', async () => {
    const { desk, element, adapter } = await open(1280, true);
    desk.select('i1');
    await waitUntil(() => location.hash === '#incident=INC0001', '', { timeout: 5000 });
    let answer = (): void => undefined;
    const slow = new Promise<void>((done) => (answer = done));
    adapter.always('list', { until: slow });
    const asked = adapter.count('list');
    location.hash = 'incident=INC0002';
    await waitUntil(() => adapter.count('list') > asked, 'asked', { timeout: 5000 });
    // Something else is drawn meanwhile, as each minute.
    element.requestUpdate();
    await element.updateComplete;
    expect(location.hash).to.equal('#incident=INC0002');
    answer();
    await waitUntil(() => desk.selection === 'i2', 'it is shown', { timeout: 5000 });
    expect(location.hash).to.equal('#incident=INC0002');
  });

  for (const [what, fault] of [
    ['without a network', noNetwork()],
    ['after the session has ended', signedOut()],
  ] as const)
    it(`finds the incident of a link that was opened ${what}, once the ticket system can be asked`, async () => {
      const { desk, element, adapter } = await open(1280, true);
      adapter.always('list', { fail: fault });
      adapter.always('get', { fail: fault });
      location.hash = 'incident=INC0002';
      await waitUntil(() => desk.selection === 'INC0002', 'asked in vain', { timeout: 5000 });
      adapter.always('list', undefined);
      adapter.always('get', undefined);
      await desk.store?.resume();
      await waitUntil(() => desk.selection === 'i2', 'found', { timeout: 5000 });
      expect(location.hash).to.equal('#incident=INC0002');
      expect(textOf(within(element, 'incident-record'))).not.to.contain('This incident is not there');
    });

  it('says once that the ticket system cannot be reached, where the queue is', async () => {
    const adapter = scriptedAdapter({ incidents });
    adapter.always('list', { fail: new IncidentError('unavailable', 'Down for an hour.', { status: 503 }) });
    const { desk } = await openDesk(html`<incident-workbench></incident-workbench>`, {
      adapter,
      persistence: 'none',
    });
    desk.style.cssText = 'display: block; position: absolute; inset: 0 auto auto 0; inline-size: 1280px';
    const element = desk.querySelector('incident-workbench')!;
    await settled(element);
    const list = within<HTMLElementTagNameMap['incident-list']>(element, 'incident-list');
    await waitUntil(() => textOf(list).includes('Down for an hour.'), 'the queue says it', { timeout: 5000 });
    const column = (): Element | null => element.shadowRoot!.querySelector('section.overview');
    await waitUntil(
      () => column()?.textContent.match(/Not known for now\./gu)?.length === 2,
      'both say what they know',
      { timeout: 5000 },
    );
    expect(column()?.querySelector('[role="alert"]')).to.equal(null);
    const matrix = within(element, 'incident-priority-matrix');
    expect(
      matrix.shadowRoot?.querySelector<HTMLSlotElement>('slot[name="error"]')?.assignedElements(),
    ).to.have.length(1);
    adapter.always('list', undefined);
    await desk.store?.resume();
    await waitUntil(() => !column()?.textContent.includes('Not known for now.'), 'it is back', {
      timeout: 5000,
    });
    // Out of reach again: what is shown may be old by now, and that too is said once.
    adapter.always('list', { fail: noNetwork() });
    await Promise.all([list.refresh(), openIncidents(desk.store!).refresh()]);
    await waitUntil(() => textOf(list).includes('Could not be refreshed'), 'the queue says it', {
      timeout: 5000,
    });
    await settled(element);
    expect(textOf(matrix)).to.not.contain('Could not be refreshed');
  });

  it('leaves the address alone outside of its place of the page', async () => {
    history.replaceState(null, '', '#help');
    const { desk } = await open(1280, 'desk/');
    desk.select('i1');
    await new Promise((next) => setTimeout(next, 100));
    expect(location.hash).to.equal('#help');
    location.hash = 'desk/INC0002';
    await waitUntil(() => desk.selection === 'i2', '', { timeout: 5000 });
    location.hash = 'help';
    await new Promise((next) => setTimeout(next, 100));
    expect(desk.selection).to.equal('i2');
    location.hash = 'desk';
    await waitUntil(() => desk.selection === undefined, '', { timeout: 5000 });
    desk.select('i1');
    await waitUntil(() => location.hash === '#desk/INC0001', '', { timeout: 5000 });
  });

  it('begins with the view that was chosen last on this device, where the page names none', async () => {
    const name = `kept-view-${crypto.randomUUID()}`;
    const start = async (view?: string) => {
      const { desk } = await openDesk(
        html`<incident-workbench view=${view ?? nothing}></incident-workbench>`,
        { adapter: scriptedAdapter({ incidents, name }), persistence: 'indexeddb' },
      );
      const element = desk.querySelector('incident-workbench')!;
      await settled(element);
      const list = within<HTMLElementTagNameMap['incident-list']>(element, 'incident-list');
      await settled(list);
      return { desk, list };
    };
    const current = (list: Element): string | undefined =>
      list.shadowRoot!.querySelector<HTMLElement>('.view[aria-current="true"]')?.dataset['view'];
    const first = await start();
    expect(current(first.list)).to.equal('open');
    within(first.list, '.view[data-view="unassigned"]').click();
    await waitUntil(() => current(first.list) === 'unassigned');
    await new Promise((next) => setTimeout(next, 300));
    first.desk.remove();
    const second = await start();
    await waitUntil(() => current(second.list) === 'unassigned', 'the kept view', { timeout: 5000 });
    second.desk.remove();
    const third = await start('major');
    await new Promise((next) => setTimeout(next, 300));
    expect(current(third.list)).to.equal('major');
  });

  it('passes the accessibility rules with an incident chosen', async () => {
    const { desk, element } = await open(1280);
    desk.select('i1');
    await waitUntil(() => element.shadowRoot?.querySelector('incident-timeline') !== null);
    await expectAccessible(element);
  });
});
