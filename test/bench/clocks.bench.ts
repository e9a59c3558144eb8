import type { PolicyDefinition } from '../../src/core/policy.js';
import '../../src/define/incident-desk.js';
import '../../src/define/incident-sla-clock.js';
import { incident, scriptedAdapter } from '../support/scripted-adapter.js';
import type { Bench } from './measure.js';
import { agree, compare } from './measure.js';

export const where = 'browser';

const amount = 500;
const minute = 60_000;

/** All of them run, and show another minute at each tick. */
const policy: PolicyDefinition = {
  targets: [{ id: 'quick', kind: 'resolution', target: 'PT8H', unit: 'calendar-time' }],
};

/** One tick of 500 clocks on a page, against writing 500 text nodes. */
const bench: Bench = async () => {
  const real = Date.now.bind(Date);
  const loggedAt = real() - 7 * 60 * minute;
  let ahead = 0;
  Date.now = () => real() + ahead;
  const host = document.createElement('main');
  document.body.append(host);
  const incidents = Array.from({ length: amount }, (_, at) =>
    incident({ id: `i${String(at)}`, status: { category: 'active' }, loggedAt: loggedAt + at * 1000 }),
  );
  const desk = Object.assign(document.createElement('incident-desk'), {
    adapterObject: scriptedAdapter({ incidents }),
    policyDefinition: policy,
    persistence: 'none' as const,
    lang: 'en',
    timeZone: 'UTC',
  });
  const clocks = incidents.map(({ id }) =>
    Object.assign(document.createElement('incident-sla-clock'), { incidentId: id, compact: true }),
  );
  desk.append(...clocks);
  host.append(desk);
  const texts = (): string => clocks.map(({ shadowRoot }) => shadowRoot?.textContent ?? '').join();
  for (let wait = 0; clocks.some(({ shadowRoot }) => !/\d/u.test(shadowRoot?.textContent ?? '')); wait++) {
    if (wait > 600) throw new Error(`No clocks have come: ${texts().slice(0, 200)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }

  const lines = Array.from({ length: amount }, () => {
    const line = document.createElement('div');
    host.append(line);
    return line.appendChild(document.createTextNode(''));
  });
  let second = 0;
  const write = (): number => {
    second++;
    for (const [at, line] of lines.entries()) line.data = `${String(at)} min ${String(second % 60)} s left`;
    return host.offsetHeight;
  };
  let timers = 0;
  const tick = async (): Promise<number> => {
    ahead += minute;
    const { setTimeout: own } = globalThis;
    timers = 0;
    globalThis.setTimeout = ((...given: Parameters<typeof own>) => {
      timers++;
      return own(...given);
    }) as typeof own;
    document.dispatchEvent(new Event('visibilitychange'));
    await Promise.all(clocks.map(({ updateComplete }) => updateComplete));
    globalThis.setTimeout = own;
    return host.offsetHeight;
  };
  const before = texts();
  await tick();
  if (texts() === before) throw new Error('The clocks do not tick.');
  agree('timers of a tick', 1, timers);
  const rows = await compare(`${String(amount)} clocks: one tick, laid out`, [
    { name: '500 text nodes written by hand', baseline: true, run: write },
    { name: '500 <incident-sla-clock compact>', run: tick, note: 'one timer for all of them' },
  ]);
  host.remove();
  Date.now = real;
  return rows;
};

export default bench;
