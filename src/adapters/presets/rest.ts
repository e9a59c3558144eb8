import type { ProfileDefinition } from '../rest/profile.js';

/**
 * A plain JSON service made for these elements, for teams that put their own endpoint in front of something else.
 *
 * All bodies are JSON, all names are those of our `Incident` and `Entry` in camelCase, all instants are ISO 8601 with
 * zone. `status` is the category as text (`"active"`), with optional `statusCode` and `statusLabel` for the vendor's own
 * word. `service`, `ci` and `group` are `{ id, label }`; `caller`, `reporter` and `assignee` `{ id, name, email?, phone?,
 * location?, automatic? }`; `resolution` is `{ type, code?, notes }`. Fields that are not set are left out or null;
 * null in a PATCH empties a field.
 *
 * | request | answer |
 * | --- | --- |
 * | `GET /incidents?limit&cursor&sort&…` | 200 `{ items: Incident[], next: string or null, total: number or null }` |
 * | `POST /incidents` with the draft and `clientId` | 201, the incident, `ETag` |
 * | `GET /incidents/{id}` | 200, the incident, `ETag` |
 * | `PATCH /incidents/{id}` with the changed fields, `If-Match` | 200, the incident, `ETag`; 412 when it has changed |
 * | `POST /incidents/{id}/transitions` with `{ to, reason?, comment?, resolution?, assignee? }`, `If-Match` | 200, the incident, `ETag` |
 * | `GET /incidents/{id}/entries?limit&cursor` | 200 `{ items: Entry[], next, total }`, newest first |
 * | `POST /incidents/{id}/entries` with `{ kind, text, occurredAt? }` | 201, the entry |
 * | `GET /options` | 200 `{ services?, categories?, groups? }`, each a list of `{ id, label }`; 404 is fine |
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
      'id resolution holdReason parentId duplicateOf acknowledgedAt firstResponseAt assignedAt closedAt reopenedAt dueAt reopenCount reassignmentCount escalationCount slaMet firstContact version url',
      (read) => ({ read }),
    ),
    ...named('ci reporter', whole),
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
    options: { method: 'GET', path: '/options', optional: true },
  },
  options: {
    services: choices('services'),
    categories: choices('categories'),
    groups: choices('groups'),
  },
  lifecycle: { mode: 'action-endpoint', op: 'transition' },
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
