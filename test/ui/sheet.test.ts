import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { CSSResultGroup } from 'lit';

import { IncidentError } from '../../src/core/errors.js';
import { common } from '../../src/locales/en/common.js';
import type { IncidentStore } from '../../src/store/index.js';
import { IncidentElement } from '../../src/ui/incident-element.js';
import { Sheet } from '../../src/ui/sheet.js';
import { sheetStyles } from '../../src/ui/styles/sheet.styles.js';
import { expectAccessible } from '../support/accessible.js';
import { scriptedAdapter } from '../support/scripted-adapter.js';
import { closeStores, openStore } from '../store/support/desk.js';

/** Two steps in an action bar, with a sheet below it. */
class Steps extends IncidentElement<typeof common> {
  static override styles: CSSResultGroup = [...[IncidentElement.styles].flat(), sheetStyles];
  store: IncidentStore | undefined;
  incident = 'INC1';
  gone = false;
  error: IncidentError | undefined;
  sent: unknown[] = [];
  readonly sheet: Sheet = new Sheet(this, {
    terms: () => common,
    drafts: () => this.store?.drafts,
    author: () => this.store?.author,
    kept: () => this.store?.status.value.storage === 'durable',
    scope: () => `incident:${this.incident}`,
    fallback: () => this.renderRoot.querySelector<HTMLElement>('h2'),
  });
  constructor() {
    super(common);
  }
  #open = (event: Event): void => {
    const button = event.currentTarget as HTMLElement;
    this.sheet.open(button.id, button);
  };
  protected override render() {
    return html`<h2 tabindex="-1">${this.incident}</h2>
      ${this.gone ? '' : html`<button type="button" id="resolve" @click=${this.#open}>Resolve</button>`}
      <button type="button" id="hold" @click=${this.#open}>Hold</button>
      ${this.sheet.render({
        heading: `Do it: ${this.sheet.step ?? ''}`,
        fields: html`<label class="field"
          ><span class="label">What was done</span>
          <input
            class="input"
            .value=${this.sheet.values['notes'] ?? ''}
            @input=${(event: Event) => this.sheet.set('notes', (event.target as HTMLInputElement).value)}
        /></label>`,
        outcome: 'Stops the clock.',
        submit: 'Resolve',
        error: this.error,
        submitted: () => this.sent.push(this.sheet.values),
      })}`;
  }
}
customElements.define('incident-test-steps', Steps);

describe('the sheet of a step', () => {
  afterEach(closeStores);

  async function open(step?: 'resolve' | 'hold') {
    const element = await fixture<Steps>(
      html`<incident-test-steps .store=${openStore(scriptedAdapter())}></incident-test-steps>`,
    );
    const root = element.shadowRoot!;
    const find = (selector: string): HTMLElement => root.querySelector<HTMLElement>(selector)!;
    const input = (): HTMLInputElement => root.querySelector<HTMLInputElement>('.sheet input')!;
    const press = async (button: string): Promise<void> => {
      find(button).focus();
      find(button).click();
      await element.updateComplete;
    };
    if (step) await press(`#${step}`);
    return { element, root, find, input, press };
  }

  it('opens in place, takes the focus to its first field, and passes the accessibility rules', async () => {
    const { element, root, input, find } = await open('resolve');
    expect(root.activeElement).to.equal(input());
    expect(find('.sheet').getAttribute('aria-labelledby')).to.equal('sheet-heading');
    expect(find('.sheet h3').textContent).to.equal('Do it: resolve');
    expect(find('.sheet').textContent).to.contain('Stops the clock.').and.not.to.contain('Cancel');
    await expectAccessible(element);
  });

  for (const [way, leave] of [
    ['Escape', () => sendKeys({ press: 'Escape' })],
    ['Not now', async ({ find }) => find('.sheet button[type="button"]').click()],
    ['the button that opened it', async ({ press }) => press('#resolve')],
  ] as const satisfies readonly (readonly [
    string,
    (scene: Awaited<ReturnType<typeof open>>) => Promise<void>,
  ])[])
    it(`is left with ${way}: the focus returns, and the text is back the next time`, async () => {
      const scene = await open('resolve');
      const { element, root, input, find, press } = scene;
      await sendKeys({ type: 'Run repeated' });
      await leave(scene);
      await waitUntil(() => root.querySelector('.sheet') === null);
      await waitUntil(() => root.activeElement === find('#resolve'));
      await press('#hold');
      expect(input().value, 'of another step').to.equal('');
      await press('#resolve');
      await waitUntil(() => input().value === 'Run repeated');
      expect(find('.sheet').textContent).to.contain('What you had typed is back.');
      expect(element.sheet.values).to.deep.equal({ notes: 'Run repeated' });
    });

  it('is sent with Ctrl and Enter from within a field, once', async () => {
    const { element } = await open('resolve');
    await sendKeys({ type: 'Restarted.' });
    await sendKeys({ down: 'Control' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ up: 'Control' });
    expect(element.sent).to.deep.equal([{ notes: 'Restarted.' }]);
  });

  it('leaves the Escape of a list within it to the list', async () => {
    const { input, element } = await open('resolve');
    input().addEventListener('keydown', (event) => event.preventDefault());
    await sendKeys({ press: 'Escape' });
    expect(element.sheet.step).to.equal('resolve');
  });

  it('forgets the text when the step is stored, and goes on to what is there instead of its button', async () => {
    const { element, root, input, find, press } = await open('resolve');
    await sendKeys({ type: 'Run repeated' });
    // As on a busy machine, a part of it has been kept by now.
    await new Promise((resolve) => setTimeout(resolve, 400));
    await sendKeys({ press: 'Enter' });
    expect(element.sent).to.deep.equal([{ notes: 'Run repeated' }]);
    expect(element.sheet.step, 'open until it is stored').to.equal('resolve');
    element.gone = true;
    // The store takes the draft out with the step.
    await element.sheet.send(async (key) => {
      await element.store!.addEntry('INC1', { kind: 'comment', text: 'Run repeated' }, key);
      return true;
    });
    await waitUntil(() => root.activeElement === find('h2'));
    element.gone = false;
    element.requestUpdate();
    await element.updateComplete;
    await press('#resolve');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(input().value).to.equal('');
    expect(await element.store!.drafts.load('incident:INC1:resolve')).to.equal(undefined);
  });

  it('closes when another incident is looked at, and keeps the text with the first', async () => {
    const { element, root, input, press } = await open('resolve');
    await sendKeys({ type: 'Run repeated' });
    element.incident = 'INC2';
    element.requestUpdate();
    await element.updateComplete;
    await element.updateComplete;
    expect(root.querySelector('.sheet')).to.equal(null);
    await press('#resolve');
    expect(input().value).to.equal('');
    element.incident = 'INC1';
    element.requestUpdate();
    await element.updateComplete;
    await press('#resolve');
    await waitUntil(() => input().value === 'Run repeated');
  });

  it('does not pull the focus back from where somebody has gone on to', async () => {
    const { element, root, find } = await open('resolve');
    find('#hold').focus();
    element.sheet.close();
    await element.updateComplete;
    expect(root.activeElement).to.equal(find('#hold'));
  });

  it('says that the text is kept only where it is, and what went wrong', async () => {
    const { element, find } = await open('resolve');
    await waitUntil(() => element.store!.status.value.storage === 'durable');
    element.error = new IncidentError('forbidden', 'No right to resolve.');
    element.requestUpdate();
    await element.updateComplete;
    expect(find('.sheet').textContent).to.contain('kept on this device');
    expect(find('.sheet [role="alert"]').textContent).to.contain('No right to resolve.');
    element.store = openStore(scriptedAdapter(), { persistence: 'none' });
    element.requestUpdate();
    await element.updateComplete;
    expect(find('.sheet').textContent).not.to.contain('kept on this device');
  });
});
