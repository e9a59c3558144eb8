import { DAY } from '../../core/time.js';
import { localDay } from '../../core/zone.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { RecordTerms } from '../../locales/en/record.js';
import { timelineParts } from '../../locales/en/timeline-parts.js';
import { termsFor } from '../../locales/registry.js';
import type { RowSpeech } from './entry-row.js';

/** The words of entries and composer besides those all elements share. */
export const wordsOf = (words: CommonTerms & RecordTerms, language: string): RowSpeech['terms'] => ({
  ...words,
  ...termsFor(timelineParts, language),
});

/** Where times get their words from: the element's locale. */
interface Times {
  readonly time: (at: number) => string;
  readonly dateTime: (at: number) => string;
}

/** What rows say things with, in one zone. */
export function rowSpeech(
  times: Times,
  said: Pick<RowSpeech, 'language' | 'policy' | 'self'> & {
    readonly words: CommonTerms & RecordTerms;
    readonly timeZone: string | undefined;
  },
): RowSpeech {
  const { timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone, words, ...rest } = said;
  return {
    ...rest,
    terms: wordsOf(words, said.language),
    time: (at) => times.time(at),
    dateTime: (at) => times.dateTime(at),
    dayNumber: (at) => dayIn(timeZone, at),
  };
}

/** The local day of an instant; days of UTC where zone or instant make no sense, so that one bad row blanks nothing. */
function dayIn(timeZone: string, at: number): number {
  try {
    return localDay(timeZone, at);
  } catch {
    return Math.floor(at / DAY);
  }
}
