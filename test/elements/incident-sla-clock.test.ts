import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import '../../src/define/incident-desk.js';
import '../../src/define/incident-list.js';
import '../../src/define/incident-record.js';
import '../../src/define/incident-sla-clock.js';
import type { Entry } from '../../src/core/entry.js';
import { IncidentError } from '../../src/core/errors.js';
import type { Incident } from '../../src/core/incident.js';
import type { PolicyDefinition } from '../../src/core/policy.js';
import type { BackendClock } from '../../src/core/sla/clocks.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import type { IncidentSlaClock } from '../../src/elements/incident-sla-clock/incident-sla-clock.js';
import { expectAccessible } from '../support/accessible.js';
import { settled, within } from '../support/desk-fixture.js';
import { incident, scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedAdapter } from '../support/scripted-adapter.js';

const minute = 60_000;
const hour = 60 * minute;
/** Monday, 9 March 2026, nine o'clock in Berlin. */
const monday = Date.parse('2026-03-09T08:00:00Z');

const policy: PolicyDefinition = {
  calendars: [
    {
      id: 'office',
      timeZone: 'Europe/Berlin',
      hours: { mon: [['08:00', '17:00']], tue: [['08:00', '17:00']], wed: [['08:00', '17:00']] },
    },
  ],
  targets: [
    {
      id: 'answer',
      kind: 'response',
      target: 'PT1H',
      unit: 'open-time',
      calendar: 'office',
      priority: [2, 3],
    },
    { id: 'quick', kind: 'resolution', target: 'PT4H', unit: 'open-time', calendar: 'office', priority: 2 },
    { id: 'slow', kind: 'resolution', target: 'PT8H', unit: 'open-time', calendar: 'office', priority: 3 },
  ],
};

const base: Incident = incident({
  id: 'i1',
  number: 'INC0001',
  priority: 2,
  status: { category: 'active' },
  loggedAt: monday,
  updatedAt: monday,
  firstResponseAt: monday + 20 * minute,
  pauses: [],
});

interface Setup {
  readonly now?: number;
  readonly lang?: string;
  readonly zone?: string;
  readonly entries?: readonly Entry[];
  readonly policy?: PolicyDefinition;
  readonly clocks?: readonly BackendClock[];
  /** Its records never tell a first answer. */
  readonly untold?: boolean;
  /** It has no timeline. */
  readonly silent?: boolean;
}

async function clock(
  part: Partial<Incident> = {},
  attributes: Partial<IncidentSlaClock> = {},
  setup: Setup = {},
) {
  const adapter: ScriptedAdapter = scriptedAdapter({
    incidents: [{ ...base, ...part }],
    entries: setup.entries ?? [],
    ...(setup.untold ? { traits: { firstAnswer: false } } : {}),
    ...(setup.silent ? { without: ['entries'] } : {}),
  });
  if (setup.clocks) Object.assign(adapter, { clocks: () => Promise.resolve(setup.clocks) });
  const element = Object.assign(document.createElement('incident-sla-clock'), {
    incidentId: 'i1',
    ...attributes,
  });
  const desk = await fixture<IncidentDesk>(
    html`<incident-desk
      .adapterObject=${adapter}
      .policyDefinition=${setup.policy ?? policy}
      persistence="none"
      lang=${setup.lang ?? 'en'}
      dir=${setup.lang === 'ar' ? 'rtl' : 'ltr'}
      time-zone=${setup.zone ?? 'Europe/Berlin'}
      now=${new Date(setup.now ?? monday + hour).toISOString()}
      >${element}</incident-desk
    >`,
  );
  await settled(element);
  const plain = (text: string | null | undefined): string =>
    (text ?? '')
      .replaceAll(/[\u2066-\u2069]/gu, '')
      .replaceAll(/\s+/gu, ' ')
      .trim();
  const clocks = (): readonly HTMLElement[] => [
    ...element.shadowRoot!.querySelectorAll<HTMLElement>('.clock'),
  ];
  const text = (at = clocks().length - 1, selector = ''): string =>
    plain(selector === '' ? clocks()[at]?.textContent : clocks()[at]?.querySelector(selector)?.textContent);
  const look = async (now: number): Promise<void> => {
    desk.setAttribute('now', new Date(now).toISOString());
    await desk.updateComplete;
    await element.updateComplete;
  };
  const said = (): string =>
    plain([...element.shadowRoot!.querySelectorAll('[role="status"]')].at(-1)?.textContent);
  /** Opens the explanation of the last clock. */
  const why = async (): Promise<string> => {
    const button = [...element.shadowRoot!.querySelectorAll<HTMLButtonElement>('.popover-button')].at(-1)!;
    button.click();
    await waitUntil(() => element.shadowRoot!.querySelector('table') !== null);
    return plain([...element.shadowRoot!.querySelectorAll('.popover')].at(-1)?.textContent);
  };
  return { adapter, desk, element, clocks, text, look, said, why, plain };
}

describe('incident-sla-clock', () => {
  it('shows both clocks: by when, how much is left, and of how much', async () => {
    const { text, clocks, element } = await clock();
    expect(clocks().length).to.equal(2);
    expect(text(0, '.head')).to.equal('Answer · in time');
    expect(text(0, '.figure [aria-hidden]')).to.equal('0:20');
    expect(text(0, '.facts')).to.contain('of 1 hr').and.to.contain('answered 9:20 AM');
    expect(text(1, '.head')).to.equal('Resolve by 1:00 PM');
    expect(text(1, '.figure [aria-hidden]')).to.equal('3:00 left');
    expect(text(1, '.figure .visually-hidden')).to.equal('3 hours left to resolve');
    expect(within(element, '.figure[data-tone="neutral"]')).to.not.equal(null);
    await expectAccessible(element);
  });

  it('shows one of them on request', async () => {
    const { text, clocks } = await clock({}, { kind: 'response' });
    expect(clocks().length).to.equal(1);
    expect(text(0, '.head')).to.contain('Answer');
  });

  it('turns amber from three quarters on, and says so to those who do not see it', async () => {
    const { element, look, said, text } = await clock(
      {},
      { kind: 'resolution' },
      { now: monday + 179 * minute },
    );
    const tone = (): string | undefined => within(element, '.figure').dataset['tone'];
    expect([tone(), said()]).to.deep.equal(['neutral', '']);
    await look(monday + 180 * minute);
    expect(tone()).to.equal('amber');
    await waitUntil(() => said() !== '');
    expect(said()).to.equal('Time is running out: 1 hour left to resolve.');
    await look(monday + 200 * minute);
    expect(said(), 'once').to.equal('Time is running out: 1 hour left to resolve.');
    await look(monday + 247 * minute);
    expect([tone(), text(0, '.figure [aria-hidden]')]).to.deep.equal(['red', '0:07 late']);
    await waitUntil(() => said().includes('late'));
    expect(said()).to.equal('the resolution is 7 minutes late.');
    expect(text(0, '.head')).to.equal('Resolution was due by 1:00 PM');
    expect(element.shadowRoot!.querySelector('.figure .icon'), 'not by colour alone').to.not.equal(null);
    await expectAccessible(element);
  });

  it('says what is left while on hold, and no deadline', async () => {
    const { text, element } = await clock(
      {
        status: { category: 'paused' },
        holdReason: 'awaiting-vendor',
        pauses: [{ from: monday + 168 * minute, reason: 'awaiting-vendor' }],
      },
      { kind: 'resolution' },
      { now: monday + 10 * hour },
    );
    expect(text(0, '.head')).to.equal('Resolution · on hold');
    expect(text(0, '.figure [aria-hidden]')).to.equal('1:12 left');
    expect(text(0, '.figure .visually-hidden')).to.equal('paused, 1 hour 12 minutes left to resolve');
    expect(text(0, '.facts')).to.contain('Awaiting vendor').and.to.contain('No deadline until it goes on.');
    expect(text()).not.to.contain('by ');
    expect(within(element, '.popover-button').title).to.equal('Every minute explained');
  });

  it('announces that the clock stops and goes on', async () => {
    const { adapter, desk, said } = await clock({}, { kind: 'resolution' });
    const held = { status: { category: 'paused' }, pauses: [{ from: monday + hour }] } as const;
    adapter.change('i1', held as never);
    await desk.store!.incident('i1').refresh();
    await waitUntil(() => said() === 'paused, 3 hours left to resolve.', said());
    adapter.change('i1', {
      status: { category: 'active' },
      pauses: [{ from: monday + hour, to: monday + hour }],
    } as never);
    await desk.store!.incident('i1').refresh();
    await waitUntil(() => said() === 'The clock runs again: 3 hours left to resolve.', said());
  });

  it('stands still out of hours, and says from when it counts again', async () => {
    const { text, element } = await clock(
      { loggedAt: monday + 7 * hour },
      { kind: 'resolution' },
      { now: monday + 12 * hour },
    );
    expect(within(element, '.clock').dataset['state']).to.equal('out-of-hours');
    expect(text(0, '.figure [aria-hidden]')).to.equal('3:00 left');
    expect(text(0, '.facts')).to.contain('Counted again from Tue 8:00 AM.');
  });

  it('says plainly that nothing is promised', async () => {
    const { text, element } = await clock({ priority: 5 });
    expect(text(0)).to.equal(
      'Answer · no target Nobody has promised when this is answered: no target of the policy fits it.',
    );
    expect(text(1)).to.contain('Resolution · no target');
    expect(element.shadowRoot!.querySelector('.popover-button')).to.equal(null);
  });

  it('lets the ticket system win, and says how its deadline differs', async () => {
    const { text } = await clock({ dueAt: monday + 5 * hour }, { kind: 'resolution' });
    expect(text(0, '.head')).to.equal('Resolve by 2:00 PM');
    expect(text(0, '.facts')).to.contain(
      'The ticket system says 2:00 PM. By the policy it would be 1:00 PM.The ticket system gives 1 hr more than the policy.',
    );
    const own = await clock({ dueAt: monday + 4 * hour }, { kind: 'resolution' });
    expect(own.text()).not.to.contain('ticket system');
  });

  it('asks the ticket system for its own clocks where it keeps some', async () => {
    const { text, element } = await clock(
      { firstResponseAt: undefined },
      { kind: 'response' },
      {
        clocks: [{ kind: 'response', state: 'running', dueAt: monday + 90 * minute, remaining: 30 * minute }],
      },
    );
    await waitUntil(() => text(0, '.head') === 'Answer by 10:30 AM', text(0, '.head'));
    expect(text(0, '.figure [aria-hidden]')).to.equal('0:30 left');
    const none = await clock({}, { compact: true }, { clocks: [] });
    expect(none.element.matches(':state(ready)')).to.equal(true);
    expect(element.matches(':state(ready)')).to.equal(true);
  });

  it('explains every minute: what counts, what was on hold and why, what was out of hours', async () => {
    const { why, element } = await clock(
      {
        loggedAt: monday + 6 * hour,
        pauses: [{ from: monday + 7 * hour, to: monday + 7.5 * hour, reason: 'awaiting-caller' }],
      },
      { kind: 'resolution' },
      { now: monday + 25 * hour },
    );
    const text = await why();
    const rows = [...element.shadowRoot!.querySelectorAll('tbody tr')].map((row) =>
      (row.textContent ?? '').replaceAll(/[\s\u2009\u202f]+/gu, ' ').trim(),
    );
    expect(rows.map((row) => row.replace(/^.*(?:AM|PM) /u, ''))).to.deep.equal([
      '1 hr counted',
      '30 min on hold: Awaiting caller',
      '30 min counted',
      '15 hr out of hours',
      '2 hr counted',
      '30 min left',
    ]);
    expect(text).to.contain('Promised: 4 hours in the hours of “office”.');
    expect(text).to.contain('With nothing on hold it would have been due 10:00 AM.');
    expect(text).to.contain('Times in Berlin.');
    expect(within(element, '.bar').getAttribute('aria-label')).to.equal(
      '3 hours 30 minutes counted, 30 minutes on hold, 15 hours out of hours, 30 minutes left',
    );
    await expectAccessible(element);
  });

  it('names the times of the viewer and those of the place where the hours are kept', async () => {
    const { text, why } = await clock({}, { kind: 'resolution' }, { zone: 'America/New_York' });
    expect(text(0, '.head')).to.equal('Resolve by 8:00 AM (1:00 PM Berlin)');
    const reasons = await why();
    expect(reasons).to.contain('4:00 – 5:00 AM').and.to.contain('9:00 – 10:00 AM');
    expect(reasons).to.contain('Times in New York; below them in Berlin, where the hours are kept.');
  });

  it('explains a change of priority and a reopening by the rules', async () => {
    const entry = (id: string, at: number, part: Partial<Entry>): Entry => ({
      id,
      incidentId: 'i1',
      kind: 'change',
      visibility: 'public',
      occurredAt: at,
      recordedAt: at,
      author: { id: 'a', name: 'Agent' },
      ...part,
    });
    const entries = [
      entry('e1', monday + 10 * minute, { changes: [{ field: 'priority', from: 'Medium', to: 'High' }] }),
      entry('e2', monday + hour, { kind: 'status', changes: [{ field: 'status', to: 'active' }] }),
      entry('e3', monday + 2 * hour, { kind: 'status', changes: [{ field: 'status', to: 'resolved' }] }),
      entry('e4', monday + 3 * hour, { kind: 'status', changes: [{ field: 'status', to: 'active' }] }),
    ];
    const { why } = await clock({}, { kind: 'resolution' }, { entries, now: monday + 4 * hour });
    const text = await why();
    expect(text).to.contain(
      'Priority became P2 High 9:10 AM. The new target counts from the beginning; what was on hold before stays out.',
    );
    expect(text).to.contain(
      'Reopened 12:00 PM. The clock went on; the time while it was resolved does not count.',
    );
    expect(text).to.contain('was resolved');
    const first = await clock(
      {},
      { kind: 'resolution' },
      { entries, now: monday + 4 * hour, policy: { ...policy, onReopen: 'first-resolution' } },
    );
    expect(await first.why()).to.contain('The first resolution is what was promised');
  });

  it('says that it tells only what is known', async () => {
    const { text, why } = await clock(
      { pauses: undefined, pausedMs: 30 * minute },
      { kind: 'resolution' },
      { now: monday + 2 * hour },
    );
    expect(text(0, '.facts')).to.contain('As far as known.');
    expect(await why()).to.contain('nobody has written down when');
  });

  it('counts down the last minute in seconds', async () => {
    const { text } = await clock({}, { kind: 'resolution' }, { now: monday + 4 * hour - 45_000 });
    expect(text(0, '.figure [aria-hidden]')).to.equal('45s left');
    expect(text(0, '.figure .visually-hidden')).to.equal('less than a minute left to resolve');
  });

  it('says in one line what presses most, and reads no timeline for it', async () => {
    const { element, adapter, plain } = await clock(
      { firstResponseAt: undefined },
      { compact: true },
      { now: monday + 30 * minute },
    );
    const line = (): string =>
      plain(element.shadowRoot!.querySelector('.line-time [aria-hidden]')?.textContent);
    expect(line()).to.equal('0:30 to answer');
    expect(adapter.count('entries')).to.equal(0);
    const done = await clock(
      { status: { category: 'resolved' }, resolvedAt: monday + hour },
      { compact: true },
    );
    expect(done.plain(done.element.shadowRoot!.querySelector('.line-time')?.textContent)).to.equal(
      '1:00 resolvedresolved in time, after 1 hour',
    );
    await expectAccessible(done.element);
  });

  it('claims no answer that is late where neither record nor timeline can tell of one', async () => {
    const begun = { firstResponseAt: undefined };
    const at = { now: monday + 2 * hour, untold: true };
    const line = await clock(begun, { compact: true }, at);
    const shown = (of: typeof line) =>
      of.plain(of.element.shadowRoot!.querySelector('.line-time [aria-hidden]')?.textContent);
    expect(shown(line)).to.equal('2:00 to resolve');
    const only = await clock(begun, { compact: true, kind: 'response' }, at);
    expect(only.plain(only.element.shadowRoot!.textContent)).to.equal('–');
    const waiting = await clock({ ...begun, status: { category: 'new' } }, { compact: true }, at);
    expect(shown(waiting)).to.contain('answer late');

    const silent = await clock(begun, {}, { ...at, silent: true });
    expect(silent.clocks().map(({ dataset }) => dataset['state'])).to.deep.equal(['running']);
    const told = await clock(begun, {}, at);
    expect(told.text(0, '.head'), 'its timeline has been read').to.contain('Answer was due');
    const clocks: readonly BackendClock[] = [
      { kind: 'response', dueAt: monday + 3 * hour, state: 'running' },
    ];
    const own = await clock(begun, {}, { ...at, silent: true, clocks });
    expect(own.clocks().length, 'the backend has a clock of its own').to.equal(2);
  });

  it('follows what is chosen at its desk', async () => {
    const { element, desk, text } = await clock({}, { incidentId: undefined });
    expect(element.matches(':state(empty)')).to.equal(true);
    expect(element.shadowRoot!.textContent).to.contain('No incident is chosen.');
    const list = document.createElement('incident-list');
    desk.append(list);
    await settled(list);
    within(list, '[data-id="i1"]').click();
    await waitUntil(() => element.matches(':state(ready)'));
    expect(text(1, '.head')).to.equal('Resolve by 1:00 PM');
  });

  it('opens and closes its explanation with the keyboard, and gives the focus back', async () => {
    const { element } = await clock({}, { kind: 'resolution' });
    const button = within<HTMLButtonElement>(element, '.popover-button');
    expect(button.title).to.equal('Why 1:00\u00a0PM?');
    button.focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => element.shadowRoot!.querySelector('table') !== null);
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => element.shadowRoot!.querySelector('table') === null);
    expect(element.shadowRoot!.activeElement).to.equal(button);
  });

  it('says what went wrong, and tries again', async () => {
    const adapter = scriptedAdapter({ incidents: [base] });
    adapter.always('get', { fail: new IncidentError('refused', 'Not now.') });
    const element = document.createElement('incident-sla-clock');
    element.incidentId = 'i1';
    await fixture(
      html`<incident-desk .adapterObject=${adapter} .policyDefinition=${policy} persistence="none" lang="en"
        >${element}</incident-desk
      >`,
    );
    await settled(element);
    expect(element.matches(':state(error)')).to.equal(true);
    adapter.always('get', undefined);
    within<HTMLButtonElement>(element, '.state button').click();
    await waitUntil(() => element.matches(':state(ready)'));
  });

  it('stands side by side in a narrow pane, figure beside figure whatever is above them', async () => {
    const { element, clocks } = await clock();
    const tops = (): readonly number[] =>
      clocks().map((one) => one.querySelector('.figure')!.getBoundingClientRect().top);
    element.style.inlineSize = '400px';
    clocks()[0]!.querySelector('.head')!.textContent = 'Answer · in time, and told at length '.repeat(3);
    const [answer, resolution] = tops();
    expect(answer).to.equal(resolution);
    element.style.inlineSize = '280px';
    const [above, below] = tops();
    expect(above!, 'one below the other').to.be.below(below!);
  });

  for (const [lang, by, left] of [
    ['de', 'Lösung bis 13:00', 'noch 3:00'],
    ['ar', 'الحل حتى', 'بقي'],
  ] as const)
    it(`speaks ${lang} within 280 pixels`, async () => {
      const { element, text, why } = await clock({}, { kind: 'resolution' }, { lang });
      await waitUntil(() => text(0, '.head').startsWith(by), text(0, '.head'), { timeout: 5000 });
      expect(text(0, '.figure [aria-hidden]')).to.contain(left);
      element.style.inlineSize = '280px';
      await why();
      const edge = element.getBoundingClientRect();
      for (const part of element.shadowRoot!.querySelectorAll(
        '.clock > *:not(.popover-place), .popover-button',
      ))
        expect(part.getBoundingClientRect().right, part.className).to.be.at.most(edge.right + 1);
      const table = within(element, 'table').getBoundingClientRect();
      const popover = [...element.shadowRoot!.querySelectorAll('.popover')].at(-1)!;
      expect(table.width).to.be.at.most(popover.clientWidth);
      expect(element.shadowRoot!.textContent).not.to.contain('undefined');
    });
});

describe('an incident whose times the backend does not tell', () => {
  const timeless: Partial<Incident> = {
    status: { category: 'new' },
    loggedAt: 0,
    updatedAt: 0,
    firstResponseAt: undefined,
  };

  it('has no clock: nobody knows since when it would count', async () => {
    const { clocks, element } = await clock(timeless);
    expect(clocks().length).to.equal(0);
    expect(element.shadowRoot!.textContent).to.contain('–').and.to.not.contain('left');
  });

  it('keeps the clock that the backend has of it', async () => {
    const { clocks, text } = await clock(
      timeless,
      {},
      { clocks: [{ kind: 'resolution', dueAt: monday + 3 * hour, remaining: 2 * hour, state: 'running' }] },
    );
    expect(clocks().length).to.equal(1);
    expect(text()).to.contain('2:00 left');
  });

  for (const [lang, words] of [
    ['en', 'time unknown'],
    ['de', 'Zeit unbekannt'],
    ['ar', 'الوقت غير معروف'],
  ] as const)
    it(`was logged at a time that is not known, and not in 1970, in a line, a column and the record (${lang})`, async () => {
      const { desk } = await clock(timeless, {}, { lang });
      const list = Object.assign(document.createElement('incident-list'), {
        view: 'all',
        columns: 'updatedAt',
      });
      const record = Object.assign(document.createElement('incident-record'), { incidentId: 'i1' });
      desk.append(list, record);
      await waitUntil(
        () => list.shadowRoot?.querySelector('.line-time') && record.shadowRoot?.querySelector('dl, .fact'),
        'shown',
        { timeout: 5000 },
      );
      const seen = (root: Element): string => root.shadowRoot?.textContent ?? '';
      expect(within(list, '.line-time').textContent).to.contain(words);
      expect(within(list, '[role="gridcell"][data-column="0"]').textContent.trim()).to.equal(words);
      expect(seen(list) + seen(record)).to.not.match(/1970|١٩٧٠|5\d years|vor 5\d Jahren/u);
    });
});
