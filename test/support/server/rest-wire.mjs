/**
 * The plain JSON REST format that `src/adapters/presets/rest.ts` writes down, from the backend's side.
 */
import { json, problem } from './http.mjs';
import { Refusal } from './desk.mjs';

const categories = ['new', 'active', 'paused', 'resolved', 'closed', 'cancelled'];
const idOf = (value) => (typeof value === 'object' && value !== null ? value.id : value);
const statusOf = (incident) => idOfStatus(incident.status);
const idOfStatus = (status) => (typeof status === 'object' && status !== null ? status.category : status);
const tag = (incident) => incident.version;

const oneOf = (read) => (values) => (incident) => values.includes(String(read(incident)));
const notBefore = (field) => (values) => (incident) =>
  incident[field] !== undefined && Date.parse(incident[field]) >= Date.parse(values[0]);
const before = (field) => (values) => (incident) =>
  incident[field] !== undefined && Date.parse(incident[field]) < Date.parse(values[0]);

const words = (values) => {
  const wanted = values.join(' ').toLowerCase().split(/\s+/).filter(Boolean);
  return (incident) => {
    const text = `${incident.number} ${incident.title} ${incident.description ?? ''}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
};

const person = (field) => oneOf((incident) => idOf(incident[field]));
const filters = {
  status: oneOf(statusOf),
  priority: oneOf((incident) => incident.priority),
  category: oneOf((incident) => incident.category),
  service: oneOf((incident) => idOf(incident.service)),
  caller: person('caller'),
  callerId: person('caller'),
  assignee: person('assignee'),
  assigneeId: person('assignee'),
  group: person('group'),
  q: words,
  text: words,
  clientId: oneOf((incident) => incident.clientId),
  loggedFrom: notBefore('loggedAt'),
  loggedTo: before('loggedAt'),
  resolvedFrom: notBefore('resolvedAt'),
  resolvedTo: before('resolvedAt'),
  updatedFrom: notBefore('updatedAt'),
};

const sortKeys = {
  loggedAt: (incident) => Date.parse(incident.loggedAt),
  updatedAt: (incident) => Date.parse(incident.updatedAt),
  priority: (incident) => incident.priority ?? Number.MAX_SAFE_INTEGER,
  number: (incident) => incident.number,
  title: (incident) => incident.title.toLowerCase(),
  status: (incident) => categories.indexOf(statusOf(incident)),
};

function comparison(sort) {
  const descending = sort.startsWith('-') || sort.endsWith(':desc') || sort.endsWith(':descending');
  const field = sort.replace(/^[-+]/, '').replace(/:.*$/, '');
  const key = sortKeys[field];
  if (!key) throw new Refusal(400, `Cannot sort by "${field}"`);
  const sign = descending ? -1 : 1;
  return (a, b) => {
    const [left, right] = [key(a), key(b)];
    if (left !== right) return left < right ? -sign : sign;
    return a.id < b.id ? -1 : 1;
  };
}

/** A page that begins behind the row the cursor names. */
function pageOf(rows, params) {
  const limit = Math.min(Math.max(Number.parseInt(params.get('limit') ?? '50', 10) || 50, 1), 200);
  const cursor = params.get('cursor');
  const start = cursor ? rows.findIndex((row) => row.id === cursor) + 1 : 0;
  const items = rows.slice(start, start + limit);
  const more = start + limit < rows.length;
  return json(200, { items, next: more ? items[items.length - 1].id : null, total: rows.length });
}

function list({ desk }, { params }) {
  const tests = [];
  for (const name of new Set(params.keys())) {
    if (['limit', 'cursor', 'sort'].includes(name)) continue;
    const filter = filters[name];
    if (!filter) throw new Refusal(400, `Unknown filter "${name}"`);
    tests.push(
      filter(
        params
          .getAll(name)
          .flatMap((value) => (name === 'q' || name === 'text' ? [value] : value.split(','))),
      ),
    );
  }
  const rows = desk.all().filter((incident) => tests.every((test) => test(incident)));
  return pageOf(rows.sort(comparison(params.get('sort') ?? '-updatedAt')), params);
}

function input({ body }) {
  let value;
  try {
    value = JSON.parse(body);
  } catch {
    throw new Refusal(400, 'The body is no JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal(400, 'The body is no object');
  return value;
}

const record = (incident, status = 200, headers = {}) =>
  json(status, incident, { etag: tag(incident), ...headers });

function matched({ desk }, id, request) {
  const incident = desk.get(id);
  if (request.ifMatch && request.ifMatch !== '*' && request.ifMatch !== tag(incident))
    throw new Refusal(412, 'The record has changed meanwhile');
  return id;
}

const routes = [
  ['GET', /^\/incidents$/, list],
  [
    'POST',
    /^\/incidents$/,
    ({ desk }, request) => {
      const incident = desk.create(input(request), request.user, request.key);
      return record(incident, 201, {
        location: `${request.base}/incidents/${encodeURIComponent(incident.id)}`,
      });
    },
  ],
  ['GET', /^\/incidents\/([^/]+)$/, ({ desk }, _, id) => record(desk.get(id))],
  [
    'PATCH',
    /^\/incidents\/([^/]+)$/,
    (world, request, id) =>
      record(world.desk.update(matched(world, id, request), input(request), request.user, request.key)),
  ],
  [
    'POST',
    /^\/incidents\/([^/]+)\/transitions$/,
    (world, request, id) => {
      const { to, assignee, ...rest } = input(request);
      const patch = { ...rest, status: to, ...(assignee ? { assignee } : {}) };
      return record(world.desk.update(matched(world, id, request), patch, request.user, request.key));
    },
  ],
  [
    'GET',
    /^\/incidents\/([^/]+)\/entries$/,
    ({ desk }, { params }, id) => pageOf(desk.entriesOf(id), params),
  ],
  [
    'POST',
    /^\/incidents\/([^/]+)\/entries$/,
    ({ desk }, request, id) => json(201, desk.addEntry(id, input(request), request.user, request.key)),
  ],
  ['GET', /^\/options$/, ({ desk }) => json(200, desk.options())],
];

/** The honest answer of the backend to one request. */
export function route(world, request) {
  try {
    for (const [method, path, handle] of routes) {
      const found = method === request.method && path.exec(request.path);
      if (found) return handle(world, request, ...found.slice(1).map(decodeURIComponent));
    }
    return problem(404, `Nothing at ${request.method} ${request.path}`);
  } catch (error) {
    if (error instanceof Refusal) return problem(error.status, error.message, error.errors);
    if (error instanceof URIError) return problem(400, 'The address is malformed');
    throw error;
  }
}
