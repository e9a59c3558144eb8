import type { ProfileDefinition } from '../rest/profile.js';

/**
 * A plain JSON service made for these elements, for teams that put their own endpoint in front of something else.
 *
 * `rest.openapi.json` beside this file says what such a service speaks: every operation of the port, with its bodies,
 * answers and headers. The package has it as `incident-elements/rest.openapi.json`.
 */
type Field = NonNullable<NonNullable<ProfileDefinition['fields']>[string]>;

/** Fields whose names and values are the same on both sides. */
const named = (names: string, make: (name: string) => Field): Readonly<Record<string, Field>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, make(name)]));
const both = (name: string, more?: Field): Field => ({ read: name, write: name, ...more });
const whole = (name: string, more?: Field): Field => both(name, { ...more, writeAs: 'object' });

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
      'clientId description effect subcategory contact location channel hasWorkaround occurredAt detectedAt major drill impact urgency confirmedAt',
      both,
    ),
    ...named(
      'id resolution holdReason pausedMs rating parentId duplicateOf acknowledgedAt firstResponseAt assignedAt closedAt reopenedAt dueAt reopenCount reassignmentCount escalationCount recategorisationCount slaMet responseMet firstContact version url',
      (read) => ({ read }),
    ),
    ...named('ci reporter confirmedBy', (name) => whole(name)),
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
    category: both('category', { filter: 'category', exact: true }),
    service: whole('service', { filter: 'service', exact: true }),
    group: whole('group', { filter: 'group', exact: true }),
    caller: whole('caller', { filter: 'callerId' }),
    assignee: whole('assignee', { filter: 'assigneeId', exact: true }),
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
    transition: { ...create, path: `${one.path}/steps` },
    entries: { ...pages, method: 'GET', path: entries },
    comment: words('comment'),
    workNote: words('work-note'),
    attach: {
      ...create,
      path: `${one.path}/attachments`,
      query: { name: '{fileName}', visibility: '{visibility}' },
    },
    attachment: { method: 'GET', path: '/attachments/{file}' },
    relations: maybe(`${one.path}/relations`),
    relate: { ...create, path: `${one.path}/relations` },
    participants: { method: 'GET', path: `${one.path}/participants` },
    saveParticipant: { ...create, path: `${one.path}/participants` },
    tasks: { method: 'GET', path: `${one.path}/tasks` },
    saveTask: { ...create, path: `${one.path}/tasks` },
    steps: maybe(`${one.path}/steps`),
    describe: maybe('/description'),
    me: maybe('/me'),
    byKey: maybe('/keys/{key}'),
    people: found('/people'),
    groups: found('/groups'),
    services: found('/services'),
    items: found('/items'),
    options: maybe('/options'),
  },
  describe: { op: 'describe' },
  files: { op: 'attach', body: { kind: 'raw' }, download: { op: 'attachment' } },
  choices: {
    people: { op: 'people' },
    groups: { op: 'groups' },
    services: { op: 'services' },
    items: { op: 'items' },
  },
  related: {
    op: 'relations',
    kind: 'kind',
    number: 'number',
    title: 'title',
    url: 'url',
    relate: { op: 'relate', kind: 'kind', id: 'id', gone: 'gone', replaces: 'replaces' },
  },
  participants: { kind: 'rows', op: 'participants', save: { op: 'saveParticipant' } },
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
      files: { items: 'attachments', id: 'id', name: 'name', size: 'size', type: 'type' },
      kind: 'kind',
      visibility: 'visibility',
    },
  ],
  concurrency: { mode: 'etag-header' },
  idempotency: {
    mode: 'header',
    header: 'Idempotency-Key',
    ttl: 86_400_000,
    find: { op: 'byKey', read: 'key' },
  },
  errors: {
    message: ['detail', 'title', 'message'],
    items: 'errors',
    code: 'code',
    // A key whose first request is still running is waited for; it is no conflict between two people.
    status: { '409': 'unavailable' },
  },
};

export default restPreset;
