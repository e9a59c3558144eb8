import { linkIdOf } from '../adapters/choices.js';
import type { Relation } from '../core/relation.js';
import { aDraft } from './builders.js';
import type { Bench, Clause } from './contract.js';
import { all, alike, offers, refusal, whose } from './contract.js';

const links = offers('create', 'related', 'relate');
const adds = (kind: Relation['kind']) => whose(({ relations }) => relations?.adds.includes(kind) === true);
const removes = (kind: Relation['kind']) =>
  whose(({ relations }) => relations?.removes.includes(kind) === true);

async function two({ adapter, key }: Bench): Promise<readonly [string, string]> {
  const first = await adapter.create(aDraft(), { key: key() });
  const second = await adapter.create(aDraft({ title: 'No network in Leeds' }), { key: key() });
  return [first.id, second.id];
}

const told = async ({ adapter }: Bench, id: string): Promise<readonly (readonly [string, string])[]> =>
  (await adapter.related(id)).map((relation) => [relation.kind, relation.id] as const);

/** What an adapter with links has to make true. */
export const relationClauses: readonly Clause[] = [
  {
    says: 'adds a link to a parent, which has the incident as its child from then on',
    when: all(links, adds('parent')),
    async check(bench) {
      const { adapter, assert, key } = bench;
      const [id, parent] = await two(bench);
      await adapter.relate(id, { kind: 'parent', id: parent }, { key: key() });
      const [here, there] = [await told(bench, id), await told(bench, parent)];
      assert(
        alike(here, [['parent', parent]]),
        `It should be part of the other, not ${JSON.stringify(here)}.`,
      );
      assert(alike(there, [['child', id]]), `The other should contain it, not ${JSON.stringify(there)}.`);
    },
  },
  {
    says: 'adds a link once, however often it is sent',
    when: all(links, adds('related')),
    async check(bench) {
      const { adapter, assert, key } = bench;
      const [id, other] = await two(bench);
      const once = { key: key() };
      await adapter.relate(id, { kind: 'related', id: other }, once);
      await adapter.relate(id, { kind: 'related', id: other }, { ...once, repeated: true });
      await adapter.relate(id, { kind: 'related', id: other }, { key: key() });
      assert(alike(await told(bench, id), [['related', other]]), 'There should be one link.');
    },
  },
  {
    says: 'keeps further configuration items beside the one an incident is about, each once',
    when: all(links, adds('affects'), removes('affects')),
    async check(bench) {
      const { adapter, assert, key } = bench;
      const [id] = await two(bench);
      const items = await adapter.items?.('', { limit: 2 });
      const [first = 'item-1', second = 'item-2'] = items?.items.map(linkIdOf) ?? [];
      for (const item of [first, second, first])
        await adapter.relate(id, { kind: 'affects', id: item }, { key: key() });
      const both = await told(bench, id);
      assert(
        alike(both, [
          ['affects', first],
          ['affects', second],
        ]),
        `It should affect both, not ${JSON.stringify(both)}.`,
      );
      await adapter.relate(id, { kind: 'affects', id: first, gone: true }, { key: key() });
      assert(alike(await told(bench, id), [['affects', second]]), 'Only the second should be left.');
    },
  },
  {
    says: 'removes a link, and takes a link that is not there for removed',
    when: all(links, adds('parent'), removes('parent')),
    async check(bench) {
      const { adapter, assert, key } = bench;
      const [id, parent] = await two(bench);
      await adapter.relate(id, { kind: 'parent', id: parent }, { key: key() });
      for (const _ of ['first', 'again'])
        await adapter.relate(id, { kind: 'parent', id: parent, gone: true }, { key: key() });
      assert((await adapter.related(id)).length === 0, 'No link should be left.');
      assert((await adapter.related(parent)).length === 0, 'None should be left on the other side.');
    },
  },
  {
    says: 'refuses a second parent, unless it takes the place of the one that is there',
    when: all(links, adds('parent'), removes('parent')),
    async check(bench) {
      const { adapter, assert, key } = bench;
      const [id, parent] = await two(bench);
      const { id: other } = await adapter.create(aDraft({ title: 'Fibre cut' }), { key: key() });
      await adapter.relate(id, { kind: 'parent', id: parent }, { key: key() });
      const second = { kind: 'parent', id: other } as const;
      await refusal(assert, 'a second parent', adapter.relate(id, second, { key: key() }));
      const wrong = { ...second, replaces: other };
      await refusal(assert, 'one in the place of another', adapter.relate(id, wrong, { key: key() }));
      assert(alike(await told(bench, id), [['parent', parent]]), 'The first parent should stay.');
      const right = { ...second, replaces: parent };
      for (const _ of ['first', 'again']) await adapter.relate(id, right, { key: key() });
      assert(alike(await told(bench, id), [['parent', other]]), 'The second should have taken its place.');
      assert((await adapter.related(parent)).length === 0, 'Nothing should be left at the first.');
    },
  },
  {
    says: 'refuses a link to an incident that does not exist, and to the incident itself',
    when: all(links, adds('parent')),
    async check(bench) {
      const { adapter, assert, key } = bench;
      const [id] = await two(bench);
      for (const wrong of ['99999999', id])
        await refusal(
          assert,
          `a link to ${wrong}`,
          adapter.relate(id, { kind: 'parent', id: wrong }, { key: key() }),
        );
      assert((await adapter.related(id)).length === 0, 'No link should be kept.');
    },
  },
];
