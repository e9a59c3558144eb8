import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import '../../src/define/incident-desk.js';
import '../../src/define/incident-escalation.js';
import { choicePage } from '../../src/adapters/choices.js';
import type { Entry, EntryDraft } from '../../src/core/entry.js';
import { IncidentError } from '../../src/core/errors.js';
import type { Incident } from '../../src/core/incident.js';
import type { PolicyDefinition } from '../../src/core/policy.js';
import type { PageRequest } from '../../src/core/query.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import type { IncidentEscalation } from '../../src/elements/incident-escalation/incident-escalation.js';
import type { IncidentEscalatedDetail } from '../../src/ui/events.js';
import { expectAccessible } from '../support/accessible.js';
import { buttonOf, press, settled, textOf, type, within } from '../support/desk-fixture.js';
import { incident, scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedOptions } from '../support/scripted-adapter.js';

const minute = 60_000;
const hour = 60 * minute;
/** Monday, 9 March 2026, nine o'clock in Berlin. */
const monday = Date.parse('2026-03-09T08:00:00Z');

const policy: PolicyDefinition = {
  id: 'house',
  version: '7',
  targets: 'common-msp',
  escalation: {
    contacts: [
      { role: 'group-lead', name: 'Anna Vogel', phone: '+49 30 5550 12', lastVerified: '2026-02-02' },
      {
        role: 'incident-manager',
        name: 'Tomás Herrera',
        email: 'th@example.com',
        lastVerified: '2025-01-02',
      },
    ],
  },
};

/** Nobody is disturbed at night, and half of the time is used up in the evening. */
const nightly: PolicyDefinition = {
  calendars: [
    {
      id: 'day',
      timeZone: 'Europe/Berlin',
      hours: { mon: [['08:00', '18:00']], tue: [['08:00', '18:00']] },
    },
  ],
  targets: [{ id: 't', kind: 'resolution', target: 'PT20H', unit: 'calendar-time' }],
  escalation: {
    ladder: [
      { id: 'q', when: { kind: 'percent', percent: 50 }, notify: 'assignee', action: 'notify', hours: 'day' },
    ],
  },
};

/** A P1: a quarter of an hour to answer, four hours to resolve. */
const base: Incident = incident({
  id: 'i1',
  number: 'INC0001',
  priority: 1,
  status: { category: 'active' },
  assignee: { id: 'elif', name: 'Elif Demir' },
  group: { id: 'desk', label: 'Service desk' },
  loggedAt: monday,
  updatedAt: monday,
  firstResponseAt: monday + 5 * minute,
  pauses: [],
  reassignmentCount: 1,
});

const note = (id: string, at: number, text: string, author: Entry['author']): Entry => ({
  id,
  incidentId: 'i1',
  kind: 'work-note',
  visibility: 'internal',
  occurredAt: at,
  recordedAt: at,
  text,
  ...(author ? { author } : {}),
});

interface Setup {
  readonly now?: number;
  readonly lang?: string;
  readonly entries?: readonly Entry[];
  readonly policy?: PolicyDefinition;
  readonly offers?: Pick<ScriptedOptions, 'traits' | 'without' | 'description'>;
}

const groups = [
  { id: 'desk', label: 'Service desk' },
  { id: 'network', label: 'Network operations' },
];

async function ladder(part: Partial<Incident> = {}, setup: Setup = {}, readOnly = false, compact = false) {
  const adapter = scriptedAdapter({
    incidents: [{ ...base, ...part }],
    entries: setup.entries ?? [],
    now: () => setup.now ?? monday + hour,
    ...setup.offers,
  });
  if (!setup.offers?.description)
    Object.assign(adapter, {
      groups: (text: string, page: PageRequest) => Promise.resolve(choicePage(groups, text, page)),
    });
  const element: IncidentEscalation = Object.assign(document.createElement('incident-escalation'), {
    incidentId: 'i1',
    readOnly,
    compact,
  });
  const desk = await fixture<IncidentDesk>(
    html`<incident-desk
      .adapterObject=${adapter}
      .policyDefinition=${setup.policy ?? policy}
      persistence="none"
      lang=${setup.lang ?? 'en'}
      dir=${setup.lang === 'ar' ? 'rtl' : 'ltr'}
      time-zone="Europe/Berlin"
      now=${new Date(setup.now ?? monday + hour).toISOString()}
      >${element}</incident-desk
    >`,
  );
  await settled(element);
  const plain = (text: string | null | undefined): string => (text ?? '').replaceAll(/\s+/gu, ' ').trim();
  const rungs = (): readonly string[] =>
    [...element.shadowRoot!.querySelectorAll('.rung')].map(
      (rung) => `${(rung as HTMLElement).dataset['state'] ?? ''}: ${plain(rung.textContent)}`,
    );
  const events: IncidentEscalatedDetail[] = [];
  desk.addEventListener('incident-escalated', ({ detail }) => events.push(detail));
  const written = (): readonly EntryDraft[] =>
    adapter.calls.filter(({ call }) => call === 'addEntry').map((one) => one.with as EntryDraft);
  return {
    adapter,
    desk,
    element,
    rungs,
    events,
    written,
    plain,
    next: () => plain(within(element, '.next').textContent),
  };
}

const handed = (id: string, minutes: number, from: string, to: string): Entry => ({
  ...note(id, monday + minutes * minute, '', { id: 'elif', name: 'Elif Demir' }),
  kind: 'assignment',
  changes: [{ field: 'group', from, to }],
});

describe('incident-escalation', () => {
  it('tells from which support line to which it went, as far as every line is known', async () => {
    const description = {
      create: [],
      edit: [
        {
          name: 'group',
          kind: 'ref' as const,
          choices: [
            { id: 'desk', label: 'Service desk', line: 1 as const },
            { id: 'network', label: 'Network', line: 2 as const },
            { id: 'acme', label: 'Acme' },
          ],
        },
      ],
    };
    const group = { id: 'acme', label: 'Acme' };
    const entries = [handed('e2', 30, 'Network', 'Acme'), handed('e1', 10, 'Service desk', 'Network')];
    const told = await ladder(
      { group },
      {
        entries,
        policy: { ...policy, supportLines: { acme: 'vendor' } },
        offers: { description },
      },
    );
    await waitUntil(() =>
      textOf(told.element).includes('From line to line 2 times: 1st line → 2nd line → vendor.'),
    );
    const unknown = await ladder({ group }, { entries, offers: { description } });
    expect(textOf(unknown.element)).to.contain('Handed over once.').and.not.to.contain(' line');
    // Where the directory is silent the policy speaks also while a group is being chosen.
    buttonOf(told.element, 'Hand over …').click();
    await waitUntil(() => told.element.shadowRoot!.querySelector('#group') !== null);
    within<HTMLInputElement>(told.element, '#group').click();
    const offered = (): readonly string[] =>
      [...told.element.shadowRoot!.querySelectorAll('[role="option"]')].map((one) =>
        told.plain(one.textContent),
      );
    await waitUntil(() => offered().includes('Acme vendor') && offered().includes('Network 2nd line'));
    const first = await ladder({}, { offers: { description } });
    await waitUntil(() => textOf(first.element).includes('Service desk: 1st line.'));
  });

  it('is one line of what is due and comes next where it is compact, and unfolds for who steps', async () => {
    const { element, next, rungs, written } = await ladder({}, { now: monday + 2 * hour }, false, true);
    expect(next()).to.equal(
      '2 people should have been told by now. Next at 12:00 PM: Anna Vogel (group lead) is told, unless resolved or on hold.',
    );
    const folded = element.getBoundingClientRect().height;
    const [first] = element.shadowRoot!.querySelectorAll<HTMLElement>('.rung');
    expect(first?.checkVisibility()).to.equal(false);
    within(element, 'summary').focus();
    await sendKeys({ press: 'Enter' });
    expect(first?.checkVisibility()).to.equal(true);
    expect(element.getBoundingClientRect().height).to.be.above(folded * 3);
    buttonOf(element, 'Inform …').click();
    await settled(element);
    buttonOf(element, 'Record it').click();
    await waitUntil(() => written().length === 1, 'recorded');
    expect(rungs().length).to.equal(4);
    await expectAccessible(element);
  });

  it('says what fires next, when, to whom and unless what', async () => {
    const { next, rungs, element } = await ladder({}, { now: monday + 30 * minute });
    expect(next()).to.equal(
      'Next at 10:00 AM: Tomás Herrera (Incident Manager) is told, unless resolved or on hold.',
    );
    expect(rungs().length).to.equal(4);
    expect(rungs()[0]).to.contain('Tomás Herrera').and.to.contain('not resolved after 1 hr');
    expect(rungs()[1]).to.contain('ahead: Elif Demir (assignee) is told');
    expect(rungs()[1]).to.contain(
      '50% of the time to resolve is used up At 11:00 AM, unless resolved or on hold',
    );
    expect(rungs()[3]).to.contain('manager: nobody is named, somebody has to be found');
    expect(textOf(element)).to.contain('By the policy “house”, version 7.');
    await expectAccessible(element);
  });

  it('tells how somebody is reached, and when that was last checked', async () => {
    const { rungs, element } = await ladder({}, { now: monday + 30 * minute });
    expect(rungs()[2]).to.contain('+49 30 5550 12 checked Feb 2, 2026');
    expect(rungs()[0]).to.contain('th@example.com last checked Jan 2, 2025: may be wrong');
    expect(within<HTMLAnchorElement>(element, 'a[href^="tel:"]').getAttribute('href')).to.equal(
      'tel:+4930555012',
    );
  });

  it('tells apart what it suggests, what the ticket system has told and what somebody has recorded', async () => {
    const entries = [
      note('e1', monday + 61 * minute, 'He knows. [ladder p1-unresolved · house 7]', {
        id: 'a',
        name: 'Agent',
      }),
      note('e2', monday + 121 * minute, 'Half. [ladder half · house 7]', {
        id: 'b',
        name: 'Robot',
        automatic: true,
      }),
    ];
    const { rungs } = await ladder({}, { entries, now: monday + 3.2 * hour });
    await waitUntil(() => rungs()[0]?.startsWith('fired') === true, rungs().join('\n'));
    expect(rungs()[1]).to.contain('Told by the ticket system, 11:01 AM');
    expect(rungs()[2])
      .to.contain('due: Anna Vogel (group lead) is told')
      .and.to.contain('Suggested since 12:00 PM: nobody has recorded that it was done');
    expect(rungs()[0]).to.contain('Recorded by somebody, 10:01 AM');
    expect(rungs()[3]).to.contain('ahead');
  });

  it('says what does not fire, and why', async () => {
    const held = await ladder({ status: { category: 'paused' }, pauses: [{ from: monday + 10 * minute }] });
    expect(held.rungs()[0]).to.equal(
      'suppressed: Elif Demir (assignee) is told 50% of the time to resolve is used up Not fired while it is on hold',
    );
    expect(held.next()).to.equal('Nothing fires next.');
    const done = await ladder({ status: { category: 'resolved' }, resolvedAt: monday + hour });
    expect(done.rungs()[0]).to.contain('Not fired: it is resolved');
    expect(done.element.shadowRoot!.querySelector('button')).to.equal(null);
    const old = await ladder({}, { now: monday + 30 * 24 * hour });
    expect(old.rungs()[0]).to.contain('is too long ago');
    const none = await ladder({ priority: 5 });
    expect(none.rungs()[0]).to.contain('there is no target to take a part of');
    const night = await ladder({ priority: 2 }, { now: monday + 11 * hour, policy: nightly });
    expect(night.rungs()[0]).to.contain('Quiet hours: told at Tue 8:00 AM');
  });

  it('raises the alarm while nobody has acknowledged it', async () => {
    const waiting = {
      status: { category: 'new' as const },
      firstResponseAt: undefined,
      assignee: undefined,
    };
    const { element } = await ladder(waiting, { now: monday + 10 * minute });
    expect(within(element, '.alarm').textContent.trim()).to.equal(
      'Nobody has acknowledged it for 10 minutes.',
    );
    const before = await ladder(waiting, { now: monday + 2 * minute });
    expect(before.element.shadowRoot!.querySelector('.alarm')).to.equal(null);
    expect(textOf(before.element)).to.contain('Alarm at 9:07 AM if nobody acknowledges it.');
    const known = await ladder(
      { ...waiting, acknowledgedAt: monday + minute },
      { now: monday + 10 * minute },
    );
    expect(known.element.shadowRoot!.querySelector('.alarm')).to.equal(null);
  });

  it('hands over to a group with reason and note: the group changes, nobody has it, and the note says why', async () => {
    const { element, adapter, events, written } = await ladder();
    expect(textOf(element)).to.contain('Handed over once.');
    buttonOf(element, 'Hand over …').click();
    await element.updateComplete;
    expect(textOf(element)).to.contain('The service desk stays the owner');
    const group = within<HTMLInputElement>(element, '#group');
    type(group, 'network');
    await waitUntil(() => element.shadowRoot!.querySelector('[role="option"]') !== null, 'choices', {
      timeout: 3000,
    });
    press(group, 'ArrowDown');
    press(group, 'Enter');
    await element.updateComplete;
    type(within(element, '#note'), 'Switch 3 was restarted twice.');
    await expectAccessible(element);
    within<HTMLButtonElement>(element, '.sheet [type="submit"]').click();
    await waitUntil(() => events.length === 1, 'escalated', { timeout: 3000 });
    expect(events[0]).to.include({ incidentId: 'i1', kind: 'functional' });
    await waitUntil(() => written().length === 1);
    expect(adapter.record('i1')?.group).to.deep.include({ id: 'network', label: 'Network operations' });
    expect(adapter.record('i1')?.assignee).to.equal(undefined);
    expect(written()[0]).to.deep.equal({
      kind: 'work-note',
      text: 'Handed over to Network operations: more expertise is needed.\nSwitch 3 was restarted twice.',
    });
    expect(element.shadowRoot!.querySelector('.sheet')).to.equal(null);
    expect(textOf(element)).to.contain('Handed over to Network operations. Nobody there has it yet.');
  });

  it('offers the groups that are listed where they cannot be looked up', async () => {
    const field = { name: 'group', kind: 'ref', choices: groups } as const;
    const { element } = await ladder({}, { offers: { description: { create: [field], edit: [field] } } });
    buttonOf(element, 'Hand over …').click();
    await element.updateComplete;
    type(within(element, '#group'), 'oper');
    await waitUntil(() => element.shadowRoot!.querySelector('[role="option"]') !== null, 'choices', {
      timeout: 3000,
    });
    expect(within(element, '[role="option"]').textContent).to.contain('Network operations');
  });

  it('does not hand over without a group and a note, and says what is missing', async () => {
    const { element, adapter } = await ladder();
    buttonOf(element, 'Hand over …').click();
    await element.updateComplete;
    within<HTMLButtonElement>(element, '.sheet [type="submit"]').click();
    await waitUntil(() => within(element, '#group').getAttribute('aria-invalid') === 'true');
    expect(within(element, '#group-problem').textContent).to.contain('Fill this in.');
    expect(within(element, '#note-problem').textContent).to.contain('Fill this in.');
    expect(within(element, '#note').getAttribute('aria-invalid')).to.equal('true');
    expect(adapter.count('update')).to.equal(0);
  });

  it('records that somebody up the line was informed, and which rung that was', async () => {
    const { element, events, written, rungs } = await ladder({}, { now: monday + 65 * minute });
    expect(rungs()[0]).to.contain('due');
    buttonOf(element, 'Record that this was done …').click();
    await element.updateComplete;
    expect(textOf(element)).to.contain('sends nothing: call or write first');
    within<HTMLButtonElement>(element, '.sheet [type="submit"]').click();
    await waitUntil(() => events.length === 1, 'escalated', { timeout: 3000 });
    expect(events[0]?.kind).to.equal('hierarchical');
    await waitUntil(() => written().length === 1);
    expect(written()[0]?.text).to.equal(
      'Informed Tomás Herrera (Incident Manager): the time is running out.\n[ladder p1-unresolved · house 7]',
    );
    await waitUntil(() => rungs()[0]?.startsWith('fired') === true, rungs()[0]);
  });

  it('informs somebody who is chosen, by keyboard alone', async () => {
    const { element, written } = await ladder();
    buttonOf(element, 'Inform …').focus();
    await sendKeys({ press: 'Enter' });
    await element.updateComplete;
    const role = within<HTMLSelectElement>(element, '.sheet select');
    expect(element.shadowRoot!.activeElement).to.equal(role);
    type(role, 'incident-manager');
    within<HTMLTextAreaElement>(element, '#note').focus();
    await sendKeys({ type: 'He joins at ten.' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => written().length === 1, 'written', { timeout: 3000 });
    expect(written()[0]?.text)
      .to.contain('Informed Tomás Herrera (Incident Manager)')
      .and.to.contain('He joins at ten.');
  });

  const reaching = (...roles: readonly string[]): PolicyDefinition => ({
    ...policy,
    escalation: {
      contacts: (policy.escalation?.contacts ?? []).filter(({ role }) => roles.includes(role)),
    },
  });

  it('asks who was informed where nobody is named for the role, and records nothing without that', async () => {
    const { element, written } = await ladder({}, { policy: reaching() });
    buttonOf(element, 'Inform …').click();
    await element.updateComplete;
    within<HTMLButtonElement>(element, '.sheet [type="submit"]').click();
    await waitUntil(() => textOf(element).includes('Nobody is named for this role'), 'the fault');
    expect(element.shadowRoot!.activeElement).to.equal(within(element, '#note'));
    expect(within(element, '#note').getAttribute('aria-invalid')).to.equal('true');
    expect(written()).to.deep.equal([]);
    await expectAccessible(element);
    type(within(element, '#note'), 'Ruth Adler calls back at ten.');
    within<HTMLButtonElement>(element, '.sheet [type="submit"]').click();
    await waitUntil(() => written()[0]?.text.includes('Ruth Adler') === true, 'written');
  });

  it('offers first to inform somebody who is named', async () => {
    const { element } = await ladder({}, { policy: reaching('incident-manager') });
    buttonOf(element, 'Inform …').click();
    await element.updateComplete;
    expect(within<HTMLSelectElement>(element, '.sheet select').value).to.equal('incident-manager');
  });

  it('keeps what was typed when the sheet is left', async () => {
    const { element } = await ladder();
    buttonOf(element, 'Inform …').click();
    await element.updateComplete;
    type(within(element, '#note'), 'Call again at ten.');
    press(within(element, '#note'), 'Escape');
    await waitUntil(() => element.shadowRoot!.querySelector('.sheet') === null);
    buttonOf(element, 'Inform …').click();
    await waitUntil(
      () => element.shadowRoot!.querySelector<HTMLTextAreaElement>('#note')?.value === 'Call again at ten.',
    );
  });

  it('offers only what the backend can do, and nothing where it is only to be read', async () => {
    const { element } = await ladder({}, { offers: { traits: { entryKinds: ['comment'] } } });
    expect(textOf(element)).to.contain('Hand over …').and.not.to.contain('Inform …');
    const fixed = await ladder(
      {},
      {
        offers: { traits: { entryKinds: ['comment'] }, without: ['update'] },
      },
    );
    expect(fixed.element.shadowRoot!.querySelector('button')).to.equal(null);
    const read = await ladder({}, {}, true);
    expect(read.element.shadowRoot!.querySelector('button')).to.equal(null);
    read.element.readOnly = false;
    read.element.roles = 'stakeholder';
    await read.element.updateComplete;
    expect(read.element.shadowRoot!.querySelector('button'), 'by role').to.equal(null);
    read.element.roles = 'specialist';
    await read.element.updateComplete;
    expect(textOf(read.element)).to.contain('Hand over …');
  });

  it('says that nobody is chosen, and what went wrong', async () => {
    const { element } = await ladder();
    element.incidentId = undefined;
    await waitUntil(() => element.matches(':state(empty)'));
    expect(textOf(element)).to.contain('No incident is chosen.');
    const adapter = scriptedAdapter({ incidents: [base] });
    adapter.always('get', { fail: new IncidentError('refused', 'Not now.') });
    const other = document.createElement('incident-escalation');
    other.incidentId = 'i1';
    await fixture(
      html`<incident-desk .adapterObject=${adapter} persistence="none" lang="en">${other}</incident-desk>`,
    );
    await settled(other);
    expect(other.matches(':state(error)')).to.equal(true);
    adapter.always('get', undefined);
    buttonOf(other, 'Try again').click();
    await waitUntil(() => other.matches(':state(ready)'));
  });

  for (const [lang, label] of [
    ['de', 'Eskalation'],
    ['ar', 'التصعيد'],
  ] as const)
    it(`speaks ${lang} within 280 pixels`, async () => {
      const { element } = await ladder({}, { lang });
      await waitUntil(() => textOf(element).includes(label), textOf(element), { timeout: 5000 });
      element.style.inlineSize = '280px';
      within<HTMLButtonElement>(element, '.row button').click();
      await element.updateComplete;
      const edge = element.getBoundingClientRect();
      for (const part of element.shadowRoot!.querySelectorAll<HTMLElement>('.frame *')) {
        const box = part.getBoundingClientRect();
        if (box.width <= 1 || part.closest('.look-up-panel, .visually-hidden')) continue;
        expect(box.right, part.className || part.localName).to.be.at.most(edge.right + 1);
        expect(box.left, part.className || part.localName).to.be.at.least(edge.left - 1);
      }
      for (const target of element.shadowRoot!.querySelectorAll('button, a, .input'))
        if (target.getBoundingClientRect().width > 0)
          expect(target.getBoundingClientRect().height, target.textContent).to.be.at.least(24);
      expect(textOf(element)).not.to.match(/undefined|\bNext\b/u);
    });
});
