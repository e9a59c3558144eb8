import { expect } from '@open-wc/testing';
import { restPreset } from '../../../src/adapters/presets/rest.js';
import type { RestAdapterOptions } from '../../../src/adapters/rest/index.js';
import { parseProfile } from '../../../src/adapters/rest/check.js';
import { IncidentError } from '../../../src/core/errors.js';
import type { Script } from './scripted-fetch.js';
import { adapterOf, json, rejection, scripted } from './scripted-fetch.js';

const now = Date.UTC(2026, 10, 22, 9);
const record = {
  id: 'INC 1',
  number: 'INC1',
  title: 'x',
  description: '',
  status: 'new',
  loggedAt: '2026-11-22T08:00:00Z',
  updatedAt: '2026-11-22T08:00:00Z',
};
const html = (status = 200) =>
  new Response('<!doctype html><title>Sign in</title>', { status, headers: { 'Content-Type': 'text/html' } });

function desk(script: Script, options: Partial<RestAdapterOptions> = {}) {
  const wire = scripted(script);
  const waits: number[] = [];
  const adapter = adapterOf({
    profile: parseProfile(restPreset),
    baseUrl: '/api/',
    fetch: wire.fetch,
    now: () => now,
    random: () => 0.5,
    sleep: async (time) => void waits.push(time),
    ...options,
  });
  const create = () => adapter.create({ title: 'x', description: '' }, { key: 'key-1' });
  return { adapter, sent: wire.sent, waits, create };
}

describe('requests', () => {
  it('carry the key on each write, a header no form can send, and the page’s own cookies only', async () => {
    const { sent, create, adapter } = desk(({ method }) =>
      json(method === 'POST' ? record : { items: [], next: null, total: 0 }, 200, { ETag: '"1"' }),
    );
    await create();
    await adapter.list({}, { limit: 10 });
    const [post, get] = sent;
    expect([
      post!.headers.get('idempotency-key'),
      post!.headers.get('x-requested-with'),
      post!.headers.get('content-type'),
      post!.credentials,
      post!.redirect,
    ]).to.deep.equal(['key-1', 'XMLHttpRequest', 'application/json', 'same-origin', 'manual']);
    expect([get!.headers.get('idempotency-key'), get!.headers.get('x-requested-with')]).to.deep.equal([
      null,
      null,
    ]);
  });

  it('never take an answer from the browser’s cache or leave one there: it may be older than the version it came with', async () => {
    const { sent, adapter, create } = desk(() => json(record, 200, { ETag: '"1"' }));
    await adapter.get('INC1');
    await create();
    expect(sent.map((one) => one.cache)).to.deep.equal(['no-store', 'no-store']);
  });

  for (const [id, path] of [
    ['../admin', '/api/incidents/..%2Fadmin'],
    ['%2e%2e', '/api/incidents/%252e%252e'],
    ['a?b#c', '/api/incidents/a%3Fb%23c'],
    ['a\r\nb', '/api/incidents/a%0D%0Ab'],
    ['日本', '/api/incidents/%E6%97%A5%E6%9C%AC'],
  ] as const)
    it(`keep the id ${JSON.stringify(id)} one segment of the path`, async () => {
      const { adapter, sent } = desk(() => json(record));
      await adapter.get(id);
      expect(sent.map((one) => one.path)).to.deep.equal([path]);
    });

  for (const id of ['.', '..', ''])
    it(`are not made at all for the id ${JSON.stringify(id)}`, async () => {
      const { adapter, sent } = desk(() => json(record));
      expect((await rejection(adapter.get(id))).kind).to.equal('not-found');
      expect(sent).to.deep.equal([]);
    });

  it('send the CSRF token the page shows, to writes only', async () => {
    const meta = document.createElement('meta');
    meta.name = 'csrf-token';
    meta.content = 'tok-1';
    document.head.append(meta);
    const { sent, create, adapter } = desk(() => json(record), {
      profile: parseProfile({
        ...restPreset,
        auth: { kind: 'cookie', csrf: { from: 'meta:csrf-token', header: 'X-CSRF-Token' } },
      }),
    });
    await create();
    meta.remove();
    await adapter.get('1');
    expect(sent.map((one) => one.headers.get('x-csrf-token'))).to.deep.equal(['tok-1', null]);
  });

  for (const [kept, token] of [
    ['a%2Fb%3D', 'a/b='],
    ['100%', '100%'],
  ] as const)
    it(`send the CSRF token of a cookie, also one that is not encoded: ${kept}`, async () => {
      document.cookie = `csrf=${kept}; path=/`;
      const { sent, create } = desk(() => json(record), {
        profile: parseProfile({
          ...restPreset,
          auth: { kind: 'cookie', csrf: { from: 'cookie:csrf', header: 'X-CSRF-Token' } },
        }),
      });
      await create();
      document.cookie = 'csrf=; path=/; max-age=0';
      expect(sent[0]?.headers.get('x-csrf-token')).to.equal(token);
    });
});

describe('signing in', () => {
  it('asks the page for headers before each request, and once more after 401', async () => {
    const asked: boolean[] = [];
    const { sent, create } = desk(
      ({ headers }) => (headers.get('authorization') === 'Bearer new' ? json(record) : json({}, 401)),
      {
        auth: async ({ refresh }) => (
          asked.push(refresh),
          { Authorization: refresh ? 'Bearer new' : 'Bearer old' }
        ),
      },
    );
    expect((await create()).id).to.equal('INC 1');
    expect([asked, sent.length]).to.deep.equal([[false, true], 2]);
    expect(new Set(sent.map((one) => one.headers.get('idempotency-key')))).to.deep.equal(new Set(['key-1']));
  });

  it('asks no third time', async () => {
    const { sent, create } = desk(() => json({ detail: 'Token expired' }, 401), {
      auth: () => ({ Authorization: 'Bearer x' }),
    });
    const error = await rejection(create());
    expect([error.kind, error.message, error.ambiguous, sent.length]).to.deep.equal([
      'auth-required',
      'Token expired',
      false,
      2,
    ]);
  });

  for (const [what, auth] of [
    ['rejects', () => Promise.reject(new Error('no session'))],
    [
      'throws',
      () => {
        throw new Error('no session');
      },
    ],
    ['returns nothing', () => undefined],
    ['returns the word undefined as a token', () => ({ Authorization: `Bearer ${String(undefined)}` })],
    ['returns an object as a token', () => ({ Authorization: 'Bearer [object Object]' })],
    ['returns an empty token', () => ({ Authorization: '' })],
    ['returns a header with a line break', () => ({ Authorization: 'Bearer a\r\nX-Evil: 1' })],
    ['never answers', () => new Promise<never>(() => {})],
  ] as const)
    it(`is required when the callback ${what}; nothing is sent`, async () => {
      const { sent, create } = desk(() => json(record), { auth, timeout: 30 });
      const error = await rejection(create());
      expect([error.kind, error.ambiguous, sent.length]).to.deep.equal(['auth-required', false, 0]);
    });

  it('is what a redirect and a web page instead of data mean, not success; only a 401 says that nothing was done', async () => {
    const redirect = (): Response =>
      Object.defineProperty(new Response(null), 'type', { value: 'opaqueredirect' });
    for (const [answer, ambiguous] of [
      [redirect, true],
      [() => new Response(null, { status: 302 }), true],
      // The way on after a success looks the same to a page.
      [() => new Response(null, { status: 303, headers: { Location: '/incidents/7' } }), true],
      [html, true],
      [() => html(401), false],
    ] as const) {
      const error = await rejection(desk(() => answer()).create());
      expect([error.kind, error.ambiguous]).to.deep.equal(['auth-required', ambiguous]);
      expect((await rejection(desk(() => answer()).adapter.get('1'))).ambiguous).to.equal(false);
    }
  });

  it('is asked for once more after a redirect for a read only: a write may have been done', async () => {
    for (const [act, requests] of [
      ['get', 2],
      ['create', 1],
    ] as const) {
      const { adapter, create, sent } = desk(() => new Response(null, { status: 302 }), {
        auth: () => ({ Authorization: 'Bearer x' }),
      });
      await rejection(act === 'get' ? adapter.get('1') : create());
      expect(sent.length).to.equal(requests);
    }
  });
});

describe('answers', () => {
  for (const [status, kind, ambiguous] of [
    [400, 'validation', false],
    [403, 'forbidden', false],
    [404, 'not-found', false],
    [408, 'timeout', true],
    [409, 'unavailable', false],
    [412, 'conflict', false],
    [413, 'validation', false],
    [418, 'unknown', false],
    [422, 'validation', false],
    [423, 'unavailable', false],
    [425, 'unavailable', false],
    [429, 'rate-limited', false],
    [500, 'breakdown', true],
    [501, 'unsupported', false],
    [502, 'unavailable', true],
    [503, 'unavailable', false],
    [504, 'unavailable', true],
    [507, 'breakdown', true],
    [522, 'unavailable', true],
    [599, 'breakdown', true],
  ] as const)
    it(`with status ${status} to a write are "${kind}"${ambiguous ? ' and leave open whether it was done' : ''}`, async () => {
      const { sent, adapter } = desk(({ method }) => (method === 'POST' ? json({}, status) : json(record)));
      const error = await rejection(adapter.create({ title: 'x', description: '' }, { key: 'k' }));
      expect([error.kind, error.status, error.ambiguous, sent.length]).to.deep.equal([
        kind,
        status,
        ambiguous,
        1,
      ]);
    });

  for (const [what, answer] of [
    [
      'cut off',
      () => new Response('{"id":"INC', { status: 201, headers: { 'Content-Type': 'application/json' } }),
    ],
    ['empty', () => json(undefined, 204)],
    ['without id', () => json({}, 201)],
    ['null', () => json(null, 201)],
    ['a list', () => json([record], 201)],
    ['plain text', () => new Response(JSON.stringify(record), { headers: { 'Content-Type': 'text/plain' } })],
  ] as const)
    it(`that are ${what} after a write confirm nothing`, async () => {
      const error = await rejection(desk(answer).create());
      expect([error.kind, error.ambiguous]).to.deep.equal(['bad-answer', true]);
    });

  it('name the fields they are about', async () => {
    const error = await rejection(
      desk(() =>
        json(
          {
            title: 'Invalid',
            detail: 'Two things are wrong.',
            errors: [
              { pointer: '/title', code: 'too-long', message: 'Shorter, please.' },
              { field: 'impact', message: 'Choose one.' },
            ],
          },
          422,
        ),
      ).create(),
    );
    expect([error.message, error.issues]).to.deep.equal([
      'Two things are wrong.',
      [
        { path: 'title', code: 'too-long', message: 'Shorter, please.' },
        { path: 'impact', code: 'refused', message: 'Choose one.' },
      ],
    ]);
  });

  for (const leak of [
    'Unknown field: Colour at /usr/share/app/lib/Tickets.pm line 3187.',
    'C:\\inetpub\\app failed',
    '<h1>Error</h1>',
    '',
  ])
    it(`are worded by us where the server’s words are ${JSON.stringify(leak.slice(0, 20))}…`, async () => {
      expect((await rejection(desk(() => json({ detail: leak }, 400)).create())).message).to.equal(
        'The backend did not accept this.',
      );
    });

  it('that never finish are given up with headers and body together', async () => {
    const forever = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{')),
    });
    const wire = async (_: unknown, init?: RequestInit): Promise<Response> => {
      init?.signal?.addEventListener('abort', () => void forever.cancel().catch(() => {}));
      return new Response(
        forever.pipeThrough(new TransformStream(), { signal: init?.signal ?? new AbortController().signal }),
        { headers: { 'Content-Type': 'application/json' } },
      );
    };
    const error = await rejection(desk(() => json(record), { fetch: wire, timeout: 40 }).create());
    expect([error.kind, error.ambiguous]).to.deep.equal(['timeout', true]);
  });
});

describe('no answer', () => {
  it('leaves open whether a write was done, and is never repeated by itself', async () => {
    const { sent, create } = desk(() => new TypeError('Failed to fetch'));
    const error = await rejection(create());
    expect([error.kind, error.ambiguous, sent.length]).to.deep.equal(['network', true, 1]);
  });

  it('to a read is tried again, with growing, jittered waits', async () => {
    const { adapter, sent, waits } = desk((_, nth) =>
      nth < 3 ? new TypeError('Failed to fetch') : json(record),
    );
    expect((await adapter.get('1')).id).to.equal('INC 1');
    expect([sent.length, waits]).to.deep.equal([3, [150, 300]]);
  });

  it('to a read is accepted as such after three attempts', async () => {
    const { adapter, sent } = desk(() => new TypeError('Failed to fetch'));
    const error = await rejection(adapter.get('1'));
    expect([error.kind, error.ambiguous, sent.length]).to.deep.equal(['network', false, 3]);
  });

  it('in time is a timeout; a caller who gives up aborts', async () => {
    const never: Script = () => new Promise(() => {});
    expect((await rejection(desk(never, { timeout: 20 }).create())).kind).to.equal('timeout');
    const stop = new AbortController();
    const { adapter, sent } = desk(never);
    const going = rejection(adapter.get('1', { signal: stop.signal }));
    stop.abort();
    expect([(await going).kind, sent.length]).to.deep.equal(['aborted', 1]);
    expect((await rejection(adapter.get('1', { signal: stop.signal }))).kind).to.equal('aborted');
    expect(sent.length).to.equal(1);
  });

  for (const [header, wait] of [
    ['2', 2_000],
    ['Sun, 22 Nov 2026 09:00:03 GMT', 3_000],
    ['-5', 0],
    ['soon', 150],
  ] as const)
    it(`for now: Retry-After "${header}" is waited for ${wait} ms`, async () => {
      const { adapter, waits } = desk((_, nth) =>
        nth === 1 ? json({}, 429, { 'Retry-After': header }) : json(record),
      );
      await adapter.get('1');
      expect(waits).to.deep.equal([wait]);
    });

  it('for long is left to the caller, at most an hour', async () => {
    const error = await rejection(desk(() => json({}, 503, { 'Retry-After': '315360000' })).adapter.get('1'));
    expect([error.kind, error.retryAfter]).to.deep.equal(['unavailable', 3_600_000]);
  });
});

describe('reads of one address that fail together', () => {
  const empty = () => json({ items: [], total: 0 });
  const ask = (adapter: ReturnType<typeof desk>['adapter'], signal?: AbortSignal) => (id: string) =>
    adapter.list({ assigneeId: id }, { limit: 5 }, signal ? { signal } : {});
  const ids = ['anna', 'bruno', 'elif', 'yusuf'];
  /** Long enough for all of them to have failed. */
  const othersWait = async (): Promise<void> => new Promise((go) => setTimeout(go, 20));

  it('are tried again by one of them, and the others end as it ends', async () => {
    const { adapter, sent } = desk(() => json({}, 503), { sleep: othersWait });
    const errors = await Promise.all(ids.map((id) => rejection(ask(adapter)(id))));
    expect(errors.map(({ kind }) => kind)).to.deep.equal(ids.map(() => 'unavailable'));
    expect(sent.length, 'each once, and one of them twice more').to.equal(ids.length + 2);
  });

  it('all get their answer once that one has', async () => {
    const { adapter, sent } = desk((_, nth) => (nth <= ids.length ? json({}, 503) : empty()), {
      sleep: othersWait,
    });
    await Promise.all(ids.map(ask(adapter)));
    expect(sent.length).to.equal(2 * ids.length);
  });

  it('do not wait for one that has been given up', async () => {
    const stop = new AbortController();
    let refuses = true;
    const { adapter, sent } = desk(() => (refuses ? json({}, 503) : empty()), {
      sleep: async (_, signal) => {
        if (!signal) return;
        await othersWait();
        refuses = false;
        stop.abort();
        throw new IncidentError('aborted', 'The request was given up.');
      },
    });
    const first = rejection(ask(adapter, stop.signal)('anna'));
    const others = Promise.all(ids.slice(1).map(ask(adapter)));
    expect((await first).kind).to.equal('aborted');
    await others;
    expect(sent.length).to.equal(2 * ids.length - 1);
  });

  it('wait as they are told by the backend, also after one that has been given up, of which another takes the place', async () => {
    const stop = new AbortController();
    const waits: number[] = [];
    const { adapter, sent } = desk(
      (_, nth) => (nth <= ids.length ? json({}, 429, { 'Retry-After': '2' }) : empty()),
      {
        sleep: async (time, signal) => {
          waits.push(time);
          if (!signal) return;
          await othersWait();
          stop.abort();
          throw new IncidentError('aborted', 'The request was given up.');
        },
      },
    );
    const first = rejection(ask(adapter, stop.signal)('anna'));
    await Promise.all(ids.slice(1).map(ask(adapter)));
    expect((await first).kind).to.equal('aborted');
    expect(waits, 'the first of them, and one in its place').to.deep.equal([2_000, 2_000]);
    expect(sent.length).to.equal(2 * ids.length - 1);
  });

  it('end as the one ends that has taken the place of one that was given up', async () => {
    const stop = new AbortController();
    const { adapter, sent } = desk(() => json({}, 503), {
      sleep: async (_, signal) => {
        if (!signal) return;
        await othersWait();
        stop.abort();
        throw new IncidentError('aborted', 'The request was given up.');
      },
    });
    const first = rejection(ask(adapter, stop.signal)('anna'));
    const others = await Promise.all(ids.slice(1).map((id) => rejection(ask(adapter)(id))));
    expect([(await first).kind, ...others.map(({ kind }) => kind)]).to.deep.equal([
      'aborted',
      'unavailable',
      'unavailable',
      'unavailable',
    ]);
    expect(sent.length, 'each once, and one of them twice more').to.equal(ids.length + 2);
  });

  it('leave other addresses to themselves', async () => {
    const { adapter, sent } = desk(({ path }, nth) =>
      path.endsWith('/incidents') ? json({}, 503) : nth < 4 ? json({}, 503) : json(record),
    );
    const list = rejection(ask(adapter)('anna'));
    expect((await adapter.get('1')).id).to.equal('INC 1');
    await list;
    expect(sent.filter(({ path }) => path.endsWith('/incidents')).length).to.equal(3);
  });
});
