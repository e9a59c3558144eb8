import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import '../../src/define/incident-priority-matrix.js';
import { moveInGrid } from '../../src/ui/roving-focus.js';
import type { IncidentPriorityMatrix } from '../../src/elements/incident-priority-matrix/incident-priority-matrix.js';
import { buttonOf, focused, openDesk, press, textOf, type, within } from '../support/desk-fixture.js';
import { incident, scriptedAdapter } from '../support/scripted-adapter.js';

const matrix = async (
  content = html`<incident-priority-matrix lang="en"></incident-priority-matrix>`,
): Promise<IncidentPriorityMatrix> => fixture<IncidentPriorityMatrix>(content);
const cell = (host: IncidentPriorityMatrix, impact: number, urgency: number): HTMLElement =>
  within(host, `td[data-row="${String(impact - 1)}"][data-column="${String(urgency - 1)}"]`);
const reason = (host: IncidentPriorityMatrix): string =>
  (within(host, '[part="explanation"]').textContent ?? '').replaceAll(/\s+/g, ' ').trim();

describe('the priority matrix', () => {
  it('names every cell by its impact, its urgency and its priority', async () => {
    const host = await matrix();
    expect(cell(host, 1, 2).getAttribute('aria-label')).to.equal('Impact High, urgency Medium: P2 High');
    expect(cell(host, 3, 3).getAttribute('aria-label')).to.equal('Impact Low, urgency Low: P5 Planning');
    expect(host.shadowRoot?.querySelectorAll('[role="gridcell"]').length).to.equal(9);
  });

  it('tells the chosen cell from the one with the focus: a check and a fill, and a ring', async () => {
    const host = await matrix(
      html`<incident-priority-matrix value="1/1" lang="en"></incident-priority-matrix>`,
    );
    const look = (at: HTMLElement): readonly string[] => {
      const { backgroundColor, outlineStyle, fontWeight } = getComputedStyle(at);
      return [backgroundColor, outlineStyle, fontWeight, at.querySelector('path')?.getAttribute('d') ?? ''];
    };
    const [chosen, other] = [cell(host, 1, 1), cell(host, 1, 2)];
    const [fill, ring, weight, check] = look(chosen);
    expect(ring).to.equal('none');
    expect(check).to.not.equal(look(other)[3]);
    press(chosen, 'ArrowRight');
    other.focus({ focusVisible: true });
    await host.updateComplete;
    expect(focused()).to.equal(other);
    const [otherFill, otherRing, otherWeight] = look(other);
    expect(otherRing).to.not.equal('none');
    expect(otherFill).to.not.equal(fill);
    expect(otherWeight).to.not.equal(weight);
    expect(look(chosen)[0], 'the choice stays').to.equal(fill);
  });

  it('is quiet until it is touched; then one row and one column light up', async () => {
    const host = await matrix();
    const lit = (): number => host.shadowRoot!.querySelectorAll('[role="gridcell"][data-lit]').length;
    expect(lit()).to.equal(0);
    cell(host, 2, 3).dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));
    await host.updateComplete;
    expect(lit()).to.equal(5);
    expect(cell(host, 2, 1).hasAttribute('data-lit')).to.equal(true);
    expect(cell(host, 1, 3).hasAttribute('data-lit')).to.equal(true);
    expect(cell(host, 1, 1).hasAttribute('data-lit')).to.equal(false);
  });

  it('says why the chosen priority is what it is', async () => {
    const host = await matrix();
    cell(host, 1, 2).click();
    await host.updateComplete;
    expect(reason(host)).to.equal('P2 High because the impact is High and the urgency Medium.');
    expect(cell(host, 1, 2).getAttribute('aria-selected')).to.equal('true');
    expect(host.value).to.equal('1/2');
  });

  it('tells the page once per choice, and not when the same cell is chosen again', async () => {
    const host = await matrix();
    const heard: unknown[] = [];
    host.addEventListener('incident-priority-change', ({ detail }) => heard.push(detail));
    let changes = 0;
    host.addEventListener('change', () => (changes += 1));
    cell(host, 2, 1).click();
    await host.updateComplete;
    cell(host, 2, 1).click();
    expect(heard).to.deep.equal([{ impact: 2, urgency: 1, priority: 2 }]);
    expect(changes).to.equal(1);
  });

  it('shows any number of levels, and takes the names of the organisation', async () => {
    const host = await matrix(
      html`<incident-priority-matrix preset="jsm-4x5-example" lang="en"></incident-priority-matrix>`,
    );
    expect(host.shadowRoot?.querySelectorAll('[role="gridcell"]').length).to.equal(20);
    expect(cell(host, 4, 3).getAttribute('aria-label')).to.equal('Impact Minor, urgency Medium: P5 Lowest');
    host.matrix = {
      id: 'own',
      version: '1',
      impact: [{ code: 'a', label: 'All of us' }],
      urgency: [
        { code: 'n', label: 'Now' },
        { code: 'l', label: 'Later' },
      ],
      priorities: [
        { code: 'x', label: 'Run' },
        { code: 'y', label: 'Walk' },
      ],
      cells: [['x', 'y']],
    };
    await host.updateComplete;
    expect(cell(host, 1, 2).getAttribute('aria-label')).to.equal('Impact All of us, urgency Later: P2 Walk');
  });

  it('says what is wrong with a matrix that cannot be used', async () => {
    const host = await matrix(
      html`<incident-priority-matrix preset="nonsense" lang="en"></incident-priority-matrix>`,
    );
    expect(host.matches(':state(error)')).to.equal(true);
    expect(textOf(host)).to.contain('nonsense').and.to.contain('seed-4x4');
  });

  it('ignores a value that names no cell', async () => {
    const host = await matrix(
      html`<incident-priority-matrix value="9/9" lang="en"></incident-priority-matrix>`,
    );
    expect(host.explanation).to.equal(undefined);
    expect(reason(host)).to.equal('');
  });

  it('uses the matrix of its desk', async () => {
    const { desk } = await openDesk(html`<incident-priority-matrix></incident-priority-matrix>`, {
      policy: { matrix: 'seed-4x4' },
    });
    const host = desk.querySelector('incident-priority-matrix');
    await waitUntil(
      () => host?.shadowRoot?.querySelectorAll('[role="gridcell"]').length === 16,
      'four by four',
    );
  });

  it('keeps what can be read but not changed', async () => {
    const host = await matrix(
      html`<incident-priority-matrix value="1/1" readonly lang="en"></incident-priority-matrix>`,
    );
    cell(host, 3, 3).click();
    press(cell(host, 2, 2), 'Enter');
    expect(host.value).to.equal('1/1');
  });

  it('applies the facts somebody ticks, line by line, and takes them away again', async () => {
    const host = await matrix(
      html`<incident-priority-matrix value="1/2" modifiers lang="en"></incident-priority-matrix>`,
    );
    const vip = [...(host.shadowRoot?.querySelectorAll('label') ?? [])]
      .find((label) => label.textContent?.includes('VIP'))
      ?.querySelector('input');
    vip?.click();
    await host.updateComplete;
    expect(host.explanation?.priority).to.equal(1);
    expect(reason(host)).to.equal('P1 Critical Impact High and urgency Medium alone give P2 High.');
    expect(textOf(host)).to.contain('A VIP is affected: P2 becomes P1');
    buttonOf(host, 'Remove “A VIP is affected: P2 becomes P1”').click();
    await host.updateComplete;
    expect(host.explanation?.priority).to.equal(2);
    expect(vip?.checked).to.equal(false);
  });

  it('takes the focus back to its chosen cell when a line is taken away with its button', async () => {
    const host = await matrix(
      html`<incident-priority-matrix value="1/2" .facts=${{ vip: true }} modifiers lang="en">
      </incident-priority-matrix>`,
    );
    const remove = within(host, '.rules button');
    remove.focus();
    expect(focused()).to.equal(remove);
    remove.click();
    await host.updateComplete;
    expect(host.shadowRoot?.querySelector('.rules')).to.equal(null);
    expect(focused()).to.equal(cell(host, 1, 2));
  });

  it('sets a priority by hand only with a reason', async () => {
    const host = await matrix(
      html`<incident-priority-matrix value="3/3" allow-override lang="en"></incident-priority-matrix>`,
    );
    type(within(host, '#override'), '1');
    await host.updateComplete;
    expect(host.explanation?.priority).to.equal(5);
    expect(host.checkValidity()).to.equal(false);
    expect(host.validationMessage).to.contain('why the computed priority does not fit');
    type(within(host, '#reason'), 'The board is waiting for it');
    await host.updateComplete;
    expect(host.explanation?.priority).to.equal(1);
    expect(host.checkValidity()).to.equal(true);
    expect(textOf(host)).to.contain('Set to P1 Critical by hand: The board is waiting for it');
  });

  it('goes back to the value the page was written with when its form is reset', async () => {
    const form = await fixture<HTMLFormElement>(
      html`<form><incident-priority-matrix name="p" value="2/2" lang="en"></incident-priority-matrix></form>`,
    );
    const host = form.querySelector('incident-priority-matrix');
    if (!host) throw new Error('no matrix');
    cell(host, 1, 1).click();
    await host.updateComplete;
    expect(new FormData(form).get('p')).to.equal('1/1');
    form.reset();
    await host.updateComplete;
    expect(new FormData(form).get('p')).to.equal('2/2');
    host.formStateRestoreCallback('3/1');
    await host.updateComplete;
    expect(new FormData(form).get('p')).to.equal('3/1');
  });

  it('is described by what is wrong with it, not by the levels each of its cells tells anyway', async () => {
    const host = await matrix(
      html`<incident-priority-matrix value="1/2" error-text="Ask your team lead." lang="en">
      </incident-priority-matrix>`,
    );
    const words = (within(host, 'table').getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => within(host, `#${id}`).textContent?.trim());
    expect(words).to.deep.equal(['Ask your team lead.']);
    expect(cell(host, 1, 2).getAttribute('aria-description')).to.contain('The damage grows noticeably');
    const gap =
      within(host, '#problem').getBoundingClientRect().top -
      within(host, 'table').getBoundingClientRect().bottom;
    expect(gap).to.be.within(0, 16);
  });

  it('keeps no room for what its levels mean where none of them is explained', async () => {
    const gap = (host: IncidentPriorityMatrix): number =>
      host.getBoundingClientRect().bottom - within(host, 'table').getBoundingClientRect().bottom;
    const told = await matrix();
    const untold = await matrix(
      html`<incident-priority-matrix preset="glpi-5x5" value="2/3" lang="en"></incident-priority-matrix>`,
    );
    await untold.updateComplete;
    expect(textOf(untold)).to.contain('Choose the cell that fits.').and.not.to.contain('Impact: High');
    expect(gap(untold)).to.be.below(gap(told) - 24);
    const before = gap(told);
    cell(told, 3, 3).click();
    await told.updateComplete;
    expect(textOf(told)).to.contain('Waiting hardly makes it worse.');
    expect(gap(told), 'nothing jumps').to.equal(before);
  });

  it('fits five by five into a column of 280 pixels', async () => {
    const column = await fixture<HTMLElement>(
      html`<div><incident-priority-matrix preset="glpi-5x5" lang="de"></incident-priority-matrix></div>`,
    );
    column.style.width = '280px';
    const host = column.querySelector('incident-priority-matrix');
    if (!host) throw new Error('no matrix');
    await host.updateComplete;
    const edge = column.getBoundingClientRect();
    for (const box of [...(host.shadowRoot?.querySelectorAll('td[role="gridcell"]') ?? [])].map((one) =>
      one.getBoundingClientRect(),
    )) {
      expect(box.left).to.be.at.least(edge.left - 1);
      expect(box.right).to.be.at.most(edge.right + 1);
      expect(Math.min(box.width, box.height)).to.be.at.least(24);
    }
  });
});

describe('the priority matrix by keyboard', () => {
  const at = (row: number, column: number) => ({ row, column });
  const size = { rows: 3, columns: 4 };
  const key = (name: string, ctrlKey = false) => ({ key: name, ctrlKey, metaKey: false });
  const walks = [
    ['ArrowRight', false, false, at(1, 1), at(1, 2)],
    ['ArrowRight', false, true, at(1, 1), at(1, 0)],
    ['ArrowLeft', false, true, at(1, 3), at(1, 3)],
    ['ArrowDown', false, false, at(2, 0), at(2, 0)],
    ['ArrowUp', false, false, at(2, 0), at(1, 0)],
    ['Home', false, false, at(2, 3), at(2, 0)],
    ['End', false, true, at(2, 0), at(2, 3)],
    ['Home', true, false, at(2, 3), at(0, 0)],
    ['End', true, false, at(0, 0), at(2, 3)],
  ] as const;
  for (const [name, ctrl, rtl, from, to] of walks)
    it(`${ctrl ? 'Ctrl+' : ''}${name}${rtl ? ' read from right to left' : ''} leads from ${String(from.row)}/${String(from.column)} to ${String(to.row)}/${String(to.column)}`, () => {
      expect(moveInGrid(key(name, ctrl), from, size, rtl)).to.deep.equal(to);
    });

  it('leaves other keys to the page', () => {
    expect(moveInGrid(key('a'), at(0, 0), size, false)).to.equal(undefined);
  });

  it('has one tab stop, which the chosen cell takes', async () => {
    const host = await matrix(
      html`<incident-priority-matrix value="2/3" lang="en"></incident-priority-matrix>`,
    );
    const stops = [...(host.shadowRoot?.querySelectorAll('td[tabindex="0"]') ?? [])];
    expect(stops).to.deep.equal([cell(host, 2, 3)]);
  });

  it('moves the focus without choosing, lights up row and column, and chooses with Space', async () => {
    const host = await matrix();
    cell(host, 1, 1).focus();
    press(cell(host, 1, 1), 'ArrowDown');
    await host.updateComplete;
    expect(focused()).to.equal(cell(host, 2, 1));
    expect(host.value).to.equal('');
    const lit = [...(host.shadowRoot?.querySelectorAll('th[data-lit]') ?? [])].map((head) =>
      head.textContent?.trim(),
    );
    expect(lit).to.deep.equal(['High', 'Medium']);
    press(cell(host, 2, 1), ' ');
    expect(host.value).to.equal('2/1');
  });

  it('mirrors the arrows where one reads from right to left', async () => {
    const page = await fixture<HTMLElement>(
      html`<div dir="rtl"><incident-priority-matrix lang="ar"></incident-priority-matrix></div>`,
    );
    const host = page.querySelector('incident-priority-matrix');
    if (!host) throw new Error('no matrix');
    cell(host, 1, 1).focus();
    press(cell(host, 1, 1), 'ArrowLeft');
    expect(focused()).to.equal(cell(host, 1, 2));
  });

  it('is reached and left with one Tab each', async () => {
    const page = await fixture<HTMLElement>(
      html`<div>
        <button id="before">a</button><incident-priority-matrix lang="en"></incident-priority-matrix
        ><button id="after">b</button>
      </div>`,
    );
    page.querySelector<HTMLElement>('#before')?.focus();
    await sendKeys({ press: 'Tab' });
    expect(focused()?.getAttribute('role')).to.equal('gridcell');
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'Enter' });
    expect(page.querySelector('incident-priority-matrix')?.value).to.equal('1/2');
    await sendKeys({ press: 'Tab' });
    expect(focused()?.id).to.equal('after');
  });
});

describe('the heat map', () => {
  it('counts the open incidents of its desk in each cell, as text', async () => {
    const adapter = scriptedAdapter({
      incidents: [
        incident({ id: 'a', impact: 1, urgency: 1 }),
        incident({ id: 'b', impact: 1, urgency: 1, status: { category: 'active' } }),
        incident({ id: 'c', impact: 3, urgency: 2 }),
        incident({ id: 'd', impact: 3, urgency: 2, status: { category: 'closed' } }),
        incident({ id: 'e' }),
      ],
    });
    const { desk } = await openDesk(html`<incident-priority-matrix mode="heat"></incident-priority-matrix>`, {
      adapter,
    });
    const host = desk.querySelector('incident-priority-matrix');
    await waitUntil(
      () => host?.matches(':state(ready)') && textOf(host).includes('open incidents'),
      'counted',
      { timeout: 5000 },
    );
    expect(textOf(host))
      .to.contain('Impact High, urgency High, P1 Critical: 2 open')
      .and.to.contain('Impact Low, urgency Medium, P4 Low: 1 open');
    expect(textOf(host)).to.contain('4 open incidents').and.to.contain('1 without impact or urgency');
  });

  for (const dir of ['ltr', 'rtl'] as const)
    it(`is one stop of the tab key, and the arrows go from cell to cell, ${dir}`, async () => {
      const host = await matrix(
        html`<incident-priority-matrix
          mode="heat"
          lang="en"
          dir=${dir}
          .counts=${[
            [1, 2, 3],
            [4, 5, 6],
            [7, 8, 9],
          ]}
        ></incident-priority-matrix>`,
      );
      const stops = (): readonly string[] =>
        [...host.shadowRoot!.querySelectorAll('button[tabindex="0"] strong')].map(
          (one) => one.textContent ?? '',
        );
      const at = (): string | null | undefined =>
        host.shadowRoot!.activeElement?.querySelector('strong')?.textContent;
      expect(stops()).to.deep.equal(['1']);
      within(host, 'td.heat button').focus();
      await sendKeys({ press: dir === 'ltr' ? 'ArrowRight' : 'ArrowLeft' });
      await sendKeys({ press: 'ArrowDown' });
      expect(at()).to.equal('5');
      await host.updateComplete;
      expect(stops()).to.deep.equal(['5']);
      [...host.shadowRoot!.querySelectorAll<HTMLElement>('td.heat button')].at(-1)!.focus();
      await host.updateComplete;
      expect(stops(), 'where somebody clicked').to.deep.equal(['9']);
      (host.shadowRoot!.activeElement as HTMLElement).blur();
      host.focus();
      expect(at(), 'comes back there').to.equal('9');
    });

  it('keeps the hue of the priority, and its border grows with the count, which forced colours keep', async () => {
    const host = await matrix(
      html`<incident-priority-matrix
        mode="heat"
        lang="en"
        .counts=${[
          [1, 4, 8],
          [0, 6, 2],
          [0, 0, 0],
        ]}
      ></incident-priority-matrix>`,
    );
    const cells = [...host.shadowRoot!.querySelectorAll<HTMLElement>('td.heat')];
    const border = (count: string): number =>
      parseFloat(
        getComputedStyle(cells.find((one) => one.querySelector('strong')?.textContent === count)!)
          .borderBlockStartWidth,
      );
    expect(['1', '4', '6', '8'].map(border)).to.deep.equal([1, 2, 3, 4]);
    expect(new Set(cells.slice(0, 3).map((one) => one.dataset['rank'])).size, 'hues').to.be.above(1);
    expect(
      cells.every((one) => one.querySelector('button')),
      'each a button',
    ).to.equal(true);
  });

  it('says that nothing is open instead of showing noughts', async () => {
    const { desk } = await openDesk(
      html`<incident-priority-matrix mode="heat" label="Where it burns"></incident-priority-matrix>`,
    );
    const host = desk.querySelector('incident-priority-matrix');
    await waitUntil(() => host?.matches(':state(empty)'), 'empty', { timeout: 5000 });
    expect(textOf(host)).to.contain('No open incidents');
    expect(textOf(host), 'and of what').to.contain('Where it burns');
  });

  it('shows numbers the page gives it without a desk', async () => {
    const host = await matrix(
      html`<incident-priority-matrix
        mode="heat"
        lang="en"
        .counts=${[
          [3, 0, 1],
          [0, 0, 0],
          [0, 0, 9],
        ]}
      ></incident-priority-matrix>`,
    );
    expect(textOf(host)).to.contain('13 open incidents');
    expect(within(host, 'td[data-weight="4"]').textContent).to.contain('9');
  });
});
