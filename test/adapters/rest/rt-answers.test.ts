import { expect } from '@open-wc/testing';
import { rtPreset } from '../../../src/adapters/presets/rt.js';
import { parseProfile } from '../../../src/adapters/rest/check.js';
import type { IncidentError } from '../../../src/core/errors.js';
import { retryClass } from '../../../src/core/errors.js';
import type { Answer, Sent } from './scripted-fetch.js';
import { answerAsRt, row, ticket } from './fake-rt.js';
import { adapterOf, json, rejection, scripted } from './scripted-fetch.js';

/** A desk in front of Request Tracker where one request is answered otherwise. */
function desk(
  instead: (sent: Sent) => Answer | undefined,
  state: Partial<Parameters<typeof answerAsRt>[0]> = {},
) {
  const rt = { ticket: ticket(), etag: '"995"', ...state };
  const wire = scripted((sent) => instead(sent) ?? answerAsRt(rt, sent));
  const adapter = adapterOf({
    profile: parseProfile(rtPreset),
    baseUrl: '/api',
    fetch: wire.fetch,
    sleep: async () => {},
  });
  return { adapter, rt, of: (method: string) => wire.sent.filter((one) => one.method === method) };
}
type Desk = ReturnType<typeof desk>['adapter'];

const draft = { title: 'VPN down', description: 'Since nine', impact: 2, urgency: 1, priority: 2 };
const write = { key: 'k-1' };
const versioned = { ...write, version: '"995"' };
const tell = ({ kind, status, ambiguous, message }: IncidentError): unknown[] => [
  kind,
  status,
  ambiguous,
  message,
];

const acts: Readonly<
  Record<string, readonly [method: string, path: string, act: (adapter: Desk) => Promise<unknown>]>
> = {
  'reading a ticket': ['GET', '/api/ticket/61', (adapter) => adapter.get('61')],
  'a list': ['GET', '/api/tickets', (adapter) => adapter.list({}, { limit: 20 })],
  'the history': ['GET', '/api/ticket/61/history', (adapter) => adapter.entries('61', { limit: 20 })],
  creating: ['POST', '/api/ticket', (adapter) => adapter.create(draft, write)],
  changing: ['PUT', '/api/ticket/61', (adapter) => adapter.update('61', { title: 'Now' }, versioned)],
  'a comment': [
    'POST',
    '/api/ticket/61/correspond',
    (adapter) => adapter.addEntry('61', { kind: 'comment', text: 'On its way' }, write),
  ],
  'a work note': [
    'POST',
    '/api/ticket/61/comment',
    (adapter) => adapter.addEntry('61', { kind: 'work-note', text: 'Toner ordered' }, write),
  ],
  'a step': ['PUT', '/api/ticket/61', (adapter) => adapter.transition('61', { to: 'paused' }, versioned)],
};

describe('Request Tracker: its answers when it says no, as they were recorded', () => {
  for (const [name, [method, path, act]] of Object.entries(acts)) {
    const isRead = method === 'GET';
    const failing = (status: number, message: string) =>
      desk((sent) => (sent.method === method && sent.path === path ? json({ message }, status) : undefined));

    for (const [status, message, kind, outbox] of [
      [401, 'Unauthorized', 'auth-required', 'pause'],
      [403, 'Forbidden', 'forbidden', 'permanent'],
      [404, 'Not Found', 'not-found', 'permanent'],
    ] as const)
      it(`${name}: ${status} is ${kind}, leaves nothing open, and is asked once`, async () => {
        const { adapter, of } = failing(status, message);
        const error = await rejection(act(adapter));
        expect(tell(error)).to.deep.equal([kind, status, false, message]);
        expect(retryClass(error)).to.equal(outbox);
        expect(of(method).filter((one) => one.path === path).length).to.equal(1);
      });

    it(`${name}: a crash of RT or of the proxy is told as what it is, and a write may have been done`, async () => {
      for (const status of [500, 502, 504]) {
        const { adapter, of } = failing(status, '');
        const error = await rejection(act(adapter));
        expect(tell(error)).to.deep.equal(
          status === 500
            ? ['breakdown', status, !isRead, 'The backend had an error of its own.']
            : ['unavailable', status, !isRead, 'The backend cannot do this right now.'],
        );
        // Reading is tried again by itself, writing never.
        expect(of(method).filter((one) => one.path === path).length).to.equal(isRead ? 3 : 1);
      }
    });
  }

  it('wants a sign-in where a browser’s wrong token is led to RT’s own front page, and leaves open what became of a write', async () => {
    // Only programs get the 401 from RT; whatever calls itself a browser is sent on, and it cannot see whether that is
    // the way to a sign-in or the way on after a success.
    for (const [method, path, act] of Object.values(acts)) {
      const { adapter } = desk((sent) =>
        sent.method === method && sent.path === path
          ? new Response(null, { status: 302, headers: { Location: '/' } })
          : undefined,
      );
      expect(tell(await rejection(act(adapter)))).to.deep.equal([
        'auth-required',
        302,
        method !== 'GET',
        'The backend asks for a sign-in instead of answering.',
      ]);
    }
  });

  it('gives the sentence of a refused creation, and none that names a file of the server', async () => {
    for (const [said, shown] of [
      ['Could not create ticket. Queue not set', 'Could not create ticket. Queue not set'],
      [
        "Status 'banana' isn't a valid status for tickets in this queue.",
        "Status 'banana' isn't a valid status for tickets in this queue.",
      ],
      [
        'Unknown field: Colour at /usr/share/request-tracker5/lib/RT/Tickets.pm line 3187.\n',
        'The backend did not accept this.',
      ],
    ] as const) {
      const { adapter } = desk(({ method }) =>
        method === 'POST' ? json({ message: said }, 400) : undefined,
      );
      expect(tell(await rejection(adapter.create(draft, write)))).to.deep.equal([
        'validation',
        400,
        false,
        shown,
      ]);
    }
  });

  it('takes RT’s 412 for a conflict only, whatever else happens on the way to the present record', async () => {
    let looks = 0;
    const { adapter, of } = desk(
      // A crash while the present record is read: RT falls over dates that a cache sends along.
      ({ method, path }) =>
        method === 'GET' && path === '/api/ticket/61' && (looks += 1) === 1
          ? json({ message: '' }, 500)
          : undefined,
      { etag: '"1000"', ticket: ticket({ Subject: 'Theirs' }) },
    );
    const error = await rejection(adapter.update('61', { title: 'Mine' }, versioned));
    expect([error.kind, (error.current as { title: string }).title, error.ambiguous]).to.deep.equal([
      'conflict',
      'Theirs',
      false,
    ]);
    expect(of('PUT').length).to.equal(1);
  });

  it('tries again later, and leaves nothing open, where the present record of a conflict cannot be read at all', async () => {
    const { adapter } = desk(
      ({ method, path }) =>
        method === 'GET' && path === '/api/ticket/61' ? json({ message: '' }, 502) : undefined,
      { etag: '"1000"' },
    );
    const error = await rejection(adapter.update('61', { title: 'Mine' }, versioned));
    expect([error.kind, retryClass(error), error.ambiguous]).to.deep.equal(['unavailable', 'retry', false]);
  });

  for (const [said, patch, field] of [
    ["Ticket 61: Status 'banana' isn't a valid status for tickets in this queue.", { title: 'Now' }, 'title'],
    ['Ticket 61: Permission Denied', { urgency: 3 }, 'urgency'],
    ['Ticket 61: Invalid value for custom field', { service: { id: 'Nope', label: 'Nope' } }, 'service'],
  ] as const)
    it(`finds the refusal in a 200: ${said}`, async () => {
      const { adapter } = desk(() => undefined, {
        put: () => json(["Ticket 61: Priority changed from 'High' to 'Low'", said]),
      });
      const error = await rejection(adapter.update('61', patch, versioned));
      expect([
        error.kind,
        error.message,
        error.issues.map(({ path }) => path),
        error.ambiguous,
      ]).to.deep.equal(['refused', said, [field], false]);
    });

  for (const [name, [method, path, act]] of Object.entries(acts))
    it(`tells ${name} in the words of an error that stands in a 200 in place of the answer`, async () => {
      const { adapter } = desk((sent) =>
        sent.method === method && sent.path === path
          ? json({ message: 'Could not load the queue' })
          : undefined,
      );
      const { kind, message, ambiguous } = await rejection(act(adapter));
      // What was read afterwards shows that a change has not been made; of what was added nobody knows.
      expect([kind, message, ambiguous]).to.deep.equal([
        'refused',
        'Could not load the queue',
        method === 'POST',
      ]);
    });

  it('finds it in another language too, because only the record afterwards counts', async () => {
    const { adapter } = desk(() => undefined, { put: () => json(['Ticket 61: Zugriff verweigert']) });
    const error = await rejection(adapter.update('61', { title: 'Now' }, versioned));
    expect([error.kind, error.message]).to.deep.equal(['refused', 'Ticket 61: Zugriff verweigert']);
  });

  it('finds it where RT says nothing at all, as with a field it does not know', async () => {
    const { adapter } = desk(() => undefined, { put: () => json([]) });
    const error = await rejection(adapter.update('61', { title: 'Now' }, versioned));
    expect([error.kind, error.message]).to.deep.equal([
      'refused',
      'Request Tracker did not take over title.',
    ]);
  });
});

describe('Request Tracker: pages, as they were recorded', () => {
  const hits = (from: number, to: number): object[] =>
    Array.from({ length: to - from + 1 }, (_, i) => ticket({ id: String(from + i) }));

  it('goes on by page numbers of its own, never by the address RT gives for the next page', async () => {
    const { adapter, of } = desk(({ path, search }) => {
      if (path !== '/api/tickets') return undefined;
      const page = Number(search.get('page'));
      return json({
        items: page === 1 ? hits(1, 2) : hits(3, 3),
        page,
        per_page: 2,
        pages: 2,
        total: 3,
        ...(page === 1 && { next_page: 'http://rt.internal.test/REST/2.0/tickets?page=2' }),
      });
    });
    const first = await adapter.list({}, { limit: 2 });
    const second = await adapter.list({}, { limit: 2, cursor: first.next });
    expect([first, second].map((page) => page.items.map(({ id }) => id))).to.deep.equal([['1', '2'], ['3']]);
    expect([first.total, second.next]).to.deep.equal([3, undefined]);
    expect(of('GET').map((one) => [one.path, one.search.get('page')])).to.deep.equal([
      ['/api/tickets', '1'],
      ['/api/tickets', '2'],
    ]);
  });

  it('asks for at most a hundred at once, because RT cuts off the rest without a word', async () => {
    const { adapter, of } = desk(({ path }) =>
      path === '/api/tickets' ? json({ items: [], page: 1, pages: 0, total: 0, count: 0 }) : undefined,
    );
    const page = await adapter.list({}, { limit: 1000 });
    expect([of('GET')[0]?.search.get('per_page'), page.items, page.total, page.next]).to.deep.equal([
      '100',
      [],
      0,
      undefined,
    ]);
  });

  it('reads numbers that come as texts, and the beginning of 1970 as no date, in a list too', async () => {
    const { adapter } = desk(({ path }) =>
      path === '/api/tickets'
        ? json({ items: [ticket({ id: '7', Priority: '50', Started: '1970-01-01T00:00:00Z' })], total: 1 })
        : undefined,
    );
    const { items } = await adapter.list({}, { limit: 20 });
    expect([items[0]?.id, items[0]?.priority, items[0]?.version]).to.deep.equal(['7', 3, undefined]);
    for (const none of ['acknowledgedAt', 'firstResponseAt', 'occurredAt', 'dueAt', 'resolvedAt'])
      expect(items[0]).not.to.have.property(none);
  });

  it('finds words on the second page of a ticket’s attachments, and stops when it has them', async () => {
    const part = (id: number): Record<string, unknown> => ({
      id: String(id),
      TransactionId: { id: String(id), type: 'transaction' },
      ContentType: 'text/plain',
      Content: `Words of ${id}`,
    });
    const { adapter, of } = desk(() => undefined, {
      thinned: true,
      history: [row('1', 'Comment')],
      attachments: Array.from({ length: 350 }, (_, i) => part(i + 1)),
    });
    // Newest first: entry 240 stands on the second page of a hundred.
    expect([...(await adapter.entryTexts('61', ['240']))]).to.deep.equal([['240', 'Words of 240']]);
    expect(of('GET').map((one) => one.search.get('page'))).to.deep.equal(['1', '2']);
  });
});
