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
  fieldValue: { nothing: 'empty' },
  /** Two versions of one change, to choose from. */
  versions: {
    why: 'Somebody changed the same incident before this could be sent. Nothing is lost; choose which version counts.',
    field: 'Field',
    status: 'Status',
    mine: 'Yours',
    theirs: 'Now there',
    keepMine: 'Keep mine',
    takeTheirs: 'Take theirs',
  },
  reported: { heading: 'What was reported', noDescription: 'Nothing was described.' },
  flag: { true: 'yes', false: 'no' } as Record<string, string>,
};

export type FieldTerms = typeof fields;
