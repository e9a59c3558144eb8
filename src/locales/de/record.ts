import type { RecordTerms } from '../en/record.js';

export const record: RecordTerms = {
  unknownPerson: 'Jemand',
  noPriority: 'Keine Priorität',
  status: {
    new: 'Neu',
    active: 'In Bearbeitung',
    paused: 'Wartend',
    resolved: 'Gelöst',
    closed: 'Geschlossen',
    cancelled: 'Storniert',
  },
  pending: {
    queued: 'Wartet auf das Senden',
    sending: 'Wird gesendet …',
    waiting: 'Wartet auf eine frühere Änderung',
    unknown: 'Unklar, ob angekommen: bitte prüfen',
    failed: 'Nicht angenommen',
    conflict: 'Inzwischen von jemand anderem geändert',
  },
};
