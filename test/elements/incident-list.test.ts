import { expect, fixture, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-list.js';
import '../../src/define/incident-desk.js';
import type { Incident } from '../../src/core/incident.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import type { IncidentList } from '../../src/elements/incident-list/incident-list.js';
import type { IncidentSelectedDetail } from '../../src/ui/events.js';
import { settled } from '../support/desk-fixture.js';
import { incident, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedOptions } from '../support/scripted-adapter.js';

const now = Date.UTC(2026, 2, 27, 9, 30);
const minute = 60_000;

const open = (n: number, part: Partial<Incident> = {}): Incident =>
  incident({
    id: `i${String(n)}`,
    number: `INC${String(n).padStart(4, '0')}`,
    title: `Number ${String(n)} does not work`,
    priority: 1 + (n % 5),
    status: { category: 'active' },
    loggedAt: now - n * 60 * minute,
    updatedAt: now - n * 10 * minute,
    ...part,
  });

const many = (count: number): readonly Incident[] => Array.from({ length: count }, (_, at) => open(at + 1));

async function listOf(
  incidents: readonly Incident[],
  setup: ScriptedOptions &
    Partial<Pick<IncidentList, 'status' | 'limit' | 'sort'>> & { readonly lang?: string } = {},
) {
  const { status = 'open', limit = 20, sort = '-updatedAt', lang = 'en', ...rest } = setup;
  const adapter = scriptedAdapter({ incidents, now: () => now, ...rest });
  const desk = await fixture<IncidentDesk>(
    html`<incident-desk
      .adapterObject=${adapter}
      persistence="none"
      lang=${lang}
      time-zone="Europe/Berlin"
      now="2026-03-27T09:30:00Z"
      ><incident-list status=${status} limit=${limit} sort=${sort}></incident-list
    ></incident-desk>`,
  );
  const element = desk.querySelector('incident-list')!;
  const root = element.shadowRoot!;
  await settled(element);
  const rows = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('.body [role="row"]')];
  const ids = (): (string | undefined)[] => rows().map((row) => row.dataset['id']);
  const text = (selector?: string): string =>
    ((selector ? root.querySelector(selector) : root)?.textContent ?? '').replace(/\s+/gu, ' ').trim();
  const press = (key: string): void =>
    void root.activeElement!.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
    );
  return { adapter, desk, element, root, rows, ids, text, press };
}

describe('incident-list', () => {
  it('shows number, title, priority, status, age and last change of what is open', async () => {
    const { rows, ids, text } = await listOf([
      open(1),
      open(2),
      open(3, { status: { category: 'resolved' } }),
    ]);
    expect(ids()).to.deep.equal(['i1', 'i2']);
    await waitUntil(() => text('.body .cell-age') !== '', 'times', { timeout: 5000 });
    expect(rows()[0]!.textContent.replace(/\s+/gu, ' ').trim()).to.equal(
      'INC0001 Number 1 does not work P2 High In progress 1 hour ago 10 minutes ago',
    );
    expect(rows()[0]!.querySelector('time')!.dateTime).to.equal('2026-03-27T08:30:00.000Z');
    expect(text('[role="status"]')).to.equal('2 incidents');
  });

  it('shows all, or the categories it is asked for', async () => {
    const incidents = [
      open(1),
      open(2, { status: { category: 'resolved' } }),
      open(3, { status: { category: 'cancelled' } }),
    ];
    const { element, ids } = await listOf(incidents, { status: 'all' });
    expect(ids()).to.deep.equal(['i1', 'i2', 'i3']);
    element.status = 'resolved,cancelled';
    await waitUntil(() => ids().join() === 'i2,i3', 'two', { timeout: 5000 });
  });

  it('chooses by click and by keyboard and tells the page', async () => {
    const { element, root, rows, press } = await listOf(many(5));
    const told: IncidentSelectedDetail[] = [];
    element.addEventListener('incident-selected', (event) => told.push(event.detail));
    rows()[1]!.click();
    await element.updateComplete;
    expect(told).to.deep.equal([{ incidentId: 'i2', number: 'INC0002', status: 'active' }]);
    expect(element.selected).to.equal('i2');
    expect(rows()[1]!.getAttribute('aria-selected')).to.equal('true');
    rows()[1]!.focus();
    press('ArrowDown');
    expect((root.activeElement as HTMLElement).dataset['id']).to.equal('i3');
    press('End');
    press('ArrowDown');
    expect((root.activeElement as HTMLElement).dataset['id']).to.equal('i5');
    press('Home');
    press('ArrowDown');
    press('Enter');
    await element.updateComplete;
    expect(told.map(({ incidentId }) => incidentId)).to.deep.equal(['i2', 'i2']);
    press('ArrowUp');
    press(' ');
    expect(element.selected).to.equal('i1');
    expect(rows().filter((row) => row.tabIndex === 0)).to.have.length(1);
  });

  it('loads more and says how many there are', async () => {
    const { root, rows, text } = await listOf(many(45));
    expect(rows()).to.have.length(20);
    expect(text('[role="status"]')).to.equal('45 incidents');
    expect(root.querySelector('[role="grid"]')!.getAttribute('aria-rowcount')).to.equal('46');
    root.querySelector<HTMLButtonElement>('.more button')!.click();
    await waitUntil(() => rows().length === 40, 'second page', { timeout: 5000 });
    root.querySelector<HTMLButtonElement>('.more button')!.click();
    await waitUntil(() => rows().length === 45, 'third page', { timeout: 5000 });
    expect(root.querySelector('.more')).to.equal(null);
  });

  it('leads the keyboard on to what the last page has brought, when its button goes away', async () => {
    const { root, rows } = await listOf(many(25));
    const button = root.querySelector<HTMLButtonElement>('.more button')!;
    button.focus();
    button.click();
    await waitUntil(() => root.activeElement === rows()[20], 'the first new row', { timeout: 5000 });
    expect(root.querySelector('.more')).to.equal(null);
  });

  it('says “20+” where the backend does not count', async () => {
    const adapter = scriptedAdapter({ incidents: many(45), now: () => now });
    const { list } = adapter;
    const uncounted = Object.assign(adapter, {
      list: async (...all: Parameters<typeof list>) => ({ ...(await list(...all)), total: null }),
    });
    const desk = await fixture<IncidentDesk>(
      html`<incident-desk .adapterObject=${uncounted} persistence="none" lang="en"
        ><incident-list></incident-list
      ></incident-desk>`,
    );
    const root = desk.querySelector('incident-list')!.shadowRoot!;
    await waitUntil(
      () => root.querySelector('[role="status"]')?.textContent?.trim() === '20+ incidents',
      'count',
      { timeout: 5000 },
    );
  });

  it('keeps few rows on the page when many are loaded, and reaches the last one by keyboard', async () => {
    const { root, rows, press } = await listOf(many(450), { limit: 450 });
    expect(rows().length).to.be.below(40);
    rows()[0]!.focus();
    press('End');
    expect((root.activeElement as HTMLElement).dataset['id']).to.equal('i450');
    expect(root.activeElement!.getAttribute('aria-rowindex')).to.equal('451');
    press('ArrowUp');
    expect((root.activeElement as HTMLElement).dataset['id']).to.equal('i449');
  });

  it('searches a moment after the last key, and empties the search again', async () => {
    const { adapter, element, root, ids, text } = await listOf(many(30));
    const field = root.querySelector<HTMLInputElement>('input[type="search"]')!;
    const before = adapter.count('list');
    for (const value of ['Number 1', 'Number 17']) {
      field.value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    await waitUntil(() => ids().join() === 'i17', 'found', { timeout: 5000 });
    expect(adapter.count('list') - before).to.equal(1);
    field.value = 'zebra';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await waitUntil(() => element.matches(':state(empty)'), 'nothing', { timeout: 5000 });
    expect(text()).to.contain('Nothing found for “zebra”.');
    root.querySelector<HTMLButtonElement>('.state button')!.click();
    await waitUntil(() => ids().length === 20, 'all again', { timeout: 5000 });
  });

  it('has no search field where the backend cannot search', async () => {
    const { root } = await listOf(many(2), { traits: { search: false } });
    expect(root.querySelector('input')).to.equal(null);
  });

  it('sorts by the columns the backend can sort by', async () => {
    const { element, root, ids } = await listOf(many(4), {
      traits: { sort: ['priority', 'updatedAt'] },
    });
    expect(ids()).to.deep.equal(['i1', 'i2', 'i3', 'i4']);
    const heads = [...root.querySelectorAll('[role="columnheader"]')];
    expect(heads.map((head) => head.querySelector('button') !== null)).to.deep.equal([
      false,
      false,
      true,
      false,
      false,
      true,
    ]);
    expect(heads[5]!.getAttribute('aria-sort')).to.equal('descending');
    heads[5]!.querySelector('button')!.click();
    await waitUntil(() => ids().join() === 'i4,i3,i2,i1', 'oldest change first', { timeout: 5000 });
    expect(element.sort).to.equal('updatedAt');
    expect(heads[5]!.getAttribute('aria-sort')).to.equal('ascending');
  });

  it('puts what is not sent yet on top with its state', async () => {
    const { adapter, desk, rows } = await listOf(many(3));
    adapter.always('create', { until: new Promise(() => undefined) });
    await desk.store!.createIncident({ title: 'Coffee machine leaks', description: '' });
    await waitUntil(() => rows()[0]?.classList.contains('pending'), 'pending', { timeout: 5000 });
    expect(rows()[0]!.textContent)
      .to.contain('Coffee machine leaks')
      .and.to.contain('not numbered yet')
      .and.to.match(/Sending …|Waiting to be sent/u);
  });

  it('takes a whole query as a property', async () => {
    const { element, ids } = await listOf(many(12));
    element.query = { priority: [1] };
    await waitUntil(() => ids().join() === 'i5,i10', 'first priority', { timeout: 5000 });
  });

  it('says that nothing is open, and what went wrong', async () => {
    const none = await listOf([]);
    expect(none.element.matches(':state(empty)')).to.equal(true);
    expect(none.text()).to.contain('Nothing is open.');
    const broken = await listOf(many(1));
    broken.adapter.always('list', { fail: noNetwork() });
    await broken.element.refresh();
    await waitUntil(() => broken.text().includes('Could not be refreshed'), 'note', { timeout: 5000 });
    expect(broken.rows()).to.have.length(1);
  });

  it('speaks German', async () => {
    const { text } = await listOf(many(1), { lang: 'de' });
    await waitUntil(() => text('[role="status"]') === '1 Störung', 'German', { timeout: 5000 });
    expect(text('.body')).to.contain('vor 1 Stunde');
  });

  it('becomes cards without sideways scrolling in a narrow column', async () => {
    const { element, root, rows } = await listOf([
      open(1, { title: 'Bestandsdatenübernahmeschnittstellenprotokollierung schlägt fehl' }),
    ]);
    element.style.width = '280px';
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(root.querySelector('.frame')!.scrollWidth).to.be.at.most(280);
    const [title, status] = ['.cell-title', '.cell-status'].map((one) =>
      rows()[0]!.querySelector(one)!.getBoundingClientRect(),
    );
    expect(title!.bottom).to.be.at.most(status!.top + 1);
  });

  it('passes the accessibility rules', async () => {
    const { element, rows } = await listOf(many(25));
    rows()[0]!.click();
    await element.updateComplete;
    await expect(element).to.be.accessible();
  });
});
