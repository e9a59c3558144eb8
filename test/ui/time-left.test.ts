import { expect, fixture, html, waitUntil } from '@open-wc/testing';

import type { Incident } from '../../src/core/incident.js';
import { fillPolicy } from '../../src/core/policy.js';
import { common } from '../../src/locales/en/common.js';
import { IncidentElement } from '../../src/ui/incident-element.js';
import { clockedSpeech, clockFigure, lineTime } from '../../src/ui/time-left.js';
import type { LineTime } from '../../src/ui/line-time.js';
import { incident, scriptedAdapter } from '../support/scripted-adapter.js';

const minute = 60_000;
const hour = 60 * minute;
const logged = Date.UTC(2026, 2, 27, 8);
/** A quarter of an hour to answer and four hours to resolve a P1, round the clock. */
const policy = fillPolicy({ targets: 'common-msp' });

/** An element with nothing but words. */
class Speaker extends IncidentElement<typeof common> {
  constructor() {
    super(common);
  }
  get words() {
    return this.locale;
  }
  protected override render() {
    return html``;
  }
}
customElements.define('incident-test-speaker', Speaker);

const base = incident({ id: 'a', priority: 1, status: { category: 'active' }, loggedAt: logged, pauses: [] });

async function speaker(): Promise<Speaker> {
  return fixture<Speaker>(html`<incident-test-speaker lang="en"></incident-test-speaker>`);
}

async function told(part: Partial<Incident>, now: number): Promise<string | undefined> {
  const { words } = await speaker();
  const time = lineTime({ ...base, ...part }, policy, now, words);
  return time && show(time);
}

const show = ({ text, note = '', tone, word }: LineTime): string =>
  `${text} ${note} | ${tone} | ${word}`.replaceAll(/[\u2066-\u2069]/gu, '');

describe('the time at the end of a line', () => {
  it('is what is left to answer, and when that is done what is left to resolve', async () => {
    expect(await told({}, logged + 3 * minute)).to.equal(
      '0:12 to answer | neutral | 12 minutes left to answer',
    );
    const answered = { firstResponseAt: logged + 5 * minute };
    expect(await told(answered, logged + hour)).to.equal(
      '3:00 to resolve | neutral | 3 hours left to resolve',
    );
    expect(await told(answered, logged + 3.5 * hour)).to.equal(
      '0:30 to resolve | amber | 30 minutes left to resolve',
    );
  });

  it('is what is late, from the first moment on', async () => {
    expect(await told({}, logged + 15 * minute + 1)).to.equal(
      '−0:01 answer late | red | the answer is 1 minute late',
    );
    expect(await told({}, logged + 22 * minute)).to.equal(
      '−0:07 answer late | red | the answer is 7 minutes late',
    );
  });

  it('is what is left while on hold', async () => {
    const held = {
      firstResponseAt: logged,
      status: { category: 'paused' },
      pauses: [{ from: logged + hour }],
    } as const;
    expect(await told(held, logged + 30 * hour)).to.equal(
      '3:00 paused | paused | paused, 3 hours left to resolve',
    );
  });

  it('is nothing where nothing is promised, all is done, or the record makes no sense', async () => {
    expect(await told({ priority: 5 }, logged + hour)).to.equal(undefined);
    const done = { status: { category: 'resolved' }, resolvedAt: logged + hour } as const;
    expect(await told(done, logged + 2 * hour)).to.equal(undefined);
    expect(await told({ loggedAt: NaN }, logged + hour)).to.equal(undefined);
  });

  it('says days from a day on, and leaves begun minutes out', async () => {
    const { words } = await speaker();
    const bare = (text: string): string => text.replaceAll(/[\u2066-\u2069]/gu, '');
    expect(bare(clockFigure(26 * hour, words))).to.equal('1d 2h');
    expect(clockFigure(41 * minute + 59_000, words)).to.contain('0:41');
    expect(bare(clockFigure(45_000, words, true))).to.equal('45s');
  });

  it('runs in Arabic from right to left as it is read: sign, days, hours', async () => {
    const element = await fixture<Speaker>(html`<incident-test-speaker lang="ar"></incident-test-speaker>`);
    await waitUntil(() => element.words.language === 'ar', 'Arabic', { timeout: 5000 });
    await waitUntil(() => element.words.terms.timeLeft.late.resolution !== common.timeLeft.late.resolution);
    const time = lineTime(base, policy, logged + 4 * hour + 51 * hour, element.words);
    const [figure] = time!.text.split('\n');
    const days = new Intl.NumberFormat('ar', { style: 'unit', unit: 'day', unitDisplay: 'narrow' }).format(2);
    expect(figure).to.contain(days);
    const place = await fixture<HTMLElement>(html`<p dir="rtl" lang="ar">قبل ${figure} بعد</p>`);
    const texts = [...place.childNodes].filter((node) => node.textContent!.includes(figure!));
    const [text] = texts;
    const all = text!.textContent!;
    /** Where a sign is seen, from the left. */
    const seenAt = (index: number): number => {
      const range = document.createRange();
      range.setStart(text!, index);
      range.setEnd(text!, index + 1);
      return range.getBoundingClientRect().left;
    };
    const start = all.indexOf(figure!);
    const sign = all.indexOf('−', start);
    const day = all.indexOf(days, start);
    const hours = day + days.length + figure!.slice(figure!.indexOf(days) + days.length).search(/\d|[٠-٩]/u);
    expect(seenAt(sign), 'the sign comes first').to.be.above(seenAt(day));
    expect(seenAt(day), 'then the days').to.be.above(seenAt(hours));
  });

  it('is what every line of a service desk says that is told with the rules of a policy', async () => {
    const { words } = await speaker();
    const speech = clockedSpeech(words, policy, undefined, () => logged + 3 * minute);
    expect(speech.clock?.(base)?.word).to.equal('12 minutes left to answer');
    expect(clockedSpeech(words, undefined, undefined, () => logged).clock).to.equal(undefined);
  });

  it('claims no answer that is due or late where the backend never tells of one, once work has begun', async () => {
    const { words } = await speaker();
    const { traits } = scriptedAdapter({ traits: { firstAnswer: false } });
    const said = (part: Partial<Incident>, minutes: number): string | undefined =>
      clockedSpeech(words, policy, traits, () => logged + minutes * minute).clock?.({ ...base, ...part })
        ?.word;
    expect(said({}, 3)).to.equal('3 hours 57 minutes left to resolve');
    expect(said({}, 60)).to.equal('3 hours left to resolve');
    expect(said({ status: { category: 'new' } }, 3), 'nobody has begun').to.equal(
      '12 minutes left to answer',
    );
    const told = scriptedAdapter({ traits: { firstAnswer: true } }).traits;
    const speech = clockedSpeech(words, policy, told, () => logged + 3 * minute);
    expect(speech.clock?.(base)?.word).to.equal('12 minutes left to answer');
  });
});
