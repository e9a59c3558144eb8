import type { Suggestion } from '../../core/workload.js';
import { plural } from '../plural.js';

const count = plural('en');

/** Why somebody is suggested, in parts. */
export type SpokenSuggestion = Pick<Suggestion, 'open' | 'by' | 'among'> & { readonly group: string };

/** Whom a suggestion was looked for among. */
const among = ({ by, among: n, group }: SpokenSuggestion): string =>
  by === 'member'
    ? count(n, { one: `# person in ${group}`, other: `# people in ${group}` })
    : by === 'worker'
      ? count(n, { one: `# person who works for ${group}`, other: `# people who work for ${group}` })
      : count(n, { one: '# person who is known', other: '# people who are known' });

/** Words about who has what to do, and who might take an incident. */
export const workload = {
  workload: {
    heading: 'Who has what',
    people: 'People',
    groups: 'Teams',
    person: 'Person',
    group: 'Team',
    nobody: 'Nobody',
    noGroup: 'No team',
    open: 'Open',
    major: 'Major',
    late: 'Late',
    soon: 'Late within the hour',
    oldest: 'Oldest',
    unassigned: 'Without a person',
    empty: 'Nothing is open.',
    unknown: 'Not known for now.',
    partial: (shown: string, total: string) =>
      `Counted from the ${shown} of ${total} open incidents that have been read.`,
    partialOf: (shown: string) =>
      `Counted from the ${shown} open incidents that have been read; there are more.`,
    readOn: 'Read the rest',
    show: (name: string) => `Show in the queue: ${name}`,
    detail: 'In detail',
    others: (n: number) => count(n, { one: '# other person', other: '# other people' }),
  },
  suggestion: {
    choose: (name: string) => `Choose ${name}`,
    why: (spoken: SpokenSuggestion) =>
      `${spoken.open === 0 ? 'Has nothing open' : count(spoken.open, { one: 'Has # open', other: 'Has # open' })}: the least work of ${among(spoken)}, urgent incidents counting more.`,
    tie: 'Somebody else has as little; the order of names decided.',
    partial: 'Only a part of the queue has been read, so this may be wrong.',
    none: 'Nobody to suggest: nobody who works for this team is known, or all of them are away.',
  },
};

export type WorkloadTerms = typeof workload;
