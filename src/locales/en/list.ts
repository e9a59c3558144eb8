import { plural } from '../plural.js';

const count = plural('en');

/** Words of `incident-list`. */
export const list = {
  list: {
    label: 'Incidents',
    search: 'Search incidents',
    clear: 'Clear the search',
    incidents: (n: number) => count(n, { one: '# incident', other: '# incidents' }),
    atLeast: (n: number) => count(n, { one: '#+ incident', other: '#+ incidents' }),
    empty: 'No incidents',
    emptyOpen: 'Nothing is open.',
    emptyHelp: 'New incidents appear here by themselves.',
    nothingFound: (words: string) => `Nothing found for “${words}”.`,
  },
};

export type ListTerms = typeof list;
