import type { LevelTerms } from '../en/levels.js';

export const levels: LevelTerms = {
  level: {
    Critical: 'حرجة',
    'Very high': 'عالٍ جدًا',
    Highest: 'الأعلى',
    High: 'عالٍ',
    Medium: 'متوسط',
    Moderate: 'معتدل',
    Low: 'منخفض',
    'Very low': 'منخفض جدًا',
    Lowest: 'الأدنى',
    Planning: 'قابل للتخطيط',
    Major: 'كبير',
    Widespread: 'واسع',
    Department: 'قسم',
    Minor: 'محدود',
    Minimal: 'ضئيل',
    Immediate: 'فوري',
    Extensive: 'شامل',
    Significant: 'كبير',
    'A department': 'قسم',
    'A service': 'خدمة',
    'A person': 'شخص',
    'Many people or customers cannot work, or money, reputation or safety is at stake.':
      'كثير من الناس أو العملاء لا يستطيعون العمل، أو المال أو السمعة أو السلامة في خطر.',
    'A moderate number of people is affected; the loss is limited.':
      'عدد معتدل من الناس متأثر، والخسارة محدودة.',
    'One person or a few are affected.': 'شخص واحد أو عدد قليل متأثر.',
    'The damage grows fast, or the work cannot wait.': 'الضرر يتزايد بسرعة، أو العمل لا يحتمل الانتظار.',
    'The damage grows noticeably over time.': 'الضرر يتزايد بوضوح مع الوقت.',
    'Waiting hardly makes it worse.': 'الانتظار لا يكاد يزيد الأمر سوءًا.',
    'The whole organisation or its customers. Example: the payment system is down.':
      'المؤسسة كلها أو عملاؤها. مثال: نظام الدفع متوقف.',
    'A department or an important function. Example: e-mail is slow for finance.':
      'قسم أو وظيفة مهمة. مثال: البريد بطيء لدى المالية.',
    'A few people, or there is a workaround. Example: one application fails in one browser.':
      'عدد قليل، أو يوجد حل بديل. مثال: برنامج لا يعمل في متصفح واحد.',
    'One person and little harm. Example: a printer does not print.':
      'شخص واحد وضرر قليل. مثال: طابعة لا تطبع.',
    'Work has stopped and nothing can wait.': 'توقّف العمل ولا شيء يحتمل الانتظار.',
    'It has to be solved within hours.': 'يجب حلّه خلال ساعات.',
    'It can wait until tomorrow.': 'يمكن أن ينتظر إلى الغد.',
    'It can wait for days.': 'يمكن أن ينتظر أيامًا.',
    'A workaround exists': 'يوجد حل بديل',
    'A VIP is affected': 'شخصية مهمة متأثرة',
    'The service is in a critical window': 'الخدمة في فترة حرجة',
    'Sensitive data is involved': 'هناك بيانات حساسة',
  },
};
