import { expect, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-desk.js';
import { loadElements } from '../../src/define/autoloader.js';

const defined = (tag: string) =>
  waitUntil(() => customElements.get(tag), `${tag} is not defined`, { timeout: 20_000 });

describe('a page that defines the tags it has', () => {
  let stop: () => void;
  const host = document.createElement('div');

  before(() => {
    document.body.append(host);
    const form = document.createElement('incident-form');
    form.lang = 'de';
    host.append(form);
    stop = loadElements(document);
  });

  after(() => {
    stop();
    host.remove();
  });

  it('defines those that stand in it, with what they draw, and no other', async () => {
    await defined('incident-form');
    await defined('incident-priority-matrix');
    expect(customElements.get('incident-list')).to.equal(undefined);
  });

  it('fetches the language they speak', async () => {
    const form = host.querySelector('incident-form')!;
    await waitUntil(() => form.shadowRoot?.textContent?.includes('hat kein Desk'), 'It speaks no German', {
      timeout: 20_000,
    });
  });

  it('defines a tag that comes later', async () => {
    host.append(document.createElement('incident-list'));
    await defined('incident-list');
  });

  it('looks into a shadow root that it is told of, and into no other', async () => {
    const [told, other] = [document.createElement('div'), document.createElement('div')];
    other.id = 'other';
    host.append(told, other);
    other.attachShadow({ mode: 'open' }).append(document.createElement('incident-kpi-card'));
    const root = told.attachShadow({ mode: 'open' });
    root.append(document.createElement('incident-outbox'));
    const leave = loadElements(root);
    await defined('incident-outbox');
    leave();
    expect(customElements.get('incident-kpi-card')).to.equal(undefined);
  });

  it('looks no more when it is told to stop', async () => {
    stop();
    host.append(document.createElement('incident-timeline'));
    // What is fetched after that shows that there was time enough.
    const leave = loadElements(host.querySelector('#other')!.shadowRoot!);
    await defined('incident-kpi-card');
    leave();
    expect(customElements.get('incident-timeline')).to.equal(undefined);
  });
});
