import { expect } from '@open-wc/testing';
import { rtPreset } from '../../../src/adapters/presets/rt.js';
import { parseProfile } from '../../../src/adapters/rest/check.js';
import { answerAsRt, ticket } from './fake-rt.js';
import type { RtState } from './fake-rt.js';
import { adapterFor, plainRest } from './scripted-backend.js';
import type { Sent } from './scripted-fetch.js';
import { json, rejection } from './scripted-fetch.js';

const write = { key: 'k' };
const lena = { person: { id: 'lena', name: 'Lena Fischer' }, role: 'commander' };
const writes = (sent: readonly Sent[]): readonly Sent[] => sent.filter(({ method }) => method !== 'GET');

/** A plain service that keeps who has which part, unless it is deaf. */
function plain({ deaf = false, over = {} } = {}) {
  const rows: { person: { id: string }; role: string }[] = [];
  return plainRest(({ method, path, body }) => {
    if (path === '/api/description')
      return json({
        create: [],
        edit: [],
        participantRoles: [{ id: 'chair', label: 'Chair' }, { label: '' }],
      });
    if (path !== '/api/incidents/7/participants') return json({ detail: 'Not found' }, 404);
    if (method === 'GET') return json(rows);
    const { gone, ...row } = body as (typeof rows)[number] & { gone?: boolean };
    if (!deaf && gone) rows.splice(0);
    else if (!deaf) rows.push(row);
    return new Response(null, { status: 204 });
  }, over);
}

describe('the team of an incident, in plain REST', () => {
  it('is changed once, whoever sends it again, and read back', async () => {
    const { adapter, sent } = plain();
    await adapter.saveParticipant('7', lena, write);
    await adapter.saveParticipant('7', lena, { ...write, repeated: true });
    expect(await adapter.participants('7')).to.deep.equal([lena]);
    await adapter.saveParticipant('7', { ...lena, gone: true }, { key: 'l' });
    expect(writes(sent).map(({ body }) => body)).to.deep.equal([lena, { ...lena, gone: true }]);
    expect(writes(sent)[0]?.headers.get('Idempotency-Key')).to.equal('k');
  });

  it('is not believed where the service says yes and keeps nothing', async () => {
    const { kind } = await rejection(plain({ deaf: true }).adapter.saveParticipant('7', lena, write));
    expect(kind).to.equal('refused');
  });

  it('has the parts the description tells, and those of the policy where it tells none', async () => {
    const { adapter } = plain();
    expect((await adapter.describe()).participantRoles).to.deep.equal([{ id: 'chair', label: 'Chair' }]);
    expect(adapter.traits.participantRoles).to.equal(undefined);
  });

  it('is only read where the profile takes the changing away, and does not exist where it takes all away', () => {
    const some = plain({ over: { participants: { kind: 'rows', op: 'participants', save: null } } }).adapter;
    expect(['participants', 'saveParticipant'].map((name) => name in some)).to.deep.equal([true, false]);
    const none = plain({ over: { participants: null } }).adapter;
    expect('participants' in none).to.equal(false);
  });
});

const user = (id: string): object => ({
  type: 'user',
  id,
  _url: `http://rt.internal.test/REST/2.0/user/${id}`,
});
const team = { type: 'group', id: '55', _url: 'http://rt.internal.test/REST/2.0/group/55' };

interface Tracker {
  /** What a change says; it is carried out where it says nothing. */
  readonly said?: readonly string[];
  /** Somebody else changes the ticket before the first so many changes arrive. */
  quicker?: number;
  readonly over?: Record<string, unknown>;
  readonly roles?: readonly string[];
  /** Drops whoever is named like this, as a user that cannot be found is. */
  readonly drops?: string;
}

/** A ticket whose lists of people are replaced by what is sent. */
function rt({ said, quicker = 0, over = {}, roles = [], drops }: Tracker = {}) {
  const backend: RtState = {
    ticket: ticket({
      Cc: [user('farid.haddad'), team],
      AdminCc: [],
      CustomRoles: { Commander: user('Nobody') },
      ...over,
    }),
    etag: '"995"',
    roles,
    put: (state, body) => {
      if (said) return json(said);
      const rows = (list: unknown): unknown =>
        (list as readonly string[])
          .filter((id) => id !== drops)
          .map((id) => (id === '55' ? team : user(id.replace(/@.*/u, ''))));
      const { CustomRoles, ...lists } = body as { CustomRoles?: Record<string, string> };
      const changed = Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, rows(list)]));
      const single = Object.fromEntries(
        Object.entries(CustomRoles ?? {}).map(([name, id]) => [name, user(id)]),
      );
      state.ticket = {
        ...state.ticket,
        ...changed,
        ...(CustomRoles && { CustomRoles: { ...(state.ticket['CustomRoles'] as object), ...single } }),
      };
      return json(['Watchers changed']);
    },
  };
  let late = quicker;
  const made = adapterFor(parseProfile(rtPreset), (sent) => {
    const { method, path } = sent;
    if (method === 'PUT' && late-- > 0) {
      backend.etag = `"${String(1000 + late)}"`;
      backend.ticket = { ...backend.ticket, Cc: [...(backend.ticket['Cc'] as object[]), user('root')] };
    }
    if (path === '/api/user/elif.yildiz') return json({ Name: 'elif.yildiz', RealName: 'Elif Yıldız' });
    if (path === '/api/group/55') return json({ id: 55, Name: 'Management' });
    if (path === '/api/customrole/3') return json({ id: 3, Name: 'Commander' });
    return answerAsRt(backend, sent);
  });
  return { ...made, backend };
}

const elif = { person: { id: 'elif.yildiz', name: 'Elif Yıldız' }, role: 'admin-cc' };

describe('the team of an incident, in Request Tracker', () => {
  it('has the roles of the queue before a ticket is read, as far as each is known by name', async () => {
    const { adapter, sent } = rt({ roles: ['3'] });
    const ids = async (): Promise<readonly string[] | undefined> =>
      (await adapter.describe()).participantRoles?.map(({ id }) => id);
    expect(await ids()).to.deep.equal(['requestor', 'cc', 'admin-cc', 'Commander']);
    expect(adapter.traits.participantRoles?.map(({ id }) => id)).to.include('Commander');
    expect(sent.filter(({ path }) => path === '/api/queue/Incidents').length, 'asked once').to.equal(1);
    const secret = rt({ roles: ['3', '4'] }).adapter;
    expect((await secret.describe()).participantRoles).to.equal(undefined);
    expect((await rt().adapter.describe()).participantRoles?.length, 'a queue without any').to.equal(3);
  });

  it('is read off the lists of a ticket, with names, and with the teams among them', async () => {
    const { adapter } = rt({ over: { AdminCc: [user('elif.yildiz')] } });
    expect(
      (await adapter.participants('61')).map(({ role, person }) => [role, person.id, person.name]),
    ).to.deep.equal([
      ['requestor', 'farid.haddad', 'Farid Haddad'],
      ['cc', 'farid.haddad', 'farid.haddad'],
      ['cc', '55', 'Management'],
      ['admin-cc', 'elif.yildiz', 'Elif Yıldız'],
    ]);
  });

  it('has the lists of a ticket and the roles that are set up, once a ticket has been read', async () => {
    const { adapter } = rt({ over: { CustomRoles: { Commander: user('Nobody'), 'On call': [] } } });
    expect(adapter.traits.participantRoles?.map(({ id }) => id)).to.deep.equal([
      'requestor',
      'cc',
      'admin-cc',
    ]);
    await adapter.participants('61');
    expect(adapter.traits.participantRoles?.map(({ id }) => id)).to.deep.equal([
      ...['requestor', 'cc', 'admin-cc', 'Commander', 'On call'],
    ]);
  });

  it('is changed with the whole list, for the version that was read, and asks for nothing twice', async () => {
    const { adapter, sent } = rt();
    const informed = { ...elif, role: 'cc' };
    await adapter.saveParticipant('61', informed, write);
    await adapter.saveParticipant('61', informed, { key: 'l' });
    await adapter.saveParticipant('61', { ...informed, gone: true }, { key: 'm' });
    const changes = writes(sent);
    expect(changes.map(({ body }) => body)).to.deep.equal([
      { Cc: ['farid.haddad', '55', 'elif.yildiz'] },
      { Cc: ['farid.haddad', '55'] },
    ]);
    expect(changes[0]?.headers.get('If-Match')).to.equal('"995"');
  });

  it('keeps whom somebody else has added meanwhile, and gives up where that does not end', async () => {
    const once = rt({ quicker: 1 });
    await once.adapter.saveParticipant('61', { ...elif, role: 'cc' }, write);
    expect(writes(once.sent).at(-1)?.body).to.deep.equal({
      Cc: ['farid.haddad', '55', 'root', 'elif.yildiz'],
    });
    const { kind } = await rejection(
      rt({ quicker: 9 }).adapter.saveParticipant('61', { ...elif, role: 'cc' }, write),
    );
    expect(kind).to.equal('conflict');
  });

  it('is refused in the words of Request Tracker, which answers 200 all the same', async () => {
    const { adapter } = rt({ said: ['Ticket 61: Permission Denied'] });
    const { kind, message } = await rejection(adapter.saveParticipant('61', elif, write));
    expect([kind, message]).to.deep.equal(['refused', 'Ticket 61: Permission Denied']);
  });

  it('tells who has been lost from the list by a change', async () => {
    const { adapter } = rt({ drops: 'farid.haddad' });
    const { kind, message } = await rejection(adapter.saveParticipant('61', { ...elif, role: 'cc' }, write));
    expect(kind).to.equal('refused');
    expect(message).to.contain('farid.haddad is no longer there');
  });

  it('gives a part only one person can have, refuses a second, and empties it again', async () => {
    const { adapter, sent } = rt();
    const chief = { ...elif, role: 'Commander' };
    await adapter.saveParticipant('61', chief, write);
    const second = { person: { id: 'root', name: 'root' }, role: 'Commander' };
    expect((await rejection(adapter.saveParticipant('61', second, { key: 'l' }))).kind).to.equal('refused');
    await adapter.saveParticipant('61', { ...chief, gone: true }, { key: 'm' });
    expect(writes(sent).map(({ body }) => body)).to.deep.equal([
      { CustomRoles: { Commander: 'elif.yildiz' } },
      { CustomRoles: { Commander: 'Nobody' } },
    ]);
  });

  it('knows the name of a role where the ticket has its number, as Request Tracker 5 tells it', async () => {
    const { adapter, sent } = rt({
      over: { CustomRoles: undefined, 'RT::CustomRole-3': user('root'), 'RT::CustomRole-4': [] },
    });
    expect((await adapter.participants('61')).map(({ role, person }) => [role, person.id])).to.deep.include([
      'Commander',
      'root',
    ]);
    expect(adapter.traits.participantRoles?.map(({ id }) => id)).to.deep.include.members([
      'Commander',
      // Who may not look it up sees what the ticket has.
      'RT::CustomRole-4',
    ]);
    await rejection(
      adapter.saveParticipant(
        '61',
        { ...lena, person: { id: 'root', name: '' }, role: 'Commander', gone: true },
        write,
      ),
    );
    expect(writes(sent).map(({ body }) => body)).to.deep.equal([{ CustomRoles: { Commander: 'Nobody' } }]);
  });

  it('refuses somebody Request Tracker does not know before its list is sent', async () => {
    const { adapter, sent } = rt();
    const unknown = { person: { id: 'nobody.such', name: 'Nobody' }, role: 'cc' };
    const { kind, message } = await rejection(adapter.saveParticipant('61', unknown, write));
    expect([kind, message]).to.deep.equal(['refused', 'Request Tracker knows nobody called "nobody.such".']);
    expect(writes(sent).length).to.equal(0);
  });

  it('waits for a version that holds still, so that nobody who has just joined is dropped', async () => {
    const { adapter, sent, backend } = rt();
    // The first look shows the list of before with the version of now.
    backend.torn = [{ ...backend.ticket, Cc: [] }];
    await adapter.saveParticipant('61', { ...elif, role: 'cc' }, write);
    expect(writes(sent)[0]?.body).to.deep.equal({ Cc: ['farid.haddad', '55', 'elif.yildiz'] });
  });

  it('never sends a number for a person: that would be somebody else', async () => {
    const { adapter, sent } = rt();
    const digits = { person: { id: '4711', name: 'Ada' }, role: 'admin-cc' };
    expect((await rejection(adapter.saveParticipant('61', digits, write))).kind).to.equal('unsupported');
    expect(writes(sent).length).to.equal(0);
    const there = rt({ over: { Cc: [user('4711')] } });
    const { kind } = await rejection(there.adapter.saveParticipant('61', { ...elif, role: 'cc' }, write));
    expect([kind, writes(there.sent).length]).to.deep.equal(['unsupported', 0]);
  });

  it('leaves a team that is kept informed to Request Tracker', async () => {
    const gone = { person: { id: '55', name: 'Management' }, role: 'cc', gone: true };
    const { adapter, sent } = rt();
    expect((await rejection(adapter.saveParticipant('61', gone, write))).kind).to.equal('refused');
    expect(writes(sent).length).to.equal(0);
  });

  it('does not count where the answer is about another ticket', async () => {
    const { kind } = await rejection(rt({ over: { id: 62 } }).adapter.participants('61'));
    expect(kind).to.equal('bad-answer');
  });
});
