import { plural } from '../plural.js';

const count = plural('en');

/** Words of `incident-list`. */
export const list = {
  list: {
    label: 'Incidents',
    search: 'Search incidents',
    clear: 'Clear the search',
    atLeast: (n: number) => count(n, { one: '#+ incident', other: '#+ incidents' }),
    empty: 'No incidents',
    emptyOpen: 'Nothing is open.',
    emptyHelp: 'New incidents appear here by themselves.',
    nothingFound: (words: string) => `Nothing found for “${words}”.`,
    more: 'Load more',
    loadingMore: 'Loading more …',
    notPrinted: (n: number) =>
      count(n, { one: '# more incident is not printed.', other: '# more incidents are not printed.' }),
    moreNotPrinted: 'More incidents are not printed.',
    narrowed: 'Narrowed down elsewhere on this page.',
    widen: 'Show the whole list',
    noNumber: 'not numbered yet',
    sortBy: (column: string) => `Sort by ${column}`,
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
