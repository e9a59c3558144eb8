import { expect } from '@open-wc/testing';

import type { Incident } from '../../src/core/incident.js';
import { compileQuery, compileSort, queryKey } from '../../src/core/query.js';
import type { IncidentQuery } from '../../src/core/query.js';

const day = 86_400_000;
const base = Date.UTC(2026, 4, 4);

const list: readonly Incident[] = [
  {
    id: 'a',
    number: 'INC1',
    title: 'Payroll is down',
    description: 'HTTP 502',
    status: { category: 'new' },
    priority: 1,
    impact: 1,
    urgency: 2,
    category: 'Software',
    loggedAt: base,
    updatedAt: base + 5,
  },
  {
    id: 'b',
    number: 'INC2',
    title: 'İnternet yok',
    description: '',
    status: { category: 'active' },
    priority: 3,
    impact: 1,
    urgency: 3,
    service: { id: 'vpn', label: 'VPN' },
    loggedAt: base + day,
    updatedAt: base + day,
  },
  {
    id: 'c',
    number: 'INC3',
    title: 'Printer',
    description: 'floor 3',
    status: { category: 'resolved' },
    loggedAt: base + 2 * day,
    updatedAt: base + 9,
    resolvedAt: base + 3 * day,
  },
];

const ids = (query: IncidentQuery): string =>
  list
    .filter(compileQuery(query))
    .map((incident) => incident.id)
    .join('');
const sorted = (sort: IncidentQuery['sort']): string =>
  [...list]
    .sort(compileSort(sort))
    .map((incident) => incident.id)
    .join('');

describe('asking for incidents', () => {
  it('an empty question is answered with everything', () => {
    expect(ids({})).to.equal('abc');
  });

  it('parts are combined with "and", choices within a part with "or"', () => {
    expect(ids({ status: ['new', 'active'] })).to.equal('ab');
    expect(ids({ status: ['new', 'active'], priority: [3] })).to.equal('b');
    expect(ids({ impact: [1] })).to.equal('ab');
    expect(ids({ impact: [1], urgency: [2] })).to.equal('a');
    expect(ids({ category: ['Software', 'Network'] })).to.equal('a');
    expect(ids({ service: 'vpn' })).to.equal('b');
  });

  it('words are found in number, title and description, in any order and case', () => {
    expect(ids({ text: '502 PAYROLL' })).to.equal('a');
    expect(ids({ text: 'inc3' })).to.equal('c');
    expect(ids({ text: 'payroll printer' })).to.equal('');
  });

  it('the id given before there was a number finds it, whole or by its first eight letters, and never by chance', () => {
    const waiting: Incident = { ...list[0]!, clientId: '3F2504E0-4f89-41d3-9a0c-0305e82c3301' };
    const finds = (text: string): boolean => compileQuery({ text })(waiting);
    expect(finds('3f2504e0-4f89-41d3-9a0c-0305e82c3301')).to.equal(true);
    expect(finds('3f2504e0')).to.equal(true);
    expect(finds('payroll 3f2504e0')).to.equal(true);
    expect(finds('3f2504e')).to.equal(false);
    expect(finds('0305e82c3301')).to.equal(false);
  });

  it('a window includes its start and excludes its end; without a resolution there is no match', () => {
    expect(ids({ loggedFrom: base + day, loggedTo: base + 2 * day })).to.equal('b');
    expect(ids({ resolvedFrom: base })).to.equal('c');
    expect(ids({ resolvedFrom: base, resolvedTo: base + 3 * day })).to.equal('');
    expect(ids({ updatedFrom: base + day })).to.equal('b');
  });

  it('sorts newest change first unless told otherwise, unknown priorities last', () => {
    expect(sorted(undefined)).to.equal('bca');
    expect(sorted({ field: 'priority', direction: 'ascending' })).to.equal('abc');
    expect(sorted({ field: 'status', direction: 'ascending' })).to.equal('abc');
    expect(sorted({ field: 'number', direction: 'descending' })).to.equal('cba');
  });

  it('equal questions have equal keys whatever the order they were written in', () => {
    expect(queryKey({ text: 'x', status: ['new'] })).to.equal(
      queryKey({ status: ['new'], text: 'x', priority: undefined }),
    );
    expect(queryKey({ text: 'x' })).to.not.equal(queryKey({ text: 'y' }));
  });
});
