import type { CountTerms } from '../en/counts.js';
import { plural } from '../plural.js';

const count = plural('de');

export const counts: CountTerms = {
  incidentCount: (n) => count(n, { one: '# Störung', other: '# Störungen' }),
};
