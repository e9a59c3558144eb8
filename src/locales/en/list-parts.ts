/** Words of the table in `incident-list`. */
export const listParts = {
  list: {
    more: 'Load more',
    loadingMore: 'Loading more …',
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
