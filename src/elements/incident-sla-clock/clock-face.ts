import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import { MINUTE } from '../../core/time.js';
import { icon } from '../../ui/icons.js';
import { clockFigure, paceOf, timeLeft } from '../../ui/time-left.js';
import { differenceWords, instant, reasonWords } from './clock-view.js';
import type { ClockView } from './clock-view.js';
import { lengthOf, renderBar } from './segment-bar.js';

/** The name of the button that explains a clock; undefined where there is nothing to explain. */
export function whyOf({ clock, locale }: ClockView): string | undefined {
  const { why, everyMinute } = locale.terms.slaClock;
  if (clock.segments.length === 0) return undefined;
  return clock.dueAt === undefined || clock.endedAt !== undefined
    ? everyMinute
    : why(locale.when(clock.dueAt, clock.at));
}

function headOf(view: ClockView): string {
  const { clock, locale } = view;
  const { slaClock: words } = locale.terms;
  const { kind, state, dueAt, breached } = clock;
  if (state === 'no-target') return words.none[kind];
  if (state === 'cancelled') return words.dropped[kind];
  if (breached || state === 'breached')
    return dueAt === undefined ? words.name[kind] : words.wasDue[kind](instant(view, dueAt));
  if (state === 'met') return words.kept[kind];
  if (dueAt === undefined) return state === 'paused' ? words.held[kind] : words.name[kind];
  return words.by[kind](instant(view, dueAt));
}

function figureOf({ clock, locale }: ClockView): TemplateResult {
  const { slaClock: words } = locale.terms;
  const { state, breached, remaining = 0, elapsed = 0 } = clock;
  if (breached || state === 'breached')
    return html`${icon('warning')} ${words.late(clockFigure(Math.min(remaining, -MINUTE), locale))}`;
  if (state === 'met') return html`${icon('check')} ${clockFigure(elapsed, locale)}`;
  const left = words.left(clockFigure(remaining, locale, paceOf(clock) === 'second'));
  return state === 'paused' ? html`${icon('pause')} ${left}` : html`${left}`;
}

/** What else there is to know at a glance, in whole sentences or short facts. */
function factsOf(view: ClockView): readonly string[] {
  const { clock, locale } = view;
  const { slaClock: words, timeLeft: common } = locale.terms;
  const { kind, state, allowed, endedAt, holdReason, dueAt, segments } = clock;
  const held = lengthOf(segments, 'paused');
  const opening = segments.find(({ kind: one, ahead }) => ahead && one === 'open');
  return [
    allowed !== undefined && Number.isFinite(allowed) ? words.of(locale.duration(allowed)) : undefined,
    endedAt === undefined || state === 'cancelled'
      ? undefined
      : (kind === 'response' ? words.answeredAt : words.resolvedAt)(locale.when(endedAt, clock.at)),
    state === 'paused'
      ? holdReason === undefined
        ? common.paused
        : reasonWords(view, holdReason)
      : held >= MINUTE
        ? words.heldFor(locale.duration(held))
        : undefined,
    state === 'paused' ? (dueAt === undefined ? words.heldNow : words.heldFixed) : undefined,
    state === 'out-of-hours' && opening ? words.opens(instant(view, opening.from)) : undefined,
    ...differenceWords(view),
    clock.approximate ? words.approximate : undefined,
  ].filter((fact) => fact !== undefined);
}

/** One clock: by when, how much is left, the bar of its minutes, and what explains it at a glance. */
export function renderFace(view: ClockView): TemplateResult {
  const { clock, locale } = view;
  const { slaClock: words } = locale.terms;
  const { tone, word } = timeLeft(clock, locale);
  const head = html`<h3 class="head">${headOf(view)}</h3>`;
  if (clock.state === 'no-target')
    return html`${head}
      <p class="none">${words.noTarget[clock.kind]}</p>`;
  if (clock.state === 'cancelled')
    return html`${head}
      <p class="none">${word}</p>`;
  return html`${head}
    <p class="figure number" part="figure" data-tone=${tone}>
      <span aria-hidden="true">${figureOf(view)}</span><span class="visually-hidden">${word}</span>
    </p>
    ${clock.segments.length > 0 ? renderBar(view, tone) : nothing}
    <ul class="facts">
      ${factsOf(view).map((fact) => html`<li>${fact}</li>`)}
    </ul>`;
}
