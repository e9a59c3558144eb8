import { expect } from '@open-wc/testing';

import { editableFields, fields } from '../../src/core/fields.js';
import ar from '../../src/locales/ar.js';
import de from '../../src/locales/de.js';
import { fields as common } from '../../src/locales/en/fields.js';
import { record } from '../../src/locales/en/incident-record.js';
import { timeline } from '../../src/locales/en/incident-timeline.js';

/** Nobody reads these, and a resolution is told by its parts. */
const unread: ReadonlySet<string> = new Set(['id', 'version', 'url', 'pausedMs', 'resolution']);

describe('a field of the incident', () => {
  for (const [language, terms] of Object.entries({ en: { ...common, ...record, ...timeline }, de, ar })) {
    it(`has its word in ${language} wherever it is shown`, () => {
      const words = { ...terms.incidentField, ...terms.recordField };
      const told = fields.map(({ name }) => name).filter((name) => !unread.has(name));
      expect(told.filter((name) => !words[name])).to.deep.equal([]);
    });

    it(`can be named in a sentence of the timeline in ${language} where somebody may change it`, () => {
      expect(editableFields.filter((name) => !terms.entryField[name])).to.deep.equal([]);
    });
  }
});
