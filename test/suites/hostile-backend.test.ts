import { expect, fixture, html, waitUntil } from '@open-wc/testing';

import '../../src/define/index.js';
import { loadProfile } from '../../src/adapters/presets/index.js';
import { restAdapter } from '../../src/adapters/rest/index.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import { isolate } from '../../src/elements/incident-timeline/sentences.js';
import type { IncidentEventName } from '../../src/ui/events.js';

const token = 'Bearer 7f3c-very-secret';
/** What nobody may find outside of the shown text and the stored copy: it stands for a person's words. */
const mark = 'Zanzibar';
const markup = `${mark} <img src="x" onerror="window.hostile = 1"><script>window.hostile = 2</scr${''}ipt><a href="javascript:window.hostile=3">x</a><style>*{display:none}</style>`;
const backwards = `${mark} \u202egpj.exe \u2066\u2067`;
const endless = mark.repeat(4000);
const time = '2026-11-22T05:07:49Z';

const person = { id: '__proto__', name: markup, email: `javascript:${mark}`, automatic: 'maybe' };
const hostile = {
  number: markup,
  title: markup,
  description: `${markup}\n${backwards}`,
  status: 'active',
  statusCode: markup,
  statusLabel: markup,
  priority: '2',
  impact: '1',
  urgency: { valueOf: 1 },
  category: markup,
  subcategory: markup,
  service: { id: 'constructor', label: markup },
  ci: { id: '../../x', label: markup },
  group: { id: '__proto__', label: markup },
  caller: person,
  reporter: person,
  assignee: person,
  contact: markup,
  location: markup,
  resolution: { type: 'permanent', notes: markup, code: markup },
  url: 'javascript:window.hostile=4',
  version: '"1"',
  loggedAt: time,
  updatedAt: time,
  reopenCount: '7',
};
const incidents: readonly { readonly id: unknown }[] = [
  { ...hostile, id: '__proto__' },
  { ...hostile, id: 'constructor', title: backwards, number: 42 },
  { ...hostile, id: '../../admin?x=1#', title: endless, priority: 'urgent', loggedAt: 'yesterday' },
  { ...hostile, id: 7, title: { toString: 'x' }, number: ['a'], caller: [], service: 3, status: markup },
  JSON.parse(
    `{"id":"polluted","title":"${mark}","__proto__":{"hostile":5},"constructor":{"prototype":{"hostile":6}}}`,
  ),
];
const entries = [
  { id: '__proto__', kind: 'comment', text: markup, author: person, recordedAt: time },
  {
    id: 'files',
    kind: 'attachment',
    recordedAt: time,
    attachments: [
      { id: '__proto__', name: markup, size: 'huge', type: markup },
      { id: '../../admin', name: backwards, size: -1 },
      { id: 7, name: endless, size: 1e300 },
      { id: {}, name: [] },
      null,
    ],
  },
  { id: 'constructor', kind: 'work-note', text: backwards, author: { id: 1, name: 2 }, recordedAt: time },
  { id: 3, kind: markup, visibility: markup, text: endless, recordedAt: time },
  {
    id: 'change',
    kind: 'change',
    recordedAt: time,
    changes: [
      { field: '__proto__', label: markup, from: markup, to: 'javascript:x' },
      { field: 'title' },
      { field: 'constructor', to: 'x' },
      { field: 'status', to: 'constructor' },
      7,
    ],
  },
];

interface Seen {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly redirect: RequestRedirect | undefined;
}

const json = (body: unknown, status = 200, type = 'application/json'): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': type,
      ETag: '"1"',
      Link: '<https://evil.example.test/api/incidents?cursor=9>; rel="next"',
      'Set-Cookie': 'hostile=1',
    },
  });

const clientIdIn = (body: BodyInit | null | undefined): unknown =>
  typeof body === 'string' ? (JSON.parse(body) as { clientId?: unknown }).clientId : undefined;

/** A backend that answers everything with something nasty. */
function hostileBackend(refuse = false): { fetch: typeof fetch; seen: Seen[] } {
  const seen: Seen[] = [];
  return {
    seen,
    fetch: async (input, init = {}) => {
      // As a browser reads it: against the base of the document.
      const url = new URL(input as string, document.baseURI);
      const method = init.method ?? 'GET';
      seen.push({ method, url, headers: new Headers(init.headers), redirect: init.redirect });
      if (method !== 'GET')
        return refuse
          ? json(
              {
                title: markup,
                detail: `No: ${markup}`,
                errors: [
                  { field: '__proto__', code: 'constructor', message: `Sorry ${markup}` },
                  { field: 'valueOf', code: 'toString', message: 'No' },
                ],
              },
              422,
              'application/problem+json',
            )
          : // It returns our id, or nobody would take its answer for one to what was sent.
            json({ ...hostile, id: '__proto__', clientId: clientIdIn(init.body) }, 201);
      if (url.pathname.endsWith('/entries'))
        return json({ items: entries, next: 'https://evil.example.test/next', total: '12' });
      if (url.pathname.endsWith('/options'))
        return json({
          services: [
            { id: '__proto__', label: markup },
            { id: 'b', label: endless },
            7,
            null,
            { label: 'x' },
          ],
          categories: markup,
          groups: { length: 1e9 },
        });
      if (url.pathname.endsWith('/incidents'))
        return json({ items: incidents, next: 'https://evil.example.test/next', total: 'many' });
      return json(
        incidents.find(({ id }: { id: unknown }) =>
          url.pathname.endsWith(`/${encodeURIComponent(String(id))}`),
        ) ?? hostile,
      );
    },
  };
}

/** Everything drawn, shadow trees included. */
function everything(root: ParentNode): Element[] {
  return [...root.querySelectorAll('*')].flatMap((one) => [
    one,
    ...(one.shadowRoot ? everything(one.shadowRoot) : []),
  ]);
}

const textOf = (root: ParentNode): string =>
  everything(root)
    .flatMap((one) => [...(one.shadowRoot ?? one).childNodes])
    .filter((node) => node.nodeType === Node.TEXT_NODE)
    .map((node) => node.textContent ?? '')
    .join(' ');

/** Elements and attributes that only markup out of data could have made. */
const planted = (root: ParentNode): string[] =>
  everything(root).flatMap((one) => [
    ...(/^(?:script|img|iframe|object|embed|link|base|meta|area|video|audio)$/.test(one.localName) &&
    one.getRootNode() !== document
      ? [one.localName]
      : []),
    ...[...one.attributes]
      .filter(
        ({ name, value }) => /^on|^srcdoc$/i.test(name) || /^\s*(?:javascript|data|vbscript):/i.test(value),
      )
      .map(({ name, value }) => `${one.localName} ${name}=${value.slice(0, 60)}`),
  ]);

const names: readonly IncidentEventName[] = [
  'incident-created',
  'incident-queued',
  'incident-selected',
  'incident-priority-change',
  'incident-entry-added',
  'incident-outbox-change',
  'incident-auth-required',
];

/** All that IndexedDB, the other stores and the cookies of this origin hold, as one text. */
async function stored(): Promise<string> {
  const found: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.cookie];
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(new Error(name));
    });
    found.push(name);
    for (const table of database.objectStoreNames) {
      const asked = database.transaction(table).objectStore(table).getAll();
      await new Promise((resolve) => (asked.onsuccess = resolve));
      found.push(asked.result);
    }
    database.close();
  }
  return JSON.stringify(found);
}

let serial = 0;

describe('with a backend that means harm', () => {
  const { log, warn, error, info, debug } = console;
  let said: unknown[] = [];
  let events: CustomEvent[] = [];
  let faults: string[] = [];
  const hear = (event: Event): void => void events.push(event as CustomEvent);
  const stumble = (event: ErrorEvent | PromiseRejectionEvent): void =>
    void faults.push(String('reason' in event ? event.reason : event.message));

  beforeEach(() => {
    [said, events, faults] = [[], [], []];
    for (const level of ['log', 'warn', 'error', 'info', 'debug'] as const)
      console[level] = (...words: unknown[]) => void said.push(...words);
    for (const name of names) document.addEventListener(name, hear);
    window.addEventListener('error', stumble);
    window.addEventListener('unhandledrejection', stumble);
  });
  afterEach(() => {
    Object.assign(console, { log, warn, error, info, debug });
    for (const name of names) document.removeEventListener(name, hear);
    window.removeEventListener('error', stumble);
    window.removeEventListener('unhandledrejection', stumble);
  });

  async function portal(backend: { fetch: typeof fetch }): Promise<IncidentDesk> {
    const adapter = restAdapter({
      profile: await loadProfile('rest'),
      baseUrl: `/hostile-${String(++serial)}`,
      auth: async () => ({ authorization: token }),
      fetch: backend.fetch,
    });
    const desk = await fixture<IncidentDesk>(
      html`<incident-desk .adapterObject=${adapter} user="ada" lang="en" time-zone="Europe/Berlin">
        <incident-form mode="agent"></incident-form>
        <incident-list></incident-list>
        <incident-timeline incident-id="__proto__"></incident-timeline>
        <incident-kpi-card kpi="backlog"></incident-kpi-card>
        <incident-outbox></incident-outbox>
      </incident-desk>`,
    );
    await waitUntil(() => desk.store !== undefined, 'the desk has a store', { timeout: 5000 });
    return desk;
  }

  const settled = (desk: IncidentDesk, words: string): Promise<void> =>
    waitUntil(() => textOf(desk).includes(words), `“${words}” is shown`, { timeout: 8000 });

  it('markup, script addresses and reversed text are shown as the text they are', async () => {
    const desk = await portal(hostileBackend());
    await settled(desk, markup);
    await waitUntil(() => textOf(desk).includes(backwards), 'the timeline is shown', { timeout: 8000 });
    expect(planted(desk)).to.deep.equal([]);
    expect((window as { hostile?: unknown }).hostile).to.equal(undefined);
    expect(({} as { hostile?: unknown }).hostile).to.equal(undefined);
    expect(/\[object \w+\]|\[native code\]/.exec(textOf(desk))?.[0]).to.equal(undefined);
    expect(faults).to.deep.equal([]);
  });

  it('a name cannot turn the sentence around it', () => {
    expect(isolate('Eve \u202egnp.exe\u2069', 'en')).to.equal('Eve gnp.exe');
    expect(isolate('Eve \u2069\u202d', 'ar')).to.equal('\u2068Eve \u2069');
  });

  it('a refusal’s words are text in the outbox', async () => {
    const desk = await portal(hostileBackend(true));
    await settled(desk, markup);
    await desk.store?.createIncident({ title: 'Printer', description: '' });
    await settled(desk, `Sorry ${markup}`);
    expect(/\[object \w+\]|\[native code\]/.exec(textOf(desk))?.[0]).to.equal(undefined);
    expect(planted(desk)).to.deep.equal([]);
    expect((window as { hostile?: unknown }).hostile).to.equal(undefined);
    expect(faults).to.deep.equal([]);
  });

  it('the token goes to the page’s own origin only, although the answers and the page’s base lead away', async () => {
    const base = document.createElement('base');
    base.href = 'https://evil.example.test/';
    document.head.append(base);
    const backend = hostileBackend();
    try {
      const desk = await portal(backend);
      await settled(desk, markup);
      const list = desk.store?.incidents({}, 5);
      const stop = list?.subscribe(() => undefined);
      await waitUntil(() => list?.value.state === 'ready');
      await list?.loadMore();
      stop?.();
      await desk.store?.createIncident({ title: 'Printer', description: '' });
      await waitUntil(() => backend.seen.some(({ method }) => method === 'POST'));
    } finally {
      base.remove();
    }
    expect(backend.seen.some(({ url }) => url.searchParams.get('cursor')?.includes('evil'))).to.equal(true);
    for (const { url, headers, redirect } of backend.seen) {
      expect([url.origin, redirect]).to.deep.equal([location.origin, 'manual']);
      expect(url.pathname).to.match(/^\/hostile-\d+\//);
      expect(headers.get('authorization')).to.equal(token);
      expect(decodeURIComponent(url.href)).not.to.contain('secret').and.not.to.contain(mark);
    }
  });

  it('tells no event, console, address, attribute of the page or store a secret, and no event a person’s words', async () => {
    const backend = hostileBackend();
    const desk = await portal(backend);
    await settled(desk, markup);
    const waiting: number[] = [];
    const count = ({ detail }: DocumentEventMap['incident-outbox-change']): void =>
      void waiting.push(detail.pending);
    document.addEventListener('incident-outbox-change', count);
    await desk.store?.createIncident({ title: `${mark} at home`, description: `${mark} again` });
    await waitUntil(() => backend.seen.some(({ method }) => method === 'POST'));
    await waitUntil(() => desk.store?.outbox.value.items.length === 0, 'sent', { timeout: 8000 });
    document.removeEventListener('incident-outbox-change', count);
    expect(waiting.at(-1)).to.equal(0);
    const details = JSON.stringify(events.map(({ detail }) => detail as unknown));
    expect(events.length).to.be.greaterThan(0);
    const hosts = [desk, ...desk.children]
      .flatMap((one) => [...one.attributes].map(({ value }) => value))
      .join(' ');
    for (const [where, text] of Object.entries({
      events: details,
      console: said.map(String).join(' '),
      address: location.href,
      hosts,
      title: document.title,
    }))
      expect(text, where).not.to.contain(mark).and.not.to.contain('secret');
    const kept = await stored();
    expect(kept, 'what was read and written is kept').to.contain(mark);
    expect(kept, 'the token is not').not.to.contain('secret');
    expect(faults).to.deep.equal([]);
  });
});
