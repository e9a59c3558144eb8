import { expect } from '@open-wc/testing';
import { whenNeeded } from '../../../src/adapters/rest/when-needed.js';
import { rejection } from './scripted-fetch.js';

describe('code that is loaded when it is needed', () => {
  it('is loaded at the first use, once for everybody', async () => {
    let loads = 0;
    const part = whenNeeded(
      async () => (loads += 1),
      (number) => `part ${number}`,
    );
    expect(loads).to.equal(0);
    expect([...(await Promise.all([part(), part()])), await part(), loads]).to.deep.equal([
      'part 1',
      'part 1',
      'part 1',
      1,
    ]);
  });

  it('is missing like the network when it cannot be loaded, leaves nothing open, and is tried again', async () => {
    let isOnline = false;
    const part = whenNeeded(
      () => (isOnline ? Promise.resolve('here') : Promise.reject(new TypeError('Failed to fetch'))),
      (loaded) => loaded,
    );
    const error = await rejection(part());
    expect([error.kind, error.ambiguous]).to.deep.equal(['network', false]);
    isOnline = true;
    expect(await part()).to.equal('here');
  });

  it('does not hide a mistake of its own behind the network, and does not keep it', async () => {
    let isBroken = true;
    const part = whenNeeded(
      async () => 1,
      (number) => {
        if (isBroken) throw new RangeError('A mistake.');
        return number;
      },
    );
    expect(await rejection(part())).to.be.instanceOf(RangeError);
    isBroken = false;
    expect(await part()).to.equal(1);
  });
});
