import { expect } from '@open-wc/testing';
import { rtPreset } from '../../../src/adapters/presets/rt.js';
import { parseProfile } from '../../../src/adapters/rest/check.js';
import type { CountedField } from '../../../src/core/changes.js';
import type { ProfileDefinition } from '../../../src/adapters/rest/index.js';
import { answerAsRt, ticket } from './fake-rt.js';
import { adapterFor } from './scripted-backend.js';
import { json, rejection } from './scripted-fetch.js';

const since = Date.UTC(2026, 10, 22, 5, 0, 0, 500);
const page = { limit: 500 };

const transaction = (id: string, over: Record<string, unknown>): object => ({
  id,
  type: 'transaction',
  ObjectType: 'RT::Ticket',
  ObjectId: '61',
  ...over,
});

/** Request Tracker that answers every search for transactions with these, whatever was asked. */
function tracker(
  rows: readonly object[],
  { missing, vars, profile }: { missing?: string[]; vars?: object; profile?: ProfileDefinition } = {},
) {
  const made = adapterFor(
    parseProfile(
      { extends: 'rt', ...profile, vars: { ...profile?.vars, ...vars } },
      { presets: { rt: rtPreset } },
    ),
    (sent) =>
      sent.path === '/api/transactions'
        ? json({ items: rows, total: rows.length })
        : answerAsRt({ ticket: ticket(), etag: '"1"', ...(missing && { missing }) }, sent),
  );
  const asked = (): readonly URLSearchParams[] =>
    made.sent.filter(({ path }) => path === '/api/transactions').map(({ search }) => search);
  return { ...made, asked };
}

describe('what has become of the tickets of Request Tracker', () => {
  const custom = (id: string, Field: string, OldValue: string, NewValue: string, over = {}): object =>
    transaction(id, { Type: 'CustomField', Field, OldValue, NewValue, ...over });

  it('is asked for by the number of the custom field, by when tickets were changed, in the time RT’s database has', async () => {
    const { adapter, asked } = tracker([]);
    for (const field of ['category', 'group', 'status'] as const)
      await adapter.changes({ field, updatedFrom: since }, page);
    await adapter.changes({ field: 'status' }, page);
    const scope = `TicketQueue = 'Incidents'`;
    const changed = `TicketLastUpdated >= '2026-11-22 05:00:00'`;
    const ofTickets = `ObjectType = 'RT::Ticket'`;
    expect(asked().map((search) => search.get('query'))).to.deep.equal([
      `${scope} AND ${changed} AND ${ofTickets} AND Type = 'CustomField' AND Field = '5'`,
      `${scope} AND ${changed} AND ${ofTickets} AND Type = 'CustomField' AND Field = '12'`,
      `${scope} AND ${changed} AND ${ofTickets} AND Type = 'Status' AND OldValue = 'resolved'`,
      `${scope} AND ${ofTickets} AND Type = 'Status' AND OldValue = 'resolved'`,
    ]);
    expect(asked()[0]?.get('per_page')).to.equal('100');
    expect([asked()[0]?.get('orderby'), asked()[0]?.get('order')]).to.deep.equal(['id', 'ASC']);
  });

  it('is asked for with names as values, whatever is in them', async () => {
    const { adapter, asked } = tracker([], {
      vars: { queue: `O'Hare \\ "x" {y}` },
      profile: { enums: { status: { read: { "won't fix": 'closed' } } } },
    });
    await adapter.changes({ field: 'status' }, page);
    expect(asked()[0]?.get('query')).to.contain(`TicketQueue = 'O\\'Hare \\\\ "x" {y}' AND`);
    expect(asked()[0]?.get('query')).to.contain(`(OldValue = 'resolved' OR OldValue = 'won\\'t fix')`);
  });

  it('is told with both values, those of a status in our words, and without what was not asked for', async () => {
    const rows = [
      custom('1', '5', '', 'Mail'),
      custom('2', '5', 'Mail', 'Network'),
      custom('3', '12', 'Service Desk', 'Network'),
      custom('4', '5', 'Mail', 'Network', { ObjectType: 'RT::Asset' }),
      transaction('5', { Type: 'Status', Field: 'Status', OldValue: 'resolved', NewValue: 'stalled' }),
      transaction('6', { Type: 'Comment', Field: '', OldValue: '', NewValue: '' }),
    ];
    const { adapter } = tracker(rows);
    const told = async (field: CountedField) =>
      (await adapter.changes({ field }, page)).items.map(({ id, incidentId, from, to }) => [
        id,
        incidentId,
        from,
        to,
      ]);
    expect(await told('category')).to.deep.equal([
      ['1', '61', '', 'Mail'],
      ['2', '61', 'Mail', 'Network'],
    ]);
    expect(await told('group')).to.deep.equal([['3', '61', 'Service Desk', 'Network']]);
    expect(await told('status')).to.deep.equal([['5', '61', 'resolved', 'paused']]);
  });

  it('counts what has no ticket that can be read', async () => {
    const { adapter } = tracker([custom('1', '5', 'Mail', 'Network', { ObjectId: null })]);
    expect(await adapter.changes({ field: 'category' }, page)).to.deep.include({ items: [], unread: 1 });
  });

  it('is not told of a custom field that the queue does not have', async () => {
    const { adapter, asked } = tracker([], { missing: ['Group'] });
    expect(adapter.traits.changes).to.deep.equal(['category', 'group', 'status']);
    expect((await rejection(adapter.changes({ field: 'group' }, page))).kind).to.equal('unsupported');
    expect(adapter.traits.changes).to.deep.equal(['category', 'status']);
    expect(asked()).to.deep.equal([]);
  });

  it('is not asked for where the ticket carries the count, or a profile switches it off', () => {
    const counted = tracker([], { profile: { fields: { reopenCount: { read: 'Reopened' } } } });
    expect(counted.adapter.traits.changes).to.deep.equal(['category', 'group']);
    const off = tracker([], { profile: { changes: null } });
    expect([off.adapter.traits.changes, off.adapter.changes]).to.deep.equal([undefined, undefined]);
  });
});

describe('what has become of incidents elsewhere', () => {
  const profile: ProfileDefinition = {
    name: 'audited',
    fields: { id: { read: 'id' }, category: { read: 'category' }, status: { read: 'state' } },
    ops: {
      list: { method: 'GET', path: '/incidents' },
      get: { method: 'GET', path: '/incidents/{id}' },
      audit: {
        method: 'GET',
        path: '/audit',
        items: 'rows',
        paging: { kind: 'offset', offset: 'skip', limit: 'take' },
        filter: { dialect: 'params', list: 'repeat', date: 'unix-s' },
      },
    },
    changes: {
      op: 'audit',
      id: 'id',
      incident: 'document.key',
      from: 'old',
      to: 'new',
      updated: 'changed',
      fields: { category: { field: ['category', 'subcategory'] }, status: { field: 'state' } },
    },
  };

  it('is asked for in the words of its profile, page by page', async () => {
    const rows = [1, 2, 3].map((id) => ({
      id,
      document: { key: 7 },
      field: id === 3 ? 'subcategory' : 'category',
      old: 'a',
      new: 'b',
    }));
    const { adapter, sent } = adapterFor(parseProfile(profile), ({ search }) =>
      json({ rows: rows.slice(Number(search.get('skip')), Number(search.get('skip')) + 2) }),
    );
    const first = await adapter.changes({ field: 'category', updatedFrom: since }, { limit: 2 });
    const second = await adapter.changes(
      { field: 'category', updatedFrom: since },
      { limit: 2, cursor: first.next },
    );
    expect(sent.map(({ search }) => String(search))).to.deep.equal(
      ['0', '2'].map((skip) => `changedFrom=1795323600&field=category&field=subcategory&skip=${skip}&take=2`),
    );
    expect([...first.items, ...second.items].map(({ id, incidentId }) => [id, incidentId])).to.deep.equal([
      ['1', '7'],
      ['2', '7'],
      ['3', '7'],
    ]);
  });

  it('has to name fields that are counted, and an operation that is there', () => {
    const broken = (changes: object): string => {
      try {
        parseProfile({ ...profile, changes: { ...profile.changes, ...changes } });
        return '';
      } catch (error) {
        return String((error as Error).message);
      }
    };
    expect(broken({ fields: { urgency: { field: 'urgency' } } })).to.contain('changes.fields.urgency');
    expect(broken({ op: 'journal' })).to.contain('There is no operation "journal"');
    expect(broken({ fields: { status: { 'a.constructor': 'x' } } })).to.contain('changes.fields.status');
  });
});
