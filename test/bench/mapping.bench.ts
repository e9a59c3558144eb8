import { compileFields } from '../../src/adapters/rest/fields.js';
import { parseProfile } from '../../src/adapters/rest/check.js';
import type { Incident, Status } from '../../src/core/incident.js';
import type { Bench } from './measure.js';
import { compare, seeded } from './measure.js';

export const where = 'node';

const amount = 10_000;
const start = Date.UTC(2026, 0, 1);
const statuses: Readonly<Record<string, Status['category']>> = {
  '1': 'new',
  '2': 'active',
  '3': 'paused',
  '6': 'resolved',
  '7': 'closed',
};
const people = ['Abel Tuter', 'Beth Anglin', 'David Loo', 'Fred Luddy'];

/** Records with a value and a display value in each of 23 fields, as large ticket systems send them. */
function makeText(): string {
  const random = seeded(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const both = (value: string, display = value): object => ({ value, display_value: display });
  const time = (i: number): string => new Date(start + i * 60_000).toISOString().slice(0, 19) + 'Z';
  const records = Array.from({ length: amount }, (_, i) => ({
    sys_id: both(`id${i}`),
    number: both(`INC${1_000_000 + i}`),
    short_description: both(`Something is broken in room ${i % 400}`),
    description: both(`It was fine yesterday. Case ${i}.`),
    state: both(pick(Object.keys(statuses)), 'In Progress'),
    impact: both(String(1 + (i % 3)), '2 - Medium'),
    urgency: both(String(1 + (i % 3)), '2 - Medium'),
    priority: both(String(1 + (i % 5)), '3 - Moderate'),
    category: both(pick(['network', 'hardware', 'software']), 'Network'),
    subcategory: both('vpn', 'VPN'),
    business_service: both(`svc${i % 20}`, `Service ${i % 20}`),
    cmdb_ci: both(`ci${i % 90}`, `Host ${i % 90}`),
    caller_id: both(`u${i % 50}`, pick(people)),
    opened_by: both(`u${i % 9}`, pick(people)),
    assigned_to: both(i % 4 ? `u${i % 12}` : '', pick(people)),
    assignment_group: both(`g${i % 6}`, `Group ${i % 6}`),
    contact_type: both('phone', 'Phone'),
    opened_at: both(time(i)),
    sys_updated_on: both(time(i + 5)),
    resolved_at: both(i % 2 ? time(i + 90) : ''),
    closed_at: both(i % 3 ? '' : time(i + 900)),
    reassignment_count: both(String(i % 4)),
    sys_mod_count: both(String(i % 30)),
  }));
  return JSON.stringify(records);
}

const value = (name: string): { readonly read: string } => ({ read: `${name}.value` });
const ref = (
  name: string,
  label: string,
): { readonly read: string; readonly parts: Record<string, string> } => ({
  read: name,
  parts: { id: 'value', [label]: 'display_value' },
});
const same = { read: Object.fromEntries(Object.entries(statuses)) };

const profile = parseProfile({
  name: 'bench',
  ops: { list: { method: 'GET', path: '/list' }, get: { method: 'GET', path: '/one/{id}' } },
  enums: { status: same },
  fields: {
    id: value('sys_id'),
    number: value('number'),
    title: value('short_description'),
    description: value('description'),
    status: { ...value('state'), enum: 'status' },
    impact: value('impact'),
    urgency: value('urgency'),
    priority: value('priority'),
    category: value('category'),
    subcategory: value('subcategory'),
    service: ref('business_service', 'label'),
    ci: ref('cmdb_ci', 'label'),
    caller: ref('caller_id', 'name'),
    reporter: ref('opened_by', 'name'),
    assignee: ref('assigned_to', 'name'),
    group: ref('assignment_group', 'label'),
    channel: value('contact_type'),
    loggedAt: value('opened_at'),
    updatedAt: value('sys_updated_on'),
    resolvedAt: value('resolved_at'),
    closedAt: value('closed_at'),
    reassignmentCount: value('reassignment_count'),
    version: value('sys_mod_count'),
  },
});

interface Both {
  readonly value: string;
  readonly display_value: string;
}

/** What one would write for exactly these records, by hand, sharing nothing with the profile's mapping. */
function byHand(records: readonly Record<string, Both | undefined>[]): Incident[] {
  const known = new Map(Object.entries(statuses).map(([code, category]) => [code, { category, code }]));
  const text = (field: Both | undefined): string | undefined =>
    field && field.value !== '' ? field.value : undefined;
  const number = (field: Both | undefined): number | undefined =>
    field && field.value !== '' ? Number(field.value) : undefined;
  const date = (field: Both | undefined): number | undefined =>
    field && field.value !== '' ? Date.parse(field.value) : undefined;
  const item = (field: Both | undefined) =>
    field && field.value !== '' ? { id: field.value, label: field.display_value } : undefined;
  const person = (field: Both | undefined) =>
    field && field.value !== '' ? { id: field.value, name: field.display_value } : undefined;
  return records.map((record) => {
    const loggedAt = date(record['opened_at']) ?? 0;
    const made: { -readonly [F in keyof Incident]: Incident[F] } = {
      id: text(record['sys_id']) ?? '',
      number: text(record['number']) ?? '',
      title: text(record['short_description']) ?? '',
      description: text(record['description']) ?? '',
      status: known.get(record['state']?.value ?? '') ?? { category: 'active' },
      loggedAt,
      updatedAt: date(record['sys_updated_on']) ?? loggedAt,
      impact: number(record['impact']),
      urgency: number(record['urgency']),
      priority: number(record['priority']),
      category: text(record['category']),
      subcategory: text(record['subcategory']),
      service: item(record['business_service']),
      ci: item(record['cmdb_ci']),
      caller: person(record['caller_id']),
      reporter: person(record['opened_by']),
      group: item(record['assignment_group']),
      channel: text(record['contact_type']) as Incident['channel'],
      reassignmentCount: number(record['reassignment_count']),
      version: text(record['sys_mod_count']),
    };
    const assignee = person(record['assigned_to']);
    if (assignee) made.assignee = assignee;
    const resolvedAt = date(record['resolved_at']);
    if (resolvedAt !== undefined) made.resolvedAt = resolvedAt;
    const closedAt = date(record['closed_at']);
    if (closedAt !== undefined) made.closedAt = closedAt;
    return made;
  });
}

const bench: Bench = async () => {
  const text = makeText();
  const records = JSON.parse(text) as Record<string, Both>[];
  const mapping = compileFields(profile);
  const sorted = (incident: Incident | undefined): string =>
    JSON.stringify(
      incident,
      Object.keys(incident ?? {})
        .concat('code', 'label', 'name')
        .sort(),
    );
  const [ours, theirs] = [records.map(mapping.mapRecord), byHand(records)];
  for (const at of [0, 1, 2, 3, amount >> 1, amount - 1])
    if (sorted(ours[at]) !== sorted(theirs[at]))
      throw new Error(`Record ${at} differs:\n${sorted(ours[at])}\n${sorted(theirs[at])}`);
  return compare(`map ${amount} records of 23 fields`, [
    { name: 'hand-written mapper', baseline: true, run: () => byHand(records) },
    { name: 'by a profile', run: () => records.map(mapping.mapRecord) },
    { name: 'JSON.parse of the same text', run: () => JSON.parse(text) as unknown },
  ]);
};

export default bench;
