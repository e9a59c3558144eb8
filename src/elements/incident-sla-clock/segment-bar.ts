import { html, svg } from 'lit';
import type { TemplateResult } from 'lit';

import type { ClockSegment, IncidentClock } from '../../core/sla/clocks.js';
import type { Instant, Millis } from '../../core/time.js';
import type { ClockView } from './clock-view.js';

/** What does not count is drawn no longer than this share of what counts: nights would leave no room for the day. */
const longestGap = 0.1;
/** More parts than this are no picture any more: only how much is used is drawn. */
const mostParts = 120;

/** A part of the bar, in hundredths of its length. */
interface Part {
  readonly from: number;
  readonly to: number;
  readonly look: 'counted' | 'late' | 'present' | 'ahead' | 'paused' | 'closed';
}

/** How long a clock's past stretches of one kind were altogether; what was resolved was not on hold. */
export const lengthOf = (segments: readonly ClockSegment[], kind: ClockSegment['kind']): Millis =>
  segments
    .filter((segment) => segment.kind === kind && !segment.ahead && segment.reason !== 'resolved')
    .reduce((sum, { from, to }) => sum + to - from, 0);

/** Cuts what was counted at the deadline, so that what came after it looks late. */
export const cutAt = (
  segments: readonly ClockSegment[],
  deadline: Instant | undefined,
): readonly (ClockSegment & { readonly late?: true })[] =>
  segments.flatMap((segment) => {
    const { from, to, kind, ahead } = segment;
    if (deadline === undefined || kind !== 'open' || ahead || to <= deadline) return [segment];
    const late = { ...segment, from: Math.max(from, deadline), late: true } as const;
    return from < deadline ? [{ ...segment, to: deadline }, late] : [late];
  });

/** What is drawn: the segments, and behind what was done in time the time that was not needed. */
function drawn({ segments, breachedAt, endedAt, remaining = 0 }: IncidentClock): ReturnType<typeof cutAt> {
  const spared = endedAt !== undefined && remaining > 0 && Number.isFinite(remaining);
  return spared
    ? [...segments, { from: endedAt, to: endedAt + remaining, kind: 'open', ahead: true }]
    : cutAt(segments, breachedAt);
}

function partsOf({ clock }: ClockView): readonly Part[] {
  const segments = drawn(clock);
  if (segments.length > mostParts) {
    const used = Math.min(1, clock.percent ?? 1) * 100;
    return [
      { from: 0, to: used, look: 'present' },
      { from: used, to: 100, look: 'ahead' },
    ];
  }
  const open = segments
    .filter(({ kind }) => kind === 'open')
    .reduce((sum, { from, to }) => sum + to - from, 0);
  const shown = segments.map(({ from, to, kind }) =>
    kind === 'open' || open === 0 ? to - from : Math.min(to - from, open * longestGap),
  );
  const whole = shown.reduce((sum, length) => sum + length, 0) || 1;
  const last = segments.findLastIndex(({ kind, ahead, late }) => kind === 'open' && !ahead && !late);
  let at = 0;
  return segments.map(({ kind, ahead, late }, index): Part => {
    const from = at;
    at += ((shown[index] ?? 0) / whole) * 100;
    const look = ahead
      ? kind === 'open'
        ? 'ahead'
        : kind
      : kind === 'open'
        ? late
          ? 'late'
          : index === last
            ? 'present'
            : 'counted'
        : kind;
    return { from, to: at, look };
  });
}

/** The bar in words. */
function barWords({ clock, locale }: ClockView): string {
  const { slaSegment: words } = locale.terms;
  const { segments, elapsed = 0, remaining = 0 } = clock;
  const of = (length: Millis, word: (length: string) => string): readonly string[] =>
    length > 0 && Number.isFinite(length) ? [word(locale.duration(length, 'long'))] : [];
  return [
    ...of(elapsed, words.sum.counted),
    ...of(lengthOf(segments, 'paused'), words.sum.paused),
    ...of(lengthOf(segments, 'closed'), words.sum.closed),
    ...of(remaining, words.sum.left),
  ].join(', ');
}

/** A bar of every minute: what was counted is full, what was on hold is ruled, what was out of hours is a thin line. */
export const renderBar = (view: ClockView, tone: string): TemplateResult =>
  html`<svg
    class="bar"
    part="bar"
    data-tone=${tone}
    viewBox="0 0 100 8"
    preserveAspectRatio="none"
    role="img"
    aria-label=${barWords(view)}
  >
    ${partsOf(view).map(
      ({ from, to, look }) =>
        svg`<line class=${look} x1=${from.toFixed(2)} x2=${to.toFixed(2)} y1="4" y2="4" />`,
    )}
  </svg>`;
