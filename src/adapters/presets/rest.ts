import type { ProfileDefinition } from '../rest/profile.js';

/**
 * A plain JSON service made for these elements, for teams that put their own endpoint in front of something else.
 *
 * All bodies are JSON, all names are those of our `Incident` and `Entry` in camelCase, all instants are ISO 8601 with
 * zone. `status` is the category as text (`"active"`), with optional `statusCode` and `statusLabel` for the vendor's own
 * word. `service`, `ci` and `group` are `{ id, label }`; `caller`, `reporter` and `assignee` `{ id, name, email?, phone?,
 * location?, automatic? }`; `resolution` is `{ type, code?, notes, method?, verified? }`. Fields that are not set are left
 * out or null; null in a PATCH empties a field. People, services, items and groups are known by their `id`: what a person
 * has chosen is sent with it, and names may be equal. `assessment` is why the priority is what it is, an object to keep
 * and to return as it came; `custom` holds fields only you know, an object by name.
 *
 * | request | answer |
 * | --- | --- |
 * | `GET /incidents?limit&cursor&sort&…` | 200 `{ items: Incident[], next: string or null, total: number or null }` |
 * | `POST /incidents` with the draft and `clientId` | 201, the incident, `ETag` |
 * | `GET /incidents/{id}` | 200, the incident, `ETag` |
 * | `PATCH /incidents/{id}` with the changed fields, `If-Match` | 200, the incident, `ETag`; 412 when it has changed |
 * | `GET /incidents/{id}/steps` | 200 `{ items: [{ id, to, label?, status?: { code, label }, asks? }] }`: what is allowed now; 404 is fine |
 * | `POST /incidents/{id}/transitions` with `{ to, code?, step?, reason?, comment?, resolution?, assignee?, group?, custom? }`, `If-Match` | 200, the incident, `ETag` |
 * | `GET /incidents/{id}/entries?limit&cursor` | 200 `{ items: Entry[], next, total }`, newest first |
 * | `POST /incidents/{id}/entries` with `{ kind, text, occurredAt? }` | 201, the entry |
 * | `GET /describe` | 200 `{ create, edit }`, each a list of fields; 404 is fine |
 * | `GET /people?q&limit&cursor`, the same for `groups`, `services`, `items` | 200 `{ items: [{ id, label, hint? }], next, total }`; 404 is fine |
 * | `GET /me` | 200, the person who is signed in; 401 for nobody; 404 is fine |
 * | `GET /options` | 200 `{ services?, categories?, groups? }`, each a list of `{ id, label }`; 404 is fine |
 *
 * A field of `describe`, and of what a step `asks` for, is `{ name, label?, kind?, required?, readOnly?, maxLength?,
 * choices?, dependsOn?, custom? }` in our names and kinds, a choice `{ id, label, hint?, when? }`: `when` lists the values
 * of the field named in `dependsOn` it goes with. What you list is what is offered, in your order; a `custom` field is kept
 * under `custom`. `to` is the category a step leads to; a step is taken by `step`, the id you gave it a moment before, or
 * where you list none by `to` alone.
 *
 * Filters of the list, each optional and combined with "and": `status`, `priority` and `category` (several separated
 * by commas), `service`, `callerId`, `assigneeId`, `group`, `q` (words), and the instants `loggedFrom`, `loggedTo`,
 * `resolvedFrom`, `resolvedTo`, `updatedFrom` (from is inclusive, to exclusive). `sort` is a field with a minus before it for
 * descending: `-updatedAt`, `priority`. `cursor` is what the previous page returned as `next`.
 *
 * Every incident in a list carries `version`, the same text as the `ETag` of the single record, quotes included.
 *
 * Every write carries `Idempotency-Key`; a repeated key within 24 hours returns the stored answer without doing it again.
 * The same key with another body is 422, a key whose first request is still running 409.
 *
 * Errors are `application/problem+json`: `{ title, status, detail, errors?: [{ field or pointer, code?, message }] }`,
 * where `pointer` is a JSON pointer into the body (`/title`). 412 is a concurrent change, 401 a missing sign-in, 429 and 503
 * may carry `Retry-After`. A service on another origin has to expose `ETag`, `Location` and `Retry-After` to the page.
 */
type Field = NonNullable<NonNullable<ProfileDefinition['fields']>[string]>;

/** Fields whose names and values are the same on both sides. */
const named = (names: string, make: (name: string) => Field): Readonly<Record<string, Field>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, make(name)]));
const both = (name: string, more?: Field): Field => ({ read: name, write: name, ...more });
const whole = (name: string, filter?: string): Field => both(name, { filter, writeAs: 'object' });

const create = { method: 'POST', path: '/incidents' } as const;
const one = { method: 'GET', path: '/incidents/{id}' } as const;
const pages = {
  items: 'items',
  total: { path: 'total' },
  paging: { kind: 'cursor-body', limit: 'limit', max: 200 },
} as const;
const entries = `${one.path}/entries`;
const words = (kind: string) =>
  ({ ...create, path: entries, body: { kind: 'json', constants: { kind } } }) as const;
const choices = (field: string) => ({ op: 'options', field, id: 'id', label: 'label' });

const maybe = (path: string) => ({ method: 'GET', path, optional: true }) as const;
const found = (path: string) => ({ ...pages, ...maybe(path), query: { q: '{text}' } }) as const;

export const restPreset: ProfileDefinition = {
  name: 'rest',
  label: 'JSON service',
  headers: { Accept: 'application/json' },
  fields: {
    ...named(
      'clientId description effect subcategory contact location channel hasWorkaround occurredAt detectedAt major drill impact urgency',
      both,
    ),
    ...named(
      'id resolution holdReason pausedMs rating parentId duplicateOf acknowledgedAt firstResponseAt assignedAt closedAt reopenedAt dueAt reopenCount reassignmentCount escalationCount slaMet firstContact version url',
      (read) => ({ read }),
    ),
    ...named('ci reporter', whole),
    assessment: both('assessment'),
    custom: both('custom', { writeAs: 'object' }),
    title: both('title', { sort: 'title', required: true }),
    number: { read: 'number', sort: 'number' },
    status: {
      read: 'status',
      parts: { code: 'statusCode', label: 'statusLabel' },
      filter: 'status',
      sort: 'status',
    },
    priority: both('priority', { filter: 'priority', sort: 'priority' }),
    category: both('category', { filter: 'category' }),
    service: whole('service', 'service'),
    group: whole('group', 'group'),
    caller: whole('caller', 'callerId'),
    assignee: whole('assignee', 'assigneeId'),
    loggedAt: { read: 'loggedAt', filter: 'logged', sort: 'loggedAt' },
    updatedAt: { read: 'updatedAt', filter: 'updated', sort: 'updatedAt' },
    resolvedAt: { read: 'resolvedAt', filter: 'resolved' },
  },
  ops: {
    list: {
      ...pages,
      method: 'GET',
      path: '/incidents',
      filter: { dialect: 'params', text: ['q'] },
      sort: { kind: 'prefix', param: 'sort' },
    },
    get: one,
    create,
    update: { ...one, method: 'PATCH' },
    transition: { ...create, path: `${one.path}/transitions` },
    entries: { ...pages, method: 'GET', path: entries },
    comment: words('comment'),
    workNote: words('work-note'),
    steps: { method: 'GET', path: `${one.path}/steps`, items: 'items', optional: true },
    describe: maybe('/describe'),
    me: maybe('/me'),
    people: found('/people'),
    groups: found('/groups'),
    services: found('/services'),
    items: found('/items'),
    options: maybe('/options'),
  },
  describe: { op: 'describe' },
  choices: {
    people: { op: 'people' },
    groups: { op: 'groups' },
    services: { op: 'services' },
    items: { op: 'items' },
  },
  whoami: [{ op: 'me' }],
  options: {
    services: choices('services'),
    categories: choices('categories'),
    groups: choices('groups'),
  },
  lifecycle: {
    mode: 'action-endpoint',
    op: 'transition',
    step: 'step',
    steps: { from: 'backend', op: 'steps' },
  },
  timeline: [
    {
      op: 'entries',
      id: 'id',
      recordedAt: 'recordedAt',
      occurredAt: 'occurredAt',
      author: { read: 'author' },
      text: 'text',
      key: 'key',
      changes: 'changes',
      kind: 'kind',
      visibility: 'visibility',
    },
  ],
  concurrency: { mode: 'etag-header' },
  idempotency: { mode: 'header', header: 'Idempotency-Key', ttl: 86_400_000 },
  errors: {
    message: ['detail', 'title', 'message'],
    items: 'errors',
    code: 'code',
    // A key whose first request is still running is waited for; it is no conflict between two people.
    status: { '409': 'unavailable' },
  },
};

export default restPreset;
