import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import '../../src/define/incident-timeline.js';
import '../../src/define/incident-desk.js';
import type { Adapter } from '../../src/adapters/adapter.js';
import type { Entry } from '../../src/core/entry.js';
import { IncidentError } from '../../src/core/errors.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import type { IncidentTimeline } from '../../src/elements/incident-timeline/incident-timeline.js';
import { expectAccessible } from '../support/accessible.js';
import { focused, openDesk, settled, typeHalf } from '../support/desk-fixture.js';
import { entriesOf } from '../support/entries.js';
import { incident, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedOptions } from '../support/scripted-adapter.js';

const at = Date.UTC(2026, 2, 27, 9, 10);
const minute = 60_000;
const elif = { id: 'elif', name: 'Elif Demir' };
const bruno = { id: 'bruno', name: 'Bruno Kraft' };

const entry = entriesOf('i1', at, elif);

const history: readonly Entry[] = [
  entry('c', 0, { text: 'The gateway is back.', author: bruno }),
  entry('s', 5, { kind: 'status', changes: [{ field: 'status', from: 'active', to: 'resolved' }] }),
  entry('n', 10, {
    kind: 'work-note',
    visibility: 'internal',
    text: 'Queue on relay-2 was full.',
    author: bruno,
  }),
  entry('i', 20, { kind: 'change', changes: [{ field: 'impact', to: 'High' }] }),
  entry('u', 20.4, { kind: 'change', changes: [{ field: 'urgency', from: 'Low', to: 'High' }] }),
  entry('o', 30, {
    text: 'Nothing arrives from outside.',
    author: { id: 'l', name: 'ليلى حداد' },
    occurredAt: at - 90 * minute,
  }),
  entry('g', 60 * 24, { kind: 'created' }),
];

const mail = incident({
  id: 'i1',
  number: 'INC0010023',
  title: 'Mail does not arrive',
  priority: 2,
  status: { category: 'active' },
});

interface Setup extends ScriptedOptions {
  readonly lang?: string;
  readonly order?: IncidentTimeline['order'];
  readonly change?: (adapter: ReturnType<typeof scriptedAdapter>) => Partial<Adapter> | void;
}

async function timeline(setup: Setup = {}) {
  const scripted = scriptedAdapter({
    incidents: [mail],
    entries: history,
    now: () => at + 5 * minute,
    ...setup,
  });
  const adapter = Object.assign(scripted, setup.change?.(scripted));
  const desk = await fixture<IncidentDesk>(
    html`<incident-desk
      .adapterObject=${adapter}
      user="elif"
      user-name="Elif Demir"
      lang=${setup.lang ?? 'en'}
      time-zone="Europe/Berlin"
      now="2026-03-27T09:30:00Z"
      ><incident-timeline incident-id="i1" order=${setup.order ?? 'newest-first'}></incident-timeline
    ></incident-desk>`,
  );
  const element = desk.querySelector('incident-timeline')!;
  const root = element.shadowRoot!;
  await settled(element);
  const rows = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('article.entry')];
  const row = (id: string): HTMLElement => rows().find((one) => one.dataset['id'] === id)!;
  const text = (): string => root.textContent ?? '';
  const words = (): HTMLTextAreaElement => root.querySelector('textarea')!;
  const type = (value: string): void => {
    words().value = value;
    words().dispatchEvent(new Event('input', { bubbles: true }));
  };
  const send = (): void => root.querySelector<HTMLButtonElement>('form button[type="submit"]')!.click();
  return { adapter, desk, element, root, rows, row, text, words, type, send };
}

const clean = (element: Element | null | undefined): string =>
  (element?.textContent ?? '').replace(/\s+/gu, ' ').trim();

describe('incident-timeline', () => {
  it('says how many entries the ticket system gives that cannot be read', async () => {
    const { element } = await timeline({
      change: ({ entries: read }) => ({
        entries: async (...asked) => ({ ...(await read(...asked)), unread: 2 }),
      }),
    });
    await waitUntil(() => element.shadowRoot!.textContent.includes('2 entries cannot be read'));
  });

  it('shows people’s words in full and what machines did as one sentence', async () => {
    const { row } = await timeline();
    expect(clean(row('c').querySelector('.words'))).to.equal('The gateway is back.');
    expect(clean(row('c').querySelector('.author'))).to.equal('Bruno Kraft');
    expect(clean(row('s').querySelector('.line'))).to.equal(
      'Elif Demir changed status from In progress to Resolved',
    );
    expect(clean(row('i').querySelector('.line'))).to.equal('Elif Demir set impact to High');
    expect(clean(row('g').querySelector('.line'))).to.equal('Elif Demir logged the incident');
  });

  it('joins changes by the same person within a minute', async () => {
    const { row } = await timeline();
    expect(clean(row('u').querySelector('.line'))).to.equal('Elif Demir changed urgency from Low to High');
    expect(getComputedStyle(row('u').querySelector('time')!).visibility).to.equal('hidden');
  });

  it('calls a status in a change what the header calls it', async () => {
    const { row, root } = await timeline({
      incidents: [{ ...mail, status: { category: 'active', code: 'wip', label: 'Active' } }],
    });
    await waitUntil(() => root.querySelector('header')?.textContent?.includes('Active'));
    await waitUntil(
      () => clean(row('s').querySelector('.line')) === 'Elif Demir changed status from Active to Resolved',
      'one name',
    );
  });

  it('marks internal notes with a lock and the word', async () => {
    const { row } = await timeline();
    expect(clean(row('n').querySelector('.tag'))).to.equal('Internal');
    expect(row('n').querySelector('.tag svg')).to.not.equal(null);
    expect(getComputedStyle(row('n').querySelector('.words')!).backgroundColor).to.not.equal(
      getComputedStyle(row('c').querySelector('.words')!).backgroundColor,
    );
  });

  it('tells when something happened, if it was written down later', async () => {
    const { row } = await timeline();
    expect(clean(row('o').querySelector('.meta')).replaceAll('\u202f', ' ')).to.equal(
      'happened 8:40 AM, written 9:40 AM',
    );
    expect(row('c').querySelector('.meta')).to.equal(null);
  });

  for (const lang of ['en', 'ar'])
    it(`keeps a time and its half of the day in one line, however narrow it is, in ${lang}`, async () => {
      const { element, row } = await timeline({ lang });
      await waitUntil(() => row('o').querySelector('.late') !== null, 'it was written down later');
      for (let width = 200; width <= 420; width += 4) {
        element.style.inlineSize = `${String(width)}px`;
        for (const place of ['.at', '.late']) {
          const text = [...row('o').querySelector(place)!.childNodes].at(-1) as Text;
          for (const { index, 0: clock } of text.data.matchAll(/\p{Nd}+:\p{Nd}+\s\p{L}+/gu)) {
            const range = document.createRange();
            range.setStart(text, index);
            range.setEnd(text, index + clock.length);
            const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
            expect(lines.size, `${clock} of ${place} at ${String(width)} px`).to.equal(1);
          }
          expect(text.data, place).to.match(/\p{Nd}:\p{Nd}+\s\p{L}/u);
        }
      }
    });

  it('puts a separator before each day of its own zone', async () => {
    const { root } = await timeline();
    expect([...root.querySelectorAll('.separator')].map(clean)).to.deep.equal([
      'Friday, March 27, 2026',
      'Thursday, March 26, 2026',
    ]);
  });

  it('heads with the line of the incident, and leaves it out on request', async () => {
    const { element, root } = await timeline();
    await waitUntil(() => root.querySelector('header'));
    const parts = [...root.querySelector('.incident-line')!.children].map((part) => clean(part));
    expect(parts.pop()).to.match(/the answer is .+ late$/u);
    expect(parts).to.deep.equal([
      'P2 High',
      'Mail does not arrive',
      'INC0010023 · \u2068In progress\u2069',
      'nobody',
    ]);
    element.audience = 'caller';
    await element.updateComplete;
    expect(root.querySelector('.line-person'), 'callers need not know').to.equal(null);
    element.heading = 'What happened';
    await element.updateComplete;
    expect(clean(root.querySelector('h2'))).to.equal('What happened');
    element.heading = 'none';
    await element.updateComplete;
    expect(root.querySelector('header')).to.equal(null);
  });

  it('reads like a conversation with the oldest first', async () => {
    const { rows, root } = await timeline({ order: 'oldest-first' });
    expect(rows().map((one) => one.dataset['id'])).to.deep.equal(['g', 'o', 'u', 'i', 'n', 's', 'c']);
    const feed = root.querySelector('.stage')!;
    const form = root.querySelector('form')!;
    expect(feed.compareDocumentPosition(form) & Node.DOCUMENT_POSITION_FOLLOWING).to.not.equal(0);
  });

  it('filters, and says so when nothing is left', async () => {
    const { element, rows, root, row } = await timeline({ entries: history.filter(({ id }) => id !== 'n') });
    const choose = async (filter: string): Promise<void> => {
      const select = root.querySelector('select')!;
      select.value = filter;
      select.dispatchEvent(new Event('change', { bubbles: true }));
      await element.updateComplete;
    };
    await choose('words');
    expect(rows().map((one) => one.dataset['id'])).to.deep.equal(['c', 'o']);
    await choose('changes');
    expect(rows().map((one) => one.dataset['id'])).to.deep.equal(['s', 'i', 'u', 'g']);
    await choose('internal');
    expect(root.querySelector<HTMLElement>('.none')!.hidden).to.equal(false);
    root.querySelector<HTMLButtonElement>('.none button')!.click();
    await element.updateComplete;
    expect(row('c')).to.not.equal(undefined);
    expect(root.querySelector<HTMLElement>('.none')!.hidden).to.equal(true);
  });

  it('leaves internal notes and the way to write one out for a caller', async () => {
    const { element, rows, root } = await timeline();
    element.audience = 'caller';
    await element.updateComplete;
    expect(rows().map((one) => one.dataset['id'])).to.not.include('n');
    expect(root.querySelectorAll('.composer input[type="radio"]').length).to.equal(0);
    expect(
      [...root.querySelectorAll('select option')].map((option) => option.getAttribute('value')),
    ).to.deep.equal(['all', 'words', 'changes']);
  });

  it('asks lazily for words the backend keeps elsewhere', async () => {
    const asked: string[] = [];
    const { row } = await timeline({
      entries: [entry('d', 1, { deferred: true })],
      change: () => ({
        entryTexts: async (_id, ids) => {
          asked.push(...ids);
          return new Map(ids.map((id) => [id, `Words of ${id}`]));
        },
      }),
    });
    expect(clean(row('d').querySelector('.words'))).to.equal('Words are being fetched …');
    await waitUntil(() => clean(row('d').querySelector('.words')) === 'Words of d', 'words', {
      timeout: 5000,
    });
    expect(asked).to.deep.equal(['d']);
  });

  it('shows an added comment at once as waiting, and as one entry when it has arrived', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const { adapter, element, rows, type, send, words } = await timeline();
    adapter.script('addEntry', { until: held });
    let told: string | undefined;
    element.addEventListener('incident-entry-added', (event) => (told = event.detail.incidentId));
    type('Please try again.');
    send();
    await waitUntil(() => rows()[0]?.classList.contains('pending'), 'pending', { timeout: 5000 });
    expect(clean(rows()[0]))
      .to.contain('Please try again.')
      .and.to.match(/Sending …|Waiting to be sent/u);
    expect(clean(rows()[0]!.querySelector('.author'))).to.equal('Elif Demir');
    await waitUntil(() => words().value === '' && told === 'i1', 'emptied and told', { timeout: 5000 });
    release();
    await waitUntil(() => !rows()[0]?.classList.contains('pending'), 'arrived', { timeout: 5000 });
    expect(rows().filter((one) => one.textContent?.includes('Please try again.'))).to.have.length(1);
    expect(adapter.count('addEntry')).to.equal(1);
  });

  it('keeps a refused comment with its words and sends it again on request', async () => {
    const { adapter, rows, type, send } = await timeline();
    adapter.script('addEntry', { fail: new IncidentError('refused', 'Mailbox full') });
    type('Is anybody there?');
    send();
    await waitUntil(() => rows()[0]?.classList.contains('troubled'), 'failed', { timeout: 5000 });
    expect(clean(rows()[0])).to.contain('Is anybody there?').and.to.contain('Not accepted');
    rows()[0]!.querySelector<HTMLButtonElement>('.delivery button')!.click();
    await waitUntil(() => !rows()[0]?.classList.contains('pending'), 'arrived', { timeout: 5000 });
    expect(clean(rows()[0])).to.contain('Is anybody there?');
  });

  it('sends a work note as internal, with Ctrl and Enter', async () => {
    const { adapter, element, root, rows, type, words } = await timeline();
    const note = root.querySelector<HTMLInputElement>('input[value="work-note"]')!;
    note.click();
    await element.updateComplete;
    expect(clean(root.querySelector('#audience'))).to.equal('Internal: only those who work on it read this.');
    type('Vendor called.');
    words().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }));
    await waitUntil(() => adapter.count('addEntry') === 1, 'sent', { timeout: 5000 });
    expect(adapter.calls.find(({ call }) => call === 'addEntry')?.with).to.include({
      kind: 'work-note',
      text: 'Vendor called.',
    });
    await waitUntil(() => rows()[0]?.textContent?.includes('Vendor called.'));
  });

  it('tells what a note of the diagnosis is for, and how a test came out, to the desk alone', async () => {
    const { adapter, element, root, rows, type, send } = await timeline();
    const select = (label: string) => root.querySelector<HTMLSelectElement>(`select[aria-label="${label}"]`);
    const choose = async (label: string, value: string): Promise<void> => {
      const field = select(label)!;
      field.value = value;
      field.dispatchEvent(new Event('change', { bubbles: true }));
      await element.updateComplete;
    };
    expect(select('Kind of note'), 'the caller reads comments').to.equal(null);
    root.querySelector<HTMLInputElement>('input[value="work-note"]')!.click();
    await element.updateComplete;
    expect(select('How the test came out'), 'no test yet').to.equal(null);
    await choose('Kind of note', 'test');
    await choose('How the test came out', 'refuted');
    await expectAccessible(element);
    type('With another cable it is the same.');
    send();
    await waitUntil(() => adapter.count('addEntry') === 1, 'sent', { timeout: 5000 });
    expect(adapter.calls.find(({ call }) => call === 'addEntry')?.with).to.include({
      kind: 'work-note',
      text: 'With another cable it is the same.\n[note test · refuted]',
    });
    await waitUntil(() => clean(rows()[0]).includes('another cable'));
    expect(clean(rows()[0])).to.contain('Test: ruled out').and.not.to.contain('[note');
    expect(select('Kind of note')?.value, 'the next note is an ordinary one').to.equal('note');
  });

  it('has the kind of a note again with its unsent words', async () => {
    const first = await timeline();
    first.root.querySelector<HTMLInputElement>('input[value="work-note"]')!.click();
    await first.element.updateComplete;
    const field = first.root.querySelector<HTMLSelectElement>('select[aria-label="Kind of note"]')!;
    field.value = 'consultation';
    field.dispatchEvent(new Event('change', { bubbles: true }));
    first.type('Asked the network team.');
    first.element.incidentId = 'another';
    await settled(first.element);
    first.element.incidentId = 'i1';
    const again = () => first.root.querySelector<HTMLSelectElement>('select[aria-label="Kind of note"]');
    await waitUntil(() => again()?.value === 'consultation', 'the draft', { timeout: 5000 });
    expect(first.words().value).to.equal('Asked the network team.');
  });

  it('does not send with Ctrl and Enter while an input method puts a sign together', async () => {
    const { adapter, element, type, words } = await timeline();
    type('変');
    words().dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, isComposing: true, bubbles: true }),
    );
    await element.updateComplete;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(adapter.count('addEntry')).to.equal(0);
  });

  it('takes out of pasted text what cannot be sent, says so, and sends all else as it was', async () => {
    const { adapter, element, root, type, words, send } = await timeline();
    const kept = 'log\t👩‍👩‍👧 \u0001 e\u0301 \u200f';
    type(`${kept}\ud83d\0`);
    await element.updateComplete;
    expect(words().value).to.equal(kept);
    expect(clean(root.querySelector('.composer .removed'))).to.equal(
      '2 signs that cannot be sent were taken out.',
    );
    send();
    await waitUntil(() => adapter.count('addEntry') === 1, 'sent', { timeout: 5000 });
    expect(adapter.calls.find(({ call }) => call === 'addEntry')?.with).to.include({ text: kept });
  });

  it('has the time in one line, also where there is no room for it beside the words', async () => {
    const { element, rows } = await timeline();
    for (const width of [900, 400, 280]) {
      element.style.display = 'block';
      element.style.inlineSize = `${String(width)}px`;
      await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
      const time = rows()
        .find((row) => row.matches('.entry'))!
        .querySelector<HTMLElement>('.at')!;
      const { lineHeight } = getComputedStyle(time);
      expect(time.getBoundingClientRect().height, String(width)).to.be.lessThan(1.5 * parseFloat(lineHeight));
    }
  });

  it('adds an entry that happened at another time, which is marked', async () => {
    const { adapter, element, root, rows, type, send } = await timeline();
    const when = root.querySelector<HTMLInputElement>('#when')!;
    expect(when.closest('details')!.open).to.equal(false);
    type('The vendor called back.');
    when.value = '2099-01-01T08:00';
    when.dispatchEvent(new Event('input'));
    send();
    await waitUntil(() => root.querySelector('#when-problem'), 'said', { timeout: 5000 });
    expect(clean(root.querySelector('#when-problem'))).to.equal('This lies in the future.');
    expect(adapter.count('addEntry')).to.equal(0);
    when.value = '2026-03-27T08:30';
    when.dispatchEvent(new Event('input'));
    await element.updateComplete;
    send();
    await waitUntil(() => adapter.count('addEntry') === 1, 'sent', { timeout: 5000 });
    expect(adapter.calls.find(({ call }) => call === 'addEntry')?.with).to.include({
      occurredAt: Date.UTC(2026, 2, 27, 7, 30),
    });
    await waitUntil(() => rows()[0]?.querySelector('.late'), 'marked', { timeout: 5000 });
    expect(root.querySelector<HTMLInputElement>('#when')!.value).to.equal('');
  });

  it('adds nothing while only half of the time is typed at which it happened, and says so', async () => {
    const { adapter, element, root, type, words, send } = await timeline();
    const when = root.querySelector<HTMLInputElement>('#when')!;
    const details = when.closest('details')!;
    details.open = true;
    type('The vendor called back.');
    const typeRest = typeHalf(when);
    // A value that is written into the field would take what is half typed away.
    let written = 0;
    const { get, set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!;
    Object.defineProperty(when, 'value', {
      configurable: true,
      get: () => get!.call(when) as string,
      set: (value: string) => {
        written++;
        set!.call(when, value);
      },
    });
    send();
    await waitUntil(() => root.querySelector('#when-problem'), 'said', { timeout: 5000 });
    expect(clean(root.querySelector('#when-problem'))).to.equal('This is not a date and time.');
    expect([when.ariaInvalid, focused()?.id, details.open]).to.deep.equal(['true', 'when', true]);
    expect(adapter.count('addEntry')).to.equal(0);
    expect([words().value, written]).to.deep.equal(['The vendor called back.', 0]);
    typeRest('2026-03-27T08:30');
    await element.updateComplete;
    expect([when.ariaInvalid, details.open]).to.deep.equal(['false', true]);
    written = 0;
    send();
    await waitUntil(() => adapter.count('addEntry') === 1 && when.value === '', 'sent', { timeout: 5000 });
    expect(written).to.be.greaterThan(0);
  });

  it('keeps the time open at which it happened while somebody types it anew', async () => {
    const { element, root } = await timeline();
    const when = root.querySelector<HTMLInputElement>('#when')!;
    when.value = '2026-03-27T08:30';
    when.dispatchEvent(new Event('input'));
    await element.updateComplete;
    typeHalf(when);
    await element.updateComplete;
    expect(when.closest('details')!.open).to.equal(true);
  });

  it('marks what was written down more than five minutes later, and no less', async () => {
    const { row } = await timeline({
      entries: [
        entry('five', 0, { text: 'a', occurredAt: at - 5 * minute }),
        entry('six', 10, { text: 'b', occurredAt: at - 16 * minute }),
      ],
    });
    expect(row('five').querySelector('.late')).to.equal(null);
    expect(row('six').querySelector('.late svg')).to.not.equal(null);
  });

  it('tells a caller who reads it, in the caller’s words', async () => {
    const { element, root } = await timeline();
    expect(clean(root.querySelector('#audience'))).to.equal('The caller can read this.');
    element.audience = 'caller';
    await element.updateComplete;
    expect(clean(root.querySelector('#audience'))).to.equal('The service desk reads this.');
    expect(clean(root.querySelector('.composer [type="submit"]'))).to.equal('Send');
  });

  it('never brings a note for the desk back where the caller’s words are written', async () => {
    const { desk, element, root, type } = await timeline();
    root.querySelector<HTMLInputElement>('input[value="work-note"]')!.click();
    type('The caller is under suspicion');
    await element.updateComplete;
    element.audience = 'caller';
    await element.updateComplete;
    const words = (one: IncidentTimeline): string | undefined =>
      one.shadowRoot?.querySelector<HTMLTextAreaElement>('#words')?.value;
    expect(words(element)).to.equal('');
    const other = Object.assign(document.createElement('incident-timeline'), {
      incidentId: 'i1',
      audience: 'caller' as const,
    });
    desk.append(other);
    await waitUntil(() => words(other) !== undefined, 'the caller’s own', { timeout: 5000 });
    await desk.store!.drafts.load('timeline-public:i1');
    expect(words(other)).to.equal('');
    element.audience = 'staff';
    await waitUntil(() => words(element) === 'The caller is under suspicion', 'it is the desk’s', {
      timeout: 5000,
    });
    expect(root.querySelector<HTMLInputElement>('input[value="work-note"]')!.checked).to.equal(true);
  });

  it('keeps its composer in reach and lets it grow with the words', async () => {
    const { root, type, words, element } = await timeline({ order: 'oldest-first' });
    expect(getComputedStyle(root.querySelector('.composer')!).position).to.equal('sticky');
    const before = words().offsetHeight;
    type('line\n'.repeat(9));
    await element.updateComplete;
    expect(words().offsetHeight).to.be.above(before);
    type('line\n'.repeat(99));
    await element.updateComplete;
    expect(words().offsetHeight).to.be.below(innerHeight / 2);
  });

  it('shows one bad line for one bad record and all others as they are', async () => {
    const { element, rows, row } = await timeline({
      entries: [
        entry('good', 0, { text: 'Fine' }),
        entry('bad', 5, { text: 'No time', recordedAt: Number.NaN, occurredAt: Number.NaN }),
        { ...entry('x', 6, { text: 'No id' }), id: undefined as unknown as string },
        entry('old', 60 * 24, { text: 'Fine, too' }),
      ],
    });
    expect(element.matches(':state(ready)')).to.equal(true);
    expect(rows().length).to.equal(4);
    expect(clean(row('good').querySelector('.words'))).to.equal('Fine');
    expect(clean(row('old').querySelector('.words'))).to.equal('Fine, too');
    expect(clean(row('bad').querySelector('time'))).to.equal('–');
    expect(clean(rows()[2])).to.contain('No id');
  });

  it('asks for words before it sends nothing', async () => {
    const { adapter, element, root, send } = await timeline();
    send();
    await element.updateComplete;
    expect(clean(root.querySelector('[role="alert"]'))).to.equal('Fill this in.');
    expect(root.querySelector('textarea')!.getAttribute('aria-invalid')).to.equal('true');
    expect(adapter.count('addEntry')).to.equal(0);
  });

  it('brings unsent words back after the page has gone', async () => {
    const first = await timeline({ name: `draft-${String(Date.now())}` });
    const { id } = first.adapter;
    first.type('Half a sent');
    first.words().dispatchEvent(new Event('focusout', { bubbles: true, composed: true }));
    await waitUntil(async () => (await first.desk.store!.drafts.load('timeline:i1')) !== undefined, 'kept', {
      timeout: 5000,
    });
    first.desk.remove();
    const second = await timeline({ name: id.slice('scripted:'.length) });
    await waitUntil(() => second.words().value === 'Half a sent', 'restored', { timeout: 5000 });
  });

  it('takes unsent words off the screen when everything is removed from this device', async () => {
    const { desk, type, words } = await timeline();
    type('Call Frieda');
    await desk.store!.wipe({ force: true });
    await waitUntil(() => (words()?.value ?? '') === '', 'the field is empty');
  });

  it('keeps the words of two incidents apart', async () => {
    const { element, type, words } = await timeline({ incidents: [mail, incident({ id: 'i2' })] });
    type('For the first one');
    element.incidentId = 'i2';
    await element.updateComplete;
    expect(words()?.value ?? '').to.equal('');
    await waitUntil(() => !element.matches(':state(loading)'));
    element.incidentId = 'i1';
    await waitUntil(() => words()?.value === 'For the first one', 'back', { timeout: 5000 });
  });

  it('leaves the keyboard where it is when another incident comes under it', async () => {
    const { adapter, element, root, words, type } = await timeline({
      incidents: [mail, incident({ id: 'i2' })],
    });
    let answer = (): void => undefined;
    adapter.always('entries', { until: new Promise<void>((done) => (answer = done)) });
    words().focus();
    type('For the first one');
    await element.updateComplete;
    element.incidentId = 'i2';
    await element.updateComplete;
    expect(element.matches(':state(loading)')).to.equal(true);
    expect(root.activeElement).to.equal(words());
    expect(words().value, 'the words stay with the first one').to.equal('');
    answer();
    await waitUntil(() => !element.matches(':state(loading)'), 'read', { timeout: 5000 });
    expect(root.activeElement).to.equal(words());
  });

  it('offers only what the backend takes', async () => {
    const { root } = await timeline({ traits: { entryKinds: ['comment'] } });
    expect(root.querySelector('input[value="work-note"]')).to.equal(null);
    expect(clean(root.querySelector('#audience'))).to.equal('The caller can read this.');
    const none = await timeline({ traits: { entryKinds: [] } });
    expect(none.root.querySelector('form')).to.equal(null);
  });

  it('says quietly that it is offline and what happens to what is sent', async () => {
    const { adapter, element, text } = await timeline();
    adapter.always('entries', { fail: noNetwork() });
    adapter.always('get', { fail: noNetwork() });
    await element.refresh();
    await waitUntil(() => text().includes('Offline. What you send is kept on this device'), 'note', {
      timeout: 5000,
    });
    expect(element.matches(':state(ready)')).to.equal(true);
  });

  it('takes words without a network for an incident that is known, before anything of its past is', async () => {
    let answer = (): void => undefined;
    const adapter = scriptedAdapter({ incidents: [mail], entries: history });
    adapter.always('entries', { until: new Promise<void>((done) => (answer = done)) });
    const { desk } = await openDesk(html`<incident-timeline incident-id="i1"></incident-timeline>`, {
      adapter,
    });
    const root = desk.querySelector('incident-timeline')!.shadowRoot!;
    await waitUntil(() => desk.store?.incident('i1').value.view !== undefined, 'the record', {
      timeout: 5000,
    });
    expect(root.querySelector('form'), 'what happened is being fetched').to.equal(null);
    adapter.always('get', { fail: noNetwork() });
    adapter.always('list', { fail: noNetwork() });
    await desk.store!.incident('i1').refresh();
    await waitUntil(() => desk.store!.status.value.connection === 'offline', 'offline', { timeout: 5000 });
    await waitUntil(() => root.querySelector('form textarea') !== null, 'the place to write', {
      timeout: 5000,
    });
    answer();
  });

  it('says what to do when nothing is chosen and when nothing has happened', async () => {
    const { element, text } = await timeline({ entries: [] });
    expect(element.matches(':state(empty)')).to.equal(true);
    expect(text()).to.contain('Nothing has happened yet.');
    element.incidentId = undefined;
    await element.updateComplete;
    expect(text()).to.contain('No incident is chosen.');
  });

  it('says what went wrong, and recovers on request', async () => {
    const { adapter, element, root, row } = await timeline({
      change: (one) =>
        one.always('entries', { fail: new IncidentError('forbidden', 'Not yours', { status: 403 }) }),
    });
    expect(element.matches(':state(error)')).to.equal(true);
    expect(clean(root.querySelector('[role="alert"]')))
      .to.contain('You are not allowed to do this')
      .and.to.contain('Not yours');
    expect(root.querySelector('textarea'), 'a place to write where nothing may be read').to.equal(null);
    adapter.always('entries', undefined);
    root.querySelector<HTMLButtonElement>('[role="alert"] button')!.click();
    await waitUntil(() => element.matches(':state(ready)'), 'ready', { timeout: 5000 });
    expect(row('c')).to.not.equal(undefined);
    expect(root.querySelector('textarea')).to.not.equal(null);
  });

  it('shows markup from the backend as text', async () => {
    const { row, root } = await timeline({
      entries: [
        entry('x', 0, { text: '<img src=x onerror=alert(1)>', author: { id: 'e', name: '<b>E</b>' } }),
      ],
    });
    expect(row('x').querySelector('.words')!.textContent).to.equal('<img src=x onerror=alert(1)>');
    expect(root.querySelector('img, b')).to.equal(null);
  });

  it('walks from article to article with Page Down and Page Up', async () => {
    const { rows, root } = await timeline();
    const focused = (): string | undefined => (root.activeElement as HTMLElement | null)?.dataset['id'];
    rows()[0]!.focus();
    await sendKeys({ press: 'PageDown' });
    expect(focused()).to.equal('s');
    await sendKeys({ press: 'PageDown' });
    await sendKeys({ press: 'PageDown' });
    expect(focused()).to.equal('i');
    await sendKeys({ press: 'PageUp' });
    expect(focused()).to.equal('n');
    expect(
      rows()
        .filter((one) => one.tabIndex === 0)
        .map((one) => one.dataset['id']),
    ).to.deep.equal(['n']);
    await sendKeys({ down: 'Control' });
    await sendKeys({ press: 'Home' });
    await sendKeys({ up: 'Control' });
    expect(root.activeElement?.localName).to.equal('select');
  });

  it('speaks German and mirrors in Arabic', async () => {
    const german = await timeline({ lang: 'de' });
    await waitUntil(
      () =>
        clean(german.row('i').querySelector('.line')) === 'Elif Demir hat die Auswirkung auf High gesetzt',
      'German',
      { timeout: 5000 },
    );
    document.documentElement.dir = 'rtl';
    try {
      const arabic = await timeline({ lang: 'ar' });
      await waitUntil(
        () =>
          clean(arabic.row('g').querySelector('.line')).replace(/[\u2068\u2069]/gu, '') ===
          'سجّل Elif Demir الحادث',
        'Arabic',
        { timeout: 5000 },
      );
      const [time, words] = ['time', '.words'].map((one) =>
        arabic.row('c').querySelector(one)!.getBoundingClientRect(),
      );
      expect(time!.left).to.be.above(words!.left);
    } finally {
      document.documentElement.dir = '';
    }
  });

  it('puts the time above the words where there is no room beside them', async () => {
    const { element, row } = await timeline();
    const [wide, below] = ['time', '.words'].map((one) =>
      row('c').querySelector(one)!.getBoundingClientRect(),
    );
    expect(wide!.right).to.be.below(below!.left);
    element.style.width = '280px';
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const [time, words] = ['time', '.words'].map((one) =>
      row('c').querySelector(one)!.getBoundingClientRect(),
    );
    expect(time!.bottom).to.be.at.most(words!.top);
    expect(element.shadowRoot!.querySelector('.frame')!.scrollWidth).to.be.at.most(280);
  });

  it('passes the accessibility rules with entries of all kinds', async () => {
    const { element } = await timeline();
    await expectAccessible(element);
  });
});
