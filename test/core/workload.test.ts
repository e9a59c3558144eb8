import { expect } from '@open-wc/testing';

import { compilePolicy } from '../../src/core/policy-check.js';
import type { Incident } from '../../src/core/incident.js';
import { suggestAssignee, weightOf, workloadOf } from '../../src/core/workload.js';
import { incident } from '../support/scripted-adapter.js';

const policy = compilePolicy({
  targets: [
    { id: 'p1', kind: 'resolution', target: 'PT4H', unit: 'calendar-time', priority: 1 },
    { id: 'p2', kind: 'resolution', target: 'PT8H', unit: 'calendar-time', priority: 2 },
  ],
});
const noon = Date.UTC(2026, 10, 27, 12);
const hours = (count: number): number => noon - count * 3_600_000;

const network = { id: 'network', label: 'Network' };
const desk = { id: 'desk', label: 'Service desk' };
const person = (id: string) => ({ id, name: id });

let serial = 0;
const one = (part: Partial<Incident>): Incident =>
  incident({
    id: `i${String(++serial)}`,
    status: { category: 'active' },
    acknowledgedAt: hours(1),
    firstResponseAt: hours(1),
    loggedAt: hours(1),
    ...part,
  });

describe('who has what', () => {
  const queue = [
    one({ assignee: person('Lena'), group: desk, priority: 1, loggedAt: hours(5), major: true }),
    one({ assignee: person('Lena'), group: network, priority: 2, loggedAt: hours(7.5) }),
    one({ assignee: person('Mehmet'), group: network, priority: 4, loggedAt: hours(30) }),
    one({ assignee: person('Mehmet'), status: { category: 'resolved' }, priority: 1 }),
    one({ group: network, priority: 3, status: { category: 'new' } }),
    one({ status: { category: 'paused' } }),
  ];
  const { people, groups, total, unassigned } = workloadOf(queue, policy, noon);

  it('is counted by person, the busiest first: open, major, late, soon late, and the oldest', () => {
    expect(people.map(({ person: { name }, ...rest }) => [name, rest])).to.deep.equal([
      [
        'Lena',
        {
          groups: ['desk', 'network'],
          open: 2,
          major: 1,
          late: 1,
          soon: 1,
          oldest: hours(7.5),
          weight: 9,
        },
      ],
      ['Mehmet', { groups: ['network'], open: 1, major: 0, late: 0, soon: 0, oldest: hours(30), weight: 2 }],
    ]);
  });

  it('is counted by team, with what nobody in it has taken, and what no team has', () => {
    expect(
      groups.map(({ group, open, unassigned, weight }) => [group?.id, open, unassigned, weight]),
    ).to.deep.equal([
      ['network', 3, 1, 9],
      ['desk', 1, 0, 5],
      [undefined, 1, 1, 3],
    ]);
    expect([total.open, total.late, total.weight]).to.deep.equal([5, 1, 17]);
    expect(unassigned, 'nobody’s, of all teams and of none').to.equal(2);
  });

  it('weighs the gravest priority most, and what nobody has rated like the middle', () => {
    expect(
      [1, 2, 3, 4, 5, undefined].map((priority) => weightOf(priority ? { priority } : {}, policy)),
    ).to.deep.equal([5, 4, 3, 2, 1, 3]);
  });

  it('is nothing where nothing is open', () => {
    expect(workloadOf([], policy, noon)).to.deep.equal({
      people: [],
      groups: [],
      total: { open: 0, major: 0, late: 0, soon: 0, weight: 0 },
      unassigned: 0,
    });
  });

  it('is the same whatever order the queue comes in', () => {
    expect(workloadOf([...queue].reverse(), policy, noon).total).to.deep.equal(total);
    expect(workloadOf([...queue].reverse(), policy, noon).people.map(({ weight }) => weight)).to.deep.equal(
      people.map(({ weight }) => weight),
    );
  });
});

describe('who might take an incident', () => {
  const queue = [
    one({ assignee: person('Anna'), group: network, priority: 1 }),
    one({ assignee: person('Bela'), group: network, priority: 5 }),
    one({ assignee: person('Bela'), group: network, priority: 5 }),
    one({ assignee: person('Carl'), group: desk, priority: 5 }),
  ];
  const load = workloadOf(queue, policy, noon);
  const open = one({ group: network, status: { category: 'new' } });

  it('is the one with the least work in the group: two small ones are less than a grave one', () => {
    const found = suggestAssignee({ incident: open }, load, []);
    expect(found).to.deep.equal({
      person: person('Bela'),
      open: 2,
      weight: 2,
      by: 'worker',
      among: 2,
      group: network,
      tie: false,
    });
  });

  it('is a member by the backend’s word where it tells, also one who has nothing yet', () => {
    const candidates = [
      { id: 'Anna', name: 'Anna', groups: ['network'] },
      { id: 'Dora', name: 'Dora', groups: ['network', 'desk'] },
      { id: 'Bela', name: 'Bela', groups: ['desk'] },
    ];
    const found = suggestAssignee({ incident: open }, load, candidates);
    expect([found?.person.id, found?.by, found?.among, found?.weight]).to.deep.equal([
      'Dora',
      'member',
      2,
      0,
    ]);
    // Where it tells of members and names none of this group, nobody is put forward.
    const other = suggestAssignee(
      { incident: open, group: { id: 'database', label: 'Database' } },
      load,
      candidates,
    );
    expect(other).to.equal(undefined);
  });

  it('is never one who is away, nor the one who has it', () => {
    const away = [{ id: 'Bela', name: 'Bela', away: true }];
    expect(suggestAssignee({ incident: open }, load, away)?.person.id).to.equal('Anna');
    const hers = { ...open, assignee: person('Bela') };
    expect(suggestAssignee({ incident: hers }, load, [])?.person.id).to.equal('Anna');
    const all = ['Anna', 'Bela', 'Carl'].map((id) => ({ id, name: id, away: true }));
    expect(suggestAssignee({ incident: open }, load, all)).to.equal(undefined);
  });

  it('is one of those who work where no group is known: of others nobody knows whether they do', () => {
    const { group: _group, ...free } = open;
    const idle = ['Zoe', 'Emil'].map((id) => ({ id, name: id }));
    const found = suggestAssignee({ incident: free }, load, idle);
    expect([found?.person.id, found?.by, found?.among]).to.deep.equal(['Carl', 'anyone', 3]);
    const nothing = { ...load, people: [] };
    const first = suggestAssignee({ incident: free }, nothing, idle);
    expect([first?.person.id, first?.among, first?.tie], 'the first by name, which is said').to.deep.equal([
      'Emil',
      2,
      true,
    ]);
  });

  it('is never the caller', () => {
    const his = { ...open, caller: person('Bela') };
    expect(suggestAssignee({ incident: his }, load, [])?.person.id).to.equal('Anna');
  });

  it('goes by the group it is handed to', () => {
    expect(suggestAssignee({ incident: open, group: desk }, load, [])?.person.id).to.equal('Carl');
  });
});
