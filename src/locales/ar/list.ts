import type { ListTerms } from '../en/incident-list.js';
import { plural } from '../plural.js';
import { counts } from './counts.js';
import { record } from './record.js';

const count = plural('ar');

export const list: ListTerms = {
  ...counts,
  ...record,
  list: {
    label: 'الحوادث',
    search: 'ابحث في الحوادث',
    clear: 'مسح البحث',
    atLeast: (n) =>
      count(n, { few: '# حوادث على الأقل', many: '# حادثًا على الأقل', other: '# حادث على الأقل' }),
    more: 'تحميل المزيد',
    loadingMore: 'جارٍ تحميل المزيد …',
    notPrinted: (n) =>
      count(n, {
        one: 'حادث آخر لم يُطبع.',
        two: 'حادثان آخران لم يُطبعا.',
        few: '# حوادث أخرى لم تُطبع.',
        many: '# حادثًا آخر لم يُطبع.',
        other: '# حادث آخر لم يُطبع.',
      }),
    moreNotPrinted: 'حوادث أخرى لم تُطبع.',
    empty: 'لا حوادث',
    emptyOpen: 'لا شيء مفتوح.',
    emptyHelp: 'تظهر الحوادث الجديدة هنا تلقائيًا.',
    nothingFound: (words) => `لا نتائج عن «${words}».`,
    noNumber: 'بلا رقم بعد',
    sortBy: (column) => `رتّب حسب ${column}`,
  },
  listColumn: {
    number: 'الرقم',
    title: 'العنوان',
    priority: 'الأولوية',
    status: 'الحالة',
    loggedAt: 'العمر',
    updatedAt: 'التحديث',
  },
};
