import { expect } from '@open-wc/testing';

import { queueActions } from '../../src/core/triage.js';
import ar from '../../src/locales/ar.js';
import de from '../../src/locales/de.js';
import { lifecycle } from '../../src/locales/en/incident-lifecycle.js';
import { list } from '../../src/locales/en/incident-list.js';

const twice = (words: readonly (string | undefined)[]): readonly (string | undefined)[] =>
  words.filter((word, at) => words.indexOf(word) !== at);

describe('the steps of an incident', () => {
  for (const [language, terms] of Object.entries({ en: { ...lifecycle, ...list }, de, ar }))
    it(`have a word each in ${language}, so that no two buttons look the same`, () => {
      const action: Partial<Record<string, string>> = terms.action;
      const buttons: Partial<Record<string, string>> = { ...action, ...terms.queueAction };
      const keys: Partial<Record<string, string>> = { ...action, ...terms.keys.action };
      expect(twice(queueActions.map((one) => buttons[one]))).to.deep.equal([]);
      expect(twice(Object.values(keys))).to.deep.equal([]);
    });
});
