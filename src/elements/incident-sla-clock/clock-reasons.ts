import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import { reopenedIn } from '../../core/history.js';
import type { ClockSegment } from '../../core/sla/clocks.js';
import { parseDuration } from '../../core/duration.js';
import type { ClockView } from './clock-view.js';
import { cityOf, contractZone, differenceWords, instant, reasonWords } from './clock-view.js';
import { cutAt, lengthOf } from './segment-bar.js';

/** So many stretches are listed; what came before them is one row. */
const mostRows = 40;

function whatOf(view: ClockView, segment: ClockSegment & { readonly late?: true }): string {
  const { slaSegment: words } = view.locale.terms;
  const { kind, reason, holidays = [], ahead, late } = segment;
  if (kind === 'open') return ahead ? words.ahead : late ? words.late : words.counted;
  if (kind === 'closed') {
    const day = (text: string): string =>
      new Intl.DateTimeFormat(view.locale.language, {
        day: 'numeric',
        month: 'long',
        timeZone: 'UTC',
      }).format(Date.parse(text));
    return holidays.length > 0 ? words.holiday(holidays.map(day).join(', ')) : words.outOfHours;
  }
  if (reason === 'resolved') return words.resolved;
  return reason === undefined ? words.hold : words.holdFor(reasonWords(view, reason));
}

function renderRow(view: ClockView, segment: ClockSegment): TemplateResult {
  const { locale, clock } = view;
  const { from, to, kind, ahead } = segment;
  const zone = contractZone(view);
  return html`<tr class=${kind === 'open' && !ahead ? 'counts' : ''}>
    <th scope="row">
      ${locale.span(from, to, clock.at)}
      ${zone === undefined ? nothing : html`<span class="there">${locale.span(from, to, clock.at, zone)}</span>`}
    </th>
    <td class="amount">${locale.duration(to - from)}</td>
    <td>${whatOf(view, segment)}</td>
  </tr>`;
}

/** What came before the stretches that are listed, in one row. */
function renderEarlier({ locale }: ClockView, segments: readonly ClockSegment[]): TemplateResult {
  const { slaSegment: words } = locale.terms;
  const [first, last] = [segments[0], segments.at(-1)];
  if (!first || !last) return html``;
  const sums = [
    [words.sum.counted, lengthOf(segments, 'open')],
    [words.sum.paused, lengthOf(segments, 'paused')],
  ] as const;
  return html`<tr>
    <th scope="row">${words.earlier}</th>
    <td class="amount">${locale.duration(last.to - first.from)}</td>
    <td>
      ${sums.flatMap(([word, length]) => (length > 0 ? [word(locale.duration(length))] : [])).join(', ')}
    </td>
  </tr>`;
}

/** What the policy promises, and what its rules have made of a changed priority or a reopening. */
function rulesOf(view: ClockView): readonly string[] {
  const { clock, situation, policy, locale } = view;
  const { slaRule: words, level } = locale.terms;
  const { target, kind, input, startedAt, originalDueAt, dueAt, segments } = clock;
  const { incident, history } = situation;
  const time = (at: number): string => instant(view, at);
  const found: string[] = [];
  if (target && input) {
    const calendar = target.calendar ?? '';
    const { weeks, days } = parseDuration(target.target);
    const length =
      target.unit === 'business-days'
        ? locale.number(weeks * 7 + days, { style: 'unit', unit: 'day', unitDisplay: 'long' })
        : locale.duration(clock.allowed ?? 0, 'long');
    found.push(
      target.unit === 'calendar-time'
        ? words.roundTheClock(length)
        : (target.unit === 'business-days' ? words.workingDays : words.openTime)(length, calendar),
    );
  }
  for (const { at, to } of history.priorities ?? [])
    if (policy && clock.target?.priority !== undefined && at > incident.loggedAt) {
      const label = policy.matrix.priorities[to - 1]?.label;
      const name = label === undefined ? `P${String(to)}` : `P${String(to)} ${level[label] ?? label}`;
      found.push(words.priority[policy.onPriorityChange](name, time(at)));
    }
  const reopenedAt = reopenedIn(history, incident);
  if (policy && reopenedAt !== undefined) {
    if (kind === 'resolution') found.push(words.reopened[policy.onReopen](time(reopenedAt)));
    else if (startedAt === reopenedAt) found.push(words.answeredAgain(time(reopenedAt)));
  }
  const moved = lengthOf(segments, 'paused') > 0;
  if (moved && originalDueAt !== undefined && originalDueAt !== dueAt)
    found.push(words.original(time(originalDueAt)));
  found.push(...differenceWords(view));
  if (clock.approximate) found.push(words.approximate);
  if (situation.partial) found.push(words.partial);
  return found;
}

/** Why a deadline is what it is: every stretch of time with its length and whether it counts, and the rules in words. */
export function renderReasons(view: ClockView): TemplateResult {
  const { clock, locale } = view;
  const { slaSegment: words } = locale.terms;
  const zone = contractZone(view);
  const segments = cutAt(clock.segments, clock.breachedAt);
  const listed = segments.length > mostRows ? segments.slice(1 - mostRows) : segments;
  const earlier = segments.slice(0, segments.length - listed.length);
  return html`<table>
      <thead>
        <tr>
          <th scope="col">${words.when}</th>
          <th scope="col" class="amount">${words.length}</th>
          <th scope="col">${words.what}</th>
        </tr>
      </thead>
      <tbody>
        ${earlier.length > 0 ? renderEarlier(view, earlier) : nothing}
        ${listed.map((segment) => renderRow(view, segment))}
      </tbody>
    </table>
    <ul class="rules">
      ${rulesOf(view).map((rule) => html`<li>${rule}</li>`)}
    </ul>
    <p class="meta">
      ${zone === undefined ? words.zone(cityOf(locale.zone)) : words.zones(cityOf(locale.zone), cityOf(zone))}
    </p>`;
}
