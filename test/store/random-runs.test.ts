import { expect } from '@open-wc/testing';
import type { Adapter } from '../../src/adapters/adapter.js';
import type { IncidentStore } from '../../src/store/index.js';
import { lostAnswer, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import { standIns } from '../support/stand-in.js';
import { closeStores, openStore, pause, until } from './support/desk.js';

/** The same numbers for the same seed, between 0 and 1. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const seeds = Array.from({ length: 6 }, (_, at) => 1_000 + 7 * at);
const actions = 30;

describe('whatever happens in two tabs', () => {
  const { replace, heal } = standIns();
  afterEach(async () => {
    heal();
    await closeStores();
  });

  for (const seed of seeds)
    it(`everything that was accepted arrives once and unaltered, nothing else does, and no tab differs (run ${String(seed)})`, async function () {
      // A storage step that hangs is given time before it is given up.
      this.timeout(90_000);
      const random = chance(seed);
      const upTo = (n: number): number => Math.floor(random() * n);
      const backend = scriptedAdapter();
      let healed = false;
      /** A connection that loses requests, and answers to what was done. */
      const flaky =
        <A extends readonly unknown[], R>(call: (...given: A) => Promise<R>) =>
        async (...given: A): Promise<R> => {
          const luck = healed ? 1 : random();
          if (luck < 0.25) throw noNetwork();
          const answer = await call(...given);
          if (luck < 0.4) throw lostAnswer();
          return answer;
        };
      const adapter: Adapter = {
        ...backend,
        create: flaky(backend.create),
        addEntry: flaky(backend.addEntry),
        list: flaky(backend.list),
      };
      const put = IDBObjectStore.prototype.put;
      replace(IDBObjectStore.prototype, 'put', {
        value(this: IDBObjectStore, ...given: Parameters<IDBObjectStore['put']>) {
          if (!healed && random() < 0.04) throw new DOMException('The disk is full.', 'QuotaExceededError');
          return put.apply(this, given);
        },
      });

      const tabs: IncidentStore[] = [openStore(adapter), openStore(adapter)];
      const titles: string[] = [];
      const words: string[] = [];
      const refused: string[] = [];
      /** What each tab has logged itself: the page's own ids end with the page. */
      const own: string[][] = [[], []];
      for (let n = 0; n < actions; n++) {
        const at = upTo(2);
        const tab = tabs[at] as IncidentStore;
        const logged = own[at] as string[];
        const text = `Run ${String(seed)}, act ${String(n)}: ünïcode 𝄞 ${'x'.repeat(upTo(40))}`;
        const act = random();
        if (act < 0.45 || (act < 0.8 && logged.length === 0)) {
          try {
            const { incidentId } = await tab.createIncident({ title: text, description: text });
            titles.push(text);
            logged.push(incidentId);
          } catch {
            refused.push(text);
          }
        } else if (act < 0.8) {
          try {
            const id = logged[upTo(logged.length)] as string;
            await tab.addEntry(id, { kind: 'comment', text });
            words.push(text);
          } catch {
            refused.push(text);
          }
        } else if (act < 0.88) {
          // The tab crashes and is opened again.
          tab.dispose();
          tabs[at] = openStore(adapter);
          own[at] = [];
        } else await pause(upTo(25));
      }

      healed = true;
      for (const tab of tabs) void tab.resume();
      await until(
        `all is sent: ${titles.length + words.length} of them`,
        // A tab that has just been opened has not read yet what there is.
        () => tabs.every(({ outbox: { value } }) => value.complete && value.items.length === 0),
        30_000,
      );
      const told = backend.records();
      expect(told.map(({ title }) => title).sort()).to.deep.equal([...titles].sort());
      expect(told.every(({ title, description }) => description === title)).to.equal(true);
      const said: string[] = [];
      for (const { id } of told)
        for (const { text, kind } of (await backend.entries(id, { limit: 500 })).items)
          if (kind === 'comment') said.push(text ?? '');
      expect(said.sort()).to.deep.equal([...words].sort());
      expect(
        refused.filter((text) => [...said, ...told.map(({ title }) => title)].includes(text)),
      ).to.deep.equal([]);
    });
});
