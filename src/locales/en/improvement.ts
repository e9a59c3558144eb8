import { plural } from '../plural.js';

const count = plural('en');

/** Words with which a figure leads to an improvement. */
export const improvement = {
  improvement: {
    raise: 'Raise an improvement',
    heading: (what: string) => `Improvement: ${what}`,
    what: (figure: string, part: string) => `${figure}, ${part}`,
    text: 'The proposal, as Markdown',
    figure: (name: string, value: string, incidents: string) => `${name}: ${value}, from ${incidents}`,
    period: (from: string, to: string) => `Period: ${from} to ${to}`,
    whole: (value: string, incidents: string) => `All of them together: ${value}, from ${incidents}`,
    target: (value: string) => `Target: ${value}`,
    computed: (formula: string, id: string) => `How it is computed: ${formula} (${id})`,
    incidents: (numbers: string) => `Incidents: ${numbers}`,
    incidentIds: (ids: string) => `Incidents, by their ids since their numbers have not been read: ${ids}`,
    others: (n: number) => count(n, { one: '# more', other: '# more' }),
    action: 'What should be done, by whom, until when:',
    outcome:
      'Nothing is sent: the ticket system keeps no improvements. Paste the copy into your improvement register.',
    copy: 'Copy',
    copied: 'Copied. Paste it into your improvement register.',
    save: 'Save as a file',
    saved: 'Saved as a file.',
  },
};

export type ImprovementTerms = typeof improvement;
