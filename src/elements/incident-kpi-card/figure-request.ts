import type { BusinessCalendar } from '../../core/calendar.js';
import { kpiFigures } from '../../core/kpi-figures.js';
import type { KpiFigure, KpiId, KpiVariant } from '../../core/kpi-figures.js';
import type { KpiFilter, KpiRequest } from '../../core/kpi-request.js';
import type { Instant } from '../../core/time.js';
import { parsePeriod, periodAt } from './periods.js';
import type { PeriodName } from './periods.js';

/** A figure; undefined for an unknown id. */
export const definitionOf = (id: string | undefined): KpiFigure | undefined =>
  id !== undefined && Object.hasOwn(kpiFigures, id) ? kpiFigures[id as KpiId] : undefined;

/** Figures of a moment instead of a stretch of time. */
export const isStock = ({ id }: KpiFigure): boolean => id === 'backlog' || id === 'open-age';

/** The choices within a definition, in the order they are shown. */
export const choiceKeys = [
  'start',
  'stop',
  'unit',
  'minusPauses',
  'strict',
  'end',
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
  definition: KpiFigure,
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
  | { readonly fault: 'figure' | 'period' | 'choice'; readonly word: string }
  | {
      readonly fault?: undefined;
      readonly definition: KpiFigure;
      readonly period: PeriodName;
      readonly variant: KpiVariant;
      readonly filter: KpiFilter;
    };

export function planOf({ kpi, period, definition: choices, priority, category }: FigureSettings): FigurePlan {
  const definition = definitionOf(kpi);
  if (!definition) return { fault: 'figure', word: kpi ?? '' };
  const name = parsePeriod(period);
  if (!name) return { fault: 'period', word: period };
  const { variant, unknown } = variantOf(definition, choices);
  if (unknown[0] !== undefined) return { fault: 'choice', word: unknown[0] };
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
): KpiRequest {
  const { definition, period, variant, filter } = plan;
  return {
    id: definition.id,
    variant,
    filter,
    timeZone,
    ...(calendar ? { calendar } : {}),
    ...periodAt(period, now, timeZone, isStock(definition)),
  };
}
