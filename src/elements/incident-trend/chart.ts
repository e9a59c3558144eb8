import { html, nothing, svg } from 'lit';
import type { SVGTemplateResult, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import { isStock } from '../../core/kpi/backlog.js';
import type { Scale } from './scale.js';
import { isDrawnAsBars } from './trend-points.js';
import type { TrendCell, TrendPoint } from './trend-points.js';
import type { Speaker } from './trend-words.js';
import { pointName, pointSentence, shortName, tickText } from './trend-words.js';

/** Coordinates of the picture; it is stretched to its place, so nothing in it is round or lettered. */
const high = 100;
const wide = 10;
/** Most names under a chart, where there is room and where there is little. */
const mostNames = 8;

const round = (value: number): string => String(Math.round(value * 100) / 100);

export interface ChartView {
  readonly by: Speaker;
  readonly points: readonly TrendPoint[];
  readonly scale: Scale;
  readonly target: number | undefined;
  /** The one point that can be reached by Tab, as line and place. */
  readonly stop: { readonly row: number; readonly column: number };
  readonly isShown: (point: TrendPoint, line: number) => boolean;
  readonly press: (point: TrendPoint, line: number) => void;
  readonly keydown: (event: KeyboardEvent) => void;
  /** Somebody looks at a point. */
  readonly look: (at: number | undefined) => void;
}

const y = (scale: Scale, value: number): number => high - Math.min(1, scale.share(value)) * high;

function bars({ points, scale }: ChartView, line: number, lines: number): SVGTemplateResult {
  const room = (wide * 0.8) / lines;
  return svg`${points.map(({ cells, isPartial }, at) => {
    const { value = null } = cells[line] ?? {};
    if (value === null || value === 0) return nothing;
    const top = y(scale, value);
    return svg`<rect
      class=${isPartial ? `bar line-${String(line)} partial` : `bar line-${String(line)}`}
      x=${round(at * wide + wide * 0.1 + line * room + room * 0.06)}
      y=${round(top)}
      width=${round(room * 0.88)}
      height=${round(high - top)}
      vector-effect="non-scaling-stroke"
    />`;
  })}`;
}

const middle = (at: number): number => at * wide + wide / 2;

/** Runs of points that stand for enough incidents: a gap is a gap, not a zero. */
function runs(cells: readonly (TrendCell | undefined)[]): readonly (readonly [number, number][])[] {
  const found: [number, number][][] = [];
  let isOpen = false;
  cells.forEach((cell, at) => {
    if (!cell || cell.value === null || !cell.enough) isOpen = false;
    else if (isOpen) found.at(-1)?.push([at, cell.value]);
    else isOpen = found.push([[at, cell.value]]) > 0;
  });
  return found;
}

const dot = (at: number, value: number, scale: Scale): string =>
  `M${round(middle(at))} ${round(y(scale, value))}h0`;

function line(view: ChartView, index: number): SVGTemplateResult {
  const { by, points, scale } = view;
  const cells = points.map((point) => point.cells[index]);
  const found = runs(cells);
  const way = (run: readonly [number, number][]): string =>
    run
      .map(([at, value], i) => `${i === 0 ? 'M' : 'L'}${round(middle(at))} ${round(y(scale, value))}`)
      .join('') + (run.length === 1 ? 'h0' : '');
  const ground = (run: readonly [number, number][]): string =>
    run.length < 2
      ? ''
      : `${way(run)}L${round(middle(run.at(-1)?.[0] ?? 0))} ${high}L${round(middle(run[0]?.[0] ?? 0))} ${high}Z`;
  const last = found.at(-1)?.at(-1);
  const few = cells
    .map((cell, at) => (cell && cell.value !== null && !cell.enough ? dot(at, cell.value, scale) : ''))
    .join('');
  // What is open is an amount; a mean or a share has nothing below it.
  const isAmount = isStock(by.definitions[index]?.id ?? 'mttr');
  return svg`${isAmount ? svg`<path class="area" d=${found.map(ground).join('')} />` : nothing}
    <path class="trace" d=${found.map(way).join('')} vector-effect="non-scaling-stroke" />
    <path class="few" d=${few} vector-effect="non-scaling-stroke" />
    <path class="few-inside" d=${few} vector-effect="non-scaling-stroke" />
    ${last ? svg`<path class="latest" d=${dot(last[0], last[1], scale)} vector-effect="non-scaling-stroke" />` : nothing}`;
}

function picture(view: ChartView): TemplateResult {
  const { by, points, scale, target } = view;
  const { definitions } = by;
  const width = points.length * wide;
  return html`<svg
    class="picture"
    viewBox=${`0 0 ${String(width)} ${String(high)}`}
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${scale.ticks.map(
      (tick) =>
        svg`<path class="step" d=${`M0 ${round(y(scale, tick))}H${String(width)}`} vector-effect="non-scaling-stroke" />`,
    )}
    ${definitions.map((definition, index) =>
      isDrawnAsBars(definition) ? bars(view, index, definitions.length) : line(view, index),
    )}
    ${
      target === undefined || scale.share(target) > 1
        ? nothing
        : svg`<path class="aim" d=${`M0 ${round(y(scale, target))}H${String(width)}`} vector-effect="non-scaling-stroke" />`
    }
  </svg>`;
}

function column(view: ChartView, point: TrendPoint, at: number): TemplateResult {
  const { by, stop, isShown, press, look } = view;
  return html`<div class="column" @pointerenter=${() => look(at)}>
    ${point.cells.map((cell, index) => {
      const isStop = stop.column === at && stop.row === index;
      return html`<button
        class="point"
        type="button"
        part="point"
        tabindex=${isStop ? '0' : '-1'}
        data-line=${index}
        data-at=${at}
        aria-pressed=${isShown(point, index) ? 'true' : 'false'}
        aria-disabled=${cell.n === 0 ? 'true' : 'false'}
        aria-label=${pointSentence(by, point, index)}
        @focus=${() => look(at)}
        @click=${() => {
          if (cell.n > 0) press(point, index);
        }}
      ></button>`;
    })}
  </div>`;
}

/** The chart: a picture, and over it a button for each point. */
export function renderChart(view: ChartView): TemplateResult {
  const { by, points, scale, keydown, look } = view;
  const each = Math.ceil(points.length / mostNames);
  const names = points.map((point, at) => {
    const isNamed = at % each === 0;
    return html`<span class=${isNamed ? ((at / each) % 2 === 0 ? 'name' : 'name further') : 'unnamed'}
      >${isNamed ? html`<span title=${pointName(by, point)}>${shortName(by, point)}</span>` : nothing}</span
    >`;
  });
  return html`<div class="chart" part="chart">
    <div class="steps number" aria-hidden="true">
      ${[...scale.ticks].reverse().map((tick) => html`<span>${tickText(by, scale, tick)}</span>`)}
    </div>
    <div class="plot">
      ${picture(view)}
      <div
        class="columns"
        role="group"
        aria-label=${by.locale.terms.trend.points}
        @keydown=${keydown}
        @pointerleave=${() => look(undefined)}
        @focusout=${() => look(undefined)}
      >
        ${repeat(
          points,
          ({ key }) => key,
          (point, at) => column(view, point, at),
        )}
      </div>
    </div>
    <div class="names" aria-hidden="true">${names}</div>
  </div>`;
}
