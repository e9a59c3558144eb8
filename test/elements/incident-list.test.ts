import { expect, fixture, html, waitUntil } from '@open-wc/testing';

import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import type { IncidentSelectedDetail } from '../../src/ui/events.js';
import { expectAccessible } from '../support/accessible.js';
import { openDesk, settled, textOf } from '../support/desk-fixture.js';
import { many, minute, now, numbered, queueOf } from '../support/queue-fixture.js';
import { noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';

const patient = { timeout: 5000 };

describe('incident-list', () => {
  it('shows what is open as lines: priority, title, number, service, status, who has it and the time', async () => {
    const { ids, rows, find, text } = await queueOf([
      numbered(1, {
        service: { id: 'mail', label: 'E-mail' },
        assignee: { id: 'marek', name: 'Marek Novák' },
        acknowledgedAt: now - 50 * minute,
        firstResponseAt: now - 50 * minute,
        dueAt: now + 41 * minute,
      }),
      numbered(2),
      numbered(3, { status: { category: 'resolved' } }),
    ]);
    expect(ids()).to.equal('i1 i2');
    await waitUntil(() => text('.line-time') !== '', 'times', patient);
    const line = rows()[0]!.textContent.replace(/\s+/gu, ' ');
    for (const part of [
      'P2 High',
      'Number 1 does not work',
      'INC0001',
      'E-mail',
      'In progress',
      'Marek Novák',
      '0:41',
    ])
      expect(line).to.contain(part);
    expect(rows()[1]!.textContent).to.contain('nobody');
    expect(text('[role="status"]')).to.equal('2 incidents');
    expect(find('.line-time').dataset['tone']).to.equal('neutral');
  });

  it('says the number of an incident once where its line is read out as a whole', async () => {
    const { element, rows } = await queueOf([numbered(1)], { attributes: { columns: 'category' } });
    const [row] = rows();
    const cells = (row!.getAttribute('aria-labelledby') ?? '').split(' ');
    const name = cells.map((id) => element.shadowRoot!.getElementById(id)!.textContent).join(' ');
    expect(name).to.contain('Number 1 does not work').and.to.contain('P2 High');
    expect(name.split('INC0001').length - 1).to.equal(1);
    expect(row!.querySelector('.tick')!.ariaLabel).to.equal('Select INC0001');
  });

  it('shows all, or the categories it is asked for', async () => {
    const incidents = [
      numbered(1),
      numbered(2, { status: { category: 'resolved' } }),
      numbered(3, { status: { category: 'cancelled' } }),
    ];
    const { element, ids } = await queueOf(incidents, { attributes: { status: 'all' } });
    expect(ids()).to.equal('i1 i2 i3');
    element.status = 'resolved,cancelled';
    await waitUntil(() => ids() === 'i2 i3', 'two', patient);
  });

  it('chooses by click and by keyboard, tells the page, and becomes the desk’s selection', async () => {
    const { desk, element, rows, press, at } = await queueOf(many(5));
    const told: IncidentSelectedDetail[] = [];
    element.addEventListener('incident-selected', (event) => told.push(event.detail));
    rows()[1]!.click();
    await element.updateComplete;
    expect(told).to.deep.equal([{ incidentId: 'i2', number: 'INC0002', status: 'active' }]);
    expect(element.selected).to.equal('i2');
    expect(rows()[1]!.getAttribute('aria-current')).to.equal('true');
    rows()[1]!.focus();
    press('ArrowDown');
    expect(at()).to.equal('i3');
    press('End');
    press('ArrowDown');
    expect(at()).to.equal('i5');
    press('Home');
    press('ArrowDown');
    press('Enter');
    await element.updateComplete;
    expect(told.map(({ incidentId }) => incidentId)).to.deep.equal(['i2', 'i2']);
    press('ArrowUp');
    press(' ');
    expect(element.selected).to.equal('i1');
    expect(rows().filter((row) => row.tabIndex === 0)).to.have.length(1);
    await element.updateComplete;
    element.addEventListener('incident-selected', (event) => event.preventDefault());
    press('ArrowDown');
    press('Enter');
    await desk.updateComplete;
    expect(element.selected).to.equal('i2');
  });

  it('loads more and says how many there are', async () => {
    const { find, rows, root, text } = await queueOf(many(45), { attributes: { limit: '20' } });
    expect(rows()).to.have.length(20);
    expect(text('[role="status"]')).to.equal('45 incidents');
    expect(find('[role="grid"]').getAttribute('aria-rowcount')).to.equal('46');
    find('.more button').click();
    await waitUntil(() => rows().length === 40, 'second page', patient);
    find('.more button').click();
    await waitUntil(() => rows().length === 45, 'third page', patient);
    expect(root.querySelector('.more')).to.equal(null);
  });

  it('keeps what has been loaded at a refresh', async () => {
    const { element, find, rows } = await queueOf(many(45), { attributes: { limit: '20' } });
    find('.more button').click();
    await waitUntil(() => rows().length === 40, 'second page', patient);
    await element.refresh();
    await element.updateComplete;
    expect(rows()).to.have.length(40);
  });

  it('leads the keyboard on to what the last page has brought, when its button goes away', async () => {
    const { at, find, root } = await queueOf(many(25), { attributes: { limit: '20' } });
    find('.more button').focus();
    find('.more button').click();
    await waitUntil(() => at() === 'i21', 'the first new line', patient);
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
        ><incident-list limit="20" sort="-updatedAt"></incident-list
      ></incident-desk>`,
    );
    const root = desk.querySelector('incident-list')!.shadowRoot!;
    await waitUntil(
      () => root.querySelector('[role="status"]')?.textContent?.trim() === '20+ incidents',
      'count',
      patient,
    );
  });

  it('keeps few rows on the page when many are loaded, and reaches the last one by keyboard', async () => {
    const { at, press, root, rows } = await queueOf(many(450), { attributes: { limit: '450' } });
    expect(rows().length).to.be.below(40);
    rows()[0]!.focus();
    press('End');
    expect(at()).to.equal('i450');
    expect(root.activeElement!.getAttribute('aria-rowindex')).to.equal('451');
    press('ArrowUp');
    expect(at()).to.equal('i449');
  });

  it('holds a hundred thousand that a backend hands over at once, and sorts them again for nothing', async () => {
    const all = many(100_000);
    const adapter = scriptedAdapter({ now: () => now });
    const { element, rows, ids } = await queueOf([], { attributes: { status: 'all' } });
    const whole = Object.assign(adapter, { list: async () => ({ items: all, total: all.length }) });
    const desk = element.closest('incident-desk')!;
    desk.adapterObject = whole;
    await waitUntil(() => rows().length > 5, 'rows', { timeout: 20_000 });
    expect(rows().length).to.be.below(40);
    element.sort = 'title';
    await waitUntil(() => ids().startsWith('i1 i10 '), 'by title', { timeout: 20_000 });
    element.sort = '-title';
    await waitUntil(() => ids().startsWith('i99999 '), 'the other way round', { timeout: 20_000 });
    const began = performance.now();
    element.sort = 'title';
    await element.updateComplete;
    expect(ids().startsWith('i1 i10 ')).to.equal(true);
    expect(performance.now() - began, 'an order that is known').to.be.below(1_000);
  });

  it('shows further cells of choice where there is room, with heads', async () => {
    const { element, root } = await queueOf(
      [numbered(1, { category: 'Network', group: { id: 'g', label: 'Field' } })],
      {
        attributes: { columns: 'category group colour updatedAt' },
      },
    );
    element.style.inlineSize = '1400px';
    const heads = [...root.querySelectorAll('[role="columnheader"]')].map((head) => head.textContent?.trim());
    expect(heads).to.include.members(['Category', 'Group', 'Changed']);
    const cells = [...root.querySelectorAll<HTMLElement>('.row-of .cell-more')];
    expect(cells.map((cell) => cell.textContent?.trim())).to.include.members(['Network', 'Field']);
    expect(getComputedStyle(cells[0]!).display).to.not.equal('none');
    element.style.inlineSize = '420px';
    expect(getComputedStyle(cells[0]!).display).to.equal('none');
  });

  it('offers to tick and to export what there is, and nothing where there is nothing', async () => {
    const { element, root, ids } = await queueOf([numbered(1), numbered(2)]);
    const offered = (): number => root.querySelectorAll('.tick.all, #export').length;
    expect(offered()).to.equal(2);
    element.filter = 'text:nowhere';
    await waitUntil(() => ids() === '', 'none', patient);
    expect(offered()).to.equal(0);
    element.filter = '';
    await waitUntil(() => ids() === 'i1 i2', 'both', patient);
    expect(offered()).to.equal(2);
  });

  it('keeps a line low where there is little room: the name stands beside the facts, below the title', async () => {
    const assignee = { id: 'marek', name: 'Marek Novák' };
    const { element, find } = await queueOf([numbered(1, { title: 'Mail', assignee })]);
    const [title, facts, person] = ['.line-title', '.line-facts', '.line-person'].map(find);
    const top = (part: HTMLElement | undefined): number => part?.getBoundingClientRect().top ?? NaN;
    const bottom = (part: HTMLElement | undefined): number => part?.getBoundingClientRect().bottom ?? NaN;
    element.style.inlineSize = '680px';
    expect(top(person), 'below the title').to.be.at.least(bottom(title) - 1);
    expect(top(person), 'beside the facts').to.be.below(bottom(facts));
    element.style.inlineSize = '360px';
    expect(top(person), 'below the facts').to.be.at.least(bottom(facts) - 1);
    element.style.inlineSize = '1000px';
    expect(top(person), 'beside the title').to.be.below(bottom(title));
  });

  it('puts what is not sent yet on top with its state', async () => {
    const { adapter, desk, element, rows } = await queueOf(many(3), { attributes: { sort: 'number' } });
    adapter.always('create', { until: new Promise(() => undefined) });
    await desk.store!.createIncident({ title: 'Coffee machine leaks', description: '' });
    await waitUntil(() => rows()[0]?.classList.contains('pending'), 'pending', patient);
    element.style.inlineSize = '360px';
    expect(getComputedStyle(rows()[0]!).paddingInlineEnd, 'room within its frame').to.equal('4px');
    expect(rows()[0]!.textContent)
      .to.contain('Coffee machine leaks')
      .and.to.match(/Sending …|Waiting to be sent/u);
  });

  it('takes a whole query as a property', async () => {
    const { element, ids } = await queueOf(many(12));
    element.query = { priority: [1] };
    await waitUntil(() => ids() === 'i5 i10', 'first priority', patient);
  });

  it('shows the signed-in person’s own without any script, by id or by e-mail, and only to look at', async () => {
    const own = [
      numbered(1, { caller: { id: 'elif', name: 'Elif Demir' } }),
      numbered(2, { caller: { id: '77', name: 'Bruno Kraft', email: 'Bruno@example.org' } }),
    ];
    const { ids, root } = await queueOf(own, { attributes: { callers: 'me' } });
    expect(ids()).to.equal('i1');
    expect(root.querySelector('.tick, .menu-button, .line-person')).to.equal(null);
    const byMail = await queueOf(own, { attributes: { callers: 'me' }, user: 'bruno@example.org' });
    expect(byMail.ids()).to.equal('i2');
    const nobody = await queueOf(own, { attributes: { callers: 'me' }, user: '' });
    expect(nobody.text()).to.contain('Nobody is signed in.');
  });

  it('looks like loading until the backend has said that nothing is open', async () => {
    const adapter = scriptedAdapter({ now: () => now });
    let answer = (): void => undefined;
    adapter.always('list', { until: new Promise<void>((done) => (answer = done)) });
    const desk = await fixture<IncidentDesk>(
      html`<incident-desk .adapterObject=${adapter} persistence="none" lang="en"
        ><incident-list views="mine open"></incident-list
      ></incident-desk>`,
    );
    const element = desk.querySelector('incident-list')!;
    await waitUntil(() => adapter.count('list') > 0, 'asked', patient);
    await element.updateComplete;
    expect(element.matches(':state(loading)')).to.equal(true);
    expect(element.shadowRoot!.textContent).to.not.contain('Nothing');
    answer();
    await waitUntil(() => element.matches(':state(empty)'), 'empty', patient);
    expect(element.shadowRoot!.textContent).to.contain('Nothing is open.');
  });

  it('does not call an old empty answer from this device the present', async () => {
    const incidents = [numbered(1, { status: { category: 'resolved' } })];
    const first = await queueOf(incidents, { persistence: 'indexeddb', name: `empty-${String(Date.now())}` });
    expect(first.text()).to.contain('Nothing is open.');
    const { name } = first.adapter;
    expect(name).to.equal('scripted');
    first.adapter.always('list', { until: new Promise(() => undefined) });
    const again = document.createElement('incident-list');
    again.setAttribute('sort', '-updatedAt');
    const desk = await fixture<IncidentDesk>(
      html`<incident-desk .adapterObject=${first.adapter} user="elif" lang="en">${again}</incident-desk>`,
    );
    await waitUntil(() => desk.store !== undefined, 'a store', patient);
    await new Promise((done) => setTimeout(done, 300));
    expect(again.matches(':state(loading)')).to.equal(true);
  });

  it('says what went wrong and keeps what it has', async () => {
    const broken = await queueOf(many(1));
    broken.adapter.always('list', { fail: noNetwork() });
    await broken.element.refresh();
    await waitUntil(() => broken.text().includes('Could not be refreshed'), 'note', patient);
    expect(broken.rows()).to.have.length(1);
  });

  it('marks what is new or has changed since somebody looked, and takes the mark away with the look', async () => {
    let present = now;
    const { adapter, element, rows } = await queueOf(many(2), {
      now: () => present,
      attributes: { sort: 'number', filter: 'status:open' },
    });
    const fresh = () =>
      rows().map((row) => row.querySelector('.fresh .visually-hidden')?.textContent?.trim());
    expect(fresh()).to.deep.equal([undefined, undefined]);
    present = now + 60 * minute;
    adapter.change('i2', { title: 'It spreads' });
    await waitUntil(() => rows()[1]!.querySelector('.fresh') !== null, 'a mark', patient);
    expect(rows()[1]!.textContent).to.contain('changed since you looked');
    rows()[1]!.click();
    await element.updateComplete;
    rows()[0]!.click();
    await waitUntil(() => rows()[1]!.querySelector('.fresh') === null, 'no mark', patient);
    await adapter.create({ title: 'Another one', description: '' }, { key: 'k' });
    await waitUntil(() => rows().some((row) => row.textContent.includes('not read yet')), 'unread', patient);
  });

  it('speaks German', async () => {
    const { text, rows } = await queueOf(many(1), { lang: 'de' });
    await waitUntil(() => text('[role="status"]') === '1 Störung', 'German', patient);
    expect(rows()[0]!.textContent).to.contain('niemand');
  });

  it('needs no sideways scrolling at 280 px, also from right to left', async () => {
    for (const lang of ['de', 'ar']) {
      const { desk, element, find } = await queueOf(
        [numbered(1, { title: 'Bestandsdatenübernahmeschnittstellenprotokollierung schlägt fehl' })],
        { lang, attributes: { views: 'mine unassigned open all', view: 'open', 'group-by': 'risk' } },
      );
      desk.dir = lang === 'ar' ? 'rtl' : 'ltr';
      element.style.inlineSize = '280px';
      await new Promise((resolve) => requestAnimationFrame(resolve));
      expect(find('.frame').scrollWidth, lang).to.be.at.most(280);
      const [title, facts] = ['.line-title', '.line-facts'].map((one) => find(one).getBoundingClientRect());
      expect(title!.bottom).to.be.at.most(facts!.top + 3);
    }
  });

  it('names an order and a group that are not known, and shows its lines all the same', async () => {
    const { element, rows, root } = await queueOf(many(2), {
      attributes: { sort: '-urgancy', 'group-by': 'team' },
    });
    const notes = () => [...root.querySelectorAll('.note[role="alert"]')].map((one) => one.textContent);
    expect(notes()).to.have.length(2);
    expect(notes()[0]).to.contain('sort="-urgancy" is not known here. Write risk, or the name of a field');
    expect(notes()[1]).to.contain('group-by="team" is not known here');
    expect(rows()).to.have.length(2);
    element.sort = 'risk';
    element.groupBy = 'group';
    await element.updateComplete;
    expect(notes()).to.have.length(0);
  });

  it('says of a ticket system that ignores the filter that lines are left out', async () => {
    const whole = scriptedAdapter({
      incidents: [numbered(1), numbered(2, { status: { category: 'closed' } }), numbered(3)],
      now: () => now,
    });
    const adapter: typeof whole = { ...whole, list: (_query, page) => whole.list({}, page) };
    const { desk } = await openDesk(html`<incident-list></incident-list>`, { adapter });
    const element = desk.querySelector('incident-list')!;
    await settled(element);
    const root = element.shadowRoot!;
    await waitUntil(() => root.querySelector('.body .row-of') !== null, 'lines', patient);
    expect(root.querySelectorAll('.body .row-of')).to.have.length(2);
    expect(textOf(element)).to.contain('answered with incidents that were not asked for');
    await expectAccessible(element);
  });

  it('says how many incidents the ticket system gives that cannot be read', async () => {
    const whole = scriptedAdapter({ incidents: [numbered(1), numbered(3)], now: () => now });
    const adapter: typeof whole = {
      ...whole,
      list: async (...asked) => ({ ...(await whole.list(...asked)), unread: 1 }),
    };
    const { desk } = await openDesk(html`<incident-list></incident-list>`, { adapter });
    const element = desk.querySelector('incident-list')!;
    await settled(element);
    await waitUntil(() => textOf(element).includes('1 incident cannot be read'), 'the note', patient);
    await expectAccessible(element);
  });

  it('passes the accessibility rules with everything open', async () => {
    const { element, find, rows } = await queueOf(many(25), {
      attributes: {
        views: 'mine open',
        view: 'open',
        'group-by': 'risk',
        columns: 'category',
        filter: 'status:open',
      },
    });
    rows()[0]!.click();
    find('.tick').click();
    await element.updateComplete;
    find('[data-action="hold"]').click();
    await element.updateComplete;
    await expectAccessible(element);
  });
});
