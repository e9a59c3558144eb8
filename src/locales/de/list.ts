import type { ListTerms } from '../en/list.js';
import type { ListPartsTerms } from '../en/list-parts.js';
import { plural } from '../plural.js';

const count = plural('de');

export const list: ListTerms & ListPartsTerms = {
  list: {
    label: 'Störungen',
    search: 'Störungen suchen',
    clear: 'Suche leeren',
    incidents: (n) => count(n, { one: '# Störung', other: '# Störungen' }),
    atLeast: (n) => count(n, { one: 'Mindestens # Störung', other: 'Mindestens # Störungen' }),
    more: 'Weitere laden',
    loadingMore: 'Weitere werden geladen …',
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
