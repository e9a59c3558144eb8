import type { MatrixTerms } from '../en/incident-priority-matrix.js';
import { plural } from '../plural.js';

const count = plural('de');

export const matrix: MatrixTerms = {
  matrix: {
    label: 'Auswirkung und Dringlichkeit',
    impact: 'Auswirkung',
    urgency: 'Dringlichkeit',
    cell: (impactName, impact, urgencyName, urgency, priority) =>
      `${impactName} ${impact}, ${urgencyName} ${urgency}: ${priority}`,
    hint: 'Wählen Sie das Feld, das zutrifft.',
    because: (impact, urgency) => `weil die Auswirkung „${impact}“ und die Dringlichkeit „${urgency}“ ist.`,
    gives: (cell, impact, urgency) =>
      `Auswirkung „${impact}“ und Dringlichkeit „${urgency}“ allein ergeben ${cell}.`,
    reasonMissing: 'Sagen Sie in wenigen Worten, warum die berechnete Priorität nicht passt.',
    missing: 'Wählen Sie, wie schlimm es ist und wie bald es gelöst sein muss.',
    none: 'Keine offenen Störungen',
  },
  adjust: {
    step: (rule, from, to) => (from === to ? `${rule}: bleibt ${to}` : `${rule}: aus ${from} wird ${to}`),
    overridden: (to, reason) => `Von Hand auf ${to} gesetzt: ${reason}`,
    remove: (line) => `„${line}“ entfernen`,
    facts: 'Was trifft noch zu?',
    byHand: 'Priorität von Hand setzen',
    byRules: 'Nach den Regeln',
    priority: 'Priorität',
    reason: 'Begründung',
    reasonHelp: 'Sie wird mit der Störung festgehalten.',
  },
  heat: {
    open: (n) => count(n, { one: '# offene Störung', other: '# offene Störungen' }),
    openIn: (impactName, impact, urgencyName, urgency, priority, n) =>
      count(n, { other: `${impactName} ${impact}, ${urgencyName} ${urgency}, ${priority}: # offen` }),
    unrated: (n) => count(n, { other: '# ohne Auswirkung oder Dringlichkeit' }),
    atLeast: (n) =>
      count(n, {
        one: 'Nur die erste wurde gezählt; es gibt mehr.',
        other: 'Nur die ersten # wurden gezählt; es gibt mehr.',
      }),
  },
};
