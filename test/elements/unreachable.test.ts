import { expect, html } from '@open-wc/testing';

import '../../src/define/index.js';
import type { Entry } from '../../src/core/entry.js';
import { openDesk } from '../support/desk-fixture.js';
import { incident, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';

const at = Date.UTC(2026, 2, 27, 9);
const entry = (n: number): Entry => ({
  id: `e${String(n)}`,
  incidentId: 'i1',
  kind: 'work-note',
  visibility: 'internal',
  occurredAt: at - n,
  recordedAt: at - n,
  deferred: true,
});

/** Each way in which an element asks for more by itself, answered at once by a refusal. */
const asks = {
  'more entries': { fails: 'entries' },
  'the words of entries': { fails: 'entryTexts' },
  'more of the queue': { fails: 'list' },
} as const;
const elements = {
  'the timeline': html`<incident-timeline incident-id="i1"></incident-timeline>`,
  'the ladder': html`<incident-escalation incident-id="i1"></incident-escalation>`,
  'the clocks': html`<incident-sla-clock incident-id="i1"></incident-sla-clock>`,
  'the record': html`<incident-record incident-id="i1"></incident-record>`,
  'the steps': html`<incident-lifecycle incident-id="i1"></incident-lifecycle>`,
  'the queue': html`<incident-list limit="5"></incident-list>`,
  'a figure': html`<incident-kpi-card kpi="mttr"></incident-kpi-card>`,
  'the workbench': html`<incident-workbench></incident-workbench>`,
};

describe('where the ticket system fails at once', () => {
  for (const [what, { fails }] of Object.entries(asks))
    for (const [name, element] of Object.entries(elements))
      it(`${name} asks for ${what} again only after a while`, async () => {
        const adapter = scriptedAdapter({
          incidents: Array.from({ length: 30 }, (_, n) =>
            incident({ id: `i${String(n + 1)}`, status: { category: 'active' } }),
          ),
          entries: [1, 2, 3].map(entry),
        });
        let asked = 0;
        const refuse = (): Promise<never> => {
          asked++;
          return Promise.reject(noNetwork());
        };
        const { entries } = adapter;
        Object.assign(adapter, {
          entries: async (...given: Parameters<typeof entries>) =>
            given[1].cursor === undefined ? { ...(await entries(...given)), next: 'more' } : refuse(),
          ...(fails === 'entries' ? { entryTexts: () => Promise.resolve(new Map()) } : {}),
          ...(fails === 'entryTexts' ? { entryTexts: refuse } : {}),
          ...(fails === 'list' ? { list: refuse } : {}),
        });
        const { desk } = await openDesk(element, { adapter, persistence: 'none' });
        desk.select('i1');
        await new Promise((resolve) => setTimeout(resolve, 700));
        // Every view asks once or a few times while it begins; without end it would be thousands.
        expect(asked).to.be.below(40);
      });
});
