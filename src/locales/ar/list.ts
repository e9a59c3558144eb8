import type { ListTerms } from '../en/list.js';
import type { ListPartsTerms } from '../en/list-parts.js';
import { plural } from '../plural.js';

const count = plural('ar');

export const list: ListTerms & ListPartsTerms = {
  list: {
    label: 'الحوادث',
    search: 'ابحث في الحوادث',
    clear: 'مسح البحث',
    incidents: (n) =>
      count(n, {
        zero: 'لا حوادث',
        one: 'حادث واحد',
        two: 'حادثان',
        few: '# حوادث',
        many: '# حادثًا',
        other: '# حادث',
      }),
    atLeast: (n) =>
      count(n, { few: '# حوادث على الأقل', many: '# حادثًا على الأقل', other: '# حادث على الأقل' }),
    more: 'تحميل المزيد',
    loadingMore: 'جارٍ تحميل المزيد …',
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
