import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { LitElement, PropertyDeclaration } from 'lit';

import '../../src/define/index.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import { within } from '../support/desk-fixture.js';

const tags = [
  ...['desk', 'escalation', 'form', 'kpi-card', 'lifecycle', 'list', 'outbox', 'priority-matrix'],
  ...['record', 'sla-clock', 'timeline', 'trend', 'workbench'],
].map((name) => `incident-${name}`);

/** What attributes set, as Lit has it: the property, and how it is declared. */
function attributesOf(tag: string): readonly (readonly [attribute: string, property: string])[] {
  const { elementProperties } = customElements.get(tag) as unknown as typeof LitElement;
  return [...(elementProperties as Map<string, PropertyDeclaration>)].flatMap(
    ([property, { attribute, state }]) =>
      attribute === false || state
        ? []
        : [[typeof attribute === 'string' ? attribute : property.toLowerCase(), property] as const],
  );
}

describe('an attribute that is taken away', () => {
  for (const tag of tags)
    it(`leaves ${tag} as it was without it`, () => {
      for (const [attribute, property] of attributesOf(tag)) {
        const element = document.createElement(tag) as unknown as HTMLElement & Record<string, unknown>;
        const before = element[property];
        element.setAttribute(attribute, '7');
        element.removeAttribute(attribute);
        expect(element[property], attribute).to.equal(before);
      }
    });

  it('is the person at sign-out: the desk goes on with nobody', async () => {
    const desk = await fixture<IncidentDesk>(
      html`<incident-desk adapter="local" base-url="removed-${Date.now()}" user="elif" user-name="Elif"
        ><incident-list></incident-list
      ></incident-desk>`,
    );
    await waitUntil(() => desk.store?.author === 'elif', 'Elif', { timeout: 5000 });
    desk.removeAttribute('user');
    desk.removeAttribute('user-name');
    await waitUntil(() => desk.store?.author === '', 'nobody', { timeout: 5000 });
    desk.user = 'elif';
    await waitUntil(() => desk.store?.author === 'elif', 'Elif again', { timeout: 5000 });
    desk.user = null as unknown as undefined;
    await waitUntil(() => desk.store?.author === '', 'nobody again', { timeout: 5000 });
    const list = desk.querySelector('incident-list');
    await waitUntil(() => list?.matches(':state(empty)'), 'an empty list', { timeout: 5000 });
    expect(list?.shadowRoot?.querySelector('[part="error"]')).to.equal(null);
    expect(within(list, 'slot[name="empty"]')).to.be.instanceOf(HTMLElement);
  });
});
