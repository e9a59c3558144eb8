import type { KpiDefinition } from '../../core/kpi/definitions.js';
import { isCounted } from '../../core/kpi/figures.js';
import type { Policy } from '../../core/policy.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { KpiTerms } from '../../locales/en/incident-kpi-card.js';
import type { LifecycleTerms } from '../../locales/en/incident-lifecycle.js';
import type { TrendTerms } from '../../locales/en/incident-trend.js';
import type { TrendFigures } from '../../store/types.js';
import { figureText } from '../../ui/figure-words.js';
import type { LocaleController } from '../../ui/locale.js';
import { isPart } from './trend-question.js';
import type { Scale } from './scale.js';
import type { TrendCell, TrendPoint } from './trend-points.js';

export type TrendWordsTerms = CommonTerms & KpiTerms & LifecycleTerms & TrendTerms;

/** What everything a trend says is made from. */
export interface Speaker {
  readonly locale: LocaleController<TrendWordsTerms>;
  readonly definitions: readonly KpiDefinition[];
  readonly policy: Policy | undefined;
  readonly services: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
}

export const speaker = (
  locale: Speaker['locale'],
  definitions: Speaker['definitions'],
  policy: Policy | undefined,
  shown: TrendFigures | undefined,
): Speaker => ({
  locale,
  definitions,
  policy,
  services: new Map(shown?.services ?? []),
  groups: new Map(shown?.groupNames ?? []),
});

const dates: Readonly<Record<'day' | 'week' | 'month' | 'quarter', Intl.DateTimeFormatOptions>> = {
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  week: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: 'numeric' },
  quarter: { month: 'short', year: 'numeric' },
};

export const serviceName = ({ services }: Speaker, id: string): string => services.get(id) ?? id;

export const categoryName = ({ policy }: Speaker, id: string): string =>
  policy?.categories.find((one) => one.id === id)?.label ?? id;

function ageName({ locale }: Speaker, { over, upTo }: NonNullable<TrendPoint['age']>): string {
  const { trend: words } = locale.terms;
  if (upTo === null) return words.oldest(locale.number(over));
  return over === 0
    ? words.youngest(locale.number(upTo))
    : words.aged(locale.number(over), locale.number(upTo));
}

/** The name of a point, as the table says it. */
export function pointName(by: Speaker, { key, kind, from, age }: TrendPoint): string {
  const { trend: words } = by.locale.terms;
  if (age) return ageName(by, age);
  if (kind === 'category') return key === '' ? words.noCategory : categoryName(by, key);
  if (kind === 'service') return key === '' ? words.noService : serviceName(by, key);
  if (kind === 'group') return key === '' ? words.noGroup : (by.groups.get(key) ?? key);
  return from === undefined || kind === 'age' ? key : by.locale.dateTime(from, dates[kind]);
}

/** The same where there is little room. */
export const shortName = (by: Speaker, point: TrendPoint): string =>
  point.kind === 'day' && point.from !== undefined
    ? by.locale.dateTime(point.from, { day: 'numeric', month: 'short' })
    : pointName(by, point);

/** The name of a line of the chart. */
export const lineName = ({ locale, definitions }: Speaker, line: number): string => {
  const definition = definitions[line];
  return definition ? locale.terms.kpiLabel[definition.id] : '';
};

/** A value as every part of the element writes it. */
export function cellText({ locale, definitions }: Speaker, { value }: TrendCell, line: number): string {
  const unit = definitions[line]?.unit ?? 'count';
  return value === null ? locale.terms.trend.none : figureText(unit, value, locale.language);
}

/** A point's name with what there is to know of it. */
export const wholeName = (by: Speaker, point: TrendPoint): string =>
  point.isPartial ? `${pointName(by, point)} (${by.locale.terms.trend.partial})` : pointName(by, point);

/** A point with all its values in one sentence. */
export function pointSentence(by: Speaker, point: TrendPoint, line?: number): string {
  const { trend: words } = by.locale.terms;
  const said = point.cells
    .map((cell, at) => ({ cell, at }))
    .filter(({ at }) => line === undefined || at === line)
    .map(({ cell, at }) => {
      const value = words.value(lineName(by, at), cellText(by, cell, at));
      return cell.value !== null && !cell.enough ? `${value} (${words.few})` : value;
    });
  const name = wholeName(by, point);
  return words.point(name, said.join(', '));
}

/** A step of the scale, all of them in one unit. */
export function tickText({ locale }: Speaker, { unit, scaled }: Scale, tick: number): string {
  if (unit === 'ratio') return locale.number(tick, { style: 'percent' });
  if (unit === 'count') return locale.number(tick);
  return locale.number(scaled(tick), { style: 'unit', unit, unitDisplay: 'short' });
}

/** What the chart shows, in a sentence; empty where there is nothing to say. */
export function chartSentence(by: Speaker, points: readonly TrendPoint[], shown: TrendFigures): string {
  const { locale, definitions } = by;
  const { trend: words, kpiFigure, kpiBucket } = locale.terms;
  const known = points.filter(({ cells: [cell] }) => cell && cell.value !== null && cell.enough);
  const valueAt = ({ cells }: TrendPoint): number => cells[0]?.value ?? 0;
  const [first] = known;
  const last = known.at(-1);
  const [result] = shown.results;
  if (!first || !last) return '';
  const low = known.reduce((a, b) => (valueAt(b) < valueAt(a) ? b : a), first);
  const high = known.reduce((a, b) => (valueAt(b) > valueAt(a) ? b : a), first);
  const text = (point: TrendPoint): string => (point.cells[0] ? cellText(by, point.cells[0], 0) : '');
  if (first.kind === 'age' || isPart(first.kind)) {
    if (result && !isCounted(result.id))
      return words.range(pointName(by, high), text(high), pointName(by, low), text(low));
    return words.parts(pointName(by, high), text(high), known.length);
  }
  if (definitions.length > 1) {
    const [logged, resolved] = shown.results.map(({ value }) => locale.number(value ?? 0));
    return words.flow(logged ?? '', resolved ?? '', text(high), pointName(by, high));
  }
  return kpiFigure.line(
    kpiBucket[result?.bucket ?? 'day'],
    text(low),
    pointName(by, low),
    text(high),
    pointName(by, high),
    text(last),
  );
}
