import { expect, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-record.js';
import type { Adapter } from '../../src/adapters/adapter.js';
import { localAdapter } from '../../src/adapters/local/index.js';
import { IncidentError } from '../../src/core/errors.js';
import type { StatusCategory } from '../../src/core/incident.js';
import type { IncidentRecord } from '../../src/elements/incident-record/incident-record.js';
import { anIncident } from '../../src/testing/index.js';
import { expectAccessible } from '../support/accessible.js';
import {
  buttonOf,
  focused,
  openDesk,
  press,
  settled,
  textOf,
  type,
  within,
} from '../support/desk-fixture.js';
import { count, go, section, shows, submit, until } from '../support/record-fixture.js';
import { noNetwork } from '../support/scripted-adapter.js';

interface Setup {
  readonly lang?: string;
  readonly roles?: string;
  readonly status?: StatusCategory;
  readonly prepare?: (adapter: Adapter) => Adapter;
  /** Somebody is there from the beginning. */
  readonly team?: boolean;
  /** It is part of another incident from the beginning. */
  readonly parent?: boolean;
}

const people = [
  { id: 'lena', label: 'Lena Fischer', hint: 'lena@example.test' },
  { id: 'mehmet', label: 'Mehmet Şahin', hint: 'Security' },
];
const lena = { person: { id: 'lena', name: 'Lena Fischer' }, role: 'commander' };

/** A record on the local adapter. */
async function record(setup: Setup = {}) {
  const {
    lang = 'en',
    roles = 'analyst',
    status = 'active',
    prepare = (one) => one,
    team = false,
    parent = false,
  } = setup;
  const incidents = [
    anIncident({
      id: 'i1',
      number: 'INC0000001',
      title: 'Payroll stops',
      status: { category: status },
      caller: { id: 'ruth', name: 'Ruth Amsel' },
    }),
    anIncident({ id: 'i2', number: 'INC0000002', title: 'No network in Leeds' }),
    anIncident({ id: 'i3', number: 'INC0000003', title: 'Fibre cut' }),
  ];
  const local = localAdapter({ name: crypto.randomUUID(), seed: { incidents, choices: { people } } });
  if (parent) await local.relate('i1', { kind: 'parent', id: 'i2' }, { key: 'parent' });
  if (team) await local.saveParticipant('i1', lena, { key: 'before' });
  const { desk } = await openDesk(html`<incident-record incident-id="i1" roles=${roles}></incident-record>`, {
    adapter: prepare(local),
    lang,
  });
  const element = desk.querySelector('incident-record')!;
  await settled(element);
  return { desk, local, element };
}

async function open(element: IncidentRecord, role: string): Promise<HTMLInputElement> {
  await shows(element, '#team-add');
  go(within(element, '#team-add'));
  await element.updateComplete;
  expect(focused()?.id).to.equal('team-role');
  type(within(element, '#team-role'), role);
  await element.updateComplete;
  return within<HTMLInputElement>(element, '#team-person');
}

async function choose(element: IncidentRecord, field: HTMLInputElement, words: string): Promise<void> {
  type(field, words);
  // Who was chosen last stands there until the answer has come.
  const first = (): string => element.shadowRoot?.querySelector('#team-person-option-0')?.textContent ?? '';
  await waitUntil(() => first().includes(words), `${words} is found`, { timeout: 8000 });
  press(field, 'ArrowDown');
  await element.updateComplete;
  press(field, 'Enter');
  await element.updateComplete;
}

describe('the team of a record', () => {
  it('is gathered by keyboard from who is found, each with a part, and told when they are there', async () => {
    const { element, local } = await record();
    const field = await open(element, 'commander');
    await expectAccessible(element);
    await choose(element, field, 'Lena');
    submit(element);
    await until(element, 'Lena Fischer, Incident commander: added.');
    expect(focused()?.id).to.equal('team-add');
    await choose(element, await open(element, 'security'), 'Mehmet');
    submit(element);
    await until(element, 'Mehmet Şahin, Security: added.');
    expect(section(element, 'team')).to.match(/Incident commander Lena Fischer .*Security Mehmet Şahin/u);
    expect((await local.participants('i1')).map(({ person, role }) => [person.id, role])).to.deep.equal([
      ['lena', 'commander'],
      ['mehmet', 'security'],
    ]);
    const { items } = await local.entries('i1', { limit: 5 });
    expect(items.map(({ changes, visibility }) => [changes, visibility])).to.deep.include([
      [{ field: 'participant', label: 'commander', to: 'Lena Fischer' }],
      'internal',
    ]);
    await expectAccessible(element);
  });

  it('is left again, and says so', async () => {
    const { element, local } = await record({ team: true });
    await shows(element, '[data-leaves]');
    go(buttonOf(element, 'Remove from the team: Lena Fischer, Incident commander'));
    await until(element, 'Lena Fischer, Incident commander: removed.');
    expect(focused()?.id).to.equal('team-add');
    await waitUntil(() => count(element, '[data-leaves]') === 0, 'nobody is left', { timeout: 8000 });
    expect(await local.participants('i1')).to.deep.equal([]);
  });

  it('asks who it is, and does not add somebody twice to the same part', async () => {
    const { element, local } = await record({ team: true });
    const field = await open(element, 'commander');
    submit(element);
    await until(element, 'Fill this in.');
    expect(focused()?.id).to.equal('team-person');
    await choose(element, field, 'Lena');
    submit(element);
    await until(element, 'Lena Fischer, Incident commander: is there already.');
    expect(count(element, 'form.sheet')).to.equal(1);
    expect((await local.entries('i1', { limit: 5 })).items.length).to.equal(1);
    type(within(element, '#team-role'), 'scribe');
    await element.updateComplete;
    submit(element);
    await until(element, 'Lena Fischer, Scribe: added.');
  });

  it('waits where there is no network, in words, and can be taken back meanwhile', async () => {
    let cut = false;
    const way = (): Promise<void> => (cut ? Promise.reject(noNetwork()) : Promise.resolve());
    const { element, desk, local } = await record({
      team: true,
      prepare: (one) => ({
        ...one,
        get: (...all) => way().then(() => one.get(...all)),
        list: (...all) => way().then(() => one.list(...all)),
        people: (...all) => one.people!(...all),
        participants: (...all) => way().then(() => one.participants!(...all)),
        saveParticipant: (...all) => way().then(() => one.saveParticipant!(...all)),
        subscribe: () => () => undefined,
      }),
    });
    await shows(element, '[data-leaves]');
    await choose(element, await open(element, 'security'), 'Mehmet');
    cut = true;
    submit(element);
    await waitUntil(() => /Mehmet Şahin .*[Ww]aiting/u.test(section(element, 'team')), 'it waits', {
      timeout: 8000,
    });
    await expectAccessible(element);
    // It cannot be taken back in the moment of an attempt.
    await waitUntil(
      () => {
        element.shadowRoot?.querySelector<HTMLElement>('.unsent .button')?.click();
        return !section(element, 'team').includes('Mehmet');
      },
      'it is taken back',
      { timeout: 8000 },
    );
    await waitUntil(() => focused()?.id === 'team-add', 'the place is kept', { timeout: 8000 });
    go(buttonOf(element, 'Remove from the team: Lena Fischer, Incident commander'));
    await waitUntil(() => section(element, 'team').includes('Is being removed.'), 'it goes', {
      timeout: 8000,
    });
    cut = false;
    await desk.store?.resume();
    await waitUntil(() => !section(element, 'team').includes('Lena'), 'she is gone', { timeout: 8000 });
    expect(await local.participants('i1')).to.deep.equal([]);
  });

  it('tells in place what was not accepted, in the words of the ticket system, and lets it be given up', async () => {
    const { element } = await record({
      prepare: (one) => ({
        ...one,
        saveParticipant: () => Promise.reject(new IncidentError('forbidden', 'Only leads may.')),
      }),
    });
    await choose(element, await open(element, 'commander'), 'Lena');
    submit(element);
    await waitUntil(() => section(element, 'team').includes('Only leads may.'), 'the reason', {
      timeout: 8000,
    });
    go(buttonOf(element, 'Discard my change'));
    await waitUntil(() => !section(element, 'team').includes('Lena'), 'it is gone', { timeout: 8000 });
  });

  it('is only read where the ticket system, the role or the end of the incident lets nobody change it', async () => {
    const readOnly = await record({
      team: true,
      prepare: ({ saveParticipant: _none, ...one }) => one,
    });
    await until(readOnly.element, 'Lena Fischer');
    expect(section(readOnly.element, 'team')).to.contain('The ticket system does not let this be changed');
    const viewer = await record({ team: true, roles: 'stakeholder' });
    await until(viewer.element, 'Lena Fischer');
    expect(textOf(viewer.element)).to.contain('Your role may read this incident and not change it.');
    const closed = await record({ team: true, status: 'closed' });
    await until(closed.element, 'Lena Fischer');
    for (const { element } of [readOnly, viewer, closed])
      expect(count(element, '#team-add, [data-leaves]')).to.equal(0);
  });

  it('offers the parts of the ticket system before those of the policy, in its own words', async () => {
    const roles = [
      { id: 'admin-cc', label: 'admin-cc' },
      { id: 'On call', label: 'On call' },
    ];
    const { element } = await record({
      prepare: (one) => ({ ...one, traits: { ...one.traits, participantRoles: roles } }),
    });
    await open(element, 'On call');
    const offered = [...element.shadowRoot!.querySelectorAll('#team-role option')];
    expect(offered.map(({ textContent }) => textContent?.trim())).to.deep.equal([
      'Works on it too (AdminCc)',
      'On call',
    ]);
  });

  it('is not there where the ticket system keeps none', async () => {
    const { element } = await record({
      prepare: ({ participants: _read, saveParticipant: _write, ...one }) => one,
    });
    expect(count(element, '[data-section="team"]')).to.equal(0);
  });

  for (const [lang, words] of [
    ['de', ['Team', 'Einsatzleitung']],
    ['ar', ['الفريق', 'قائد الحادث']],
  ] as const)
    it(`speaks ${lang}`, async () => {
      const { element } = await record({ lang, team: true });
      for (const word of words)
        await waitUntil(() => section(element, 'team').includes(word), word, { timeout: 8000 });
    });
});

describe('the parent of a record', () => {
  it('is replaced by another one once somebody has read which gives way', async () => {
    const { element, local } = await record({ parent: true });
    await waitUntil(() => section(element, 'links').includes('Leeds'), 'the parent', { timeout: 8000 });
    go(within(element, '#links-add'));
    await element.updateComplete;
    type(within(element, '#link-kind'), 'related');
    await element.updateComplete;
    expect(count(element, '[data-replaces]')).to.equal(0);
    type(within(element, '#link-kind'), 'parent');
    await element.updateComplete;
    expect(within(element, '[data-replaces]').textContent).to.contain('Part of INC0000002 is there already');
    expect(buttonOf(element, 'Replace the link').type).to.equal('submit');
    type(within(element, '#link-other'), 'INC0000003');
    await element.updateComplete;
    submit(element);
    await until(element, 'Part of INC0000003: linked.');
    await waitUntil(() => !section(element, 'links').includes('Leeds'), 'it has given way', {
      timeout: 8000,
    });
    expect((await local.get('i1')).parentId).to.equal('i3');
    const told = (await local.entries('i1', { limit: 5 })).items.map(({ changes }) => changes?.[0]);
    expect(told).to.deep.include.members([
      { field: 'link', label: 'parent', from: 'INC0000002' },
      { field: 'link', label: 'parent', to: 'INC0000003' },
    ]);
  });

  it('keeps the caller among those it was reported by, so that no record is left without one', async () => {
    const reportedBy = (id: string, name: string) => ({ person: { id, name }, role: 'requestor' });
    const { element } = await record({
      prepare: (one) => ({
        ...one,
        participants: () =>
          Promise.resolve([reportedBy('ruth', 'Ruth Amsel'), reportedBy('lena', 'Lena Fischer')]),
      }),
    });
    await until(element, 'Ruth Amsel');
    await shows(element, '[data-leaves]');
    expect(section(element, 'team')).to.contain('Reported by Ruth Amsel Lena Fischer');
    const leaving = [...element.shadowRoot!.querySelectorAll<HTMLElement>('[data-leaves]')];
    expect(leaving.map(({ dataset }) => dataset['leaves'])).to.deep.equal(['lena']);
  });
});
