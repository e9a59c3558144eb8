import { expect, waitUntil } from '@open-wc/testing';

import { expectAccessible } from '../support/accessible.js';
import { noNetwork } from '../support/scripted-adapter.js';
import { described, numbered, many, minute, now, queueOf } from '../support/queue-fixture.js';

const patient = { timeout: 5000 };
const groups = [
  { id: 'g-sd', label: 'Service desk' },
  { id: 'g-net', label: 'Network' },
];

const some = [
  numbered(1, {
    priority: 1,
    group: groups[0]!,
    category: 'Network',
    assignee: { id: 'elif', name: 'Elif Demir' },
  }),
  numbered(2, { priority: 2, group: groups[1]!, category: 'Hardware' }),
  numbered(3, { priority: 3, group: groups[0]!, category: 'Hardware', status: { category: 'paused' } }),
  numbered(4, { priority: 4, status: { category: 'resolved' }, group: groups[1]! }),
];

describe('the filter of incident-list', () => {
  it('narrows by a typed query, shows it as chips, and both are the same filter', async () => {
    const { element, filter, find, ids, press, root } = await queueOf(some, {
      description: described(groups),
    });
    filter('priority:1,2 -category:Hardware ');
    await waitUntil(() => ids() === 'i1', 'narrowed', patient);
    const chips = [...root.querySelectorAll('.chip')].map((chip) => chip.textContent?.trim());
    expect(chips).to.deep.equal(['Priority: P1, P2', 'not Category: Hardware']);
    expect(element.filter).to.equal('priority:1,2 -category:Hardware');
    expect(find<HTMLInputElement>('#filter').value).to.equal('');
    root.querySelectorAll<HTMLElement>('.chip')[1]!.click();
    await waitUntil(() => ids() === 'i1 i2', 'wider', patient);
    expect(element.filter).to.equal('priority:1,2');
    find('#filter').focus();
    press('Backspace');
    await element.updateComplete;
    expect(find<HTMLInputElement>('#filter').value).to.equal('priority:1,2');
    press('Escape');
    await waitUntil(() => ids() === 'i1 i2 i3', 'all that is open', patient);
  });

  it('says in words what has no value, and which day is meant', async () => {
    const { element, root } = await queueOf(some, { description: described(groups) });
    const chips = async (text: string): Promise<readonly string[]> => {
      element.filter = text;
      await element.updateComplete;
      return [...root.querySelectorAll('.chip')].map((chip) => chip.textContent?.trim() ?? '');
    };
    expect(await chips('assignee:none confirmedAt:none category:none,Network')).to.deep.equal([
      'Assigned to: nobody',
      'Confirmed: none',
      'Category: none, Network',
    ]);
    expect(await chips('loggedAt:>2026-11-01 -resolvedAt:<2026-11-01 age:>3d')).to.deep.equal([
      'Logged after 2026-11-01',
      'not Resolved before 2026-11-01',
      'Age over 3d',
    ]);
    expect(await chips('category:constructor'), 'a name that every object knows').to.deep.equal([
      'Category: constructor',
    ]);
  });

  it('offers fields and values while somebody types, by keyboard and by mouse, and takes none unasked', async () => {
    const { element, find, ids, filter, press, root } = await queueOf(some, {
      description: described(groups),
    });
    const offers = (): readonly string[] =>
      [...root.querySelectorAll('#filter-panel [role="option"]')].map((one) =>
        (one.textContent ?? '').replaceAll(/\s+/gu, ' ').trim(),
      );
    const field = find<HTMLInputElement>('#filter');
    field.focus();
    filter('gr');
    await element.updateComplete;
    expect(offers()).to.deep.equal(['Group group:']);
    expect(field.getAttribute('aria-expanded')).to.equal('true');
    await expectAccessible(element);
    press('ArrowDown');
    await element.updateComplete;
    expect(field.getAttribute('aria-activedescendant')).to.equal('filter-option-0');
    press('Enter');
    await element.updateComplete;
    expect(field.value).to.equal('group:');
    expect(offers(), 'its values come next').to.deep.equal(['Group: Service desk', 'Group: Network']);
    root.querySelector<HTMLElement>('#filter-option-1')!.click();
    await waitUntil(() => ids() === 'i2', 'one group', patient);
    expect(element.filter).to.equal('group:Network');
    expect(offers()).to.deep.equal([]);
    find<HTMLElement>('.chip').click();
    await waitUntil(() => ids() === 'i1 i2 i3', 'everything', patient);
    field.focus();
    filter('eli');
    await element.updateComplete;
    expect(offers(), 'somebody who has something').to.deep.equal(['Assigned to: Elif Demir']);
    press('Escape');
    await element.updateComplete;
    expect(offers()).to.deep.equal([]);
    expect(field.value, 'the first Escape closes the list').to.equal('eli');
    filter('elif');
    press('Enter');
    await element.updateComplete;
    expect(element.filter, 'Enter alone looks for the word').to.equal('elif');
    filter('eli');
    await element.updateComplete;
    field.blur();
    await element.updateComplete;
    expect(offers(), 'nobody types any more').to.deep.equal([]);
    field.focus();
    filter('eli');
    await element.updateComplete;
    press('ArrowDown');
    press('Tab');
    await waitUntil(() => ids() === 'i1', 'taken with the key that leaves', patient);
    expect(element.filter).to.equal('assignee:"Elif Demir"');
  });

  it('finds by the reference that an incident had before its number', async () => {
    const clientId = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
    const { filter, ids } = await queueOf([...some, numbered(5, { clientId })], {
      description: described(groups),
    });
    filter(`${clientId} `);
    await waitUntil(() => ids() === 'i5', 'typed plainly', patient);
    filter(`clientId:${clientId} `);
    await waitUntil(() => ids() === 'i5', 'typed with its name', patient);
  });

  it('has a view of what is due for closing where the policy says so, and none of it without a network', async () => {
    const at = now - 6 * 24 * 60 * minute;
    const resolved = { status: { category: 'resolved' }, resolvedAt: at } as const;
    const list = [
      ...some,
      numbered(6, { ...resolved, updatedAt: at }),
      numbered(7, resolved),
      numbered(8, { ...resolved, updatedAt: at, major: true }),
    ];
    const attributes = { views: 'unconfirmed closing', view: 'closing' };
    const { root, ids, adapter, desk, element } = await queueOf(list, {
      policy: { closure: { after: 'P5D' } },
      attributes,
    });
    await waitUntil(() => ids() === 'i6', 'silent for six days', patient);
    expect(root.querySelector('[data-view="closing"]')?.textContent).to.contain('1');
    adapter.always('list', { fail: noNetwork() });
    await element.refresh();
    await waitUntil(() => desk.store?.status.value.connection === 'offline', 'offline', patient);
    await waitUntil(() => ids() === '', 'nothing is claimed', patient);
    const without = await queueOf(list, { attributes });
    expect([...without.root.querySelectorAll('.view')].length).to.equal(1);
    const closing = await queueOf(list, {
      policy: { closure: { after: 'P5D' } },
      attributes,
      traits: { closes: true },
    });
    expect(closing.root.querySelector('[data-view="closing"]'), 'it closes them itself').to.equal(null);
  });

  it('has a view of what is resolved and not confirmed', async () => {
    const resolved = { status: { category: 'resolved' }, resolvedAt: now } as const;
    const list = [numbered(1, resolved), numbered(2, { ...resolved, confirmedAt: now })];
    const attributes = { views: 'unconfirmed', view: 'unconfirmed' };
    const there = await queueOf(list, { attributes, traits: { staysResolved: true } });
    await waitUntil(() => there.ids() === 'i1', 'the one nobody has confirmed', patient);
    await waitUntil(
      () => there.root.querySelector('[data-view="unconfirmed"]')?.textContent?.includes('1'),
      'counted',
      patient,
    );
  });

  it('waits for the end of what stands in quotes, letter by letter', async () => {
    const { element, filter, ids } = await queueOf(some, { description: described(groups) });
    const typed = 'group:"Service desk" ';
    for (let end = 1; end <= typed.length; end++) filter(typed.slice(0, end));
    await waitUntil(() => ids() === 'i1 i3', 'one group', patient);
    expect(element.filter).to.equal('group:"Service desk"');
  });

  it('is the same when it is chosen from the menu, and when the page sets it', async () => {
    const { element, find, ids } = await queueOf(some, { description: described(groups) });
    const add = find<HTMLSelectElement>('.add select');
    add.value = 'group:"Service desk"';
    add.dispatchEvent(new Event('change', { bubbles: true }));
    await waitUntil(() => ids() === 'i1 i3', 'one group', patient);
    add.value = 'group:Network';
    add.dispatchEvent(new Event('change', { bubbles: true }));
    await waitUntil(() => ids() === 'i1 i2 i3', 'either group', patient);
    expect(element.filter).to.equal('group:"Service desk",Network');
    element.filter = 'assignee:me';
    await waitUntil(() => ids() === 'i1', 'mine', patient);
  });

  it('says in place what it does not understand, and reads fields in the reader’s language', async () => {
    const { filter, find, ids, text } = await queueOf(some, { lang: 'de' });
    await waitUntil(() => text('[role="status"]').includes('Störungen'), 'German', patient);
    filter('priorität:1 farbe:rot ');
    await waitUntil(() => ids() === 'i1', 'narrowed', patient);
    expect(text('#filter-problem')).to.contain('Ein Feld „farbe“ gibt es nicht.');
    expect(find('#filter').getAttribute('aria-invalid')).to.equal('true');
  });

  it('asks the backend for words a moment after the last key, and empties itself again', async () => {
    const { adapter, element, filter, find, ids, text } = await queueOf(many(30), {
      attributes: { limit: '20' },
    });
    const before = adapter.count('list');
    filter('Number 1');
    filter('Number 17');
    await waitUntil(() => ids() === 'i17', 'found', patient);
    expect(adapter.count('list') - before).to.equal(1);
    filter('zebra');
    await waitUntil(() => element.matches(':state(empty)'), 'nothing', patient);
    expect(text()).to.contain('Nothing fits the filter.');
    find('.state button').click();
    await waitUntil(() => ids().split(' ').length === 20, 'all again', patient);
  });

  it('asks nobody where everything is loaded, and keeps each order it has worked out', async () => {
    const { adapter, element, filter, ids } = await queueOf(some, { description: described(groups) });
    const before = adapter.count('list');
    filter('group:"Service desk" ');
    await waitUntil(() => ids() === 'i1 i3', 'narrowed', patient);
    element.sort = '-priority';
    await waitUntil(() => ids() === 'i3 i1', 'sorted', patient);
    element.sort = 'group';
    element.filter = '';
    await waitUntil(() => ids() === 'i2 i1 i3', 'by a field the backend cannot sort by', patient);
    expect(adapter.count('list')).to.equal(before);
  });

  it('asks the backend what it can be asked and says what is filtered here, of how many', async () => {
    const { adapter, element, text, ids } = await queueOf(
      many(45).map((one, at) => (at % 2 ? one : { ...one, assignee: { id: 'elif', name: 'Elif Demir' } })),
      { attributes: { limit: '20' } },
    );
    element.filter = 'priority:1,2,3 assignee:none';
    await waitUntil(() => text('[role="status"]').includes('Filtered here'), 'said', patient);
    expect(adapter.calls.at(-1)!.with).to.deep.include({ priority: [1, 2, 3] });
    expect(text('[role="status"]')).to.match(/^\d+ incidents\. Filtered here, of 20 loaded\.$/u);
    expect(ids().split(' ').length).to.be.below(20);
  });

  it('searches what is loaded where the backend cannot search', async () => {
    const { filter, ids } = await queueOf(some, { traits: { search: false } });
    filter('Number 2');
    await waitUntil(() => ids() === 'i2', 'found', patient);
  });

  it('sorts by greatest risk or by any field, with one menu at every width', async () => {
    const { element, find, ids } = await queueOf(
      [
        numbered(1, { priority: 2, dueAt: now + 300 * minute }),
        numbered(2, { priority: 2, dueAt: now + 5 * minute }),
        numbered(3, { priority: 1 }),
        numbered(4, { priority: 4, major: true }),
      ],
      { attributes: { sort: 'risk' } },
    );
    expect(ids()).to.equal('i4 i3 i2 i1');
    element.style.inlineSize = '280px';
    const sort = find<HTMLSelectElement>('#sort');
    expect(sort.getBoundingClientRect().width).to.be.above(24);
    sort.value = 'updatedAt';
    sort.dispatchEvent(new Event('change', { bubbles: true }));
    await waitUntil(() => ids() === 'i1 i2 i3 i4', 'the newest change first', patient);
    expect(element.sort).to.equal('-updatedAt');
    find('#reverse').click();
    await waitUntil(() => ids() === 'i4 i3 i2 i1', 'the oldest change first', patient);
  });

  it('puts lines under headings by risk or by a field, with how many there are', async () => {
    const { element, find, headings, ids, press, rows, at } = await queueOf(
      [
        numbered(1, { priority: 3, dueAt: now + 20 * minute, firstResponseAt: now, acknowledgedAt: now }),
        numbered(2, { priority: 4, loggedAt: now, group: groups[1]! }),
        numbered(3, { priority: 2, major: true }),
        numbered(4, { priority: 5, dueAt: now - 20 * minute, firstResponseAt: now, acknowledgedAt: now }),
      ],
      { attributes: { sort: 'risk', 'group-by': 'risk' } },
    );
    expect(headings()).to.deep.equal(['Major 1', 'Late 1', 'Late within the hour 1', 'Later 1']);
    expect(ids()).to.equal('i3 i4 i1 i2');
    rows()[0]!.focus();
    press('ArrowDown');
    expect(at(), 'headings are passed over').to.equal('i4');
    const group = find<HTMLSelectElement>('#group-by');
    group.value = 'group';
    group.dispatchEvent(new Event('change', { bubbles: true }));
    await waitUntil(() => headings().join() === 'Network 1,– 3', 'by group', patient);
    expect(element.groupBy).to.equal('group');
  });
});

describe('the views of incident-list', () => {
  const mixed = [
    numbered(1, { assignee: { id: 'elif', name: 'Elif Demir' }, group: groups[0]!, acknowledgedAt: now }),
    numbered(2, { status: { category: 'new' }, major: true, loggedAt: now, updatedAt: now }),
    numbered(3, { updatedAt: now - 5 * 24 * 60 * minute, group: groups[1]! }),
    numbered(4, { status: { category: 'resolved' } }),
  ];

  it('are named in an attribute, count what they have, and are switched between without asking again', async () => {
    const { adapter, element, find, ids, root } = await queueOf(mixed, {
      attributes: {
        views: 'mine unassigned my-groups new major stale open all',
        view: 'open',
        'user-groups': 'network',
      },
    });
    const bar = () =>
      Object.fromEntries(
        [...root.querySelectorAll<HTMLElement>('.view')].map((view) => [
          view.dataset['view'],
          view.querySelector('.number')?.textContent,
        ]),
      );
    await waitUntil(() => bar()['all'] === '4', 'all counts', patient);
    expect(bar()).to.deep.equal({
      mine: '1',
      unassigned: '2',
      'my-groups': '1',
      new: '1',
      major: '1',
      stale: '1',
      open: '3',
      all: '4',
    });
    expect(find('.view[aria-current]').dataset['view']).to.equal('open');
    const before = adapter.count('list');
    find('[data-view="mine"]').click();
    await waitUntil(() => ids() === 'i1', 'mine', patient);
    expect(element.view).to.equal('mine');
    expect(element.filter).to.equal('status:open assignee:me');
    find('[data-view="unassigned"]').click();
    await waitUntil(() => ids().split(' ').sort().join() === 'i2,i3', 'unassigned', patient);
    expect(adapter.count('list')).to.equal(before);
    find('[data-view="stale"]').click();
    await waitUntil(() => ids() === 'i3', 'stale', patient);
    expect(element.sort).to.equal('updatedAt');
    find('[data-view="open"]').click();
    await waitUntil(() => element.sort === '-updatedAt', 'the list’s own order again', patient);
  });

  it('come with names and queries of one’s own from data in the page, which never runs', async () => {
    const { find, ids, text } = await queueOf(mixed, {
      attributes: { view: 'desk' },
      inside:
        '["open", {"id": "desk", "label": {"en": "The desk’s", "de": "Die der Theke"}, "query": "group:g-sd"}]',
    });
    await waitUntil(() => ids() === 'i1', 'a view of one’s own', patient);
    expect(text('.view[aria-current]')).to.contain('The desk’s');
    expect(find('[data-view="open"]').textContent).to.contain('Everything open');
  });

  it('say what is wrong with them', async () => {
    const { text, ids } = await queueOf(mixed, { inside: '[{"id": "x"}]' });
    await waitUntil(() => text('[role="alert"]').includes('views[0] has no "query"'), 'said', patient);
    expect(ids()).to.equal('i2 i1 i3');
    const named = await queueOf(mixed, { attributes: { views: 'mine yours' } });
    expect(named.text('[role="alert"]')).to.contain('there is no view "yours"');
  });

  it('leave out what nobody can know', async () => {
    const { root } = await queueOf(mixed, { attributes: { views: 'mine my-groups open' }, user: '' });
    expect(
      [...root.querySelectorAll<HTMLElement>('.view')].map((view) => view.dataset['view']),
    ).to.deep.equal(['open']);
  });
});

describe('the export of incident-list', () => {
  it('is what is shown, in its order, with columns named after the fields', async () => {
    const { element, filter, ids } = await queueOf(some, { attributes: { sort: 'risk' } });
    filter('category:Hardware ');
    await waitUntil(() => ids() === 'i2 i3', 'narrowed', patient);
    const [names, first, second, end] = element.exportCsv().split('\r\n');
    const at = names!.split(',').indexOf('number');
    expect([first, second].map((row) => row!.split(',')[at])).to.deep.equal(['INC0002', 'INC0003']);
    expect(end).to.equal('');
  });
});
