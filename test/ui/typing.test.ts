import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import { common } from '../../src/locales/en/common.js';
import { IncidentElement } from '../../src/ui/incident-element.js';

class Fields extends IncidentElement<typeof common> {
  constructor() {
    super(common);
  }
  protected override render() {
    return html`<input id="text" /><textarea id="prose"></textarea
      ><select id="choice">
        <option>alpha</option>
        <option>beta</option></select
      ><input id="check" type="checkbox" /><button id="button" type="button">Press</button><slot></slot>`;
  }
}
customElements.define('incident-test-fields', Fields);

describe("a page's own shortcuts", () => {
  let heard: string[] = [];
  const listen = (event: KeyboardEvent): void => {
    if (event.type === 'keydown') heard.push(event.key);
    else heard.push(event.type);
  };
  const types = ['keydown', 'keypress', 'keyup'] as const;
  beforeEach(() => {
    heard = [];
    for (const type of types) document.addEventListener(type, listen);
  });
  afterEach(() => {
    for (const type of types) document.removeEventListener(type, listen);
  });

  async function focus(id: string): Promise<Fields> {
    const element = await fixture<Fields>(
      html`<incident-test-fields><input id="own" /></incident-test-fields>`,
    );
    const inside = element.shadowRoot!.querySelector<HTMLElement>(`#${id}`);
    (inside ?? element.querySelector<HTMLElement>(`#${id}`))!.focus();
    return element;
  }

  for (const id of ['text', 'prose', 'choice'])
    it(`do not take the letters typed into a field (${id})`, async () => {
      await focus(id);
      await sendKeys({ press: 'j' });
      await sendKeys({ press: '?' });
      await sendKeys({ press: ' ' });
      expect(heard).to.deep.equal([]);
    });

  it('hear Escape, Tab and the keys that move', async () => {
    await focus('text');
    for (const press of ['Escape', 'ArrowDown', 'F2', 'Tab']) await sendKeys({ press });
    // WebKit has a keypress for Escape.
    const downs = heard.filter((key) => key !== 'keyup' && key !== 'keypress');
    expect(downs).to.deep.equal(['Escape', 'ArrowDown', 'F2', 'Tab']);
  });

  it('hear combinations', async () => {
    await focus('text');
    for (const [modifier, press] of [
      ['Control', 'k'],
      ['Alt', 'n'],
    ] as const) {
      await sendKeys({ down: modifier });
      await sendKeys({ press });
      await sendKeys({ up: modifier });
      expect(heard).to.include(press);
    }
  });

  it('do not take what AltGr writes, nor what is being composed', async () => {
    const element = await focus('text');
    const field = element.shadowRoot!.querySelector('#text')!;
    const press = (init: KeyboardEventInit): boolean =>
      field.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, composed: true, ...init }));
    press({ key: '@', ctrlKey: true, altKey: true, modifierAltGraph: true });
    press({ key: 'Process', isComposing: true });
    press({ key: 'Dead' });
    expect(heard).to.deep.equal([]);
  });

  it('do not take what Option writes on a Mac, and hear Alt elsewhere', async () => {
    const element = await focus('text');
    const field = element.shadowRoot!.querySelector('#text')!;
    const alt = { key: '[', altKey: true, bubbles: true, composed: true };
    const { platform } = navigator;
    try {
      for (const [name, expected] of [
        ['MacIntel', []],
        ['iPad', []],
        ['Linux x86_64', ['[']],
        ['Win32', ['[']],
      ] as const) {
        Object.defineProperty(navigator, 'platform', { value: name, configurable: true });
        heard.length = 0;
        field.dispatchEvent(new KeyboardEvent('keydown', alt));
        expect(heard, name).to.deep.equal(expected);
      }
    } finally {
      Object.defineProperty(navigator, 'platform', { value: platform, configurable: true });
    }
  });

  for (const id of ['check', 'button', 'own'])
    it(`hear letters pressed where nothing of ours is written (${id})`, async () => {
      await focus(id);
      await sendKeys({ press: 'j' });
      expect(heard).to.include('j');
    });

  it('are heard by a listener on the element itself', async () => {
    const element = await focus('text');
    const own: string[] = [];
    element.addEventListener('keydown', ({ key }) => own.push(key));
    await sendKeys({ press: 'j' });
    expect(own).to.deep.equal(['j']);
  });
});

describe('a key that is held down', () => {
  async function fields(): Promise<{
    root: ShadowRoot;
    at: (id: string) => HTMLInputElement;
    hold: typeof hold;
  }> {
    const element = await fixture<Fields>(html`<incident-test-fields></incident-test-fields>`);
    const root = element.shadowRoot!;
    return { root, at: (id) => root.querySelector<HTMLInputElement>(`#${id}`)!, hold };
  }

  /** Pressed once and repeated by the keyboard until it is let go. */
  async function hold(key: string): Promise<void> {
    for (let times = 0; times < 6; times++) await sendKeys({ down: key });
    await sendKeys({ up: key });
  }

  it('presses a button once', async () => {
    const { at } = await fields();
    let presses = 0;
    at('button').addEventListener('click', () => presses++);
    at('button').focus();
    await hold('Enter');
    expect(presses).to.equal(1);
  });

  it('writes nothing into the field that a button leads to', async () => {
    const { at } = await fields();
    at('button').addEventListener('click', () => at('prose').focus());
    at('button').focus();
    await hold('Enter');
    expect(at('prose').value).to.equal('');
    at('button').addEventListener('keydown', () => at('text').focus());
    at('button').focus();
    await hold('c');
    expect(at('text').value.length, 'the letter of a shortcut').to.be.lessThan(2);
  });

  it('goes on writing where it was pressed: letters in a field, lines in a text', async () => {
    const { at } = await fields();
    for (const [id, key, written] of [
      ['text', 'x', 'x'],
      ['prose', 'Enter', '\n'],
    ] as const) {
      let presses = 0;
      at(id).addEventListener('keydown', () => presses++);
      at(id).focus();
      await hold(key);
      // How often a key repeats is up to the engine's driver; WebKit's does not repeat it at all.
      expect(presses).to.be.greaterThan(0);
      expect(at(id).value).to.equal(written.repeat(presses));
    }
  });

  it('sends a text once', async () => {
    const { at } = await fields();
    let sent = 0;
    at('prose').addEventListener('keydown', ({ ctrlKey, key }) => {
      if (ctrlKey && key === 'Enter') sent++;
    });
    at('prose').focus();
    await sendKeys({ down: 'Control' });
    await hold('Enter');
    await sendKeys({ up: 'Control' });
    expect(sent).to.equal(1);
  });
});
