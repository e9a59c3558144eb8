import { expect, fixture, html, waitUntil } from '@open-wc/testing';

import '../../src/define/index.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import { textOf } from '../support/desk-fixture.js';
import { noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedAdapter } from '../support/scripted-adapter.js';

const patient = { timeout: 10_000 };
const present = Date.now();

/** What says that nothing is open, or that there is none. */
const kinds = [
  ['the list', html`<incident-list></incident-list>`],
  ['the heat map', html`<incident-priority-matrix mode="heat"></incident-priority-matrix>`],
  ['a backlog', html`<incident-kpi-card kpi="backlog"></incident-kpi-card>`],
  ['a figure', html`<incident-kpi-card kpi="mttr"></incident-kpi-card>`],
  ['a trend', html`<incident-trend kpi="volume"></incident-trend>`],
] as const;

describe('what was empty when this device looked last', () => {
  const open = async (adapter: ScriptedAdapter, content: unknown): Promise<HTMLElement> => {
    const desk = await fixture<IncidentDesk>(
      html`<incident-desk
        .adapterObject=${adapter}
        user="elif"
        lang="en"
        time-zone="Europe/Berlin"
        now=${new Date(present).toISOString()}
        >${content}</incident-desk
      >`,
    );
    return desk.firstElementChild as HTMLElement;
  };

  for (const [what, content] of kinds)
    it(`is not told as the present while the ticket system is still asked, nor without an answer: ${what}`, async () => {
      const adapter = scriptedAdapter();
      const before = await open(adapter, content);
      await waitUntil(() => before.matches(':state(empty), :state(ready)'), 'nothing is there', patient);
      const told = textOf(before);
      await new Promise((next) => setTimeout(next, 300));
      before.parentElement?.remove();

      let fail = (): void => undefined;
      adapter.always('list', {
        until: new Promise<void>((done) => (fail = done)),
        fail: noNetwork(),
      });
      const asked = adapter.count('list');
      const again = await open(adapter, content);
      await waitUntil(() => adapter.count('list') > asked, 'it asks', patient);
      await new Promise((next) => setTimeout(next, 300));
      expect(again.matches(':state(loading)'), textOf(again)).to.equal(true);
      fail();
      await waitUntil(() => again.matches(':state(error)'), 'that it cannot know', patient);
      expect(textOf(again)).not.to.equal(told);
    });
});
