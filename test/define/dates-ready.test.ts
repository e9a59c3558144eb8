import { expect } from '@open-wc/testing';

describe('a page that shows dates', () => {
  it('gets the browser’s tables out when it has nothing better to do, and not before', async () => {
    const held = globalThis.requestIdleCallback as typeof requestIdleCallback | undefined;
    const { DateTimeFormat } = Intl;
    let made = 0;
    const idle: (() => void)[] = [];
    Object.assign(globalThis, {
      requestIdleCallback: (work: () => void) => idle.push(work),
    });
    Object.assign(Intl, {
      DateTimeFormat: class extends DateTimeFormat {
        constructor() {
          super();
          made++;
        }
      },
    });
    try {
      await import('../../src/define/dates-ready.js');
      expect(made).to.equal(0);
      for (const work of idle) work();
      expect(made).to.equal(1);
    } finally {
      // Not every engine has one to give back.
      if (held) Object.assign(globalThis, { requestIdleCallback: held });
      else Reflect.deleteProperty(globalThis, 'requestIdleCallback');
      Object.assign(Intl, { DateTimeFormat });
    }
  });
});
