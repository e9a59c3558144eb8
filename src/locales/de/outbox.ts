import type { OutboxTerms } from '../en/incident-outbox.js';
import { plural } from '../plural.js';
import { form } from './form.js';
import { levels } from './levels.js';
import { record } from './record.js';

const count = plural('de');

export const outbox: OutboxTerms = {
  ...record,
  ...levels,
  incidentField: form.incidentField,
  effect: form.effect,
  outboxKind: { comment: 'Kommentar', 'work-note': 'Arbeitsnotiz' },
  outbox: {
    heading: 'Noch nicht gesendet',
    empty: 'Alles ist gesendet.',
    waiting: (n) => count(n, { one: '# wartet', other: '# warten' }),
    failed: (n) => count(n, { other: '# nicht angenommen' }),
    unknown: (n) => count(n, { other: '# unklar' }),
    conflicts: (n) => count(n, { one: '# Konflikt', other: '# Konflikte' }),
    copy: 'Alles kopieren',
    copied: 'Kopiert.',
    download: 'Als Datei speichern',
    signIn: 'Ich habe mich angemeldet',
  },
  outboxItem: {
    newIncident: (title) => `Neue Störung: ${title}`,
    change: (names) => `Änderung: ${names}`,
    step: (status) => `Schritt nach „${status}“`,
    of: 'Störung',
    content: 'Was darin steht',
    text: 'Text',
    status: 'Status',
    reason: 'Grund',
    yes: 'Ja',
    nothing: 'leer',
    written: (time) => `Geschrieben ${time}`,
    attempts: (n) => count(n, { one: '# Versuch', other: '# Versuche' }),
    next: (time) => `Nächster Versuch ${time}`,
    now: 'Jetzt senden',
    edit: 'Bearbeiten',
    save: 'Speichern und senden',
    discard: 'Verwerfen',
    discardAsk: 'Endgültig verwerfen?',
    discardAlso: 'Was dazugehört, geht mit verloren:',
    keep: 'Behalten',
    unknownWhy:
      'Beim Senden riss die Verbindung ab. Sehen Sie im Ticketsystem nach: Ist es da, sagen Sie es hier; wenn nicht, senden Sie es erneut.',
    isThere: 'Es ist da',
    sendAgain: 'Erneut senden',
    conflictWhy:
      'Jemand hat dieselbe Störung geändert, bevor dies gesendet werden konnte. Nichts ist verloren; wählen Sie, welche Fassung gilt.',
    field: 'Feld',
    mine: 'Ihre Fassung',
    theirs: 'Jetzt dort',
    keepMine: 'Meine behalten',
    takeTheirs: 'Die andere nehmen',
  },
};
