import { expect, html, waitUntil } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { openDB } from 'idb';

import '../../src/define/incident-escalation.js';
import '../../src/define/incident-lifecycle.js';
import '../../src/define/incident-list.js';
import '../../src/define/incident-record.js';
import type { OutboxRow } from '../../src/store/row.js';
import { databaseName } from '../../src/store/storage.js';
import { buttonOf, openDesk, press, settled, type, within } from '../support/desk-fixture.js';
import { incident, scriptedAdapter } from '../support/scripted-adapter.js';
import { standIns } from '../support/stand-in.js';

const patient = { timeout: 8000 };
const words = 'The switch in aisle F answers late.';

type Shown = HTMLElement & { readonly updateComplete: Promise<unknown> };

/** Fills in a step that sends words, up to the button that does it. */
interface Sheet {
  readonly content: TemplateResult;
  readonly tag: string;
  readonly fill: (element: Shown) => Promise<void>;
  /** What has to lie in the outbox where the draft has gone. */
  readonly sends: readonly string[];
}

const handOver = async (element: Shown): Promise<void> => {
  type(within(element, '#group'), 'Network');
  press(within(element, '#group'), 'Tab');
  type(within(element, '#note'), words);
};

const sheets: readonly Sheet[] = [
  {
    tag: 'incident-lifecycle',
    content: html`<incident-lifecycle incident-id="i1"></incident-lifecycle>`,
    async fill(element) {
      buttonOf(element, 'Hand over').click();
      await element.updateComplete;
      await handOver(element);
    },
    sends: ['update', 'add-entry'],
  },
  {
    tag: 'incident-escalation',
    content: html`<incident-escalation incident-id="i1"></incident-escalation>`,
    async fill(element) {
      buttonOf(element, 'Hand over …').click();
      await element.updateComplete;
      await handOver(element);
    },
    sends: ['update', 'add-entry'],
  },
  {
    tag: 'incident-list',
    content: html`<incident-list></incident-list>`,
    async fill(element) {
      const row = within(element, '.body .row-of[data-id="i1"]');
      row.focus();
      press(row, 'c');
      await waitUntil(() => element.shadowRoot?.querySelector('.sheet'), 'a sheet', patient);
      type(within(element, '#comment'), words);
    },
    sends: ['add-entry'],
  },
  {
    tag: 'incident-record',
    content: html`<incident-record incident-id="i1"></incident-record>`,
    async fill(element) {
      within(element, '[data-edit="description"]').click();
      await element.updateComplete;
      type(within(element, '#value'), words);
    },
    sends: ['update'],
  },
];

/** From the first write to the outbox on nothing is written any more, as if the page had gone at that moment. */
function crashAtFirstWrite(replace: ReturnType<typeof standIns>['replace']): () => boolean {
  const { transaction } = IDBDatabase.prototype;
  let crashed = false;
  replace(IDBDatabase.prototype, 'transaction', {
    value(this: IDBDatabase, ...args: Parameters<typeof transaction>) {
      if (crashed && args[1] === 'readwrite')
        throw new DOMException('The page has gone.', 'InvalidStateError');
      const tx = transaction.apply(this, args);
      crashed ||= tx.mode === 'readwrite' && tx.objectStoreNames.contains('outbox');
      return tx;
    },
  });
  return () => crashed;
}

describe('a step whose words are stored at the moment of a crash', () => {
  const { replace, heal } = standIns();
  afterEach(heal);

  for (const { tag, content, fill, sends } of sheets)
    it(`is either a draft or in the outbox, whole, never both: ${tag}`, async () => {
      const adapter = scriptedAdapter({
        incidents: [
          incident({
            id: 'i1',
            status: { category: 'active' },
            assignee: { id: 'marek', name: 'Marek Novák' },
          }),
        ],
      });
      const { desk } = await openDesk(content, { adapter, persistence: 'indexeddb' });
      const element = desk.querySelector<Shown>(tag)!;
      await settled(element);
      await waitUntil(() => desk.store?.status.value.storage === 'durable', 'a database', patient);
      await fill(element);
      const stored = async (area: string): Promise<readonly unknown[]> => {
        const db = await openDB(databaseName(adapter.id, 'elif'));
        const found = (await db.getAll(area)) as unknown[];
        db.close();
        return found;
      };
      await waitUntil(async () => JSON.stringify(await stored('drafts')).includes(words), 'a draft', patient);
      const crashed = crashAtFirstWrite(replace);
      within(element, 'form:not([method]) [type="submit"]').click();
      await waitUntil(crashed, 'something is stored', patient);
      await waitUntil(async () => (await stored('outbox')).length > 0, 'the step is stored', patient);
      heal();
      const rows = ((await stored('outbox')) as OutboxRow[]).sort((a, b) => a.seq - b.seq);
      expect(rows.map(({ mutation }) => mutation.intent.kind)).to.deep.equal(sends);
      expect(JSON.stringify(rows)).to.contain(words);
      expect(await stored('drafts')).to.deep.equal([]);
    });
});
