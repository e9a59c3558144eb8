import { expect, fixture, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-desk.js';
import '../../src/define/incident-kpi-card.js';
import '../../src/define/incident-list.js';
import '../../src/define/incident-trend.js';
import type { Incident } from '../../src/core/incident.js';
import type { Improvement } from '../../src/core/improvement.js';
import type { PolicyDefinition } from '../../src/core/policy.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import type { IncidentList } from '../../src/elements/incident-list/incident-list.js';
import type { IncidentTrend } from '../../src/elements/incident-trend/incident-trend.js';
import { divisions } from '../../src/elements/incident-trend/trend-question.js';
import { expectAccessible } from '../support/accessible.js';
import { settled } from '../support/desk-fixture.js';
import { incident, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedAdapter } from '../support/scripted-adapter.js';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 2, 27, 9, 30);
const mail = { id: 'mail', label: 'E-mail' };

const resolved = (id: string, daysAgo: number, hours: number, part: Partial<Incident> = {}): Incident => {
  const resolvedAt = now - daysAgo * day;
  return incident({
    id,
    number: `INC${id}`,
    status: { category: 'resolved' },
    category: 'Network',
    loggedAt: resolvedAt - hours * hour,
    resolvedAt,
    updatedAt: resolvedAt,
    ...part,
  });
};
const open = (id: string, daysAgo: number, part: Partial<Incident> = {}): Incident =>
  incident({
    id,
    number: `INC${id}`,
    status: { category: 'active' },
    category: 'Software',
    loggedAt: now - daysAgo * day,
    updatedAt: now - hour,
    ...part,
  });

/** Six in the present week, three in the one before, three open ones about mail, and one that counts nowhere. */
const some: readonly Incident[] = [
  ...[1, 2, 3, 4, 5, 6].map((hours) => resolved(`a${String(hours)}`, 1, hours)),
  ...[10, 20, 30].map((hours) => resolved(`b${String(hours)}`, 8, hours)),
  ...[2, 9, 12].map((days) => open(`c${String(days)}`, days, { service: mail })),
  resolved('x', 1, 2, { status: { category: 'cancelled' } }),
];

interface Setup {
  readonly adapter?: ScriptedAdapter;
  readonly lang?: string;
  readonly policy?: PolicyDefinition;
  readonly incidents?: readonly Incident[];
  readonly now?: string;
  /** Without a list beside it. */
  readonly alone?: boolean;
}

async function trend(attributes: Partial<IncidentTrend>, setup: Setup = {}) {
  const adapter = setup.adapter ?? scriptedAdapter({ now: () => now, incidents: setup.incidents ?? some });
  const element = Object.assign(
    document.createElement('incident-trend'),
    { period: 'P14D', by: 'week' },
    attributes,
  );
  const desk = await fixture<IncidentDesk>(
    html`<incident-desk
      .adapterObject=${adapter}
      .policyDefinition=${setup.policy ?? {}}
      persistence="none"
      user="elif"
      user-name="Elif"
      lang=${setup.lang ?? 'en'}
      dir=${setup.lang === 'ar' ? 'rtl' : 'ltr'}
      time-zone="Europe/Berlin"
      now=${setup.now ?? '2026-03-27T09:30:00Z'}
      >${element}${setup.alone ? '' : html`<incident-list></incident-list>`}</incident-desk
    >`,
  );
  const root = element.shadowRoot!;
  const text = (selector = '.frame'): string =>
    (root.querySelector(selector)?.textContent ?? '').replace(/\s+/gu, ' ').trim();
  const points = (): HTMLButtonElement[] => [...root.querySelectorAll<HTMLButtonElement>('[data-at]')];
  const labels = (): (string | null)[] => points().map((one) => one.getAttribute('aria-label'));
  await settled(element);
  const list = desk.querySelector<IncidentList>('incident-list') ?? document.createElement('incident-list');
  const lines = async (count: number): Promise<readonly string[]> => {
    const found = (): string[] =>
      [...list.shadowRoot!.querySelectorAll('[part~="line"]')].map(
        (line) => /INC\w+/u.exec(line.textContent ?? '')?.[0] ?? '',
      );
    await waitUntil(() => found().length === count, `${String(count)} lines`, { timeout: 5000 });
    return found().sort();
  };
  return { adapter, desk, element, root, text, points, labels, list, lines };
}

const isAt = (element: Element, state: string): boolean => element.matches(`:state(${state})`);

describe('incident-trend', () => {
  it('shows what was logged beside what was resolved, week by week, and in a sentence', async () => {
    const { element, labels, text } = await trend({});
    expect(isAt(element, 'ready')).to.equal(true);
    expect(text('h3')).to.equal('Logged and resolved');
    expect(labels()).to.deep.equal([
      'Mar 9 (not a whole one): Logged 1',
      'Mar 9 (not a whole one): Resolved 0',
      'Mar 16: Logged 4',
      'Mar 16: Resolved 3',
      'Mar 23 (not a whole one): Logged 7',
      'Mar 23 (not a whole one): Resolved 6',
    ]);
    expect(text('.sentence')).to.contain('12 logged and 9 resolved');
    expect(element.shadowRoot!.querySelector('figure')?.getAttribute('aria-describedby')).to.equal(
      'sentence',
    );
    await expectAccessible(element);
  });

  it('shows the same figures in a table as in the chart', async () => {
    const { element, labels, root, text } = await trend({});
    const drawn = labels().map((label) => /(\d+)$/u.exec(label ?? '')?.[1]);
    element.table = true;
    await element.updateComplete;
    const cells = [...root.querySelectorAll('tbody td')].map((cell) => cell.textContent?.trim());
    expect(cells).to.deep.equal(drawn);
    expect([...root.querySelectorAll('thead th')].map((cell) => cell.textContent)).to.deep.equal([
      'Week',
      'Logged',
      'Resolved',
    ]);
    expect(
      [...root.querySelectorAll('tbody th')].every((cell) => cell.getAttribute('scope') === 'row'),
    ).to.equal(true);
    expect(text('caption')).to.equal('Logged and resolved');
    expect(text('.sentence')).to.contain('12 logged and 9 resolved');
    await expectAccessible(element);
  });

  for (const kpi of ['volume', 'resolved', 'backlog', 'mttr', 'sla'])
    it(`says the same of ${kpi} as the card of the same period`, async () => {
      const judged = some.map((one, at) => ({ ...one, slaMet: at % 3 > 0 }));
      const { desk, root, text } = await trend({ kpi }, { incidents: judged });
      const card = Object.assign(document.createElement('incident-kpi-card'), { kpi, period: 'P14D' });
      desk.append(card);
      await settled(card);
      const own = (selector: string): string =>
        (card.shadowRoot!.querySelector(selector)?.textContent ?? '').replace(/\s+/gu, ' ').trim();
      expect(text('.total .value')).to.equal(own('.value'));
      expect(root.querySelector('.total .lines')?.getAttribute('aria-label')).to.contain(own('.lines'));
    });

  it('shows in the list exactly the incidents behind a point, and everything again afterwards', async () => {
    const { points, lines } = await trend({});
    expect(await lines(3)).to.deep.equal(['INCc12', 'INCc2', 'INCc9']);
    points()[5]?.click();
    expect(await lines(6)).to.deep.equal(['INCa1', 'INCa2', 'INCa3', 'INCa4', 'INCa5', 'INCa6']);
    expect(points()[5]?.getAttribute('aria-pressed')).to.equal('true');
    points()[2]?.click();
    expect(await lines(4)).to.deep.equal(['INCb10', 'INCb20', 'INCb30', 'INCc9']);
    points()[2]?.click();
    await lines(3);
  });

  it('puts the view of the list aside while it shows the incidents of a point', async () => {
    const { list, points, lines } = await trend({});
    list.view = 'major';
    await waitUntil(() => /No incident|Nothing/iu.test(list.shadowRoot!.textContent ?? ''), 'no major ones', {
      timeout: 5000,
    });
    points()[3]?.click();
    await lines(3);
    expect(list.filter).to.equal('');
    points()[3]?.click();
    await waitUntil(() => list.view === 'major');
    expect(list.filter).to.equal('status:open major:yes');
  });

  it('shows an age and a part in the list, and those without a category too', async () => {
    const bare = open('n', 3, { category: undefined });
    const incidents = [...some, bare];
    const ageing = await trend({ kpi: 'ageing' }, { incidents });
    expect(ageing.labels()).to.deep.equal([
      'up to 1 day: Open backlog 0',
      'over 1, up to 5 days: Open backlog 2',
      'over 5, up to 10 days: Open backlog 1',
      'over 10, up to 30 days: Open backlog 1',
      'over 30 days: Open backlog 0',
    ]);
    ageing.points()[1]?.click();
    expect(await ageing.lines(2)).to.deep.equal(['INCc2', 'INCn']);
    const parts = await trend({ kpi: 'volume', by: 'category' }, { incidents });
    expect(parts.labels()).to.include('No category: Logged 1');
    parts.points()[parts.labels().indexOf('No category: Logged 1')]?.click();
    expect(await parts.lines(1)).to.deep.equal(['INCn']);
    await expectAccessible(parts.element);
  });

  it('names services as people do', async () => {
    const { labels } = await trend({ by: 'service' });
    expect(labels()).to.include('E-mail: Logged 3').and.to.include('No service: Resolved 9');
  });

  it('neither joins nor judges a point of fewer than five', async () => {
    const { root, labels, text } = await trend({ kpi: 'mttr', target: 'PT4H' });
    expect(labels()).to.deep.equal([
      'Mar 9 (not a whole one): Time to resolve none',
      'Mar 16: Time to resolve 20 hr (fewer than five)',
      'Mar 23 (not a whole one): Time to resolve 3.5 hr',
    ]);
    expect(root.querySelector('.trace')?.getAttribute('d')).to.match(/^M[\d.]+ [\d.]+h0$/u);
    expect(root.querySelector('.few')?.getAttribute('d')).to.match(/^M[\d.]+ [\d.]+h0$/u);
    expect(text()).to.contain('Hollow points stand for fewer than five incidents');
    const few = await trend({ kpi: 'mttr', target: 'PT4H', period: 'P12D' }, { incidents: some.slice(6, 9) });
    expect(few.text('.against')).to.contain('Target 4 hr').and.not.contain('missed');
  });

  it('is moved along with the keys, as the reading goes, and opens a point', async () => {
    const { element, points, root, lines } = await trend({});
    const focused = (): string | undefined => {
      const { dataset } = root.activeElement as HTMLElement;
      return `${dataset['line'] ?? ''}/${dataset['at'] ?? ''}`;
    };
    const press = async (key: string): Promise<void> => {
      root.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
      );
      await element.updateComplete;
    };
    const stops = points().filter(({ tabIndex }) => tabIndex === 0);
    expect(stops).to.have.lengthOf(1);
    stops[0]?.focus();
    expect(focused()).to.equal('0/2');
    await press('ArrowLeft');
    expect(focused()).to.equal('0/1');
    await press('ArrowDown');
    expect(focused()).to.equal('1/1');
    await press('Home');
    expect(focused()).to.equal('1/0');
    await press('End');
    expect(focused()).to.equal('1/2');
    await element.updateComplete;
    expect(root.querySelector('.looked')?.textContent).to.contain('Logged 7, Resolved 6');
    (root.activeElement as HTMLElement).click();
    await lines(6);
    expect(focused(), 'the place is kept').to.equal('1/2');
  });

  it('runs from right to left in Arabic', async () => {
    const { element, points, root } = await trend({}, { lang: 'ar' });
    await waitUntil(() => /[\u0600-\u06ff]/u.test(root.querySelector('h3')?.textContent ?? ''), 'Arabic', {
      timeout: 5000,
    });
    const left = (at: number): number => points()[at]?.getBoundingClientRect().left ?? 0;
    expect(left(0)).to.be.above(left(4));
    points()
      .find(({ tabIndex }) => tabIndex === 0)
      ?.focus();
    root.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, composed: true, cancelable: true }),
    );
    await element.updateComplete;
    expect((root.activeElement as HTMLElement).dataset['at']).to.equal('1');
    expect(getComputedStyle(root.querySelector('.picture')!).transform).to.contain('matrix(-1');
    await expectAccessible(element);
  });

  it('keeps its lines apart by shape, and not by colour alone', async () => {
    const { root } = await trend({});
    const look = (selector: string) => getComputedStyle(root.querySelector(selector)!);
    const [logged, done] = [look('.picture .line-0'), look('.picture .line-1')];
    expect(logged.fill, 'solid').to.equal(logged.stroke);
    expect(done.fill, 'an outline').to.not.equal(done.stroke);
    expect(look('.swatch.line-1').backgroundColor).to.equal(done.fill);
    const rules = [...root.adoptedStyleSheets].flatMap(({ cssRules }) => [...cssRules]);
    const forced = rules.find(
      (rule) =>
        rule instanceof CSSMediaRule &&
        /forced-colors/u.test(rule.conditionText) &&
        /line-1/u.test(rule.cssText),
    );
    expect(forced?.cssText).to.contain('CanvasText');
  });

  it('fits into 280 pixels', async () => {
    const { element } = await trend({ by: 'day' });
    element.style.inlineSize = '280px';
    await element.updateComplete;
    expect(element.scrollWidth).to.be.at.most(280);
    element.table = true;
    await element.updateComplete;
    expect(element.scrollWidth).to.be.at.most(280);
  });

  it('begins weeks as the policy says, else as the region of the language does', async () => {
    const weeks = async (setup: Setup): Promise<readonly string[]> => {
      const { labels } = await trend({ kpi: 'resolved' }, setup);
      return labels().map((label) => /^\w+ \d+/u.exec(label ?? '')?.[0] ?? '');
    };
    expect(await weeks({ lang: 'en' })).to.deep.equal(['Mar 9', 'Mar 16', 'Mar 23']);
    expect(await weeks({ lang: 'en', policy: { weekStart: 'sat' } })).to.deep.equal(['Mar 14', 'Mar 21']);
    expect(await weeks({ lang: 'en-US', policy: { weekStart: 'mon' } })).to.include('Mar 23');
  });

  it('follows the store without drawing its points anew', async () => {
    const { adapter, desk, points, labels } = await trend({});
    const before = points();
    adapter.change('c2', { priority: 1 });
    const { store } = desk;
    await store?.createIncident({ title: 'One more', description: '', impact: 2, urgency: 2 });
    await waitUntil(() => labels()[4] === 'Mar 23 (not a whole one): Logged 8', 'one more', {
      timeout: 5000,
    });
    expect(points().every((point, at) => point === before[at])).to.equal(true);
  });

  it('offers what comes again and again as a problem, by the numbers of the policy', async () => {
    const { adapter, element, root, text, lines } = await trend({});
    expect(text('.recurrence-line'))
      .to.contain('E-mail, Software')
      .and.to.contain('3 incidents within 30 days');
    root.querySelector<HTMLButtonElement>('.recurrence .lines')?.click();
    expect(await lines(3)).to.deep.equal(['INCc12', 'INCc2', 'INCc9']);
    const steps: unknown[] = [];
    element.addEventListener('incident-step', ({ detail }) => steps.push(detail));
    root.querySelector<HTMLButtonElement>('.recurrence .button')?.click();
    await waitUntil(() => /INCc9/u.test(root.querySelector('textarea')?.value ?? ''), 'the words', {
      timeout: 5000,
    });
    expect(root.querySelector('textarea')?.value).to.equal(
      'Problem candidate: 3 incidents within 30 days of the same kind (E-mail, Software): INCc2, INCc9, INCc12.',
    );
    await expectAccessible(element);
    root.querySelector<HTMLButtonElement>('.sheet [type="submit"]')?.click();
    await waitUntil(() => adapter.count('addEntry') === 1, 'a work note', { timeout: 5000 });
    expect(steps).to.deep.equal([{ incidentId: 'c2', action: 'problem', to: null }]);
    const written = adapter.calls.find(({ call }) => call === 'addEntry')?.with;
    expect(written).to.include({ kind: 'work-note' });
    await waitUntil(() => !root.querySelector('.sheet'));
    const rare = await trend({}, { policy: { problems: { count: 4 } } });
    expect(rare.root.querySelector('.recurring')).to.equal(null);
  });

  it('offers no problem to those who may not write a work note', async () => {
    const { adapter, root, text } = await trend({ roles: 'caller' });
    root.querySelector<HTMLButtonElement>('.recurrence .button')?.click();
    await waitUntil(() => /role/iu.test(text('.sheet')), 'why not', { timeout: 5000 });
    root.querySelector<HTMLButtonElement>('.sheet [type="submit"]')?.click();
    expect(adapter.count('addEntry')).to.equal(0);
  });

  it('gives its figures away as CSV that no spreadsheet carries out', async () => {
    const { element } = await trend(
      { by: 'category' },
      { incidents: [open('e', 2, { category: '=cmd()' }), open('f', 2, { category: '+1' })] },
    );
    expect(element.exportCsv().split('\r\n')).to.deep.equal([
      'figure,by,key,name,from,value,unit,incidents,enough,partial',
      "volume,category,'+1,'+1,,1,count,1,true,false",
      "resolved,category,'+1,'+1,,0,count,0,true,false",
      "volume,category,'=cmd(),'=cmd(),,1,count,1,true,false",
      "resolved,category,'=cmd(),'=cmd(),,0,count,0,true,false",
      '',
    ]);
  });

  it('says what is missing, what is wrong and what it waits for', async () => {
    const nothing = await trend({ category: 'Facilities' });
    expect(isAt(nothing.element, 'empty')).to.equal(true);
    expect(nothing.text('.none')).to.equal('No incidents logged in this period');
    const wrong = await trend({ by: 'moon' });
    expect(isAt(wrong.element, 'error')).to.equal(true);
    expect(wrong.text('.state')).to.contain('“moon” divides nothing');
    for (const division of divisions) expect(wrong.text('.state')).to.contain(division);
    const adapter = scriptedAdapter({ now: () => now, incidents: some });
    adapter.always('list', { until: new Promise<never>(() => undefined) });
    const desk = await fixture<IncidentDesk>(
      html`<incident-desk .adapterObject=${adapter} persistence="none" lang="en"
        ><incident-trend></incident-trend
      ></incident-desk>`,
    );
    const waiting = desk.querySelector('incident-trend')!;
    await waitUntil(() => isAt(waiting, 'loading'));
    expect(waiting.shadowRoot!.textContent).to.contain('Loading').and.not.contain('No incidents');
  });

  it('tells that it cannot reach the backend, and tries again', async () => {
    const adapter = scriptedAdapter({ now: () => now, incidents: some });
    adapter.always('list', { fail: noNetwork() });
    const { element, root, text } = await trend({}, { adapter, alone: true });
    await waitUntil(() => isAt(element, 'error'), 'error', { timeout: 5000 });
    adapter.always('list', undefined);
    root.querySelector<HTMLButtonElement>('.state .button')?.click();
    await waitUntil(() => isAt(element, 'ready'), 'ready', { timeout: 5000 });
    expect(text('.totals')).to.contain('Logged 12');
  });

  it('says that it is an estimate where not everything was read', async () => {
    const many = Array.from({ length: 10_050 }, (_, at) => open(`m${String(at)}`, 1));
    const { element, text } = await trend({ kpi: 'backlog', by: 'category' }, { incidents: many });
    await waitUntil(() => isAt(element, 'ready'), 'ready', { timeout: 20_000 });
    expect(text('.caution')).to.contain('An estimate');
  });

  it('is set from its menus', async () => {
    const { element, root, text } = await trend({});
    const [figure, by] = [...root.querySelectorAll('select')];
    figure!.value = 'backlog';
    figure!.dispatchEvent(new Event('change'));
    await settled(element);
    by!.value = 'category';
    by!.dispatchEvent(new Event('change'));
    await settled(element);
    await waitUntil(() => text('.parts').includes('Software'), 'parts', { timeout: 5000 });
    expect(text('h3')).to.equal('Open backlog');
    root.querySelector<HTMLButtonElement>('#as-table')?.click();
    await element.updateComplete;
    expect(root.querySelectorAll('tbody tr')).to.have.lengthOf(1);
  });

  /** Six slow ones of the network beside six quick ones of software. */
  const uneven: readonly Incident[] = [
    ...[10, 20, 30, 40, 50, 60].map((hours) => resolved(`n${String(hours)}`, 1, hours)),
    ...[1, 2, 3, 4, 5, 6].map((hours) => resolved(`s${String(hours)}`, 2, hours, { category: 'Software' })),
  ];
  const raise = (root: ShadowRoot): HTMLButtonElement | null => root.querySelector('.improve > button');

  it('leads from a slow category to an improvement, as a text that can be copied', async () => {
    const copied: string[] = [];
    const clipboard = { writeText: (text: string) => Promise.resolve(void copied.push(text)) };
    Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
    try {
      const { desk, element, root, points, lines, text } = await trend(
        { kpi: 'mttr', by: 'category', target: 'PT8H' },
        { incidents: uneven },
      );
      expect(raise(root)).to.equal(null);
      points()[0]!.click();
      await lines(6);
      const heard: Improvement[] = [];
      desk.addEventListener('incident-improvement', ({ detail }) => heard.push(detail.improvement));
      expect(raise(root)?.getAttribute('aria-label')).to.equal(
        'Raise an improvement: Time to resolve, Network',
      );
      raise(root)!.click();
      const field = (): HTMLTextAreaElement | null => root.querySelector('#improvement-text');
      await waitUntil(() => field()?.value.includes('INCn10'), 'the incidents are named', { timeout: 5000 });
      expect(root.activeElement).to.equal(field());
      await expectAccessible(element);
      const proposal = field()!.value;
      expect(proposal).to.contain('# Improvement: Time to resolve, Network');
      expect(proposal).to.contain('Time to resolve: 35 hr, from 6 incidents');
      expect(proposal).to.contain('All of them together: 19.3 hr, from 12 incidents');
      expect(proposal).to.contain('Target: 8 hr').and.to.contain('(mttr:logged:resolved:calendar-time)');
      expect(heard).to.have.length(1);
      expect(heard[0]).to.deep.include({ kpi: 'mttr', value: 35 * hour, n: 6, category: 'Network' });
      expect(heard[0]?.incidentIds).to.have.length(6);
      root.querySelector<HTMLFormElement>('form.sheet')!.requestSubmit();
      await waitUntil(() => text('.improve').includes('Copied.'), 'copied', { timeout: 5000 });
      expect(copied).to.deep.equal([proposal]);
      expect(root.activeElement).to.equal(raise(root));
    } finally {
      Reflect.deleteProperty(navigator, 'clipboard');
    }
  });

  for (const [what, step] of [
    ['while they are being read', { until: new Promise(() => undefined) }],
    ['where they cannot be read', { fail: noNetwork() }],
  ] as const)
    it(`names the incidents of an improvement by their ids ${what}, and says so`, async () => {
      const adapter = scriptedAdapter({ now: () => now, incidents: uneven });
      const { root, points, lines } = await trend({ kpi: 'mttr', by: 'category' }, { adapter });
      points()[0]!.click();
      await lines(6);
      adapter.always('list', step);
      raise(root)!.click();
      const field = (): HTMLTextAreaElement | null => root.querySelector('#improvement-text');
      await waitUntil(() => field() !== null, 'the proposal', { timeout: 5000 });
      expect(field()!.value).to.match(
        /Incidents, by their ids since their numbers have not been read: n10, .*n60/u,
      );
      adapter.always('list', undefined);
    });

  it('leaves an improvement to a page that takes it over', async () => {
    const { desk, root, points, lines, element } = await trend(
      { kpi: 'mttr', by: 'category' },
      { incidents: uneven },
    );
    points()[1]!.click();
    await lines(6);
    desk.addEventListener('incident-improvement', (event) => event.preventDefault());
    raise(root)!.click();
    await element.updateComplete;
    expect(root.querySelector('.sheet')).to.equal(null);
  });

  it('offers no improvement for a few incidents, which say nothing', async () => {
    const { root, points, lines } = await trend({ kpi: 'mttr', by: 'week' });
    const few = points().find((point) => point.getAttribute('aria-label')?.includes('few'))!;
    few.click();
    await lines(3);
    expect(raise(root)).to.equal(null);
  });

  it('tells which group leaves incidents without a category, and leads to those of one group', async () => {
    const group = { id: 'net', label: 'Network team' };
    const incidents = [
      ...[1, 2, 3, 4, 5].map((at) =>
        resolved(`g${String(at)}`, 1, at, { group, category: at > 2 ? 'Network' : '' }),
      ),
      ...[1, 2, 3, 4, 5].map((at) => resolved(`h${String(at)}`, 1, at)),
    ];
    const { labels, points, lines } = await trend({ kpi: 'uncategorised', by: 'group' }, { incidents });
    expect(labels()).to.deep.equal([
      'Network team: Without a category 40%',
      'No group: Without a category 0%',
    ]);
    points()[0]!.click();
    expect(await lines(5)).to.deep.equal(['INCg1', 'INCg2', 'INCg3', 'INCg4', 'INCg5']);
  });
});
