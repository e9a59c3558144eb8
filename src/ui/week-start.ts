import type { Weekday } from '../core/calendar/definition.js';
import { weekdays } from '../core/calendar/definition.js';
import { formatter } from './formats.js';

interface WeekInfo {
  readonly firstDay?: number;
}
/** Engines have it as a method, as a property, or not at all. */
type WeekLocale = Intl.Locale & { readonly weekInfo?: WeekInfo; getWeekInfo?(): WeekInfo };

function regionStart(language: string): number {
  const locale = new Intl.Locale(language) as WeekLocale;
  // A language alone is spoken in many regions, and their weeks differ: without a region it is Monday by ISO 8601.
  if (locale.region === undefined) return 1;
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1;
}

/** The day a week begins on, 1 for Monday to 7 for Sunday: the policy's, else that of the language's region. */
export const weekStartFor = (policy: Weekday | undefined, language: string): number =>
  policy === undefined
    ? formatter(`w|${language}`, () => regionStart(language))
    : weekdays.indexOf(policy) + 1;
