// Our store in the shared bench. In bulk it keeps segments of 500 with the newest page as one record, as lists and
// timelines do; a mutation goes through the store's own command while the backend is out of reach, so that what is
// timed is the durable outbox; the other tab learns of it through its own store.
import { IncidentError } from 'incident-elements/core/errors';
import { createStore } from 'incident-elements/store/index';
import { createStorage } from 'incident-elements/store/storage';

const segment = 500;
const firstPage = 50;

/** A backend nobody reaches. */
const unreachable = (name) => {
  const fail = async () => Promise.reject(new IncidentError('network', 'Nobody is there.'));
  return {
    name: 'bench',
    id: `bench:${name}`,
    label: 'Bench',
    traits: {
      create: true,
      update: true,
      comment: true,
      workNote: true,
      transition: true,
      fields: {},
      sort: [],
      search: false,
      idempotency: 'native',
      concurrency: 'version',
      deferredTexts: false,
    },
    options: fail,
    list: fail,
    get: fail,
    create: fail,
    update: fail,
    transition: fail,
    addEntry: fail,
    entries: fail,
  };
};

const incidentOf = (row) => ({
  ...row,
  status: { category: 'active', code: row.state },
  assignee: { id: row.assignee, name: row.assignee },
  caller: { id: row.caller, name: row.caller },
  group: { id: row.group, label: row.group },
  loggedAt: row.openedAt,
  version: String(row.version),
});

export async function open(name) {
  const store = createStore({ adapter: unreachable(name), author: 'bench', pollInterval: 0 });
  const cache = createStorage(`incident-elements:bench-cache:${name}`, 'indexeddb');
  await cache.get('pages', '');
  return { store, cache };
}

const keyOf = (at) => `all|${String(at).padStart(9, '0')}`;

export async function bulkWrite({ cache }, list) {
  const segments = [];
  for (let at = 0; at < list.length; at += segment)
    segments.push([keyOf(at), { key: keyOf(at), items: list.slice(at, at + segment) }]);
  const newest = list.toSorted((a, b) => b.updatedAt - a.updatedAt).slice(0, firstPage);
  await Promise.all([cache.write('segments', segments), cache.write('pages', [['newest', newest]])]);
}

export async function readAll({ cache }) {
  const segments = await cache.list('segments', 'all|');
  return segments.reduce((sum, { items }) => sum + items.length, 0);
}

export const page = async ({ cache }, count) => (await cache.get('pages', 'newest')).slice(0, count).length;

export const mutate = ({ store }, incident) =>
  store.updateIncident(
    incident.id,
    { title: incident.title, holdReason: 'caller' },
    incidentOf(incident),
    store.newKey(),
  );

export async function watch({ store }, changed) {
  const seen = new Set();
  store.outbox.subscribe(({ items }) => {
    for (const { mutation } of items) {
      if (seen.has(mutation.key)) continue;
      seen.add(mutation.key);
      changed(mutation.intent.patch.title);
    }
  });
}

export const close = ({ store, cache }) => {
  store.dispose();
  cache.close();
};
