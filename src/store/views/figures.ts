import type { IncidentError } from '../../core/errors.js';
import { toIncidentError } from '../../core/errors.js';
import { isMomentary } from '../../core/kpi/figures.js';
import type { KpiColumns, KpiRequest, KpiResult, KpiTrait } from '../../core/kpi/kpi.js';
import { countsNeeded, isStock, kpiRows, liveKpi } from '../../core/kpi/kpi.js';
import type { Instant } from '../../core/time.js';
import { DAY } from '../../core/time.js';
import type { KpiState, LiveFigures, Loaded, Refreshable } from '../types.js';
import type { Selected, ViewParts } from '../view.js';
import type { Counting } from './past.js';
import type { Pool } from './pool.js';
import { poolFor } from './pool.js';

/** The first instant any part of the figure looks at; undefined for all there is. */
export function beginningOf({ id, at, window, previous }: KpiRequest): Instant | undefined {
  // What is open now is read in any case.
  if (isMomentary(id) && at !== undefined) return Math.floor(at / DAY) * DAY;
  if (!window) return undefined;
  const from = Math.min(previous?.from ?? 2 * window.from - window.to, window.from);
  // Whole days, so that a window that moves with the clock goes on using the same columns.
  return Math.floor(from / DAY) * DAY;
}

/** Something that is kept up to date over the columns of a pool. */
export interface Following<R> {
  readonly read: () => R;
  readonly stop: () => void;
}

/** What is computed over a pool, and how it is kept on this device and shown. */
export interface Figured<R extends object, S extends Loaded, M extends object = object> {
  readonly pool: Pool;
  /** What it needs that only the changes of incidents tell. */
  readonly counting: Counting;
  /** Under which it is kept for times without a network. */
  readonly key: string;
  readonly follow: (columns: KpiColumns) => Following<R>;
  /** Whether what was kept can still be shown. */
  readonly isKept: (found: Partial<R>) => boolean;
  readonly show: (
    result: R | undefined,
    traits: ReadonlySet<KpiTrait> | undefined,
  ) => Omit<Selected<S>, 'error'>;
  /** What keeps it from being computed, beside its own rules. */
  readonly failure?: () => IncidentError | undefined;
  /** What can be done with it beside leading to its incidents. */
  readonly methods?: M;
}

/** A view of something computed over a pool: computed anew only when its incidents have changed. */
export function figuredView<R extends object, S extends Loaded, M extends object = object>(
  { views, storage }: ViewParts,
  { pool, counting, key, follow, isKept, show, failure = () => undefined, methods }: Figured<R, S, M>,
): Refreshable<S> & LiveFigures & M {
  // Periods move with the clock: a figure asked for again is seldom the same one, so none is kept for a return.
  return views.define<S, LiveFigures & M>(undefined, (view) => {
    let following: Following<R> | undefined;
    let source: KpiColumns | undefined;
    let version = -1;
    let result: R | undefined;
    let traits: ReadonlySet<KpiTrait> | undefined;
    let error: IncidentError | undefined;
    let look: (() => void) | undefined;

    const compute = (): void => {
      const { columns, reading } = pool;
      if (!view.watched || error || !columns || counting.pending || failure()) return;
      if (source === columns && version === columns.version) return;
      try {
        if (source !== columns) {
          following?.stop();
          following = follow(columns);
          source = columns;
        }
        version = columns.version;
        result = following?.read();
        traits = pool.traits();
        if (result && reading.fetchedAt !== undefined) void storage.write('pages', [[key, result]]);
      } catch (caught) {
        error = toIncidentError(caught);
      }
    };

    return {
      read: pool.reading,
      async cached() {
        const found = await storage.get<Partial<R>>('pages', key);
        if (result || !found || !isKept(found)) return undefined;
        result = found as R;
        return {};
      },
      select() {
        compute();
        const wrong = error ?? failure();
        return { ...show(result, traits), ...(wrong ? { error: wrong } : {}) } as Selected<S>;
      },
      started() {
        look = counting.start();
      },
      stopped() {
        look?.();
        following?.stop();
        following = source = undefined;
      },
      methods: {
        behind: (request: KpiRequest) => pool.columns && kpiRows(pool.columns, request),
        ...methods,
      } as LiveFigures & M,
    };
  });
}

/** Tells questions apart on this device: the period moves on, its length stays. */
export const questionKey = ({ window, calendar, previous, at: _at, ...choices }: KpiRequest): string =>
  JSON.stringify([
    choices,
    calendar?.id,
    window ? window.to - window.from : null,
    previous && previous.to - previous.from,
  ]);

/**
 * A figure over the incidents of a period, kept up to date. Beyond `kpiCap` incidents it is an estimate.
 */
export function kpiFigure(inside: ViewParts, request: KpiRequest): Refreshable<KpiState> & LiveFigures {
  const pool = poolFor(inside, {
    from: beginningOf(request),
    withOpen: isStock(request.id),
    calendar: request.calendar,
  });
  const counting = pool.counting(countsNeeded([request]));
  return figuredView<KpiResult, KpiState>(inside, {
    pool,
    counting,
    // The number goes up whenever a result gets another shape: an old one cannot be shown.
    key: `kpi@2|${questionKey(request)}`,
    follow(columns) {
      const { result, stop } = liveKpi(columns, request);
      return { read: result, stop };
    },
    isKept: ({ definitionId }) => typeof definitionId === 'string',
    show: (result, traits) => ({
      content: !result ? 'none' : result.n > 0 ? 'some' : 'empty',
      approximate: pool.approximate || counting.approximate,
      ...(result ? { result } : {}),
      ...(traits ? { traits } : {}),
    }),
    failure: () => counting.failure,
  });
}
