import { expect } from '@open-wc/testing';

import type { ImprovementSource } from '../../src/core/improvement.js';
import { improvementOf } from '../../src/core/improvement.js';

const hour = 3_600_000;
const source: ImprovementSource = {
  request: {
    id: 'mttr',
    window: { from: 1000, to: 2000 },
    filter: { category: 'Network', priority: [1, 2] },
    variant: { minusPauses: true },
  },
  measured: { value: 9 * hour, n: 12 },
  whole: { value: 4 * hour, n: 80 },
  target: 6 * hour,
  incidentIds: ['a', 'b'],
};

describe('the figure that leads to an improvement', () => {
  it('says all that is needed to compute it again: definition, window, what it is about, and what it stood beside', () => {
    expect(improvementOf(source)).to.deep.equal({
      kpi: 'mttr',
      definition: 'mttr:logged:resolved:calendar-time:minus-pauses',
      unit: 'duration',
      value: 9 * hour,
      n: 12,
      from: 1000,
      to: 2000,
      category: 'Network',
      service: null,
      group: null,
      whole: { value: 4 * hour, n: 80 },
      target: 6 * hour,
      incidentIds: ['a', 'b'],
    });
  });

  it('is about everything where nothing narrows it, or several categories do, and about all time without a window', () => {
    const { whole: _whole, target: _target, ...plain } = source;
    const found = improvementOf({ ...plain, request: { id: 'mttr', filter: { category: ['A', 'B'] } } });
    expect(found).to.include({ from: null, to: null, category: null, whole: null, target: null });
    expect(
      improvementOf({ ...source, request: { id: 'mttr', filter: { category: '' } } })?.category,
    ).to.equal('');
  });

  it('is none where the figure says nothing: without a value, or of fewer than five incidents', () => {
    expect(improvementOf({ ...source, measured: { value: null, n: 0 } })).to.equal(undefined);
    expect(improvementOf({ ...source, measured: { value: hour, n: 4 } })).to.equal(undefined);
    expect(
      improvementOf({ ...source, measured: { value: 2, n: 2 }, request: { id: 'backlog' } })?.value,
    ).to.equal(2);
  });
});
