import type { BusinessCalendar } from '../core/calendar/calendar.js';
import { durationLength } from '../core/duration.js';
import { isStock } from '../core/kpi/backlog.js';
import { kpiDefinitions } from '../core/kpi/definitions.js';
import { isMomentary } from '../core/kpi/figures.js';
import type { KpiDefinition, KpiId, KpiVariant } from '../core/kpi/definitions.js';
import type { KpiFilter, KpiRequest, Period } from '../core/kpi/request.js';
import { openCategories } from '../core/query.js';
import type { IncidentQuery } from '../core/query.js';
import { DAY, HOUR, MINUTE } from '../core/time.js';
import type { Instant } from '../core/time.js';
import { localDay, startOfLocalDay, startOfWeek } from '../core/zone.js';

/** A figure; undefined for an unknown id. */
export const definitionOf = (id: string | undefined): KpiDefinition | undefined =>
  id !== undefined && Object.hasOwn(kpiDefinitions, id) ? kpiDefinitions[id as KpiId] : undefined;

/** The choices within a definition, in the order they are shown. */
export const choiceKeys = [
  'start',
  'stop',
  'unit',
  'minusPauses',
  'strict',
  'end',
  'staleAfter',
] as const satisfies readonly (keyof KpiVariant)[];

const switches: Readonly<Record<string, 'minusPauses' | 'strict'>> = {
  'minus-pauses': 'minusPauses',
  strict: 'strict',
};

/**
 * Reads the choices a `definition` attribute states, such as `detected first-response minus-pauses`: words of the
 * definition's own lists in any order. Words that fit nowhere come back in `unknown`.
 */
export function variantOf(
  definition: KpiDefinition,
  text: string,
): { readonly variant: KpiVariant; readonly unknown: readonly string[] } {
  const variant: Record<string, string | boolean> = {};
  const unknown: string[] = [];
  for (const word of text.split(/[\s,;:]+/u).filter((one) => one !== '' && one !== definition.id)) {
    const flag = switches[word];
    const key = choiceKeys.find(
      (one) =>
        (definition.variants[one] as readonly unknown[] | undefined)?.includes(word) &&
        variant[one] === undefined,
    );
    if (flag && definition.variants[flag]) variant[flag] = true;
    else if (key) variant[key] = word;
    else unknown.push(word);
  }
  return { variant, unknown };
}

/** Every word a `definition` attribute may have for this figure. */
const choiceWords = ({ variants }: KpiDefinition): readonly string[] => [
  ...choiceKeys.flatMap((key) => (variants[key] ?? []).filter((value) => typeof value === 'string')),
  ...Object.entries(switches).flatMap(([word, flag]) => (variants[flag] ? [word] : [])),
];

/** The same as text, for the attribute. */
export const variantText = (variant: KpiVariant): string =>
  choiceKeys
    .map((key) => variant[key])
    .map((value, at) => (value === true ? (choiceKeys[at] === 'strict' ? 'strict' : 'minus-pauses') : value))
    .filter((value) => typeof value === 'string')
    .join(' ');

const listOf = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

/** A stretch of time as the `period` attribute names it. */
export type PeriodName =
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'today' | 'week' | 'month' | 'quarter' | 'year' | 'all' };

const calendarUnits = ['today', 'week', 'month', 'quarter', 'year', 'all'] as const;

/** Most days a period of days may have: about ten years. */
const mostDays = 3_660;

/** Reads `P30D`, `P2W`, `month` and the like; undefined for anything else. */
export function parsePeriod(text: string): PeriodName | undefined {
  const unit = calendarUnits.find((one) => one === text);
  if (unit) return { kind: unit };
  const [, weeks, days] = /^P(?:(\d+)W)?(?:(\d+)D)?$/u.exec(text) ?? [];
  const count = Number(weeks ?? 0) * 7 + Number(days ?? 0);
  return count >= 1 && count <= mostDays ? { kind: 'days', days: count } : undefined;
}

/** The local day a calendar unit began on, `back` units ago. */
function unitStart(
  kind: 'today' | 'week' | 'month' | 'quarter' | 'year',
  day: number,
  back: number,
  weekStart: number,
): number {
  if (kind === 'today') return day - back;
  if (kind === 'week') return startOfWeek(day, weekStart) - 7 * back;
  const date = new Date(day * DAY);
  const month = date.getUTCMonth();
  const first = kind === 'month' ? month - back : kind === 'quarter' ? month - (month % 3) - 3 * back : 0;
  return Date.UTC(date.getUTCFullYear() - (kind === 'year' ? back : 0), first, 1) / DAY;
}

/** Stays the same for a while, so that one request serves everything asked meanwhile. */
const reachedBy = (now: Instant, step: number): Instant => Math.ceil((now + 1) / step) * step;

/** The present of a figure that goes by the minute. */
const thisMinute = (now: Instant): Instant => Math.floor(now / MINUTE) * MINUTE;

/** The present of a figure of what is open now. */
const present = (now: Instant): Instant => reachedBy(now, 5 * MINUTE);

/**
 * The period up to now in whole local days, and what to compare it with: the period before, cut off where this one
 * stands now, so that half a month is not compared with a whole one. `stock` figures look at the end of a period: now,
 * compared with the moment this period began.
 */
export function periodAt(
  name: PeriodName,
  now: Instant,
  timeZone: string,
  stock: boolean,
  weekStart = 1,
): { readonly window: Period; readonly previous: Period } | undefined {
  if (name.kind === 'all') return undefined;
  const today = localDay(timeZone, now);
  const [first, before] =
    name.kind === 'days'
      ? [today - name.days + 1, today - 2 * name.days + 1]
      : [unitStart(name.kind, today, 0, weekStart), unitStart(name.kind, today, 1, weekStart)];
  const from = startOfLocalDay(timeZone, first);
  const previousFrom = startOfLocalDay(timeZone, before);
  const reached = stock ? present(now) : reachedBy(now, HOUR);
  const window = { from, to: stock ? reached : startOfLocalDay(timeZone, today + 1) };
  const to = stock ? from : Math.min(from, previousFrom + (reached - from));
  return { window, previous: { from: previousFrom, to } };
}

/** A target in the figure's unit: milliseconds, a share from 0 to 1, or a count. Undefined for what is none. */
export function parseTarget(unit: KpiDefinition['unit'], text: string): number | undefined {
  const plain = text.trim();
  if (unit === 'duration') {
    try {
      return durationLength(plain);
    } catch {
      return undefined;
    }
  }
  const [, number, percent] = /^(\d+(?:\.\d+)?)\s*(%?)$/u.exec(plain) ?? [];
  if (number === undefined || (percent === '%' && unit !== 'ratio')) return undefined;
  const value = Number(number);
  const share = percent === '%' || value > 1 ? value / 100 : value;
  return unit === 'ratio' ? (share <= 1 ? share : undefined) : value;
}

/** What a card's attributes say. */
export interface FigureSettings {
  readonly kpi: string | undefined;
  readonly period: string;
  readonly definition: string;
  readonly priority: string | undefined;
  readonly category: string | undefined;
  readonly calendar: BusinessCalendar | undefined;
}

/** What is wrong with the settings, or everything needed to ask for the figure. */
export type FigurePlan =
  | {
      readonly fault: 'figure' | 'period' | 'choice';
      readonly word: string;
      /** What could be written instead, where it is a list. */
      readonly known?: readonly string[];
    }
  | {
      readonly fault?: undefined;
      readonly definition: KpiDefinition;
      readonly period: PeriodName;
      readonly variant: KpiVariant;
      readonly filter: KpiFilter;
    };

export function planOf({ kpi, period, definition: choices, priority, category }: FigureSettings): FigurePlan {
  const definition = definitionOf(kpi);
  if (!definition) return { fault: 'figure', word: kpi ?? '', known: Object.keys(kpiDefinitions) };
  const name = parsePeriod(period);
  if (!name) return { fault: 'period', word: period };
  const { variant, unknown } = variantOf(definition, choices);
  if (unknown[0] !== undefined) return { fault: 'choice', word: unknown[0], known: choiceWords(definition) };
  const priorities = listOf(priority)
    .map((word) => Number(word.replace(/^p/iu, '')))
    .filter(Number.isInteger);
  const categories = listOf(category);
  return {
    definition,
    period: name,
    variant,
    filter: {
      ...(priorities.length > 0 ? { priority: priorities } : {}),
      ...(categories.length > 0 ? { category: categories } : {}),
    },
  };
}

/** The request for the figure as of now. */
export function requestOf(
  plan: Extract<FigurePlan, { readonly fault?: undefined }>,
  now: Instant,
  timeZone: string,
  calendar: BusinessCalendar | undefined,
  weekStart = 1,
): KpiRequest {
  const { definition, period, variant, filter } = plan;
  const stock = isStock(definition.id);
  const asked = isMomentary(definition.id) ? undefined : periodAt(period, now, timeZone, stock, weekStart);
  return {
    id: definition.id,
    variant,
    filter,
    timeZone,
    ...(calendar ? { calendar } : {}),
    weekStart,
    ...(asked ?? (stock ? { at: isMomentary(definition.id) ? thisMinute(now) : present(now) } : {})),
  };
}

/** What puts an incident into the period of a figure, as far as a list can be asked for it. */
function periodQuery({ id, variant = {}, window }: KpiRequest): IncidentQuery {
  if (isStock(id)) return { status: openCategories };
  if (variant.stop === 'closed')
    return { status: ['closed'], ...(window ? { updatedFrom: window.from } : {}) };
  const byLogging = kpiDefinitions[id].windowBy === 'loggedAt' || variant.strict === true;
  if (!window) return byLogging ? {} : { status: ['resolved', 'closed'] };
  const { from, to } = window;
  return byLogging ? { loggedFrom: from, loggedTo: to } : { resolvedFrom: from, resolvedTo: to };
}

/**
 * The incidents behind a figure, as a list is asked for them.
 *
 * @param ids Exactly those its n counts; where they are not known, whatever the figure looks at. The other conditions
 *   hold for all of them and keep the answer small.
 * @param past The figure is of an earlier moment: what was open then may be over by now.
 */
export function linesBehind(request: KpiRequest, ids?: readonly string[], past = false): IncidentQuery {
  const { priority, category = [], service, group } = request.filter ?? {};
  const categories = [category].flat();
  return {
    ...(past && isStock(request.id) ? {} : periodQuery(request)),
    ...(priority === undefined ? {} : { priority: [priority].flat() }),
    // Nothing can be asked for by having none.
    ...(categories.length === 0 || categories.includes('') ? {} : { category: categories }),
    ...(typeof service === 'string' && service !== '' ? { service } : {}),
    ...(typeof group === 'string' && group !== '' ? { group } : {}),
    ...(ids ? { ids } : {}),
  };
}
