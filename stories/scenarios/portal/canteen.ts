import { currentLanguage, onLanguage, part, texts } from './settings.js';
import type { PlainKey } from './texts.js';

const zone = 'Europe/Berlin';
const menus: readonly PlainKey[] = [
  'canteenClosed',
  'canteenMonday',
  'canteenTuesday',
  'canteenWednesday',
  'canteenThursday',
  'canteenFriday',
  'canteenClosed',
];

/** The day at the company's seat, with what the canteen cooks. */
export function setUpCanteen(): void {
  onLanguage(() => {
    const now = new Date();
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now);
    const today = part<HTMLTimeElement>('today');
    today.dateTime = day;
    today.textContent = new Intl.DateTimeFormat(currentLanguage(), {
      dateStyle: 'full',
      timeZone: zone,
    }).format(now);
    part('canteen').textContent = texts()[menus[new Date(day).getUTCDay()] ?? 'canteenClosed'];
  });
}
