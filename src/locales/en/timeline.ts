import { plural } from '../plural.js';
import { record } from './record.js';

const count = plural('en');

/** Words of `incident-timeline`. */
export const timeline = {
  ...record,
  timeline: {
    label: (subject: string) => `Timeline of ${subject}`,
    noIncident: 'No incident is chosen.',
    noIncidentHelp: 'Choose one to see what happened to it.',
    empty: 'Nothing has happened yet.',
    emptyHelp: 'Comments, notes and changes will stand here.',
    newEntries: (n: number) => count(n, { one: '# new entry', other: '# new entries' }),
  },
};

export type TimelineTerms = typeof timeline;
