import { plural } from '../plural.js';

const count = plural('en');

/** Words of the table in `incident-list`. */
export const listParts = {
  list: {
    more: 'Load more',
    loadingMore: 'Loading more …',
    notPrinted: (n: number) =>
      count(n, { one: '# more incident is not printed.', other: '# more incidents are not printed.' }),
    moreNotPrinted: 'More incidents are not printed.',
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

export type ListPartsTerms = typeof listParts;
