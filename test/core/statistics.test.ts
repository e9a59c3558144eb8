import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { digitsApart, quantiles, shareDigits } from '../../src/core/kpi/statistics.js';

/** The textbook way: sort everything. */
function bySorting(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = share * (sorted.length - 1);
  const low = sorted[Math.floor(position)] ?? NaN;
  return low + ((sorted[Math.ceil(position)] ?? NaN) - low) * (position % 1);
}

describe('quantiles', () => {
  it('interpolate between the two nearest ranks', () => {
    expect(quantiles(Float64Array.of(4, 1, 3, 2), 4, [0.5, 0.9])).to.deep.equal([2.5, 3.7]);
    expect(quantiles(Float64Array.of(7, 99), 1, [0.5, 0.9])).to.deep.equal([7, 7]);
  });

  it('are null, not 0, when there is nothing', () => {
    expect(quantiles(new Float64Array(3), 0, [0.5, 0.9])).to.deep.equal([null, null]);
  });

  it('are exact for many values, however unevenly they lie, and leave them in place', () => {
    const spread = fc.oneof(
      fc.integer({ min: 0, max: 1e12 }),
      fc.integer({ min: 0, max: 20 }),
      fc.constant(5),
    );
    fc.assert(
      fc.property(fc.array(spread, { minLength: 600, maxLength: 3000 }), (values) => {
        const typed = Float64Array.from(values);
        expect(quantiles(typed, values.length, [0.5, 0.9])).to.deep.equal([
          bySorting(values, 0.5),
          bySorting(values, 0.9),
        ]);
        expect([...typed]).to.deep.equal(values);
      }),
      { seed: 7, numRuns: 40 },
    );
  });

  it('stay quick when nearly all values are close together and one is far away', () => {
    const values = Float64Array.from({ length: 50_000 }, (_, i) => (i === 0 ? 1e15 : i % 1000));
    expect(quantiles(values, values.length, [0.5, 0.9])).to.deep.equal([
      bySorting([...values], 0.5),
      bySorting([...values], 0.9),
    ]);
  });
});

describe('rounding a figure', () => {
  const percent = (share: number, target?: number): string =>
    `${Number((share * 100).toFixed(shareDigits(share, target)))} %`;

  it('never shows 2,499 of 2,500 as 100 %, nor 1 of 2,500 as 0 %', () => {
    expect(percent(2499 / 2500)).to.equal('99.96 %');
    expect(percent(1 / 2500)).to.equal('0.04 %');
    expect(percent(999_999 / 1_000_000)).to.equal('99.9999 %');
    expect([percent(1), percent(0), percent(0.5), percent(2 / 3)]).to.deep.equal([
      '100 %',
      '0 %',
      '50 %',
      '66.7 %',
    ]);
  });

  it('never shows a missed target as the target', () => {
    expect(percent(0.8996, 0.9)).to.equal('89.96 %');
    expect(percent(0.9, 0.9)).to.equal('90 %');
    expect(percent(0.07, 0.07)).to.equal('7 %');
    expect(digitsApart(4.02, [4])).to.equal(2);
    expect(digitsApart(4, [4])).to.equal(0);
  });
});
