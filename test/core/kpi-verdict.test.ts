import { expect } from '@open-wc/testing';
import type { ComparisonRules } from '../../src/core/kpi/verdict.js';
import { compareFigures } from '../../src/core/kpi/verdict.js';
import { HOUR } from '../../src/core/time.js';

const duration: ComparisonRules = { better: 'lower', unit: 'duration' };
const stock: ComparisonRules = { better: 'lower', unit: 'count' };
const share: ComparisonRules = { better: 'higher', unit: 'ratio' };
const compare = (
  [value, n]: readonly [number | null, number],
  [before, m]: readonly [number | null, number],
  rules: ComparisonRules,
) => compareFigures({ value, n }, { value: before, n: m }, rules);

describe('the verdict of a figure', () => {
  it('is not "worse" after the first incident', () => {
    const { direction, reason, change } = compare([1, 1], [0, 0], stock);
    expect([direction, reason]).to.deep.equal([null, 'few']);
    expect(change).to.deep.equal({ kind: 'difference', amount: 1 });
  });

  it('is not "better" beside a warning that there are fewer than five, now or before', () => {
    expect(compare([2 * HOUR, 4], [8 * HOUR, 40], duration).direction).to.equal(null);
    expect(compare([2 * HOUR, 40], [8 * HOUR, 4], duration).direction).to.equal(null);
    expect(compare([2 * HOUR, 5], [8 * HOUR, 5], duration).direction).to.equal('better');
  });

  it('does not call three that become twelve 300 % more', () => {
    expect(compare([12, 12], [3, 3], stock).change).to.deep.equal({ kind: 'difference', amount: 9 });
    expect(compare([120, 120], [30, 30], stock).change).to.deep.equal({ kind: 'times', amount: 4 });
    expect(compare([36, 36], [30, 30], stock).change).to.deep.equal({ kind: 'share', amount: 0.2 });
    expect(compare([12, 12], [30, 30], stock).change).to.deep.equal({ kind: 'share', amount: 0.6 });
  });

  it('tells shares in points, whatever they were before', () => {
    const { change, direction } = compare([0.9, 50], [0.4, 50], share);
    expect([change?.kind, direction]).to.deep.equal(['difference', 'better']);
    expect(change?.amount).to.be.closeTo(0.5, 1e-12);
  });

  it('is "about the same" for a change below the smallest worth naming', () => {
    expect(compare([100.5, 50], [100, 50], stock).direction).to.equal('same');
    expect(compare([104, 50], [100, 50], { ...stock, minChange: 0.05 }).direction).to.equal('same');
    expect(compare([0, 9], [0, 9], share).change).to.equal(null);
  });

  it('is none where neither way is better, or where there is nothing to compare with', () => {
    const volume: ComparisonRules = { better: 'neither', unit: 'count' };
    expect(compare([20, 20], [10, 10], volume)).to.include({ direction: null, reason: 'no-direction' });
    expect(compare([20, 20], [20, 20], volume)).to.include({ direction: 'same', reason: null });
    expect(compare([20, 20], [null, 0], stock).reason).to.equal('nothing-to-compare');
    expect(compareFigures({ value: 20, n: 20 }, null, stock).reason).to.equal('nothing-to-compare');
  });
});
