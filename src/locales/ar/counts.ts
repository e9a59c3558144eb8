import type { CountTerms } from '../en/counts.js';
import { plural } from '../plural.js';

const count = plural('ar');

export const counts: CountTerms = {
  incidentCount: (n) =>
    count(n, {
      zero: 'لا حوادث',
      one: 'حادث واحد',
      two: 'حادثان',
      few: '# حوادث',
      many: '# حادثًا',
      other: '# حادث',
    }),
};
