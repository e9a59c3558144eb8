import { expect, fixture, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-kpi-card.js';
import '../../src/define/incident-desk.js';
import '../../src/define/incident-list.js';
import type { Incident } from '../../src/core/incident.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import type { IncidentKpiCard } from '../../src/elements/incident-kpi-card/incident-kpi-card.js';
import { expectAccessible } from '../support/accessible.js';
import { settled } from '../support/desk-fixture.js';
import { incident, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedAdapter, ScriptedOptions } from '../support/scripted-adapter.js';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 2, 27, 9, 30);

/** Resolved so many days ago after so many hours. */
const resolved = (id: string, daysAgo: number, hours: number, part: Partial<Incident> = {}): Incident => {
  const resolvedAt = now - daysAgo * day;
  return incident({
    id,
    status: { category: 'resolved' },
    loggedAt: resolvedAt - hours * hour,
    acknowledgedAt: resolvedAt - hours * hour + 10 * 60_000,
    resolvedAt,
    updatedAt: resolvedAt,
    ...part,
  });
};

/** One that is being worked on since so many days. */
const open = (id: string, daysAgo: number, part: Partial<Incident> = {}): Incident =>
  incident({
    id,
    status: { category: 'active' },
    loggedAt: now - daysAgo * day,
    updatedAt: now - hour,
    ...part,
  });
const many = (n: number, make: (id: string, at: number) => Incident): readonly Incident[] =>
  Array.from({ length: n }, (_, at) => make(`${String(n)}-${String(at)}`, at));

/** Eight hours on average in the last 30 days, ten in the 30 days before. */
const quicker: readonly Incident[] = [
  ...[4, 6, 8, 10, 12].map((hours, at) => resolved(`new${String(at)}`, at * 3 + 1, hours)),
  ...[8, 9, 10, 11, 12].map((hours, at) => resolved(`old${String(at)}`, at * 3 + 33, hours)),
];

async function card(
  attributes: Partial<IncidentKpiCard>,
  setup: ScriptedOptions & {
    readonly lang?: string;
    readonly incidents: readonly Incident[];
    readonly adapter?: ScriptedAdapter;
  },
) {
  const adapter = setup.adapter ?? scriptedAdapter({ now: () => now, ...setup });
  const element = Object.assign(document.createElement('incident-kpi-card'), { kpi: 'mttr' }, attributes);
  const desk = await fixture<IncidentDesk>(
    html`<incident-desk
      .adapterObject=${adapter}
      persistence="none"
      lang=${setup.lang ?? 'en'}
      time-zone="Europe/Berlin"
      now="2026-03-27T09:30:00Z"
      >${element}</incident-desk
    >`,
  );
  const root = element.shadowRoot!;
  const text = (selector = '.card'): string =>
    (root.querySelector(selector)?.textContent ?? '').replace(/\s+/gu, ' ').trim();
  await settled(element);
  return { adapter, desk, element, root, text };
}

describe('incident-kpi-card', () => {
  it('names what can be written instead of a figure or a choice that is not there', async () => {
    const { element, root } = await card({ kpi: 'mttx' }, { incidents: quicker });
    const told = (): string => root.querySelector('[role="alert"]')?.textContent ?? '';
    expect(told()).to.contain('There is no figure called “mttx”. Write one of mtta,').and.to.contain('mttr');
    element.kpi = 'mttr';
    element.definition = 'yesterday';
    await element.updateComplete;
    expect(told()).to.contain('“yesterday” is no choice of this figure. Write logged, detected, occurred');
    expect(told()).to.contain('minus-pauses or nothing.');
    element.kpi = 'volume';
    await element.updateComplete;
    expect(told()).to.contain('no choice of this figure');
  });

  it('shows the number with unit, period, n, median and p90', async () => {
    const { element, text } = await card({}, { incidents: quicker });
    expect(element.matches(':state(ready)')).to.equal(true);
    expect(text('h3')).to.equal('Time to resolve MTTR');
    expect(text('.value')).to.equal('8 hr');
    expect(text('.foot')).to.contain('5 incidents').and.to.contain('last 30 days');
    expect(text('.spread')).to.contain('Median 8 hr').and.to.contain('90% within 11.2 hr');
  });

  it('says in words how it moved, with an arrow and a verdict that need no colour', async () => {
    const { root, text } = await card({}, { incidents: quicker });
    expect(text()).to.contain('20% faster than the 30 days before better');
    expect(root.querySelector('.against .icon')).to.not.equal(null);
  });

  it('says the same in German', async () => {
    const { text } = await card({}, { incidents: quicker, lang: 'de' });
    await waitUntil(() => text().includes('20 % schneller als in den 30 Tagen davor besser'), text(), {
      timeout: 5000,
    });
    expect(text('.foot')).to.contain('5 Störungen').and.to.contain('letzte 30 Tage');
  });

  it('calls more of a backlog worse, and shares by percentage points', async () => {
    const backlog = await card(
      { kpi: 'backlog' },
      { incidents: [...many(7, (id) => open(id, 1)), ...many(5, (id) => open(id, 40))] },
    );
    expect(backlog.text('.value')).to.equal('12');
    expect(backlog.text()).to.contain('2.4 times as many as on Feb 26, 2026 worse');
    expect(backlog.text('.foot')).to.equal('12 incidents now');
    const shares = await card(
      { kpi: 'flr' },
      {
        incidents: [
          ...many(5, (id) => resolved(id, 1, 1, { escalationCount: 0 })),
          ...many(6, (id, at) => resolved(id, 35, 1, { escalationCount: at % 2 })),
        ],
      },
    );
    expect(shares.text('.value')).to.equal('100%');
    expect(shares.text()).to.contain('50 percentage points higher than the 30 days before better');
  });

  it('tells a change of few incidents by their number and passes no verdict on it', async () => {
    const grown = await card(
      { kpi: 'backlog' },
      { incidents: [...many(9, (id) => open(id, 1)), ...many(3, (id) => open(id, 40))] },
    );
    expect(grown.text('.value')).to.equal('12');
    expect(grown.text())
      .to.contain('9 more than on Feb 26, 2026')
      .and.not.contain('%')
      .and.not.contain('worse ');
    expect(grown.root.querySelector('.against :is(.good, .bad)')).to.equal(null);
    expect(grown.text('.foot')).to.contain('Too few incidents to say whether that is better or worse.');
    const few = await card({}, { incidents: [resolved('new', 1, 2), resolved('old', 35, 12)] });
    expect(few.text()).to.contain('10 hr faster than the 30 days before');
    expect(few.root.querySelector('.against :is(.good, .bad)')).to.equal(null);
    expect(few.text('.foot')).to.contain('Fewer than five').and.not.contain('Too few');
  });

  it('compares what is open now with the moment the period began, not with the month before', async () => {
    const midnight = Date.UTC(2026, 1, 28, 23);
    const before = many(5, (id) => open(id, 0, { loggedAt: midnight - hour }));
    const after = many(1, (id) => open(id, 0, { loggedAt: midnight + hour }));
    const { text } = await card({ kpi: 'backlog', period: 'month' }, { incidents: [...before, ...after] });
    expect(text('.value')).to.equal('6');
    expect(text()).to.contain('20% more than on Mar 1, 2026 worse');
    const none = await card({ kpi: 'backlog', period: 'month' }, { incidents: after, lang: 'de' });
    await waitUntil(() => none.text().includes('1 mehr als am 1. März 2026'), 'German', { timeout: 5000 });
    expect(none.text()).to.not.contain('schlechter 1').and.not.contain('Keine am');
    expect(none.text('.foot')).to.contain('jetzt');
  });

  it('counts what is open of all time, and how old it is', async () => {
    const incidents = [open('a', 1), open('b', 2), open('c', 3), resolved('d', 1, 1)];
    const backlog = await card({ kpi: 'backlog', period: 'all' }, { incidents });
    expect(backlog.text('.value')).to.equal('3');
    expect(backlog.text('.foot')).to.equal('3 incidents now');
    const age = await card({ kpi: 'open-age', period: 'all' }, { incidents });
    expect(age.element.matches(':state(ready)')).to.equal(true);
    expect(age.text('.value')).to.equal('2 days');
    const untouched = await card(
      { kpi: 'not-updated', period: 'all', definition: 'P30D' },
      {
        incidents: [...incidents, open('e', 50, { updatedAt: now - 40 * day })],
      },
    );
    expect(untouched.text('.value')).to.equal('25%');
  });

  it('never shows 0 where there is nothing to compute', async () => {
    const { element, root, text } = await card({}, { incidents: [resolved('old', 200, 3)] });
    expect(element.matches(':state(empty)')).to.equal(true);
    expect(text('.none')).to.equal('No incidents resolved in this period');
    expect(root.querySelector('.value')).to.equal(null);
    expect(text('.foot')).to.contain('0 incidents').and.to.contain('last 30 days');
  });

  it('warns of fewer than five incidents', async () => {
    const few = await card({}, { incidents: quicker.slice(0, 4) });
    expect(few.text('.foot')).to.contain('Fewer than five incidents: better not judged.');
    const enough = await card({}, { incidents: quicker });
    expect(enough.text('.foot')).to.not.contain('Fewer than five');
  });

  it('states the target, and whether it is met, in words', async () => {
    const met = await card({ target: 'PT8H' }, { incidents: quicker });
    expect(met.text()).to.contain('Target: at most 8 hr met');
    met.element.target = 'PT7H30M';
    await met.element.updateComplete;
    expect(met.text()).to.contain('Target: at most 7.5 hr missed');
    const share = await card(
      { kpi: 'flr', target: '80%' },
      { incidents: quicker.map((one) => ({ ...one, escalationCount: 0 })) },
    );
    expect(share.text()).to.contain('Target: at least 80% met');
  });

  it('puts median or p90 in large on request', async () => {
    const { element, text } = await card({ statistic: 'p90' }, { incidents: quicker });
    expect(text('.value')).to.equal('11.2 hr');
    expect(text()).to.contain('The mean: 20% faster');
    element.statistic = 'median';
    await element.updateComplete;
    expect(text('.figure')).to.equal('8 hr Median');
  });

  it('draws a line of weeks, tells it in words and keeps every value in a table', async () => {
    const incidents = many(25, (id, at) => resolved(id, 1 + at, 2 + Math.floor(at / 7)));
    const { element, root, text } = await card({ period: 'P4W' }, { incidents });
    expect(root.querySelector('.sparkline')?.getAttribute('aria-label')).to.equal(
      // The week that has only begun holds four.
      'Over the period, by the week: lowest 2.6 hr (Mar 16, 2026), highest 4.6 hr (Mar 2, 2026), latest 2.6 hr.',
    );
    root.querySelector<HTMLButtonElement>('.popover-button')!.click();
    await element.updateComplete;
    expect(text('.popover summary')).to.equal('Values by the week');
    expect(root.querySelectorAll('tbody tr')).to.have.length(5);
    expect(text('.popover')).to.contain('mttr:logged:resolved:calendar-time');
  });

  it('draws no line where no week has enough incidents', async () => {
    const { root } = await card({}, { incidents: quicker });
    expect(root.querySelector('.value')).to.not.equal(null);
    expect(root.querySelector('.sparkline')).to.equal(null);
  });

  it('never rounds a figure to everything, or to a target it misses', async () => {
    const share = await card(
      { kpi: 'flr' },
      { incidents: many(2500, (id, at) => resolved(id, 1, 1, { escalationCount: at === 0 ? 1 : 0 })) },
    );
    expect(share.text('.value')).to.equal('99.96%');
    const late = await card(
      { target: 'PT8H' },
      { incidents: many(5, (id) => resolved(id, 1, 8 + 20 / 3600)) },
    );
    expect(late.text('.value')).to.equal('8.01 hr');
    expect(late.text()).to.contain('Target: at most 8 hr missed');
  });

  it('offers to take time on hold off where it is known, and says so where it is not', async () => {
    const openChoices = async (incidents: readonly Incident[]) => {
      const opened = await card({}, { incidents });
      opened.root.querySelector<HTMLButtonElement>('.popover-button')!.click();
      await opened.element.updateComplete;
      return opened;
    };
    const unknown = await openChoices(quicker);
    expect(unknown.text('.popover')).to.not.contain('is taken off');
    expect(unknown.text('.popover')).to.contain('How long incidents were on hold is not known');
    const known = await openChoices(quicker.map((one) => ({ ...one, pauses: [] })));
    expect(known.text('.popover')).to.contain('is taken off').and.not.contain('is not known');
    unknown.element.definition = 'minus-pauses';
    await waitUntil(() => unknown.text('.none') !== '', 'no figure', { timeout: 5000 });
    expect(unknown.text('.none')).to.contain('How long incidents were on hold is not known');
  });

  it('comes back after its data failed once', async () => {
    const failing = scriptedAdapter({ incidents: quicker });
    failing.always('list', { fail: noNetwork() });
    const { element, text } = await card({}, { incidents: quicker, adapter: failing });
    await waitUntil(() => element.matches(':state(error)'), 'the failure', { timeout: 5000 });
    failing.always('list', {});
    element.shadowRoot!.querySelector<HTMLButtonElement>('[role="alert"] button')!.click();
    await waitUntil(() => element.matches(':state(ready)'), 'the figure', { timeout: 5000 });
    expect(text('.value')).to.equal('8 hr');
    expect(text()).to.not.contain('Loading');
  });

  it('has formula, source, reading help and choices one press away, and moves nothing for them', async () => {
    const { element, root, text } = await card({}, { incidents: quicker });
    const before = element.getBoundingClientRect().height;
    const button = root.querySelector<HTMLButtonElement>('.popover-button')!;
    expect(button.getAttribute('aria-expanded')).to.equal('false');
    // Of many cards on a page each has such a button.
    expect(button.title).to.equal('How it is computed: Time to resolve');
    button.click();
    await element.updateComplete;
    expect(button.getAttribute('aria-expanded')).to.equal('true');
    expect(text('.popover')).to.contain('Sum of (resolved − logged)').and.to.contain('ITIL');
    expect(text('.popover')).to.contain('Median: half of the incidents have this value or less.');
    expect(text('.popover')).to.contain('Feb 26, 2026 to Mar 27, 2026, days in Europe/Berlin');
    expect(element.getBoundingClientRect().height).to.equal(before);
    const panel = root.querySelector('.popover')!;
    expect(panel.checkVisibility()).to.equal(true);
    expect(root.querySelector('.value')!.checkVisibility(), 'the figure stays').to.equal(true);
    panel.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
    await element.updateComplete;
    expect(root.activeElement).to.equal(button);
    expect(panel.checkVisibility()).to.equal(false);
  });

  it('computes by another definition when one is chosen', async () => {
    const incidents = quicker.map((one) => ({ ...one, occurredAt: one.loggedAt - hour }));
    const { element, root, text } = await card({}, { incidents });
    root.querySelector<HTMLButtonElement>('.popover-button')!.click();
    await element.updateComplete;
    const choice = root.querySelector('select')!;
    choice.value = 'occurred';
    choice.dispatchEvent(new Event('change', { bubbles: true }));
    await waitUntil(() => text('.value') === '9 hr', 'since it began', { timeout: 5000 });
    expect(element.definition).to.equal('occurred');
    expect(text('.popover')).to.contain('mttr:occurred:resolved');
  });

  it('counts only the priorities and categories it is asked for, and says so', async () => {
    const incidents = quicker.map((one, at) => ({ ...one, priority: 1 + (at % 2), category: 'Network' }));
    const { text } = await card({ priority: '1', category: 'Network' }, { incidents });
    expect(text('.foot')).to.contain('3 incidents').and.to.contain('P1').and.to.contain('Network');
  });

  it('compares half a month with half a month', async () => {
    // Both months have two until the 27th, February one more after it.
    const incidents = [
      resolved('a', 2, 1),
      resolved('b', 3, 1),
      resolved('c', 30, 1),
      resolved('d', 31, 1),
      resolved('e', 27, 1),
    ];
    const { text } = await card({ kpi: 'volume', period: 'month' }, { incidents });
    expect(text('.value')).to.equal('2');
    expect(text()).to.contain('About the same as the month before');
  });

  it('moves when somebody logs an incident', async () => {
    const { adapter, desk, text } = await card(
      { kpi: 'volume', period: 'P7D' },
      { incidents: [resolved('a', 1, 1)] },
    );
    expect(text('.value')).to.equal('1');
    await desk.store!.createIncident({ title: 'One more', description: '' });
    await waitUntil(() => adapter.count('create') === 1 && text('.value') === '2', 'counted', {
      timeout: 5000,
    });
  });

  it('names a wrong figure, period, target or choice with what can be written', async () => {
    const { element, text } = await card({ kpi: 'speed' }, { incidents: quicker });
    expect(element.matches(':state(error)')).to.equal(true);
    expect(text('[role="alert"]')).to.contain('“speed”');
    for (const [wrong, word] of [
      [{ kpi: 'mttr', period: 'fortnight' }, '“fortnight”'],
      [{ period: 'P30D', definition: 'yesterday' }, '“yesterday”'],
      [{ definition: '', target: 'soon' }, '“soon”'],
    ] as const) {
      Object.assign(element, wrong);
      await element.updateComplete;
      expect(text('[role="alert"]')).to.contain(word);
    }
    element.target = undefined;
    await waitUntil(() => element.matches(':state(ready)'));
  });

  it('says that the backend cannot be reached, and keeps the last figure where there is one', async () => {
    const { adapter, element, text } = await card({}, { incidents: quicker });
    adapter.always('list', { fail: noNetwork() });
    await element.refresh();
    await waitUntil(() => text().includes('Could not be refreshed'), 'note', { timeout: 5000 });
    expect(text('.value')).to.equal('8 hr');
  });

  it('passes the accessibility rules with and without its definition', async () => {
    const { element, root } = await card({ target: 'PT8H' }, { incidents: quicker });
    await expectAccessible(element);
    root.querySelector<HTMLButtonElement>('.popover-button')!.click();
    await element.updateComplete;
    await expectAccessible(element);
  });

  it('shows in the list exactly the incidents its number counts, also when they become others', async () => {
    const counted = quicker.slice(0, 5).map((one, at) => ({ ...one, number: `INC${String(at)}` }));
    const { adapter, desk, root, element } = await card(
      {},
      {
        incidents: [
          ...counted,
          resolved('drill', 2, 3, { drill: true }),
          resolved('twice', 2, 3, { duplicateOf: 'new0' }),
          resolved('open-again', 2, 3, { status: { category: 'active' } }),
          open('open', 2),
        ],
      },
    );
    const list = document.createElement('incident-list');
    desk.append(list);
    const lines = (): number => list.shadowRoot!.querySelectorAll('[part~="line"]').length;
    await waitUntil(() => lines() === 2, 'what is open', { timeout: 5000 });
    root.querySelector<HTMLButtonElement>('.lines')?.click();
    await waitUntil(() => lines() === 5, 'the five', { timeout: 5000 });
    expect(list.shadowRoot!.textContent).to.contain('INC4').and.not.contain('drill');
    adapter.change('new0', { drill: true });
    await element.refresh();
    await waitUntil(() => lines() === 4, 'one less', { timeout: 5000 });
    expect(root.querySelector('.lines')?.textContent?.trim()).to.equal('4 incidents');
    root.querySelector<HTMLButtonElement>('.lines')?.click();
    await waitUntil(() => lines() === 2, 'what is open again', { timeout: 5000 });
  });

  it('counts what will be late within the hour, as the view of the list does, and nothing on hold', async () => {
    const due = (id: string, minutes: number, part: Partial<Incident> = {}): Incident =>
      open(id, 1, {
        acknowledgedAt: now - day,
        firstResponseAt: now - day,
        dueAt: now + minutes * 60_000,
        ...part,
      });
    const { desk, element, text } = await card(
      { kpi: 'breaching' },
      {
        incidents: [
          due('a', 10),
          due('b', 59),
          due('c', 61),
          due('d', -5),
          due('e', 10, { status: { category: 'paused' }, pauses: [{ from: now - hour, to: null }] }),
        ],
      },
    );
    expect(text('h3')).to.equal('Late within the hour');
    expect(text('.value')).to.equal('2');
    expect(text('.foot')).to.contain('now');
    const list = Object.assign(document.createElement('incident-list'), { view: 'breaching' });
    desk.append(list);
    const lines = (): number => list.shadowRoot!.querySelectorAll('[part~="line"]').length;
    await waitUntil(() => lines() === 2, 'the same two', { timeout: 5000 });
    // Two minutes on, the one that had 61 minutes left has fewer than an hour.
    desk.setAttribute('now', '2026-03-27T09:32:00Z');
    await waitUntil(() => text('.value') === '3' && lines() === 3, 'three', { timeout: 5000 });
    await settled(element);
    desk.setAttribute('now', '2026-03-27T09:41:00Z');
    await waitUntil(() => text('.value') === '2' && lines() === 2, 'one is late by now', { timeout: 5000 });
  });

  it('says that nobody has promised anything instead of none', async () => {
    const { element, text } = await card({ kpi: 'breaching' }, { incidents: [] });
    expect(element.matches(':state(empty)')).to.equal(true);
    expect(text('.none')).to.equal('No open incident has a target');
  });

  it('leads to an improvement at once where it misses its target', async () => {
    const missed = await card({ target: 'PT4H' }, { incidents: quicker });
    expect(missed.text('.against')).to.contain('missed');
    expect(missed.root.querySelector('.improve > button')).to.not.equal(null);
    const met = await card({ target: 'PT9H' }, { incidents: quicker });
    expect(met.root.querySelector('.improve > button')).to.equal(null);
  });

  it('leads from the incidents behind it to an improvement', async () => {
    const { root, element } = await card({ target: 'PT8H' }, { incidents: quicker });
    const raise = (): HTMLButtonElement | null => root.querySelector('.improve > button');
    expect(raise()).to.equal(null);
    root.querySelector<HTMLButtonElement>('.foot .lines')!.click();
    await waitUntil(() => raise() !== null, 'offered', { timeout: 5000 });
    raise()!.click();
    const field = (): HTMLTextAreaElement | null => root.querySelector('#improvement-text');
    await waitUntil(() => field() !== null, 'the proposal', { timeout: 5000 });
    expect(field()!.value)
      .to.contain('Time to resolve: 8 hr, from 5 incidents')
      .and.to.contain('Target: 8 hr');
    await expectAccessible(element);
  });

  it('says that nobody knows how often incidents are given another category where nobody counts', async () => {
    const unknown = await card({ kpi: 'recategorised' }, { incidents: quicker });
    expect(unknown.text()).to.contain('does not count how often incidents are given another category');
    const counted = quicker.map((one, at) => ({ ...one, recategorisationCount: at % 5 === 0 ? 1 : 0 }));
    const known = await card({ kpi: 'recategorised' }, { incidents: counted });
    expect(known.text('.value')).to.equal('20%');
    expect(known.text('.foot')).to.contain('5 incidents');
  });
});
