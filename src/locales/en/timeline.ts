import { plural } from '../plural.js';

const count = plural('en');

/** Words of `incident-timeline`. */
export const timeline = {
  timeline: {
    label: (subject: string) => `Timeline of ${subject}`,
    noIncident: 'No incident is chosen.',
    noIncidentHelp: 'Choose one to see what happened to it.',
    empty: 'Nothing has happened yet.',
    emptyHelp: 'Comments, notes and changes will stand here.',
    nothingOfKind: 'Nothing of this kind is among the loaded entries.',
    showAll: 'Show everything',
    filter: 'Show',
    older: 'Load older entries',
    olderOf: (shown: string, total: string) => `Load older entries (${shown} of ${total} shown)`,
    loadingOlder: 'Loading older entries …',
    newEntries: (n: number) => count(n, { one: '# new entry', other: '# new entries' }),
  },
  /** What may be shown; the order is the order of the choices. */
  timelineFilter: {
    all: 'Everything',
    words: 'Only what people wrote',
    internal: 'Only internal notes',
    changes: 'Only changes',
  },
};

export type TimelineTerms = typeof timeline;
