import type { Participant } from '../core/participant.js';
import { aDraft } from './builders.js';
import type { Bench, Clause } from './contract.js';
import { alike, all, offers, whose } from './contract.js';

const team = offers('create', 'participants', 'saveParticipant');
const entries = offers('entries');
const anyRole = whose(({ participantRoles }) => participantRoles === undefined);

const part = (id: string, role = 'commander'): Participant => ({ person: { id, name: id }, role });

async function told({ adapter }: Bench, id: string): Promise<readonly (readonly [string, string])[]> {
  return (await adapter.participants(id)).map(({ person, role }) => [person.id, role] as const);
}

/** What an adapter that keeps who has which part has to make true. */
export const participantClauses: readonly Clause[] = [
  {
    says: 'gives two people a part each, and one person two parts',
    when: all(team, anyRole),
    async check(bench) {
      const { adapter, assert, key } = bench;
      const { id } = await adapter.create(aDraft(), { key: key() });
      assert((await adapter.participants(id)).length === 0, 'Nobody should take part yet.');
      for (const one of [part('lena'), part('mehmet', 'security'), part('lena', 'scribe')])
        await adapter.saveParticipant(id, one, { key: key() });
      const found = await told(bench, id);
      assert(
        alike(found, [
          ['lena', 'commander'],
          ['mehmet', 'security'],
          ['lena', 'scribe'],
        ]),
        `All three parts should be there, not ${JSON.stringify(found)}.`,
      );
    },
  },
  {
    says: 'gives a part once, and takes it away once, however often that is sent; each change leaves one internal entry',
    when: all(team, entries, anyRole),
    async check(bench) {
      const { adapter, assert, key } = bench;
      const { id } = await adapter.create(aDraft(), { key: key() });
      const before = (await adapter.entries(id, { limit: 50 })).items.length;
      const once = { key: key() };
      await adapter.saveParticipant(id, part('lena'), once);
      await adapter.saveParticipant(id, part('lena'), { ...once, repeated: true });
      await adapter.saveParticipant(id, part('lena'), { key: key() });
      assert(alike(await told(bench, id), [['lena', 'commander']]), 'There should be one part.');
      for (const _ of ['first', 'again'])
        await adapter.saveParticipant(id, { ...part('lena'), gone: true }, { key: key() });
      assert((await adapter.participants(id)).length === 0, 'Nobody should be left.');
      const { items } = await adapter.entries(id, { limit: 50 });
      assert(items.length === before + 2, 'Adding and removing should leave an entry each.');
      const left = items.slice(0, 2);
      assert(
        left.every(
          ({ visibility, text = '', changes }) =>
            visibility === 'internal' && (changes?.[0]?.label ?? text).includes('commander'),
        ),
        'The entries should be internal and name the part.',
      );
    },
  },
];
