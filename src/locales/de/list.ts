import type { ListTerms } from '../en/list.js';
import { plural } from '../plural.js';

const count = plural('de');

export const list: ListTerms = {
  list: {
    label: 'Störungen',
    search: 'Störungen suchen',
    searchHint: 'Nummer oder Wörter',
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
    shown: (shown) => `${shown} zu sehen`,
    cardTimes: (logged, updated) => `erfasst ${logged}, geändert ${updated}`,
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
