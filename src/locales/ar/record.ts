import type { RecordTerms } from '../en/record.js';

export const record: RecordTerms = {
  unknownPerson: 'شخص ما',
  noPriority: 'بلا أولوية',
  status: {
    new: 'جديد',
    active: 'قيد المعالجة',
    paused: 'معلّق',
    resolved: 'محلول',
    closed: 'مغلق',
    cancelled: 'ملغى',
  },
  pending: {
    queued: 'بانتظار الإرسال',
    sending: 'جارٍ الإرسال …',
    waiting: 'بانتظار تغيير سابق',
    unknown: 'غير مؤكد الوصول: يرجى التحقق',
    failed: 'لم يُقبل',
    conflict: 'غيّره شخص آخر في الأثناء',
  },
};
