import { expect } from '@open-wc/testing';
import type { ProfileDefinition } from '../../../src/adapters/rest/index.js';
import { registerHook } from '../../../src/adapters/rest/index.js';
import type { Answer, Script, Sent } from './scripted-fetch.js';
import { plainRest } from './scripted-backend.js';
import { json, rejection } from './scripted-fetch.js';

const record = {
  id: '7',
  number: 'INC7',
  title: 'VPN down',
  description: '',
  status: 'new',
  loggedAt: '2026-11-22T08:00:00Z',
  updatedAt: '2026-11-22T08:00:00Z',
};
const draft = { title: 'VPN down', description: '' };

/** Answers by method and path below the base. */
const routes =
  (table: Readonly<Record<string, (sent: Sent) => Answer>>): Script =>
  (sent) =>
    table[`${sent.method} ${sent.path.replace(/^\/api/, '')}`]?.(sent) ?? json({ detail: 'Not found' }, 404);

describe('the id of what was made', () => {
  const remade = (from: 'body' | 'location'): Partial<ProfileDefinition> => ({
    ops: {
      create: {
        method: 'POST',
        path: '/incidents',
        afterWrite: 'locationRefetch',
        id: from === 'body' ? { from, path: 'id' } : { from },
      },
    },
  });

  for (const id of ['100%', 'a%2Fb', '%E4', 'INC 7'])
    it(`is taken from an answer as it stands there: ${id}`, async () => {
      const { adapter, sent } = plainRest(
        ({ method }) => json(method === 'POST' ? { id } : { ...record, id }),
        remade('body'),
      );
      expect((await adapter.create(draft, { key: 'k' })).id).to.equal(id);
      expect(sent[1]!.path).to.equal(`/api/incidents/${encodeURIComponent(id)}`);
    });

  for (const [address, id] of [
    ['/incidents/a%2Fb', 'a/b'],
    ['/incidents/INC%207?x=1', 'INC 7'],
    ['/incidents/100%', '100%'],
  ] as const)
    it(`is decoded where it stands in an address: ${address}`, async () => {
      const { adapter } = plainRest(
        ({ method }) => (method === 'POST' ? json({}, 201, { Location: address }) : json({ ...record, id })),
        remade('location'),
      );
      expect((await adapter.create(draft, { key: 'k' })).id).to.equal(id);
    });
});

describe('an answer to logging an incident', () => {
  const answer = (over: object) => plainRest(() => json({ ...record, ...over }, 201));
  const write = { key: 'k', clientId: 'mine' };

  it('counts with our client id, whatever the backend made of the words', async () => {
    const { adapter } = answer({ clientId: 'mine', title: 'VPN DOWN (was: VPN down)' });
    expect((await adapter.create(draft, write)).id).to.equal('7');
  });

  it('counts without one when it has the words that were sent, or as many as fit', async () => {
    expect((await answer({}).adapter.create(draft, write)).id).to.equal('7');
    expect((await answer({ title: 'VPN' }).adapter.create(draft, write)).id).to.equal('7');
  });

  for (const over of [{ clientId: 'theirs' }, { title: 'Printer jams' }, { title: '' }])
    it(`about somebody else’s leaves open what became of ours: ${JSON.stringify(over)}`, async () => {
      const error = await rejection(answer(over).adapter.create(draft, write));
      expect([error.kind, error.ambiguous]).to.deep.equal(['bad-answer', true]);
    });
});

describe('an answer to adding words', () => {
  const entry = { id: 'e1', kind: 'comment', visibility: 'public', recordedAt: '2026-11-22T08:00:00Z' };
  const answered = (over: object) =>
    plainRest(() => json({ ...entry, text: 'Restart it', ...over }, 201)).adapter.addEntry(
      '7',
      { kind: 'comment', text: 'Restart it' },
      { key: 'k' },
    );

  it('has the key it came with, and none where it has none: what it is about is judged by that', async () => {
    expect((await answered({ key: 'k' })).key).to.equal('k');
    expect((await answered({ key: 'theirs' })).key).to.equal('theirs');
    expect(await answered({})).not.to.have.property('key');
  });
});

describe('an error in the place of what was asked for, with a status that says all is well', () => {
  const answering = (body: object) => plainRest(() => json(body)).adapter;
  const calls: Readonly<Record<string, (adapter: ReturnType<typeof answering>) => Promise<unknown>>> = {
    'a record': (adapter) => adapter.get('7'),
    'a list': (adapter) => adapter.list({}, { limit: 5 }),
    'a report': (adapter) => adapter.create(draft, { key: 'k' }),
    'a change': (adapter) => adapter.update('7', { title: 'Now' }, { key: 'k', version: '"1"' }),
    'a comment': (adapter) => adapter.addEntry('7', { kind: 'comment', text: 'On it' }, { key: 'k' }),
    entries: (adapter) => adapter.entries('7', { limit: 5 }),
    links: (adapter) => adapter.related('7'),
    tasks: (adapter) => adapter.tasks('7'),
    'a task': (adapter) =>
      adapter.saveTask('7', { id: 't', title: 'Look', kind: 'check', state: 'open' }, { key: 'k' }),
    people: (adapter) => adapter.participants('7'),
  };
  for (const [name, call] of Object.entries(calls))
    it(`is told in its own words: ${name}`, async () => {
      const body = { detail: 'No more this month.', errors: [{ field: 'title', message: 'Too many.' }] };
      const { kind, message, issues, ambiguous } = await rejection(call(answering(body)));
      const isWrite = /^a (?:report|change|comment|task)$/u.test(name);
      expect([kind, message, ambiguous]).to.deep.equal(['refused', 'No more this month.', isWrite]);
      expect(issues.map(({ path, message: said }) => [path, said])).to.deep.equal([['title', 'Too many.']]);
    });

  it('is not seen in a record that cannot be read, however it is called', async () => {
    const { kind, message } = await rejection(answering({ title: 'VPN down', message: '' }).get('7'));
    expect([kind, message]).to.deep.equal([
      'bad-answer',
      'The backend returned an incident without an id that can be read.',
    ]);
  });

  it('is read where the profile says', async () => {
    const places: readonly (readonly [string, object])[] = [
      ['error', { error: 'Out of order.' }],
      ['fault.text', { fault: { text: 'Out of order.' } }],
    ];
    for (const [place, body] of places) {
      const { adapter } = plainRest(() => json(body), { errors: { message: [place] } });
      expect((await rejection(adapter.get('7'))).message).to.equal('Out of order.');
    }
  });
});

describe('a version', () => {
  it('is a strong tag only: a weak one is never sent back and never shown as one', async () => {
    const { adapter, sent } = plainRest(({ method }) =>
      json({ ...record, title: method === 'PATCH' ? 'Now' : 'VPN down', version: 'W/"3"' }, 200, {
        ETag: 'W/"3"',
      }),
    );
    const found = await adapter.get('7');
    expect(found).not.to.have.property('version');
    const after = await adapter.update('7', { title: 'Now' }, { key: 'k' });
    expect(after).not.to.have.property('version');
    expect(sent.map((one) => one.headers.get('if-match'))).to.deep.equal([null, null, null]);
  });

  it('of a record counts where the tag beside it is weak', async () => {
    const { adapter } = plainRest(() => json({ ...record, version: '"3"' }, 200, { ETag: 'W/"3"' }));
    expect((await adapter.get('7')).version).to.equal('"3"');
  });
});

describe('one bad line', () => {
  const list = (items: readonly unknown[]) =>
    plainRest(() => json({ items, next: null, total: items.length }));

  it('in a list is left out and told of; the others are shown, and the count is not promised', async () => {
    const { adapter, warnings } = list([record, { title: 'no id' }, null, { ...record, id: '8' }]);
    const page = await adapter.list({}, { limit: 10 });
    expect([page.items.map(({ id }) => id), page.total, page.unread]).to.deep.equal([['7', '8'], null, 2]);
    expect(warnings.map(({ code }) => code)).to.deep.equal(['bad-record']);
  });

  it('whose id is a number too long to be exact is left out: it has become the number of another one', async () => {
    // Written as text, because a number of this length is another one in this file too.
    const text = (id: string) => JSON.stringify({ ...record, id: 'long' }).replace('"long"', id);
    const { adapter, warnings } = plainRest(
      () =>
        new Response(`{"items":[${text('7')},${text('9007199254740993')}],"next":null,"total":2}`, {
          headers: { 'Content-Type': 'application/json' },
        }),
    );
    const page = await adapter.list({}, { limit: 10 });
    expect([page.items.map(({ id }) => id), page.total]).to.deep.equal([['7'], null]);
    expect(warnings.map(({ code, path }) => [code, path])).to.deep.equal([['bad-record', 'fields.id']]);
  });

  for (const [what, loggedAt] of [
    ['that is no time', 'yesterday'],
    ['of a month thirteen', '2026-13-41T08:00:00Z'],
    ['that is an object', {}],
  ] as const)
    it(`with a time ${what} is shown with what can be read, and told of`, async () => {
      const { adapter, warnings } = list([record, { ...record, id: '8', loggedAt, updatedAt: loggedAt }]);
      const { items } = await adapter.list({}, { limit: 10 });
      expect(items.map(({ id, title }) => [id, title])).to.deep.equal([
        ['7', 'VPN down'],
        ['8', 'VPN down'],
      ]);
      expect(warnings.map(({ code, incidentId, fields }) => [code, incidentId, fields])).to.deep.equal([
        ['bad-record', '8', ['loggedAt']],
      ]);
    });

  it('with a time beyond every calendar is no time: nothing could print it', async () => {
    const { adapter } = plainRest(() => json({ items: [{ ...record, dueAt: 9e15 }], next: null, total: 1 }), {
      codecs: { date: { read: 'unix-ms', write: 'unix-ms' } },
    });
    expect((await adapter.list({}, { limit: 10 })).items[0]).not.to.have.property('dueAt');
  });

  it('that registered code cannot cope with loses the value, not the list', async () => {
    registerHook('codec', 'touchy', {
      read: (value) => {
        if (value === 'boom') throw new Error('cannot');
        return Date.parse(String(value));
      },
      write: (value) => value,
    });
    const { adapter } = plainRest(
      () =>
        json({
          items: [
            { ...record, dueAt: 'boom' },
            { ...record, id: '8' },
          ],
          next: null,
          total: 2,
        }),
      { codecs: { date: { read: 'touchy', write: 'touchy' } } },
    );
    expect((await adapter.list({}, { limit: 10 })).items.map(({ id }) => id)).to.deep.equal(['7', '8']);
  });

  it('in a timeline is left out and told of', async () => {
    const entry = { id: 'e1', kind: 'comment', text: 'x', recordedAt: '2026-11-22T08:00:00Z' };
    const { adapter, warnings } = list([
      entry,
      { ...entry, id: 'e2', recordedAt: 'soon' },
      { kind: 'comment' },
    ]);
    const page = await adapter.entries('7', { limit: 10 });
    expect([page.items.map(({ id }) => id), page.total, page.unread]).to.deep.equal([['e1'], null, 2]);
    expect(warnings.map(({ code, incidentId }) => [code, incidentId])).to.deep.equal([['bad-record', '7']]);
  });
});

describe('a step with words', () => {
  /** A backend without keys whose status is a field and whose words are entries. */
  function byField(state: { status: string; entries: object[]; fail?: boolean }) {
    return plainRest(
      routes({
        'GET /incidents/7': () => json({ ...record, status: state.status }),
        'PATCH /incidents/7': ({ body }) => {
          state.status = (body as { status: string }).status;
          return json({ ...record, status: state.status });
        },
        'GET /incidents/7/entries': () => json({ items: state.entries, next: null, total: null }),
        'POST /incidents/7/entries': ({ body }) => {
          if (state.fail) return json({ detail: 'The disk is full.' }, 500);
          const entry = { ...(body as object), id: `e${state.entries.length}`, recordedAt: record.loggedAt };
          state.entries.unshift(entry);
          return json(entry, 201);
        },
      }),
      {
        fields: { status: { read: 'status', write: 'status' } },
        lifecycle: { mode: 'field' },
        idempotency: { mode: 'none' },
        concurrency: { mode: 'none' },
      },
    );
  }
  const hold = { to: 'paused', reason: 'Waits for a part', comment: 'We wait for a part.' } as const;

  it('is confirmed when status and words are both there', async () => {
    const state = { status: 'new', entries: [] as object[] };
    const { adapter } = byField(state);
    expect((await adapter.transition('7', hold, { key: 'k' })).status.category).to.equal('paused');
    expect(state.entries.map((one) => (one as { text: string }).text)).to.deep.equal([
      'We wait for a part.',
      'Waits for a part',
    ]);
  });

  it('is left open when the status has changed and the words have not arrived', async () => {
    const { adapter } = byField({ status: 'new', entries: [], fail: true });
    const error = await rejection(adapter.transition('7', hold, { key: 'k' }));
    expect([error.kind, error.message, error.ambiguous]).to.deep.equal([
      'breakdown',
      'The disk is full.',
      true,
    ]);
  });

  it('adds what is missing when it is taken again, and nothing twice', async () => {
    const note = { id: 'e0', kind: 'work-note', text: 'Waits for a part', recordedAt: record.loggedAt };
    const state = { status: 'paused', entries: [note] as object[] };
    const { adapter, sent } = byField(state);
    await adapter.transition('7', hold, { key: 'k', repeated: true });
    expect(
      sent.filter(({ method }) => method !== 'GET').map(({ method, body }) => [method, body]),
    ).to.deep.equal([['POST', { kind: 'comment', text: 'We wait for a part.' }]]);
    await adapter.transition('7', hold, { key: 'k', repeated: true });
    expect(state.entries.length).to.equal(2);
  });

  it('sends each of its requests under a key of its own', async () => {
    const state = { status: 'new', entries: [] as object[] };
    const wire = byField(state);
    const keyed = plainRest(
      routes({
        'GET /incidents/7': () => json({ ...record, status: state.status }, 200, { ETag: '"1"' }),
        'PATCH /incidents/7': () => ((state.status = 'paused'), json({ ...record, status: 'paused' })),
        'POST /incidents/7/entries': ({ body }) =>
          json({ ...(body as object), id: 'e1', recordedAt: record.loggedAt }, 201),
      }),
      { fields: { status: { read: 'status', write: 'status' } }, lifecycle: { mode: 'field' } },
    );
    await keyed.adapter.transition('7', hold, { key: 'k' });
    const keys = keyed.sent.flatMap(({ headers }) => headers.get('idempotency-key') ?? []);
    expect(keys).to.deep.equal(['k:status', 'k:reason', 'k:comment']);
    expect(wire.sent.length).to.equal(0);
  });

  it('that an operation takes with all that goes with it is one request under the key itself', async () => {
    const { adapter, sent } = plainRest(
      routes({
        'GET /incidents/7': () => json(record, 200, { ETag: '"1"' }),
        'POST /incidents/7/steps': () => json({ ...record, status: 'paused' }),
      }),
    );
    await adapter.transition('7', hold, { key: 'k' });
    const writes = sent.filter(({ method }) => method !== 'GET');
    expect(writes.map(({ headers, body }) => [headers.get('idempotency-key'), body])).to.deep.equal([
      ['k', hold],
    ]);
  });

  it('that an operation says yes to and does not take is refused', async () => {
    const { adapter } = plainRest(
      routes({
        'GET /incidents/7': () => json(record, 200, { ETag: '"1"' }),
        'POST /incidents/7/steps': () => json(record),
      }),
    );
    const error = await rejection(adapter.transition('7', hold, { key: 'k' }));
    expect([error.kind, error.issues[0]?.path]).to.deep.equal(['refused', 'status']);
  });
});

describe('a look-up of a name', () => {
  it('goes on for the others when one reader gives up', async () => {
    let answer = (_: Response): void => undefined;
    const late = new Promise<Response>((resolve) => {
      answer = resolve;
    });
    const { adapter, sent } = plainRest(
      ({ path }) =>
        path === '/api/users/ada' ? late : json({ ...record, caller: 'ada' }, 200, { ETag: '"1"' }),
      {
        fields: { caller: { read: 'caller', lookup: 'user' } },
        ops: { user: { method: 'GET', path: '/users/{id}' } },
        lookups: { user: { op: 'user', label: 'name' } },
      },
    );
    const stop = new AbortController();
    const first = rejection(adapter.get('7', { signal: stop.signal }));
    const second = adapter.get('7');
    while (sent.filter(({ path }) => path === '/api/users/ada').length === 0)
      await new Promise((resolve) => setTimeout(resolve, 1));
    await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort();
    expect((await first).kind).to.equal('aborted');
    answer(json({ id: 'ada', name: 'Ada Okoro' }));
    expect((await second).caller).to.deep.equal({ id: 'ada', name: 'Ada Okoro' });
    expect(sent.filter(({ path }) => path === '/api/users/ada').length).to.equal(1);
  });
});
