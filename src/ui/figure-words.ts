import type { KpiDefinition } from '../core/kpi/definitions.js';
import type { KpiResult } from '../core/kpi/request.js';
import { digitsApart, shareDigits } from '../core/kpi/statistics.js';
import type { FigureChange } from '../core/kpi/verdict.js';
import { DAY, HOUR, MINUTE } from '../core/time.js';
import type { KpiTerms } from '../locales/en/incident-kpi-card.js';
import type { PeriodName } from './figure-request.js';

/** Which of its numbers a figure shows in large. */
export type KpiStatistic = 'mean' | 'median' | 'p90';

/** A number with its unit apart, so that the unit can be set smaller; in the order of the language. */
export type FigureParts = readonly { readonly text: string; readonly unit: boolean }[];

type Unit = KpiDefinition['unit'];

/** The unit a duration reads best in: minutes up to an hour and a half, hours up to two days. */
function scaleOf(length: number): readonly [number, 'minute' | 'hour' | 'day'] {
  const size = Math.abs(length);
  return size < 90 * MINUTE ? [MINUTE, 'minute'] : size < 2 * DAY ? [HOUR, 'hour'] : [DAY, 'day'];
}

function formatOf(
  unit: Unit,
  value: number,
  language: string,
  target?: number,
): { readonly format: Intl.NumberFormat; readonly value: number } {
  const limits = target === undefined ? [] : [target];
  if (unit === 'ratio')
    return {
      format: new Intl.NumberFormat(language, {
        style: 'percent',
        maximumFractionDigits: shareDigits(value, target),
      }),
      value,
    };
  if (unit === 'count')
    return {
      format: new Intl.NumberFormat(language, { maximumFractionDigits: digitsApart(value, limits, 1) }),
      value,
    };
  const [size, name] = scaleOf(value);
  const scaled = value / size;
  return {
    format: new Intl.NumberFormat(language, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: digitsApart(
        scaled,
        limits.map((limit) => limit / size),
        scaled < 10 || name !== 'minute' ? 1 : 0,
      ),
    }),
    value: scaled,
  };
}

/** The number for the middle of a card; never rounded to a target it misses. */
export function figureParts(unit: Unit, amount: number, language: string, target?: number): FigureParts {
  const { format, value } = formatOf(unit, amount, language, target);
  const parts: { text: string; unit: boolean }[] = [];
  for (const { type, value: text } of format.formatToParts(value)) {
    const isUnit = type === 'unit' || type === 'percentSign' || (type === 'literal' && text.trim() === '');
    const last = parts.at(-1);
    if (last && last.unit === isUnit) last.text += text;
    else parts.push({ text, unit: isUnit });
  }
  return parts;
}

/** The same as one text. */
export function figureText(unit: Unit, amount: number, language: string): string {
  const { format, value } = formatOf(unit, amount, language);
  return format.format(value);
}

/** The period, and the one before it, in words. */
export interface PeriodWords {
  readonly now: string;
  /** What it is compared with: “faster than …”. */
  readonly before: string;
  /** The same where nothing was: “nothing to compare with …”. */
  readonly during: string;
}

/** @param since The day the period began on, for a figure of this moment; such a figure is compared with that day. */
export function periodWords(
  period: PeriodName,
  { kpiFigure, kpiPeriod, kpiBefore }: KpiTerms,
  since?: string,
): PeriodWords {
  if (since !== undefined) {
    const then = kpiFigure.onDay(since);
    return { now: kpiFigure.atPresent, before: then, during: then };
  }
  const weeks = period.kind === 'days' && period.days >= 28 ? period.days / 7 : NaN;
  const [now, before] = Number.isInteger(weeks)
    ? [kpiFigure.lastWeeks(weeks), kpiFigure.weeksBefore(weeks)]
    : period.kind === 'days'
      ? [kpiFigure.lastDays(period.days), kpiFigure.daysBefore(period.days)]
      : [kpiPeriod[period.kind] ?? period.kind, kpiBefore[period.kind] ?? ''];
  return { now, before, during: kpiFigure.during(before) };
}

/** How a figure has moved. */
export interface TrendWords {
  readonly text: string;
  /** Which way the number went; undefined where it stayed or nothing can be said. */
  readonly way: 'up' | 'down' | undefined;
  /** Whether that is good; undefined where nobody can say. */
  readonly verdict: 'better' | 'worse' | undefined;
}

/** Up, down, and how often the value before: a duration is slower, a count is more. */
const directions = {
  duration: ['slower', 'faster', 'timesDuration'],
  age: ['older', 'younger', 'timesAge'],
  count: ['more', 'fewer', 'timesCount'],
  value: ['higher', 'lower', 'timesValue'],
} as const;

function directionsOf({ id, unit }: KpiDefinition): (typeof directions)[keyof typeof directions] {
  if (unit === 'ratio' || id === 'csat-mean') return directions.value;
  return directions[id === 'open-age' ? 'age' : unit];
}

/** By how much, in the words of the figure's unit. */
function amountText(
  { kind, amount }: FigureChange,
  unit: Unit,
  { kpiFigure }: KpiTerms,
  language: string,
): string {
  const number = (value: number, options: Intl.NumberFormatOptions): string =>
    new Intl.NumberFormat(language, options).format(value);
  if (kind === 'times') return number(amount, { maximumFractionDigits: 1 });
  if (kind === 'share') return number(amount, { style: 'percent', maximumFractionDigits: 0 });
  return unit === 'ratio'
    ? kpiFigure.points(number(amount * 100, { maximumFractionDigits: 1 }))
    : figureText(unit, amount, language);
}

/** The trend as a sentence; undefined where there is no period before. */
export function trendWords(
  definition: KpiDefinition,
  result: KpiResult,
  { before: than, during }: Pick<PeriodWords, 'before' | 'during'>,
  terms: KpiTerms,
  language: string,
): TrendWords | undefined {
  const { trend, previous, value } = result;
  if (!previous || value === null) return undefined;
  const still = { way: undefined, verdict: undefined };
  const { reason, direction, change, delta } = trend;
  if (reason === 'nothing-to-compare') return { ...still, text: terms.kpiFigure.noComparison(during) };
  if (direction === 'same' || !change || delta === null)
    return { ...still, text: terms.kpiFigure.same(than) };
  const [more, less, times] = directionsOf(definition);
  const up = delta > 0;
  const say = change.kind === 'times' ? times : up ? more : less;
  return {
    way: up ? 'up' : 'down',
    verdict: direction ?? undefined,
    text: terms.kpiFigure[say](amountText(change, definition.unit, terms, language), than),
  };
}

/** Whether a value reaches its target; undefined where the figure has no better side. */
export function reaches(definition: KpiDefinition, value: number, target: number): boolean | undefined {
  if (definition.better === 'neither') return undefined;
  return definition.better === 'lower' ? value <= target : value >= target;
}
