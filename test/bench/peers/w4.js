// Our list in the shared bench: the backend in memory answers with everything at once, so the list sorts by itself; words
// are looked for by the backend.
import 'incident-elements/define/incident-desk';
import 'incident-elements/define/incident-list';

const statuses = {
  new: 'new',
  in_progress: 'active',
  on_hold: 'paused',
  resolved: 'resolved',
  closed: 'closed',
};
const fields = {
  number: 'number',
  title: 'title',
  priority: 'priority',
  updatedAt: 'updatedAt',
  state: 'status',
};

const incidentOf = (row) => ({
  id: row.id,
  number: row.number,
  title: row.title,
  description: '',
  status: { category: statuses[row.state] ?? 'new' },
  priority: row.priority,
  category: row.category,
  assignee: { id: row.assignee, name: row.assignee },
  loggedAt: row.openedAt,
  updatedAt: row.updatedAt,
});

const compare = (field, sign) => (a, b) => (a[field] < b[field] ? -sign : a[field] > b[field] ? sign : 0);

function backend(rows) {
  const listeners = new Set();
  const natural = rows.map(incidentOf);
  const placeOf = new Map(natural.map(({ id }, at) => [id, at]));
  const has = ({ title, number, assignee }, words) =>
    title.includes(words) ||
    number.toLowerCase().includes(words) ||
    assignee.name.toLowerCase().includes(words);
  return {
    name: 'bench',
    id: `bench:${String(Math.random())}`,
    label: 'Bench',
    traits: {
      fields: {},
      entryKinds: [],
      sort: ['number', 'title', 'priority', 'status', 'loggedAt', 'updatedAt'],
      search: true,
      idempotency: 'none',
      concurrency: 'none',
    },
    async list({ text, sort }) {
      const words = text?.toLowerCase();
      const found =
        words === undefined
          ? natural.slice()
          : natural.filter((incident) => has(incident, words));
      if (sort && sort.field !== 'loggedAt')
        found.sort(compare(sort.field, sort.direction === 'ascending' ? 1 : -1));
      return { items: found, total: found.length };
    },
    get: async () => Promise.reject(new Error('read-only')),
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    update10(changed) {
      for (const row of changed) natural[placeOf.get(row.id)] = incidentOf(row);
      for (const listener of listeners) listener({});
    },
  };
}

export async function mount(host, rows) {
  const adapter = backend(rows);
  const desk = Object.assign(document.createElement('incident-desk'), {
    adapterObject: adapter,
    persistence: 'none',
    lang: 'en',
    timeZone: 'UTC',
  });
  const list = Object.assign(document.createElement('incident-list'), {
    status: 'all',
    limit: 500,
    sort: 'loggedAt',
  });
  desk.append(list);
  host.append(desk);
  return {
    rows: () => list.shadowRoot?.querySelectorAll('.body .row-of').length ?? 0,
    first: () => list.shadowRoot?.querySelector('.body .line-title')?.textContent?.trim() ?? '',
    sort: (key) => void (list.sort = key ? (fields[key] ?? key) : 'loggedAt'),
    filter: (text) => void (list.query = text ? { text } : undefined),
    update: (changed) => adapter.update10(changed),
  };
}
