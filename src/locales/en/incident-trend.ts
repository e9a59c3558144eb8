import { plural } from '../plural.js';

const count = plural('en');

/** Words of `incident-trend`. */
export const trend = {
  trend: {
    volume: 'Logged and resolved',
    ageing: 'Open by age',
    figure: 'Figure',
    by: 'By',
    period: 'Period',
    table: 'Table',
    export: 'Export as CSV',
    show: 'Show them in the list',
    unknownDivision: (word: string) =>
      `“${word}” divides nothing. Write auto, day, week, month, quarter, category, service or group.`,
    points: 'Points of the chart. The arrow keys move along them, Enter shows the incidents.',
    /** A point in words. */
    point: (when: string, values: string) => `${when}: ${values}`,
    value: (figure: string, value: string) => `${figure} ${value}`,
    none: 'none',
    few: 'fewer than five',
    partial: 'not a whole one',
    fewNote: 'Hollow points stand for fewer than five incidents and are not judged.',
    empty: 'No incidents in this period',
    noCategory: 'No category',
    noService: 'No service',
    noGroup: 'No group',
    flow: (logged: string, resolved: string, most: string, mostAt: string) =>
      `${logged} logged and ${resolved} resolved; most were logged from ${mostAt} on: ${most}.`,
    parts: (first: string, value: string, parts: number) =>
      parts === 1 ? `All of it: ${first}, ${value}.` : `Largest part: ${first}, ${value}.`,
    range: (highest: string, high: string, lowest: string, low: string) =>
      `Highest ${highest}, ${high}; lowest ${lowest}, ${low}.`,
    youngest: (upTo: string) => `up to ${upTo} day`,
    aged: (over: string, upTo: string) => `over ${over}, up to ${upTo} days`,
    oldest: (over: string) => `over ${over} days`,
    target: (value: string) => `Target ${value}`,
  },
  trendBy: {
    auto: 'What fits',
    day: 'Day',
    week: 'Week',
    month: 'Month',
    quarter: 'Quarter',
    category: 'Category',
    service: 'Service',
    group: 'Group',
    age: 'Age',
  } as Record<string, string>,
  recurring: {
    title: 'Comes again and again',
    what: (service: string, category: string) => `${service}, ${category}`,
    times: (n: number, days: number) =>
      count(n, { one: '# incident', other: '# incidents' }) +
      count(days, { one: ' within # day', other: ' within # days' }),
    heading: (what: string) => `Propose a problem: ${what}`,
    note: (times: string, what: string, numbers: string) =>
      `${times} of the same kind (${what}): ${numbers}.`,
    outcome: (number: string) => `A work note on ${number} asks problem management to look for the cause.`,
    proposed: (what: string) => `Proposed as a problem: ${what}.`,
    waiting: (what: string) => `Kept until there is a network: the proposal about ${what}.`,
    more: (n: number) => count(n, { one: 'Show # more', other: 'Show # more' }),
  },
};

export type TrendTerms = typeof trend;
