import { plural } from '../plural.js';

const count = plural('en');

export const matrix = {
  matrix: {
    label: 'Impact and urgency',
    impact: 'Impact',
    urgency: 'Urgency',
    cell: (impactName: string, impact: string, urgencyName: string, urgency: string, priority: string) =>
      `${impactName} ${impact}, ${urgencyName.toLowerCase()} ${urgency}: ${priority}`,
    hint: 'Choose the cell that fits.',
    because: (impact: string, urgency: string) =>
      `because the impact is ${impact} and the urgency ${urgency}.`,
    gives: (cell: string, impact: string, urgency: string) =>
      `Impact ${impact} and urgency ${urgency} alone give ${cell}.`,
    reasonMissing: 'Say in a few words why the computed priority does not fit.',
    missing: 'Choose how bad it is and how soon it has to be solved.',
    none: 'No open incidents',
  },
  /** Facts, rules and a priority by hand. */
  adjust: {
    step: (rule: string, from: string, to: string) =>
      from === to ? `${rule}: stays ${to}` : `${rule}: ${from} becomes ${to}`,
    overridden: (to: string, reason: string) => `Set to ${to} by hand: ${reason}`,
    remove: (line: string) => `Remove “${line}”`,
    facts: 'What else is true?',
    byHand: 'Set the priority by hand',
    byRules: 'As the rules say',
    priority: 'Priority',
    reason: 'Reason',
    reasonHelp: 'It becomes part of the record.',
  },
  /** The heat map. */
  heat: {
    open: (n: number) => count(n, { one: '# open incident', other: '# open incidents' }),
    openIn: (
      impactName: string,
      impact: string,
      urgencyName: string,
      urgency: string,
      priority: string,
      n: number,
    ) =>
      count(n, {
        one: `${impactName} ${impact}, ${urgencyName.toLowerCase()} ${urgency}, ${priority}: # open`,
        other: `${impactName} ${impact}, ${urgencyName.toLowerCase()} ${urgency}, ${priority}: # open`,
      }),
    unrated: (n: number) =>
      count(n, { one: '# without impact or urgency', other: '# without impact or urgency' }),
    atLeast: (n: number) =>
      count(n, {
        one: 'Only the first # was counted; there are more.',
        other: 'Only the first # were counted; there are more.',
      }),
  },
};

export type MatrixTerms = typeof matrix;
