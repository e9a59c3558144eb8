/** Below this many values sorting is quicker than counting. */
const small = 512;
const bins = 4096;

/** The values at some ranks (ascending) as if `values[0..count)` were sorted, without sorting all of them. */
function atRanks(values: Float64Array, count: number, ranks: readonly number[]): number[] {
  if (count <= small) {
    const sorted = values.slice(0, count).sort();
    return ranks.map((rank) => sorted[rank] ?? NaN);
  }
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < count; i++) {
    const value = values[i] as number;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (least === most) return ranks.map(() => least);

  // Values fall into bins in the order of their size, so a rank lies in the bin where the running count passes it,
  // and only that bin has to be looked into.
  const scale = (bins - 1) / (most - least);
  const counts = new Uint32Array(bins);
  for (let i = 0; i < count; i++) {
    const bin = (((values[i] as number) - least) * scale) | 0;
    counts[bin] = (counts[bin] as number) + 1;
  }
  const wanted: { readonly ranks: number[]; readonly values: Float64Array; count: number }[] = [];
  const place = new Uint8Array(bins);
  let [before, next] = [0, 0];
  for (let bin = 0; bin < bins && next < ranks.length; bin++) {
    const here = counts[bin] as number;
    const inside: number[] = [];
    while (next < ranks.length && (ranks[next] as number) < before + here)
      inside.push((ranks[next++] as number) - before);
    if (inside.length > 0)
      place[bin] = wanted.push({ ranks: inside, values: new Float64Array(here), count: 0 });
    before += here;
  }
  for (let i = 0; i < count; i++) {
    const value = values[i] as number;
    const found = place[((value - least) * scale) | 0] as number;
    if (found === 0) continue;
    const some = wanted[found - 1];
    if (some) some.values[some.count++] = value;
  }
  return wanted.flatMap(({ ranks: inside, values: some, count: size }) => atRanks(some, size, inside));
}

/**
 * Quantiles of the first `count` values, with linear interpolation between the two nearest ranks (the median of
 * 1, 2, 3, 4 is 2.5). Exact, in time proportional to the number of values. The values are not reordered.
 *
 * @param shares Ascending, each from 0 to 1.
 * @returns `null` for each share when there are no values.
 */
export function quantiles(values: Float64Array, count: number, shares: readonly number[]): (number | null)[] {
  if (count === 0) return shares.map(() => null);
  const positions = shares.map((share) => share * (count - 1));
  const ranks = [
    ...new Set(positions.flatMap((position) => [Math.floor(position), Math.ceil(position)])),
  ].sort((a, b) => a - b);
  const found = atRanks(values, count, ranks);
  const valueAt = (rank: number): number => found[ranks.indexOf(rank)] ?? NaN;
  return positions.map((position) => {
    const low = valueAt(Math.floor(position));
    return low + (valueAt(Math.ceil(position)) - low) * (position % 1);
  });
}

/**
 * Fraction digits with which a value, once rounded, does not land on a limit it has not reached: 99.96 beside a limit
 * of 100 needs two. What equals a limit needs no more than the least.
 */
export function digitsApart(value: number, limits: readonly number[], least = 0, most = 8): number {
  const near = 1e-9 * Math.max(1, Math.abs(value));
  const missed = limits.filter((limit) => Math.abs(limit - value) > near);
  let digits = least;
  while (
    digits < most &&
    missed.some((limit) => Number(value.toFixed(digits)) === Number(limit.toFixed(digits)))
  )
    digits += 1;
  return digits;
}

/**
 * Most fraction digits for a share written in percent: one, or more where less than all would be shown as 100 %, more
 * than nothing as 0 %, or a missed target as the target.
 */
export const shareDigits = (share: number, target?: number): number =>
  digitsApart(share * 100, [0, 100, ...(target === undefined ? [] : [target * 100])], 1);
