import { expect } from '@open-wc/testing';
import type { IncidentError } from '../../../src/core/errors.js';
import type { Incident } from '../../../src/core/incident.js';
import type { IncidentQuery } from '../../../src/core/query.js';
import { rtPreset } from '../../../src/adapters/presets/rt.js';
import { parseProfile } from '../../../src/adapters/rest/check.js';
import type { RtState } from './fake-rt.js';
import { answerAsRt, choice, row, ticket } from './fake-rt.js';
import { adapterFor } from './scripted-backend.js';
import { json, rejection } from './scripted-fetch.js';

const at = (time: string): number => Date.parse(`2026-11-22T${time}Z`);

function desk(state: Partial<RtState> = {}, vars = {}) {
  const rt: RtState = { ticket: ticket(), etag: '"995"', ...state };
  const made = adapterFor(parseProfile(rtPreset, { vars }), (sent) => answerAsRt(rt, sent));
  return { ...made, rt, of: (method: string) => made.sent.filter((one) => one.method === method) };
}

const write = { key: 'k-1' };

describe('Request Tracker: reading', () => {
  it('reads a ticket in our words: levels, nearest priority, people, and no date where RT says 1970', async () => {
    const { adapter } = desk({
      attachments: [
        { id: '9', TransactionId: '994', ContentType: 'text/plain', Content: 'No answer to ping.' },
      ],
    });
    const incident = await adapter.get('61');
    expect(incident).to.deep.equal({
      id: '61',
      number: '61',
      title: 'Printer on floor 3 is offline',
      description: 'No answer to ping.',
      status: { category: 'active', code: 'open' },
      priority: 2,
      impact: 1,
      urgency: 2,
      service: { id: 'Office Network', label: 'Office Network' },
      caller: { id: 'farid.haddad', name: 'Farid Haddad', email: 'farid.haddad@example.test' },
      reporter: { id: 'root', name: 'root' },
      assignee: { id: 'elif.yildiz', name: 'Elif Yıldız', email: 'elif.yildiz@example.test' },
      loggedAt: at('05:19:57'),
      updatedAt: at('05:20:35'),
      acknowledgedAt: at('05:20:35'),
      version: '"995"',
    });
  });

  it('takes the owner Nobody for nobody', async () => {
    const { adapter } = desk({
      ticket: ticket({
        Owner: { id: 'Nobody', type: 'user', Name: 'Nobody', RealName: 'Nobody in particular' },
      }),
    });
    expect(await adapter.get('61')).not.to.have.property('assignee');
  });

  for (const [number, rank] of [
    ['100', 1],
    ['91', 1],
    ['89', 2],
    ['60', 3],
    ['20', 4],
    ['14', 5],
    ['0', 5],
    ['High', 2],
  ] as const)
    it(`reads priority ${number} as rank ${rank}`, async () => {
      const { adapter } = desk({ ticket: ticket({ Priority: number }) });
      expect((await adapter.get('61')).priority).to.equal(rank);
    });

  it('keeps an unknown status with its own word and counts it as work in progress', async () => {
    const { adapter } = desk({ ticket: ticket({ Status: 'waiting-for-vendor' }) });
    expect((await adapter.get('61')).status).to.deep.equal({
      category: 'active',
      code: 'waiting-for-vendor',
      label: 'waiting-for-vendor',
    });
  });

  for (const [code, category, label] of [
    ['open', 'active', undefined],
    ['rejected', 'cancelled', undefined],
    ['deleted', 'cancelled', 'deleted'],
  ] as const)
    it(`has ${label ? 'its own word' : 'our word'} for ${code}, so that no two statuses read the same`, async () => {
      const { adapter } = desk({ ticket: ticket({ Status: code }) });
      expect((await adapter.get('61')).status).to.deep.equal({
        category,
        code,
        ...(label ? { label } : {}),
      });
    });

  it('asks in TicketSQL, quotes what people typed, and sorts the most urgent, which has RT’s highest number, first, with the id as the last word', async () => {
    const { adapter, sent } = desk();
    await adapter.list(
      {
        status: ['new', 'paused'],
        priority: [2],
        text: `o'clock 12`,
        loggedFrom: at('05:00:00'),
        sort: { field: 'priority', direction: 'ascending' },
      },
      { limit: 500 },
    );
    const { search } = sent[0]!;
    expect(search.get('query')).to.equal(
      `Queue = 'Incidents' AND (Status = 'new' OR Status = 'stalled') AND (Priority >= 65 AND Priority < 90) AND Created >= '2026-11-22 05:00:00 UTC' AND Subject LIKE 'o\\'clock' AND (Subject LIKE '12' OR id = 12)`,
    );
    expect(search.getAll('orderby')).to.deep.equal(['Priority', 'id']);
    expect(search.getAll('order')).to.deep.equal(['DESC', 'DESC']);
    expect(search.get('per_page')).to.equal('100');
  });

  it('tells which tickets nobody has asked for, by all their requestors and all values of a field', async () => {
    const people = (...ids: string[]) =>
      ids.map((id) => ({ type: 'user', id, EmailAddress: `${id}@example.test` }));
    const answered = async (over: Record<string, unknown>, query: IncidentQuery, vars = {}) => {
      const { adapter } = desk({ ticket: ticket(over) }, vars);
      return (await adapter.list(query, { limit: 9 })).unasked;
    };
    const both = { Requestor: people('farid', 'leila') };
    expect(await answered(both, { callerId: 'Leila' })).to.equal(undefined);
    expect(await answered(both, { callerId: 'leila@example.test' })).to.equal(undefined);
    expect(await answered(both, { callerId: 'owen' })).to.deep.equal(['61']);
    // A group stands for everybody in it, and a ticket without a requestor says nothing.
    const team = { Requestor: [...people('farid'), { type: 'group', id: '30', Name: 'Network' }] };
    expect(await answered(team, { callerId: 'owen' })).to.equal(undefined);
    expect(await answered({ Requestor: [] }, { callerId: 'owen' })).to.equal(undefined);
    const fields = { CustomFields: [choice('5', 'Category', 'Network', 'Access'), choice('4', 'Service')] };
    expect(await answered(fields, { category: ['access', 'Data'] })).to.equal(undefined);
    expect(await answered(fields, { category: ['Data'], service: 'VPN' })).to.deep.equal(['61']);
    expect(await answered(fields, { service: 'VPN' })).to.equal(undefined);
    expect(await answered(both, { text: 'nothing like it' })).to.equal(undefined);
    expect(desk().adapter.traits.exact).to.deep.equal(['assignee']);
  });

  it('asks for nothing when no status of RT means what was asked for', async () => {
    const { adapter, sent } = desk();
    await adapter.list({ status: ['closed'] }, { limit: 10 });
    expect(sent[0]!.search.get('query')).to.equal("Queue = 'Incidents' AND id < 0");
  });

  it('goes on to an empty page where rights thin out the history and RT names neither total nor next page', async () => {
    const { adapter } = desk({
      thinned: true,
      history: [row('1', 'Create'), row('2', 'Comment'), row('3', 'Comment')],
    });
    const first = await adapter.entries('61', { limit: 2 });
    const second = await adapter.entries('61', { limit: 2, cursor: first.next });
    const third = await adapter.entries('61', { limit: 2, cursor: second.next });
    expect([first, second, third].map((page) => page.items.map((entry) => entry.id))).to.deep.equal([
      ['3', '2'],
      ['1'],
      [],
    ]);
    expect([first.total, third.next]).to.deep.equal([null, undefined]);
  });

  it('tells the history newest first, each event once, with names for ids and our own words for fields', async () => {
    const { adapter } = desk({
      history: [
        row('1', 'Create'),
        row('2', 'EmailRecord'),
        row('3', 'Set', { Field: 'Owner', OldValue: '6', NewValue: '36' }),
        row('4', 'SetWatcher', { Field: 'Owner', OldValue: '6', NewValue: '36' }),
        row('5', 'Set', { Field: 'Priority', OldValue: '50', NewValue: '100' }),
        row('6', 'CustomField', { Field: '3', OldValue: '2 - Medium', NewValue: '1 - High' }),
        row('7', 'Status', {
          Field: 'Status',
          OldValue: 'new',
          NewValue: 'open',
          Creator: { id: 'RT_System', Name: 'RT_System' },
        }),
        row('8', 'Comment'),
        row('9', 'Correspond'),
        row('10', 'DelWatcher', { Field: 'Requestor', OldValue: '44' }),
      ],
    });
    const { items } = await adapter.entries('61', { limit: 50 });
    expect(
      items.map((entry) => [
        entry.id,
        entry.kind,
        entry.visibility,
        entry.changes?.[0],
        entry.deferred ?? false,
      ]),
    ).to.deep.equal([
      ['10', 'change', 'public', { field: 'caller', from: '44' }, false],
      ['9', 'comment', 'public', undefined, true],
      ['8', 'work-note', 'internal', undefined, true],
      ['7', 'status', 'public', { field: 'status', from: 'new', to: 'active' }, false],
      ['6', 'change', 'public', { field: 'urgency', from: '2', to: '1' }, false],
      ['5', 'change', 'public', { field: 'priority', from: '3', to: '1' }, false],
      ['3', 'assignment', 'public', { field: 'assignee', to: 'Elif Yıldız' }, false],
      ['1', 'created', 'public', undefined, true],
    ]);
    expect(items.find((entry) => entry.id === '7')?.author).to.deep.equal({
      id: 'RT_System',
      name: 'RT_System',
      automatic: true,
    });
  });

  it('tells a link in our own words, by the number or the name of what it leads to', async () => {
    const linked = (id: string, Field: string, NewValue: string, OldValue = ''): Record<string, unknown> =>
      row(id, NewValue === '' ? 'DeleteLink' : 'AddLink', { Field, NewValue, OldValue });
    const { adapter } = desk({
      history: [
        linked('1', 'MemberOf', 'fsck.com-rt://desk.test/ticket/40'),
        linked('2', 'RefersTo', '', 'fsck.com-rt://desk.test/ticket/41'),
        linked('3', 'RefersTo', 'asset://desk.test/12'),
        linked('4', 'DependsOn', 'asset://desk.test/13'),
        linked('5', 'RefersTo', 'https://wiki.test/pages/7'),
        linked('6', 'MergedInto', 'fsck.com-rt://desk.test/ticket/42'),
      ],
    });
    const { items } = await adapter.entries('61', { limit: 50 });
    expect([...items].reverse().map(({ changes }) => changes?.[0])).to.deep.equal([
      { field: 'link', label: 'parent', to: '40' },
      { field: 'link', label: 'related', from: '41' },
      { field: 'link', label: 'affects', to: 'Switch 3.12' },
      { field: 'link', label: 'affects', to: '13' },
      { field: 'link', label: 'related', to: 'https://wiki.test/pages/7' },
      { field: 'MergedInto', to: 'fsck.com-rt://desk.test/ticket/42' },
    ]);
  });

  it('fetches words when asked: plain before HTML, base64 as UTF-8, HTML as text, files and mail left out', async () => {
    const part = (TransactionId: unknown, ContentType: string, Content: string) => ({
      TransactionId,
      ContentType,
      Content,
    });
    const { adapter } = desk({
      attachments: [
        part('1', 'multipart/alternative', ''),
        part('1', 'text/html', '<p>as <b>HTML</b></p>'),
        part('1', 'text/plain', 'as words\n'),
        part({ id: '2', type: 'transaction' }, 'text/plain', 'R3LDvMOfZSBhdXMgSXN0YW5idWw=\n'),
        part('3', 'text/html', '<p>Line&nbsp;1<br>Line 2 &lt;script&gt;</p><script>alert(1)</script>'),
        part('4', 'image/png', 'iVBORw0K'),
        part('5', 'text/plain', 'mail to somebody'),
      ],
    });
    const texts = await adapter.entryTexts('61', ['1', '2', '3', '4']);
    expect([...texts]).to.deep.equal([
      ['1', 'as words'],
      ['2', 'Grüße aus Istanbul'],
      ['3', 'Line 1\nLine 2 <script>'],
      ['4', ''],
    ]);
  });

  it('asks once which custom fields the queue has, hides the others, and says so', async () => {
    const { adapter, sent, warnings } = desk({ missing: ['Service'] });
    expect(adapter.traits.fields).to.have.property('service');
    const { create } = await adapter.describe();
    await adapter.describe();
    expect(create.map(({ name }) => name))
      .to.include('category')
      .and.not.to.include('service');
    expect(adapter.traits.fields).not.to.have.property('service');
    expect(sent.filter((one) => one.path === '/api/queue/Incidents').length).to.equal(1);
    expect(warnings.map((warning) => [warning.code, warning.fields])).to.deep.equal([
      ['missing-field', ['service']],
    ]);
  });
});

describe('Request Tracker: writing', () => {
  const draft = {
    title: 'VPN down',
    description: 'Since nine',
    impact: 2,
    urgency: 1,
    priority: 1,
    service: { id: 'VPN', label: 'VPN' },
    caller: { id: 'farid.haddad', name: 'Farid', email: 'farid.haddad@example.test' },
  };

  it('creates a ticket with numbers for priorities, labels for levels and the ids of its queue’s custom fields, then reads it', async () => {
    const { adapter, of } = desk({ ticket: ticket({ Subject: draft.title }) });
    const made = await adapter.create(draft, write);
    expect(of('POST')[0]!.body).to.deep.equal({
      Queue: 'Incidents',
      ContentType: 'text/plain',
      Subject: 'VPN down',
      Content: 'Since nine',
      Priority: 100,
      Requestor: 'farid.haddad@example.test',
      CustomFields: { 2: '2 - Medium', 3: '1 - High', 4: 'VPN' },
    });
    expect(of('POST')[0]!.headers.get('x-requested-with')).to.equal('XMLHttpRequest');
    expect([made.id, made.description, made.version]).to.deep.equal(['61', 'Since nine', '"995"']);
  });

  it('refuses a blank title itself: RT takes one', async () => {
    const { adapter, sent } = desk({ ticket: ticket({}) });
    for (const promise of [
      adapter.create({ ...draft, title: ' \n' }, write),
      adapter.update('61', { title: '' }, write),
    ]) {
      const error = await rejection(promise);
      expect([error.kind, error.issues.map(({ path, code }) => [path, code])]).to.deep.equal([
        'validation',
        [['title', 'required']],
      ]);
    }
    expect(sent.filter(({ method }) => method !== 'GET')).to.deep.equal([]);
  });

  it('names the fields RT has dropped in silence, and still counts the ticket as created', async () => {
    const { adapter, warnings } = desk({
      ticket: ticket({ Subject: 'VPN down', Priority: '100', CustomFields: [] }),
    });
    expect((await adapter.create(draft, write)).id).to.equal('61');
    expect(warnings.map((warning) => [warning.code, warning.incidentId, warning.fields])).to.deep.equal([
      ['dropped-fields', '61', ['impact', 'urgency', 'service']],
    ]);
  });

  it('sends only what changes, with the version seen', async () => {
    const { adapter, of, rt } = desk({
      put: (state) => {
        state.ticket = ticket({ Subject: 'Now' });
        state.etag = '"1000"';
        return json(["Ticket 61: Subject changed from 'x' to 'Now'"]);
      },
    });
    const after = await adapter.update('61', { title: 'Now' }, { ...write, version: '"995"' });
    expect([of('PUT')[0]!.body, of('PUT')[0]!.headers.get('if-match')]).to.deep.equal([
      { Subject: 'Now' },
      '"995"',
    ]);
    expect([after.title, after.version, rt.etag]).to.deep.equal(['Now', '"1000"', '"1000"']);
  });

  it('gets the version first where nobody knows it', async () => {
    const { adapter, of } = desk({ put: (state) => ((state.ticket = ticket({ Subject: 'Now' })), json([])) });
    await adapter.update('61', { title: 'Now' }, write);
    expect(of('PUT')[0]!.headers.get('if-match')).to.equal('"995"');
  });

  it('shows both versions of a concurrent change', async () => {
    const { adapter } = desk({ etag: '"1000"', ticket: ticket({ Subject: 'Theirs' }) });
    const error = await rejection(adapter.update('61', { title: 'Mine' }, { ...write, version: '"995"' }));
    expect([error.kind, (error.current as { title: string }).title, error.ambiguous]).to.deep.equal([
      'conflict',
      'Theirs',
      false,
    ]);
  });

  it('shows what somebody else wrote even where the first look finds old words under the new version', async () => {
    const { adapter } = desk({
      etag: '"1000"',
      ticket: ticket({ Subject: 'Theirs' }),
      torn: [ticket({ Subject: 'Printer on floor 3 is offline' })],
    });
    const error = await rejection(adapter.update('61', { title: 'Mine' }, { ...write, version: '"995"' }));
    expect([error.kind, (error.current as { title: string }).title]).to.deep.equal(['conflict', 'Theirs']);
  });

  it('looks again before it calls a change refused that has been made', async () => {
    const { adapter, of } = desk({
      put: (state) => {
        state.torn = [state.ticket];
        state.ticket = ticket({ Subject: 'Now' });
        state.etag = '"1000"';
        return json(["Ticket 61: Subject changed from 'Printer on floor 3 is offline' to 'Now'"]);
      },
    });
    const after = await adapter.update('61', { title: 'Now' }, { ...write, version: '"995"' });
    expect([after.title, after.version, of('PUT').length]).to.deep.equal(['Now', '"1000"', 1]);
  });

  it('does not believe a 200: a refusal is told in the server’s words and at its field', async () => {
    const { adapter } = desk({
      put: () =>
        json(["Ticket 61: Priority changed from 'High' to 'Low'", 'Ticket 61: That user does not exist']),
    });
    const error = await rejection(
      adapter.update('61', { assignee: { id: 'nobody.such', name: '' } }, { ...write, version: '"995"' }),
    );
    expect([error.kind, error.message, error.issues]).to.deep.equal([
      'refused',
      'Ticket 61: That user does not exist',
      [{ path: 'assignee', code: 'refused', message: 'Ticket 61: That user does not exist' }],
    ]);
  });

  it('takes an empty list of sentences for what it is when the value already holds', async () => {
    const { adapter } = desk({ put: () => json([]) });
    expect((await adapter.update('61', { impact: 1 }, { ...write, version: '"995"' })).impact).to.equal(1);
  });

  it('does not send a change again that an earlier attempt has made', async () => {
    const { adapter, of } = desk({ etag: '"1000"', ticket: ticket({ Subject: 'Now' }) });
    expect(
      (await adapter.update('61', { title: 'Now' }, { ...write, version: '"995"', repeated: true })).title,
    ).to.equal('Now');
    expect(of('PUT')).to.deep.equal([]);
  });

  it('answers publicly or notes internally, and gives back the entry with its words', async () => {
    const { adapter, of } = desk();
    const entry = await adapter.addEntry('61', { kind: 'work-note', text: 'Toner <b>ordered</b>' }, write);
    await adapter.addEntry('61', { kind: 'comment', text: 'On its way' }, write);
    expect(of('POST').map((one) => [one.path, one.body])).to.deep.equal([
      ['/api/ticket/61/comment', { ContentType: 'text/plain', Content: 'Toner <b>ordered</b>' }],
      ['/api/ticket/61/correspond', { ContentType: 'text/plain', Content: 'On its way' }],
    ]);
    expect(entry).to.deep.include({
      id: '1019',
      kind: 'work-note',
      visibility: 'internal',
      text: 'Toner <b>ordered</b>',
      key: 'k-1',
    });
    expect(entry.deferred).to.equal(undefined);
  });

  it('looks for the words of an interrupted attempt before it sends them again', async () => {
    const { adapter, of } = desk({
      history: [row('1019', 'Comment')],
      attachments: [{ TransactionId: '1019', ContentType: 'text/plain', Content: 'Toner ordered' }],
    });
    const entry = await adapter.addEntry(
      '61',
      { kind: 'work-note', text: 'Toner ordered' },
      { ...write, repeated: true },
    );
    expect([entry.id, of('POST').length]).to.deep.equal(['1019', 0]);
  });

  it('resolves with status and words in one request, because words sent later would reopen the ticket', async () => {
    const { adapter, of } = desk();
    const after = await adapter.transition(
      '61',
      { to: 'resolved', resolution: { type: 'permanent', code: 'replaced', notes: 'New toner' } },
      { ...write, version: '"995"' },
    );
    expect(of('POST').map((one) => one.body)).to.deep.equal([
      { ContentType: 'text/plain', Content: 'New toner\n(permanent, replaced)', Status: 'resolved' },
    ]);
    expect(after.status.category).to.equal('resolved');
  });

  it('says that RT has no status for a category before anything is sent', async () => {
    const { adapter, sent } = desk();
    const error = await rejection(adapter.transition('61', { to: 'closed' }, write));
    expect([error.kind, sent.length]).to.deep.equal(['unsupported', 0]);
  });

  it('keeps its key in a custom field that is named for it, and finds the ticket by it', async () => {
    const { adapter, of, sent } = desk(
      { ticket: ticket({ Subject: draft.title, CustomFields: [choice('7', 'Portal key', 'k-1')] }) },
      { keyField: 'Portal key' },
    );
    expect(adapter.traits.idempotency).to.equal('lookup');
    await adapter.create(draft, write);
    expect((of('POST')[0]!.body as { CustomFields: object }).CustomFields).to.deep.include({
      7: 'k-1',
    });
    const again = await adapter.create(draft, { ...write, repeated: true });
    expect([again.id, of('POST').length]).to.deep.equal(['61', 1]);
    expect(sent.find((one) => one.path === '/api/tickets')?.search.get('query')).to.equal(
      "Queue = 'Incidents' AND CF.{Portal key} = 'k-1'",
    );
  });

  it('takes a step again that stands open by itself and has not got its owner, unless somebody has moved it', async () => {
    const nobody = { id: 'Nobody', type: 'user', Name: 'Nobody', RealName: 'Nobody in particular' };
    const take = { to: 'active', assignee: { id: 'elif.yildiz', name: 'Elif' } } as const;
    const attempt = async (version: string, over: Record<string, unknown>) => {
      const { adapter, of } = desk({
        ticket: ticket(over),
        put: (state, body) => {
          state.ticket = { ...state.ticket, Owner: { id: body['Owner'] } };
          return json([]);
        },
      });
      const taken = adapter.transition('61', take, { ...write, version, repeated: true });
      return [(await taken.catch((error: IncidentError) => error.kind)) as unknown, of('PUT').length];
    };
    const [taken, puts] = await attempt('"995"', { Owner: nobody });
    expect([(taken as Incident).assignee?.id, puts]).to.deep.equal(['elif.yildiz', 1]);
    expect(await attempt('"994"', { Owner: nobody })).to.deep.equal(['conflict', 1]);
    expect((await attempt('"994"', {}))[1], 'it has arrived').to.equal(0);
  });

  it('takes no ticket for its own that does not carry the key, whatever RT finds', async () => {
    const { adapter, of } = desk(
      {
        ticket: ticket({ Subject: draft.title, CustomFields: [choice('7', 'Portal key', 'somebody-else')] }),
      },
      { keyField: 'Portal key' },
    );
    expect(await adapter.findByKey('k-1')).to.equal(undefined);
    const error = await rejection(adapter.create(draft, { ...write, repeated: true }));
    // It was sent, because nothing was found; and the ticket RT then shows is somebody else's.
    expect([of('POST').length, error.kind, error.ambiguous]).to.deep.equal([1, 'bad-answer', true]);
  });

  it('stops promising it when the queue turns out to have no such field', async () => {
    const { adapter, warnings } = desk({ missing: ['Portal key'] }, { keyField: 'Portal key' });
    await adapter.describe();
    expect([adapter.traits.idempotency, warnings.map((warning) => warning.code)]).to.deep.equal([
      'none',
      ['missing-field'],
    ]);
  });

  it('promises no repetition where no field is named for the key', () => {
    const { adapter } = desk();
    expect([adapter.traits.idempotency, adapter.findByKey]).to.deep.equal(['none', undefined]);
  });
});
