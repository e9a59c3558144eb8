import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { CSSResultGroup, TemplateResult } from 'lit';

import type { Incident } from '../../src/core/incident.js';
import { standardMatrix } from '../../src/core/priority/standard-matrix.js';
import { common } from '../../src/locales/en/common.js';
import type { IncidentView } from '../../src/store/types.js';
import { IncidentElement } from '../../src/ui/incident-element.js';
import { initials, renderLine } from '../../src/ui/incident-line.js';
import type { LineOptions, LineSpeech } from '../../src/ui/incident-line.js';
import { lineStyles } from '../../src/ui/styles/line.styles.js';
import { priorityStyles } from '../../src/ui/styles/priority.styles.js';
import { incident } from '../support/scripted-adapter.js';

/** A queue of lines and nothing else. */
class Lines extends IncidentElement<typeof common> {
  static override styles: CSSResultGroup = [...[IncidentElement.styles].flat(), priorityStyles, lineStyles];
  lines: readonly TemplateResult[] = [];
  constructor() {
    super(common);
  }
  protected override render() {
    return html`${this.lines}`;
  }
}
customElements.define('incident-test-lines', Lines);

const speech: LineSpeech = {
  terms: common,
  matrix: standardMatrix,
  assigned: true,
  ago: () => '2 hours ago',
};
const mail: Incident = incident({
  id: 'a',
  number: 'INC0010023',
  title: 'Mail does not arrive',
  priority: 2,
  service: { id: 's', label: 'E-mail' },
  status: { category: 'active' },
});
const marek = { id: 'marek', name: 'Marek Novák' };

async function draw(
  views: readonly (Partial<IncidentView> & LineOptions)[],
  width = 900,
  how: LineSpeech = speech,
): Promise<readonly HTMLElement[]> {
  const element = await fixture<Lines>(html`<incident-test-lines></incident-test-lines>`);
  element.style.inlineSize = `${String(width)}px`;
  element.lines = views.map(({ incident: record = mail, pending, ...options }) =>
    renderLine({ incident: record, ...(pending ? { pending } : {}) }, how, options),
  );
  element.requestUpdate();
  await element.updateComplete;
  return [...element.shadowRoot!.querySelectorAll<HTMLElement>('.incident-line')];
}

async function drawOne(view: Partial<IncidentView> & LineOptions = {}, width?: number, how?: LineSpeech) {
  const [line] = await draw([view], width, how);
  const part = (name: string): HTMLElement => line!.querySelector<HTMLElement>(name)!;
  const words = (name: string): string =>
    part(name)
      .textContent.replace(/[\u2066-\u2069]/gu, '')
      .trim();
  return { line: line!, part, words };
}

const box = (element: Element): DOMRect => element.getBoundingClientRect();

describe('the line of an incident', () => {
  it('has priority, title, number, service, status, who has it and its age, in that order', async () => {
    const { line, words } = await drawOne({ incident: { ...mail, assignee: marek } });
    expect([...line.children].map(({ className }) => className.split(' ').at(-1))).to.deep.equal([
      'tile',
      'line-title',
      'line-facts',
      'line-person',
      'number',
    ]);
    expect(words('.tile')).to.equal('P2 High');
    expect(words('.line-title')).to.equal('Mail does not arrive');
    expect(words('.line-facts')).to.equal('INC0010023 · E-mail · In progress');
    expect(words('.line-person')).to.equal('Marek Novák');
    expect(words('.line-time [aria-hidden]')).to.equal('2 hours ago');
    expect(words('.line-time .visually-hidden')).to.equal('reported 2 hours ago');
  });

  it('says plainly that nobody has it, but not where the backend cannot know', async () => {
    expect((await drawOne()).words('.line-person')).to.equal('nobody');
    const unknown = { ...speech, assigned: false };
    expect((await drawOne({}, 900, unknown)).part('.line-person')).to.equal(null);
    const group = { ...mail, group: { id: 'desk', label: 'Service desk' } };
    expect((await drawOne({ incident: group }, 900, unknown)).words('.line-person')).to.equal('Service desk');
    expect((await drawOne({ incident: group, withoutPerson: true })).part('.line-person')).to.equal(null);
  });

  it('shows what the clock says, with its tone and its words', async () => {
    const clock = { text: '0:41', note: 'to resolve', tone: 'amber', word: '41 minutes left to resolve' };
    const { part, words } = await drawOne({}, 900, { ...speech, clock: () => clock as never });
    expect(words('.line-time [aria-hidden]')).to.equal('0:41\nto resolve');
    expect(words('.line-time .visually-hidden')).to.equal('41 minutes left to resolve');
    expect(part('.line-time').dataset['tone']).to.equal('amber');
    expect(box(part('.line-time [aria-hidden]')).height, 'two lines').to.be.greaterThan(26);
  });

  it('is bold while unread or changed, and says so to those who do not see it', async () => {
    const [plain, unread, changed] = await draw([{}, { fresh: 'unread' }, { fresh: 'changed' }]);
    const weight = (line: Element | undefined): number =>
      Number(getComputedStyle(line!.querySelector('.line-title')!).fontWeight);
    expect(weight(plain)).to.equal(400);
    expect(weight(unread)).to.be.greaterThan(600);
    expect(unread!.querySelector('.tile')!.textContent).to.contain('not read yet');
    expect(changed!.querySelector('.tile')!.textContent).to.contain('changed since you looked');
  });

  it('says what is not sent yet, and leaves out the number and status that nobody has given', async () => {
    const own = { ...mail, number: '', status: { category: 'new' as const } };
    expect((await drawOne({ incident: own, pending: 'queued' })).words('.line-facts')).to.equal(
      'E-mail · Waiting to be sent',
    );
    const { line, words } = await drawOne({ pending: 'failed' });
    expect(words('.line-facts')).to.equal('INC0010023 · E-mail · In progress · Not accepted');
    expect(line.matches('.troubled')).to.equal(true);
  });

  it('has a tile also without a priority', async () => {
    const { priority: _none, ...rest } = mail;
    expect((await drawOne({ incident: rest })).words('.tile')).to.equal('No priority');
  });

  it('takes a heading for its title', async () => {
    const { part } = await drawOne({ title: html`<h2>Mail does not arrive</h2>` });
    expect(part('.line-title').firstElementChild?.localName).to.equal('h2');
  });

  it('has at most twelve elements, whatever it says', async () => {
    const clock = () => ({ text: '0:41', note: 'late', tone: 'red' as const, word: '41 minutes late' });
    const { line } = await drawOne(
      { incident: { ...mail, assignee: marek }, fresh: 'unread', pending: 'failed' },
      900,
      { ...speech, clock },
    );
    expect(line.querySelectorAll('*').length + 1).to.be.at.most(12);
  });

  it('puts all lines of a list into the same columns', async () => {
    const lines = await draw([
      {},
      { incident: { ...mail, title: 'x'.repeat(300), assignee: { id: 'w', name: 'W'.repeat(60) } } },
      { incident: { ...mail, priority: 5, assignee: marek } },
    ]);
    for (const name of ['.line-title', '.line-person'])
      expect(new Set(lines.map((line) => box(line.querySelector(name)!).left)).size, name).to.equal(1);
    for (const line of lines) {
      expect(box(line.querySelector('.line-time')!).right).to.be.closeTo(box(line).right, 1);
      expect(line.scrollWidth).to.be.at.most(line.clientWidth);
    }
  });

  for (const [width, size] of [
    [280, 16],
    [320, 32],
    [1600, 16],
  ] as const)
    it(`fits into ${String(width)} px with text of ${String(size)} px`, async () => {
      const [line] = await draw(
        [{ incident: { ...mail, title: 'Donaudampfschifffahrtsgesellschaft '.repeat(3), assignee: marek } }],
        width,
      );
      (line!.getRootNode() as ShadowRoot).host.setAttribute(
        'style',
        `inline-size:${String(width)}px;font-size:${String(size)}px`,
      );
      await waitUntil(() => getComputedStyle(line!).fontSize === `${String(size)}px`);
      expect(line!.scrollWidth).to.be.at.most(line!.clientWidth);
      expect(box(line!.querySelector('.tile')!).width).to.be.closeTo(size * 1.9, 0.5);
      const below =
        box(line!.querySelector('.line-person')!).top >= box(line!.querySelector('.line-facts')!).bottom;
      expect(below, 'who has it stands below').to.equal(width < 600);
    });

  it('runs the other way where the page does, and keeps a foreign title at its own side', async () => {
    const { line, part } = await drawOne({ incident: { ...mail, title: 'البريد لا يصل' } });
    expect(box(part('.line-title')).left).to.be.closeTo(box(part('.line-facts')).left, 1);
    ((line.getRootNode() as ShadowRoot).host as HTMLElement).dir = 'rtl';
    expect(box(part('.tile')).right).to.be.closeTo(box(line).right, 1);
    expect(box(part('.line-time')).left).to.be.closeTo(box(line).left, 1);
  });
});

describe('who has it, where the backend tells no name', () => {
  for (const [assignee, name, mark] of [
    [{ id: 'agent-47', name: '' }, 'agent-47', 'A'],
    [{ id: '4711', name: ' ' }, '4711', '?'],
    [{ id: '', name: '' }, 'Somebody', 'S'],
  ] as const)
    it(`is ${name} with the mark ${mark}`, async () => {
      const { part } = await drawOne({ incident: { ...mail, assignee } });
      const person = part('.line-person');
      expect([person.textContent, person.dataset['initials']]).to.deep.equal([name, mark]);
      // Firefox says where the mark comes from, the others what it is.
      expect(getComputedStyle(person, '::before').content).to.match(/^(?:attr\(data-initials\)|"[AS?]")/u);
    });
});

describe('initials', () => {
  for (const [name, letters] of [
    ['Marek Novák', 'MN'],
    ['elif', 'E'],
    ['Ana María de la Cruz', 'AC'],
    ['Okafor, Ngozi', 'ON'],
    ['  ', ''],
    ['أحمد سالم', 'أس'],
    ['Service desk (2nd)', 'SN'],
  ] as const)
    it(`of "${name}" are "${letters}"`, () => {
      expect(initials(name).replaceAll('\u200c', '')).to.equal(letters);
    });
});
