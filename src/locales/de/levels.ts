import type { LevelTerms } from '../en/levels.js';

export const levels: LevelTerms = {
  level: {
    Critical: 'Kritisch',
    'Very high': 'Sehr hoch',
    Highest: 'Am höchsten',
    High: 'Hoch',
    Medium: 'Mittel',
    Moderate: 'Mäßig',
    Low: 'Niedrig',
    'Very low': 'Sehr niedrig',
    Lowest: 'Am niedrigsten',
    Planning: 'Planbar',
    Major: 'Großstörung',
    Widespread: 'Überall',
    Department: 'Abteilung',
    Minor: 'Gering',
    Minimal: 'Minimal',
    Immediate: 'Sofort',
    Extensive: 'Umfassend',
    Significant: 'Erheblich',
    'A department': 'Eine Abteilung',
    'A service': 'Ein Dienst',
    'A person': 'Eine Person',
    'Many people or customers cannot work, or money, reputation or safety is at stake.':
      'Viele Menschen oder Kunden können nicht arbeiten, oder Geld, Ansehen oder Sicherheit stehen auf dem Spiel.',
    'A moderate number of people is affected; the loss is limited.':
      'Eine überschaubare Zahl von Menschen ist betroffen; der Schaden ist begrenzt.',
    'One person or a few are affected.': 'Eine Person oder wenige sind betroffen.',
    'The damage grows fast, or the work cannot wait.':
      'Der Schaden wächst schnell, oder die Arbeit kann nicht warten.',
    'The damage grows noticeably over time.': 'Der Schaden wächst mit der Zeit spürbar.',
    'Waiting hardly makes it worse.': 'Warten macht es kaum schlimmer.',
    'The whole organisation or its customers. Example: the payment system is down.':
      'Das ganze Haus oder seine Kunden. Beispiel: Das Zahlungssystem steht.',
    'A department or an important function. Example: e-mail is slow for finance.':
      'Eine Abteilung oder eine wichtige Aufgabe. Beispiel: E-Mail ist im Rechnungswesen langsam.',
    'A few people, or there is a workaround. Example: one application fails in one browser.':
      'Wenige Menschen, oder es gibt einen Umweg. Beispiel: Ein Programm versagt in einem Browser.',
    'One person and little harm. Example: a printer does not print.':
      'Eine Person und wenig Schaden. Beispiel: Ein Drucker druckt nicht.',
    'Work has stopped and nothing can wait.': 'Die Arbeit steht, nichts kann warten.',
    'It has to be solved within hours.': 'Es muss in Stunden gelöst sein.',
    'It can wait until tomorrow.': 'Es kann bis morgen warten.',
    'It can wait for days.': 'Es kann Tage warten.',
    'A workaround exists': 'Es gibt einen Umweg',
    'A VIP is affected': 'Eine besonders wichtige Person ist betroffen',
    'The service is in a critical window': 'Der Dienst ist in einer kritischen Phase',
    'Sensitive data is involved': 'Schützenswerte Daten sind betroffen',
  },
};
