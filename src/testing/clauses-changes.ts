import type { ChangesRequest } from '../adapters/adapter.js';
import type { CountedField, IncidentChange } from '../core/changes.js';
import { isCounted } from '../core/changes.js';
import { aDraft } from './builders.js';
import type { Bench, Clause, ContractSubject } from './contract.js';
import { all, offers, whose } from './contract.js';

const tells = (field: CountedField): ((subject: ContractSubject) => boolean) =>
  all(
    offers('create', 'update', 'transition', 'changes'),
    whose(({ changes }) => changes?.includes(field) === true),
  );

/** All changes that are told, page by page. */
async function told({ adapter, assert }: Bench, request: ChangesRequest): Promise<readonly IncidentChange[]> {
  const found: IncidentChange[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < 50; pages++) {
    const page = await adapter.changes(request, { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
    found.push(...page.items);
    cursor = page.next;
    if (cursor === undefined) break;
  }
  assert(cursor === undefined, 'the changes come to an end');
  assert(new Set(found.map(({ id }) => id)).size === found.length, 'no change is told twice');
  assert(
    found.every(({ field }) => field === request.field),
    `only changes of the ${request.field} are told`,
  );
  return found;
}

/** How often what is counted has happened to an incident. */
const counted = (found: readonly IncidentChange[], id: string): number =>
  found.filter((one) => one.incidentId === id && isCounted(one.field, one)).length;

/** What an adapter that tells changes over all incidents has to make true. */
export const changeClauses: readonly Clause[] = [
  {
    says: 'tells of each incident how often it was given another category, and the first one as no change of it',
    when: tells('category'),
    async check(bench) {
      const { adapter, assert, key } = bench;
      const moved = await adapter.create(aDraft({ category: 'Hardware' }), { key: key() });
      const { category: _, ...bare } = aDraft();
      const first = await adapter.create(bare, { key: key() });
      for (const category of ['Network', 'Hardware', 'Network'])
        await adapter.update(moved.id, { category }, { key: key() });
      const { updatedAt } = await adapter.update(first.id, { category: 'Network' }, { key: key() });
      const everything = await told(bench, { field: 'category' });
      const counts = [moved, first].map(({ id }) => counted(everything, id));
      assert(counts.join() === '3,0', `3 changes of the one and none of the other, not ${counts.join()}`);
      // Older changes of an incident belong to it.
      const { updatedAt: since } = await adapter.get(moved.id);
      const recent = await told(bench, { field: 'category', updatedFrom: Math.min(since, updatedAt) });
      assert(counted(recent, moved.id) === 3, 'all changes of an incident that was changed since are told');
    },
  },
  {
    says: 'tells of each incident how often it was reopened',
    when: tells('status'),
    async check(bench) {
      const { adapter, assert, key } = bench;
      const [back, gone] = [
        await adapter.create(aDraft(), { key: key() }),
        await adapter.create(aDraft(), { key: key() }),
      ];
      for (const { id } of [back, gone]) await adapter.transition(id, { to: 'resolved' }, { key: key() });
      await adapter.transition(back.id, { to: 'active', reason: 'It is back.' }, { key: key() });
      const found = await told(bench, { field: 'status' });
      const counts = [back, gone].map(({ id }) => counted(found, id));
      assert(counts.join() === '1,0', `1 of the one and none of the other, not ${counts.join()}`);
    },
  },
];
