// The desk with its store and our timeline in the shared bench: the whole history comes with the backend’s first answer.
import 'incident-elements/define/incident-desk';
import 'incident-elements/define/incident-timeline';

const kinds = {
  comment: 'comment',
  work_note: 'work-note',
  state_change: 'status',
  assignment: 'assignment',
  attachment: 'attachment',
  sla: 'sla',
  link: 'system',
};

const entryOf = (event) => ({
  id: event.id,
  incidentId: 'i1',
  kind: kinds[event.kind] ?? 'comment',
  visibility: event.kind === 'work_note' ? 'internal' : 'public',
  occurredAt: event.at,
  recordedAt: event.at,
  author: { id: event.actor, name: event.actor },
  text: event.text,
});

/** Pages after the first answer, which brings everything there is. */
const pageSize = 100;

/** A read-only backend in memory that can grow at both ends. A cursor is the id of the entry before it. */
function backend(events) {
  const listeners = new Set();
  const entries = events.map(entryOf).reverse();
  let isAsked = false;
  return {
    name: 'bench',
    id: `bench:${String(Math.random())}`,
    label: 'Bench',
    traits: {
      fields: {},
      entryKinds: [],
      sort: [],
      search: false,
      idempotency: 'none',
      concurrency: 'none',
    },
    list: async () => ({ items: [], total: 0 }),
    get: async () => Promise.reject(new Error('read-only')),
    entries: async (_id, { cursor }) => {
      const from = cursor === undefined ? 0 : entries.findIndex(({ id }) => id === cursor) + 1;
      const items = isAsked ? entries.slice(from, from + pageSize) : entries.slice();
      isAsked = true;
      // A cursor is always given, so that older entries can come in later.
      return { items, next: items.at(-1)?.id ?? cursor, total: null };
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    append(event) {
      entries.unshift(entryOf(event));
      for (const changed of listeners) changed({ incidentId: 'i1' });
    },
    prepend(events) {
      entries.push(...events.map(entryOf).reverse());
    },
  };
}

export async function mount(host, events) {
  const adapter = backend(events);
  const desk = Object.assign(document.createElement('incident-desk'), {
    adapterObject: adapter,
    persistence: 'none',
    lang: 'en',
    timeZone: 'UTC',
  });
  const timeline = Object.assign(document.createElement('incident-timeline'), {
    incidentId: 'i1',
    heading: 'none',
    readOnly: true,
    order: 'oldest-first',
  });
  timeline.style.setProperty('--incident-timeline-height', '640px');
  desk.append(timeline);
  host.append(desk);
  const scroller = () => timeline.shadowRoot?.querySelector('.scroller');
  return {
    rows: () => timeline.shadowRoot?.querySelectorAll('article').length ?? 0,
    scroller,
    append: (event) => adapter.append(event),
    prepend(events) {
      adapter.prepend(events);
      timeline.shadowRoot.querySelector('.more button').click();
    },
  };
}
