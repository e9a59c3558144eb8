import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { CSSResultGroup } from 'lit';

import { common } from '../../src/locales/en/common.js';
import type { Choice, ChoicePage } from '../../src/adapters/adapter.js';
import { IncidentElement } from '../../src/ui/incident-element.js';
import { LookUp } from '../../src/ui/look-up.js';
import type { Chosen } from '../../src/ui/chosen.js';
import type { LookUpOptions } from '../../src/ui/look-up.js';
import { lookUpStyles } from '../../src/ui/styles/look-up.styles.js';
import { expectAccessible } from '../support/accessible.js';

type Setup = Partial<Omit<LookUpOptions, 'id' | 'terms' | 'changed'>>;

/** One look-up and a button after it. */
class Desk extends IncidentElement<typeof common> {
  static override styles: CSSResultGroup = [...[IncidentElement.styles].flat(), lookUpStyles];
  setup: Setup = {};
  heard: (Chosen | undefined)[] = [];
  readonly lookUp: LookUp = new LookUp(this, {
    id: 'service',
    terms: () => common,
    source: () => this.setup.source?.(),
    changed: (chosen) => this.heard.push(chosen),
    recent: () => this.setup.recent?.() ?? [],
    offline: () => this.setup.offline?.() ?? false,
    lineOf: (group) => this.setup.lineOf?.(group),
  });
  readonly free = new LookUp(this, {
    id: 'place',
    terms: () => common,
    source: () => this.setup.source?.(),
    changed: (chosen) => this.heard.push(chosen),
    free: true,
  });
  constructor() {
    super(common);
  }
  protected override render() {
    return html`${this.lookUp.render({ label: 'Service', help: 'What is it about?' })}
      ${this.free.render({ label: 'Place' })}<button type="button">After</button>`;
  }
}
customElements.define('incident-test-look-up', Desk);

const all: readonly Choice[] = [
  { id: 'm1', label: 'E-mail', hint: 'Berlin' },
  { id: 'm2', label: 'E-mail', hint: 'Kassel' },
  { id: 'p', label: 'Payroll' },
  { id: 'w', label: 'Wi-Fi' },
];

/** Answers with what contains the text, two at a time, and remembers what it was asked. */
function backend(size = 9) {
  const asked: { text: string; cursor: string | undefined; signal: AbortSignal }[] = [];
  const waiting: (() => void)[] = [];
  let held = false;
  let broken = false;
  const source = async (
    text: string,
    cursor: string | undefined,
    signal: AbortSignal,
  ): Promise<Pick<ChoicePage, 'items' | 'next'>> => {
    asked.push({ text, cursor, signal });
    if (held) await new Promise<void>((go) => waiting.push(go));
    if (broken) throw new Error('no answer');
    const found = all.filter(({ label }) => label.toLowerCase().includes(text.toLowerCase()));
    const from = Number(cursor ?? 0);
    const next = from + size < found.length ? { next: String(from + size) } : {};
    return { items: found.slice(from, from + size), ...next };
  };
  return {
    asked,
    source: () => source,
    hold: () => (held = true),
    release: () => {
      held = false;
      for (const go of waiting.splice(0)) go();
    },
    break: (how = true) => (broken = how),
  };
}

async function open(setup: Setup = {}) {
  const element = await fixture<Desk>(html`<incident-test-look-up .setup=${setup}></incident-test-look-up>`);
  const root = element.shadowRoot!;
  const input = root.querySelector<HTMLInputElement>('#service')!;
  const panel = root.querySelector<HTMLElement>('#service-panel')!;
  const options = (): string[] =>
    [...panel.querySelectorAll('[role="option"]')].map((one) => one.textContent.replace(/\s+/gu, ' ').trim());
  const active = (): string => {
    const id = input.getAttribute('aria-activedescendant');
    return id === null ? '' : root.getElementById(id)!.textContent.replace(/\s+/gu, ' ').trim();
  };
  const shows = (count: number): Promise<void> =>
    waitUntil(() => options().length === count, `${String(count)} options, not ${options().join()}`);
  const keys = async (...presses: string[]): Promise<void> => {
    for (const press of presses) await sendKeys({ press });
    await element.updateComplete;
  };
  const type = (text: string): Promise<void> => sendKeys({ type: text });
  return { element, root, input, panel, options, active, shows, keys, type };
}

describe('a look-up', () => {
  it('tells two choices apart that a field would be sent the same name for', async () => {
    const [front, rear] = [
      { id: 'Validator', label: 'Validator', hint: 'Front door', link: '4' },
      { id: 'Validator', label: 'Validator', hint: 'Rear door', link: '12' },
    ];
    const source = () => async () => ({ items: [front, rear] });
    const { element, input, panel, shows, keys } = await open({ source });
    for (const downs of [1, 2]) {
      input.click();
      await shows(2);
      input.focus();
      await keys(...Array.from({ length: downs }, () => 'ArrowDown'), 'Enter');
    }
    expect(element.heard).to.deep.equal([front, rear]);
    input.click();
    await shows(2);
    const selected = [...panel.querySelectorAll('[aria-selected="true"]')];
    expect(selected.map((one) => one.textContent.trim())).to.deep.equal(['Validator Rear door']);
  });

  it('is a combobox whose label, list and help are named within one root', async () => {
    const { source } = backend();
    const { element, root, input, keys, shows } = await open({ source });
    await expectAccessible(element);
    expect(input.labels![0]!.textContent).to.equal('Service');
    expect(root.getElementById(input.getAttribute('aria-describedby')!)!.textContent).to.equal(
      'What is it about?',
    );
    input.focus();
    await keys('ArrowDown');
    await shows(4);
    expect(input.getAttribute('aria-expanded')).to.equal('true');
    expect(root.getElementById(input.getAttribute('aria-controls')!)!.role).to.equal('listbox');
    await expectAccessible(element);
  });

  it('names the support line of a group, by the directory or else by the policy', async () => {
    const groups: readonly Choice[] = [
      { id: 'desk', label: 'Service desk', line: 1 },
      { id: 'net', label: 'Network', hint: 'Mondays to Saturdays' },
      { id: 'ops', label: 'Operations' },
    ];
    const setup: Setup = {
      source: () => async () => ({ items: groups }),
      lineOf: (group) => (group === 'net' ? 2 : undefined),
    };
    const { input, root, shows, keys, options } = await open(setup);
    input.focus();
    await keys('ArrowDown');
    await shows(3);
    expect(options()).to.deep.equal([
      'Service desk 1st line',
      'Network 2nd line · Mondays to Saturdays',
      'Operations',
    ]);
    await keys('ArrowDown', 'Enter');
    expect(root.getElementById('service-note')!.textContent).to.equal('1st line');
  });

  it('asks once after the last key, and for the whole text', async () => {
    const { source, asked } = backend();
    const { input, shows, options } = await open({ source });
    input.focus();
    // In one go: on a busy machine a key of a real keyboard may come so late that it is the last one.
    for (const text of ['m', 'ma', 'mai', 'mail']) {
      input.value = text;
      input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    }
    await shows(2);
    expect(asked.map(({ text }) => text)).to.deep.equal(['mail']);
    expect(options()).to.deep.equal(['E-mail Berlin', 'E-mail Kassel']);
  });

  it('gives up a question that has been overtaken, and never shows its answer', async () => {
    const { source, asked, hold, release } = backend();
    const { input, shows, type, options } = await open({ source });
    hold();
    input.focus();
    await type('e');
    await waitUntil(() => asked.length === 1);
    await type('-');
    await waitUntil(() => asked.length === 2);
    expect(asked[0]!.signal.aborted).to.equal(true);
    release();
    await shows(2);
    expect(options()[0]).to.equal('E-mail Berlin');
  });

  it('is used with the keyboard alone', async () => {
    const { source } = backend();
    const { element, input, active, keys, shows, root } = await open({ source });
    input.focus();
    await keys('ArrowDown');
    await shows(4);
    expect(active()).to.equal('');
    await keys('ArrowDown', 'ArrowDown');
    expect(active()).to.equal('E-mail Kassel');
    await keys('End');
    expect(active()).to.equal('Wi-Fi');
    await keys('ArrowDown');
    expect(active(), 'round to the first').to.equal('E-mail Berlin');
    await keys('ArrowUp', 'Home', 'ArrowDown', 'Enter');
    expect(element.heard).to.deep.equal([all[1]]);
    expect(input.value).to.equal('E-mail');
    expect(input.getAttribute('aria-expanded')).to.equal('false');
    expect(root.activeElement).to.equal(input);
  });

  it('leaves Home and End to the caret as long as no option is at hand', async () => {
    const { source } = backend();
    const { input, keys, shows, type } = await open({ source });
    input.focus();
    await type('mail');
    await shows(2);
    const taken: boolean[] = [];
    const note = (event: Event): void => void taken.push(event.defaultPrevented);
    document.addEventListener('keydown', note);
    await keys('Home', 'End');
    document.removeEventListener('keydown', note);
    // Where the caret then goes is the engine's own: WebKit moves it only in the window that is in front.
    expect(taken).to.deep.equal([false, false]);
  });

  it('takes along what the arrows have chosen when Tab leaves it', async () => {
    const { source } = backend();
    const { element, input, keys, shows, root } = await open({ source });
    input.focus();
    await keys('ArrowDown');
    await shows(4);
    await keys('ArrowDown', 'Tab');
    expect(element.lookUp.value).to.deep.equal(all[0]);
    expect(root.activeElement).not.to.equal(input);
  });

  it('keeps two of the same name apart, and says below the field which it is', async () => {
    const { source } = backend();
    const { element, input, panel, keys, shows, root } = await open({ source });
    input.click();
    await shows(4);
    panel.querySelector<HTMLElement>('[data-at="1"]')!.click();
    await element.updateComplete;
    expect(element.lookUp.value?.id).to.equal('m2');
    expect(root.querySelector('#service-note')!.textContent).to.equal('Kassel');
    expect(input.getAttribute('aria-describedby')).to.contain('service-note');
    // Nobody has changed it.
    await keys('Tab');
    expect(element.lookUp.value?.id).to.equal('m2');
    expect(element.heard).to.have.length(1);
  });

  it('forgets what was chosen as soon as somebody changes the text, and Escape brings it back', async () => {
    const { source } = backend();
    const { element, input, keys, shows, type } = await open({ source });
    element.lookUp.value = all[2];
    await element.updateComplete;
    input.focus();
    input.setSelectionRange(7, 7);
    await type('s');
    await shows(0);
    expect(element.lookUp.value).to.equal(undefined);
    await keys('Escape');
    expect(element.lookUp.value).to.deep.equal(all[2]);
    expect(input.value).to.equal('Payroll');
    expect(element.heard).to.deep.equal([undefined, all[2]]);
  });

  it('leaves an Escape to others when there is nothing to close', async () => {
    const { input, element } = await open();
    let prevented: boolean | undefined;
    element.addEventListener('keydown', (event) => (prevented = event.defaultPrevented));
    input.focus();
    await sendKeys({ press: 'Escape' });
    expect(prevented).to.equal(false);
  });

  it('forgets what was found for somebody’s words when others set its value', async () => {
    const { source } = backend();
    const { element, input, options, shows, type } = await open({ source });
    input.focus();
    await type('e-mail');
    await shows(2);
    element.lookUp.value = undefined;
    await element.updateComplete;
    expect(options()).to.deep.equal([]);
    expect(input.getAttribute('aria-expanded')).to.equal('false');
    expect(input.value).to.equal('');
  });

  it('is empty again when the text is', async () => {
    const { source } = backend();
    const { element, input, keys } = await open({ source });
    element.lookUp.value = all[2];
    await element.updateComplete;
    input.select();
    input.focus();
    await keys('Backspace', 'Tab');
    expect(element.lookUp.value).to.equal(undefined);
    expect(element.lookUp.problem).to.equal(undefined);
  });

  it('takes a name that is written out, if it means only one', async () => {
    const { source } = backend();
    const { element, input, keys, shows, type } = await open({ source });
    input.focus();
    await type('payroll');
    await shows(1);
    await keys('Tab');
    expect(element.lookUp.value).to.deep.equal(all[2]);
  });

  it('asks for a choice where the words mean none or several, and keeps the words', async () => {
    const { source } = backend();
    const { element, input, keys, shows, type, root } = await open({ source });
    input.focus();
    await type('e-mail');
    await shows(2);
    await keys('Tab');
    expect(element.lookUp.value).to.equal(undefined);
    expect(input.value).to.equal('e-mail');
    expect(input.getAttribute('aria-invalid')).to.equal('true');
    expect(root.querySelector('#service-problem')!.textContent).to.contain('Choose one from the list.');
    expect(element.lookUp.problem).to.equal('Choose one from the list.');
  });

  it('takes free words only where it may, and marks them', async () => {
    const { source } = backend();
    const { element, root, keys, type } = await open({ source });
    root.querySelector<HTMLInputElement>('#place')!.focus();
    await type('Ramp 7');
    await keys('Tab');
    expect(element.free.value).to.deep.equal({ label: 'Ramp 7' });
    expect(element.free.problem).to.equal(undefined);
    expect(root.querySelector('#place-note')!.textContent).to.equal('Not from the list');
  });

  it('never offers what was found for other words, while those that are typed are looked for', async () => {
    const { source, hold } = backend();
    const { element, input, options, shows, type } = await open({ source });
    input.focus();
    await type('w');
    await shows(1);
    expect(options()).to.deep.equal(['Wi-Fi']);
    hold();
    await type('x');
    await element.updateComplete;
    expect(options()).to.deep.equal([]);
  });

  it('takes any words where nothing can be looked up', async () => {
    const { element, input, keys, type } = await open({});
    input.focus();
    await type('Printing');
    await keys('Tab');
    expect(element.lookUp.value).to.deep.equal({ label: 'Printing' });
    expect(element.lookUp.problem).to.equal(undefined);
  });

  it('takes any words where the source turns out to have nothing at all, and none where it has something', async () => {
    const empty = await open({ source: () => async () => ({ items: [] }) });
    empty.input.focus();
    await empty.type('Printing');
    await waitUntil(() => empty.element.lookUp.value !== undefined, 'the words');
    expect(empty.element.lookUp.value).to.deep.equal({ label: 'Printing' });
    const { source, asked } = backend();
    const full = await open({ source });
    full.input.focus();
    await full.type('Printing');
    await waitUntil(() => asked.some(({ text }) => text === 'Printing'), 'it was asked', { timeout: 3000 });
    await aTimeout(100);
    expect(full.element.lookUp.value).to.equal(undefined);
  });

  it('brings the next page at the end of the list, and goes on where it begins', async () => {
    const { source, asked } = backend(3);
    const { input, active, keys, shows, options } = await open({ source });
    input.focus();
    await keys('ArrowDown');
    await shows(4);
    expect(options()[3]).to.equal('More …');
    await keys('ArrowUp', 'Enter');
    await waitUntil(() => options()[3] === 'Wi-Fi');
    expect(asked.map(({ cursor }) => cursor)).to.deep.equal([undefined, '3']);
    expect(active()).to.equal('Wi-Fi');
    expect(options()).to.have.length(4);
  });

  it('says that it is looking, that there is nothing, and that it failed, with a way to try again', async () => {
    const server = backend();
    const { element, input, panel, keys, shows, type, root } = await open({ source: server.source });
    const said = (): string => root.querySelector('.look-up [role="status"]')!.textContent.trim();
    server.hold();
    input.focus();
    await type('zebra');
    await waitUntil(() => panel.textContent.includes('Looking …'));
    server.release();
    await waitUntil(() => panel.textContent.includes('Nothing found for “zebra”.'));
    expect(said()).to.equal('Nothing found for “zebra”.');
    server.break();
    await type('s');
    await waitUntil(() => panel.textContent.includes('The list could not be fetched.'));
    expect(said()).to.equal('The list could not be fetched.');
    server.break(false);
    input.value = 'pay';
    input.dispatchEvent(new InputEvent('input'));
    await shows(1);
    await waitUntil(() => said() === '1 choice');
    server.break();
    await type('r');
    await waitUntil(() => panel.querySelector('button'));
    server.break(false);
    panel.querySelector('button')!.click();
    await waitUntil(() => said() !== 'The list could not be fetched.');
    expect(root.activeElement).to.equal(input);
    await keys('ArrowDown', 'Enter');
    expect(element.lookUp.value?.id).to.equal('p');
  });

  it('offers what was used last before anything is typed, and nothing twice', async () => {
    const { source } = backend();
    const { input, keys, shows, options } = await open({ source, recent: () => [all[3]!] });
    input.focus();
    await keys('ArrowDown');
    await shows(4);
    expect(options()[0]).to.equal('Wi-Fi');
  });

  it('offers offline what was used last and fits, asks nobody, and says so', async () => {
    const { source, asked } = backend();
    const { input, panel, keys, shows, type } = await open({
      source,
      recent: () => [all[1]!, all[3]!],
      offline: () => true,
    });
    input.focus();
    await keys('ArrowDown');
    await shows(2);
    await type('kas');
    await shows(1);
    expect(panel.textContent).to.contain('Offline. These are the ones used last.');
    expect(asked).to.have.length(0);
  });

  it('takes a name as it is while nobody can look it up, and says when that happens', async () => {
    let isOffline = true;
    const { source, asked } = backend();
    const { element, root, input, keys, type } = await open({ source, offline: () => isOffline });
    input.focus();
    await type('Payroll Kassel');
    await keys('Tab');
    expect(element.lookUp.value).to.deep.equal({ id: '', label: 'Payroll Kassel' });
    expect(element.lookUp.problem).to.equal(undefined);
    expect(root.querySelector('#service-note')?.textContent).to.equal('Looked up when it is sent');
    expect(input.getAttribute('aria-invalid')).to.equal(null);
    await expectAccessible(element);
    isOffline = false;
    input.focus();
    await type('!');
    await waitUntil(() => asked.length > 0, 'the list is asked again');
    await keys('Tab');
    expect(element.lookUp.value, 'with a list a choice has to be made').to.equal(undefined);
    expect(element.lookUp.problem).to.equal('Choose one from the list.');
  });

  it('takes a name as it is where the list could not be fetched', async () => {
    const server = backend();
    const { element, input, panel, keys, type } = await open({ source: server.source });
    server.break();
    input.focus();
    await type('payroll');
    await waitUntil(() => panel.textContent.includes('The list could not be fetched.'));
    await keys('Tab');
    expect(element.lookUp.value).to.deep.equal({ id: '', label: 'payroll' });
    server.break(false);
    input.focus();
    await type('x');
    await keys('Backspace');
    await waitUntil(() => panel.textContent.includes('Payroll'));
    expect(element.lookUp.value, 'the list is back').to.equal(undefined);
    await keys('Tab');
    expect(element.lookUp.value?.id).to.equal('p');
  });

  it('stays inside a narrow window, above a crowded lower edge, and leaves no style behind', async () => {
    const { source } = backend();
    const { element, input, panel, shows, keys } = await open({ source });
    element.style.cssText = `position:fixed;inset-block-end:0;inset-inline-end:0;inline-size:280px`;
    input.focus();
    await keys('ArrowDown');
    await shows(4);
    const [list, field] = [panel.getBoundingClientRect(), input.getBoundingClientRect()];
    expect(list.right).to.be.at.most(innerWidth);
    expect(list.width).to.be.at.least(field.width);
    expect(list.bottom <= innerHeight || list.bottom <= field.top).to.equal(true);
    await keys('Escape');
    expect(panel.style).to.have.length(0);
  });

  it('also works where the browser has no top layer', async () => {
    const own = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'popover')!;
    delete (HTMLElement.prototype as { popover?: unknown }).popover;
    try {
      const { source } = backend();
      const { element, input, panel, shows, keys } = await open({ source });
      expect(panel.checkVisibility()).to.equal(false);
      input.focus();
      await keys('ArrowDown');
      await shows(4);
      expect(panel.getBoundingClientRect().top).to.be.at.least(input.getBoundingClientRect().bottom - 1);
      await keys('ArrowDown', 'Enter');
      expect(element.lookUp.value?.id).to.equal('m1');
      expect(panel.checkVisibility()).to.equal(false);
    } finally {
      Object.defineProperty(HTMLElement.prototype, 'popover', own);
    }
  });
});
