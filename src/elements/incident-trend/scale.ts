import { nice, ticks } from 'd3-array';

import { DAY, HOUR, MINUTE } from '../../core/time.js';

export type ScaleUnit = 'ratio' | 'count' | 'minute' | 'hour' | 'day';

/** The height of a chart: from nothing to its top, with round steps between. */
export interface Scale {
  readonly unit: ScaleUnit;
  /** Values of the steps, from 0 up. They are equally far apart. */
  readonly ticks: readonly number[];
  /** How high a value stands, 0 to 1. */
  readonly share: (value: number) => number;
  /** A value in the scale's unit. */
  readonly scaled: (value: number) => number;
}

const sizes: Readonly<Record<ScaleUnit, number>> = {
  ratio: 1,
  count: 1,
  minute: MINUTE,
  hour: HOUR,
  day: DAY,
};
/** About so many steps. */
const steps = 4;

/** The unit the longest of some durations reads best in. */
const durationUnit = (most: number): ScaleUnit =>
  most < 90 * MINUTE ? 'minute' : most < 2 * DAY ? 'hour' : 'day';

/** Round steps from nothing to at least `most`; half an incident is none. */
function roundSteps(most: number, isWhole: boolean): readonly number[] {
  if (isWhole && most <= steps) return ticks(0, Math.max(1, most), Math.max(1, most));
  const [, top] = nice(0, most || 1, steps);
  return ticks(0, top, steps);
}

/** The scale for values of a figure; shares always have all of it above them. */
export function scaleFor(figure: 'duration' | 'ratio' | 'count', values: readonly number[]): Scale {
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  const unit = figure === 'duration' ? durationUnit(most) : figure;
  const size = sizes[unit];
  const all =
    unit === 'ratio'
      ? ticks(0, 1, steps)
      : roundSteps(most / size, unit === 'count' && values.every(Number.isInteger));
  const height = all.at(-1) || 1;
  return {
    unit,
    ticks: all.map((tick) => tick * size),
    share: (value) => value / size / height,
    scaled: (value) => value / size,
  };
}
