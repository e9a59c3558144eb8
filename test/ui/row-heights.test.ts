import { expect } from '@open-wc/testing';
import fc from 'fast-check';

import { RowHeights } from '../../src/ui/row-heights.js';

const estimate = 50;

/** The same with a plain array that is summed up anew each time. */
class PlainHeights {
  rows: number[] = [];

  change(count: number, shift: number): void {
    const front = Array.from({ length: Math.max(0, shift) }, () => estimate);
    this.rows = [...front, ...this.rows.slice(Math.max(0, -shift))].slice(0, count);
    while (this.rows.length < count) this.rows.push(estimate);
  }

  offset(index: number): number {
    return this.rows.slice(0, index).reduce((sum, height) => sum + height, 0);
  }

  at(place: number): number {
    let index = 0;
    while (index < this.rows.length - 1 && this.offset(index + 1) <= place) index++;
    return index;
  }
}

const step = fc.oneof(
  fc.record({ act: fc.constant('grow' as const), before: fc.nat(300), after: fc.nat(300) }),
  fc.record({
    act: fc.constant('measure' as const),
    row: fc.nat(),
    height: fc.integer({ min: 10, max: 400 }),
  }),
);

describe('the heights of many rows', () => {
  it('are where plain sums would put them, however both ends grow', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
        const heights = new RowHeights(estimate);
        const plain = new PlainHeights();
        for (const one of steps) {
          if (one.act === 'grow') {
            const count = plain.rows.length + one.before + one.after;
            heights.change(count, one.before);
            plain.change(count, one.before);
          } else if (plain.rows.length > 0) {
            const row = one.row % plain.rows.length;
            heights.set(row, one.height);
            plain.rows[row] = one.height;
          }
        }
        const { length } = plain.rows;
        expect(heights.total).to.be.closeTo(plain.offset(length), 0.01);
        for (const share of [0, 0.1, 0.33, 0.5, 0.77, 1]) {
          const row = Math.floor(share * Math.max(0, length - 1));
          expect(heights.offset(row), `beginning of row ${String(row)}`).to.be.closeTo(
            plain.offset(row),
            0.01,
          );
          if (length > 0)
            expect(heights.at(plain.offset(row) + 3), `row at ${String(row)}`).to.equal(
              plain.at(plain.offset(row) + 3),
            );
        }
      }),
      { seed: 7, numRuns: 150 },
    );
  });

  it('keep their place while rows before them go', () => {
    const heights = new RowHeights(estimate);
    heights.change(200, 0);
    heights.set(100, 90);
    heights.change(197, -3);
    expect(heights.offset(98) - heights.offset(97)).to.be.closeTo(90, 0.01);
    expect(heights.offset(97)).to.be.closeTo(97 * estimate, 0.01);
  });

  it('cost nothing for rows nobody has seen', () => {
    const heights = new RowHeights(estimate);
    heights.change(100_000_000, 0);
    expect(heights.total).to.equal(5_000_000_000);
    heights.set(99_999_999, 70);
    expect(heights.at(5_000_000_000)).to.equal(99_999_999);
  });
});
