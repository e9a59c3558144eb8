import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';

import { LocaleController } from '../../src/ui/locale.js';
import { common } from '../../src/locales/en/common.js';

let timeZone: string | undefined;

class LocaleTest extends LitElement {
  readonly locale = new LocaleController(this, common, () => ({ language: 'en', timeZone }));
}
customElements.define('locale-test', LocaleTest);

const now = Date.parse('2026-03-12T08:00Z');
const ago = async (text: string, zone: string | undefined = 'Europe/Berlin'): Promise<string> => {
  timeZone = zone;
  const { locale } = await fixture<LocaleTest>(html`<locale-test></locale-test>`);
  return locale.ago(Date.parse(text), now);
};

describe('how long ago, in words', () => {
  it('"yesterday" is the date before today, not the evening before that', async () => {
    expect(await ago('2026-03-10T20:00Z')).to.equal('2 days ago');
    expect(await ago('2026-03-11T07:30Z')).to.equal('yesterday');
  });

  it('counts whole units, and weeks, months and years as lengths of time', async () => {
    expect(await ago('2026-03-12T07:00:30Z')).to.equal('59 minutes ago');
    expect(await ago('2026-02-23T08:00Z')).to.equal('2 weeks ago');
    expect(await ago('2026-02-10T08:00Z')).to.equal('1 month ago');
    expect(await ago('2024-09-25T08:00Z')).to.equal('1 year ago');
  });

  it('says "just now" of a clock that is a little ahead', async () => {
    expect(await ago('2026-03-12T08:12Z')).to.equal('just now');
  });

  it('survives a zone that does not exist and an instant that is none', async () => {
    expect(await ago('2026-03-12T06:00Z', 'Mars/Olympus')).to.equal('2 hours ago');
    expect(await ago('no date')).to.equal('–');
  });
});
