import type { OutboxTerms } from '../en/incident-outbox.js';
import { plural } from '../plural.js';
import { form } from './form.js';
import { levels } from './levels.js';
import { record } from './record.js';

const count = plural('ar');

export const outbox: OutboxTerms = {
  ...record,
  ...levels,
  incidentField: form.incidentField,
  effect: form.effect,
  outboxKind: { comment: 'تعليق', 'work-note': 'ملاحظة عمل' },
  outbox: {
    heading: 'لم يُرسل بعد',
    empty: 'أُرسل كل شيء.',
    waiting: (n) =>
      count(n, {
        zero: 'لا شيء ينتظر',
        one: 'واحد ينتظر',
        two: 'اثنان ينتظران',
        few: '# تنتظر',
        many: '# ينتظر',
        other: '# ينتظر',
      }),
    failed: (n) => count(n, { one: 'واحد لم يُقبل', two: 'اثنان لم يُقبلا', other: '# لم تُقبل' }),
    unknown: (n) => count(n, { one: 'واحد غير مؤكد', two: 'اثنان غير مؤكدين', other: '# غير مؤكدة' }),
    conflicts: (n) =>
      count(n, { one: 'تعارض واحد', two: 'تعارضان', few: '# تعارضات', many: '# تعارضًا', other: '# تعارض' }),
    copy: 'انسخ الكل',
    copied: 'نُسخ.',
    download: 'احفظ كملف',
    signIn: 'سجّلت الدخول',
  },
  outboxItem: {
    newIncident: (title) => `حادث جديد: ${title}`,
    change: (names) => `تغيير: ${names}`,
    step: (status) => `الانتقال إلى «${status}»`,
    of: 'الحادث',
    content: 'المحتوى',
    text: 'النص',
    status: 'الحالة',
    reason: 'السبب',
    yes: 'نعم',
    nothing: 'فارغ',
    written: (time) => `كُتب ${time}`,
    attempts: (n) =>
      count(n, {
        zero: 'بلا محاولات',
        one: 'محاولة واحدة',
        two: 'محاولتان',
        few: '# محاولات',
        many: '# محاولة',
        other: '# محاولة',
      }),
    next: (time) => `المحاولة التالية ${time}`,
    now: 'أرسل الآن',
    edit: 'تعديل',
    save: 'احفظ وأرسل',
    discard: 'تجاهل',
    discardAsk: 'هل تُحذف نهائيًا؟',
    discardAlso: 'ويُحذف معها ما يتبعها:',
    keep: 'أبقِها',
    unknownWhy: 'انقطع الاتصال أثناء الإرسال. انظر في نظام التذاكر: إن وصلت فأخبرنا، وإلا فأرسلها مجددًا.',
    isThere: 'لقد وصلت',
    sendAgain: 'أرسل مجددًا',
    conflictWhy: 'غيّر شخص آخر الحادث نفسه قبل إرسال هذا. لم يضِع شيء؛ اختر النسخة المعتمدة.',
    field: 'الحقل',
    mine: 'نسختك',
    theirs: 'الموجود الآن',
    keepMine: 'أبقِ نسختي',
    takeTheirs: 'خذ الأخرى',
  },
};
