import { expect, html } from '@open-wc/testing';
import { LitElement } from 'lit';

import '../../src/define/incident-kpi-card.js';
import '../../src/define/incident-list.js';
import '../../src/define/incident-timeline.js';
import { Later } from '../../src/controllers/later.js';
import { openDesk } from '../support/desk-fixture.js';
import { incident, scriptedAdapter } from '../support/scripted-adapter.js';
import { until } from '../store/support/desk.js';

/** Shows a part of its code, which cannot be fetched at first. */
class Probe extends LitElement {
  asked = 0;
  reachable = false;
  readonly code = new Later(this, () => {
    this.asked++;
    return this.reachable ? Promise.resolve('The part') : Promise.reject(new TypeError('Failed to fetch'));
  });
  protected override render() {
    return html`${this.code.now ?? (this.code.failed ? 'Cannot be fetched' : 'Loading')}`;
  }
}
customElements.define('incident-test-probe', Probe);

describe('the code of an element that cannot be fetched', () => {
  const shown = (element: Element): string => element.shadowRoot?.textContent?.trim() ?? '';

  it('is said to be missing, and is there as soon as somebody asks again and it can be had', async () => {
    const probe = new Probe();
    document.body.append(probe);
    await until('it says so', () => shown(probe) === 'Cannot be fetched');
    expect(probe.asked, 'one attempt until there is reason for another').to.equal(1);
    probe.code.again();
    await until('it has tried again', () => probe.asked === 2);
    await probe.updateComplete;
    expect(shown(probe), 'it does not flicker meanwhile').to.equal('Cannot be fetched');
    probe.reachable = true;
    probe.code.again();
    await until('it is there', () => shown(probe) === 'The part');
    probe.remove();
  });

  it('is asked for again by itself', async () => {
    const probe = new Probe();
    document.body.append(probe);
    await until('it says so', () => shown(probe) === 'Cannot be fetched');
    probe.reachable = true;
    await until('it is there', () => shown(probe) === 'The part', 8000);
    probe.remove();
  }).timeout(10_000);

  // The last one of this file: the rule holds for the rest of the page's life.
  it('leaves no element empty: each says what is wrong, and what one can do', async () => {
    const rule = document.createElement('meta');
    rule.httpEquiv = 'Content-Security-Policy';
    rule.content = "script-src 'none'";
    document.head.append(rule);
    const { desk } = await openDesk(
      html`<incident-list></incident-list>
        <incident-timeline incident="a"></incident-timeline>
        <incident-kpi-card kpi="backlog"></incident-kpi-card>`,
      { adapter: scriptedAdapter({ incidents: [incident({ id: 'a' })] }) },
    );
    for (const element of desk.children) {
      const part = (selector: string) => element.shadowRoot?.querySelector<HTMLElement>(selector);
      await until(`${element.localName} says so`, () => part('[part="error"]'));
      expect(part('[part="error"]')?.textContent).to.contain('A part of this page could not be fetched.');
      expect(part('[part="error"] button')?.textContent?.trim()).to.equal('Try again');
      expect(element.matches(':state(error)'), element.localName).to.equal(true);
    }
  });
});
