import { expect, fixture, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-desk.js';
import '../../src/define/incident-list.js';
import '../../src/define/incident-record.js';
import '../../src/define/incident-sla-clock.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import { minute, now, numbered } from '../support/queue-fixture.js';
import { scriptedAdapter } from '../support/scripted-adapter.js';

const second = 1000;
const patient = { timeout: 8000 };

/** A desk whose list is drawn at one second of a minute, and whose record and clock stand there at another one. */
async function drawn(left: number, first: number, then: number) {
  const at = (seconds: number): string => new Date(now + seconds * second).toISOString();
  const adapter = scriptedAdapter({
    incidents: [
      numbered(1, {
        acknowledgedAt: now - 50 * minute,
        firstResponseAt: now - 50 * minute,
        dueAt: now + left,
      }),
    ],
    now: () => now,
  });
  const desk = await fixture<IncidentDesk>(
    html`<incident-desk .adapterObject=${adapter} persistence="none" user="elif" lang="en" now=${at(first)}
      ><incident-list></incident-list
    ></incident-desk>`,
  );
  const figure = (tag: string): string => {
    const time = desk.querySelector(tag)?.shadowRoot?.querySelector('.line-time [aria-hidden]');
    return (time?.textContent ?? '').replaceAll(/[\u2066-\u2069]/gu, '').split('\n')[0] ?? '';
  };
  await waitUntil(() => /\d/u.test(figure('incident-list')), 'the list', patient);
  const before = figure('incident-list');
  desk.setAttribute('now', at(then));
  for (const tag of ['incident-record', 'incident-sla-clock'] as const) {
    const element = document.createElement(tag);
    element.incidentId = 'i1';
    element.toggleAttribute('compact', tag === 'incident-sla-clock');
    desk.append(element);
  }
  for (const tag of ['incident-record', 'incident-sla-clock'])
    await waitUntil(() => /\d/u.test(figure(tag)), tag, patient);
  return { before, figure };
}

describe('the time an incident has left', () => {
  it('is one figure on the whole page, at whatever second of a minute each part of it is drawn', async () => {
    const { before, figure } = await drawn(41 * minute + 20 * second, 5, 50);
    expect([
      before,
      figure('incident-list'),
      figure('incident-record'),
      figure('incident-sla-clock'),
    ]).to.deep.equal(['0:41', '0:41', '0:41', '0:41']);
  });

  it('is told alike when it has run out within the minute', async () => {
    const { before, figure } = await drawn(25 * second, 5, 50);
    expect(before).to.equal('0:00');
    await waitUntil(() => figure('incident-list') === '−0:01', 'the list looks each second', patient);
    expect([figure('incident-record'), figure('incident-sla-clock')]).to.deep.equal(['−0:01', '−0:01']);
  });

  it('is late by the same time everywhere', async () => {
    const { before, figure } = await drawn(-10 * minute - 40 * second, 5, 50);
    expect([
      before,
      figure('incident-list'),
      figure('incident-record'),
      figure('incident-sla-clock'),
    ]).to.deep.equal(['−0:10', '−0:10', '−0:10', '−0:10']);
  });
});
