import { expect } from '@open-wc/testing';
import { isCounted } from '../../src/core/changes.js';

describe('changes that are counted', () => {
  it('are another category and another group than the one there was, not the first', () => {
    for (const field of ['category', 'group'] as const)
      expect(
        [
          { from: 'Mail', to: 'Network' },
          { from: 'Mail', to: '' },
          { from: '', to: 'Mail' },
          { to: 'Mail' },
        ].map((change) => isCounted(field, change)),
      ).to.deep.equal([true, true, false, false]);
  });

  it('are the ways back from an end into work, and no other change of status', () => {
    const ways = [
      ['resolved', 'active'],
      ['closed', 'new'],
      ['resolved', 'paused'],
      ['resolved', 'closed'],
      ['active', 'resolved'],
      ['cancelled', 'active'],
    ] as const;
    expect(ways.map(([from, to]) => isCounted('status', { from, to }))).to.deep.equal([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
