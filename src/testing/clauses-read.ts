import type { ChoicePage, FieldDescription } from '../adapters/adapter.js';
import { linkIdOf } from '../adapters/choices.js';
import type { EditableField, Incident } from '../core/incident.js';
import { statusCategories } from '../core/incident.js';
import type { IncidentQuery, SortField } from '../core/query.js';
import { compileQuery } from '../core/query.js';
import { isIncidentError } from '../core/errors.js';
import { aDraft, anEntryDraft } from './builders.js';
import type { Bench, Clause, ContractSubject } from './contract.js';
import { alike, all, everyIncident, offered, offers, refusal, whose } from './contract.js';

const creates = offers('create');
const writes = (...fields: readonly EditableField[]): ((subject: ContractSubject) => boolean) =>
  all(
    creates,
    whose((traits) => fields.every((field) => traits.fields[field]?.write === true)),
  );

const keyOf: Readonly<Record<SortField, (incident: Incident) => number | string>> = {
  loggedAt: ({ loggedAt }) => loggedAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  priority: ({ priority }) => priority ?? Number.MAX_SAFE_INTEGER,
  number: ({ number }) => number,
  title: ({ title }) => title.toLowerCase(),
  status: ({ status }) => statusCategories.indexOf(status.category),
};

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 3));

/** Seven incidents that differ in everything a list can look at; two of them are further on in their lifecycle. */
async function queue({ adapter, subject, key }: Bench): Promise<readonly Incident[]> {
  const { traits } = subject.sample;
  const titles = [
    'delta line down',
    'Alpha printer jams',
    'charlie laptop lost',
    'Bravo mail slow',
    'golf scanner mute',
    'Echo phone dead',
    'foxtrot badge refused',
  ];
  for (const [at, title] of titles.entries()) {
    const made = await adapter.create(
      aDraft({
        title,
        // Many ticket systems know three.
        priority: (at % 3) + 1,
        ...(traits.fields.category?.write ? { category: at % 2 === 0 ? 'Network' : 'Hardware' } : {}),
        ...(traits.fields.service?.write
          ? {
              service: at % 3 === 0 ? { id: 'vpn', label: 'Remote access' } : { id: 'mail', label: 'E-mail' },
            }
          : {}),
      }),
      { key: key() },
    );
    // Instants have a resolution of a millisecond.
    await pause();
    if (!offers('transition')(subject) || at > 2) continue;
    const assignee = { id: 'lena', name: 'Lena Fischer' };
    const active = await adapter.transition(made.id, { to: 'active', assignee }, { key: key() });
    if (at === 0)
      await adapter.transition(
        active.id,
        { to: 'resolved', resolution: { type: 'permanent', code: 'done', notes: 'Replaced the cable.' } },
        { key: key() },
      );
  }
  return everyIncident(adapter);
}

const ids = (incidents: readonly Incident[]): string =>
  incidents
    .map(({ id }) => id)
    .sort()
    .join();

/** The adapter's own answer to a query against the query applied to everything it has. */
async function compare(
  { adapter, assert }: Bench,
  all: readonly Incident[],
  query: IncidentQuery,
): Promise<void> {
  const wanted = all.filter(compileQuery(query));
  assert(
    wanted.length > 0 && wanted.length < all.length,
    `the query ${JSON.stringify(query)} tells nothing about these incidents`,
  );
  const found = await everyIncident(adapter, query);
  assert(
    ids(found) === ids(wanted),
    `${JSON.stringify(query)} found ${found.map((one) => one.title).join(', ')}`,
  );
}

async function everyEntry(
  adapter: Bench['adapter'],
  id: string,
  limit: number,
): Promise<{ readonly pages: number; readonly ids: readonly string[] }> {
  const found: string[] = [];
  let cursor: string | undefined;
  for (let pages = 1; pages < 100; pages++) {
    const page = await adapter.entries(id, { limit, ...(cursor === undefined ? {} : { cursor }) });
    found.push(...page.items.map((entry) => entry.id));
    cursor = page.next;
    if (cursor === undefined) return { pages, ids: found };
  }
  throw new Error('The timeline did not end after 100 pages.');
}

const lookUps = ['people', 'groups', 'services', 'items'] as const;

/** A field that can be shown and filled in. */
function checkField(assert: Bench['assert'], { name, choices = [], dependsOn }: FieldDescription): void {
  assert(new Set(choices.map(({ id }) => id)).size === choices.length, `${name} has an id twice`);
  assert(
    choices.every(({ id, label }) => id !== '' && label !== ''),
    `${name} has a choice without id or label`,
  );
  assert(
    dependsOn !== undefined || choices.every(({ when }) => when === undefined),
    `${name} has choices for another field's values and does not say for which`,
  );
}

export const readClauses: readonly Clause[] = [
  {
    says: 'it says who it is and what it can do',
    check: ({ adapter, assert, subject }) => {
      assert(
        adapter.name !== '' && adapter.id !== '' && adapter.label !== '',
        'it has a name, an id and a label',
      );
      assert(alike(adapter.traits, subject.sample.traits), `it declares ${JSON.stringify(adapter.traits)}`);
      assert(alike(offered(adapter), offered(subject.sample)), `it offers ${offered(adapter).join(', ')}`);
      const { idempotency, entryKinds } = adapter.traits;
      assert(idempotency !== 'lookup' || adapter.findByKey !== undefined, 'what is looked up can be found');
      assert(
        entryKinds.length === 0 || adapter.addEntry !== undefined,
        'it takes the kinds of entries it names',
      );
      return Promise.resolve();
    },
  },
  {
    says: 'without incidents the list is empty and over',
    check: async ({ adapter, assert }) => {
      const page = await adapter.list({}, { limit: 10 });
      assert(page.items.length === 0 && page.next === undefined, 'no rows and no further page');
      assert(page.total === 0 || page.total === null, `the total is ${String(page.total)}`);
    },
  },
  {
    says: 'an incident that does not exist is not found, whatever its id looks like',
    check: async ({ adapter, assert }) => {
      for (const id of ['999999999', '../options', 'a/b?c#d']) {
        const error = await refusal(assert, `reading ${id}`, adapter.get(id));
        assert(error.kind === 'not-found', `${id} is ${error.kind}`);
      }
    },
  },
  {
    says: 'a read that is called off ends as aborted',
    check: async ({ adapter, assert }) => {
      const error = await refusal(
        assert,
        'the read',
        adapter.list({}, { limit: 10 }, { signal: AbortSignal.abort() }),
      );
      assert(error.kind === 'aborted' || error.kind === 'network', `kind is ${error.kind}`);
      assert(error.kind === 'aborted', 'a wish of the page is no failure of the network');
    },
  },
  {
    says: 'what is asked for has fields of different names, and choices of different ids with labels',
    when: offers('describe'),
    check: async ({ adapter, assert }) => {
      const { create, edit } = await adapter.describe();
      for (const fields of [create, edit]) {
        assert(new Set(fields.map(({ name }) => name)).size === fields.length, 'a field is named twice');
        for (const field of fields) checkField(assert, field);
      }
      assert(
        create.every(({ name }) => name !== ''),
        'every field has a name',
      );
    },
  },
  {
    says: 'look-ups find different ids with labels, page after page, and nothing for words nobody has',
    when: (subject) => lookUps.some((name) => offers(name)(subject)),
    check: async ({ adapter, assert, subject }) => {
      for (const name of lookUps.filter((one) => offers(one)(subject))) {
        const paged: string[] = [];
        const whole: ChoicePage = await adapter[name]('', { limit: 200 });
        let cursor: string | undefined;
        for (let pages = 0; pages < 300; pages++) {
          const page: ChoicePage = await adapter[name]('', {
            limit: 1,
            ...(cursor === undefined ? {} : { cursor }),
          });
          paged.push(...page.items.map(linkIdOf));
          cursor = page.next;
          if (cursor === undefined) break;
        }
        const found = whole.items.map(linkIdOf);
        assert(new Set(found).size === found.length, `${name}: a choice is there twice`);
        assert(
          whole.items.every(({ id, label }) => id !== '' && label !== ''),
          `${name}: a choice has no id or no label`,
        );
        assert(
          alike([...paged].sort(), [...found].sort()),
          `${name}: the pages together are ${paged.join()}`,
        );
        const [first] = whole.items;
        if (first) {
          const again = await adapter[name](first.label, { limit: 20 });
          assert(
            again.items.some(({ id }) => id === first.id),
            `${name}: "${first.label}" does not find itself`,
          );
        }
        const none = await adapter[name]('qqqq zzzz', { limit: 5 });
        assert(
          none.items.length === 0,
          `${name}: it finds ${String(none.items.length)} for no words of anybody`,
        );
      }
    },
  },
  {
    says: 'who is signed in is somebody with an id, or nobody',
    when: offers('whoami'),
    check: async ({ adapter, assert }) => {
      let person;
      try {
        person = await adapter.whoami();
      } catch (error) {
        // A backend may turn out not to tell.
        assert(isIncidentError(error) && error.kind === 'unsupported', `it failed: ${String(error)}`);
      }
      assert(person === undefined || person.id !== '', 'the person has an id');
    },
  },
  {
    says: 'the list has every incident exactly once, whatever the size of a page',
    when: creates,
    check: async (bench) => {
      const { adapter, assert } = bench;
      const all = await queue(bench);
      assert(all.length === 7, `there are ${String(all.length)} of seven`);
      for (const limit of [1, 3, 7]) {
        const paged = await everyIncident(adapter, {}, limit);
        assert(ids(paged) === ids(all), `pages of ${String(limit)} give ${String(paged.length)} rows`);
      }
      const page = await adapter.list({}, { limit: 3 });
      assert(
        page.items.length > 0 && page.items.length <= 3,
        `a page of at most three has ${String(page.items.length)}`,
      );
      assert(page.total === 7 || page.total === null, `the total is ${String(page.total)}`);
    },
  },
  {
    says: 'the list is in the order that is asked for, across pages too',
    when: all(
      creates,
      whose(({ sort }) => sort.length > 0),
    ),
    check: async (bench) => {
      const { adapter, assert, subject } = bench;
      await queue(bench);
      for (const field of subject.sample.traits.sort) {
        for (const direction of ['ascending', 'descending'] as const) {
          const rows = (await everyIncident(adapter, { sort: { field, direction } }, 3)).map(keyOf[field]);
          const sorted = [...rows].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
          assert(
            alike(rows, direction === 'ascending' ? sorted : sorted.reverse()),
            `${direction} by ${field}: ${rows.join(', ')}`,
          );
        }
      }
    },
  },
  {
    says: 'the list finds incidents by status',
    when: offers('create', 'transition'),
    check: async (bench) => {
      const all = await queue(bench);
      await compare(bench, all, { status: ['new'] });
      await compare(bench, all, { status: ['active', 'resolved'] });
      await compare(bench, all, {
        status: ['new', 'active'],
        sort: { field: 'status', direction: 'ascending' },
      });
    },
  },
  {
    says: 'the list finds incidents by priority, category and service',
    when: writes('priority', 'category', 'service'),
    check: async (bench) => {
      const all = await queue(bench);
      await compare(bench, all, { priority: [1, 2] });
      await compare(bench, all, { category: ['Network'] });
      await compare(bench, all, { service: 'vpn' });
      await compare(bench, all, { service: 'mail', priority: [2], category: ['Hardware'] });
    },
  },
  {
    says: 'the list finds incidents by the time they were logged: from is included, to is not',
    when: creates,
    check: async (bench) => {
      const all = await queue(bench);
      const times = all.map(({ loggedAt }) => loggedAt).sort((a, b) => a - b);
      const [from, to] = [times[2], times[5]];
      await compare(bench, all, { loggedFrom: from });
      await compare(bench, all, { loggedTo: to });
      await compare(bench, all, { loggedFrom: from, loggedTo: to });
    },
  },
  {
    says: 'the list finds incidents by words of the title, in any order and case',
    when: all(
      creates,
      whose(({ search }) => search),
    ),
    check: async (bench) => {
      const all = await queue(bench);
      await compare(bench, all, { text: 'printer' });
      await compare(bench, all, { text: 'SLOW bravo' });
    },
  },
  {
    says: 'a timeline is newest first, has every entry exactly once and begins with the logging',
    when: all(
      offers('create', 'entries', 'addEntry'),
      whose(({ entryKinds }) => entryKinds.includes('comment')),
    ),
    check: async ({ adapter, assert, key, subject }) => {
      const made = await adapter.create(aDraft(), { key: key() });
      const texts = ['one', 'two', 'three', 'four', 'five'];
      for (const text of texts) await adapter.addEntry(made.id, anEntryDraft({ text }), { key: key() });
      const { items } = await adapter.entries(made.id, { limit: 100 });
      assert(
        items.every((entry, at) => entry.recordedAt <= (items[at - 1]?.recordedAt ?? Infinity)),
        'no entry is newer than the one before it',
      );
      assert(
        items.every((entry) => entry.incidentId === made.id),
        'every entry belongs to the incident',
      );
      const comments = items.filter(({ kind }) => kind === 'comment');
      if (!offers('entryTexts')(subject))
        assert(
          alike(comments.map(({ text }) => text).reverse(), texts),
          'the comments are in the order they were written',
        );
      assert(comments.length === texts.length, `there are ${String(comments.length)} comments`);
      assert(items[items.length - 1]?.kind === 'created', 'the oldest entry is the logging');
      const paged = await everyEntry(adapter, made.id, 2);
      assert(paged.pages > 1, 'there is more than one page');
      assert(
        alike(
          paged.ids,
          items.map(({ id }) => id),
        ),
        'the pages together are the whole timeline',
      );
    },
  },
  {
    says: 'another tab is told of a change and which incident it was, and then not any more',
    when: (subject) => creates(subject) && subject.makeOther !== undefined,
    check: async ({ adapter, assert, key, other, subject }) => {
      const second = await other();
      const heard: (string | undefined)[] = [];
      let tell = (): void => undefined;
      const told = new Promise<boolean>((resolve) => {
        tell = () => resolve(true);
        setTimeout(() => resolve(false), subject.patience ?? 3_000);
      });
      const stop = second.subscribe?.(({ incidentId }) => {
        heard.push(incidentId);
        tell();
      });
      assert(stop !== undefined, 'it can be subscribed to');
      const made = await adapter.create(aDraft(), { key: key() });
      assert(await told, 'the other tab was told');
      assert(
        heard.every((id) => id === undefined || id === made.id),
        'no other incident was named',
      );
      assert((await second.get(made.id)).title === made.title, 'the other tab reads it');
      stop?.();
      const before = heard.length;
      await adapter.create(aDraft(), { key: key() });
      await new Promise((resolve) => setTimeout(resolve, 50));
      assert(heard.length === before, 'it hears nothing after it has stopped listening');
    },
  },
];
