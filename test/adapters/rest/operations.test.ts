import { expect } from '@open-wc/testing';
import { rtPreset } from '../../../src/adapters/presets/rt.js';
import type { ProfileDefinition } from '../../../src/adapters/rest/index.js';
import { parseProfile } from '../../../src/adapters/rest/check.js';
import { assessPriority } from '../../../src/core/priority/priority.js';
import { standardMatrix } from '../../../src/core/priority/standard-matrix.js';
import { answerAsRt, choice, ticket } from './fake-rt.js';
import type { RtState } from './fake-rt.js';
import type { Answer, Script, Sent } from './scripted-fetch.js';
import { adapterFor, plainRest } from './scripted-backend.js';
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
const page = { limit: 10 };

type Table = Readonly<Record<string, (sent: Sent) => Answer>>;
const routes =
  (table: Table): Script =>
  (sent) =>
    table[`${sent.method} ${sent.path.replace(/^\/api/, '')}`]?.(sent) ?? json({ detail: 'Not found' }, 404);

const desk = (table: Table, over?: Partial<ProfileDefinition>) => plainRest(routes(table), over);

function rt(table: Table, state: Partial<RtState> = {}, vars = {}) {
  const backend: RtState = { ticket: ticket(), etag: '"995"', ...state };
  const own = routes(table);
  const made = adapterFor(parseProfile(rtPreset, { vars }), async (sent, nth) => {
    const answer = await own(sent, nth);
    return answer instanceof Response && answer.status === 404 ? answerAsRt(backend, sent) : answer;
  });
  return { ...made, backend };
}

describe('look-ups of plain REST', () => {
  it('return ids with a second line, page by page', async () => {
    const { adapter, sent } = desk({
      'GET /people': ({ search }) =>
        json(
          search.get('cursor') === null
            ? { items: [{ id: 'ada', label: 'Ada Okoro', hint: 'Sales' }], next: 'ada', total: 2 }
            : { items: [{ id: 'ada2', label: 'Ada Okoro', hint: 'Legal' }], next: null, total: 2 },
        ),
    });
    const first = await adapter.people('ada', { limit: 1 });
    const second = await adapter.people('ada', { limit: 1, cursor: first.next });
    expect([...first.items, ...second.items]).to.deep.equal([
      { id: 'ada', label: 'Ada Okoro', hint: 'Sales' },
      { id: 'ada2', label: 'Ada Okoro', hint: 'Legal' },
    ]);
    expect([first.total, second.next]).to.deep.equal([2, undefined]);
    expect(sent[0]!.search.get('q')).to.equal('ada');
  });

  it('tell the support line of a group, by the profile at another place, and none that is no line', async () => {
    const rows = [
      { id: 'desk', label: 'Service desk', line: 1, tier: 'vendor' },
      { id: 'net', label: 'Network', line: '2', tier: 9 },
      { id: 'ops', label: 'Operations', line: 'night' },
    ];
    const table: Table = { 'GET /groups': () => json({ items: rows, next: null, total: 3 }) };
    const lines = async (adapter: ReturnType<typeof desk>['adapter']) =>
      (await adapter.groups('', page)).items.map((one) => one.line);
    expect(await lines(desk(table).adapter)).to.deep.equal([1, 2, undefined]);
    const own = desk(table, { choices: { groups: { op: 'groups', line: 'tier' } } });
    expect(await lines(own.adapter)).to.deep.equal(['vendor', undefined, undefined]);
  });

  it('ask without words for everybody, and find nothing where the service has none', async () => {
    const { adapter, sent } = desk({ 'GET /items': () => json({ items: [], next: null, total: 0 }) });
    await adapter.items(' ', page);
    expect(sent[0]!.search.has('q')).to.equal(false);
    expect(await adapter.groups('x', page)).to.deep.equal({ items: [], total: 0 });
  });

  it('are absent where a profile switches them off', () => {
    const { adapter } = desk({}, { choices: { people: null } });
    expect(['people', 'groups'].map((name) => name in adapter)).to.deep.equal([false, true]);
  });

  it('refuse a place that is not one of theirs', async () => {
    const { adapter } = desk({});
    expect((await rejection(adapter.people('x', { limit: 1, cursor: 'zz' }))).kind).to.equal('validation');
  });

  it('end for the one who gives up', async () => {
    const { adapter } = desk({ 'GET /people': () => json({ items: [], next: null, total: 0 }) });
    const error = await rejection(adapter.people('x', page, { signal: AbortSignal.abort() }));
    expect(error.kind).to.equal('aborted');
  });
});

describe('what people chose', () => {
  it('is sent with its id and compared by it, whatever two people are called', async () => {
    const { adapter, sent } = desk({
      'POST /incidents': ({ body }) => json({ ...record, ...(body as object) }, 201),
    });
    const made = await adapter.create(
      {
        title: 'VPN down',
        description: '',
        caller: { id: 'ada', name: 'Ada' },
        assignee: { id: 'lena', name: 'Lena' },
        group: { id: 'net', label: 'Network' },
        service: { id: 'vpn', label: 'Remote access' },
        ci: { id: 'gw-1', label: 'Gateway' },
      },
      { key: 'k' },
    );
    const body = sent[0]!.body as Record<string, { id: string }>;
    expect(['caller', 'assignee', 'group', 'service', 'ci'].map((field) => body[field]?.id)).to.deep.equal([
      'ada',
      'lena',
      'net',
      'vpn',
      'gw-1',
    ]);
    expect([made.caller?.id, made.ci?.id]).to.deep.equal(['ada', 'gw-1']);
  });

  it('counts as refused where somebody of the same name came back', async () => {
    const { adapter } = rt(
      {},
      {
        put: (state) => {
          state.ticket = ticket({ Owner: { id: 'ada2', Name: 'ada2', RealName: 'Ada' } });
          return json([]);
        },
      },
    );
    const error = await rejection(
      adapter.update('61', { assignee: { id: 'ada', name: 'Ada' } }, { key: 'k', version: '"995"' }),
    );
    expect([error.kind, error.issues[0]?.path]).to.deep.equal(['refused', 'assignee']);
  });

  it('goes to Request Tracker as the user name or the e-mail address it knows people by', async () => {
    const { adapter, sent } = rt({}, { ticket: ticket({ Subject: 'VPN down' }) });
    for (const caller of [
      { id: 'ada', name: 'Ada' },
      { id: '4711', name: 'Ada', email: 'ada@example.test' },
    ])
      await adapter.create(
        { title: 'VPN down', description: '', caller, assignee: { id: 'lena', name: 'Lena' } },
        { key: 'k' },
      );
    expect(
      sent
        .filter(({ method }) => method === 'POST')
        .map(({ body }) => [(body as { Requestor: string }).Requestor, (body as { Owner: string }).Owner]),
    ).to.deep.equal([
      ['ada', 'lena'],
      ['ada@example.test', 'lena'],
    ]);
  });
});

describe('look-ups of Request Tracker', () => {
  const user = (Name: string, RealName = '', EmailAddress = '') => ({
    id: Name,
    Name,
    RealName,
    EmailAddress,
  });

  it('look for people by name, login and address side by side, each of them once, with what was typed as a value', async () => {
    const { adapter, sent } = rt({
      'GET /users': ({ search }) => {
        const [{ field }] = JSON.parse(search.get('query')!) as [{ field: string }];
        const found = {
          RealName: [user('ada', 'Ada Okoro', 'ada@example.test'), user('RT_System', 'The RT System itself')],
          Name: [user('ada', 'Ada Okoro', 'ada@example.test'), user('ada2', 'Ada Okoro', 'a.o@example.test')],
          EmailAddress: [user('portal')],
        }[field]!;
        return json({ items: found, total: found.length });
      },
    });
    const { items } = await adapter.people('a"d', page);
    expect(items).to.deep.equal([
      { id: 'ada', label: 'Ada Okoro', hint: 'ada@example.test' },
      { id: 'ada2', label: 'Ada Okoro', hint: 'a.o@example.test' },
      { id: 'portal', label: 'portal' },
    ]);
    expect(sent.map(({ search }) => JSON.parse(search.get('query')!) as unknown)).to.deep.equal(
      ['RealName', 'Name', 'EmailAddress'].map((field) => [{ field, operator: 'LIKE', value: 'a"d' }]),
    );
  });

  it('find services among the values of the custom field, which are read once', async () => {
    const { adapter, sent } = rt({});
    expect((await adapter.services('vp', page)).items).to.deep.equal([{ id: 'VPN', label: 'VPN' }]);
    expect((await adapter.services('', page)).items.length).to.equal(2);
    expect(sent.filter(({ path }) => path.endsWith('/values')).length).to.equal(1);
  });

  it('find groups among the values of their custom field, and items among the assets', async () => {
    const { adapter, sent } = rt({
      'GET /assets': () => json({ items: [{ id: '12', Name: 'gw-1', Description: 'Rack 4' }], total: 1 }),
    });
    expect((await adapter.groups('erp', page)).items).to.deep.equal([{ id: 'ERP', label: 'ERP' }]);
    expect((await adapter.items('gw', page)).items).to.deep.equal([
      { id: 'gw-1', label: 'gw-1', hint: 'Rack 4', link: '12' },
    ]);
    expect(JSON.parse(sent.at(-1)!.search.get('query')!)).to.deep.equal([
      { field: 'Name', operator: 'LIKE', value: 'gw' },
    ]);
  });

  it('find nothing where the queue has no field for it, and are absent where it is switched off', async () => {
    const { adapter } = rt({}, { missing: ['Group'] });
    expect(await adapter.groups('x', page)).to.deep.equal({ items: [], total: 0 });
    expect('groups' in rt({}, {}, { groupField: '' }).adapter).to.equal(false);
  });
});

describe('who is signed in', () => {
  it('is what plain REST answers, nobody after a 401 or an empty answer, and unknown where it cannot be asked', async () => {
    const ask = (answer: () => Response) => desk({ 'GET /me': answer }).adapter.whoami();
    expect(await ask(() => json({ id: 'ada', name: 'Ada' }))).to.deep.equal({ id: 'ada', name: 'Ada' });
    expect(await ask(() => json({}, 401))).to.equal(undefined);
    expect(await ask(() => json(undefined, 204))).to.equal(undefined);
    expect((await rejection(desk({}).adapter.whoami())).kind).to.equal('unsupported');
  });

  it('is read off a ticket of one’s own in Request Tracker', async () => {
    const { adapter, sent } = rt({
      'GET /tickets': ({ search }) =>
        json(
          search.get('query')!.startsWith('Owner')
            ? { items: [{ id: '61', Owner: { id: 'ada', Name: 'ada', RealName: 'Ada' } }], total: 1 }
            : { items: [], total: 0 },
        ),
    });
    expect(await adapter.whoami()).to.deep.equal({ id: 'ada', name: 'Ada' });
    expect(sent.map(({ search }) => search.get('query'))).to.deep.equal([
      "Creator = '__CurrentUser__'",
      "Owner = '__CurrentUser__'",
    ]);
  });
});

describe('where a record stands in the backend’s own pages', () => {
  const incident = { ...record, status: { category: 'new' as const }, loggedAt: 0, updatedAt: 0, id: 'a b' };

  it('is what the record says, or an address with its id or number', () => {
    const { adapter } = desk({}, { link: 'https://desk.example.test/{number}?id={id}' });
    expect(adapter.link!({ ...incident, url: 'https://x.example.test/1' })).to.equal(
      'https://x.example.test/1',
    );
    expect(adapter.link!(incident)).to.equal('https://desk.example.test/INC7?id=a%20b');
  });

  it('is never an address that runs something', () => {
    const { adapter } = desk({});
    for (const url of ['javascript:alert(1)', ' JAVASCRIPT:alert(1)', 'data:text/html,x', '//evil.test'])
      expect(adapter.link!({ ...incident, url })).to.equal(undefined);
  });

  it('is unknown for Request Tracker until somebody says where it is', () => {
    expect('link' in rt({}).adapter).to.equal(false);
    const { adapter } = rt({}, {}, { recordUrl: 'https://rt.example.test/Ticket/Display.html?id=' });
    expect(adapter.link!({ ...incident, id: '61' })).to.equal(
      'https://rt.example.test/Ticket/Display.html?id=61',
    );
  });
});

describe('what a backend asks for', () => {
  it('is told by plain REST in its own order, fields of its own included, and what cannot be sent is left out', async () => {
    const { adapter } = desk({
      'GET /description': () =>
        json({
          create: [
            { name: 'costCentre', kind: 'text', custom: true, label: 'Cost centre', maxLength: 20 },
            { name: 'title', kind: 'text', required: true, maxLength: 120 },
            {
              name: 'subcategory',
              kind: 'text',
              dependsOn: 'category',
              choices: [{ id: 'Printer', label: 'Printer', when: ['Hardware'] }],
            },
            { name: '__proto__', kind: 'text', custom: true },
          ],
          edit: [{ name: 'number', kind: 'text', readOnly: true }],
        }),
    });
    const { create, edit } = await adapter.describe();
    expect(create).to.deep.equal([
      { name: 'costCentre', custom: true, label: 'Cost centre', kind: 'text', maxLength: 20 },
      { name: 'title', kind: 'text', required: true, maxLength: 120 },
      {
        name: 'subcategory',
        kind: 'text',
        choices: [{ id: 'Printer', label: 'Printer', when: ['Hardware'] }],
        dependsOn: 'category',
      },
    ]);
    expect(edit).to.deep.equal([{ name: 'number', kind: 'text', readOnly: true }]);
  });

  it('is what the profile says where the service does not tell, with the choices of its options', async () => {
    const { adapter } = desk({
      'GET /options': () => json({ categories: [{ id: 'NET', label: 'Network' }] }),
    });
    const { create } = await adapter.describe();
    expect(create.find(({ name }) => name === 'title')).to.deep.equal({
      name: 'title',
      kind: 'text',
      required: true,
    });
    expect(create.find(({ name }) => name === 'category')?.choices).to.deep.equal([
      { id: 'NET', label: 'Network' },
    ]);
  });

  const custom = (over: object) => json({ Type: 'Select', MaxValues: '1', Pattern: '', ...over });

  it('is set up in a queue of Request Tracker: which custom fields, with choices, required and dependent ones', async () => {
    const { adapter } = rt({
      'GET /queue/Incidents': () =>
        json({
          TicketCustomFields: [
            ['2', 'Impact'],
            ['5', 'Category'],
            ['8', 'Subcategory'],
            ['9', 'Cost centre'],
            ['10', 'Photo'],
          ].map(([id, name]) => ({ id, name })),
        }),
      'GET /customfield/2': () => custom({ Name: 'Impact', Values: ['1 - High', '3 - Low', 'Galactic'] }),
      'GET /customfield/5': () =>
        custom({ Name: 'Category', Pattern: '(?#Mandatory).', Values: ['Hardware', 'Software'] }),
      'GET /customfield/8': ({ search }) =>
        custom({
          Name: 'Subcategory',
          BasedOn: { id: '5', type: 'customfield' },
          Values: { Hardware: ['Printer'], Software: ['Licence'], none: ['Printer', 'Licence'] }[
            search.get('category') ?? 'none'
          ],
        }),
      'GET /customfield/9': () => custom({ Name: 'Cost centre', Type: 'Freeform' }),
      'GET /customfield/10': () => custom({ Name: 'Photo', Type: 'Image' }),
    });
    const { create } = await adapter.describe();
    const field = (name: string) => create.find((one) => one.name === name);
    expect(field('impact')).to.deep.equal({
      name: 'impact',
      kind: 'level',
      choices: [
        { id: '1', label: '1 - High' },
        { id: '3', label: '3 - Low' },
      ],
    });
    expect(field('category')).to.deep.include({ required: true });
    expect(field('Subcategory')).to.deep.equal({
      name: 'Subcategory',
      custom: true,
      kind: 'text',
      dependsOn: 'category',
      choices: [
        { id: 'Printer', label: 'Printer', when: ['Hardware'] },
        { id: 'Licence', label: 'Licence', when: ['Software'] },
      ],
    });
    expect(field('Cost centre')).to.deep.equal({ name: 'Cost centre', custom: true, kind: 'text' });
    // A picture cannot be typed in, and what the queue does not have is hidden.
    expect([field('Photo'), field('urgency')]).to.deep.equal([undefined, undefined]);
  });
});

describe('a field that a profile takes away', () => {
  const told = async (adapter: ReturnType<typeof desk>['adapter']) => {
    const { create, edit } = await adapter.describe();
    return [...new Set([...create, ...edit].map(({ name }) => name))];
  };

  it('is not shown in plain REST, also where the service describes it and others depend on it', async () => {
    const category = { name: 'category', kind: 'text', choices: [{ id: 'NET', label: 'Network' }] };
    const part = {
      ...{ name: 'subcategory', kind: 'text', dependsOn: 'category' },
      choices: [{ id: 'LAN', label: 'LAN', when: ['NET'] }],
    };
    const answers = {
      'GET /description': () => json({ create: [category, part], edit: [category] }),
      'GET /incidents/7': () => json({ ...record, category: 'NET', custom: { category: 'NET', floor: 3 } }),
    };
    const { adapter } = desk(answers, { fields: { category: null } });
    const { create, edit } = await adapter.describe();
    expect([create.map(({ name }) => name), edit]).to.deep.equal([['subcategory'], []]);
    expect(create[0]?.dependsOn, 'its choices can be made').to.equal(undefined);
    expect((await adapter.get('7')).custom).to.deep.equal({ floor: 3 });
    expect(await told(desk(answers).adapter)).to.include('category');
  });

  it('is not shown in Request Tracker, where its custom field has another name', async () => {
    const over = { vars: { categoryField: 'Kind of fault' }, fields: { category: null } };
    const custom: readonly (readonly [string, string])[] = [
      ['5', 'Kind of fault'],
      ['9', 'Cost centre'],
    ];
    const backend = {
      etag: '"1"',
      ticket: ticket({ CustomFields: custom.map(([id, name]) => choice(id, name, 'x')) }),
    };
    const { adapter } = adapterFor(
      parseProfile({ extends: 'rt', ...over }, { presets: { rt: rtPreset } }),
      (sent) => {
        const field = custom.find(([id]) => sent.path === `/api/customfield/${id}`);
        if (field) return json({ Name: field[1], Type: 'Freeform' });
        return sent.path === '/api/queue/Incidents'
          ? json({ TicketCustomFields: custom.map(([id, name]) => ({ id, name })) })
          : answerAsRt(backend, sent);
      },
    );
    expect(await told(adapter))
      .to.include('Cost centre')
      .and.not.to.include('Kind of fault');
    expect((await adapter.get('61')).custom).to.deep.equal({ 'Cost centre': 'x' });
  });

  it('is shown as another of our fields that is read from the same place', async () => {
    const { adapter } = desk(
      { 'GET /description': () => json({ create: [{ name: 'category', kind: 'text' }], edit: [] }) },
      { fields: { category: null, subcategory: { read: 'category', write: 'category' } } },
    );
    expect(await told(adapter)).to.deep.equal(['subcategory']);
  });

  it('can be one that only the backend knows, named by the profile', async () => {
    const { adapter } = desk(
      {
        'GET /description': () =>
          json({ create: [{ name: 'costCentre', kind: 'text', custom: true }], edit: [] }),
        'GET /incidents/7': () => json({ ...record, custom: { costCentre: '4711', floor: 3 } }),
      },
      { hidden: ['costCentre'] },
    );
    expect(await told(adapter)).to.deep.equal([]);
    expect((await adapter.get('7')).custom).to.deep.equal({ floor: 3 });
  });
});

describe('a field only the backend knows', () => {
  it('travels under its own name with plain REST, and null empties it', async () => {
    const { adapter, sent } = desk({
      'GET /incidents/7': () => json({ ...record, custom: { costCentre: '4711', empty: null } }),
      'PATCH /incidents/7': () => json(record),
    });
    expect((await adapter.get('7')).custom).to.deep.equal({ costCentre: '4711' });
    await adapter.update('7', { custom: { costCentre: null, floor: 3 } }, { key: 'k', version: '"1"' });
    expect(sent.at(-1)!.body).to.deep.equal({ custom: { costCentre: null, floor: 3 } });
  });

  it('is a custom field of Request Tracker that is none of ours', async () => {
    const { adapter, sent } = rt(
      {},
      {
        ticket: ticket({
          Subject: 'VPN down',
          CustomFields: [
            choice('2', 'Impact', '1 - High'),
            choice('9', 'Cost centre', '4711'),
            choice('11', 'Tags', 'a', 'b'),
          ],
        }),
      },
    );
    expect((await adapter.get('61')).custom).to.deep.equal({ 'Cost centre': '4711', Tags: ['a', 'b'] });
    await adapter.create(
      { title: 'VPN down', description: '', impact: 1, custom: { 'Cost centre': '4711' } },
      { key: 'k' },
    );
    const { body } = sent.find(({ method }) => method === 'POST')!;
    expect((body as { CustomFields: object }).CustomFields).to.deep.equal({
      2: '1 - High',
      'Cost centre': '4711',
    });
  });
});

describe('steps', () => {
  const listed = [
    {
      id: '11',
      to: 'paused',
      status: { code: 'caller', label: 'Waiting for the caller' },
      label: 'Ask the caller',
    },
    {
      id: '21',
      to: 'paused',
      status: { code: 'vendor', label: 'Waiting for the vendor' },
      label: 'Ask the vendor',
      asks: [{ name: 'reason', kind: 'text', required: true }],
    },
  ];

  it('are what plain REST lists, each with what it asks for', async () => {
    const { adapter } = desk({
      'GET /incidents/7/steps': () => json(listed),
      'GET /incidents/7': () => json(record),
    });
    const [caller, vendor] = await adapter.steps('7');
    expect(caller).to.deep.include({
      id: '11',
      to: 'paused',
      status: { category: 'paused', code: 'caller', label: 'Waiting for the caller' },
      label: 'Ask the caller',
    });
    expect(vendor?.asks).to.deep.equal([{ name: 'reason', kind: 'text', required: true }]);
  });

  it('are named by the backend’s id of the moment when they are sent', async () => {
    const { adapter, sent } = desk({
      'GET /incidents/7/steps': () => json(listed),
      'GET /incidents/7': () => json(record, 200, { ETag: '"1"' }),
      'POST /incidents/7/steps': () => json({ ...record, status: 'paused', statusCode: 'vendor' }),
    });
    await adapter.transition(
      '7',
      { to: 'paused', code: 'vendor', reason: 'Ordered' },
      { key: 'k', version: '"1"' },
    );
    expect(sent.at(-1)!.body).to.deep.equal({ to: 'paused', code: 'vendor', reason: 'Ordered', step: '21' });
  });

  it('that the backend does not list now are refused before anything is sent', async () => {
    const { adapter, sent } = desk({
      'GET /incidents/7/steps': () => json(listed),
      'GET /incidents/7': () => json(record),
    });
    for (const request of [{ to: 'closed' }, { to: 'paused', code: 'gone' }] as const) {
      const error = await rejection(adapter.transition('7', request, { key: 'k' }));
      expect([error.kind, error.issues[0]?.code, error.ambiguous]).to.deep.equal([
        'refused',
        'illegal-transition',
        false,
      ]);
    }
    expect(sent.every(({ method }) => method === 'GET')).to.equal(true);
  });

  it('that were taken by an attempt whose answer got lost are not taken again, although nobody lists them any more', async () => {
    const { adapter, sent } = desk({
      'GET /incidents/7/steps': () => json([]),
      'GET /incidents/7': () =>
        json({ ...record, status: 'paused', statusCode: 'vendor' }, 200, { ETag: '"2"' }),
    });
    const after = await adapter.transition(
      '7',
      { to: 'paused', code: 'vendor' },
      { key: 'k', version: '"1"', repeated: true },
    );
    expect([after.status.code, sent.filter(({ method }) => method !== 'GET')]).to.deep.equal(['vendor', []]);
  });

  it('speak Jira: transitions by id, fields where it wants them', async () => {
    const { adapter, sent } = desk(
      {
        'GET /issue/7/transitions': () =>
          json({ transitions: [{ id: '31', name: 'Done', to: { id: '5', name: 'Resolved' } }] }),
        'GET /incidents/7': () => json({ ...record, status: '3' }),
        'POST /issue/7/transitions': () => json({ ...record, status: '5' }),
      },
      {
        fields: { status: { read: 'status', enum: 'status' } },
        enums: { status: { read: { 1: 'new', 3: 'active', 5: 'resolved' } } },
        concurrency: { mode: 'none' },
        ops: {
          steps: { method: 'GET', path: '/issue/{id}/transitions', items: 'transitions' },
          transition: { method: 'POST', path: '/issue/{id}/transitions' },
        },
        lifecycle: {
          mode: 'action-endpoint',
          op: 'transition',
          step: 'transition.id',
          inputs: { 'resolution.code': 'fields.resolution.name', comment: 'update.comment[0].add.body' },
          steps: {
            from: 'backend',
            op: 'steps',
            label: 'name',
            code: 'to.id',
            status: 'to.name',
            to: 'none',
          },
        },
      },
    );
    expect(await adapter.steps('7')).to.deep.include.members([]);
    const [done] = await adapter.steps('7');
    expect([done?.id, done?.to, done?.status.label, done?.label]).to.deep.equal([
      '31',
      'resolved',
      'Resolved',
      'Done',
    ]);
    await adapter.transition(
      '7',
      {
        to: 'resolved',
        comment: 'It works.',
        resolution: { type: 'permanent', code: 'Fixed', notes: 'Patched' },
      },
      { key: 'k' },
    );
    expect(sent.at(-1)!.body).to.deep.equal({
      transition: { id: '31' },
      fields: { resolution: { name: 'Fixed' } },
      update: { comment: [{ add: { body: 'It works.' } }] },
    });
  });

  it('of Request Tracker follow its lifecycle, with what ours asks for', async () => {
    const { adapter } = rt({}, { ticket: ticket({ Status: 'stalled' }) });
    const steps = await adapter.steps('61');
    expect(steps.map(({ id, to, status }) => [id, to, status.code])).to.deep.equal([
      ['open', 'active', 'open'],
      ['resolved', 'resolved', 'resolved'],
      ['rejected', 'cancelled', 'rejected'],
    ]);
    expect(steps[1]?.asks.map(({ name, required }) => [name, required ?? false])).to.deep.equal([
      ['resolution', true],
      ['comment', false],
    ]);
  });
});

describe('why a priority is what it is', () => {
  const byHand = assessPriority(standardMatrix, {
    impact: 3,
    urgency: 3,
    facts: { vip: true },
    override: { priority: 1, reason: 'The board meets here today.' },
  });
  const byRules = assessPriority(standardMatrix, { impact: 3, urgency: 3 });
  const draft = { title: 'VPN down', description: '', impact: 3, urgency: 3, priority: 1 };
  const words =
    'Priority P1 set by hand instead of P4: The board meets here today.\nTaken into account: a VIP is affected.';

  it('goes whole to plain REST with create and update, and comes back whole', async () => {
    const { adapter, sent } = desk({
      'POST /incidents': ({ body }) => json({ ...record, ...(body as object) }, 201),
      'PATCH /incidents/7': ({ body }) => json({ ...record, ...(body as object) }),
    });
    const made = await adapter.create({ ...draft, assessment: byHand }, { key: 'k' });
    const after = await adapter.update(
      '7',
      { priority: 5, assessment: byRules },
      { key: 'l', version: '"1"' },
    );
    expect(sent.map(({ body }) => (body as { assessment: unknown }).assessment)).to.deep.equal([
      byHand,
      byRules,
    ]);
    expect([made.assessment, after.assessment]).to.deep.equal([byHand, byRules]);
  });

  it('that came back damaged is not shown', async () => {
    const { adapter } = desk({
      'GET /incidents/7': () => json({ ...record, assessment: { ...byHand, cell: 'P4' } }),
    });
    expect(await adapter.get('7')).not.to.have.property('assessment');
  });

  const queue = (...names: string[]): Table => ({
    'GET /queue/Incidents': () =>
      json({ TicketCustomFields: names.map((name, at) => ({ id: String(at + 2), name })) }),
  });

  it('is kept by Request Tracker in a custom field where the queue has one', async () => {
    const { adapter, sent } = rt(queue('Impact', 'Urgency', 'Assessment'), {
      ticket: ticket({
        Subject: 'VPN down',
        CustomFields: [choice('4', 'Assessment', JSON.stringify(byHand))],
      }),
    });
    const made = await adapter.create({ ...draft, assessment: byHand }, { key: 'k' });
    const [post, ...others] = sent.filter(({ method }) => method === 'POST');
    expect(
      JSON.parse((post!.body as { CustomFields: Record<string, string> }).CustomFields['4'] ?? ''),
    ).to.deep.equal(byHand);
    expect([made.assessment, others.length]).to.deep.equal([byHand, 0]);
  });

  it('is an internal comment in Request Tracker otherwise, when something was said beyond the matrix', async () => {
    const { adapter, sent, warnings } = rt(queue('Impact', 'Urgency'), {
      ticket: ticket({ Subject: 'VPN down', Priority: '100', CustomFields: [] }),
      put: (state) => ((state.ticket = ticket({ Subject: 'VPN down', Priority: '100' })), json([])),
    });
    const made = await adapter.create({ ...draft, assessment: byHand }, { key: 'k' });
    await adapter.update('61', { priority: 1, assessment: byHand }, { key: 'l', version: '"995"' });
    await adapter.create({ ...draft, assessment: byRules }, { key: 'm' });
    const notes = sent.filter(({ path }) => path === '/api/ticket/61/comment');
    expect(notes.map(({ body }) => (body as { Content: string }).Content)).to.deep.equal([words, words]);
    expect(made.assessment).to.equal(undefined);
    expect(warnings.some(({ fields }) => fields?.includes('assessment'))).to.equal(false);
  });

  it('leaves on a backend without keys even where nothing else changes, and says so where it could not', async () => {
    const { adapter, sent, warnings } = rt(
      { ...queue('Impact', 'Urgency'), 'POST /ticket/61/comment': () => json({ message: 'Forbidden' }, 403) },
      { ticket: ticket({ Subject: 'VPN down', Priority: '100' }) },
    );
    await adapter.update('61', { assessment: byHand }, { key: 'k' });
    expect(sent.filter(({ method }) => method !== 'GET').map(({ path }) => path)).to.deep.equal([
      '/api/ticket/61/comment',
    ]);
    expect(warnings.map(({ code, fields }) => [code, fields])).to.deep.include([
      'dropped-fields',
      ['assessment'],
    ]);
  });
});

describe('what an incident belongs together with', () => {
  it('is told by plain REST with number, title and status, and what is no link of ours is left out', async () => {
    const { adapter } = desk({
      'GET /incidents/7/relations': () =>
        json([
          { kind: 'parent', id: '3', number: 'INC3', title: 'No network' },
          { kind: 'problem', id: 'P9', title: 'Switch firmware', url: 'https://desk.example/problems/9' },
          { kind: 'change', url: 'javascript:alert(1)' },
          { kind: 'owner', id: 'ada' },
        ]),
    });
    expect(await adapter.related('7')).to.deep.equal([
      { kind: 'parent', id: '3', number: 'INC3', title: 'No network' },
      { kind: 'problem', id: 'P9', title: 'Switch firmware' },
    ]);
  });

  it('is no list where the answer is none, and unknown where the profile does not say', async () => {
    const { adapter } = desk({ 'GET /incidents/7/relations': () => json({ relations: 'none' }) });
    expect((await rejection(adapter.related('7'))).kind).to.equal('bad-answer');
    expect(desk({}, { related: null }).adapter.related).to.equal(undefined);
  });

  it('is read off a ticket of Request Tracker, with the titles of the others as far as one may see them', async () => {
    const link = (ref: string, id: string): object => ({
      ref,
      type: 'ticket',
      id,
      _url: `http://rt.internal.test/REST/2.0/ticket/${id}`,
    });
    const { adapter } = rt({
      'GET /ticket/61': () =>
        json(
          ticket({
            _hyperlinks: [
              link('self', '61'),
              link('parent', '40'),
              link('refers-to', '41'),
              link('refers-to', '42'),
              { ...link('refers-to', '40'), type: 'asset' },
              { ...link('refers-to', '41'), type: 'article' },
              { ref: 'depends-on', type: 'external', _url: 'https://vendor.example/case/5' },
              { ref: 'history', _url: 'http://rt.internal.test/REST/2.0/ticket/61/history' },
            ],
          }),
        ),
      'GET /ticket/40': () => json(ticket({ id: 40, Subject: 'No network', Status: 'stalled' })),
      'GET /ticket/41': () => json({ message: 'Forbidden' }, 403),
      'GET /ticket/42': () => json(ticket({ id: 43, Subject: 'Somebody else’s' })),
    });
    const told = await adapter.related('61');
    expect(
      told.map(({ kind, id, title, url, status }) => [kind, id, title, url, status?.category]),
    ).to.deep.equal([
      ['parent', '40', 'No network', undefined, 'paused'],
      ['related', '41', undefined, undefined, undefined],
      ['related', '42', undefined, undefined, undefined],
      ['affects', '40', 'asset 40', undefined, undefined],
      ['caused-by', 'https://vendor.example/case/5', undefined, 'https://vendor.example/case/5', undefined],
    ]);
  });
});

describe('a link that is added or removed', () => {
  const write = { key: 'k' };
  /** A plain service that keeps what it is told, unless it is deaf. */
  const plain = (deaf = false) => {
    const rows: { kind: string; id: string }[] = [];
    return desk({
      'GET /incidents/7/relations': () => json(rows),
      'POST /incidents/7/relations': ({ body }) => {
        const { gone, ...row } = body as { kind: string; id: string; gone?: boolean };
        if (!deaf && gone) rows.splice(0);
        else if (!deaf) rows.push(row);
        return new Response(null, { status: 204 });
      },
    });
  };
  const posts = (sent: readonly Sent[]): unknown =>
    sent.filter(({ method }) => method !== 'GET').map(({ body }) => body);

  it('goes to plain REST once, whoever sends it again, and is read back', async () => {
    const { adapter, sent } = plain();
    await adapter.relate('7', { kind: 'problem', id: 'P9' }, write);
    await adapter.relate('7', { kind: 'problem', id: 'P9' }, { ...write, repeated: true });
    expect((await adapter.related('7')).length).to.equal(1);
    await adapter.relate('7', { kind: 'problem', id: 'P9', gone: true }, { key: 'l' });
    expect(posts(sent)).to.deep.equal([
      { kind: 'problem', id: 'P9' },
      { kind: 'problem', id: 'P9', gone: true },
    ]);
    expect(sent.find(({ method }) => method === 'POST')?.headers.get('Idempotency-Key')).to.equal('k');
  });

  it('is not believed where the service says yes and keeps nothing', async () => {
    const { kind } = await rejection(plain(true).adapter.relate('7', { kind: 'child', id: '3' }, write));
    expect(kind).to.equal('refused');
  });

  it('is unclear where nobody can be asked afterwards', async () => {
    let asked = 0;
    const { adapter } = desk({
      'GET /incidents/7/relations': () => (asked++ === 0 ? json([]) : json({ detail: 'No.' }, 403)),
      'POST /incidents/7/relations': () => new Response(null, { status: 204 }),
    });
    const { ambiguous } = await rejection(adapter.relate('7', { kind: 'child', id: '3' }, write));
    expect(ambiguous).to.equal(true);
  });

  it('does not exist where the profile takes it away, and stays readable', () => {
    const related = { op: 'relations', kind: 'kind', relate: null };
    const { adapter } = desk({}, { related });
    expect(['related', 'relate'].map((name) => name in adapter)).to.deep.equal([true, false]);
    expect(adapter.traits.relations).to.equal(undefined);
  });

  /** A ticket with links; the words of a change say what becomes of them. */
  const tracker = (said: readonly string[] = [], links: readonly (readonly [string, string])[] = []) => {
    const kept = [...links];
    const refs = { AddParent: 'parent', AddRefersTo: 'refers-to' } as Readonly<Record<string, string>>;
    return rt({
      'GET /ticket/61': () => json(ticket({ _hyperlinks: kept.map(([ref, id]) => ({ ref, id })) })),
      'PUT /ticket/61': ({ body }) => {
        const [[word, id]] = Object.entries(body as Record<string, string>) as [[string, string]];
        if (said.length > 0) return json(said);
        if (word.startsWith('Delete')) kept.splice(0);
        else kept.push([refs[word] ?? word, id]);
        return json(['Link changed']);
      },
    });
  };

  it('is added to a ticket of Request Tracker beside the others, and removed by what the tracker calls it', async () => {
    const { adapter, sent } = tracker();
    await adapter.relate('61', { kind: 'parent', id: '40' }, write);
    expect(posts(sent)).to.deep.equal([{ AddParent: '40' }]);
    const other = tracker([], [['referred-to-by', '41']]);
    await other.adapter.relate('61', { kind: 'related', id: '41', gone: true }, write);
    expect(posts(other.sent)).to.deep.equal([{ DeleteReferredToBy: '41' }]);
    expect(adapter.traits.relations?.adds).to.deep.equal([
      'parent',
      'child',
      'affects',
      'caused-by',
      'related',
    ]);
  });

  it('is refused in the words of Request Tracker, which answers 200 all the same', async () => {
    const { adapter } = tracker(['Permission Denied']);
    const { kind, message } = await rejection(adapter.relate('61', { kind: 'parent', id: '40' }, write));
    expect([kind, message]).to.deep.equal(['refused', 'Permission Denied']);
    const problem = await rejection(adapter.relate('61', { kind: 'problem', id: '40' }, write));
    expect(problem.kind).to.equal('unsupported');
  });

  it('does not count where the answer is about another ticket', async () => {
    const { adapter } = rt({
      'GET /ticket/61': () => json(ticket({ id: 62, _hyperlinks: [{ ref: 'parent', id: '40' }] })),
    });
    const { kind } = await rejection(adapter.relate('61', { kind: 'parent', id: '40' }, write));
    expect(kind).to.equal('bad-answer');
  });
});

describe('an incident that is cancelled as a duplicate', () => {
  const cancels = { to: 'cancelled', reason: 'Reported twice.', duplicateOf: '3' } as const;
  const write = { key: 'k', version: '"1"' };

  /** A plain service that takes the step; it may keep what is repeated as something else, or not at all. */
  const plain = (kept: string | undefined, over: Table = {}) => {
    const now: Record<string, unknown> = { ...record };
    const rows: unknown[] = [];
    return desk({
      'GET /incidents/7': () => json(now, 200, { etag: '"1"' }),
      'GET /incidents/3': () => json({ ...record, id: '3', number: 'INC3' }),
      'GET /incidents/4': () => json({ ...record, id: '4', number: 'INC4' }),
      'GET /incidents/7/steps': () =>
        json([{ id: 's1', to: 'cancelled', status: { category: 'cancelled' }, asks: [] }]),
      'POST /incidents/7/steps': () => json(Object.assign(now, { status: 'cancelled', duplicateOf: kept })),
      'GET /incidents/7/relations': () => json(rows),
      'POST /incidents/7/relations': ({ body }) => {
        rows.push(body);
        now['duplicateOf'] = (body as { id: string }).id;
        return new Response(null, { status: 204 });
      },
      ...over,
    });
  };
  const writes = (sent: readonly Sent[]): unknown =>
    sent.filter(({ method }) => method !== 'GET').map(({ path, body }) => [path.slice(4), body]);

  it('goes to plain REST with the step, which keeps the other one', async () => {
    const { adapter, sent } = plain('3');
    const { duplicateOf } = await adapter.transition('7', cancels, write);
    expect(duplicateOf).to.equal('3');
    expect(writes(sent)).to.deep.equal([['/incidents/7/steps', { ...cancels, step: 's1' }]]);
    // Named by its number, and kept by its id.
    await plain('3').adapter.transition('7', { ...cancels, duplicateOf: 'inc3' }, write);
  });

  it('is linked where a service of before takes the step alone', async () => {
    const { adapter, sent } = plain(undefined);
    expect((await adapter.transition('7', cancels, write)).duplicateOf).to.equal('3');
    expect(writes(sent)).to.deep.include(['/incidents/7/relations', { kind: 'duplicate-of', id: '3' }]);
  });

  it('is not believed to repeat one that nobody has named', async () => {
    const { kind, issues } = await rejection(plain('4').adapter.transition('7', cancels, write));
    expect([kind, issues[0]?.path]).to.deep.equal(['refused', 'duplicateOf']);
  });

  /** A ticket that moves on with each change of it, as they do there. */
  const tracker = (said: readonly string[] = []) => {
    const links: object[] = [];
    let changes = 0;
    let Status = 'open';
    const at = (): Record<string, string> => ({ etag: `"${String(changes)}"` });
    return rt({
      'GET /ticket/61': () => json(ticket({ Status, _hyperlinks: links }), 200, at()),
      'PUT /ticket/61': ({ body }) => {
        if (said.length > 0) return json(said);
        changes += 1;
        links.push({ ref: 'refers-to', id: (body as { AddRefersTo: string }).AddRefersTo });
        return json(['Link created']);
      },
      'POST /ticket/61/comment': ({ body }) => {
        changes += 1;
        ({ Status } = body as { Status: string });
        return json(['Comments added'], 201);
      },
    });
  };

  it('refers to the other ticket of Request Tracker before it is rejected there', async () => {
    const { adapter, sent } = tracker();
    const after = await adapter.transition('61', cancels, { key: 'k', version: '"0"' });
    expect(after.status.category).to.equal('cancelled');
    const puts = sent.filter(({ method }) => method !== 'GET');
    expect(puts.map(({ method }) => method)).to.deep.equal(['PUT', 'POST']);
    expect(puts[0]?.body).to.deep.equal({ AddRefersTo: '3' });
  });

  it('stays as it is where Request Tracker knows no such ticket, or somebody else was quicker', async () => {
    const { adapter, sent } = tracker(["Ticket 3 doesn't exist"]);
    const { kind } = await rejection(adapter.transition('61', cancels, { key: 'k', version: '"0"' }));
    expect(kind).to.equal('refused');
    const late = tracker();
    const error = await rejection(late.adapter.transition('61', cancels, { key: 'k', version: '"9"' }));
    expect(error.kind).to.equal('conflict');
    for (const each of [sent, late.sent])
      expect(each.filter(({ method }) => method === 'POST').length).to.equal(0);
    expect(late.sent.filter(({ method }) => method === 'PUT').length).to.equal(0);
  });
});

describe('a task that is saved', () => {
  const task = {
    id: 't1',
    title: 'Ping the switch',
    kind: 'check',
    state: 'done',
    result: 'Answers',
  } as const;

  it('counts only where the answer is that task with everything that was said of it', async () => {
    for (const wrong of [{ id: 't2' }, { state: 'open' }, { result: '' }, { title: 'Ping' }]) {
      const { adapter } = desk({
        'POST /incidents/7/tasks': () => json({ ...task, version: '"1"', ...wrong }),
      });
      const { kind, ambiguous } = await rejection(adapter.saveTask('7', task, { key: 'k' }));
      expect([kind, ambiguous], JSON.stringify(wrong)).to.deep.equal(['bad-answer', true]);
    }
    const { adapter } = desk({ 'POST /incidents/7/tasks': () => json({ ...task, version: '"2"' }) });
    expect((await adapter.saveTask('7', task, { key: 'k' })).version).to.equal('"2"');
  });
});
