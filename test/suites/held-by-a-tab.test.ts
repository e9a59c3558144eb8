import { expect, fixture, html, waitUntil } from '@open-wc/testing';

import '../../src/define/index.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import { allAreas } from '../../src/store/persistence.js';
import { databaseName } from '../../src/store/storage.js';
import { textOf } from '../support/desk-fixture.js';
import { incident, scriptedAdapter } from '../support/scripted-adapter.js';
import { standIns } from '../support/stand-in.js';

const patient = { timeout: 15_000 };

/** Where somebody writes. */
const places = ['incident-form', 'incident-timeline', 'incident-outbox', 'incident-record'] as const;

describe('another tab that keeps the data of this site', () => {
  const { replace, heal } = standIns();
  afterEach(heal);

  /** The database as a build before this one has left it open, deaf to whoever wants to upgrade it. */
  const heldOpen = (name: string, version: number): Promise<IDBDatabase> =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open(name, version);
      request.onupgradeneeded = () => {
        for (const area of allAreas) request.result.createObjectStore(area);
        request.transaction?.objectStore('outbox').createIndex('group', 'group');
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = reject;
    });

  for (const [lang, words] of [
    ['en', 'Close or reload that one.'],
    ['de', 'Schließen Sie es, oder laden Sie es neu.'],
    ['ar', 'أغلقها أو أعد تحميلها.'],
  ] as const)
    it(`is named where somebody writes, with what to do about it, until it has gone: ${lang}`, async () => {
      const adapter = scriptedAdapter({ incidents: [incident({ id: 'i1' })] });
      const deaf = await heldOpen(databaseName(adapter.id, 'elif'), 1);
      const { open } = IDBFactory.prototype;
      replace(IDBFactory.prototype, 'open', {
        value(this: IDBFactory, name: string, version?: number) {
          return open.call(this, name, version === undefined ? version : 2);
        },
      });
      const desk = await fixture<IncidentDesk>(
        html`<incident-desk .adapterObject=${adapter} user="elif" lang=${lang}
          ><incident-form></incident-form><incident-timeline incident-id="i1"></incident-timeline
          ><incident-outbox></incident-outbox><incident-record incident-id="i1"></incident-record
        ></incident-desk>`,
      );
      await waitUntil(() => desk.store?.status.value.storageHeldBy === 'older-tab', 'it is noticed', patient);
      const notes = (tag: string): string =>
        [...(desk.querySelector(tag)?.shadowRoot?.querySelectorAll('.note') ?? [])]
          .map((note) => note.textContent)
          .join(' ');
      for (const tag of places) await waitUntil(() => notes(tag).includes(words), tag, patient);
      await waitUntil(() => textOf(desk).includes(words), 'it is said', patient);
      deaf.close();
      await waitUntil(() => desk.store?.status.value.storage === 'durable', 'it has gone', patient);
      for (const tag of places) await waitUntil(() => !notes(tag).includes(words), tag, patient);
      expect(desk.store?.status.value.storageHeldBy).to.equal(undefined);
    }).timeout(40_000);
});
