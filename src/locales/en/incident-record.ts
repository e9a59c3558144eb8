import { relations } from './relations.js';

/** Words of `incident-record`. */
export const record = {
  record: {
    label: 'Incident',
    empty: 'No incident is chosen.',
    emptyHelp: 'Choose one in a list.',
    open: 'Open in the ticket system',
    edit: (field: string) => `Edit: ${field}`,
    save: 'Save',
    saved: (field: string) => `${field}: saved.`,
    waiting: (field: string) => `${field}: kept, waiting to be sent.`,
    first: 'Save or cancel what you are editing first.',
    theirs: (field: string) => `${field} stays as it is in the ticket system.`,
    meanwhile: (value: string) => `Somebody has changed this meanwhile. It says now: ${value}`,
    correct: 'Correct',
    discard: 'Discard my change',
    zone: (zone: string) => `Time in ${zone}`,
    links: 'Belongs together with',
    linksFailed: 'Links could not be read.',
  },
  ...relations,
  recordSection: {
    priority: 'Priority',
    people: 'People',
    course: 'How it went',
    resolution: 'Resolution',
    custom: 'Further fields',
  },
  /** Why nothing, or one field, can be changed. */
  recordLock: {
    role: 'Your role may read this incident and not change it.',
    backend: 'The ticket system takes no changes from here.',
    ended: 'It is closed, and what is closed is not changed any more.',
    field: 'The ticket system does not let this be changed here.',
  },
  /** Fields nobody sets by hand. */
  recordField: {
    holdReason: 'On hold because',
    parentId: 'Part of',
    duplicateOf: 'Duplicate of',
    acknowledgedAt: 'Acknowledged',
    firstResponseAt: 'First answer',
    assignedAt: 'Assigned',
    resolvedAt: 'Resolved',
    closedAt: 'Closed',
    reopenedAt: 'Reopened',
    dueAt: 'Due',
    reopenCount: 'Times reopened',
    reassignmentCount: 'Times handed over',
    escalationCount: 'Times escalated',
    slaMet: 'Resolved in time',
    responseMet: 'Answered in time',
    rating: 'The caller’s rating, 1 to 5',
    firstContact: 'Solved at the first contact',
    type: 'Kind',
    code: 'Solution',
    method: 'What was done',
    notes: 'Notes',
    verified: 'Tested',
    by: 'Resolved by',
  } as Record<string, string>,
  resolutionType: { workaround: 'Workaround, the cause is open', permanent: 'Solved for good' },
};

export type RecordTerms = typeof record;
