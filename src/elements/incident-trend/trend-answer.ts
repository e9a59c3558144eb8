import type { LitElement } from 'lit';

import type { BusinessCalendar } from '../../core/calendar/calendar.js';
import type { IncidentQuery } from '../../core/query.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { IncidentStore, TrendFigures, TrendState } from '../../store/types.js';
import { incidentTrend } from '../../store/views/trend.js';
import type { TrendQuestion } from '../../store/views/trend.js';
import type { DeskController } from '../../ui/desk.js';
import { linesBehind } from '../../ui/figure-request.js';
import { keep, LiveController } from '../../ui/live.js';
import type { LocaleController } from '../../ui/locale.js';
import { told } from '../../ui/told.js';
import { weekStartFor } from '../../ui/week-start.js';
import { trendPoints } from './trend-points.js';
import type { TrendCell, TrendPoint } from './trend-points.js';
import { questionOf, trendPlan } from './trend-question.js';
import type { TrendPlan } from './trend-question.js';

/** Settings that can be asked by. */
export type Plan = Extract<TrendPlan, { readonly fault?: undefined }>;

/** The attributes of the element that say what is asked. */
export interface TrendSettings {
  readonly kpi: string;
  readonly by: string;
  readonly period: string;
  readonly definition: string;
  readonly priority: string | undefined;
  readonly category: string | undefined;
  readonly calendar: BusinessCalendar | undefined;
}

/** What was answered, and to which question. */
export interface Answered {
  readonly value: TrendState;
  readonly question: TrendQuestion;
}

type LiveTrend = ReturnType<typeof incidentTrend>;

/** Asks for the figures by the element's settings, and holds the answer. */
export class TrendAnswer {
  readonly #settings: TrendSettings;
  readonly #desk: DeskController;
  readonly #locale: LocaleController<CommonTerms>;
  readonly #live: LiveController<LiveTrend>;
  readonly #points = keep(trendPoints);
  readonly #plan = keep(
    (
      figure: string,
      by: string,
      period: string,
      definition: string,
      priority: string | undefined,
      category: string | undefined,
    ) => trendPlan({ kpi: figure, by, period, definition, priority, category, calendar: undefined }),
  );
  readonly #open = keep((store: IncidentStore, text: string, calendar: BusinessCalendar | undefined) => {
    const plain = JSON.parse(text) as TrendQuestion;
    const figures = plain.figures.map((one) => (calendar ? { ...one, calendar } : one));
    const question = { ...plain, figures };
    return { question, live: store.open(incidentTrend, question) };
  });
  #asked: { readonly question: TrendQuestion; readonly live: LiveTrend } | undefined;
  /** The last figures of the same settings, shown while the next ones are being computed. */
  #last: (Answered & { readonly plan: Plan }) | undefined;

  constructor(host: LitElement & TrendSettings, desk: DeskController, locale: LocaleController<CommonTerms>) {
    this.#settings = host;
    this.#desk = desk;
    this.#locale = locale;
    this.#live = new LiveController(host, () => this.#ask());
  }

  /** What the settings mean. */
  get plan(): TrendPlan {
    const { kpi, by, period, definition, priority, category } = this.#settings;
    return this.#plan(kpi, by, period, definition, priority, category);
  }

  /** The figures as they are known; another object when they may have changed. */
  get shown(): TrendFigures | undefined {
    return this.#live.value?.shown;
  }

  async refresh(): Promise<void> {
    await this.#live.source?.refresh();
  }

  #ask(): LiveTrend | undefined {
    const { store, policy } = this.#desk;
    const { plan } = this;
    const { kpi, calendar } = this.#settings;
    if (!store || plan.fault) return undefined;
    const question = questionOf(plan, {
      now: this.#desk.now(),
      timeZone: this.#locale.zone,
      weekStart: weekStartFor(policy?.weekStart, this.#locale.language),
      calendar,
      recurrence: kpi === 'volume' ? policy?.problems : undefined,
    });
    const figures = question.figures.map(({ calendar: _calendar, ...plain }) => plain);
    // Asked for anew only when the question has changed: the period moves on by minutes, not by renders.
    this.#asked = this.#open(store, JSON.stringify({ ...question, figures }), calendar);
    return this.#asked.live;
  }

  /** The present figures, or the last ones of the same settings while those of the next minute are being computed. */
  present(plan: Plan): Answered | undefined {
    const value = this.#live.value && told(this.#live.value);
    const question = this.#asked?.question;
    if (!value || !question) return undefined;
    if (value.state !== 'loading') this.#last = { plan, question, value };
    else if (this.#last?.plan === plan) return this.#last;
    return { value, question };
  }

  /** The points of an answer; none where there are no figures. */
  points({ value: { shown }, question }: Answered): readonly TrendPoint[] {
    return shown ? this.#points(shown, question) : [];
  }

  /** The requests of the figures as they were asked last. */
  get figures(): TrendQuestion['figures'] {
    return this.#asked?.question.figures ?? [];
  }

  /** Ids of the incidents a request counts. */
  ids(request: TrendQuestion['figures'][number]): readonly string[] {
    return this.#live.source?.behind(request) ?? [];
  }

  /** The incidents a cell counts. */
  behind(cell: TrendCell['behind']): IncidentQuery {
    const live = this.#live.source;
    if (!('age' in cell)) return linesBehind(cell.request, live?.behind(cell.request), cell.past);
    const ids = live?.ofAge(cell.age);
    const [request] = this.#asked?.question.figures ?? [];
    return request ? linesBehind(request, ids) : { ids: ids ?? [] };
  }

  /** The incidents one of the figures counts in the whole period. */
  behindTotal(line: number): IncidentQuery {
    const request = this.#asked?.question.figures[line];
    return request ? linesBehind(request, this.#live.source?.behind(request)) : { ids: [] };
  }
}
