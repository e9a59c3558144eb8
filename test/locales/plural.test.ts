import { expect } from '@open-wc/testing';

import { plural } from '../../src/locales/plural.js';

describe('wordings for numbers', () => {
  it('ask the browser for its tables with the first number, and once', () => {
    const { NumberFormat } = Intl;
    const held = Object.getOwnPropertyDescriptor(Intl, 'NumberFormat') ?? {};
    let made = 0;
    class Counted extends NumberFormat {
      constructor(language: string) {
        super(language);
        made++;
      }
    }
    Object.defineProperty(Intl, 'NumberFormat', { ...held, value: Counted });
    try {
      const count = plural('de');
      expect(made).to.equal(0);
      expect(count(1, { one: '# Eintrag', other: '# Einträge' })).to.equal('1 Eintrag');
      expect(count(12_345, { one: '# Eintrag', other: '# Einträge' })).to.equal('12.345 Einträge');
      expect(made).to.equal(1);
    } finally {
      Object.defineProperty(Intl, 'NumberFormat', held);
    }
  });

  it('follow the rules of the language', () => {
    const count = plural('ar');
    const forms = { zero: 'none', one: 'one', two: 'two', few: 'few', many: 'many', other: 'other' };
    expect([0, 1, 2, 3, 11].map((number) => count(number, forms))).to.deep.equal([
      'none',
      'one',
      'two',
      'few',
      'many',
    ]);
  });
});
