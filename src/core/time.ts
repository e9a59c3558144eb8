/** A point in time: milliseconds since 1970-01-01T00:00:00Z. Zones only matter where an instant is shown or a calendar is read. */
export type Instant = number;

/**
 * Whether a time of a record is known. Where none of a backend's times can be read it is 0, the beginning of 1970: no time
 * to count from, and none to show.
 */
export const isTold = (at: Instant): boolean => at !== 0 && Number.isFinite(at);

/** A length of time in milliseconds. */
export type Millis = number;

export const SECOND: Millis = 1_000;
export const MINUTE: Millis = 60_000;
export const HOUR: Millis = 3_600_000;
export const DAY: Millis = 86_400_000;
