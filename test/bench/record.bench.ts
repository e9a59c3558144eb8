import '../../src/define/incident-desk.js';
import '../../src/define/incident-record.js';
import '../../src/define/incident-timeline.js';
import { anEntry, monday } from '../../src/testing/index.js';
import { incident, scriptedAdapter } from '../support/scripted-adapter.js';
import type { Bench } from './measure.js';
import { agree, compare } from './measure.js';

export const where = 'browser';

const frame = (): Promise<number> => new Promise(requestAnimationFrame);

/** The backend's answer comes long after the frame that is counted. */
const slow = { delay: 400 };

/**
 * Opening an incident whose record and timeline are on the device, while the backend takes its time: it is there with the
 * next frame, as a line written by hand is.
 */
const bench: Bench = async () => {
  const host = document.createElement('main');
  document.body.append(host);
  const incidents = Array.from({ length: 8 }, (_, at) =>
    incident({
      id: `i${String(at)}`,
      number: `INC${String(at)}`,
      title: `Payroll stops at step ${String(at)}`,
    }),
  );
  const adapter = scriptedAdapter({
    incidents,
    entries: incidents.flatMap(({ id }) =>
      Array.from({ length: 20 }, (_, at) =>
        anEntry({
          id: `${id}.${String(at)}`,
          incidentId: id,
          text: `Step ${String(at)} of ${id} is over`,
          occurredAt: monday + at * 60_000,
          recordedAt: monday + at * 60_000,
        }),
      ),
    ),
  });
  const desk = Object.assign(document.createElement('incident-desk'), {
    adapterObject: adapter,
    user: 'elif',
    lang: 'en',
    timeZone: 'UTC',
  });
  const record = document.createElement('incident-record');
  const timeline = document.createElement('incident-timeline');
  desk.append(record, timeline);
  host.append(desk);
  const open = (at: number): void => {
    record.incidentId = timeline.incidentId = `i${String(at)}`;
  };
  const shown = (at: number): boolean =>
    (record.shadowRoot?.textContent ?? '').includes(`INC${String(at)}`) &&
    (timeline.shadowRoot?.textContent ?? '').includes(`of i${String(at)} is over`);
  /** Opens one and counts the frames until it can be read. */
  const read = async (at: number): Promise<number> => {
    open(at);
    for (let frames = 1; frames < 600; frames++) {
      await frame();
      // What is drawn in this frame is laid out now.
      if (shown(at) && host.offsetHeight > 0) return frames;
    }
    throw new Error(`INC${String(at)} never came.`);
  };
  for (const at of incidents.keys()) await read(at);
  adapter.always('get', slow);
  adapter.always('entries', slow);

  let next = 0;
  let most = 0;
  const line = document.createElement('p');
  host.append(line);
  const rows = await compare('an incident on the device: opened, laid out', [
    {
      name: 'a line written by hand, one frame',
      baseline: true,
      run: async () => {
        line.textContent = `INC${String(next)}`;
        await frame();
        return host.offsetHeight;
      },
    },
    {
      name: '<incident-record> and <incident-timeline>',
      note: 'the backend answers 400 ms later',
      run: async () => {
        next = (next + 1) % incidents.length;
        most = Math.max(most, await read(next));
      },
    },
  ]);
  agree('frames until it can be read', 1, most);
  host.remove();
  return rows;
};

export default bench;
