/** One way of doing a workload. The one marked `baseline` has the ratio 1. */
export interface Contender {
  readonly name: string;
  readonly baseline?: boolean;
  /** How often `run` does the work; the time is divided by it. */
  readonly times?: number;
  /** Does the work. What it returns is kept from being optimised away and may be awaited. */
  readonly run: () => unknown;
  readonly note?: string;
}

export interface BenchRow {
  readonly workload: string;
  readonly contender: string;
  readonly baseline: boolean;
  /** Milliseconds of one piece of work: the best round, which other load on the machine disturbs least. */
  readonly best: number;
  readonly median: number;
  readonly note?: string;
}

/**
 * A `*.bench.ts` file exports `where` (`'node'` or `'browser'`: `export const where = 'node';`) and, as its default, a function that
 * returns the rows of its workloads.
 */
export type Bench = () => Promise<readonly BenchRow[]>;

let sink: unknown;

/** Lets a page breathe between rounds, and keeps the last result alive. */
const pause = (): Promise<unknown> => new Promise((resolve) => setTimeout(() => resolve(sink), 0));

/** Measures contenders in turn, round by round, so that a slow moment of the machine hits all of them. */
export async function compare(
  workload: string,
  contenders: readonly Contender[],
  { rounds = 15, warmUp = 3 }: { readonly rounds?: number; readonly warmUp?: number } = {},
): Promise<readonly BenchRow[]> {
  const times = contenders.map((): number[] => []);
  for (let round = -warmUp; round < rounds; round++) {
    for (const [i, { run, times: repeats = 1 }] of contenders.entries()) {
      const started = performance.now();
      for (let k = 0; k < repeats; k++) {
        const result = run();
        sink = result instanceof Promise ? await result : result;
      }
      if (round >= 0) times[i]?.push((performance.now() - started) / repeats);
      await pause();
    }
  }
  return contenders.map(({ name, baseline = false, note }, i) => {
    const sorted = (times[i] ?? []).sort((a, b) => a - b);
    return {
      workload,
      contender: name,
      baseline,
      best: sorted[0] ?? NaN,
      median: sorted[Math.floor(sorted.length / 2)] ?? NaN,
      ...(note === undefined ? {} : { note }),
    };
  });
}

/** Random numbers in `[0, 1)` that are the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Fails the bench when a contender gives another answer than the baseline. */
export function agree(
  workload: string,
  expected: number | null,
  actual: number | null,
  tolerance = 1e-9,
): void {
  const close =
    expected !== null && actual !== null && Math.abs(actual - expected) <= tolerance * Math.abs(expected);
  if (!close && expected !== actual)
    throw new Error(`${workload}: ${String(actual)} where the baseline has ${String(expected)}`);
}
