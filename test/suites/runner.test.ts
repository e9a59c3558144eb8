import { expect } from '@open-wc/testing';
import { itIn } from '../support/engine.js';

describe('the test run', () => {
  it('uses one odd time zone, so that no test leans on the zone of a machine', () => {
    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).to.equal('Asia/Dubai');
  });

  it('runs in a secure context, as a portal does', () => {
    expect(isSecureContext).to.equal(true);
    expect(crypto.randomUUID()).to.have.length(36);
  });

  it('tests the production build of Lit', async () => {
    const { LitElement } = await import('lit');
    expect('enableWarning' in LitElement).to.equal(false);
  });
});

describe('a page of the test run', () => {
  // The other engines run one page at a time, and WebKit's has no window manager to give it the focus.
  itIn(['chromium'], 'is visible and has the focus while other files run beside it', () => {
    expect(document.visibilityState).to.equal('visible');
    expect(document.hasFocus()).to.equal(true);
  });

  it('gets animation frames', async () => {
    for (let frame = 0; frame < 5; frame += 1) {
      await new Promise((next) => requestAnimationFrame(next));
    }
  });
});
