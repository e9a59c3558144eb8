import { expect, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-timeline.js';
import type { Incident } from '../../src/core/incident.js';
import { assessPriority } from '../../src/core/priority/priority.js';
import { standardMatrix } from '../../src/core/priority/standard-matrix.js';
import type { Entry } from '../../src/core/entry.js';
import { expectAccessible } from '../support/accessible.js';
import { openDesk, settled } from '../support/desk-fixture.js';
import { entriesOf } from '../support/entries.js';
import { incident, scriptedAdapter } from '../support/scripted-adapter.js';

const at = Date.UTC(2026, 2, 27, 9, 10);
const ruth = { id: 'ruth', name: 'Ruth Amsel', phone: '2217', location: 'Kassel' };
const entry = entriesOf('i1', at, ruth);
const opening = 'The run stops at step 4.\n\nRepeating it stops at the same place.';

const payroll = incident({
  id: 'i1',
  number: 'INC0001128',
  title: 'Payroll run stops',
  description: opening,
  caller: ruth,
  contact: 'Ext. 2218',
  location: 'Kassel, floor 2',
  reporter: { id: 'marek', name: 'Marek Novák' },
  channel: 'phone',
  service: { id: 's', label: 'Payroll' },
  ci: { id: 'c', label: 'payroll-batch-01' },
  category: 'Software',
  subcategory: 'Batch',
  effect: 'down',
  impact: 1,
  urgency: 2,
  priority: 1,
  assessment: assessPriority(standardMatrix, {
    impact: 1,
    urgency: 2,
    facts: { vip: true },
    override: { priority: 1, reason: 'Payday is tomorrow', by: 'Marek', at },
  }),
  occurredAt: at - 3_600_000,
  detectedAt: at - 1_800_000,
  loggedAt: at,
  hasWorkaround: true,
  major: true,
  drill: true,
  group: { id: 'g', label: 'Applications' },
});

const clean = (element: Element | null | undefined): string =>
  (element?.textContent ?? '').replace(/\s+/gu, ' ').trim();

interface Setup {
  readonly entries?: readonly Entry[];
  readonly lang?: string;
  readonly heading?: string;
  readonly audience?: 'caller';
}

async function timeline(
  given: Incident = payroll,
  { entries = [entry('g', 10, { kind: 'created' })], lang = 'en', ...part }: Setup = {},
) {
  const { desk } = await openDesk(html`<incident-timeline incident-id="i1"></incident-timeline>`, {
    adapter: scriptedAdapter({ incidents: [given], entries, now: () => at }),
    persistence: 'none',
    lang,
  });
  const element = desk.querySelector('incident-timeline')!;
  Object.assign(element, part);
  await settled(element);
  const root = element.shadowRoot!;
  const reported = (): HTMLElement => root.querySelector<HTMLElement>('.reported')!;
  await waitUntil(reported, 'reported', { timeout: 5000 });
  await waitUntil(
    () => /\p{Nd}{4}/u.test(clean(reported().querySelector('[data-field="loggedAt"]'))),
    'times',
  );
  const fact = (name: string): string => clean(reported().querySelector(`[data-field="${name}"] dd`));
  return { element, root, reported, fact };
}

describe('what was reported', () => {
  it('can be read after logging: words in full and everything that was told with them', async () => {
    const { reported, fact } = await timeline();
    expect(reported().querySelector('.words')!.textContent).to.equal(opening);
    expect(fact('service')).to.equal('Payroll › payroll-batch-01');
    expect(fact('caller')).to.equal('Ruth Amsel · Ext. 2218 · Kassel, floor 2');
    expect(fact('reporter')).to.equal('Marek Novák');
    expect(fact('channel')).to.equal('Phone');
    expect(fact('effect')).to.equal('It does not work at all');
    expect(fact('category')).to.equal('Software › Batch');
    for (const name of ['occurredAt', 'detectedAt', 'loggedAt']) expect(fact(name), name).to.contain('2026');
    expect([...reported().querySelectorAll('.flag')].map(clean)).to.deep.equal([
      'A workaround exists',
      'Major incident',
      'Exercise only',
    ]);
    expect(clean(reported()), 'who works on it is not part of the report').to.not.contain('Applications');
  });

  it('says why the priority is what it is: the cell, the facts, and who set it by hand and why', async () => {
    const { reported, root } = await timeline();
    expect(clean(reported().querySelector('.priority'))).to.equal('P1 Critical');
    expect(clean(reported())).to.contain('Impact High and urgency Medium alone give P2 High.');
    expect(clean(reported())).to.contain('A VIP is affected: P2 becomes P1');
    expect(clean(reported())).to.contain('Set to P1 Critical by hand: Payday is tomorrow (Marek, ');
    expect(root.querySelector('[data-field="impact"]'), 'told twice').to.equal(null);
  });

  it('names the levels where nobody left a reason, and gives no old reason for a new priority', async () => {
    const { assessment: _assessment, ...rest } = payroll;
    const bare = await timeline(rest);
    expect(bare.fact('impact')).to.equal('High');
    expect(bare.fact('urgency')).to.equal('Medium');
    const changed = await timeline({ ...payroll, priority: 4 });
    expect(clean(changed.reported())).to.contain('P4 Low');
    expect(clean(changed.reported())).to.not.contain('Payday');
    expect(changed.fact('impact')).to.equal('High');
  });

  it('stands at the oldest end, whichever that is, and is no entry of the feed', async () => {
    const { element, root, reported } = await timeline();
    const after = (): boolean =>
      Boolean(
        root.querySelector('.feed')!.compareDocumentPosition(reported()) & Node.DOCUMENT_POSITION_FOLLOWING,
      );
    expect(after()).to.equal(true);
    expect(root.querySelectorAll('.feed article').length).to.equal(1);
    element.order = 'oldest-first';
    await element.updateComplete;
    expect(after()).to.equal(false);
  });

  it('unfolds under the line of the header, and is there once', async () => {
    const { root, element, reported } = await timeline();
    const unfold = root.querySelector<HTMLButtonElement>('header .unfold')!;
    expect(unfold.getAttribute('aria-expanded')).to.equal('false');
    unfold.click();
    await element.updateComplete;
    expect(unfold.getAttribute('aria-expanded')).to.equal('true');
    expect(reported().closest('header')).to.not.equal(null);
    expect(root.querySelectorAll('.reported').length).to.equal(1);
    unfold.click();
    await element.updateComplete;
    expect(reported().closest('header')).to.equal(null);
  });

  it('is there without a header and for an incident without entries', async () => {
    const { element, reported } = await timeline(payroll, { heading: 'none', entries: [] });
    expect(element.matches(':state(empty)')).to.equal(true);
    expect(clean(reported().querySelector('.words'))).to.contain('The run stops at step 4.');
  });

  it('is not told a second time by the opening message of the backend', async () => {
    const same = await timeline(payroll, {
      entries: [entry('g', 10, { kind: 'created', text: `${opening.replaceAll('\n', '\r\n')}\n` })],
    });
    expect(clean(same.root.querySelector('.feed article'))).to.not.contain('step 4');
    const fetching = await timeline(payroll, {
      entries: [entry('g', 10, { kind: 'created', deferred: true })],
    });
    expect(clean(fetching.root.querySelector('.feed article'))).to.not.contain('being fetched');
    const other = await timeline(payroll, {
      entries: [entry('g', 10, { kind: 'created', text: 'As the mail said at first' })],
    });
    expect(clean(other.root.querySelector('.feed article'))).to.contain('As the mail said at first');
  });

  it('tells a caller what callers are asked, and no reasons of the desk', async () => {
    const { reported, fact, root } = await timeline(payroll, { audience: 'caller' });
    expect(fact('service')).to.equal('Payroll');
    expect(fact('caller')).to.equal('Ruth Amsel · Ext. 2218 · Kassel, floor 2');
    expect(clean(reported())).to.not.contain('Payday').and.to.not.contain('VIP');
    expect(root.querySelector('[data-field="category"]')).to.equal(null);
  });

  it('uses what the directory knows of the caller where nobody wrote anything', async () => {
    const { contact, location, ...rest } = payroll;
    const { fact } = await timeline(rest);
    expect(fact('caller')).to.equal('Ruth Amsel · 2217 · Kassel');
    expect([contact, location]).to.not.include(undefined);
  });

  it('says that nothing was described', async () => {
    const { reported } = await timeline({ ...payroll, description: ' \n' });
    expect(clean(reported())).to.contain('Nothing was described.');
  });

  it('shows markup as text, and passes the rules of accessibility', async () => {
    const { element, reported } = await timeline({ ...payroll, description: '<img src=x>' });
    expect(reported().querySelector('img')).to.equal(null);
    await expectAccessible(element);
  });

  it('speaks German and Arabic', async () => {
    const german = await timeline(payroll, { lang: 'de' });
    await waitUntil(() => clean(german.reported()).includes('Was gemeldet wurde'), 'German', {
      timeout: 5000,
    });
    expect(german.fact('channel')).to.equal('Telefon');
    const arabic = await timeline(payroll, { lang: 'ar' });
    await waitUntil(() => clean(arabic.reported()).includes('ما أُبلغ عنه'), 'Arabic', { timeout: 5000 });
  });
});
