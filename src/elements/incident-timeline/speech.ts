import { fileSize } from '../../ui/file-size.js';
import { percentIn } from '../../ui/upload.js';
import type { LocaleController } from '../../ui/locale.js';
import type { StatusNames } from '../../core/status-names.js';
import { toIncidentError } from '../../core/errors.js';
import type { Person } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import { DAY, MINUTE } from '../../core/time.js';
import { localDay } from '../../core/zone.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { FieldTerms } from '../../locales/en/fields.js';
import type { MatrixTerms } from '../../locales/en/incident-priority-matrix.js';
import type { TimelineTerms } from '../../locales/en/incident-timeline.js';

/** All words of the timeline. */
export type TimelineWords = CommonTerms & FieldTerms & MatrixTerms & TimelineTerms;

/** What entries are told with, in the element's language and zone. */
export interface Speech {
  readonly terms: TimelineWords;
  /** BCP 47 tag of the words. */
  readonly language: string;
  readonly policy: Policy | undefined;
  /** The backend's names of its statuses. */
  readonly statusNames: StatusNames;
  /** Whose words are waiting to be sent; the outbox knows only the id. */
  readonly self: Person | undefined;
  /** The description, which stands before the feed and is not told again by it. */
  readonly described: string;
  /** False while times cannot be written yet: they are blanks then, and days are those of the browser's zone. */
  readonly tellsTime: boolean;
  readonly time: (at: number) => string;
  readonly dateTime: (at: number) => string;
  /** The day in words. */
  readonly day: (at: number) => string;
  /** Equal for instants of the same local day. */
  readonly dayNumber: (at: number) => number;
  readonly fileSize: (bytes: number | undefined) => string;
  /** A share in words. */
  readonly percent: (share: number) => string;
  /** What went wrong, and what to do about it. */
  readonly fault: (error: unknown) => string;
}

/** A time that cannot be written yet; its place is kept by the row's styles. */
const blank = (): string => '';

/** The local day of an instant; days of UTC where zone or instant make no sense, so that one bad row blanks nothing. */
function dayIn(timeZone: string, at: number): number {
  try {
    return localDay(timeZone, at);
  } catch {
    return Math.floor(at / DAY);
  }
}

/** The day in the browser's zone, which costs no `Intl`. */
const browserDay = (at: number): number => Math.floor((at - new Date(at).getTimezoneOffset() * MINUTE) / DAY);

/** What entries are told with in the zone `timeZone`; the browser's own without one. */
export function speechOf(
  locale: LocaleController<TimelineWords>,
  {
    timeZone,
    ...rest
  }: Pick<Speech, 'terms' | 'language' | 'policy' | 'statusNames' | 'described' | 'self' | 'tellsTime'> & {
    readonly timeZone: string | undefined;
  },
): Speech {
  const about: Pick<Speech, 'fileSize' | 'percent' | 'fault'> = {
    fileSize: (bytes) => fileSize(locale, bytes),
    percent: percentIn(locale),
    fault: (error) => {
      const { kind } = toIncidentError(error);
      if (kind === 'not-found') return rest.terms.files.gone;
      return [rest.terms.errorTitle[kind], rest.terms.errorHelp[kind]].filter(Boolean).join('. ');
    },
  };
  if (!rest.tellsTime)
    return {
      ...rest,
      ...about,
      time: blank,
      dateTime: blank,
      day: blank,
      dayNumber: timeZone === 'UTC' ? (at) => Math.floor(at / DAY) : browserDay,
    };
  const zone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return {
    ...rest,
    ...about,
    time: locale.dates({ timeStyle: 'short' }),
    dateTime: locale.dates(),
    day: locale.dates({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    dayNumber: (at) => dayIn(zone, at),
  };
}
