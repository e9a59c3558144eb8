import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { startFaultServer } from '../../support/fault-server.mjs';
import { root } from '../../support/root.mjs';
import { importTs } from '../../support/run-ts.mjs';
import { operations as served } from '../../support/server/rest-wire.mjs';

const source = readFileSync(join(root, 'src/adapters/presets/rest.openapi.json'), 'utf8');
const format = JSON.parse(source);
const { schemas } = format.components;

/** Every operation of the description by its name. */
const described = Object.entries(format.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([method]) => method !== 'parameters')
    .map(([method, operation]) => ({
      name: operation.operationId,
      method: method.toUpperCase(),
      path,
      operation,
    })),
);
const byName = new Map(described.map((one) => [one.name, one]));
const lines = (rows) => rows.map(({ name, method, path }) => `${name}: ${method} ${path}`).sort();

/** The same description with nothing allowed beyond it, so that a word it does not know is noticed. */
function closed(node, name) {
  if (typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node)) return node.map((item) => closed(item));
  const { allOf, ...rest } = node;
  const copy = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, closed(value, key)]));
  // Parts stay open: each knows only its own properties.
  if (allOf) {
    const parts = allOf.map((part) =>
      part.properties ? { ...part, properties: closed(part.properties) } : part,
    );
    return { ...copy, allOf: parts, unevaluatedProperties: false };
  }
  if (node.properties && name !== 'IncidentFields') copy.additionalProperties = false;
  return copy;
}

const pointer = (...path) => path.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');

describe('the plain REST format', () => {
  let [server, world, ajv] = [];
  const done = new Set();

  before(async () => {
    server = await startFaultServer();
    world = `${server.origin}/w/format`;
    ajv = new Ajv2020({ strict: false, allErrors: true });
    ajv.addFormat(
      'date-time',
      (text) => /T.*(?:Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)),
    );
    ajv.addSchema({ ...closed(format), $id: 'rest' });
  });
  after(() => server.close());

  const check = (value, where, what) => {
    const validate = ajv.compile({ $ref: `rest#/${where}` });
    assert.ok(validate(value), `${what}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(value)}`);
  };

  let keys = 0;
  /**
   * Carries out an operation by its name and holds request and answer against the description.
   *
   * @returns status, headers and body of the answer
   */
  async function ask(name, { inputs = {}, query = {}, body, file, headers = {}, user = 'lena' } = {}) {
    const { method, path, operation } = byName.get(name);
    const address = path.replaceAll(/\{(\w+)\}/g, (_, input) => encodeURIComponent(inputs[input]));
    const below = pointer('paths', path, method.toLowerCase());
    const keyed = operation.parameters?.some(({ $ref }) => $ref === '#/components/parameters/Key');
    const answer = await fetch(`${world}${address}?${new URLSearchParams(query)}`, {
      method,
      headers: {
        ...(user ? { 'x-user': user } : {}),
        ...(keyed ? { 'idempotency-key': `key-${++keys}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: file ?? (body === undefined ? undefined : JSON.stringify(body)),
    });
    const type = answer.headers.get('content-type') ?? '';
    const read =
      answer.status === 204 ? undefined : type.includes('json') ? await answer.json() : await answer.blob();
    const { status } = answer;
    if (status < 300) {
      assert.ok(operation.responses[status], `${name} answers ${status}`);
      done.add(name);
      if (body !== undefined)
        check(body, `${below}/requestBody/content/application~1json/schema`, `${name} sends`);
      if (type.includes('json'))
        check(read, `${below}/responses/${status}/content/application~1json/schema`, `${name} answers`);
      if (operation.responses[status].headers?.ETag)
        assert.equal(answer.headers.get('etag'), read.version, `${name} has the version as its ETag`);
    } else check(read, 'components/schemas/Problem', `${name} answers ${status}`);
    return { status, headers: answer.headers, body: read };
  }

  const assessment = {
    priority: 1,
    cell: { impact: 1, urgency: 2, priority: 2 },
    ruleIds: ['cell:1/2', 'vip', 'override'],
    modifiers: [{ id: 'vip', label: 'A VIP suffers from it', from: 2, to: 1 }],
    override: { priority: 1, reason: 'The board meets today.', by: 'lena', at: 1_772_442_000_000 },
    inputs: { impact: 1, urgency: 2, facts: { vip: true } },
    matrixId: 'standard',
    matrixVersion: '1',
  };
  const draft = {
    title: 'Mail gateway is down',
    description: 'Since nine.',
    clientId: 'c-1',
    caller: { id: 'amara', name: 'typed by hand' },
    service: { id: 'mail', label: 'E-mail' },
    category: 'Software',
    impact: 1,
    urgency: 2,
    priority: 1,
    assessment,
    custom: { costCentre: '4711' },
  };
  const log = async (over = {}, headers) =>
    (await ask('create', { body: { ...draft, ...over }, headers })).body;

  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(JSON.parse(source));
    assert.ok(valid, JSON.stringify(errors));
    assert.match(format.openapi, /^3\.1/);
  });

  it('describes the operations the server of the tests has, and no other', () => {
    assert.deepEqual(lines(described), lines(served));
  });

  it('knows the fields of an incident, and of each whether a person may set it', async () => {
    const { fields } = await importTs('src/core/fields.ts');
    const settable = Object.keys(schemas.IncidentFields.properties);
    const whole = new Set([...settable, ...Object.keys(schemas.Incident.allOf[1].properties)]);
    const names = (rows) => rows.map(({ name }) => name).sort();
    assert.deepEqual(
      settable.filter((name) => !['assessment', 'custom'].includes(name)).sort(),
      names(fields.filter(({ editable }) => editable)),
    );
    assert.deepEqual(
      names(fields).filter((name) => !whole.has(name)),
      [],
    );
    assert.deepEqual(
      [...new Set(fields.map(({ kind }) => kind))].filter(
        (kind) => !schemas.FieldDescription.properties.kind.enum.includes(kind),
      ),
      [],
    );
  });

  it('says what create and edit ask for, and who asks', async () => {
    const { body } = await ask('describe');
    assert.ok(body.create.some(({ name, required }) => name === 'title' && required));
    assert.deepEqual(body.edit.find(({ name }) => name === 'subcategory').dependsOn, 'category');
    assert.ok((await ask('options')).body.services.length > 0);
    assert.equal((await ask('whoami')).body.name, 'Lena Fischer');
    assert.equal((await ask('whoami', { user: '' })).status, 204);
  });

  it('keeps a draft whole: the assessment, its own fields, and people by their ids', async () => {
    const made = await log();
    assert.deepEqual(made.assessment, assessment);
    assert.deepEqual(made.custom, draft.custom);
    assert.deepEqual(made.caller, { id: 'amara', name: 'Amara Okafor' });
    const changed = { ...assessment, ruleIds: ['cell:1/2'], override: undefined };
    const { body } = await ask('update', {
      inputs: made,
      body: JSON.parse(JSON.stringify({ assessment: changed, category: null })),
      headers: { 'if-match': made.version },
    });
    assert.deepEqual(
      [body.assessment.ruleIds, body.assessment.override, body.category],
      [['cell:1/2'], undefined, undefined],
    );
    assert.deepEqual((await ask('get', { inputs: made })).body, body);
  });

  it('refuses a change of a record that has moved on, an empty title and an unknown record', async () => {
    const made = await log();
    await ask('update', { inputs: made, body: { title: 'Theirs' } });
    const mine = { inputs: made, body: { title: 'Mine' }, headers: { 'if-match': made.version } };
    assert.equal((await ask('update', mine)).status, 412);
    const empty = await ask('create', { body: { title: ' ' } });
    assert.deepEqual([empty.status, empty.body.errors[0].pointer], [422, '/title']);
    assert.equal((await ask('get', { inputs: { id: 'nothing' } })).status, 404);
  });

  it('does a write once per key, refuses the key with other content, and finds what it has made', async () => {
    const headers = { 'idempotency-key': 'mine' };
    const made = await log({}, headers);
    assert.equal((await log({}, headers)).id, made.id);
    assert.equal((await ask('create', { body: { title: 'Other' }, headers })).status, 422);
    assert.deepEqual((await ask('findByKey', { inputs: { key: 'mine' } })).body, { ...made, key: 'mine' });
    assert.equal((await ask('findByKey', { inputs: { key: 'nobody’s' } })).status, 204);
    const step = { inputs: made, headers: { 'idempotency-key': 'step' } };
    await ask('transition', { ...step, body: { to: 'active' } });
    assert.equal((await ask('transition', { ...step, body: { to: 'active', comment: 'x' } })).status, 422);
  });

  it('lists by filters, words and order, page by page', async () => {
    const stamp = 'Carousel';
    for (const [i, priority] of [3, 1, 2].entries())
      await log({ title: `${stamp} ${i}`, priority, service: { id: i === 1 ? 'vpn' : 'mail', label: '' } });
    const query = { q: stamp.toLowerCase(), sort: '-priority', limit: '2' };
    const first = (await ask('list', { query })).body;
    const second = (await ask('list', { query: { ...query, cursor: first.next } })).body;
    assert.deepEqual(
      [...first.items, ...second.items].map(({ priority }) => priority),
      [3, 2, 1],
    );
    assert.deepEqual([first.total, second.next], [3, null]);
    const only = (query) => ask('list', { query: { q: stamp, ...query } }).then(({ body }) => body.total);
    assert.equal(await only({ service: 'mail', priority: '1,2' }), 1);
    assert.equal(await only({ callerId: 'jonas' }), 0);
    assert.equal(await only({ status: 'new,active', loggedFrom: '2020-01-01T00:00:00Z' }), 3);
    assert.equal(await only({ updatedFrom: '2999-01-01T00:00:00Z' }), 0);
    assert.equal((await ask('list', { query: { colour: 'red' } })).status, 400);
    const { groups } = (await ask('aggregate', { query: { q: stamp, by: 'service' } })).body;
    assert.deepEqual(groups.map(({ key, value }) => [key, value]).sort(), [
      ['mail', 2],
      ['vpn', 1],
    ]);
    const mean = await ask('aggregate', { query: { q: stamp, measure: 'mean', field: 'priority' } });
    assert.deepEqual(mean.body.groups, [{ key: '', n: 3, value: 2 }]);
  });

  it('tells the steps that are allowed now, and takes one by category, by code or by its id', async () => {
    const made = await log();
    const take = (body) => ask('transition', { inputs: made, body });
    const { body: steps } = await ask('steps', { inputs: made });
    const waits = steps.filter(({ to }) => to === 'paused');
    assert.equal(waits.length, 2);
    const paused = await take({ to: 'paused', code: waits[1].status.code, reason: 'Part ordered' });
    assert.deepEqual(
      [paused.body.statusCode, paused.body.holdReason],
      [waits[1].status.code, 'Part ordered'],
    );
    assert.equal((await take({ to: 'paused', step: waits[0].id })).status, 422);
    const active = await take({ to: 'active', assignee: { id: 'mehmet', name: '' } });
    assert.deepEqual([active.body.assignee.name, active.body.holdReason], ['Mehmet Şahin', undefined]);
    const lacking = await take({ to: 'resolved' });
    assert.deepEqual([lacking.status, lacking.body.errors[0].pointer], [422, '/resolution']);
    const resolution = { type: 'permanent', notes: 'Restarted.' };
    const resolved = await take({
      to: 'resolved',
      resolution,
      comment: 'It works again.',
      firstContact: true,
    });
    assert.ok(Date.parse(resolved.body.resolvedAt) > 0);
    assert.equal(resolved.body.firstContact, true);
    const { items } = (await ask('entries', { inputs: made, query: { limit: '2' } })).body;
    assert.deepEqual(
      items.map(({ kind, author }) => [kind, author.name]),
      [
        ['comment', 'Lena Fischer'],
        ['status', 'Lena Fischer'],
      ],
    );
    await ask('rate', { inputs: made, body: { score: 5, comment: 'Quick.' } });
    assert.equal((await ask('rate', { inputs: made, body: { score: 6 } })).status, 422);
    const clocks = (await ask('clocks', { inputs: made })).body;
    assert.deepEqual(
      clocks.map(({ kind, state }) => `${kind} ${state}`),
      ['response running', 'resolution met'],
    );
  });

  it('adds words and files, and gives words that come later when they are asked for', async () => {
    const made = await log();
    const note = { kind: 'work-note', text: 'Queue is full.', occurredAt: '2026-03-02T08:00:00+01:00' };
    const { body: entry } = await ask('addEntry', { inputs: made, body: note });
    assert.deepEqual([entry.visibility, entry.occurredAt], ['internal', note.occurredAt]);
    await fetch(`${world}/_control`, {
      method: 'POST',
      body: JSON.stringify({
        seed: { entries: [{ incidentId: made.id, kind: 'comment', text: 'Long words', deferred: true }] },
      }),
    });
    const { items } = (await ask('entries', { inputs: made })).body;
    const late = items.find(({ deferred }) => deferred);
    assert.equal(late.text, undefined);
    const texts = await ask('entryTexts', { inputs: made, query: { ids: `${late.id},nothing` } });
    assert.deepEqual(texts.body, { [late.id]: 'Long words' });

    const bytes = new Uint8Array([0, 255, 128, 10]);
    const headers = { 'content-type': 'image/png' };
    const { body: left } = await ask('attach', {
      inputs: made,
      query: { name: 'größe.png', visibility: 'internal' },
      file: bytes,
      headers,
    });
    const [told] = left.attachments;
    assert.deepEqual([left.kind, left.visibility], ['attachment', 'internal']);
    assert.deepEqual([told.name, told.size, told.type], ['größe.png', 4, 'image/png']);
    const { body: file } = await ask('attachment', { inputs: { id: told.id } });
    assert.deepEqual(new Uint8Array(await file.arrayBuffer()), bytes);
    const refused = async (type, size) =>
      (
        await ask('attach', {
          inputs: made,
          query: { name: 'x.bin' },
          file: new Uint8Array(size),
          headers: { 'content-type': type },
        })
      ).status;
    assert.deepEqual(
      [await refused('application/zip', 1), await refused('image/png', 20_000_001)],
      [415, 413],
    );
  });

  it('looks up people, groups, services and items page by page, two of one name told apart', async () => {
    const first = (await ask('people', { query: { q: 'weber jonas', limit: '1' } })).body;
    const second = (await ask('people', { query: { q: 'weber jonas', cursor: first.next } })).body;
    assert.deepEqual([first.total, second.next], [2, null]);
    assert.notEqual(first.items[0].hint, second.items[0].hint);
    for (const name of ['groups', 'services', 'items']) assert.ok((await ask(name)).body.total > 0, name);
    assert.equal((await ask('articles', { query: { q: 'outbox mail' } })).body.items[0].id, 'kb-1');
  });

  it('finds open incidents like the one being written', async () => {
    const made = await log({ title: 'Turnstile seven refuses badges' });
    const { body } = await ask('similar', {
      body: { title: 'turnstile refuses my badge', description: null },
    });
    assert.deepEqual(
      body.map(({ id }) => id),
      [made.id],
    );
  });

  it('relates incidents from both sides, keeps a checklist and who has which part', async () => {
    const [made, other] = [await log(), await log()];
    await ask('relate', { inputs: made, body: { kind: 'parent', id: other.id } });
    assert.deepEqual(
      (await ask('related', { inputs: other })).body.map(({ kind, number }) => [kind, number]),
      [['child', made.number]],
    );
    assert.equal((await ask('get', { inputs: made })).body.parentId, other.id);
    assert.equal((await ask('relate', { inputs: made, body: { kind: 'child', id: 'nothing' } })).status, 422);
    const second = { kind: 'parent', id: (await log()).id };
    assert.equal((await ask('relate', { inputs: made, body: second })).status, 422);
    await ask('relate', { inputs: made, body: { ...second, replaces: other.id } });
    assert.deepEqual(
      (await ask('related', { inputs: made })).body.map(({ id }) => id),
      [second.id],
    );
    assert.deepEqual((await ask('related', { inputs: other })).body, []);
    await ask('relate', { inputs: { id: second.id }, body: { kind: 'child', id: made.id, gone: true } });
    assert.deepEqual((await ask('related', { inputs: made })).body, []);
    assert.equal((await ask('get', { inputs: made })).body.parentId, undefined);

    const task = {
      id: 'call1',
      title: 'Call the vendor',
      kind: 'step',
      state: 'open',
      owner: { id: 'lena', name: '' },
    };
    const { body: saved } = await ask('saveTask', { inputs: made, body: task });
    const done = { ...task, state: 'done', result: 'Ordered.' };
    await ask('saveTask', { inputs: made, body: done, headers: { 'if-match': saved.version } });
    const late = await ask('saveTask', { inputs: made, body: task, headers: { 'if-match': saved.version } });
    assert.equal(late.status, 412);
    assert.deepEqual(
      (await ask('tasks', { inputs: made })).body.map(({ state, owner }) => [state, owner.name]),
      [['done', 'Lena Fischer']],
    );
    const skipped = await ask('saveTask', { inputs: made, body: { ...task, id: 'call2', state: 'skipped' } });
    assert.equal(skipped.status, 422);
    assert.equal(
      (await ask('entries', { inputs: made })).body.items[0].text,
      'The task "Call the vendor" was finished: Ordered.',
    );

    const part = { person: { id: 'mehmet', name: '' }, role: 'commander' };
    await ask('saveParticipant', { inputs: made, body: part });
    assert.equal((await ask('participants', { inputs: made })).body[0].person.name, 'Mehmet Şahin');
    await ask('saveParticipant', { inputs: made, body: part });
    assert.equal((await ask('participants', { inputs: made })).body.length, 1);
    await ask('saveParticipant', { inputs: made, body: { ...part, gone: true } });
    assert.deepEqual(
      (await ask('entries', { inputs: made })).body.items
        .slice(0, 2)
        .map(({ text, visibility }) => [text, visibility]),
      [
        ['Mehmet Şahin is no longer commander.', 'internal'],
        ['Mehmet Şahin is now commander.', 'internal'],
      ],
    );
    assert.deepEqual((await ask('participants', { inputs: made })).body, []);
  });

  it('keeps which incident a cancelled one repeats, named by its number, and takes no step for one that is not there', async () => {
    const [made, other] = [await log(), await log()];
    const step = { to: 'cancelled', reason: 'duplicate', duplicateOf: 'INC9999999' };
    assert.equal((await ask('transition', { inputs: made, body: step })).status, 422);
    const { body } = await ask('transition', { inputs: made, body: { ...step, duplicateOf: other.number } });
    assert.deepEqual([body.status, body.duplicateOf], ['cancelled', other.id]);
    const { body: seen } = await ask('related', { inputs: other });
    assert.deepEqual(
      seen.map(({ kind, id }) => [kind, id]),
      [['duplicate', made.id]],
    );
  });

  it('has been spoken here whole', () => {
    assert.deepEqual(
      described.map(({ name }) => name).filter((name) => !done.has(name)),
      [],
    );
  });
});
