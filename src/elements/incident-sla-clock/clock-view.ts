import type { Policy } from '../../core/policy.js';
import type { IncidentClock } from '../../core/sla/clocks.js';
import type { Instant } from '../../core/time.js';
import { MINUTE } from '../../core/time.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { SlaClockTerms } from '../../locales/en/incident-sla-clock.js';
import type { Situation } from '../../ui/followed-incident.js';
import type { LocaleController } from '../../ui/locale.js';

/** A clock with what it is told with. */
export interface ClockView {
  readonly clock: IncidentClock;
  readonly situation: Situation;
  readonly policy: Policy | undefined;
  readonly locale: LocaleController<CommonTerms & SlaClockTerms>;
}

/** The zone the hours of the clock are kept in, where the viewer's is another. */
export function contractZone({ clock, policy, locale }: ClockView): string | undefined {
  const zone = clock.input?.calendar?.timeZone ?? policy?.timeZone;
  return zone === undefined || zone === locale.zone ? undefined : zone;
}

/** A zone as people call it: its city. */
export const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

/** An instant in the viewer's zone, and in the contract's where that differs. */
export function instant(view: ClockView, at: Instant): string {
  const { clock, locale } = view;
  const here = locale.when(at, clock.at);
  const zone = contractZone(view);
  return zone === undefined
    ? here
    : locale.terms.slaClock.twoZones(here, `${locale.when(at, clock.at, zone)} ${cityOf(zone)}`);
}

/** Why a clock is on hold, in words. */
export function reasonWords({ policy, locale }: ClockView, reason: string): string {
  const listed = policy?.holdReasons.find(({ id }) => id === reason)?.label;
  return locale.terms.holdReason[reason] ?? listed ?? reason;
}

/** What the ticket system says beside what we compute, where they differ by a minute or more. */
export function differenceWords(view: ClockView): readonly string[] {
  const { clock, locale } = view;
  const { slaClock: words } = locale.terms;
  const { source, dueAt, computed, difference, target } = clock;
  if (source !== 'backend' || dueAt === undefined) return [];
  if (!target) return [words.saidOnly(instant(view, dueAt))];
  if (difference === undefined || computed?.dueAt === undefined || Math.abs(difference) < MINUTE) return [];
  const length = locale.duration(difference);
  return [
    words.said(instant(view, dueAt), instant(view, computed.dueAt)),
    difference > 0 ? words.later(length) : words.earlier(length),
  ];
}
