import assert from 'node:assert/strict';
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WholeAdapter } from '../../src/testing/index.js';
import { anAssessment } from '../../src/testing/index.js';
import { rtPreset } from '../../src/adapters/presets/rt.js';
import type { RestAdapterOptions } from '../../src/adapters/rest/index.js';
import { restAdapter } from '../../src/adapters/rest/index.js';
import { parseProfile } from '../../src/adapters/rest/check.js';
import type { ErrorKind, IncidentError } from '../../src/core/errors.js';
import type { Incident } from '../../src/core/incident.js';

interface BackendTest {
  readonly title: string;
  readonly run: () => Promise<void>;
}

async function rejection(promise: Promise<unknown>): Promise<IncidentError> {
  try {
    await promise;
  } catch (error) {
    return error as IncidentError;
  }
  throw new Error('This should have been refused.');
}

/** A gate in front of the backend: passes everything on after a wait, or lets nothing through. */
async function gate(target: URL, behave: { delay: number; afterwards: boolean }) {
  const server = createServer((incoming, outgoing) => {
    const answer = (): void => {
      const onward = forward(
        {
          host: target.hostname,
          port: target.port,
          path: incoming.url,
          method: incoming.method,
          headers: incoming.headers,
        },
        (reply) => {
          const finish = (): void => {
            outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
            reply.pipe(outgoing);
          };
          if (behave.afterwards && incoming.method !== 'GET') setTimeout(finish, behave.delay);
          else finish();
        },
      );
      onward.on('error', () => outgoing.destroy());
      incoming.pipe(onward);
    };
    answer();
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The real Request Tracker: everything the adapter promises about it, proved through RT's own answers. */
export default function tests(environment: Readonly<Record<string, string>>): readonly BackendTest[] {
  const base = environment['RT_BASE'] ?? '';
  const origin = new URL(base).origin;
  const admin = environment['RT_AUTHORIZATION'] ?? '';
  const agent = `Basic ${btoa(`${environment['RT_AGENT_USER']}:${environment['RT_AGENT_PASSWORD']}`)}`;
  const stamp = Date.now().toString(36);
  let keys = 0;
  const write = (version?: string) => ({
    key: `${stamp}-${keys++}`,
    ...(version === undefined ? {} : { version }),
  });

  const open = (options: Partial<RestAdapterOptions> & { authorization?: string } = {}): WholeAdapter =>
    restAdapter({
      profile: parseProfile(rtPreset),
      baseUrl: base,
      allowOrigins: [new URL(options.baseUrl ?? base).origin],
      auth: () => ({ Authorization: options.authorization ?? agent }),
      ...options,
    }) as WholeAdapter;

  /** RT asked directly, past the adapter, as its administrator. */
  async function rt(path: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
    const answer = await fetch(`${base}${path}`, {
      ...init,
      headers: { Authorization: admin, 'Content-Type': 'application/json' },
    });
    return (await answer.json()) as Record<string, unknown>;
  }
  const log = (title: string, over = {}): Promise<Incident> =>
    open().create(
      { title: `${title} ${stamp}`, description: 'Words', impact: 2, urgency: 2, priority: 3, ...over },
      write(),
    );

  const expectKind = (error: IncidentError, kind: ErrorKind): void =>
    assert.equal(error.kind, kind, `${error.kind}: ${error.message}`);

  return [
    {
      title:
        'an incident that was logged is in RT with subject, description, impact, urgency, priority, service and requestor',
      async run() {
        const description = 'Zeile 1\n日本 – <b>"größer"</b> & \\\' 😀';
        const made = await open().create(
          {
            title: `Größe 'x' \\ ${stamp}`,
            description,
            impact: 1,
            urgency: 2,
            priority: 2,
            category: 'Network',
            service: { id: 'VPN', label: 'VPN' },
            caller: { id: 'greta.lindqvist', name: 'Greta', email: 'greta.lindqvist@example.test' },
          },
          write(),
        );
        const ticket = await rt(`/ticket/${made.id}`);
        assert.equal(ticket['Subject'], `Größe 'x' \\ ${stamp}`);
        assert.equal(ticket['Priority'], '80');
        const fields = Object.fromEntries(
          (ticket['CustomFields'] as { name: string; values: string[] }[]).map((one) => [
            one.name,
            one.values[0],
          ]),
        );
        assert.deepEqual(
          [fields['Impact'], fields['Urgency'], fields['Service'], fields['Category']],
          ['1 - High', '2 - Medium', 'VPN', 'Network'],
        );
        assert.deepEqual(
          (ticket['Requestor'] as { id: string }[]).map((one) => one.id),
          ['greta.lindqvist'],
        );
        const [first] = (await rt(`/ticket/${made.id}/attachments?fields=Content&orderby=id`))['items'] as {
          Content: string;
        }[];
        assert.equal(first?.Content, description);
        const again = await open().get(made.id);
        assert.deepEqual(
          [again.description, again.impact, again.urgency, again.priority],
          [description, 1, 2, 2],
        );
        assert.equal(again.caller?.name, 'Greta Lindqvist');
      },
    },
    {
      title: 'a comment added in RT appears among the entries with its words, its author and its visibility',
      async run() {
        const made = await log('Commented');
        await rt(`/ticket/${made.id}/comment`, {
          method: 'POST',
          body: JSON.stringify({ Content: 'Aus RT: größer', ContentType: 'text/plain' }),
        });
        await rt(`/ticket/${made.id}/correspond`, {
          method: 'POST',
          body: JSON.stringify({ Content: '<p>Hello<br>there</p>', ContentType: 'text/html' }),
        });
        const adapter = open();
        const { items } = await adapter.entries(made.id, { limit: 50 });
        const texts = await adapter.entryTexts(
          made.id,
          items.filter((entry) => entry.deferred).map((entry) => entry.id),
        );
        const said = items
          .filter((entry) => entry.deferred)
          .map((entry) => [entry.kind, entry.visibility, entry.author?.name, texts.get(entry.id)]);
        assert.deepEqual(said, [
          ['comment', 'public', 'Enoch Root', 'Hello\nthere'],
          ['work-note', 'internal', 'Enoch Root', 'Aus RT: größer'],
          ['created', 'public', 'Elif Yıldız', 'Words'],
        ]);
      },
    },
    {
      title: 'words added here are in RT, a work note as a comment and a comment as correspondence',
      async run() {
        const made = await log('Noted');
        const note = await open().addEntry(made.id, { kind: 'work-note', text: 'Innen: ß' }, write());
        const reply = await open().addEntry(made.id, { kind: 'comment', text: 'Draußen' }, write());
        const types = await Promise.all(
          [note, reply].map(async ({ id }) => (await rt(`/transaction/${id}`))['Type']),
        );
        assert.deepEqual(types, ['Comment', 'Correspond']);
        assert.equal(note.author?.name, 'Elif Yıldız');
      },
    },
    {
      title: 'a repeated note is found instead of being added twice',
      async run() {
        const made = await log('Repeated');
        const first = await open().addEntry(made.id, { kind: 'work-note', text: 'Once\nonly' }, write());
        const second = await open().addEntry(
          made.id,
          { kind: 'work-note', text: 'Once\r\nonly' },
          { ...write(), repeated: true },
        );
        assert.equal(second.id, first.id);
      },
    },
    {
      title:
        'history newest first, page by page, tells the same as at once, for an agent whose rights thin it out',
      async run() {
        const made = await log('Long');
        const adapter = open();
        for (let i = 0; i < 5; i++)
          await adapter.addEntry(made.id, { kind: 'work-note', text: `Note ${i}` }, write());
        await adapter.update(
          made.id,
          { assignee: { id: 'elif.yildiz', name: '' }, priority: 1, urgency: 1 },
          write(),
        );
        const whole = await adapter.entries(made.id, { limit: 100 });
        const parts: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await adapter.entries(made.id, {
            limit: 3,
            ...(cursor === undefined ? {} : { cursor }),
          });
          parts.push(...page.items.map((entry) => entry.id));
          cursor = page.next;
        } while (cursor !== undefined);
        assert.deepEqual(
          parts,
          whole.items.map((entry) => entry.id),
        );
        assert.ok(whole.items.length >= 9);
        const owner = whole.items.filter((entry) => entry.changes?.[0]?.field === 'assignee');
        assert.deepEqual(
          owner.map((entry) => [entry.kind, entry.changes?.[0]]),
          [['assignment', { field: 'assignee', to: 'Elif Yıldız' }]],
        );
      },
    },
    {
      title: 'a concurrent change is a conflict with the present record, and loses neither',
      async run() {
        const made = await log('Contested');
        await rt(`/ticket/${made.id}`, {
          method: 'PUT',
          body: JSON.stringify({ Subject: 'Theirs', Priority: 100 }),
        });
        const error = await rejection(open().update(made.id, { title: 'Mine' }, write(made.version)));
        expectKind(error, 'conflict');
        const current = error.current as Incident;
        assert.deepEqual([current.title, current.priority], ['Theirs', 1]);
        assert.equal((await rt(`/ticket/${made.id}`))['Subject'], 'Theirs');
        const mine = await open().update(made.id, { title: 'Mine' }, write(current.version));
        assert.deepEqual([mine.title, mine.priority], ['Mine', 1]);
      },
    },
    {
      title: '200 with a refusal is refused, in RT’s words and at the field',
      async run() {
        const made = await log('Refused');
        const person = await rejection(
          open().update(made.id, { assignee: { id: 'nobody.such', name: '' } }, write(made.version)),
        );
        assert.deepEqual(
          [person.kind, person.issues[0]?.path, person.message],
          ['refused', 'assignee', `Ticket ${made.id}: That user does not exist`],
        );
        const choice = await rejection(open().update(made.id, { category: 'Galactic' }, write()));
        assert.deepEqual(
          [choice.kind, choice.issues[0]?.path, choice.message],
          ['refused', 'category', 'Invalid value for custom field'],
        );
        const basic = `Basic ${btoa(`farid.haddad:${environment['RT_AGENT_PASSWORD']}`)}`;
        const own = await log('Own', {
          caller: { id: 'farid.haddad', name: '', email: 'farid.haddad@example.test' },
        });
        const denied = await rejection(
          open({ authorization: basic }).update(own.id, { priority: 1 }, write()),
        );
        assert.deepEqual([denied.kind, denied.issues[0]?.path], ['refused', 'priority']);
        assert.match(denied.message, /Permission Denied/);
      },
    },
    {
      title: 'values are emptied and set again',
      async run() {
        const made = await log('Emptied', {
          category: 'Network',
          occurredAt: Date.UTC(2026, 0, 2, 3, 4, 5),
          assignee: { id: 'elif.yildiz', name: '' },
          caller: { id: 'greta.lindqvist', name: '', email: 'greta.lindqvist@example.test' },
        });
        assert.equal(made.occurredAt, Date.UTC(2026, 0, 2, 3, 4, 5));
        const bare = await open().update(
          made.id,
          { category: null, occurredAt: null, assignee: null, caller: null, impact: null },
          write(made.version),
        );
        for (const field of ['category', 'occurredAt', 'assignee', 'caller', 'impact'] as const)
          assert.equal(bare[field], undefined, field);
        assert.equal((await open().update(made.id, { impact: 3 }, write(bare.version))).impact, 3);
      },
    },
    {
      title: 'resolving with notes, pausing with a reason and a public word, and reopening',
      async run() {
        const made = await log('Stepped');
        const resolved = await open().transition(
          made.id,
          {
            to: 'resolved',
            comment: 'It works again.',
            resolution: { type: 'workaround', code: 'restart', notes: 'Restarted' },
          },
          write(made.version),
        );
        assert.equal(resolved.status.category, 'resolved');
        assert.ok((resolved.resolvedAt ?? 0) > 0);
        const open1 = await open().transition(
          made.id,
          { to: 'active', reason: 'Broken again' },
          write(resolved.version),
        );
        assert.equal(open1.status.code, 'open');
        const paused = await open().transition(made.id, { to: 'paused' }, write(open1.version));
        assert.equal(paused.status.category, 'paused');
        const again = await rejection(
          open().transition(made.id, { to: 'resolved', reason: 'x' }, write(made.version)),
        );
        expectKind(again, 'conflict');
      },
    },
    {
      title:
        'lists filter by status, level, text, person and time, sort and page; what people type stays a value',
      async run() {
        const title = `Find 'me' \\ ${stamp}`;
        const made = await log('x', { title, priority: 1, impact: 1, service: { id: 'VPN', label: 'VPN' } });
        const adapter = open();
        const ids = async (query: Parameters<WholeAdapter['list']>[0]): Promise<readonly string[]> =>
          (await adapter.list(query, { limit: 100 })).items.map((one) => one.id);
        assert.deepEqual(await ids({ text: `'me' \\ ${stamp}` }), [made.id]);
        assert.deepEqual(
          await ids({
            text: `${stamp} 'me'`,
            status: ['new'],
            priority: [1],
            service: 'VPN',
            loggedFrom: made.loggedAt,
            loggedTo: made.loggedAt + 1000,
          }),
          [made.id],
        );
        assert.deepEqual(await ids({ text: `'me' ${stamp}`, loggedFrom: made.loggedAt + 1000 }), []);
        assert.deepEqual(await ids({ text: `'me' ${stamp}`, loggedTo: made.loggedAt }), []);
        assert.deepEqual(await ids({ text: `'me' ${stamp}`, status: ['closed'] }), []);
        assert.deepEqual(await ids({ text: `x') OR (id > 0` }), []);
        assert.ok((await ids({ text: made.id })).includes(made.id));
        const seen: string[] = [];
        let cursor: string | undefined;
        let total: number | null = 0;
        do {
          const page = await adapter.list(
            { sort: { field: 'priority', direction: 'descending' } },
            { limit: 25, ...(cursor === undefined ? {} : { cursor }) },
          );
          seen.push(...page.items.map((one) => one.id));
          ({ total } = page);
          cursor = page.next;
        } while (cursor !== undefined);
        assert.equal(new Set(seen).size, seen.length);
        assert.equal(seen.length, total);
      },
    },
    {
      title:
        'tickets nobody has asked for are told where a condition is lost on the way, and none of those that were',
      async run() {
        const { id } = await log('Two callers', { service: { id: 'VPN', label: 'VPN' } });
        await rt(`/ticket/${id}`, {
          method: 'PUT',
          body: JSON.stringify({ Requestor: ['owen.price', 'zofia.nowak'] }),
        });
        const deaf: typeof fetch = (input, init) => {
          const url = new URL(input instanceof Request ? input.url : input);
          if (url.pathname.endsWith('/tickets')) url.searchParams.set('query', "Queue = 'Incidents'");
          return fetch(url, init);
        };
        for (const query of [
          { callerId: 'zofia.nowak' },
          { callerId: 'ZOFIA.nowak', service: 'VPN' },
          { service: 'VPN' },
          { category: ['Network', 'Data'] },
          { group: 'Network', assigneeId: 'kofi.mensah' },
        ]) {
          const asked = await open().list(query, { limit: 100 });
          assert.ok(asked.items.length > 0 && asked.unasked === undefined, JSON.stringify(query));
          const { items, unasked = [] } = await open({ fetch: deaf }).list(query, { limit: 100 });
          const own = new Set(asked.items.map((one) => one.id));
          assert.ok(items.length > own.size && unasked.length > 0);
          assert.deepEqual(
            unasked.filter((one) => own.has(one)),
            [],
            JSON.stringify(query),
          );
        }
      },
    },
    {
      title: 'a wrong token asks to sign in, for reading and for writing',
      async run() {
        const wrong = open({ authorization: 'token 1-14-00000000000000000000000000000000' });
        expectKind(await rejection(wrong.get('1')), 'auth-required');
        expectKind(await rejection(wrong.create({ title: 'x', description: '' }, write())), 'auth-required');
        // What a browser gets instead of 401: a redirect to the sign-in page.
        const asBrowser: typeof fetch = (input, init) =>
          fetch(input, {
            ...init,
            headers: { ...Object.fromEntries(new Headers(init?.headers)), 'User-Agent': 'Mozilla/5.0' },
          });
        expectKind(
          await rejection(open({ authorization: 'token no', fetch: asBrowser }).get('1')),
          'auth-required',
        );
      },
    },
    {
      title: 'a ticket that does not exist, and one that may not be seen',
      async run() {
        expectKind(await rejection(open().get('999999')), 'not-found');
        expectKind(await rejection(open().get('../queue/1')), 'not-found');
        const requester = open({
          authorization: `Basic ${btoa(`farid.haddad:${environment['RT_AGENT_PASSWORD']}`)}`,
        });
        expectKind(await rejection(requester.get('1')), 'forbidden');
      },
    },
    {
      title: 'RT stopped: no answer to a read, and an open question for a write',
      async run() {
        const closed = await gate(new URL(origin), { delay: 0, afterwards: false });
        const through = open({
          baseUrl: base.replace(origin, closed.origin),
          retry: { attempts: 2, base: 1, cap: 1 },
        });
        assert.equal((await through.get('1')).id, '1');
        await closed.stop();
        expectKind(await rejection(through.get('1')), 'network');
        const error = await rejection(through.addEntry('1', { kind: 'work-note', text: 'x' }, write()));
        expectKind(error, 'network');
        assert.equal(error.ambiguous, true);
      },
    },
    {
      title:
        'RT slow: a write that was carried out all the same is an open question, and a repetition finds it',
      async run() {
        const made = await log('Slow');
        const slow = await gate(new URL(origin), { delay: 4_000, afterwards: true });
        const text = `Late words ${stamp}`;
        const error = await rejection(
          open({ baseUrl: base.replace(origin, slow.origin), timeout: 2_000 }).addEntry(
            made.id,
            { kind: 'work-note', text },
            write(),
          ),
        );
        assert.deepEqual([error.kind, error.ambiguous], ['timeout', true]);
        await slow.stop();
        const adapter = open();
        const found = await adapter.addEntry(
          made.id,
          { kind: 'work-note', text },
          { ...write(), repeated: true },
        );
        const { items } = await adapter.entries(made.id, { limit: 50 });
        assert.deepEqual(
          items.filter((entry) => entry.kind === 'work-note').map((entry) => entry.id),
          [found.id],
        );
      },
    },
    {
      title: 'fields are offered as far as the queue has them, with their choices for an administrator',
      async run() {
        const found = restAdapter({
          profile: parseProfile(
            { extends: 'rt', vars: { impactField: 'Nothing like it' } },
            { presets: { rt: rtPreset } },
          ),
          baseUrl: base,
          allowOrigins: [origin],
          auth: () => ({ Authorization: admin }),
        });
        const { create } = (await found.describe?.()) ?? { create: [] };
        const service = create.find(({ name }) => name === 'service');
        assert.ok(service?.choices?.some((one) => one.id === 'VPN'));
        assert.equal(found.traits.fields.impact, undefined);
        assert.ok(found.traits.fields.urgency);
        // An agent may not look up the choices; the fields stay, as plain text.
        const plain = (await open().describe()).create.find(({ name }) => name === 'service');
        assert.deepEqual(plain, { name: 'service', kind: 'ref' });
      },
    },
    {
      title: 'people are found by name, login and address, and sent by what RT knows them by',
      async run() {
        const adapter = open();
        for (const text of ['Elif', 'elif.yildiz', 'elif.yildiz@'])
          assert.deepEqual(
            (await adapter.people(text, { limit: 10 })).items.map(({ id, hint }) => [id, hint]),
            [['elif.yildiz', 'elif.yildiz@example.test']],
            text,
          );
        assert.deepEqual((await adapter.people('nobody "such" \\ one', { limit: 10 })).items, []);
        const made = await log('People', {
          caller: { id: 'greta.lindqvist', name: 'Greta' },
          assignee: { id: 'elif.yildiz', name: 'Elif' },
        });
        assert.deepEqual([made.caller?.id, made.assignee?.id], ['greta.lindqvist', 'elif.yildiz']);
      },
    },
    {
      title: 'who is signed in is read off a ticket of their own',
      async run() {
        await log('Mine');
        assert.equal((await open().whoami())?.id, environment['RT_AGENT_USER']);
        assert.equal(
          await open({ authorization: 'token 1-14-0000000000000000' }).whoami(),
          undefined,
          'nobody with a wrong token',
        );
      },
    },
    {
      title: 'services, groups and items are looked up where RT keeps them',
      async run() {
        const adapter = open({ authorization: admin });
        assert.deepEqual((await adapter.services('vpn', { limit: 5 })).items, [{ id: 'VPN', label: 'VPN' }]);
        assert.ok((await adapter.groups('', { limit: 50 })).items.length > 1);
        assert.deepEqual((await adapter.items('nothing like it', { limit: 5 })).items, []);
      },
    },
    {
      title: 'steps follow the lifecycle, and each of them can be taken',
      async run() {
        const adapter = open();
        const made = await log('Steps');
        assert.deepEqual(
          (await adapter.steps(made.id)).map(({ id }) => id),
          ['open', 'stalled', 'resolved', 'rejected'],
        );
        const held = await adapter.transition(
          made.id,
          {
            to: 'paused',
            code: 'stalled',
            reason: 'Waits for a part',
            group: { id: 'Network', label: 'Network' },
          },
          write(made.version),
        );
        assert.deepEqual([held.status.code, held.group?.id], ['stalled', 'Network']);
        for (const { to, id } of await adapter.steps(made.id)) {
          const one = await log(`Step to ${id}`);
          const before = await adapter.transition(
            one.id,
            { to: 'paused', reason: 'Wait' },
            write(one.version),
          );
          const after = await adapter.transition(
            one.id,
            { to, code: id, reason: 'So' },
            write(before.version),
          );
          assert.equal(after.status.code, id);
        }
      },
    },
    {
      title:
        'who has confirmed what stays resolved is kept in the fields for it, and lists can be asked for the rest',
      async run() {
        const vars = {
          confirmedAtField: environment['RT_CONFIRMED_AT_FIELD'] ?? '',
          confirmedByField: environment['RT_CONFIRMED_BY_FIELD'] ?? '',
        };
        const desk = open({ profile: parseProfile({ extends: 'rt', vars }, { presets: { rt: rtPreset } }) });
        assert.equal(desk.traits.staysResolved, true);
        assert.equal(open().traits.staysResolved, undefined);
        const [one, other] = [await log('Confirmed'), await log('Unconfirmed')];
        for (const { id, version } of [one, other])
          await desk.transition(
            id,
            { to: 'resolved', resolution: { type: 'permanent', notes: 'Restarted.' } },
            write(version),
          );
        const resolved = await desk.get(one.id);
        const by = { id: environment['RT_AGENT_USER'] ?? '', name: '' };
        const confirmedAt = Math.max(Date.now(), resolved.resolvedAt ?? 0);
        await desk.update(one.id, { confirmedAt, confirmedBy: by }, write(resolved.version));
        const after = await desk.get(one.id);
        assert.equal(Math.floor((after.confirmedAt ?? 0) / 1000), Math.floor(confirmedAt / 1000));
        assert.equal(after.confirmedBy?.id, by.id);
        assert.notEqual(after.confirmedBy?.name, by.id, 'by the name RT knows');
        assert.equal(after.status.category, 'resolved');
        assert.equal(after.custom?.[vars.confirmedAtField], undefined, 'not told twice');
        for (const [confirmed, expected] of [
          [false, [other.id]],
          [true, [one.id]],
          [undefined, [one.id, other.id]],
        ] as const) {
          const { items, total } = await desk.list(
            { ids: [one.id, other.id], ...(confirmed === undefined ? {} : { confirmed }) },
            { limit: 10 },
          );
          assert.deepEqual(items.map(({ id }) => id).sort(), [...expected].sort(), String(confirmed));
          assert.ok(total === null || total === expected.length, 'counted by RT');
        }
      },
    },
    {
      title: 'why a priority was set by hand is kept in its custom field, and noted where there is none',
      async run() {
        const assessment = anAssessment();
        const made = await log('By hand', { priority: 1, assessment });
        assert.deepEqual((await open().get(made.id)).assessment, assessment);
        const without = restAdapter({
          profile: parseProfile(
            { extends: 'rt', vars: { assessmentField: 'Nothing like it' } },
            { presets: { rt: rtPreset } },
          ),
          baseUrl: base,
          allowOrigins: [origin],
          auth: () => ({ Authorization: agent }),
        }) as WholeAdapter;
        const noted = await without.create(
          { title: `Noted ${stamp}`, description: 'Words', impact: 2, urgency: 2, priority: 1, assessment },
          write(),
        );
        const { items } = await without.entries(noted.id, { limit: 20 });
        const notes = items.filter(({ kind }) => kind === 'work-note');
        const texts = await without.entryTexts(
          noted.id,
          notes.map(({ id }) => id),
        );
        assert.match([...texts.values()].join(), /The board meets here today/);
      },
    },
    {
      title: 'fields only RT knows travel under their own name',
      async run() {
        const made = await log('Custom', { custom: { 'Resolution code': 'Restart' } });
        const code = made.custom?.['Resolution code'];
        const description = await open({ authorization: admin }).describe();
        const field = description.create.find(({ name }) => name === 'Resolution code');
        assert.equal(field?.custom, true);
        const [first] = field.choices ?? [];
        assert.ok(first);
        // Restart is no choice of this queue: RT drops it and says nothing.
        assert.equal(code, field.choices?.some(({ id }) => id === 'Restart') ? 'Restart' : undefined);
        const after = await open().update(
          made.id,
          { custom: { 'Resolution code': first.id } },
          write(made.version),
        );
        assert.equal(after.custom?.['Resolution code'], first.id);
      },
    },
  ];
}
