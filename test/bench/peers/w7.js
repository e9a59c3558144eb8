// Our mapping in the shared bench: a profile read once, then records to incidents. It builds our own nested shape
// (people and groups as objects), so the answer is compared after being flattened, outside the measured run.
import { parseProfile } from 'incident-elements/adapters/rest/check.js';
import { compileFields } from 'incident-elements/adapters/rest/fields.js';
import { check as checkFlat } from '#w7/common.js';

const value = (name) => ({ read: `${name}.value` });
const named = (name, label) => ({ read: name, parts: { id: 'value', [label]: 'display_value' } });

const profile = parseProfile({
  name: 'bench',
  codecs: { date: { read: 'sql-utc', write: 'sql-utc' } },
  ops: { list: { method: 'GET', path: '/list' }, get: { method: 'GET', path: '/one/{id}' } },
  enums: { status: { read: { 1: 'new', 2: 'active', 3: 'paused', 6: 'resolved', 7: 'closed' } } },
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
    group: named('assignment_group', 'label'),
    assignee: named('assigned_to', 'name'),
    caller: named('caller_id', 'name'),
    loggedAt: value('opened_at'),
    acknowledgedAt: value('u_acknowledged'),
    resolvedAt: value('resolved_at'),
    updatedAt: value('sys_updated_on'),
    reopenCount: value('reopen_count'),
    reassignmentCount: value('reassignment_count'),
    version: value('sys_mod_count'),
  },
});

const states = {
  new: 'new',
  active: 'in_progress',
  paused: 'on_hold',
  resolved: 'resolved',
  closed: 'closed',
};

const flat = (incident) => ({
  id: incident.id,
  number: incident.number,
  title: incident.title,
  description: incident.description,
  state: states[incident.status.category],
  impact: incident.impact,
  urgency: incident.urgency,
  priority: incident.priority,
  category: incident.category,
  groupId: incident.group?.id,
  group: incident.group?.label,
  assigneeId: incident.assignee?.id,
  assignee: incident.assignee?.name,
  callerId: incident.caller?.id,
  caller: incident.caller?.name,
  openedAt: incident.loggedAt,
  ackAt: incident.acknowledgedAt ?? null,
  resolvedAt: incident.resolvedAt ?? null,
  updatedAt: incident.updatedAt,
  reopenCount: incident.reopenCount,
  reassignCount: incident.reassignmentCount,
  version: Number(incident.version),
  active: incident.resolvedAt === undefined,
});

export const check = (incidents) => checkFlat(incidents.map(flat));
export const prepare = ({ list }) => ({ list, mapping: compileFields(profile) });
export const run = ({ list, mapping }) => mapping.mapRecords(list);
