import { plural } from '../plural.js';

const count = plural('en');

/** Words of `incident-list`. */
export const list = {
  list: {
    label: 'Incidents',
    search: 'Search incidents',
    searchHint: 'Number or words',
    clear: 'Clear the search',
    incidents: (n: number) => count(n, { one: '# incident', other: '# incidents' }),
    atLeast: (n: number) => count(n, { one: '#+ incident', other: '#+ incidents' }),
    more: 'Load more',
    loadingMore: 'Loading more …',
    empty: 'No incidents',
    emptyOpen: 'Nothing is open.',
    emptyHelp: 'New incidents appear here by themselves.',
    nothingFound: (words: string) => `Nothing found for “${words}”.`,
    noNumber: 'not numbered yet',
    sortBy: (column: string) => `Sort by ${column}`,
    shown: (shown: string) => `Showing ${shown}`,
    cardTimes: (logged: string, updated: string) => `logged ${logged}, updated ${updated}`,
  },
  listColumn: {
    number: 'Number',
    title: 'Title',
    priority: 'Priority',
    status: 'Status',
    loggedAt: 'Age',
    updatedAt: 'Updated',
  },
};

export type ListTerms = typeof list;
