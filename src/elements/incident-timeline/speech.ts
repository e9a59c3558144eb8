import type { LocaleController } from '../../controllers/locale.js';
import type { Person } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import { DAY } from '../../core/time.js';
import { localDay } from '../../core/zone.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { TimelineTerms } from '../../locales/en/incident-timeline.js';

/** What entries are told with, in the element's language and zone. */
export interface Speech {
  readonly terms: CommonTerms & TimelineTerms;
  /** BCP 47 tag of the words. */
  readonly language: string;
  readonly policy: Policy | undefined;
  /** Whose words are waiting to be sent; the outbox knows only the id. */
  readonly self: Person | undefined;
  readonly time: (at: number) => string;
  readonly dateTime: (at: number) => string;
  /** Equal for instants of the same local day. */
  readonly dayNumber: (at: number) => number;
}

/** The local day of an instant; days of UTC where zone or instant make no sense, so that one bad row blanks nothing. */
function dayIn(timeZone: string, at: number): number {
  try {
    return localDay(timeZone, at);
  } catch {
    return Math.floor(at / DAY);
  }
}

/** What entries are told with in the zone `timeZone`; the browser's own without one. */
export function speechOf(
  locale: LocaleController<CommonTerms & TimelineTerms>,
  {
    timeZone,
    ...rest
  }: Pick<Speech, 'terms' | 'language' | 'policy' | 'self'> & {
    readonly timeZone: string | undefined;
  },
): Speech {
  const zone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return {
    ...rest,
    time: (at) => locale.time(at),
    dateTime: (at) => locale.dateTime(at),
    dayNumber: (at) => dayIn(zone, at),
  };
}
