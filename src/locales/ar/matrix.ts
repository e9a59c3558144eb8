import type { MatrixTerms } from '../en/incident-priority-matrix.js';
import { plural } from '../plural.js';

const count = plural('ar');

export const matrix: MatrixTerms = {
  matrix: {
    label: 'التأثير والإلحاح',
    impact: 'التأثير',
    urgency: 'الإلحاح',
    cell: (impactName, impact, urgencyName, urgency, priority) =>
      `${impactName} ${impact}، ${urgencyName} ${urgency}: ${priority}`,
    hint: 'اختر الخانة المناسبة.',
    because: (impact, urgency) => `لأن التأثير «${impact}» والإلحاح «${urgency}».`,
    gives: (cell, impact, urgency) => `التأثير «${impact}» والإلحاح «${urgency}» وحدهما يعطيان ${cell}.`,
    reasonMissing: 'قل بكلمات قليلة لماذا لا تناسب الأولوية المحسوبة.',
    missing: 'اختر مدى السوء ومتى يجب أن يُحل.',
    none: 'لا حوادث مفتوحة',
  },
  adjust: {
    step: (rule, from, to) => (from === to ? `${rule}: تبقى ${to}` : `${rule}: ‏${from} تصبح ${to}`),
    overridden: (to, reason) => `حُدّدت يدويًا ${to}: ${reason}`,
    remove: (line) => `أزل «${line}»`,
    facts: 'ما الذي ينطبق أيضًا؟',
    byHand: 'حدّد الأولوية يدويًا',
    byRules: 'حسب القواعد',
    priority: 'الأولوية',
    reason: 'السبب',
    reasonHelp: 'يصبح جزءًا من السجل.',
  },
  heat: {
    open: (n) =>
      count(n, {
        zero: 'لا حوادث مفتوحة',
        one: 'حادث مفتوح واحد',
        two: 'حادثان مفتوحان',
        few: '# حوادث مفتوحة',
        many: '# حادثًا مفتوحًا',
        other: '# حادث مفتوح',
      }),
    openIn: (impactName, impact, urgencyName, urgency, priority, n) =>
      count(n, { other: `${impactName} ${impact}، ${urgencyName} ${urgency}، ${priority}: # مفتوح` }),
    unrated: (n) => count(n, { other: '# بلا تأثير أو إلحاح' }),
    atLeast: (n) => count(n, { other: 'لم يُعدّ سوى أول #؛ وهناك المزيد.' }),
  },
};
