// Our timeline alone in the shared bench: as the peers are given the events, it is given a store's state that hands over
// the very same ones. The whole desk with its real store is in w3.desk.js.
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

const viewOf = (event) =>
  Object.freeze({
    entry: {
      id: event.id,
      incidentId: 'i1',
      kind: kinds[event.kind] ?? 'comment',
      visibility: event.kind === 'work_note' ? 'internal' : 'public',
      occurredAt: event.at,
      recordedAt: event.at,
      author: { id: event.actor, name: event.actor },
      text: event.text,
    },
  });

/** A value that is replaced, as the store's are. */
function live(value) {
  const listeners = new Set();
  return {
    get value() {
      return value;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(next) {
      value = next;
      for (const listener of listeners) listener(value);
    },
  };
}

/** A timeline as the store keeps it, newest entry first, over events that are oldest first. */
function timelineOf(events) {
  const before = [];
  const after = [];
  const views = new WeakMap();
  const log = {
    get length() {
      return before.length + events.length + after.length;
    },
    at(index) {
      const place = log.length - 1 - index;
      const event =
        place < before.length
          ? before[place]
          : (events[place - before.length] ?? after[place - before.length - events.length]);
      if (!event) return undefined;
      let view = views.get(event);
      if (!view) views.set(event, (view = viewOf(event)));
      return view;
    },
  };
  let older = [];
  const state = {
    state: 'ready',
    refreshing: false,
    cached: false,
    entries: log,
    revision: 0,
    hasMore: true,
    total: null,
  };
  const timeline = live(state);
  const changed = () => timeline.set({ ...timeline.value, revision: timeline.value.revision + 1 });
  return {
    ...timeline,
    get value() {
      return timeline.value;
    },
    refresh: async () => {},
    loadTexts: async () => {},
    async loadMore() {
      before.unshift(...older.splice(0));
      changed();
    },
    append(event) {
      after.push(event);
      changed();
    },
    hold(events) {
      older = events;
    },
  };
}

export async function mount(host, events) {
  const timeline = timelineOf(events);
  const store = {
    author: '',
    adapter: { traits: {} },
    status: live({ connection: 'online', storage: 'memory', signedOut: false }),
    outbox: live({ items: [], unknown: 0, failed: 0, complete: true }),
    // The record the timeline belongs to never arrives: the peers have none either.
    incident: () => live({ state: 'loading', refreshing: false, cached: false }),
    open: () => timeline,
  };
  const key = Symbol.for('incident-elements:desks@1');
  const { desks } = (globalThis[key] ??= { desks: new Map(), listeners: new Set() });
  desks.set('bench', live({ phase: 'ready', store, language: 'en', timeZone: 'UTC' }));
  const element = Object.assign(document.createElement('incident-timeline'), {
    desk: 'bench',
    incidentId: 'i1',
    heading: 'none',
    readOnly: true,
    order: 'oldest-first',
  });
  element.style.setProperty('--incident-timeline-height', '640px');
  host.append(element);
  return {
    rows: () => element.shadowRoot?.querySelectorAll('article').length ?? 0,
    scroller: () => element.shadowRoot?.querySelector('.scroller'),
    append: (event) => timeline.append(event),
    prepend(events) {
      timeline.hold(events);
      element.shadowRoot.querySelector('.more button').click();
    },
  };
}
