import type { Adapter } from '../adapters/adapter.js';
import type { Incident } from '../core/incident.js';
import { statusCategories } from '../core/incident.js';
import type { IncidentQuery, SortField } from '../core/query.js';
import { compileQuery } from '../core/query.js';
import { aDraft, anEntryDraft } from './builders.js';
import type { Bench, Clause, ContractSubject } from './contract.js';
import { alike, everyIncident, refusal } from './contract.js';

const creates = ({ capabilities }: ContractSubject): boolean => capabilities.create;
const writes =
  (field: 'service' | 'category' | 'priority') =>
  (subject: ContractSubject): boolean =>
    creates(subject) && subject.capabilities.fields[field]?.write === true;

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
  const { capabilities } = subject;
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
        priority: (at % 4) + 1,
        ...(capabilities.fields.category?.write ? { category: at % 2 === 0 ? 'Network' : 'Hardware' } : {}),
        ...(capabilities.fields.service?.write
          ? {
              service: at % 3 === 0 ? { id: 'vpn', label: 'Remote access' } : { id: 'mail', label: 'E-mail' },
            }
          : {}),
      }),
      { key: key() },
    );
    // Instants have a resolution of a millisecond.
    await pause();
    if (!capabilities.transition || at > 2) continue;
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
  adapter: Adapter,
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

export const readClauses: readonly Clause[] = [
  {
    says: 'it says who it is and what it can do',
    check: ({ adapter, assert, subject }) => {
      assert(
        adapter.name !== '' && adapter.id !== '' && adapter.label !== '',
        'it has a name, an id and a label',
      );
      assert(
        alike(adapter.capabilities, subject.capabilities),
        `it declares ${JSON.stringify(adapter.capabilities)}`,
      );
      assert(
        (adapter.capabilities.idempotency === 'lookup') === (adapter.findByKey !== undefined),
        'findByKey exists where it is declared',
      );
      assert(
        adapter.capabilities.deferredTexts === (adapter.entryTexts !== undefined),
        'entryTexts exists where it is declared',
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
    says: 'the choices of the form are lists of different ids with labels',
    check: async ({ adapter, assert }) => {
      const options = await adapter.options();
      for (const [field, choices] of Object.entries(options) as [
        string,
        readonly { id: string; label: string }[],
      ][]) {
        assert(new Set(choices.map(({ id }) => id)).size === choices.length, `${field} has an id twice`);
        assert(
          choices.every(({ id, label }) => id !== '' && label !== ''),
          `${field} has a choice without id or label`,
        );
      }
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
    when: (subject) => creates(subject) && subject.capabilities.sort.length > 0,
    check: async (bench) => {
      const { adapter, assert, subject } = bench;
      await queue(bench);
      for (const field of subject.capabilities.sort) {
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
    when: (subject) => creates(subject) && subject.capabilities.transition,
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
    when: (subject) =>
      writes('priority')(subject) && writes('category')(subject) && writes('service')(subject),
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
    when: (subject) => creates(subject) && subject.capabilities.search,
    check: async (bench) => {
      const all = await queue(bench);
      await compare(bench, all, { text: 'printer' });
      await compare(bench, all, { text: 'SLOW bravo' });
    },
  },
  {
    says: 'a timeline is newest first, has every entry exactly once and begins with the logging',
    when: (subject) => creates(subject) && subject.capabilities.comment,
    check: async ({ adapter, assert, key }) => {
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
      if (!adapter.capabilities.deferredTexts)
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
