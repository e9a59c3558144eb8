import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { LitElement } from 'lit';

import { Announcer } from '../../src/ui/announcer.js';

class Speaker extends LitElement {
  readonly announcer = new Announcer(this);
  protected override render() {
    return this.announcer.render();
  }
}
customElements.define('incident-test-speaker', Speaker);

describe('what is said to screen readers', () => {
  async function speaker() {
    const element = await fixture<Speaker>(html`<incident-test-speaker></incident-test-speaker>`);
    const region = element.shadowRoot!.querySelector('[role="status"]')!;
    /** Texts the region takes on; a text that is only set again makes none, and is not heard. */
    const heard: string[] = [];
    const observer = new MutationObserver(() => heard.push(region.textContent));
    observer.observe(region, { characterData: true, childList: true, subtree: true });
    const say = async (message: string): Promise<void> => {
      const before = region.textContent;
      element.announcer.say(message);
      await element.updateComplete;
      await Promise.resolve();
      expect(region.textContent, 'the region changes').not.to.equal(before);
    };
    return { element, heard, say };
  }

  it('is heard as often as it is said', async () => {
    const { say, heard } = await speaker();
    for (let time = 0; time < 3; time++) await say('Added to the timeline.');
    expect(heard.map((text) => text.trim())).to.deep.equal(Array(3).fill('Added to the timeline.'));
  });

  it('is heard when it is another', async () => {
    const { say, heard } = await speaker();
    await say('Added to the timeline.');
    await say('Copied.');
    expect(heard).to.deep.equal(['Added to the timeline.', 'Copied.']);
  });

  it('is not found any more after a while, beside something else', async () => {
    const { element, say } = await speaker();
    await say('Added to the timeline.');
    await waitUntil(() => element.shadowRoot!.textContent.trim() === '', '', { timeout: 10_000 });
  });

  it('is gone with the element', async () => {
    const { element, say } = await speaker();
    await say('Added to the timeline.');
    element.remove();
    document.body.append(element);
    element.requestUpdate();
    await element.updateComplete;
    expect(element.shadowRoot!.textContent.trim()).to.equal('');
    element.remove();
  });
});
