/**
 * A small service desk in memory: what a plain REST backend keeps and the rules it keeps it by. Written apart from the
 * product on purpose, so that a mistake there is not repeated here. Times on the wire are ISO 8601 in UTC.
 */
import { catalogue, refusalOfFile } from './catalogue.mjs';
import { clocksOf } from './clocks.mjs';
import { milestones, statusFields, statusOf, stepFor } from './lifecycle.mjs';
import { Refusal } from './refusal.mjs';

/** What only the desk itself may set. */
const ownFields = new Set([
  'id',
  'number',
  'status',
  'statusCode',
  'statusLabel',
  'loggedAt',
  'updatedAt',
  'version',
  'url',
]);
/** What a step brings along that is no field of the record, or becomes one by the desk's own rules. */
const stepWords = new Set(['step', 'to', 'code', 'reason', 'comment', 'resolution', 'firstContact']);
const persons = new Set(['caller', 'reporter', 'assignee', 'confirmedBy']);
const assigning = new Set(['assignee', 'group']);

/** What has been done to a task that stands there now. */
const taskWords = { open: 'reopened', active: 'started', done: 'finished', skipped: 'skipped' };

/** How the other record sees a relation; undefined where the other one is no incident. */
const seenFromThere = {
  parent: 'child',
  child: 'parent',
  'duplicate-of': 'duplicate',
  duplicate: 'duplicate-of',
  related: 'related',
  'caused-by': 'related',
  affects: undefined,
  problem: undefined,
  change: undefined,
};

/** The relations that are fields of the record as well. */
const ownRelation = { parent: 'parentId', 'duplicate-of': 'duplicateOf' };

/** A version is the text of its ETag, quotes included. */
const quoted = (version) => (String(version).startsWith('"') ? String(version) : `"${version}"`);
const iso = (at) => new Date(at).toISOString();

const printed = (value) =>
  value === undefined || value === null
    ? undefined
    : typeof value === 'object'
      ? (value.label ?? value.name ?? JSON.stringify(value))
      : String(value);

const refuse = (field, message) => {
  throw new Refusal(422, message, [{ pointer: `/${field}`, field, message }]);
};

const present = (text, field) => {
  if (typeof text !== 'string' || text.trim() === '') refuse(field, `The ${field} may not be empty.`);
};

const checkedTitle = (title) => {
  present(title, 'title');
  if (title.length > 200) refuse('title', 'The title may have 200 characters at most.');
};

/** @typedef {{ user: string, key?: string }} By who does something, and the key of the request */

export function createDesk(now) {
  let choices = catalogue();
  const incidents = new Map();
  const entries = new Map();
  /** What belongs to an incident and is no field of it, by the incident's id. */
  const besides = new Map();
  const files = new Map();
  const madeBy = new Map();
  let [lastId, lastEntry, lastFile] = [0, 0, 0];

  /** A person as the desk knows them: the id decides, the rest is filled in. */
  const personOf = ({ id, ...given }) => ({
    ...given,
    id,
    name: choices.people.find((one) => one.id === id)?.label ?? given.name ?? id,
  });

  const fieldsOf = (given) =>
    Object.fromEntries(
      Object.entries(given)
        .filter(([field]) => !ownFields.has(field))
        .map(([field, value]) => [field, persons.has(field) && value ? personOf(value) : value]),
    );

  const known = (id) => {
    const incident = incidents.get(id);
    if (!incident) throw new Refusal(404, 'No such incident');
    return incident;
  };

  const log = (incidentId, entry, { user, key } = {}) => {
    const at = iso(now());
    const whole = {
      id: `e${++lastEntry}`,
      incidentId,
      visibility: 'public',
      occurredAt: at,
      recordedAt: at,
      ...(user ? { author: personOf({ id: user }) } : {}),
      ...(key ? { key } : {}),
      ...entry,
    };
    entries.get(incidentId).unshift(whole);
    return whole;
  };

  const add = (incident) => {
    incidents.set(incident.id, incident);
    if (!entries.has(incident.id)) entries.set(incident.id, []);
    besides.set(incident.id, { relations: [], tasks: [], participants: [], pause: { total: 0 } });
    return incident;
  };

  const store = (incident, change) => {
    const version = quoted((Number.parseInt(incident.version.slice(1), 10) || 0) + 1);
    const next = { ...incident, ...change, updatedAt: iso(now()), version };
    for (const [field, value] of Object.entries(next)) if (value === null) delete next[field];
    incidents.set(incident.id, next);
    return next;
  };

  /** Changes fields and says so in the timeline. */
  const change = (incident, fields, by) => {
    const next = store(incident, fields);
    const changes = Object.keys(fields)
      .filter((field) => JSON.stringify(incident[field]) !== JSON.stringify(next[field]))
      .map((field) => ({ field, from: printed(incident[field]), to: printed(next[field]) }));
    if (changes.length > 0)
      log(
        incident.id,
        { kind: changes.every(({ field }) => assigning.has(field)) ? 'assignment' : 'change', changes },
        by,
      );
    return next;
  };

  /** An incident by its id or its number. */
  const named = (text) =>
    incidents.get(text) ?? [...incidents.values()].find(({ number }) => number === text);

  /** Keeps a relation once, or not at all. */
  const put = (place, relation, gone) => {
    const { relations } = besides.get(place);
    const at = relations.findIndex((one) => one.kind === relation.kind && one.id === relation.id);
    if (gone && at >= 0) relations.splice(at, 1);
    else if (!gone && at < 0) relations.push(relation);
  };

  const textOf = ({ text, deferred, ...entry }) => (deferred ? { ...entry, deferred } : { ...entry, text });

  return {
    choices: () => choices,
    all: () => [...incidents.values()],
    get: known,
    person: (id) => personOf({ id }),
    state: () => ({ incidents: [...incidents.values()], entries: [...entries.values()].flat() }),

    entriesOf: (id) => (known(id), entries.get(id).map(textOf)),
    textsOf: (id, wanted) => (
      known(id),
      Object.fromEntries(
        entries
          .get(id)
          .filter((entry) => wanted.includes(entry.id) && entry.text !== undefined)
          .map((entry) => [entry.id, entry.text]),
      )
    ),

    /** The incident that a request with this key has made. */
    madeBy(key) {
      const id = madeBy.get(key);
      return id === undefined ? undefined : { ...known(id), key };
    },

    /** @param {By} by */
    create(input, by) {
      checkedTitle(input.title);
      const id = `i${++lastId}`;
      const at = iso(now());
      const given = Object.entries(fieldsOf(input)).filter(([, value]) => value !== null);
      const incident = add({
        ...Object.fromEntries(given),
        id,
        number: `INC${String(lastId).padStart(7, '0')}`,
        description: input.description ?? '',
        ...statusFields('new'),
        loggedAt: at,
        updatedAt: at,
        version: quoted(1),
      });
      if (by.key) madeBy.set(by.key, id);
      log(id, { kind: 'created' }, by);
      return incident;
    },

    /** @param {By} by */
    update(id, patch, by) {
      const incident = known(id);
      if ('title' in patch) checkedTitle(patch.title);
      return change(incident, fieldsOf(patch), by);
    },

    /** One step with all that goes with it: either everything happens or nothing. */
    takeStep(id, request, by) {
      const incident = known(id);
      const { status } = stepFor(incident, request);
      const { to, reason, comment, resolution, firstContact } = request;
      const at = now();
      const { pause } = besides.get(id);
      if (to === 'paused') pause.since ??= at;
      else if (pause.since !== undefined) {
        pause.total += at - pause.since;
        delete pause.since;
      }
      const repeats = request.duplicateOf === undefined ? undefined : named(request.duplicateOf);
      if (request.duplicateOf !== undefined && (!repeats || repeats.id === id))
        refuse('duplicateOf', 'There is no such incident to repeat.');
      const asked = Object.fromEntries(
        Object.entries(fieldsOf({ ...request, ...(repeats ? { duplicateOf: repeats.id } : {}) })).filter(
          ([field, value]) => !stepWords.has(field) && value !== null,
        ),
      );
      if (repeats) {
        put(id, { kind: 'duplicate-of', id: repeats.id });
        put(repeats.id, { kind: 'duplicate', id });
      }
      const assigned = Object.keys(asked).length > 0 ? change(incident, asked, by) : incident;
      const next = store(assigned, {
        ...statusFields(status.code),
        ...milestones(incident, to, iso(at)),
        ...(resolution ? { resolution } : {}),
        ...(to === 'resolved' && typeof firstContact === 'boolean' ? { firstContact } : {}),
        holdReason: to === 'paused' ? (reason ?? null) : null,
      });
      const moved = { field: 'status', from: incident.status, to };
      log(id, { kind: 'status', changes: [moved], ...(reason ? { text: reason } : {}) }, by);
      if (comment) log(id, { kind: 'comment', text: comment }, by);
      return next;
    },

    addEntry(id, { kind = 'comment', text, occurredAt }, by) {
      const incident = known(id);
      present(text, 'text');
      if (!['comment', 'work-note'].includes(kind))
        refuse('kind', 'Only comments and work notes are written.');
      // Words do not touch the record's fields: its version stays.
      incidents.set(id, { ...incident, updatedAt: iso(now()) });
      return log(
        id,
        {
          kind,
          visibility: kind === 'work-note' ? 'internal' : 'public',
          text,
          ...(occurredAt ? { occurredAt } : {}),
        },
        by,
      );
    },

    /** @param {{ name: string, type: string, bytes: Buffer }} file */
    attach(id, file, visibility, by) {
      known(id);
      present(file.name, 'name');
      const refused = refusalOfFile(file);
      if (refused) throw new Refusal(refused, 'This file is not taken: see the description.');
      const fileId = `f${++lastFile}`;
      files.set(fileId, file);
      const { name, type, bytes } = file;
      const attachments = [{ id: fileId, name, type, size: bytes.length }];
      return log(id, { kind: 'attachment', visibility, attachments }, by);
    },
    file(id) {
      const file = files.get(id);
      if (!file) throw new Refusal(404, 'No such file');
      return file;
    },

    relations(id) {
      known(id);
      return besides.get(id).relations.map((relation) => {
        const other = incidents.get(relation.id);
        return other
          ? { ...relation, number: other.number, title: other.title, status: statusOf(other) }
          : relation;
      });
    },
    relate(id, { kind, id: otherId, gone = false, replaces }, by) {
      const incident = known(id);
      if (!(kind in seenFromThere)) refuse('kind', `There is no relation "${kind}".`);
      const other = incidents.get(otherId);
      const back = seenFromThere[kind];
      if (back && !other && !gone) refuse('id', 'No such incident.');
      if (otherId === id) refuse('id', 'An incident cannot be related to itself.');
      const field = ownRelation[kind];
      const had = gone || incident[field] === otherId ? undefined : incident[field];
      if (field && had && had !== replaces) refuse('id', 'It is part of another incident already.');
      if (field && had) {
        put(id, { kind, id: had }, true);
        if (incidents.has(had)) put(had, { kind: back, id }, true);
      }
      put(id, { kind, id: otherId }, gone);
      if (other && back) put(otherId, { kind: back, id }, gone);
      if (field && (!gone || incident[field] === otherId))
        change(incident, { [field]: gone ? null : otherId }, by);
      const there = other && ownRelation[back];
      if (there && (!gone || other[there] === id)) change(other, { [there]: gone ? null : id }, by);
    },

    tasks: (id) => (known(id), besides.get(id).tasks),
    /** Adds a task or puts another version in its place, and says so in the timeline. */
    saveTask(id, { version: _own, ...task }, by, ifMatch) {
      const incident = known(id);
      present(task.id, 'id');
      present(task.title, 'title');
      if (!['check', 'step'].includes(task.kind)) refuse('kind', 'There is no such kind of task.');
      if (!['open', 'active', 'done', 'skipped'].includes(task.state))
        refuse('state', 'There is no such state of a task.');
      if (task.state === 'skipped' || (task.state === 'done' && task.kind === 'check'))
        present(task.result, 'result');
      const { tasks } = besides.get(id);
      const place = tasks.findIndex((one) => one.id === task.id);
      const before = tasks[place];
      if (before && ifMatch && ifMatch !== '*' && ifMatch !== before.version)
        throw new Refusal(412, 'The task has changed meanwhile');
      const version = quoted(before ? Number.parseInt(before.version.slice(1), 10) + 1 : 1);
      const next = { ...task, ...(task.owner ? { owner: personOf(task.owner) } : {}), version };
      if (before) tasks[place] = next;
      else tasks.push(next);
      incidents.set(id, { ...incident, updatedAt: iso(now()) });
      const what = before?.state === next.state ? 'changed' : (taskWords[next.state] ?? next.state);
      const told = next.result ? `: ${next.result}` : '';
      const text = `The task "${next.title}" was ${before ? what : 'added'}${told}`;
      log(id, { kind: 'system', visibility: 'internal', text }, by);
      return next;
    },

    participants: (id) => (known(id), besides.get(id).participants),
    /** Gives somebody a part or takes it away, and says so in the timeline where anything changes by it. */
    saveParticipant(id, { person, role, gone = false }, by) {
      const incident = known(id);
      present(role, 'role');
      if (!person?.id) refuse('person', 'A participant is a person.');
      const all = besides.get(id).participants;
      const place = all.findIndex((one) => one.role === role && one.person.id === person.id);
      if (place >= 0 !== gone) return;
      if (gone) all.splice(place, 1);
      else all.push({ person: personOf(person), role });
      incidents.set(id, { ...incident, updatedAt: iso(now()) });
      const text = `${personOf(person).name} ${gone ? 'is no longer' : 'is now'} ${role}.`;
      log(id, { kind: 'system', visibility: 'internal', text }, by);
    },

    rate(id, { score, comment }, by) {
      const { status } = known(id);
      if (!Number.isInteger(score) || score < 1 || score > 5) refuse('score', 'The score is 1 to 5.');
      if (!['resolved', 'closed'].includes(status)) refuse('score', 'Only what is resolved can be rated.');
      log(id, { kind: 'system', text: [`Rated ${score} of 5.`, comment].filter(Boolean).join(' ') }, by);
    },

    clocks: (id) => clocksOf(known(id), besides.get(id).pause, now()),

    /** Puts records in as they are; what a record needs and has not is filled in. */
    seed({ incidents: records = [], entries: rows = [], catalogue: lists = {} }) {
      choices = { ...choices, ...lists };
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
        add({ ...least, ...record, id, version: quoted(record.version ?? 1) });
      }
      for (const { incidentId, ...entry } of rows) {
        known(incidentId);
        log(incidentId, entry);
      }
    },
  };
}
