import type { ListTerms } from '../en/incident-list.js';
import { plural } from '../plural.js';
import { counts } from './counts.js';
import { record } from './record.js';

const count = plural('de');

export const list: ListTerms = {
  ...counts,
  ...record,
  list: {
    label: 'Störungen',
    search: 'Störungen suchen',
    clear: 'Suche leeren',
    atLeast: (n) => count(n, { one: 'Mindestens # Störung', other: 'Mindestens # Störungen' }),
    more: 'Weitere laden',
    loadingMore: 'Weitere werden geladen …',
    notPrinted: (n) =>
      count(n, {
        one: '# weitere Störung ist nicht gedruckt.',
        other: '# weitere Störungen sind nicht gedruckt.',
      }),
    moreNotPrinted: 'Weitere Störungen sind nicht gedruckt.',
    empty: 'Keine Störungen',
    emptyOpen: 'Es ist nichts offen.',
    emptyHelp: 'Neue Störungen erscheinen hier von selbst.',
    nothingFound: (words) => `Nichts gefunden für „${words}“.`,
    noNumber: 'noch ohne Nummer',
    sortBy: (column) => `Nach ${column} ordnen`,
  },
  listColumn: {
    number: 'Nummer',
    title: 'Titel',
    priority: 'Priorität',
    status: 'Status',
    loggedAt: 'Alter',
    updatedAt: 'Geändert',
  },
};
