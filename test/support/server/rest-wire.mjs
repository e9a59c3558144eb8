/**
 * The plain REST format of `src/adapters/presets/rest.openapi.json` from the backend's side: one row per operation, by
 * the names the description gives them.
 */
import { describe } from './catalogue.mjs';
import { json, problem } from './http.mjs';
import { stepsFrom } from './lifecycle.mjs';
import { aggregated, alike, filtered, hasWords, pageOf, sorted } from './query.mjs';
import { Refusal } from './refusal.mjs';

/** The body as an object. */
function input({ body }) {
  let value;
  try {
    value = JSON.parse(String(body));
  } catch {
    throw new Refusal(400, 'The body is no JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal(400, 'The body is no object');
  return value;
}

const by = ({ user, key }) => ({ user, key });
const nothing = { status: 204, headers: {}, body: '' };
const record = (incident, status = 200, headers = {}) =>
  json(status, incident, { etag: incident.version, ...headers });

/** The answer of a backend whose versions do not move, whatever becomes of what they stand for. */
const frozen = ({ headers, body, ...answer }) => ({
  ...answer,
  headers: headers.etag ? { ...headers, etag: '"1"' } : headers,
  body: typeof body === 'string' ? body.replaceAll(/"version":"\\"\d+\\""/g, '"version":"\\"1\\""') : body,
});

/** Refuses a change of a record that has moved on since it was read. */
function unchanged({ desk }, id, { ifMatch }) {
  if (ifMatch && ifMatch !== '*' && ifMatch !== desk.get(id).version)
    throw new Refusal(412, 'The record has changed meanwhile');
}

/** Choices whose label or second line has all words. */
const lookUp =
  (name) =>
  ({ desk }, { params }) => {
    const found = hasWords(params.get('q') ?? '');
    return pageOf(
      desk.choices()[name].filter(({ id, label, hint = '' }) => found(`${id} ${label} ${hint}`)),
      params,
    );
  };

/** `reads` marks a POST that only asks; every other one is a write. */
const rows = [
  {
    name: 'describe',
    method: 'GET',
    path: '/description',
    handle: ({ desk }) => json(200, describe(desk.choices())),
  },
  {
    name: 'options',
    method: 'GET',
    path: '/options',
    handle({ desk }) {
      const { services, categories, groups } = desk.choices();
      return json(200, { services, categories, groups });
    },
  },
  {
    name: 'list',
    method: 'GET',
    path: '/incidents',
    handle({ desk }, { params }) {
      const found = filtered(desk.all(), params, ['limit', 'cursor', 'sort']);
      return pageOf(sorted(found, params.get('sort') ?? '-updatedAt'), params);
    },
  },
  {
    name: 'create',
    method: 'POST',
    path: '/incidents',
    handle({ desk }, request) {
      const incident = desk.create(input(request), by(request));
      return record(incident, 201, { location: `${request.base}/incidents/${incident.id}` });
    },
  },
  { name: 'get', method: 'GET', path: '/incidents/{id}', handle: ({ desk }, _, id) => record(desk.get(id)) },
  {
    name: 'update',
    method: 'PATCH',
    path: '/incidents/{id}',
    handle(world, request, id) {
      unchanged(world, id, request);
      return record(world.desk.update(id, input(request), by(request)));
    },
  },
  {
    name: 'steps',
    method: 'GET',
    path: '/incidents/{id}/steps',
    handle: ({ desk }, _, id) => json(200, stepsFrom(desk.get(id))),
  },
  {
    name: 'transition',
    method: 'POST',
    path: '/incidents/{id}/steps',
    handle(world, request, id) {
      unchanged(world, id, request);
      return record(world.desk.takeStep(id, input(request), by(request)));
    },
  },
  {
    name: 'entries',
    method: 'GET',
    path: '/incidents/{id}/entries',
    handle: ({ desk }, { params }, id) => pageOf(desk.entriesOf(id), params),
  },
  {
    name: 'addEntry',
    method: 'POST',
    path: '/incidents/{id}/entries',
    handle: ({ desk }, request, id) => json(201, desk.addEntry(id, input(request), by(request))),
  },
  {
    name: 'entryTexts',
    method: 'GET',
    path: '/incidents/{id}/entry-texts',
    handle: ({ desk }, { params }, id) => json(200, desk.textsOf(id, (params.get('ids') ?? '').split(','))),
  },
  { name: 'people', method: 'GET', path: '/people', handle: lookUp('people') },
  { name: 'groups', method: 'GET', path: '/groups', handle: lookUp('groups') },
  { name: 'services', method: 'GET', path: '/services', handle: lookUp('services') },
  { name: 'items', method: 'GET', path: '/items', handle: lookUp('items') },
  {
    name: 'attach',
    method: 'POST',
    path: '/incidents/{id}/attachments',
    handle({ desk }, request, id) {
      const { params, type, body } = request;
      const visibility = params.get('visibility') === 'internal' ? 'internal' : 'public';
      const file = { name: params.get('name') ?? '', type, bytes: body };
      return json(201, desk.attach(id, file, visibility, by(request)));
    },
  },
  {
    name: 'attachment',
    method: 'GET',
    path: '/attachments/{id}',
    handle({ desk }, _, id) {
      const { name, type, bytes } = desk.file(id);
      return {
        status: 200,
        headers: {
          'content-type': type,
          // Never shown in the place of a page of this server.
          'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
          'x-content-type-options': 'nosniff',
        },
        body: bytes,
      };
    },
  },
  {
    name: 'articles',
    method: 'GET',
    path: '/articles',
    handle({ desk }, { params }) {
      const found = hasWords(params.get('q') ?? '');
      const { articles } = desk.choices();
      return pageOf(
        articles.filter(({ title, summary = '' }) => found(`${title} ${summary}`)),
        params,
      );
    },
  },
  {
    name: 'similar',
    method: 'POST',
    path: '/similar',
    reads: true,
    handle: ({ desk }, request) => json(200, alike(desk.all(), input(request))),
  },
  {
    name: 'related',
    method: 'GET',
    path: '/incidents/{id}/relations',
    handle: ({ desk }, _, id) => json(200, desk.relations(id)),
  },
  {
    name: 'relate',
    method: 'POST',
    path: '/incidents/{id}/relations',
    handle: ({ desk }, request, id) => (desk.relate(id, input(request), by(request)), nothing),
  },
  {
    name: 'tasks',
    method: 'GET',
    path: '/incidents/{id}/tasks',
    handle: ({ desk }, _, id) => json(200, desk.tasks(id)),
  },
  {
    name: 'saveTask',
    method: 'POST',
    path: '/incidents/{id}/tasks',
    handle: ({ desk }, request, id) =>
      json(200, desk.saveTask(id, input(request), by(request), request.ifMatch)),
  },
  {
    name: 'participants',
    method: 'GET',
    path: '/incidents/{id}/participants',
    handle: ({ desk }, _, id) => json(200, desk.participants(id)),
  },
  {
    name: 'saveParticipant',
    method: 'POST',
    path: '/incidents/{id}/participants',
    handle: ({ desk }, request, id) => (desk.saveParticipant(id, input(request), by(request)), nothing),
  },
  {
    name: 'rate',
    method: 'POST',
    path: '/incidents/{id}/rating',
    handle: ({ desk }, request, id) => (desk.rate(id, input(request), by(request)), nothing),
  },
  {
    name: 'aggregate',
    method: 'GET',
    path: '/aggregate',
    handle({ desk, now }, { params }) {
      const [groupBy, measure, field] = ['by', 'measure', 'field'].map((name) => params.get(name));
      const found = filtered(desk.all(), params, ['by', 'measure', 'field']);
      const groups = aggregated(found, { by: groupBy, measure: measure ?? 'count', field });
      return json(200, { groups, asOf: new Date(now()).toISOString() });
    },
  },
  {
    name: 'clocks',
    method: 'GET',
    path: '/incidents/{id}/clocks',
    handle: ({ desk }, _, id) => json(200, desk.clocks(id)),
  },
  {
    name: 'whoami',
    method: 'GET',
    path: '/me',
    handle: ({ desk }, { user }) => (user === '' ? nothing : json(200, desk.person(user))),
  },
  {
    name: 'findByKey',
    method: 'GET',
    path: '/keys/{key}',
    handle: ({ desk }, _, key) => {
      const made = desk.madeBy(key);
      return made ? record(made) : nothing;
    },
  },
];

export const operations = rows.map((row) => ({
  ...row,
  pattern: new RegExp(`^${row.path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`),
}));

const found = ({ method, path }) => operations.find((row) => row.method === method && row.pattern.test(path));

/** Whether a request changes something when it is carried out. */
export const isWrite = (request) => request.method !== 'GET' && found(request)?.reads !== true;

/** The honest answer of the backend to one request. */
export function route(world, request) {
  const operation = found(request);
  if (!operation) return problem(404, `Nothing at ${request.method} ${request.path}`);
  try {
    const [, ...inputs] = operation.pattern.exec(request.path);
    const asked = world.frozenVersions ? { ...request, ifMatch: undefined } : request;
    const answer = operation.handle(world, asked, ...inputs.map(decodeURIComponent));
    return world.frozenVersions ? frozen(answer) : answer;
  } catch (error) {
    if (error instanceof Refusal) return problem(error.status, error.message, error.errors);
    if (error instanceof URIError) return problem(400, 'The address is malformed');
    throw error;
  }
}
