import type { Entry, EntryDraft } from '../core/entry.js';
import type { Incident, IncidentDraft } from '../core/incident.js';
import type { PriorityExplanation } from '../core/priority/priority.js';
import type { Instant } from '../core/time.js';

/** Monday, 2 March 2026, 09:00 UTC: the morning on which everything built here happens. */
export const monday: Instant = Date.UTC(2026, 2, 2, 9);

/** An incident as a backend would return it; every part can be replaced. */
export const anIncident = (overrides: Partial<Incident> = {}): Incident => ({
  id: 'inc-1',
  number: 'INC0001001',
  title: 'E-mail is not delivered',
  description: 'Messages to partners stay in the outbox since this morning.',
  status: { category: 'new' },
  impact: 2,
  urgency: 1,
  priority: 2,
  category: 'Software',
  service: { id: 'mail', label: 'E-mail' },
  caller: { id: 'amara', name: 'Amara Okafor' },
  channel: 'self-service',
  loggedAt: monday,
  updatedAt: monday,
  version: '1',
  ...overrides,
});

/** What a form hands over; every part can be replaced. */
export const aDraft = (overrides: Partial<IncidentDraft> = {}): IncidentDraft => ({
  title: 'E-mail is not delivered',
  description: 'Messages to partners stay in the outbox since this morning.',
  impact: 2,
  urgency: 1,
  priority: 2,
  ...overrides,
});

/** A priority set by hand against the rules, with its reason; every part can be replaced. */
export const anAssessment = (overrides: Partial<PriorityExplanation> = {}): PriorityExplanation => ({
  priority: 1,
  cell: { impact: 2, urgency: 1, priority: 2 },
  ruleIds: ['cell:2/1', 'vip', 'override'],
  modifiers: [{ id: 'vip', label: 'A VIP is affected', from: 2, to: 1 }],
  override: { priority: 1, reason: 'The board meets here today.' },
  inputs: { impact: 2, urgency: 1, facts: { vip: true } },
  matrixId: 'servicenow-3x3',
  matrixVersion: '1',
  ...overrides,
});

/** An item of a timeline; every part can be replaced. */
export const anEntry = (overrides: Partial<Entry> = {}): Entry => ({
  id: 'entry-1',
  incidentId: 'inc-1',
  kind: 'comment',
  visibility: 'public',
  occurredAt: monday,
  recordedAt: monday,
  author: { id: 'lena', name: 'Lena Fischer' },
  text: 'We are looking into it.',
  ...overrides,
});

/** What a person types into a timeline; every part can be replaced. */
export const anEntryDraft = (overrides: Partial<EntryDraft> = {}): EntryDraft => ({
  kind: 'comment',
  text: 'We are looking into it.',
  ...overrides,
});
