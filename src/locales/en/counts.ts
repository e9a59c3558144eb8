import { plural } from '../plural.js';

const count = plural('en');

/** How many incidents, in words; one wording for whatever counts them. */
export const counts = {
  incidentCount: (n: number) => count(n, { one: '# incident', other: '# incidents' }),
};

export type CountTerms = typeof counts;
