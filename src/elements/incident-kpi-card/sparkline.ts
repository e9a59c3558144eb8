import { html, svg, nothing } from 'lit';
import type { SVGTemplateResult, TemplateResult } from 'lit';

import type { KpiBucket } from '../../core/kpi/request.js';

/** Coordinates of the picture; it is stretched to the card's width. */
const width = 300;
const height = 48;
const edge = 4;

const round = (value: number): number => Math.round(value * 10) / 10;

/** Runs of buckets that have a value: a gap is a gap, not a zero. */
export function runsOf(
  series: readonly KpiBucket[],
): readonly (readonly (readonly [index: number, value: number])[])[] {
  const runs: [number, number][][] = [];
  let open = false;
  series.forEach(({ value }, index) => {
    if (value === null) open = false;
    else if (open) runs.at(-1)?.push([index, value]);
    else {
      runs.push([[index, value]]);
      open = true;
    }
  });
  return runs;
}

/**
 * A line without axes. Zero is its floor and, for shares, one its ceiling, so that a small change looks small.
 *
 * @param label What the line shows, in words.
 */
export function sparkline(
  series: readonly KpiBucket[],
  options: { readonly label: string; readonly share: boolean; readonly target: number | undefined },
): TemplateResult | typeof nothing {
  const runs = runsOf(series);
  if (runs.reduce((sum, run) => sum + run.length, 0) < 2) return nothing;
  const { label, share, target } = options;
  const most = share ? 1 : Math.max(target ?? 0, ...runs.flat().map(([, value]) => value)) || 1;
  const step = series.length > 1 ? (width - 2 * edge) / (series.length - 1) : 0;
  const x = (index: number): number => round(edge + index * step);
  const y = (value: number): number =>
    round(height - edge - (Math.min(value, most) / most) * (height - 2 * edge));
  const path = ([first, ...rest]: readonly (readonly [number, number])[]): string => {
    if (!first) return '';
    const start = `M${String(x(first[0]))} ${String(y(first[1]))}`;
    // A single day between two gaps is a dot: a line of no length with round ends.
    return rest.length === 0
      ? `${start}h0`
      : start + rest.map(([index, value]) => `L${String(x(index))} ${String(y(value))}`).join('');
  };
  const last = runs.at(-1)?.at(-1);
  const targetLine: SVGTemplateResult | typeof nothing =
    target === undefined || target > most
      ? nothing
      : svg`<path class="aim" d=${`M0 ${String(y(target))}H${String(width)}`} vector-effect="non-scaling-stroke" />`;
  return html`<svg
    class="sparkline"
    part="sparkline"
    viewBox="0 0 300 48"
    preserveAspectRatio="none"
    role="img"
    aria-label=${label}
  >
    ${targetLine}
    <path class="trace" d=${runs.map(path).join('')} vector-effect="non-scaling-stroke" />
    ${last ? svg`<path class="latest" d=${`M${String(x(last[0]))} ${String(y(last[1]))}h0`} vector-effect="non-scaling-stroke" />` : nothing}
  </svg>`;
}
