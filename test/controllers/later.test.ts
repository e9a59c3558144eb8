import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { css, LitElement } from 'lit';
import type { TemplateResult } from 'lit';

import { addStyles, Later } from '../../src/controllers/later.js';

let answers: (() => Promise<string>)[] = [];
let asked = 0;

class PartTest extends LitElement {
  static override styles = css`
    p {
      margin: 0;
    }
  `;
  readonly later: Later<string> = new Later(this, () => {
    asked += 1;
    return answers.shift()?.() ?? Promise.resolve('there');
  });

  protected override async getUpdateComplete(): Promise<boolean> {
    return this.later.complete(super.getUpdateComplete());
  }

  protected override render(): TemplateResult {
    return html`<p>${this.later.now ?? 'plain'}</p>`;
  }
}
customElements.define('part-test', PartTest);

const shown = (element: PartTest): string | undefined => element.shadowRoot?.textContent?.trim();

describe('a part of an element that comes later', () => {
  beforeEach(() => {
    asked = 0;
    answers = [];
  });

  it('is shown when it has come, and asked for only once', async () => {
    const element = await fixture<PartTest>(html`<part-test></part-test>`);
    expect(shown(element)).to.equal('there');
    element.requestUpdate();
    await element.updateComplete;
    expect(await element.later.fetch()).to.equal('there');
    expect(asked).to.equal(1);
  });

  it('leaves the plain look until it can be fetched, and asks again by itself', async function () {
    this.timeout(10_000);
    answers = [() => Promise.reject(new Error('no network'))];
    const element = document.createElement('part-test') as PartTest;
    document.body.append(element);
    await waitUntil(() => asked === 1);
    await element.updateComplete;
    expect(shown(element)).to.equal('plain');
    await waitUntil(() => shown(element) === 'there', 'it came with the second try', { timeout: 8_000 });
    expect(asked).to.equal(2);
    element.remove();
  });

  it('fails for whoever needs it at once, and is fetched by the next one', async () => {
    answers = [() => Promise.resolve('there'), () => Promise.reject(new Error('no network'))];
    answers.reverse();
    const element = new PartTest();
    let failed = false;
    await element.later.fetch().catch(() => (failed = true));
    expect(failed).to.equal(true);
    expect(await element.later.fetch()).to.equal('there');
  });

  it('brings its looks along without losing those of the element', async () => {
    const element = await fixture<PartTest>(html`<part-test></part-test>`);
    addStyles(
      element,
      css`
        p {
          color: rgb(1, 2, 3);
        }
      `,
    );
    const { color, marginTop } = getComputedStyle(element.shadowRoot?.querySelector('p') as Element);
    expect([color, marginTop]).to.deep.equal(['rgb(1, 2, 3)', '0px']);
  });
});
