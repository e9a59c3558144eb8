import type { Adapter } from '../../src/adapters/adapter.js';
import type { Entry } from '../../src/core/entry.js';
import '../../src/define/incident-desk.js';
import '../../src/define/incident-timeline.js';
import { incident, scriptedAdapter } from '../support/scripted-adapter.js';
import type { Bench } from './measure.js';
import { compare, seeded } from './measure.js';
import { MiniList } from './mini-list.js';
import type { MiniItem } from './mini-list.js';

export const where = 'browser';

const origin = Date.UTC(2026, 0, 5);
const people = ['Elif Demir', 'Bruno Kraft', 'Noor Haddad', 'Mika Salo'];

/** Entries newest first: a third words of some lines, the rest single changes. */
function entriesOf(count: number): readonly Entry[] {
  const random = seeded(11);
  return Array.from({ length: count }, (_, at): Entry => {
    const recordedAt = origin - at * 8 * 60_000;
    const author = { id: `p${String(at % 4)}`, name: people[at % 4] ?? '' };
    const base = {
      id: `e${String(at)}`,
      incidentId: 'i1',
      visibility: 'public',
      occurredAt: recordedAt,
      recordedAt,
      author,
    } as const;
    return at % 3
      ? {
          ...base,
          kind: 'change',
          changes: [{ field: 'group', to: `Group ${String(Math.floor(random() * 9))}` }],
        }
      : {
          ...base,
          kind: 'comment',
          text: 'The queue of the relay is full again. '.repeat(1 + Math.floor(random() * 4)),
        };
  });
}

const mini = ({ id, recordedAt, author, kind, text, changes }: Entry): MiniItem => ({
  id,
  at: recordedAt,
  who: author?.name ?? '',
  kind,
  text: text ?? `set ${changes?.[0]?.field ?? ''} to ${changes?.[0]?.to ?? ''}`,
});

/** A backend that hands over the whole history with its first answer. */
const backend = (entries: readonly Entry[]): Adapter => ({
  ...scriptedAdapter({ incidents: [incident({ id: 'i1', title: 'A long story' })], now: () => origin }),
  entries: async () => ({ items: entries, total: entries.length }),
});

const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

async function rowsOf(timeline: HTMLElement): Promise<number> {
  for (let wait = 0; wait < 500; wait++) {
    const count = timeline.shadowRoot?.querySelectorAll('article').length ?? 0;
    if (count > 0) return timeline.offsetHeight > 0 ? count : 0;
    await Promise.resolve();
    if (wait > 50) await new Promise((resolve) => setTimeout(resolve));
  }
  throw new Error('No rows have come.');
}

async function openDesk(host: HTMLElement, adapter: Adapter) {
  const desk = Object.assign(document.createElement('incident-desk'), {
    adapterObject: adapter,
    persistence: 'none' as const,
    lang: 'en',
    timeZone: 'UTC',
  });
  host.append(desk);
  while (!desk.store) await new Promise((resolve) => setTimeout(resolve));
  return desk;
}

function timelineElement() {
  return Object.assign(document.createElement('incident-timeline'), {
    incidentId: 'i1',
    heading: 'none',
    readOnly: true,
  });
}

/** First rows, a screenful further, and a live entry, against the least a virtual list can be. */
const bench: Bench = async () => {
  const host = document.createElement('main');
  document.body.append(host);
  const results = [];
  for (const count of [10_000, 100_000]) {
    const entries = entriesOf(count);
    const items = entries.map(mini);
    const desk = await openDesk(host, backend(entries));
    // The store of this desk has read the history once; what is measured is the element's own work.
    const warm = timelineElement();
    desk.append(warm);
    await rowsOf(warm);
    const title = count.toLocaleString('en');
    results.push(
      ...(await compare(`${title} entries: first rows`, [
        {
          name: 'minimal virtual list, hand-written',
          baseline: true,
          run: () => {
            const list = new MiniList(host, items);
            const { rows } = list;
            list.scroller.remove();
            return rows;
          },
        },
        {
          name: '<incident-timeline>, history in the store',
          note: 'with days, sentences, roles, language',
          run: async () => {
            const timeline = timelineElement();
            desk.append(timeline);
            const rows = await rowsOf(timeline);
            timeline.remove();
            return rows;
          },
        },
        {
          name: '<incident-desk> and timeline from nothing',
          note: 'store opened, whole history read',
          run: async () => {
            const own = await openDesk(host, backend(entries));
            const timeline = timelineElement();
            own.append(timeline);
            const rows = await rowsOf(timeline);
            own.remove();
            return rows;
          },
        },
      ])),
    );

    const list = new MiniList(host, items);
    const scroller = warm.shadowRoot?.querySelector<HTMLElement>('.scroller');
    if (!scroller) throw new Error('The timeline has no scroller.');
    let place = 0;
    const scroll = (element: HTMLElement) => async (): Promise<number> => {
      place = (place + 600) % 300_000;
      element.scrollTop = place;
      await frame();
      return element.offsetHeight;
    };
    results.push(
      ...(await compare(`${title} entries: most of a screen scrolled, to the next frame`, [
        { name: 'minimal virtual list, hand-written', baseline: true, times: 5, run: scroll(list.scroller) },
        {
          name: '<incident-timeline>',
          times: 5,
          run: scroll(scroller),
          note: 'a frame of the screen is in both',
        },
      ])),
    );
    list.scroller.remove();
    desk.remove();
  }
  return results;
};

export default bench;
