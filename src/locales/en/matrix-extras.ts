import { plural } from '../plural.js';

const count = plural('en');

/** Facts, rules and a priority by hand; and the heat map. */
export const matrixExtras = {
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

export type MatrixExtraTerms = typeof matrixExtras;
