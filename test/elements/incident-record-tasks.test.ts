import { expect, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-record.js';
import type { Adapter } from '../../src/adapters/adapter.js';
import { localAdapter } from '../../src/adapters/local/index.js';
import type { PolicyDefinition } from '../../src/core/policy.js';
import { compilePolicy } from '../../src/core/policy-check.js';
import type { Task } from '../../src/core/task.js';
import { taskNote } from '../../src/core/task-notes.js';
import type { IncidentRecord } from '../../src/elements/incident-record/incident-record.js';
import { aDraft } from '../../src/testing/index.js';
import { expectAccessible } from '../support/accessible.js';
import { focused, openDesk, press, settled, type, typeHalf, within } from '../support/desk-fixture.js';
import { go, shows, submit } from '../support/record-fixture.js';
import { incident, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';

const elif = { id: 'elif', name: 'elif' };

const policy: PolicyDefinition = {
  categories: [
    {
      id: 'Network',
      label: 'Network',
      checks: [
        { title: 'Ping the core switch', group: 'network' },
        { title: 'Read the firewall log', group: 'security' },
        { title: 'Open the page from outside', group: 'applications' },
      ],
    },
  ],
};

interface Setup {
  readonly lang?: string;
  readonly roles?: string;
  readonly tasks?: readonly Task[];
  readonly prepare?: (adapter: Adapter) => Adapter;
}

/** A record on the local adapter, of an incident of the network. */
async function record({ lang = 'en', roles = 'analyst', tasks = [], prepare = (one) => one }: Setup = {}) {
  const groups = [
    { id: 'network', label: 'Network' },
    { id: 'security', label: 'Security' },
  ];
  const local = localAdapter({
    name: crypto.randomUUID(),
    user: elif,
    policy: compilePolicy(policy),
    seed: { choices: { groups } },
  });
  const made = await local.create(aDraft({ category: 'Network' }), { key: crypto.randomUUID() });
  for (const task of tasks) await local.saveTask(made.id, task, { key: crypto.randomUUID() });
  const { desk } = await openDesk(
    html`<incident-record incident-id=${made.id} roles=${roles}></incident-record>`,
    { adapter: prepare(local), policy, lang },
  );
  const element = desk.querySelector('incident-record')!;
  await settled(element);
  await shows(element, '[data-section="tasks"]');
  return { desk, local, element, id: made.id };
}

const section = (element: IncidentRecord): HTMLElement => within(element, '[data-section="tasks"]');
const says = (element: IncidentRecord): string =>
  (section(element).textContent ?? '').replaceAll(/\s+/gu, ' ').trim();
const until = (element: IncidentRecord, words: string): Promise<void> =>
  waitUntil(() => says(element).includes(words), `it says ${words}`, { timeout: 8000 });

/** A button of a task, as a screen reader names it. */
function of(element: IncidentRecord, name: string): HTMLButtonElement {
  const found = [...section(element).querySelectorAll('button')].find(({ ariaLabel }) => ariaLabel === name);
  if (!found) throw new Error(`no button "${name}"`);
  return found;
}
/** Types into a look-up and takes the first that is found, by keyboard. */
async function choose(element: IncidentRecord, name: string, text: string): Promise<void> {
  const field = within<HTMLInputElement>(element, `#task-${name}`);
  type(field, text);
  await shows(element, `#task-${name}-option-0`);
  press(field, 'ArrowDown');
  await element.updateComplete;
  press(field, 'Enter');
  await element.updateComplete;
}

const ping: Task = { id: 't1', title: 'Ping the core switch', kind: 'check', state: 'open' };
const log: Task = { id: 't2', title: 'Read the firewall log', kind: 'check', state: 'open' };
const restore: Task = { id: 't3', title: 'Restore the route', kind: 'step', state: 'open' };

describe('the tasks of a record', () => {
  it('say that there are none, and offer the checks of the category all at once', async () => {
    const { element, local, id } = await record();
    await until(element, 'Nothing is on the checklist yet.');
    const offer = within<HTMLButtonElement>(element, '#tasks-add-checks');
    expect(offer.textContent?.trim().replaceAll(/\s+/gu, ' ')).to.equal('Add the checks for Network (3)');
    go(offer);
    await until(element, '0 of 3 done');
    expect(says(element)).to.contain('Parallel checks');
    await waitUntil(async () => (await local.tasks(id)).length === 3, '', { timeout: 8000 });
    expect((await local.tasks(id)).map(({ title, group }) => [title, group?.id])).to.deep.equal([
      ['Ping the core switch', 'network'],
      ['Read the firewall log', 'security'],
      ['Open the page from outside', 'applications'],
    ]);
    expect(element.shadowRoot?.querySelector('#tasks-add-checks')).to.equal(null);
    expect(focused()?.id).to.equal('tasks-add');
    await expectAccessible(element);
  });

  it('are counted in the line they are folded below where the record is compact', async () => {
    const { element } = await record();
    element.compact = true;
    await until(element, 'Nothing is on the checklist yet.');
    const fold = within<HTMLDetailsElement>(element, 'details.fold');
    const line = (): string =>
      (fold.querySelector('summary')?.textContent ?? '').replaceAll(/\s+/gu, ' ').trim();
    expect([fold.open, line()]).to.deep.equal([false, 'Times, team, links and tasks']);
    expect(element.shadowRoot?.querySelector('#tasks-add')?.checkVisibility()).to.equal(false);
    fold.querySelector('summary')?.click();
    go(within<HTMLButtonElement>(element, '#tasks-add-checks'));
    await until(element, '0 of 3 done');
    expect(line()).to.equal('Times, team, links and tasks 0 of 3 tasks done');
    expect([fold.open, focused()?.id]).to.deep.equal([true, 'tasks-add']);
    await expectAccessible(element);
  });

  it('say of each answer that may be left out that it may', async () => {
    const { element } = await record();
    await shows(element, '#tasks-add');
    go(within(element, '#tasks-add'));
    await element.updateComplete;
    const label = (name: string): string => within(element, `label[for="task-${name}"]`).textContent ?? '';
    expect(label('title')).not.to.contain('optional');
    for (const name of ['group', 'owner', 'dueAt'])
      expect(label(name).trim(), name).to.match(/\S \(optional\)$/u);
  });

  it('are not added while only half of the time is typed by which they are due', async () => {
    const { element, local, id } = await record();
    await shows(element, '#tasks-add');
    go(within(element, '#tasks-add'));
    await element.updateComplete;
    type(within(element, '#task-title'), 'Restore the route');
    const due = within<HTMLInputElement>(element, '#task-dueAt');
    const typeRest = typeHalf(due);
    submit(element);
    await shows(element, '#task-dueAt-problem');
    expect(within(element, '#task-dueAt-problem').textContent).to.equal('This is not a date and time.');
    expect([due.ariaInvalid, focused()?.id]).to.deep.equal(['true', 'task-dueAt']);
    expect(await local.tasks(id)).to.deep.equal([]);
    typeRest('2026-11-27T15:00');
    await element.updateComplete;
    expect(due.ariaInvalid).to.equal(null);
    submit(element);
    await waitUntil(async () => (await local.tasks(id)).length === 1, '', { timeout: 8000 });
    expect((await local.tasks(id))[0]?.dueAt).to.equal(Date.UTC(2026, 10, 27, 14));
  });

  it('are worked by keyboard alone: added, started, finished with a result, reopened, skipped with a reason', async () => {
    const { element, local, id } = await record();
    const now = async (): Promise<Task | undefined> => (await local.tasks(id))[0];
    await shows(element, '#tasks-add');
    go(within(element, '#tasks-add'));
    await element.updateComplete;
    expect(focused()?.id).to.equal('task-title');
    type(within(element, '#task-title'), 'Restore the route');
    within<HTMLInputElement>(element, 'input[value="step"]').click();
    await choose(element, 'group', 'Netw');
    type(within(element, '#task-dueAt'), '2026-11-27T15:00');
    submit(element);
    await until(element, 'Resolution plan');
    await waitUntil(async () => (await now())?.version === '1', '', { timeout: 8000 });
    expect(await now()).to.include({ kind: 'step', dueAt: Date.UTC(2026, 10, 27, 14) });
    expect(focused()?.id).to.equal('tasks-add');

    go(of(element, 'Start: Restore the route'));
    await until(element, 'In progress');
    await waitUntil(async () => (await now())?.owner?.id === 'elif', '', { timeout: 8000 });
    go(of(element, 'Finish: Restore the route'));
    await element.updateComplete;
    expect(focused()?.id).to.equal('task-result');
    type(within(element, '#task-result'), 'Announced again, pages load.');
    submit(element);
    await until(element, '1 of 1 done');
    expect(says(element)).to.contain('Announced again, pages load.');

    await waitUntil(async () => (await now())?.state === 'done', '', { timeout: 8000 });
    go(of(element, 'Reopen: Restore the route'));
    await until(element, '0 of 1 done');
    go(of(element, 'Skip: Restore the route'));
    await element.updateComplete;
    submit(element);
    await element.updateComplete;
    expect(says(element)).to.contain('Fill this in.');
    expect(focused()?.id).to.equal('task-result');
    type(within(element, '#task-result'), 'The provider did it.');
    submit(element);
    await until(element, '1 skipped');
    await waitUntil(async () => (await now())?.result === 'The provider did it.', '', { timeout: 8000 });
    const { items } = await local.entries(id, { limit: 20 });
    expect(
      items.flatMap(({ text }) => (text?.startsWith('Plan step') ? [text.split(':')[0]] : [])),
    ).to.deep.equal([
      'Plan step skipped',
      'Plan step reopened',
      'Plan step done',
      'Plan step started',
      'Plan step added',
    ]);
  });

  it('are given to a team and a person by look-up, and taken from them again', async () => {
    const people = { people: [{ id: 'mehmet', label: 'Mehmet Şahin', hint: 'Network' }] };
    const { element, local, id } = await record({
      tasks: [{ ...ping, group: { id: 'network', label: 'Network' } }],
      prepare: (one) => ({ ...one, people: () => Promise.resolve({ items: people.people, total: 1 }) }),
    });
    await shows(element, '[data-task="t1"]');
    go(of(element, 'Assign: Ping the core switch'));
    await element.updateComplete;
    expect(within<HTMLInputElement>(element, '#task-group').value).to.equal('Network');
    await choose(element, 'owner', 'Meh');
    submit(element);
    await until(element, 'Network · Mehmet Şahin');
    await waitUntil(async () => (await local.tasks(id))[0]?.owner?.id === 'mehmet', '', { timeout: 8000 });
    go(of(element, 'Assign: Ping the core switch'));
    await element.updateComplete;
    type(within(element, '#task-owner'), '');
    await element.updateComplete;
    submit(element);
    await until(element, 'Network · nobody');
  });

  it('go from one to the next with the arrow keys', async () => {
    const { element } = await record({ tasks: [ping, log] });
    await shows(element, '[data-task="t2"]');
    const first = of(element, 'Finish: Ping the core switch');
    first.focus();
    press(first, 'ArrowDown');
    expect(focused()?.ariaLabel).to.equal('Finish: Read the firewall log');
    press(focused() as HTMLElement, 'ArrowUp');
    expect(focused()).to.equal(first);
  });

  it('wait without a network and say so, and bring back what was typed when a sheet was left', async () => {
    let cut = false;
    const { element, local, id, desk } = await record({
      tasks: [ping],
      prepare: (one) => ({
        ...one,
        saveTask: (...all) => (cut ? Promise.reject(noNetwork()) : one.saveTask!(...all)),
        tasks: (...all) => (cut ? Promise.reject(noNetwork()) : one.tasks!(...all)),
        get: (...all) => (cut ? Promise.reject(noNetwork()) : one.get(...all)),
      }),
    });
    await shows(element, '[data-task="t1"]');
    go(of(element, 'Finish: Ping the core switch'));
    await element.updateComplete;
    type(within(element, '#task-result'), 'No loss.');
    press(within(element, '#task-result'), 'Escape');
    await element.updateComplete;
    expect(focused()?.ariaLabel).to.equal('Finish: Ping the core switch');
    go(of(element, 'Finish: Ping the core switch'));
    await element.updateComplete;
    await waitUntil(() => within<HTMLTextAreaElement>(element, '#task-result').value === 'No loss.', '', {
      timeout: 8000,
    });
    cut = true;
    submit(element);
    await until(element, 'Waiting to be sent');
    expect(says(element)).to.contain('1 of 1 done');
    expect((await local.tasks(id))[0]?.state).to.equal('open');
    cut = false;
    await desk.store?.resume();
    await waitUntil(async () => (await local.tasks(id))[0]?.state === 'done', '', { timeout: 8000 });
    await waitUntil(() => !says(element).includes('Waiting'), '', { timeout: 8000 });
  });

  it('show both versions where a colleague was quicker, and keep the one that is chosen', async () => {
    const { element, local, id } = await record({ tasks: [ping] });
    await shows(element, '[data-task="t1"]');
    go(of(element, 'Assign: Ping the core switch'));
    await element.updateComplete;
    await choose(element, 'group', 'Netw');
    const [seen] = await local.tasks(id);
    // Behind the back of this page: its own reading of the change is still on its way.
    const theirs = local.saveTask(
      id,
      { ...seen!, group: { id: 'security', label: 'Security' } },
      { key: 'a colleague', version: seen!.version! },
    );
    submit(element);
    await theirs;
    await until(element, 'Changed by somebody else meanwhile');
    expect(says(element)).to.contain('Security');
    await expectAccessible(element);
    const keepMine = [...section(element).querySelectorAll('button')].find(
      ({ textContent }) => textContent.trim() === 'Keep mine',
    );
    keepMine?.click();
    await waitUntil(async () => (await local.tasks(id))[0]?.group?.label === 'Network', '', {
      timeout: 8000,
    });
  });

  it('are only read where the role may not change them', async () => {
    const { element } = await record({ tasks: [ping], roles: 'stakeholder' });
    await shows(element, '[data-task="t1"]');
    expect(section(element).querySelectorAll('button').length).to.equal(0);
  });

  it('are notes where the ticket system keeps none: said so, and a change that came second can count after all', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'i1', category: 'Network' })] });
    const added: Task = { ...ping, version: 'v1' };
    const note = (before: Task | undefined, after: Task): Promise<unknown> =>
      adapter.addEntry(
        'i1',
        { kind: 'work-note', text: taskNote(before, after) },
        { key: crypto.randomUUID() },
      );
    const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
    await note(undefined, added);
    await tick();
    await note(added, { ...added, owner: { id: 'lena', name: 'Lena' }, version: 'v2' });
    await tick();
    await note(added, { ...added, state: 'done', result: 'No loss.', version: 'v3' });
    const { desk } = await openDesk(html`<incident-record incident-id="i1"></incident-record>`, {
      adapter,
      policy,
    });
    const element = desk.querySelector('incident-record')!;
    await settled(element);
    await shows(element, '[data-task="t1"]');
    expect(says(element)).to.contain('each change is an internal note there');
    expect(says(element)).to.contain(
      'Elif Demir changed this as well (Done, No loss.), but another change came first.',
    );
    go(of(element, 'Use that change: Ping the core switch'));
    await until(element, '1 of 1 done');
    await waitUntil(() => !says(element).includes('as well'), '', { timeout: 8000 });
  });

  it('are hidden where the ticket system can keep none at all', async () => {
    const adapter = scriptedAdapter({
      incidents: [incident({ id: 'i1' })],
      traits: { entryKinds: ['comment'] },
    });
    const { desk } = await openDesk(html`<incident-record incident-id="i1"></incident-record>`, { adapter });
    const element = desk.querySelector('incident-record')!;
    await settled(element);
    expect(element.shadowRoot?.querySelector('[data-section="tasks"]')).to.equal(null);
  });

  it('speak German and Arabic, and fit into 280 px, from right to left too', async () => {
    for (const [lang, words] of [
      ['de', 'Parallele Prüfungen'],
      ['ar', 'فحوص موازية'],
    ] as const) {
      const { element, desk } = await record({
        lang,
        tasks: [ping, restore, { ...log, state: 'done', result: 'Nichts Auffälliges.' }],
      });
      if (lang === 'ar') desk.dir = 'rtl';
      await waitUntil(() => says(element).includes(words), lang, { timeout: 8000 });
      desk.style.display = 'block';
      desk.style.inlineSize = '280px';
      await shows(element, '#tasks-add');
      within<HTMLButtonElement>(element, '#tasks-add').click();
      await element.updateComplete;
      expect(element.scrollWidth, lang).to.be.at.most(280);
      await expectAccessible(element);
    }
  });
});
