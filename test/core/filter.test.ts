import { expect } from '@open-wc/testing';
import fc from 'fast-check';

import { askFilter, compileFilter } from '../../src/core/condition.js';
import type { AskContext, FilterContext } from '../../src/core/condition.js';
import { csvColumns, toCsv } from '../../src/core/csv.js';
import { fields } from '../../src/core/fields.js';
import type { Condition, Filter } from '../../src/core/filter.js';
import { narrows, parseFilter, printFilter } from '../../src/core/filter.js';
import type { Incident } from '../../src/core/incident.js';
import { inOrder } from '../../src/core/order.js';
import { fillPolicy } from '../../src/core/policy.js';
import { compileQuery } from '../../src/core/query.js';
import { nextDue, riskStage } from '../../src/core/risk.js';
import { incident } from '../support/scripted-adapter.js';

const now = Date.UTC(2026, 2, 27, 9, 30);
const hour = 3_600_000;

const printer = incident({
  id: 'p',
  number: 'INC0001',
  title: 'Printer prints every second page',
  description: 'On the third floor',
  priority: 4,
  category: 'Hardware',
  status: { category: 'paused', label: 'Awaiting vendor' },
  group: { id: 'g-sd', label: 'Service desk' },
  assignee: { id: 'elif', name: 'Elif Demir', email: 'elif@example.org' },
  caller: { id: '77', name: 'Ruth Amsel', email: 'Ruth@example.org' },
  loggedAt: now - 50 * hour,
  updatedAt: now - 30 * hour,
});
const vpn = incident({
  id: 'v',
  number: 'INC0002',
  title: 'VPN drops every ten minutes',
  priority: 1,
  major: true,
  category: 'Network',
  status: { category: 'new' },
  group: { id: 'g-net', label: 'Network' },
  dueAt: now + hour / 2,
  loggedAt: now - hour,
  updatedAt: now - hour,
});

const context: FilterContext = {
  me: { id: 'elif' },
  groups: ['Service desk'],
  now,
  dueAt: (one) => one.dueAt,
  breachAt: (one) => one.dueAt,
  closesAt: (one) => one.resolvedAt,
};
const found = (text: string, given: FilterContext = context): string =>
  [printer, vpn]
    .filter(compileFilter(parseFilter(text).filter, given))
    .map(({ id }) => id)
    .join('');

describe('the filter of a list', () => {
  it('reads fields, alternatives, quotes, exclusions and words', () => {
    expect(
      parseFilter('priority:1,P2 group:"Service desk" -category:Network "every second" page'),
    ).to.deep.equal({
      filter: [
        { field: 'priority', values: ['1', 'P2'] },
        { field: 'group', values: ['Service desk'] },
        { field: 'category', not: true, values: ['Network'] },
        { field: 'text', values: ['every second'] },
        { field: 'text', values: ['page'] },
      ],
      problems: [],
    });
  });

  it('names fields it does not know and values that mean nothing, and narrows by the rest', () => {
    const { filter, problems } = parseFilter('colour:red priority:high major:maybe age:3 status:open');
    expect(filter).to.deep.equal([{ field: 'status', values: ['open'] }]);
    expect(problems.map(({ code, word }) => `${code} ${word}`)).to.deep.equal([
      'unknown-field colour',
      'unknown-value priority:high',
      'unknown-value major:maybe',
      'unknown-value age:3',
    ]);
    expect(problems[2]!.choices).to.deep.equal(['yes', 'no']);
  });

  it('waits for a value that is still being typed, and for the end of a quotation', () => {
    expect(parseFilter('group:')).to.deep.equal({ filter: [], problems: [] });
    expect(parseFilter('group:"Service de').filter).to.deep.equal([
      { field: 'group', values: ['Service de'] },
    ]);
  });

  it('takes names of fields in the reader’s language', () => {
    const alias = (word: string) => (word === 'gruppe' ? ('group' as const) : undefined);
    expect(printFilter(parseFilter('gruppe:Netz', alias).filter)).to.equal('group:Netz');
  });

  it('prints what it reads again as the same filter', () => {
    const words = fc
      .string({ minLength: 1, maxLength: 12 })
      .filter((text) => text.trim() === text && text !== '');
    const free = fields.filter(({ kind }) => ['text', 'prose', 'ref', 'person'].includes(kind));
    const condition: fc.Arbitrary<Condition> = fc.oneof(
      fc.record({ field: fc.constant('text' as const), values: fc.tuple(words) }),
      fc.record({
        field: fc.constantFrom(...free.map(({ name }) => name)),
        values: fc.array(words, { minLength: 1, maxLength: 3 }),
      }),
      fc.record({
        field: fc.constantFrom('age' as const, 'idle' as const, 'due' as const),
        op: fc.constantFrom('<' as const, '>' as const),
        values: fc.constantFrom(['3d'], ['45m'], ['-1h']),
      }),
    );
    const denied = condition.chain((one) => fc.constantFrom<Condition>(one, { ...one, not: true }));
    fc.assert(
      fc.property(fc.array(denied, { maxLength: 5 }), (filter: Filter) => {
        expect(parseFilter(printFilter(filter))).to.deep.equal({ filter, problems: [] });
      }),
      { numRuns: 400 },
    );
  });

  it('finds no age where no time was told: 0 is none', () => {
    const timeless = { ...vpn, loggedAt: 0, updatedAt: 0 };
    const hits = ['age:>1d', 'age:<1d', 'idle:>1d', 'status:open'].map((text) =>
      compileFilter(parseFilter(text).filter, context)(timeless),
    );
    expect(hits).to.deep.equal([false, false, false, true]);
  });

  it('finds by field, by name or id, by person, by time and by words', () => {
    expect(found('priority:1,2')).to.equal('v');
    expect(found('priority:<3')).to.equal('v');
    expect(found('group:"service DESK"')).to.equal('p');
    expect(found('group:g-net')).to.equal('v');
    expect(found('group:mine')).to.equal('p');
    expect(found('status:open')).to.equal('pv');
    expect(found('status:paused')).to.equal('p');
    expect(found('status:"awaiting vendor"')).to.equal('p');
    expect(found('assignee:me')).to.equal('p');
    expect(found('assignee:none')).to.equal('v');
    expect(found('-assignee:none')).to.equal('p');
    expect(found('assignee:"elif demir"')).to.equal('p');
    expect(found('major:yes')).to.equal('v');
    expect(found('major:no')).to.equal('p');
    expect(found('idle:>1d')).to.equal('p');
    expect(found('age:<2h')).to.equal('v');
    expect(found('due:<1h')).to.equal('v');
    expect(found('logged:<2026-03-26')).to.equal('p');
    expect(found('every page')).to.equal('p');
    expect(found('every -page')).to.equal('v');
    expect(found('title:drops')).to.equal('v');
    expect(found('')).to.equal('pv');
  });

  it('finds the own incidents by e-mail where the backend has only that', () => {
    const ruth = { ...context, me: { id: 'ruth@EXAMPLE.org' } };
    expect(found('caller:me', ruth)).to.equal('p');
    expect([printer, vpn].filter(compileQuery({ callerId: 'ruth@example.org' }))).to.deep.equal([printer]);
  });

  it('asks the backend for what a query can say and keeps the rest', () => {
    const ask: AskContext = {
      me: { id: 'elif' },
      search: true,
      idOf: (_, name) => (name === 'Service desk' ? 'g-sd' : undefined),
    };
    const asked = (text: string, how: AskContext = ask) => {
      const { query, left } = askFilter(parseFilter(text).filter, how);
      return { query, left: printFilter(left) };
    };
    expect(asked('status:open priority:1,2 assignee:me group:"Service desk" two words')).to.deep.equal({
      query: {
        status: ['new', 'active', 'paused'],
        priority: [1, 2],
        assigneeId: 'elif',
        group: 'g-sd',
        text: 'two words',
      },
      left: '',
    });
    expect(asked('-category:Network assignee:none idle:>3d group:Unheard')).to.deep.equal({
      query: {},
      left: '-category:Network assignee:none idle:>3d group:Unheard',
    });
    expect(asked('printer', { ...ask, search: false }).left).to.equal('printer');
    expect(asked('priority:1 priority:2')).to.deep.equal({ query: { priority: [1] }, left: 'priority:2' });
    expect(asked('logged:>2026-03-01')).to.deep.equal({
      query: { loggedFrom: Date.UTC(2026, 2, 1) },
      left: '',
    });
  });

  it('knows which filter narrows another one', () => {
    const [open, mine] = [parseFilter('status:open').filter, parseFilter('assignee:me status:open').filter];
    expect(narrows(mine, open)).to.equal(true);
    expect(narrows(open, mine)).to.equal(false);
    expect(narrows(open, [])).to.equal(true);
  });
});

describe('the order of a list', () => {
  const ids = (rows: readonly Incident[]) => rows.map(({ id }) => id).join('');
  const one = (id: string, part: Partial<Incident>) => incident({ id, ...part });
  const sort = (rows: readonly Incident[], field: 'risk' | 'group' | 'priority' | 'updatedAt' | 'title') =>
    ids(
      inOrder(
        rows,
        (row) => row,
        { field, direction: 'ascending' },
        (row) => row.dueAt,
      ),
    );

  it('puts the greatest risk first: major, then priority, then what is due soonest', () => {
    expect(
      sort(
        [
          one('a', { priority: 2, dueAt: now + hour }),
          one('b', { priority: 2, dueAt: now }),
          one('c', { priority: 3, major: true }),
          one('d', { priority: 1 }),
          one('e', {}),
        ],
        'risk',
      ),
    ).to.equal('cdbae');
  });

  it('sorts by any field, what is unknown last and ties by id', () => {
    const rows = [
      one('b', { title: 'éclair', priority: 1 }),
      one('a', { title: 'Zebra', group: { id: '1', label: 'Network' } }),
      one('c', { title: 'apple', priority: 1 }),
    ];
    expect(sort(rows, 'group')).to.equal('abc');
    expect(sort(rows, 'priority')).to.equal('bca');
    expect(sort(rows, 'title')).to.equal('cab');
  });

  it('tells stages of risk apart, and when the next promise runs out', () => {
    expect(riskStage(vpn, undefined, now)).to.equal('major');
    expect(riskStage(printer, now + hour, now)).to.equal('soon');
    expect(riskStage(printer, now - hour, now)).to.equal('late');
    expect(riskStage(printer, now + 2 * hour, now)).to.equal('later');
    const policy = fillPolicy({});
    expect(nextDue({ ...vpn, dueAt: undefined }, policy, now)).to.be.above(vpn.loggedAt);
    expect(nextDue({ ...vpn, dueAt: now + 1 }, policy, now)).to.be.at.most(now + 1);
    expect(nextDue({ ...vpn, status: { category: 'closed' } }, policy, now)).to.equal(undefined);
  });
});

/** Reads CSV by RFC 4180. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n|$)/gu)) {
    if (quoted === undefined && plain === '' && end === '' && rows.at(-1)!.length === 0) break;
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

describe('the export of a list', () => {
  it('names its columns after the fields, whatever the language', () => {
    const [names] = readCsv(toCsv([]));
    expect(names).to.deep.equal(csvColumns);
    for (const { name, kind } of fields) if (kind !== 'resolution') expect(names).to.include(name);
    expect(names).to.include('assignee.id');
  });

  it('gives every text back, and none that a spreadsheet would carry out', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.constantFrom(
            '=1+1',
            '+1',
            '-1',
            '@SUM(A1)',
            '\t=1',
            '\r=1',
            '＝1+1',
            '\u200B=1',
            '\uFEFF@x',
            "'quoted",
            'a "b", c\r\nd',
          ),
        ),
        (title) => {
          const [names, row] = readCsv(toCsv([incident({ id: 'x', title })]));
          const cell = row![names!.indexOf('title')]!;
          expect(cell).to.not.match(/^[\u200B\uFEFF]*[=+\-@\t\r\n＝＋－＠]/u);
          expect(cell.replace(/^'/u, '')).to.equal(title);
        },
      ),
    );
  });

  it('writes times in UTC, people and things by name and id', () => {
    const [names, row] = readCsv(toCsv([printer]));
    const of = (name: string) => row![names!.indexOf(name)];
    expect(of('loggedAt')).to.equal(new Date(printer.loggedAt).toISOString());
    expect([of('group'), of('group.id'), of('assignee'), of('assignee.id')]).to.deep.equal([
      'Service desk',
      'g-sd',
      'Elif Demir',
      'elif',
    ]);
    expect([of('status'), of('status.label')]).to.deep.equal(['paused', 'Awaiting vendor']);
  });
});
