import { aTimeout, expect, waitUntil } from '@open-wc/testing';

import { IncidentError } from '../../src/core/errors.js';
import type { Incident } from '../../src/core/incident.js';
import { described, many, minute, now, numbered, queueOf } from '../support/queue-fixture.js';
import type { QueuePage } from '../support/queue-fixture.js';
import { buttonOf, type } from '../support/desk-fixture.js';
import { expectAccessible } from '../support/accessible.js';
import { listen } from '../support/spoken.js';

const patient = { timeout: 5000 };
const groups = [
  { id: 'g-sd', label: 'Service desk' },
  { id: 'g-net', label: 'Network' },
];

const choose = (page: QueuePage, id: string, value: string): void => {
  const select = page.find<HTMLSelectElement>(`#${id}`);
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
};
const submit = (page: QueuePage): void => page.find('.sheet [type="submit"]').click();

describe('working through incident-list with the keyboard', () => {
  const opened = async (count = 5) => {
    const page = await queueOf(many(count), { description: described(groups) });
    page.rows()[0]!.focus();
    return page;
  };

  it('moves, opens and goes on to the next', async () => {
    const { at, element, press } = await opened();
    press('j');
    press('j');
    press('k');
    expect(at()).to.equal('i2');
    press('o');
    await element.updateComplete;
    expect(element.selected).to.equal('i2');
    press('n');
    await element.updateComplete;
    expect([at(), element.selected]).to.deep.equal(['i3', 'i3']);
  });

  it('takes: what is new is begun, what is begun changes hands', async () => {
    const { adapter, press } = await queueOf([
      numbered(1, { status: { category: 'new' } }),
      numbered(2, { assignee: { id: 'marek', name: 'Marek Novák' } }),
    ]).then(async (page) => {
      page.rows()[0]!.focus();
      return page;
    });
    press('t');
    await waitUntil(() => adapter.record('i1')!.status.category === 'active', 'begun', patient);
    expect(adapter.calls.find(({ call }) => call === 'transition')!.with).to.deep.include({
      to: 'active',
      assignee: { id: 'elif', name: 'Elif Demir' },
    });
    press('j');
    press('t');
    await waitUntil(() => adapter.record('i2')!.assignee?.id === 'elif', 'taken', patient);
  });

  it('says what is open now, and how a step went, by the number', async () => {
    const { element, press, adapter } = await opened();
    const { said } = listen(element);
    press('o');
    await waitUntil(() => said.length === 1, 'open', patient);
    press('t');
    await waitUntil(() => said.length === 2, 'taken', patient);
    adapter.script('update', { fail: new IncidentError('forbidden', 'Not on Sundays.') });
    press('j');
    press('t');
    await waitUntil(() => said.length === 3, 'refused', patient);
    expect(said.slice(0, 2)).to.deep.equal(['INC0001 is open.', 'Take: INC0001: done.']);
    expect(said[2]).to.match(/^Take: INC0002: .*Not on Sundays\.$/u);
  });

  it('tells of a step by its own name, also when the next one was begun before it came to its end', async () => {
    const page = await opened();
    const { element, press, adapter, root } = page;
    const { said } = listen(element);
    adapter.script('update', { delay: 300, fail: new IncidentError('forbidden', 'Not on Sundays.') });
    press('t');
    press('j');
    press('t');
    await waitUntil(() => said.length === 2, 'both have ended', patient);
    expect(said[0]).to.equal('Take: INC0002: done.');
    expect(said[1]).to.match(/^Take: INC0001: .*Not on Sundays\.$/u);
    const shown = [...root.querySelectorAll('.results li')].map(({ textContent }) => textContent.trim());
    expect(shown).to.have.lengthOf(1);
    expect(shown[0]).to.match(/^INC0001: .*Not on Sundays\.$/u);
  });

  it('does not show one’s own words as a change to look at', async () => {
    const later = now + 60 * minute;
    const page = await queueOf(many(5), { now: () => later });
    const { root, find, press, adapter, element, rows } = page;
    const { addEntry } = adapter;
    // As with most backends, words change the record they belong to.
    adapter.addEntry = async (...given) => {
      const entry = await addEntry(...given);
      adapter.change('i1', {});
      return entry;
    };
    rows()[0]!.focus();
    press('c');
    await waitUntil(() => root.querySelector('.sheet') !== null, 'a sheet', patient);
    const { said } = listen(element);
    type(find('#comment'), 'We are on it.');
    submit(page);
    await waitUntil(() => said.includes('Comment: INC0001: done.'), 'done', patient);
    adapter.change('i2', {});
    await waitUntil(() => root.querySelector('[data-id="i2"] .fresh') !== null, 'somebody else’s', patient);
    expect(root.querySelector('[data-id="i1"] .fresh')).to.equal(null);
  });

  it('asks in a sheet for what a step needs, and gives the focus back', async () => {
    const page = await opened();
    const { adapter, at, element, find, press, root, text } = page;
    press('j');
    press('h');
    await waitUntil(() => root.querySelector('.sheet') !== null, 'a sheet', patient);
    expect(text('.sheet .title')).to.equal('Put on hold: INC0002');
    expect(root.activeElement!.id).to.equal('hold-reason');
    submit(page);
    await waitUntil(() => text('#hold-reason-problem') !== '', 'what is missing', patient);
    expect(root.activeElement!.id).to.equal('hold-reason');
    choose(page, 'hold-reason', 'awaiting-caller');
    await element.updateComplete;
    submit(page);
    await waitUntil(() => root.querySelector('#comment-problem') !== null, 'words for the caller', patient);
    type(find('#comment'), 'Which printer is it?');
    submit(page);
    await waitUntil(() => adapter.record('i2')!.status.category === 'paused', 'on hold', patient);
    expect(adapter.calls.find(({ call }) => call === 'transition')!.with).to.deep.equal({
      to: 'paused',
      reason: 'awaiting-caller',
      comment: 'Which printer is it?',
    });
    await waitUntil(() => at() === 'i2', 'the focus is back on the line', patient);
    expect(root.querySelector('.sheet')).to.equal(null);
  });

  it('says in the sheet that its step was taken elsewhere meanwhile, keeps the words, and sends nothing', async () => {
    const page = await opened();
    const { adapter, element, find, press, root, text } = page;
    press('h');
    await waitUntil(() => root.querySelector('.sheet') !== null, 'a sheet', patient);
    choose(page, 'hold-reason', 'awaiting-caller');
    await element.updateComplete;
    type(find('#comment'), 'Which printer is it?');
    const store = element.closest('incident-desk')!.store!;
    const { incident } = store.incident('i1').value.view!;
    await store.transition('i1', { to: 'paused', reason: 'awaiting-change' }, incident);
    await waitUntil(() => root.querySelector('.sheet [role="alert"]') !== null, 'it says so', patient);
    expect(text('.sheet [role="alert"]')).to.contain('not possible any more');
    expect(find<HTMLTextAreaElement>('#comment').value).to.equal('Which printer is it?');
    submit(page);
    await element.updateComplete;
    expect(root.querySelector('.sheet')).not.to.equal(null);
    expect(root.querySelector('.results')).to.equal(null);
    expect(adapter.count('transition')).to.be.at.most(1);
  });

  it('lets what is resolved leave, and goes on at its neighbour with a word about it', async () => {
    const page = await opened();
    const { adapter, at, find, ids, press, root, text } = page;
    press('j');
    press('r');
    await waitUntil(() => root.querySelector('.sheet') !== null, 'a sheet', patient);
    find<HTMLInputElement>('input[value="workaround"]').click();
    choose(page, 'code', 'workaround-provided');
    type(find('#notes'), 'Another printer.');
    submit(page);
    await waitUntil(() => ids() === 'i1 i3 i4 i5', 'gone at once', patient);
    await waitUntil(() => at() === 'i3', 'at the neighbour', patient);
    await waitUntil(() => adapter.record('i2')!.status.category === 'resolved', 'resolved', patient);
    expect(adapter.calls.find(({ call }) => call === 'transition')!.with).to.deep.nested.include({
      'resolution.type': 'workaround',
    });
    expect(text()).to.contain('done');
  });

  it('comments, assigns and changes the priority', async () => {
    const page = await opened();
    const { adapter, element, find, press, root } = page;
    const sheet = (): Promise<void> =>
      waitUntil(() => root.querySelector('.sheet') !== null, 'a sheet', patient) as Promise<void>;
    press('c');
    await sheet();
    type(find('#comment'), 'We are on it.');
    submit(page);
    await waitUntil(() => adapter.count('addEntry') === 1, 'said', patient);
    await waitUntil(() => root.querySelector('.sheet') === null, 'closed', patient);
    await element.updateComplete;
    page.rows()[0]!.focus();
    press('p');
    await sheet();
    choose(page, 'impact', '1');
    choose(page, 'urgency', '1');
    await element.updateComplete;
    expect(page.text('.sheet')).to.contain('It becomes P1');
    submit(page);
    await waitUntil(() => adapter.record('i1')!.priority === 1, 'first priority', patient);
    expect(adapter.record('i1')!.assessment!.cell).to.deep.include({ impact: 1, urgency: 1 });
    await waitUntil(() => root.querySelector('.sheet') === null, 'closed', patient);
    page.rows()[0]!.focus();
    press('a');
    await sheet();
    submit(page);
    await element.updateComplete;
    expect(adapter.record('i1')!.assignee, 'nobody is named yet').to.equal(undefined);
    buttonOf(element, 'To me').click();
    submit(page);
    await waitUntil(() => adapter.record('i1')!.assignee?.id === 'elif', 'assigned', patient);
    await waitUntil(() => root.querySelector('.sheet') === null, 'closed', patient);
    page.rows()[0]!.focus();
    press('g');
    await sheet();
    type(find('#group'), 'Network');
    await waitUntil(() => root.querySelector('#group-option-0') !== null, 'a choice', patient);
    find('#group-option-0').click();
    type(find('#note'), 'It is the cable.');
    submit(page);
    await waitUntil(() => adapter.record('i1')!.group?.id === 'g-net', 'handed over', patient);
  });

  it('never takes a key while somebody types, nor one that is not its own', async () => {
    const { element, filter, find, press, rows, root } = await opened();
    filter('');
    for (const key of ['j', 't', 'r', '?', '/']) expect(press(key), key).to.equal(true);
    expect(root.querySelector('.sheet, dialog')).to.equal(null);
    rows()[0]!.focus();
    expect(press('y')).to.equal(true);
    expect(press('t', { ctrlKey: true })).to.equal(true);
    expect(press('r', { metaKey: true })).to.equal(true);
    const heard: string[] = [];
    const listen = (event: KeyboardEvent): void => void heard.push(event.key);
    document.addEventListener('keydown', listen);
    press('j');
    press('y');
    document.removeEventListener('keydown', listen);
    expect(heard).to.deep.equal(['y']);
    find('#key-button').focus();
    expect(press('t'), 'a step needs a line').to.equal(true);
    void element;
  });

  it('takes the place of a key where the keyboard writes no Latin letters', async () => {
    const { at, press } = await opened();
    press('о', { code: 'KeyJ' });
    expect(at()).to.equal('i2');
  });

  it('shows its keys, lets them be changed, and remembers that', async () => {
    const { at, element, find, press, root, text } = await opened();
    press('?');
    await waitUntil(
      () => root.querySelector<HTMLDialogElement>('#keys')?.open === true,
      'the sheet',
      patient,
    );
    expect(text('#keys')).to.contain('Take').and.to.contain('Resolve');
    const next = [...root.querySelectorAll<HTMLElement>('.key')][0]!;
    next.click();
    next.focus();
    press('t');
    await element.updateComplete;
    expect(text('#keys')).to.contain('t was the key for Take; that has none now.');
    find('#keys form button').click();
    await waitUntil(() => root.querySelector('#keys') === null, 'closed', patient);
    expect(at()).to.equal('i1');
    press('t');
    expect(at()).to.equal('i2');
    press('j');
    expect(at()).to.equal('i2');
    element.keys = 'next=d';
    await element.updateComplete;
    press('t');
    expect(at(), 'what somebody chose counts more than what the page wants').to.equal('i3');
  });

  it('lets a key be taken away, and the usual one come back', async () => {
    const page = await opened();
    const { adapter, at, element, find, press, root, text } = page;
    const button = (): HTMLElement => find('.key[data-key="next"]');
    press('?');
    await waitUntil(() => root.querySelector<HTMLDialogElement>('#keys')?.open, 'the sheet', patient);
    button().focus();
    button().click();
    await element.updateComplete;
    expect(text('#keys')).to.contain('No key').and.not.to.contain('Usual key');
    press('Delete');
    await waitUntil(() => button().ariaLabel === 'Change the key for Next: –', 'none', patient);
    expect(text('#keys [role="status"]')).to.equal('Next has no key now.');
    find('#keys form button').click();
    await waitUntil(() => root.querySelector('#keys') === null, 'closed', patient);
    press('j');
    expect(at(), 'nothing is done by it').to.equal('i1');
    press('?');
    await waitUntil(() => root.querySelector<HTMLDialogElement>('#keys')?.open, 'the sheet', patient);
    button().click();
    await element.updateComplete;
    await expectAccessible(element);
    buttonOf(element, 'Usual key: j').focus();
    buttonOf(element, 'Usual key: j').click();
    await waitUntil(() => button().ariaLabel === 'Change the key for Next: j', 'it is back', patient);
    await waitUntil(() => root.activeElement === button(), 'the keyboard stays at it', patient);
    button().click();
    await element.updateComplete;
    buttonOf(element, 'No key').click();
    await waitUntil(() => button().ariaLabel === 'Change the key for Next: –', 'none by a button', patient);
    buttonOf(element, 'Back to the usual keys').click();
    await waitUntil(() => button().ariaLabel === 'Change the key for Next: j', 'all are usual', patient);
    expect(adapter.count('update')).to.equal(0);
  });

  it('calls a key that the page wants the usual one', async () => {
    const { element, find, press, root, rows, text } = await queueOf(many(3), {
      attributes: { keys: 'next=d' },
    });
    rows()[0]!.focus();
    press('?');
    await waitUntil(() => root.querySelector<HTMLDialogElement>('#keys')?.open, 'the sheet', patient);
    expect(text('#keys')).not.to.contain('Back to the usual keys');
    find('.key[data-key="next"]').click();
    await element.updateComplete;
    press('Backspace');
    await waitUntil(() => text('#keys').includes('Back to the usual keys'), 'another one', patient);
    find('.key[data-key="next"]').click();
    await element.updateComplete;
    expect(text('#keys')).to.contain('Usual key: d');
  });

  it('lets a key mean one thing: one that the page gives is taken from what has it usually', async () => {
    const { at, element, find, press, root, rows } = await queueOf(many(3), {
      attributes: { keys: 'work=j resolve=d assign=d' },
    });
    const key = (action: string): string => find(`.key[data-key="${action}"]`).textContent.trim();
    rows()[0]!.focus();
    press('?');
    await waitUntil(() => root.querySelector<HTMLDialogElement>('#keys')?.open, 'the sheet', patient);
    expect(['work', 'next'].map(key), 'the page goes before what is usual').to.deep.equal(['j', '–']);
    expect(['assign', 'resolve'].map(key), 'of two that are given it the first has it').to.deep.equal([
      'd',
      '–',
    ]);
    // What somebody has changed stays, and the rest goes on following the page.
    find('.key[data-key="comment"]').click();
    find('.key[data-key="comment"]').focus();
    press('v');
    await waitUntil(() => key('comment') === 'v', 'changed', patient);
    element.keys = 'next=d comment=z';
    await waitUntil(() => key('next') === 'd', 'follows', patient);
    expect(['comment', 'work', 'assign', 'resolve'].map(key)).to.deep.equal(['v', 'n', 'a', 'r']);
    find('#keys form button').click();
    await waitUntil(() => root.querySelector('#keys') === null, 'closed', patient);
    press('d');
    expect(at()).to.equal('i2');
  });

  it('finds every command by a part of its name', async () => {
    const { element, find, press, root, text } = await queueOf(many(3), {
      attributes: { views: 'mine open' },
    });
    root.querySelector<HTMLElement>('.row-of')!.focus();
    press('k', { ctrlKey: true });
    await waitUntil(() => root.querySelector<HTMLDialogElement>('#palette')?.open === true, 'open', patient);
    const commands = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('.command')];
    const active = (): number[] =>
      commands().flatMap((one, at) => (one.hasAttribute('data-active') ? [at] : []));
    commands()[3]!.dispatchEvent(new PointerEvent('pointermove', { bubbles: true }));
    await waitUntil(() => active().join() === '3', 'mouse and keyboard are at one command', patient);
    type(find('#palette input'), 'view min');
    await element.updateComplete;
    expect(text('.commands')).to.equal('Views: Mine');
    press('Enter');
    await waitUntil(() => element.view === 'mine', 'the view', patient);
    expect(root.querySelector('#palette')).to.equal(null);
  });
});

describe('steps that are seldom taken in incident-list', () => {
  const opened = async (...incidents: readonly Incident[]) => {
    const page = await queueOf(incidents, { attributes: { view: 'all' } });
    page.rows()[0]!.focus();
    const command = async (words: string): Promise<void> => {
      page.press('k', { ctrlKey: true });
      await waitUntil(() => page.root.querySelector<HTMLDialogElement>('#palette')?.open, 'open', patient);
      type(page.find('#palette input'), words);
      await page.element.updateComplete;
    };
    return { ...page, command };
  };

  it('are found by their name as far as they can be taken now, and ask for what they need', async () => {
    const { adapter, command, find, press, root, text } = await opened(
      numbered(1, { status: { category: 'resolved' } }),
    );
    await command('hold');
    expect(text('#palette [role="status"]'), 'nothing is held that is resolved').to.equal('No such command.');
    find<HTMLDialogElement>('#palette').close();
    await waitUntil(() => root.querySelector('#palette') === null, 'closed', patient);
    await command('reop');
    expect(text('.commands')).to.equal('Reopen');
    press('Enter');
    await waitUntil(() => text('.sheet .title') === 'Reopen: INC0001', 'a sheet', patient);
    type(find('#why'), 'It is broken again.');
    find('.sheet [type="submit"]').click();
    await waitUntil(() => adapter.record('i1')!.status.category === 'active', 'reopened', patient);
  });

  it('go on at once where nothing is asked', async () => {
    const { adapter, command, press } = await opened(numbered(1, { status: { category: 'paused' } }));
    await command('resume');
    press('Enter');
    await waitUntil(() => adapter.record('i1')!.status.category === 'active', 'it goes on', patient);
  });

  it('are given a key by whoever takes them often', async () => {
    const { press, rows, text } = await queueOf([numbered(1, { status: { category: 'resolved' } })], {
      attributes: { view: 'all', keys: 'close=e' },
    });
    rows()[0]!.focus();
    press('e');
    await waitUntil(() => text('.sheet .title') === 'Close: INC0001', 'a sheet', patient);
  });

  it('close together what nobody has answered, with the prepared words', async () => {
    const { adapter, element, find, root, text } = await opened(
      numbered(1, { status: { category: 'resolved' } }),
      numbered(2, { status: { category: 'resolved' } }),
    );
    find('.all').click();
    await element.updateComplete;
    buttonOf(element, 'More').click();
    await element.updateComplete;
    const items = [...root.querySelectorAll<HTMLElement>('[role="menuitem"]')];
    expect(items.map((item) => item.textContent.trim())).to.deep.equal([
      'Close',
      'Reopen',
      'Propose a problem',
    ]);
    items[0]!.click();
    await waitUntil(() => text('.sheet .title') === 'Close: 2 selected', 'a sheet', patient);
    expect(find<HTMLTextAreaElement>('#comment').value).to.contain('We have closed this incident');
    find('.sheet [type="submit"]').click();
    await waitUntil(() => text('.results').includes('2 done'), 'both', patient);
    expect(['i1', 'i2'].map((id) => adapter.record(id)!.status.category)).to.deep.equal(['closed', 'closed']);
  });

  it('give the keyboard back to the button they were begun with, for several at once', async () => {
    const { element, find, press, root, text } = await opened(numbered(1), numbered(2));
    find('.all').click();
    await element.updateComplete;
    const more = buttonOf(element, 'More');
    const focused = (): string => root.activeElement?.textContent.trim() ?? '';
    more.click();
    await element.updateComplete;
    expect(focused()).to.equal('Make it a major incident');
    press('Escape');
    await waitUntil(() => focused() === 'More', 'left without a choice', patient);
    more.click();
    await element.updateComplete;
    buttonOf(element, 'Cancel the incident').click();
    await waitUntil(() => text('.sheet .title') === 'Cancel the incident: 2 selected', 'a sheet', patient);
    press('Escape');
    await waitUntil(() => focused() === 'More', 'the sheet is left', patient);
    const hold = find('[data-action="hold"]');
    hold.focus();
    hold.click();
    await waitUntil(() => text('.sheet .title') === 'Put on hold: 2 selected', 'a sheet', patient);
    press('Escape');
    await waitUntil(() => focused() === 'Put on hold', 'back at its own button', patient);
  });

  it('leave the keyboard in the list when the buttons go with the ticks, or with the last line', async () => {
    const page = await queueOf([numbered(1, { status: { category: 'resolved' } })], {
      attributes: { view: 'unconfirmed' },
    });
    const { at, element, find, press, root, text } = page;
    const tick = async (): Promise<void> => {
      find('.all').click();
      await element.updateComplete;
    };
    await tick();
    const clear = buttonOf(element, 'Clear the selection');
    clear.focus();
    clear.click();
    await waitUntil(() => at() === 'i1', 'at the line', patient);
    await tick();
    buttonOf(element, 'More').click();
    await element.updateComplete;
    buttonOf(element, 'Reopen').click();
    await waitUntil(() => text('.sheet .title').startsWith('Reopen'), 'a sheet', patient);
    type(find('#why'), 'It is broken again.');
    press('Enter', { ctrlKey: true });
    await waitUntil(() => root.querySelector('.row-of') === null, 'no line', patient);
    await waitUntil(() => root.activeElement?.id === 'filter', 'where something else is looked for', patient);
  });

  it('cancel as a repetition only of an incident that is there and is another one', async () => {
    const { adapter, command, element, find, press, text } = await opened(numbered(1), numbered(2));
    await command('cancel');
    press('Enter');
    await waitUntil(() => text('.sheet .title').startsWith('Cancel'), 'a sheet', patient);
    choose({ find } as QueuePage, 'cancel-reason', 'duplicate');
    await element.updateComplete;
    const sent = async (number: string): Promise<void> => {
      type(find('#duplicate-of'), number);
      find('.sheet [type="submit"]').click();
    };
    await sent('INC9999');
    await waitUntil(() => text('#duplicate-of-problem') !== '', 'what is wrong', patient);
    await sent('INC0001');
    await waitUntil(() => text('#duplicate-of-problem').includes('itself'), 'itself', patient);
    expect(adapter.count('transition')).to.equal(0);
    await sent('INC0002');
    await waitUntil(() => adapter.record('i1')!.status.category === 'cancelled', 'cancelled', patient);
  });
});

describe('many incidents at a time in incident-list', () => {
  it('are ticked by box, by key, in a row and all together', async () => {
    const { element, find, press, root, rows, text } = await queueOf(many(6));
    const boxes = () => [...root.querySelectorAll<HTMLInputElement>('.row-of .tick')];
    const ticked = (): string =>
      rows()
        .filter((row) => row.ariaSelected === 'true')
        .map((row) => row.dataset['id'])
        .join(' ');
    boxes()[1]!.click();
    await element.updateComplete;
    boxes()[3]!.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, shiftKey: true }));
    await element.updateComplete;
    expect(ticked()).to.equal('i2 i3 i4');
    expect(text('.bulk')).to.contain('3 selected');
    expect(element.selected, 'a tick opens nothing').to.equal(undefined);
    rows()[0]!.focus();
    press('x');
    await element.updateComplete;
    expect(ticked()).to.equal('i1 i2 i3 i4');
    expect(find<HTMLInputElement>('.all').indeterminate).to.equal(true);
    find('.all').click();
    await element.updateComplete;
    expect(ticked()).to.equal('i1 i2 i3 i4 i5 i6');
    find('.bulk .plain').click();
    await element.updateComplete;
    expect(ticked()).to.equal('');
  });

  it('get a step together, with a result for each', async () => {
    const { adapter, element, find, root, text } = await queueOf([
      numbered(1),
      numbered(2, { status: { category: 'paused' } }),
      numbered(3),
    ]);
    adapter.script('transition', { fail: new IncidentError('refused', 'Close its tasks first.') });
    find('.all').click();
    await element.updateComplete;
    find('[data-action="hold"]').click();
    await waitUntil(() => root.querySelector('.sheet') !== null, 'a sheet', patient);
    expect(text('.sheet .title')).to.equal('Put on hold: 3 selected');
    const reason = find<HTMLSelectElement>('#hold-reason');
    reason.value = 'awaiting-vendor';
    reason.dispatchEvent(new Event('change', { bubbles: true }));
    find('.sheet [type="submit"]').click();
    await waitUntil(() => text('.results').includes('1 done · 2 not possible'), 'results', patient);
    expect(text('.results ul')).to.contain('INC0002: Not from where it stands now.');
    expect(text('.results ul')).to.contain('INC0001: The ticket system refused this: Close its tasks first.');
    expect(adapter.record('i3')!.status.category).to.equal('paused');
  });

  it('are taken once by a double click, also where the ticket system takes its time', async () => {
    const { adapter, element, find, text } = await queueOf([numbered(1), numbered(2)]);
    find('.all').click();
    await element.updateComplete;
    for (let clicks = 0; clicks < 3; clicks++) find('[data-action="take"]').click();
    await waitUntil(() => text('.results').includes('2 done'), 'results', patient);
    expect(adapter.count('transition') + adapter.count('update')).to.equal(2);
    expect(text('.results')).not.to.contain('not possible');
  });

  it('can be taken again where that was refused', async () => {
    const { adapter, element, find, text } = await queueOf([numbered(1), numbered(2)]);
    const refused = { fail: new IncidentError('refused', 'Not now.') };
    adapter.script('update', refused, refused);
    find('.all').click();
    await element.updateComplete;
    find('[data-action="take"]').click();
    await waitUntil(() => text('.results').includes('2 not possible'), 'results', patient);
    const { store } = element.closest('incident-desk')!;
    for (const { mutation } of store!.outbox.value.items) await store!.discard(mutation.key);
    await element.updateComplete;
    find('[data-action="take"]').click();
    await waitUntil(() => adapter.record('i2')!.assignee?.id === 'elif', 'the second', patient);
  });

  it('are told of to the page, which may stop a step', async () => {
    const { adapter, element, find } = await queueOf([numbered(1), numbered(2)]);
    const heard: unknown[] = [];
    element.addEventListener('incident-step', (event) => {
      heard.push(event.detail);
      if (event.detail.incidentId === 'i1') event.preventDefault();
    });
    find('.all').click();
    await element.updateComplete;
    find('[data-action="take"]').click();
    await waitUntil(() => adapter.record('i2')!.assignee?.id === 'elif', 'the second', patient);
    expect(heard).to.deep.equal([
      { incidentId: 'i1', action: 'take', to: null },
      { incidentId: 'i2', action: 'take', to: null },
    ]);
    expect(adapter.record('i1')!.assignee).to.equal(undefined);
  });

  it('are not touched once they are out of sight', async () => {
    const { element, find, filter, ids, text, root } = await queueOf(many(6), {
      attributes: { 'group-by': 'priority' },
    });
    find('.all').click();
    await element.updateComplete;
    filter('priority:1 ');
    await waitUntil(() => ids() === 'i5', 'narrowed', patient);
    expect(root.querySelector('.bulk')).to.equal(null);
    expect(text('[role="status"]')).to.contain('1 of 6');
  });

  it('have their steps in a menu each', async () => {
    const { adapter, element, find, press, root, rows } = await queueOf([
      numbered(1),
      numbered(2, { status: { category: 'paused' } }),
    ]);
    rows()[1]!.querySelector<HTMLElement>('.menu-button')!.click();
    await element.updateComplete;
    const items = [...root.querySelectorAll<HTMLElement>('[role="menuitem"]')];
    const labels = items.map((item) => item.querySelector('span')!.textContent);
    expect(labels).to.include.members(['Open', 'Take', 'Resolve', 'Select']).and.not.include('Put on hold');
    expect(root.activeElement).to.equal(items[0]);
    press('ArrowDown');
    press('j');
    expect(root.activeElement).to.equal(items[1]);
    (root.activeElement as HTMLElement).click();
    await waitUntil(() => adapter.record('i2')!.assignee?.id === 'elif', 'taken', patient);
    expect(root.querySelector('#menu')).to.equal(null);
    expect(find('.row-of')).to.exist;
  });

  it('are only looked at where the backend can do nothing, or the page says so', async () => {
    const none = await queueOf(many(2), {
      without: ['update', 'transition', 'addEntry'],
    });
    expect(none.root.querySelector('.tick, .menu-button')).to.equal(null);
    const looked = await queueOf(many(2), { attributes: { 'read-only': '' } });
    expect(looked.root.querySelector('.tick, .menu-button')).to.equal(null);
    looked.rows()[0]!.focus();
    looked.press('t');
    await aTimeout(50);
    expect(looked.adapter.count('update')).to.equal(0);
    looked.press('j');
    expect(looked.at()).to.equal('i2');
  });
});

describe('a live incident-list under somebody’s hand', () => {
  const hurry = { attributes: { sort: 'priority' } };
  const urgent = [numbered(1, { priority: 2 }), numbered(2, { priority: 3 }), numbered(3, { priority: 4 })];

  it('keeps its order while the focus is in it, and offers the new one', async () => {
    const { adapter, at, element, find, ids, rows, text } = await queueOf(urgent, hurry);
    rows()[1]!.focus();
    adapter.change('i3', { priority: 1 });
    await waitUntil(() => rows()[2]!.textContent.includes('P1'), 'the news in place', patient);
    expect(ids()).to.equal('i1 i2 i3');
    expect(text('.changed')).to.equal('The order has changed. Show it');
    await adapter.create({ title: 'Fire', description: '', priority: 1 }, { key: 'fire' });
    await waitUntil(() => text('.changed').includes('1 is new'), 'a new one', patient);
    find('#order').click();
    await waitUntil(() => ids().startsWith('i3') || ids().startsWith('id-'), 'the new order', patient);
    await element.updateComplete;
    expect(rows()).to.have.length(4);
    expect(at()).to.equal('i2');
  });

  it('keeps it while a pointer is over it, and takes the new one up when both are gone', async () => {
    const { adapter, find, ids, rows } = await queueOf(urgent, hurry);
    find('.grid').dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'mouse' }));
    adapter.change('i3', { priority: 1 });
    await waitUntil(() => rows()[2]!.textContent.includes('P1'), 'the news in place', patient);
    expect(ids()).to.equal('i1 i2 i3');
    find('.grid').dispatchEvent(new PointerEvent('pointerleave', { pointerType: 'mouse' }));
    await waitUntil(() => ids() === 'i3 i1 i2', 'the new order', patient);
  });

  it('keeps what a colleague has closed where it is until the hand is gone, and says that it has left', async () => {
    const { adapter, element, ids, rows } = await queueOf(urgent, {
      attributes: { filter: 'priority:2,3,4', sort: 'number' },
    });
    rows()[2]!.focus();
    adapter.change('i1', { priority: 5 });
    await waitUntil(() => rows()[0]!.textContent.includes('no longer in this list'), 'said', patient);
    expect(ids()).to.equal('i1 i2 i3');
    rows()[2]!.blur();
    element.requestUpdate();
    await waitUntil(() => ids() === 'i2 i3', 'gone', patient);
  });

  it('keeps the focus on the record when the order changes below it', async () => {
    const { adapter, at, element, press, rows, ids } = await queueOf(urgent, hurry);
    rows()[2]!.focus();
    adapter.change('i3', { priority: 1 });
    await waitUntil(() => rows()[2]!.textContent.includes('P1'), 'the news in place', patient);
    press('u');
    await waitUntil(() => ids() === 'i3 i1 i2', 'the new order', patient);
    await element.updateComplete;
    expect(at()).to.equal('i3');
  });

  it('has no news for the hand where nothing has changed', async () => {
    const { element, rows, text } = await queueOf(
      [numbered(1, { loggedAt: now - minute }), numbered(2)],
      hurry,
    );
    rows()[0]!.focus();
    await element.refresh();
    await element.updateComplete;
    expect(text('.changed')).to.equal('');
  });
});
