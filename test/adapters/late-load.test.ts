import { expect } from '@open-wc/testing';
import { loadPreset, loadProfile } from '../../src/adapters/presets/index.js';
import { lateLoad } from '../../src/browser/load.js';
import { rejection } from './rest/scripted-fetch.js';

describe('code that somebody chooses', () => {
  it('is fetched at the first use, once for everybody', async () => {
    let loads = 0;
    const part = lateLoad(async () => `part ${(loads += 1)}`);
    expect(loads).to.equal(0);
    expect([...(await Promise.all([part(), part()])), await part()]).to.deep.equal([
      'part 1',
      'part 1',
      'part 1',
    ]);
  });

  it('is missing like the network when it cannot be fetched, leaves nothing open, and is tried again', async () => {
    let isOnline = false;
    const part = lateLoad(() =>
      isOnline ? Promise.resolve('here') : Promise.reject(new TypeError('Failed to fetch')),
    );
    const error = await rejection(part());
    expect([error.kind, error.ambiguous]).to.deep.equal(['network', false]);
    isOnline = true;
    expect(await part()).to.equal('here');
  });

  // The last one of this file: the rule holds for the rest of the page's life.
  it('says so where a preset cannot be fetched, or the checks of a profile', async () => {
    const rule = document.createElement('meta');
    rule.httpEquiv = 'Content-Security-Policy';
    rule.content = "script-src 'none'";
    document.head.append(rule);
    for (const missing of [() => loadPreset('rt'), () => loadProfile('rt'), () => loadProfile({})]) {
      const error = await rejection(missing());
      expect([error.kind, error.message, error.ambiguous]).to.deep.equal([
        'network',
        'A part of this page could not be fetched.',
        false,
      ]);
    }
  });
});
