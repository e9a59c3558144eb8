import { expect } from '@open-wc/testing';

import type { Incident } from '../../src/core/incident.js';
import { compileQuery, compileSort, compileStray, provenFields, queryKey } from '../../src/core/query.js';
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

describe('an incident that was not asked for', () => {
  const [, second, third] = list as [Incident, Incident, Incident];
  const assigned = (id: string | undefined, over: Partial<Incident> = {}): Incident => ({
    ...second,
    ...(id === undefined ? {} : { assignee: { id, name: 'Anna' } }),
    ...over,
  });

  it('is known by another id only in a field whose ids mean the same on both sides', () => {
    const query = { assigneeId: 'anna', service: 'vpn' };
    const bruno = assigned('bruno');
    expect(compileStray(query)(bruno), 'ids may be names there').to.equal(false);
    const isStray = compileStray(query, ['assignee']);
    expect(isStray(bruno)).to.equal(true);
    expect(isStray(assigned('Anna')), 'capitals make no other id').to.equal(false);
    expect(isStray(assigned(undefined)), 'what is left out says nothing').to.equal(false);
    expect(isStray(assigned('anna', { service: { id: 'mail', label: 'Mail' } }))).to.equal(false);
    expect(compileStray(query, ['service'])({ ...second, service: { id: 'mail', label: 'Mail' } })).to.equal(
      true,
    );
  });

  it('is known by a confirmation where what nobody has confirmed was asked for', () => {
    const isStray = compileStray({ confirmed: false });
    expect([isStray(second), isStray({ ...second, confirmedAt: base })]).to.deep.equal([false, true]);
    expect(list.filter(compileQuery({ confirmed: false })).length).to.equal(list.length);
    expect(list.filter(compileQuery({ confirmed: true })).length).to.equal(0);
  });

  it('is never known by its caller: one of several may be meant, or an address', () => {
    const caller = { id: 'bruno', name: 'Bruno' };
    const isStray = compileStray({ callerId: 'anna' }, ['assignee', 'group', 'service', 'category']);
    expect(isStray({ ...second, caller })).to.equal(false);
  });

  it('is judged by an id once records have carried every id that is asked for', () => {
    const query = { assigneeId: 'anna', category: ['Software', 'Network'] };
    const proven = (...incidents: readonly Incident[]) =>
      provenFields(query, ['assignee', 'group', 'category'], incidents);
    expect(proven(assigned('12'), assigned(undefined))).to.deep.equal([]);
    expect(proven(assigned('12'), assigned('anna', { category: 'Software' }))).to.deep.equal(['assignee']);
    expect(proven(...list, assigned(undefined, { category: 'Network' }))).to.deep.equal(['category']);
  });

  it('is known by its times where they lie days outside, because a day may be meant in any zone', () => {
    const isStray = (query: IncidentQuery, incident: Incident) => compileStray(query)(incident);
    const logged = { loggedAt: base, updatedAt: base + day };
    const seen: Incident = { ...second, ...logged };
    expect(isStray({ loggedFrom: base + day }, seen), 'a day before').to.equal(false);
    expect(isStray({ loggedFrom: base + 3 * day }, seen)).to.equal(true);
    expect(isStray({ loggedTo: base - day }, seen)).to.equal(false);
    expect(isStray({ loggedTo: base - 3 * day }, seen)).to.equal(true);
    expect(isStray({ updatedFrom: base + 4 * day }, seen)).to.equal(true);
    expect(isStray({ resolvedFrom: base + 6 * day }, third), 'resolved three days before').to.equal(true);
    expect(isStray({ resolvedTo: base }, third)).to.equal(true);
    expect(isStray({ resolvedFrom: base + 6 * day }, seen), 'it tells no such time').to.equal(false);
  });

  it('is not known by a time that stands in the place of another', () => {
    const onlyLogged: Incident = { ...second, loggedAt: base, updatedAt: base };
    expect(compileStray({ updatedFrom: base + 9 * day })(onlyLogged)).to.equal(false);
    expect(compileStray({ loggedTo: base - 9 * day })(onlyLogged)).to.equal(false);
    expect(compileStray({ loggedFrom: base })({ ...second, loggedAt: 0, updatedAt: 5 })).to.equal(false);
  });
});
