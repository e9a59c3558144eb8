import { expect } from '@open-wc/testing';
import { IncidentError, retryClass, toIncidentError } from '../../src/core/errors.js';

describe('an error of whatever kind', () => {
  for (const [engine, message] of [
    ['Chromium', 'Failed to fetch dynamically imported module: https://desk.example.test/parts/local.js'],
    ['Firefox', 'error loading dynamically imported module: https://desk.example.test/parts/local.js'],
    ['WebKit', 'Importing a module script failed.'],
  ] as const)
    it(`is worth another try where ${engine} could not fetch a part of the code`, () => {
      const error = toIncidentError(new TypeError(message));
      expect(error.message).to.equal('A part of this page could not be fetched.');
      expect(retryClass(error)).to.equal('retry');
    });

  it('is fetched code that is missing in the very engine that runs this', async () => {
    const address = '/test/core/no-such-part.js';
    const caught: unknown = await import(address).catch((error: unknown) => error);
    expect(toIncidentError(caught).kind).to.equal('network');
  });

  it('keeps its cause and its words when nothing is known of it', () => {
    const cause = new TypeError('undefined is not a function');
    expect(toIncidentError(cause)).to.include({ kind: 'unknown', message: cause.message, cause });
    const known = new IncidentError('conflict', 'Somebody else was first.');
    expect(toIncidentError(known)).to.equal(known);
  });
});
