import assert from 'node:assert/strict';
import { rtPreset } from '../../src/adapters/presets/rt.js';
import { parseProfile } from '../../src/adapters/rest/check.js';
import { restAdapter } from '../../src/adapters/rest/index.js';
import type { IncidentError } from '../../src/core/errors.js';
import type { Incident } from '../../src/core/incident.js';
import type { WholeAdapter } from '../../src/testing/index.js';

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

/** The real Request Tracker: who has which part in a ticket, and what it belongs together with. */
export default function tests(environment: Readonly<Record<string, string>>): readonly BackendTest[] {
  const base = environment['RT_BASE'] ?? '';
  const agent = `Basic ${btoa(`${environment['RT_AGENT_USER']}:${environment['RT_AGENT_PASSWORD']}`)}`;
  const stamp = Date.now().toString(36);
  let keys = 0;
  const write = (version?: string) => ({
    key: `${stamp}-people-${keys++}`,
    ...(version === undefined ? {} : { version }),
  });
  const open = (): WholeAdapter =>
    restAdapter({
      profile: parseProfile(rtPreset),
      baseUrl: base,
      allowOrigins: [new URL(base).origin],
      auth: () => ({ Authorization: agent }),
    }) as WholeAdapter;
  const log = (title: string, over = {}): Promise<Incident> =>
    open().create({ title: `${title} ${stamp}`, description: 'Words', priority: 3, ...over }, write());

  const greta = { person: { id: 'greta.lindqvist', name: 'Greta' }, role: 'cc' };
  const elif = { person: { id: 'elif.yildiz', name: 'Elif' }, role: 'admin-cc' };
  const team = async (id: string): Promise<readonly string[]> =>
    (await open().participants(id)).map(({ person, role }) => `${role} ${person.id}`);
  const links = async (id: string): Promise<readonly string[]> =>
    (await open().related(id)).map((link) => `${link.kind} ${link.id}`);

  return [
    {
      title: 'people: somebody joins each list of a ticket and leaves it again, and nobody else does',
      async run() {
        const { id } = await log('Team', { caller: { id: 'farid.haddad', name: 'Farid' } });
        const adapter = open();
        for (const one of [greta, elif, { ...elif, role: 'cc' }])
          await adapter.saveParticipant(id, one, write());
        assert.deepEqual([...(await team(id))].sort(), [
          'admin-cc elif.yildiz',
          'cc elif.yildiz',
          'cc greta.lindqvist',
          'requestor farid.haddad',
        ]);
        const told = await adapter.participants(id);
        assert.equal(told.find(({ role }) => role === 'admin-cc')?.person.name, 'Elif Yıldız');
        await adapter.saveParticipant(id, { ...greta, gone: true }, write());
        await adapter.saveParticipant(id, { ...greta, gone: true }, write());
        assert.deepEqual([...(await team(id))].sort(), [
          'admin-cc elif.yildiz',
          'cc elif.yildiz',
          'requestor farid.haddad',
        ]);
        const { items } = await adapter.entries(id, { limit: 20 });
        const changes = items.flatMap(({ changes: made = [] }) => made);
        assert.equal(changes.filter(({ field }) => field === 'Cc').length, 3);
      },
    },
    {
      title:
        'people: a role of RT’s own is known before a ticket is read, given to one person, refused to a second and emptied',
      async run() {
        const roles = (await open().describe()).participantRoles?.map(({ id: role }) => role);
        assert.deepEqual(roles, ['requestor', 'cc', 'admin-cc', 'Commander']);
        const adapter = open();
        const { id } = await log('Commander');
        assert.deepEqual(await adapter.participants(id), []);
        assert.ok(adapter.traits.participantRoles?.some(({ id: role }) => role === 'Commander'));
        const chief = { ...elif, role: 'Commander' };
        await adapter.saveParticipant(id, chief, write());
        assert.deepEqual(await team(id), ['Commander elif.yildiz']);
        const second = await rejection(adapter.saveParticipant(id, { ...greta, role: 'Commander' }, write()));
        assert.equal(second.kind, 'refused');
        await adapter.saveParticipant(id, { ...chief, gone: true }, write());
        assert.deepEqual(await team(id), []);
      },
    },
    {
      title: 'people: somebody RT does not know is refused in its words',
      async run() {
        const { id } = await log('Unknown');
        const unknown = { person: { id: 'nobody.such', name: 'Nobody' }, role: 'cc' };
        assert.equal((await rejection(open().saveParticipant(id, unknown, write()))).kind, 'refused');
        assert.deepEqual(await team(id), []);
      },
    },
    {
      title: 'links: another parent takes the place of the first in one request',
      async run() {
        const [one, first, second] = [await log('Child'), await log('First'), await log('Second')];
        const adapter = open();
        await adapter.relate(one.id, { kind: 'parent', id: first.id }, write());
        const plain = { kind: 'parent', id: second.id } as const;
        assert.equal((await rejection(adapter.relate(one.id, plain, write()))).kind, 'refused');
        await adapter.relate(one.id, { ...plain, replaces: first.id }, write());
        assert.deepEqual(await links(one.id), [`parent ${second.id}`]);
        assert.deepEqual(await links(first.id), []);
      },
    },
    {
      title: 'links: that to the incident that is repeated is gone again where RT refuses the step',
      async run() {
        const [one, other] = [await log('Repeats'), await log('Repeated')];
        const adapter = open();
        // An agent may reject a ticket and not delete one.
        const step = {
          to: 'cancelled',
          code: 'deleted',
          reason: 'duplicate',
          duplicateOf: other.id,
        } as const;
        const { message } = await rejection(adapter.transition(one.id, step, write()));
        assert.ok(!message.includes('linked'), message);
        assert.deepEqual(await links(one.id), []);
        const { code: _none, ...allowed } = step;
        await adapter.transition(one.id, allowed, write());
        assert.deepEqual(await links(one.id), [`related ${other.id}`]);
      },
    },
  ];
}
