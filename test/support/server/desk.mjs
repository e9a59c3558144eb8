/**
 * A small service desk in memory: what a plain REST backend keeps and the rules it keeps it by. Written apart from the
 * product on purpose, so that a mistake there is not repeated here. Times on the wire are ISO 8601 in UTC.
 */

const steps = {
  new: ['active', 'paused', 'resolved', 'cancelled'],
  active: ['paused', 'resolved', 'cancelled'],
  paused: ['active', 'resolved', 'cancelled'],
  resolved: ['closed', 'active'],
  closed: [],
  cancelled: [],
};

const ownFields = new Set(['id', 'number', 'status', 'loggedAt', 'updatedAt', 'version', 'url']);
/** A version is the text of its ETag, quotes included. */
const quoted = (version) => (String(version).startsWith('"') ? String(version) : `"${version}"`);
const iso = (at) => new Date(at).toISOString();
const categoryOf = (status) => (typeof status === 'object' && status !== null ? status.category : status);
const printed = (value) =>
  value === undefined || value === null
    ? undefined
    : typeof value === 'object'
      ? (value.label ?? value.name ?? JSON.stringify(value))
      : String(value);

/** Thrown for input the desk does not take; the wire turns it into a problem. */
export class Refusal extends Error {
  constructor(status, message, errors) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

export function createDesk(now) {
  const incidents = new Map();
  const entries = new Map();
  let options = {
    services: [
      { id: 'mail', label: 'E-mail' },
      { id: 'vpn', label: 'Remote access' },
    ],
    groups: [{ id: 'service-desk', label: 'Service desk' }],
    categories: ['Hardware', 'Software', 'Network'].map((label) => ({ id: label, label })),
  };
  let lastId = 0;
  let lastEntry = 0;

  const log = (incidentId, entry, author, key) => {
    const at = iso(now());
    const whole = {
      id: `e${++lastEntry}`,
      incidentId,
      visibility: 'public',
      occurredAt: at,
      recordedAt: at,
      ...(author ? { author: { id: author, name: author } } : {}),
      ...(key ? { key } : {}),
      ...entry,
    };
    entries.get(incidentId).unshift(whole);
    return whole;
  };

  const checkedTitle = (title) => {
    if (typeof title !== 'string' || title.trim() === '')
      throw new Refusal(422, 'The title is missing', [
        { pointer: '/title', field: 'title', message: 'The title may not be empty.' },
      ]);
  };

  const known = (id) => {
    const incident = incidents.get(id);
    if (!incident) throw new Refusal(404, 'No such incident');
    return incident;
  };

  const store = (incident, change) => {
    const version = quoted((Number.parseInt(incident.version.slice(1), 10) || 0) + 1);
    const next = { ...incident, ...change, updatedAt: iso(now()), version };
    for (const [field, value] of Object.entries(next)) if (value === null) delete next[field];
    incidents.set(incident.id, next);
    return next;
  };

  /** The step itself with its milestones; the guards are the least a backend has. */
  const milestones = (incident, to) => {
    const from = categoryOf(incident.status);
    if (!steps[from]?.includes(to))
      throw new Refusal(422, `An incident that is ${from} cannot become ${to}.`, [
        { pointer: '/status', field: 'status', message: 'This step is not possible now.' },
      ]);
    const at = iso(now());
    return {
      status: typeof incident.status === 'object' ? { category: to } : to,
      ...(to === 'resolved' ? { resolvedAt: at } : {}),
      ...(to === 'closed' ? { closedAt: at } : {}),
      ...(to === 'active' && from === 'new' ? { acknowledgedAt: at, assignedAt: at } : {}),
      ...(to === 'active' && from === 'resolved'
        ? { resolvedAt: null, reopenedAt: at, reopenCount: (incident.reopenCount ?? 0) + 1 }
        : {}),
      ...(from === 'paused' ? { holdReason: null } : {}),
    };
  };

  return {
    options: () => options,
    all: () => [...incidents.values()],
    get: known,
    entriesOf: (id) => (known(id), entries.get(id)),
    state: () => ({ incidents: [...incidents.values()], entries: [...entries.values()].flat() }),

    create(input, author, key) {
      checkedTitle(input.title);
      const id = `i${++lastId}`;
      const at = iso(now());
      const given = Object.fromEntries(
        Object.entries(input).filter(([field, value]) => !ownFields.has(field) && value !== null),
      );
      const incident = {
        ...given,
        id,
        number: `INC${String(lastId).padStart(7, '0')}`,
        description: input.description ?? '',
        status: typeof input.status === 'object' && input.status !== null ? { category: 'new' } : 'new',
        loggedAt: at,
        updatedAt: at,
        version: quoted(1),
      };
      incidents.set(id, incident);
      entries.set(id, []);
      log(id, { kind: 'created' }, author, key);
      return incident;
    },

    update(id, patch, author, key) {
      const incident = known(id);
      if ('title' in patch) checkedTitle(patch.title);
      const { status, comment, reason, resolution, ...fields } = patch;
      const to = status === undefined ? undefined : categoryOf(status);
      const step = to === undefined || to === categoryOf(incident.status) ? {} : milestones(incident, to);
      const change = Object.fromEntries(Object.entries(fields).filter(([field]) => !ownFields.has(field)));
      const next = store(incident, {
        ...change,
        ...step,
        ...(resolution ? { resolution } : {}),
        ...(to === 'paused' && reason ? { holdReason: reason } : {}),
      });
      const changes = Object.keys(change)
        .filter((field) => JSON.stringify(incident[field]) !== JSON.stringify(next[field]))
        .map((field) => ({ field, from: printed(incident[field]), to: printed(next[field]) }));
      if (changes.length > 0)
        log(
          id,
          {
            kind: changes.every((c) => c.field === 'assignee' || c.field === 'group')
              ? 'assignment'
              : 'change',
            changes,
          },
          author,
          key,
        );
      if (step.status) {
        const moved = { field: 'status', from: categoryOf(incident.status), to };
        log(id, { kind: 'status', changes: [moved], ...(reason ? { text: reason } : {}) }, author, key);
      }
      if (comment) log(id, { kind: 'comment', text: comment }, author, key);
      return next;
    },

    addEntry(id, input, author, key) {
      const incident = known(id);
      if (typeof input.text !== 'string' || input.text.trim() === '')
        throw new Refusal(422, 'The text is missing', [
          { pointer: '/text', field: 'text', message: 'The text may not be empty.' },
        ]);
      const kind = input.kind ?? 'comment';
      // Words do not touch the record's fields: its version stays.
      incidents.set(id, { ...incident, updatedAt: iso(now()) });
      return log(
        id,
        {
          kind,
          visibility: kind === 'work-note' ? 'internal' : 'public',
          text: input.text,
          ...(input.occurredAt ? { occurredAt: input.occurredAt } : {}),
        },
        author,
        key,
      );
    },

    /** Puts records in as they are; what a record needs and has not is filled in. */
    seed({ incidents: records = [], entries: rows = [], options: choices }) {
      if (choices) options = choices;
      for (const record of records) {
        lastId += 1;
        const id = record.id ?? `i${lastId}`;
        const at = iso(now());
        const number = `INC${String(lastId).padStart(7, '0')}`;
        const least = {
          number,
          title: 'Untitled',
          description: '',
          status: 'new',
          loggedAt: at,
          updatedAt: at,
        };
        incidents.set(id, { ...least, ...record, id, version: quoted(record.version ?? 1) });
        if (!entries.has(id)) entries.set(id, []);
      }
      for (const row of rows) {
        known(row.incidentId);
        const { incidentId, author, ...entry } = row;
        log(incidentId, { ...entry, ...(author ? { author } : {}) });
      }
    },
  };
}
