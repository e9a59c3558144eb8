import { expect } from '@open-wc/testing';
import fc from 'fast-check';

import { equal } from '../../src/core/equal.js';

describe('two values', () => {
  it('say the same where their parts do, in whatever order', () => {
    expect(equal({ id: 'a', tags: [1, { b: 2 }] }, { tags: [1, { b: 2 }], id: 'a' })).to.equal(true);
    expect(equal({ id: 'a' }, { id: 'b' })).to.equal(false);
    expect(equal([1, 2], [2, 1])).to.equal(false);
    expect(equal([1], [1, 2])).to.equal(false);
    expect(equal([], {})).to.equal(false);
    expect(equal('1', 1)).to.equal(false);
    expect(equal(NaN, NaN)).to.equal(true);
  });

  it('do not differ by a part that is not there', () => {
    expect(equal({ id: 'a', note: undefined }, { id: 'a' })).to.equal(true);
    expect(equal({ id: 'a' }, { id: 'a', note: null })).to.equal(true);
    expect(equal({ id: 'a' }, { id: 'a', note: '' })).to.equal(false);
    expect(equal({ id: 'a', note: 0 }, { id: 'a' })).to.equal(false);
  });

  it('are told apart by a change anywhere in them', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, path) => {
        const copy: unknown = JSON.parse(JSON.stringify(value));
        expect(equal(value, copy)).to.equal(true);
        expect(equal({ [path]: value, at: 1 }, { [path]: copy, at: 2 })).to.equal(path === 'at');
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
