import { expect, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-lifecycle.js';
import '../../src/define/incident-record.js';
import type { Adapter } from '../../src/adapters/adapter.js';
import { localAdapter } from '../../src/adapters/local/index.js';
import { IncidentError } from '../../src/core/errors.js';
import type { PolicyDefinition } from '../../src/core/policy.js';
import { compilePolicy } from '../../src/core/policy-check.js';
import type { Incident } from '../../src/core/incident.js';
import type { IncidentLifecycle } from '../../src/elements/incident-lifecycle/incident-lifecycle.js';
import { changeTask } from '../../src/store/views/tasks.js';
import { aDraft } from '../../src/testing/index.js';
import { expectAccessible } from '../support/accessible.js';
import {
  buttonOf,
  chooseFound,
  focused,
  openDesk,
  press,
  settled,
  textOf,
  type,
  within,
} from '../support/desk-fixture.js';
import { incident, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';

const elif = { id: 'elif', name: 'elif' };

/** A desk on the local adapter with one new incident, and the element that works it. */
async function work(
  attributes: {
    readonly audience?: string;
    readonly roles?: string;
    readonly lang?: string;
    readonly policy?: PolicyDefinition;
  } = {},
) {
  const adapter: Adapter = localAdapter({ name: crypto.randomUUID(), user: elif, policy: compilePolicy() });
  const made = await adapter.create!(aDraft(), { key: crypto.randomUUID() });
  const { desk } = await openDesk(
    html`<incident-lifecycle
      incident-id=${made.id}
      audience=${attributes.audience ?? ''}
      roles=${attributes.roles ?? 'analyst'}
    ></incident-lifecycle>`,
    { adapter, lang: attributes.lang ?? 'en', ...(attributes.policy ? { policy: attributes.policy } : {}) },
  );
  const element = desk.querySelector('incident-lifecycle')!;
  await settled(element);
  const now = (): Promise<Incident> => adapter.get(made.id);
  return { desk, adapter, element, id: made.id, now };
}

const stands = (element: IncidentLifecycle): string | null =>
  element.shadowRoot?.querySelector('.standing')?.getAttribute('data-status') ?? null;

async function until(element: IncidentLifecycle, status: string): Promise<void> {
  await waitUntil(() => stands(element) === status, `it stands at ${status}`, { timeout: 8000 });
  await waitUntil(
    () => !textOf(element).includes('Sending') && !textOf(element).includes('Waiting to be sent'),
    '',
    {
      timeout: 8000,
    },
  );
  await element.updateComplete;
}

const choose = (element: IncidentLifecycle, name: string, value: string): void =>
  type(within<HTMLSelectElement>(element, `#${name}`), value);

describe('incident-lifecycle', () => {
  it('lets somebody take a new incident with one press, which stands out', async () => {
    const { element, now } = await work();
    const take = buttonOf(element, 'Take');
    expect(take.className).to.contain('primary');
    take.click();
    await until(element, 'active');
    const taken = await now();
    expect([taken.status.category, taken.assignee?.id]).to.deep.equal(['active', 'elif']);
    expect(taken.acknowledgedAt).to.be.a('number');
  });

  it('has its steps in one row, as many as fit, and the rest behind the last button', async () => {
    for (const lang of ['en', 'de', 'ar'])
      for (const width of [1200, 560, 390, 280]) {
        const { desk, element } = await work({ lang });
        desk.style.display = 'block';
        desk.style.inlineSize = `${String(width)}px`;
        const steps = (): readonly Element[] => [...element.shadowRoot!.querySelectorAll('.bar > button')];
        const rows = (): number =>
          new Set(steps().map((button) => Math.round(button.getBoundingClientRect().top))).size;
        // The bar follows the width a frame later.
        await waitUntil(
          () => element.getBoundingClientRect().width <= width && rows() === 1,
          `${lang} ${String(width)}`,
        );
        const buttons = steps();
        expect(buttons[0]!.className).to.contain('primary');
        expect(buttons.at(-1)!.getAttribute('aria-controls')).to.equal('more');
        if (width === 1200) expect(buttons.length, lang).to.equal(5);
        desk.remove();
      }
  });

  it('is worked by keyboard alone: taken, held, resumed, resolved and reopened', async () => {
    const { element, now } = await work();
    const go = (words: string): void => {
      const button = buttonOf(element, words);
      button.focus();
      button.click();
    };
    go('Take');
    await until(element, 'active');
    go('Put on hold');
    await element.updateComplete;
    expect((focused() as HTMLElement).id).to.equal('hold-reason');
    choose(element, 'hold-reason', 'awaiting-vendor');
    await element.updateComplete;
    within<HTMLFormElement>(element, 'form.sheet').requestSubmit();
    await until(element, 'paused');
    expect((await now()).holdReason).to.equal('awaiting-vendor');
    expect(textOf(element)).to.contain('Awaiting vendor');
    go('Resume');
    await until(element, 'active');
    go('Resolve');
    await element.updateComplete;
    choose(element, 'code', 'workaround-provided');
    type(within(element, '#notes'), 'Record taken out, run repeated.');
    within<HTMLInputElement>(element, 'input[value="workaround"]').click();
    within<HTMLInputElement>(element, '#verified').click();
    within<HTMLInputElement>(element, '#firstContact').click();
    within<HTMLFormElement>(element, 'form.sheet').requestSubmit();
    await until(element, 'resolved');
    const resolved = await now();
    expect(resolved.resolution).to.include({
      type: 'workaround',
      code: 'workaround-provided',
      notes: 'Record taken out, run repeated.',
      verified: true,
    });
    expect(resolved.firstContact).to.equal(true);
    go('Reopen');
    await element.updateComplete;
    type(within(element, '#why'), 'It stopped again.');
    within<HTMLFormElement>(element, 'form.sheet').requestSubmit();
    await until(element, 'active');
    expect((await now()).reopenCount).to.equal(1);
  });

  it('asks for public words when the caller has to do something', async () => {
    const { element, adapter, id } = await work();
    buttonOf(element, 'Put on hold').click();
    await element.updateComplete;
    choose(element, 'hold-reason', 'awaiting-caller');
    await element.updateComplete;
    within<HTMLFormElement>(element, 'form.sheet').requestSubmit();
    await element.updateComplete;
    expect(stands(element)).to.equal('new');
    expect((focused() as HTMLElement).id).to.equal('comment');
    expect(textOf(element)).to.contain('Fill this in.');
    type(within(element, '#comment'), 'Which printer is it?');
    within<HTMLFormElement>(element, 'form.sheet').requestSubmit();
    await until(element, 'paused');
    const { items } = await adapter.entries!(id, { limit: 20 });
    expect(
      items.some(({ text, visibility }) => text === 'Which printer is it?' && visibility === 'public'),
    ).to.equal(true);
  });

  it('says of each step that is not allowed now why it is not', async () => {
    const { element } = await work();
    buttonOf(element, 'More').click();
    await element.updateComplete;
    const close = buttonOf(element, 'Close');
    // Tab comes to it, and the reason is spoken with its name.
    expect([close.ariaDisabled, close.disabled, close.tabIndex]).to.deep.equal(['true', false, 0]);
    const why = close.getAttribute('aria-describedby')!;
    expect(within(element, `#${why}`).textContent).to.contain('Not from where it stands now.');
    close.click();
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('.sheet')).to.equal(null);
    await expectAccessible(element);
  });

  it('says of a cancelled incident that it is cancelled, at each step and in the record', async () => {
    const adapter = scriptedAdapter({
      incidents: [incident({ id: 'i1', status: { category: 'cancelled' } })],
    });
    const { desk } = await openDesk(
      html`<incident-lifecycle incident-id="i1"></incident-lifecycle
        ><incident-record incident-id="i1"></incident-record>`,
      { adapter },
    );
    const element = desk.querySelector('incident-lifecycle')!;
    const record = desk.querySelector('incident-record')!;
    await settled(element);
    await settled(record);
    buttonOf(element, 'More').click();
    await element.updateComplete;
    expect(within(element, '#why-resolve').textContent).to.contain('It is cancelled');
    expect(textOf(element)).not.to.contain('Not from where it stands now');
    expect(textOf(record)).to.contain('what is cancelled is not changed any more');
    expect(textOf(record)).not.to.contain('It is closed');
  });

  it('says whether the clocks stop for the reason it is put on hold for', async () => {
    const holdReasons = [
      { id: 'awaiting-caller', label: 'Caller' },
      { id: 'awaiting-us', label: 'Ourselves', stopsClock: false },
    ];
    const { element } = await work({ policy: { holdReasons } });
    buttonOf(element, 'Take').click();
    await until(element, 'active');
    buttonOf(element, 'Put on hold').click();
    await element.updateComplete;
    expect(within(element, '#sheet-outcome').textContent).to.contain('depends on what it is waiting for');
    choose(element, 'hold-reason', 'awaiting-caller');
    await element.updateComplete;
    expect(within(element, '#sheet-outcome').textContent).to.contain('the clocks stand still');
    choose(element, 'hold-reason', 'awaiting-us');
    await element.updateComplete;
    expect(within(element, '#sheet-outcome').textContent).to.contain('the clocks run on');
  });

  it('keeps a role from what it may not do, and says so', async () => {
    const { element } = await work({ roles: 'stakeholder' });
    expect(element.shadowRoot?.querySelector('.bar .primary')).to.equal(null);
    buttonOf(element, 'More').click();
    await element.updateComplete;
    expect(buttonOf(element, 'Take').parentElement?.textContent).to.contain('Your role does not allow it.');
  });

  it('asks once for the steps of where it stands now when that cannot be answered, and not without end', async () => {
    const { element, adapter, id, now } = await work();
    let asked = 0;
    adapter.steps = () => {
      asked++;
      return Promise.reject(noNetwork());
    };
    const { version } = await now();
    await adapter.transition!(
      id,
      { to: 'active', assignee: elif },
      { key: crypto.randomUUID(), ...(version === undefined ? {} : { version }) },
    );
    await element.refresh();
    await until(element, 'active');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(asked).to.be.within(1, 4);
  });

  it('lets the caller confirm what was resolved, and nothing that is the desk’s', async () => {
    const { element, adapter, id, now } = await work({ audience: 'caller', roles: 'caller' });
    const before = await now();
    await adapter.transition!(
      id,
      { to: 'resolved', resolution: { type: 'permanent', code: 'solution-provided', notes: 'New cable.' } },
      { key: crypto.randomUUID(), ...(before.version === undefined ? {} : { version: before.version }) },
    );
    await element.refresh();
    await until(element, 'resolved');
    expect(textOf(element)).to.not.contain('Take');
    buttonOf(element, 'It works again').click();
    await until(element, 'closed');
    const { items } = await adapter.entries!(id, { limit: 10 });
    expect(items.filter(({ kind }) => kind === 'comment').map(({ text }) => text)).to.deep.equal([
      'It works again.',
    ]);
    const after = await now();
    expect(after.confirmedBy?.id).to.equal('elif');
    expect(after.confirmedAt).to.be.within(after.resolvedAt!, after.closedAt!);
  });

  it('closes with the word of the caller where the desk has it, and without where it has not', async () => {
    for (const said of [true, false]) {
      const { element, adapter, id, now } = await work();
      const resolution = { type: 'permanent', code: 'solution-provided', notes: 'New cable.' } as const;
      await adapter.transition!(id, { to: 'resolved', resolution }, { key: crypto.randomUUID() });
      await element.refresh();
      await until(element, 'resolved');
      buttonOf(element, 'Close').click();
      await element.updateComplete;
      expect(textOf(element)).to.contain('The caller has confirmed that it works');
      if (said) within<HTMLInputElement>(element, '#confirmed').click();
      within<HTMLFormElement>(element, 'form.sheet').requestSubmit();
      await until(element, 'closed');
      const after = await now();
      expect(after.confirmedAt !== undefined, String(said)).to.equal(said);
      expect(after.confirmedBy?.id).to.equal(said ? after.caller?.id : undefined);
    }
  });

  it('notes what the caller has confirmed where the ticket system never closes, and offers it once', async () => {
    const caller = { id: 'jonas', name: 'Jonas Weber' };
    const resolvedAt = Date.now() + 3_600_000;
    const resolved = incident({ id: 'i1', status: { category: 'resolved' }, resolvedAt, caller });
    const field = { read: true, write: true };
    const traits = { fields: { confirmedAt: field, confirmedBy: field }, staysResolved: true };
    const adapter = Object.assign(scriptedAdapter({ incidents: [resolved], traits }), {
      steps: () => Promise.resolve([{ id: 'open', to: 'active', status: { category: 'active' }, asks: [] }]),
    } satisfies Pick<Adapter, 'steps'>);
    const { desk } = await openDesk(
      html`<incident-lifecycle incident-id=${resolved.id} roles="analyst"></incident-lifecycle>`,
      { adapter },
    );
    const element = desk.querySelector('incident-lifecycle')!;
    await settled(element);
    buttonOf(element, 'Confirmed by the caller').click();
    await waitUntil(() => adapter.count('update') === 1, 'it is noted', { timeout: 8000 });
    // A clock of this device that is behind does not make it the word about an earlier solution.
    const { with: patch } = adapter.calls.find(({ call }) => call === 'update')!;
    expect(patch).to.deep.equal({ confirmedAt: resolvedAt, confirmedBy: caller });
    expect(adapter.count('addEntry'), 'words might reopen it there').to.equal(0);
    await waitUntil(() => !textOf(element).includes('Confirmed by the caller'), 'once', { timeout: 8000 });
  });

  it('keeps the keyboard of the caller who has confirmed it at where it stands', async () => {
    const { element, adapter, id } = await work({ audience: 'caller', roles: 'caller' });
    const resolution = { type: 'permanent', code: 'solution-provided', notes: 'Restarted.' } as const;
    await adapter.transition!(id, { to: 'resolved', resolution }, { key: crypto.randomUUID() });
    await element.refresh();
    await until(element, 'resolved');
    buttonOf(element, 'It works again').focus();
    buttonOf(element, 'It works again').click();
    await until(element, 'closed');
    expect(focused()?.closest('.bar')).not.to.equal(null);
  });

  it('cancels a report told twice with the number of the other one, and tells the caller', async () => {
    const { adapter, element, id, now } = await work();
    const other = await adapter.create!(aDraft(), { key: crypto.randomUUID() });
    buttonOf(element, 'More').click();
    await element.updateComplete;
    buttonOf(element, 'Cancel the incident').click();
    await waitUntil(() => element.shadowRoot?.querySelector('.sheet'));
    choose(element, 'cancel-reason', 'duplicate');
    await element.updateComplete;
    type(within<HTMLInputElement>(element, '#duplicate-of'), other.number);
    within(element, '.sheet [type="submit"]').click();
    await until(element, 'cancelled');
    expect((await now()).duplicateOf).to.equal(other.id);
    const { items } = await adapter.entries!(id, { limit: 10 });
    expect(items.map(({ text }) => text)).to.include(
      `This has been reported as ${other.number}. We go on there.`,
    );
  });

  it('hands over to a team with a note, and the person who had it has it no more', async () => {
    const { element, now, adapter, id } = await work();
    buttonOf(element, 'Take').click();
    await until(element, 'active');
    buttonOf(element, 'Hand over').click();
    await element.updateComplete;
    type(within(element, '#group'), 'Network');
    await element.updateComplete;
    type(within(element, '#note'), 'The switch in aisle F answers late.');
    await waitUntil(() => element.shadowRoot?.querySelector('#group-note'), 'taken as it is');
    within<HTMLFormElement>(element, 'form.sheet').requestSubmit();
    await waitUntil(async () => (await now()).group?.label === 'Network', '', { timeout: 8000 });
    expect((await now()).assignee).to.equal(undefined);
    await waitUntil(
      async () =>
        (await adapter.entries!(id, { limit: 20 })).items.some(
          ({ text, kind }) =>
            kind === 'work-note' &&
            text === 'Handed over to Network: more expertise is needed.\nThe switch in aisle F answers late.',
        ),
      '',
      { timeout: 8000 },
    );
  });

  it('offers the groups that are listed where they cannot be looked up, and takes none but those', async () => {
    const groups = { name: 'group', kind: 'ref', choices: [{ id: 'net', label: 'Network' }] } as const;
    const scripted = scriptedAdapter({
      incidents: [incident({ id: 'i1', status: { category: 'active' } })],
      description: { create: [groups], edit: [groups] },
    });
    const { desk } = await openDesk(html`<incident-lifecycle incident-id="i1"></incident-lifecycle>`, {
      adapter: scripted,
    });
    const element = desk.querySelector('incident-lifecycle')!;
    await settled(element);
    buttonOf(element, 'Hand over').click();
    await element.updateComplete;
    type(within(element, '#group'), 'Netz');
    type(within(element, '#note'), 'The switch answers late.');
    within<HTMLFormElement>(element, 'form.sheet').requestSubmit();
    await waitUntil(() => element.shadowRoot?.querySelector('#group-problem'));
    expect(within(element, '#group-problem').textContent).to.contain('Choose one from the list.');
    expect(scripted.count('update')).to.equal(0);
    await chooseFound(element, '#group', 'Net');
    within<HTMLFormElement>(element, 'form.sheet').requestSubmit();
    await waitUntil(() => scripted.record('i1')?.group?.id === 'net', '', { timeout: 8000 });
  });

  it('warns who resolves it of the tasks that are still open, by their names, and lets them go on', async () => {
    const { element, adapter, id, now } = await work();
    const task = { id: 't1', title: 'Ping the core switch', kind: 'check', state: 'open' } as const;
    await adapter.saveTask!(id, task, { key: crypto.randomUUID() });
    buttonOf(element, 'Resolve').click();
    await waitUntil(
      () => textOf(element).includes('Still open on the checklist: Ping the core switch.'),
      '',
      {
        timeout: 8000,
      },
    );
    expect(textOf(element)).to.contain('It can be resolved all the same.');
    await expectAccessible(element);
    choose(element, 'code', 'solution-provided');
    type(within(element, '#notes'), 'New route.');
    within<HTMLFormElement>(element, 'form.sheet').requestSubmit();
    await waitUntil(async () => (await now()).status.category === 'resolved', '', { timeout: 8000 });
  });

  it('lets nobody resolve it with open tasks where the policy says so, and says why', async () => {
    const { desk, element, adapter, id, now } = await work({ policy: { resolveWithOpenTasks: 'refuse' } });
    const task = { id: 't1', title: 'Ping the core switch', kind: 'check', state: 'open' } as const;
    const saved = await adapter.saveTask!(id, task, { key: crypto.randomUUID() });
    buttonOf(element, 'Resolve').click();
    await waitUntil(() => textOf(element).includes('the rules of this desk want it so'), '', {
      timeout: 8000,
    });
    choose(element, 'code', 'solution-provided');
    type(within(element, '#notes'), 'New route.');
    within<HTMLFormElement>(element, 'form.sheet').requestSubmit();
    await element.updateComplete;
    expect(focused()?.id).to.equal('open-tasks');
    expect((await now()).status.category).to.equal('new');
    await changeTask(desk.store!, id, { state: 'skipped', result: 'Not ours.' }, saved);
    await waitUntil(() => element.shadowRoot?.querySelector('#open-tasks') === null, '', { timeout: 8000 });
    within<HTMLFormElement>(element, 'form.sheet').requestSubmit();
    await waitUntil(async () => (await now()).status.category === 'resolved', '', { timeout: 8000 });
  });

  it('suggests who might take it, with the reason, and never one who is away', async () => {
    const network = { id: 'network', label: 'Network' };
    const busy = (n: number, name: string) =>
      incident({
        id: `b${String(n)}`,
        status: { category: 'active' },
        priority: 3,
        group: network,
        assignee: { id: name.toLowerCase(), name },
      });
    const scripted = scriptedAdapter({
      incidents: [
        incident({ id: 'i1', status: { category: 'active' }, group: network, priority: 2 }),
        busy(1, 'Anna'),
        busy(2, 'Anna'),
        busy(3, 'Bela'),
        busy(4, 'Carl'),
      ],
    });
    const people = [
      { id: 'anna', label: 'Anna' },
      { id: 'bela', label: 'Bela' },
      { id: 'carl', label: 'Carl', away: true },
    ];
    const adapter: Adapter = { ...scripted, people: () => Promise.resolve({ items: people, total: 3 }) };
    const { desk } = await openDesk(html`<incident-lifecycle incident-id="i1"></incident-lifecycle>`, {
      adapter,
    });
    const element = desk.querySelector('incident-lifecycle')!;
    await settled(element);
    buttonOf(element, 'More').click();
    await element.updateComplete;
    buttonOf(element, 'Assign').click();
    await waitUntil(() => textOf(element).includes('Choose Bela'), '', { timeout: 8000 });
    expect(textOf(element)).to.contain('Has 1 open: the least work of 2 people who work for Network');
    await expectAccessible(element);
    buttonOf(element, 'Choose Bela').click();
    await element.updateComplete;
    expect(within<HTMLInputElement>(element, '#assignee').value).to.equal('Bela');
    within<HTMLFormElement>(element, 'form.sheet').requestSubmit();
    await waitUntil(() => scripted.record('i1')?.assignee?.id === 'bela', '', { timeout: 8000 });

    buttonOf(element, 'Hand over').click();
    // Bela has it now, so that it is Anna's turn.
    await waitUntil(() => textOf(element).includes('Choose Anna'), '', { timeout: 8000 });
    type(within(element, '#group'), 'Network');
    press(within(element, '#group'), 'Tab');
    type(within(element, '#note'), 'The switch answers late.');
    buttonOf(element, 'Choose Anna').click();
    within<HTMLFormElement>(element, 'form.sheet').requestSubmit();
    await waitUntil(() => scripted.record('i1')?.assignee?.id === 'anna', '', { timeout: 8000 });
  });

  it('takes a step back for ten seconds: by the step that leads back', async () => {
    const { element, now } = await work();
    buttonOf(element, 'Take').click();
    await until(element, 'active');
    buttonOf(element, 'Put on hold').click();
    await element.updateComplete;
    choose(element, 'hold-reason', 'awaiting-change');
    within<HTMLFormElement>(element, 'form.sheet').requestSubmit();
    await until(element, 'paused');
    buttonOf(element, 'Undo').click();
    await until(element, 'active');
    expect((await now()).status.category).to.equal('active');
  });

  it('gives the group and the assignee back as they were when a hand-over is taken back', async () => {
    const { element, now, adapter, id } = await work();
    buttonOf(element, 'Take').click();
    await until(element, 'active');
    await adapter.update!(id, { group: { id: 'Desk', label: 'Desk' } }, { key: crypto.randomUUID() });
    await element.refresh();
    buttonOf(element, 'Hand over').click();
    await element.updateComplete;
    type(within(element, '#group'), 'Network');
    await element.updateComplete;
    type(within(element, '#note'), 'The switch in aisle F answers late.');
    await waitUntil(() => element.shadowRoot?.querySelector('#group-note'), 'taken as it is');
    within<HTMLFormElement>(element, 'form.sheet').requestSubmit();
    await waitUntil(async () => (await now()).group?.label === 'Network', '', { timeout: 8000 });
    await until(element, 'active');
    buttonOf(element, 'Undo').click();
    await waitUntil(async () => (await now()).group?.label === 'Desk', 'the group is back');
    expect((await now()).assignee?.id).to.equal('elif');
  });

  it('offers nothing to take back of a step that has arrived where none leads back, and says nothing of it', async () => {
    const scripted = scriptedAdapter({
      incidents: [incident({ id: 'i1', status: { category: 'new' } })],
      without: ['steps'],
    });
    const { desk } = await openDesk(html`<incident-lifecycle incident-id="i1"></incident-lifecycle>`, {
      adapter: scripted,
    });
    const element = desk.querySelector('incident-lifecycle')!;
    await settled(element);
    scripted.script('transition', { delay: 500 });
    buttonOf(element, 'Take').click();
    await waitUntil(() => textOf(element).includes('Undo'), 'it is not sent yet');
    await until(element, 'active');
    await waitUntil(() => desk.store?.outbox.value.items.length === 0, 'it has arrived');
    await element.updateComplete;
    expect(textOf(element)).not.to.match(/Undo|cannot be taken back/u);
  });

  it('offers no way back that the ticket system does not have', async () => {
    const ways = { paused: ['resolved'], active: ['paused', 'resolved'] } as const;
    const scripted = scriptedAdapter({ incidents: [incident({ id: 'i1', status: { category: 'active' } })] });
    const adapter: Adapter = {
      ...scripted,
      steps: async (id) => {
        const { category } = (await scripted.get(id)).status;
        return ways[category === 'paused' ? 'paused' : 'active'].map((to) => ({
          id: to,
          to,
          status: { category: to },
          asks: [],
        }));
      },
    };
    const { desk } = await openDesk(html`<incident-lifecycle incident-id="i1"></incident-lifecycle>`, {
      adapter,
    });
    const element = desk.querySelector('incident-lifecycle')!;
    await settled(element);
    buttonOf(element, 'Put on hold').click();
    await element.updateComplete;
    choose(element, 'hold-reason', 'awaiting-change');
    within<HTMLFormElement>(element, 'form.sheet').requestSubmit();
    await until(element, 'paused');
    await waitUntil(() => !textOf(element).includes('Undo'), 'no undo', { timeout: 4000 });
  });

  for (const [what, kind] of [
    ['was not accepted', 'refused'],
    ['met somebody else’s change', 'conflict'],
    ['may not have arrived', 'bad-answer'],
  ] as const)
    it(`offers nothing to take back of a step that ${what}, and does not say that it waits`, async () => {
      const adapter = scriptedAdapter({
        incidents: [incident({ id: 'i1', status: { category: 'new' } })],
        traits: { idempotency: 'none' },
      });
      const { desk } = await openDesk(html`<incident-lifecycle incident-id="i1"></incident-lifecycle>`, {
        adapter,
      });
      const element = desk.querySelector('incident-lifecycle')!;
      await settled(element);
      adapter.always('transition', {
        fail: new IncidentError(kind, 'No.', { status: 422 }),
        delay: 500,
      });
      buttonOf(element, 'Take').click();
      await waitUntil(() => textOf(element).includes('Undo'), 'undo', { timeout: 8000 });
      const state = { refused: 'failed', conflict: 'conflict', 'bad-answer': 'unknown' }[kind];
      await waitUntil(() => desk.store?.outbox.value.items.some((item) => item.state === state), state, {
        timeout: 8000,
      });
      await waitUntil(() => !textOf(element).includes('Undo'), 'no undo', { timeout: 4000 });
      expect(textOf(element)).not.to.contain('waiting to be sent');
      expect(adapter.count('transition')).to.equal(1);
    });

  it('does nothing where the page prevents the step', async () => {
    const { element, now } = await work();
    element.addEventListener('incident-step', (event) => {
      expect(event.detail).to.include({ action: 'take', to: null });
      event.preventDefault();
    });
    buttonOf(element, 'Take').click();
    await element.updateComplete;
    expect((await now()).status.category).to.equal('new');
  });

  it('says in an open sheet that its step is not possible any more, keeps the words, and sends nothing', async () => {
    const { adapter, element, id, now } = await work();
    buttonOf(element, 'Take').click();
    await until(element, 'active');
    buttonOf(element, 'Put on hold').click();
    await element.updateComplete;
    choose(element, 'hold-reason', 'awaiting-caller');
    await element.updateComplete;
    type(within(element, '#comment'), 'Which printer is it?');
    expect(textOf(element)).not.to.contain('not possible any more');
    const elsewhere = { to: 'paused', reason: 'awaiting-change' } as const;
    await adapter.transition!(id, elsewhere, { key: crypto.randomUUID() });
    await element.refresh();
    await until(element, 'paused');
    expect(within(element, '.sheet [role="alert"]').textContent).to.contain('not possible any more');
    expect(within<HTMLTextAreaElement>(element, '#comment').value).to.equal('Which printer is it?');
    expect(within(element, '.sheet [type="submit"]').getAttribute('aria-disabled')).to.equal('true');
    await expectAccessible(element);
    within<HTMLFormElement>(element, 'form.sheet').requestSubmit();
    await element.updateComplete;
    expect(textOf(element)).not.to.contain('Not accepted');
    expect((await now()).holdReason).to.equal('awaiting-change');
  });

  it('closes what a step asks for with Escape, and brings the words back when it is opened again', async () => {
    const { element } = await work();
    const open = async (): Promise<void> => {
      buttonOf(element, 'Resolve').click();
      await element.updateComplete;
    };
    await open();
    type(within(element, '#notes'), 'Half a sentence');
    press(within(element, '#notes'), 'Escape');
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('form.sheet')).to.equal(null);
    await open();
    await waitUntil(() => within<HTMLTextAreaElement>(element, '#notes').value === 'Half a sentence', '', {
      timeout: 5000,
    });
  });

  describe('the words that are prepared for a step', () => {
    const prepared = 'We have your report and are looking at it.';

    async function scene() {
      const { desk, adapter, element, id, now } = await work();
      const comment = (): HTMLTextAreaElement => within(element, '#comment');
      const draft = async (): Promise<unknown> =>
        (await desk.store!.drafts.load(`lifecycle:${id}:acknowledge`))?.data;
      const open = async (): Promise<void> => {
        buttonOf(element, 'Acknowledge').click();
        await element.updateComplete;
      };
      const leave = async (): Promise<void> => {
        press(comment(), 'Escape');
        await element.updateComplete;
        expect(element.shadowRoot?.querySelector('form.sheet')).to.equal(null);
        // As long as it takes until something typed is kept.
        await new Promise((resolve) => setTimeout(resolve, 400));
      };
      return { adapter, element, id, now, comment, draft, open, leave };
    }

    it('give way to one’s own, which are back when it is opened again', async () => {
      const { element, comment, draft, open, leave } = await scene();
      await open();
      expect(comment().value).to.equal(prepared);
      type(comment(), `${prepared} Bruno comes at ten.`);
      await leave();
      expect(await draft()).to.deep.equal({ comment: `${prepared} Bruno comes at ten.` });
      await open();
      await waitUntil(() => comment().value === `${prepared} Bruno comes at ten.`, '', { timeout: 5000 });
      expect(textOf(element)).to.contain('What you had typed is back.');
    });

    it('are nobody’s draft, and are there again the next time', async () => {
      const { element, comment, draft, open, leave } = await scene();
      await open();
      await leave();
      expect(await draft()).to.equal(undefined);
      await open();
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect(comment().value).to.equal(prepared);
      expect(textOf(element)).not.to.contain('What you had typed is back.');
    });

    it('are no note by themselves where they only begin it', async () => {
      const { adapter, element, id } = await scene();
      const notes = async (): Promise<number> =>
        (await adapter.entries!(id, { limit: 10 })).items.filter(({ kind }) => kind === 'work-note').length;
      buttonOf(element, 'More').click();
      await element.updateComplete;
      buttonOf(element, 'Propose a problem').click();
      await element.updateComplete;
      within<HTMLFormElement>(element, 'form.sheet').requestSubmit();
      await waitUntil(() => textOf(element).includes('say what it is about'), 'the fault');
      expect(focused()?.id).to.equal('note');
      expect(await notes()).to.equal(0);
      type(within(element, '#note'), 'Problem candidate: the switch in aisle F, for the third time.');
      within<HTMLFormElement>(element, 'form.sheet').requestSubmit();
      await waitUntil(async () => (await notes()) === 1, 'the note is written');
    });

    it('are sent when they are left as they are', async () => {
      const { adapter, element, id, now, draft, open } = await scene();
      await open();
      within<HTMLFormElement>(element, 'form.sheet').requestSubmit();
      await waitUntil(async () => (await now()).acknowledgedAt !== undefined, '', { timeout: 8000 });
      const said = async (): Promise<readonly unknown[]> =>
        (await adapter.entries!(id, { limit: 10 })).items.map(({ text }) => text);
      await waitUntil(async () => (await said()).includes(prepared), '', { timeout: 8000 });
      expect(await draft()).to.equal(undefined);
    });
  });

  it('waits with a step while there is no network, and says so', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'i1', status: { category: 'new' } })] });
    const { desk } = await openDesk(html`<incident-lifecycle incident-id="i1"></incident-lifecycle>`, {
      adapter,
    });
    const element = desk.querySelector('incident-lifecycle')!;
    await settled(element);
    adapter.always('transition', { fail: noNetwork() });
    adapter.always('get', { fail: noNetwork() });
    buttonOf(element, 'Take').click();
    await waitUntil(() => textOf(element).includes('Waiting to be sent'), '', { timeout: 8000 });
    expect(stands(element)).to.equal('active');
    buttonOf(element, 'Undo').click();
    await waitUntil(() => stands(element) === 'new', 'it is withdrawn', { timeout: 8000 });
    expect(desk.store?.outbox.value.items).to.have.length(0);
  });

  it('withdraws a step also in the moment in which it is tried again in vain', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'i1', status: { category: 'new' } })] });
    const { desk } = await openDesk(html`<incident-lifecycle incident-id="i1"></incident-lifecycle>`, {
      adapter,
    });
    const element = desk.querySelector('incident-lifecycle')!;
    await settled(element);
    adapter.always('transition', { fail: noNetwork(), delay: 400 });
    adapter.always('get', { fail: noNetwork(), delay: 400 });
    buttonOf(element, 'Take').click();
    await waitUntil(
      () => desk.store?.outbox.value.items.some(({ state }) => state === 'sending'),
      'sending',
      {
        timeout: 8000,
      },
    );
    await waitUntil(() => textOf(element).includes('Undo'), 'undo', { timeout: 8000 });
    buttonOf(element, 'Undo').click();
    await waitUntil(() => desk.store?.outbox.value.items.length === 0, 'withdrawn', { timeout: 8000 });
    expect(stands(element)).to.equal('new');
    expect(adapter.record('i1')?.status.category).to.equal('new');
  });

  it('says that no incident is chosen, and follows the one that is chosen at the desk', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'i1', status: { category: 'paused' } })] });
    const { desk } = await openDesk(html`<incident-lifecycle></incident-lifecycle>`, { adapter });
    const element = desk.querySelector('incident-lifecycle')!;
    await settled(element);
    expect(element.matches(':state(empty)')).to.equal(true);
    desk.select('i1');
    await waitUntil(() => stands(element) === 'paused', '', { timeout: 5000 });
  });

  it('speaks German and Arabic, and fits into 280 px', async () => {
    for (const lang of ['de', 'ar']) {
      const { element, desk } = await work({ lang });
      await waitUntil(() => textOf(element).includes(lang === 'de' ? 'Übernehmen' : 'تولّي'), '', {
        timeout: 5000,
      });
      desk.style.display = 'block';
      desk.style.inlineSize = '280px';
      within<HTMLButtonElement>(element, '[aria-controls="more"]').click();
      await element.updateComplete;
      expect(element.scrollWidth, lang).to.be.at.most(280);
      await expectAccessible(element);
    }
  });

  const silent: PolicyDefinition = { closure: { after: 'P5D' } };
  const day = 86_400_000;

  /** A desk on a ticket system that closes nothing by itself, with an incident that was resolved some days ago. */
  async function resolvedFor(days: number, over: Partial<Incident> = {}, audience = '') {
    const at = Date.now() - days * day;
    const record = incident({
      id: 'i1',
      status: { category: 'resolved' },
      resolvedAt: at,
      updatedAt: at,
      ...over,
    });
    const adapter = scriptedAdapter({ incidents: [record] });
    const { desk } = await openDesk(
      html`<incident-lifecycle
        incident-id="i1"
        roles="analyst caller"
        audience=${audience}
      ></incident-lifecycle>`,
      { adapter, policy: silent },
    );
    const element = desk.querySelector('incident-lifecycle')!;
    await settled(element);
    return { desk, adapter, element };
  }

  it('says since when nobody has answered and that it is due for closing, where the ticket system closes nothing itself', async () => {
    const { element } = await resolvedFor(6);
    await waitUntil(() => textOf(element).includes('Nobody has said anything since'), '', { timeout: 5000 });
    expect(textOf(element)).to.contain('it is due for closing since');
    const { element: early } = await resolvedFor(2);
    await waitUntil(() => textOf(early).includes('Without an answer it is due for closing:'), '', {
      timeout: 5000,
    });
    await expectAccessible(early);
  });

  it('promises nothing to a caller that only people can keep, and nothing of a major incident', async () => {
    const { element: caller } = await resolvedFor(6, {}, 'caller');
    expect(caller.shadowRoot!.querySelector('.closing')).to.equal(null);
    const { element: major } = await resolvedFor(6, { major: true });
    expect(major.shadowRoot!.querySelector('.closing')).to.equal(null);
  });

  it('says nothing is due of a record that may be outdated', async () => {
    const { desk, element, adapter } = await resolvedFor(6);
    await waitUntil(() => textOf(element).includes('due for closing'), '', { timeout: 5000 });
    adapter.always('get', { fail: noNetwork() });
    adapter.always('list', { fail: noNetwork() });
    await element.refresh();
    await waitUntil(() => desk.store?.status.value.connection === 'offline', 'offline', { timeout: 5000 });
    await waitUntil(() => !textOf(element).includes('due for closing'), 'nothing is claimed', {
      timeout: 5000,
    });
  });

  it('tells both sides when the ticket system closes it by itself', async () => {
    for (const [audience, words] of [
      ['', 'Without an answer it closes by itself:'],
      ['caller', 'If you say nothing, it is closed:'],
    ] as const) {
      const { adapter, element, id } = await work({ audience, policy: silent });
      const resolution = { type: 'permanent', code: 'solution-provided', notes: 'Restarted.' } as const;
      await adapter.transition!(id, { to: 'resolved', resolution }, { key: crypto.randomUUID() });
      await element.refresh();
      await waitUntil(() => textOf(element).includes(words), words, { timeout: 5000 });
    }
  });
});
