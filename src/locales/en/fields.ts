import type { Effect } from '../../core/incident.js';

/** Names of an incident's fields, as columns and labels. */
export const fields = {
  incidentField: {
    title: 'Title',
    description: 'Description',
    effect: 'Effect',
    impact: 'Impact',
    urgency: 'Urgency',
    priority: 'Priority',
    category: 'Category',
    subcategory: 'Subcategory',
    service: 'Service',
    ci: 'Configuration item',
    caller: 'Caller',
    reporter: 'Reported by',
    contact: 'Contact',
    location: 'Location',
    channel: 'Channel',
    group: 'Group',
    assignee: 'Assigned to',
    hasWorkaround: 'A workaround exists',
    occurredAt: 'Began',
    detectedAt: 'Noticed',
    loggedAt: 'Logged',
    major: 'Major incident',
    drill: 'Exercise only',
  } as Record<string, string>,
  effect: { down: 'It does not work at all', degraded: 'It works, but badly' } as Record<Effect, string>,
  reported: { heading: 'What was reported', noDescription: 'Nothing was described.' },
  flag: { true: 'yes', false: 'no' } as Record<string, string>,
};

export type FieldTerms = typeof fields;
