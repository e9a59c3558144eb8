import { expect, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-form.js';
import '../../src/define/incident-list.js';
import '../../src/define/incident-record.js';
import '../../src/define/incident-sla-clock.js';
import '../../src/define/incident-timeline.js';
import { restPreset } from '../../src/adapters/presets/rest.js';
import { parseProfile } from '../../src/adapters/rest/check.js';
import { restAdapter } from '../../src/adapters/rest/index.js';
import { DAY, HOUR, MINUTE } from '../../src/core/time.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import { openDesk, settled, textOf, type, within } from '../support/desk-fixture.js';
import { newWorld } from '../support/fault-world.js';

const patient = { timeout: 10_000 };
const iso = (at: number): string => new Date(at).toISOString();

/** A page of a service desk whose backend's clock is another one. */
async function page(skew: number) {
  const world = await newWorld({ clockSkew: skew });
  const present = Date.now() + skew;
  const seeded = (
    id: string,
    logged: number,
    updated: number,
    more: object = {},
  ): Readonly<Record<string, unknown>> => ({
    id,
    title: id,
    priority: 2,
    status: 'active',
    loggedAt: iso(present - logged),
    updatedAt: iso(present - updated),
    firstResponseAt: iso(present - logged + 30_000),
    ...more,
  });
  await world.control({
    seed: {
      incidents: [
        seeded('vpn', 20 * MINUTE + 20_000, 10 * MINUTE),
        seeded('mail', 6 * DAY, 4 * DAY),
        seeded('disk', 30 * MINUTE, 30 * MINUTE, { dueAt: iso(present + 95 * MINUTE + 30_000) }),
      ],
    },
  });
  const adapter = restAdapter({
    profile: parseProfile(restPreset),
    baseUrl: world.baseUrl,
    allowOrigins: [new URL(world.baseUrl).origin],
  });
  const { desk } = await openDesk(
    html`<incident-list id="all" status="open" sort="-updatedAt"></incident-list
      ><incident-list id="stale" view="stale"></incident-list
      ><incident-sla-clock incident-id="disk"></incident-sla-clock
      ><incident-timeline incident-id="vpn"></incident-timeline>`,
    { adapter },
  );
  const list = desk.querySelector('#all')!;
  await waitUntil(() => rowsOf(list).length === 3, 'three lines', patient);
  await settled(desk.querySelector('incident-sla-clock')!);
  await settled(desk.querySelector('incident-timeline')!);
  return { world, desk, list, present };
}

const rowsOf = (list: Element): readonly HTMLElement[] => [
  ...(list.shadowRoot?.querySelectorAll<HTMLElement>('.line-time') ?? []),
];
const plain = (text: string | null | undefined): string =>
  (text ?? '')
    .replaceAll(/[\u2066-\u2069]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
const timesOf = (list: Element): readonly string[] =>
  rowsOf(list).map(({ textContent }) => plain(textContent));
const titlesOf = (list: Element): readonly string[] =>
  [...(list.shadowRoot?.querySelectorAll('.line-title') ?? [])].map(({ textContent }) => plain(textContent));
const clockOf = (desk: IncidentDesk): string =>
  plain(desk.querySelector('incident-sla-clock')?.shadowRoot?.textContent);
const marked = (list: Element): number => list.shadowRoot?.querySelectorAll('.fresh').length ?? 0;
/** What a clock says apart from the days it names. */
const figures = (text: string): readonly string[] =>
  text.match(/[−-]?\d+:\d\d(?! [AP]M)|\d+ hours?|\d+ minutes?/gu) ?? [];

for (const [what, skew] of [
  ['two days ahead', 2 * DAY],
  ['two days behind', -2 * DAY],
] as const)
  describe(`a backend whose clock is ${what}`, () => {
    it('changes nothing of what is left, of how long ago it was, and of what is stale', async () => {
      const [here, there] = await Promise.all([page(0), page(skew)]);
      const told = ({ list, desk }: typeof here): string =>
        [...titlesOf(list), ...timesOf(list), ...figures(clockOf(desk))].join();
      await waitUntil(() => told(there) === told(here), `${told(there)} is ${told(here)}`, patient);
      expect(timesOf(there.list).join()).not.to.match(/in \d/u);
      const stale = there.desk.querySelector('#stale')!;
      await waitUntil(() => titlesOf(stale).length > 0, 'what is stale', patient);
      expect(titlesOf(stale)).to.deep.equal(['mail']);
      expect(figures(clockOf(there.desk)).join()).to.match(/1:3[56]/u);
    });

    it('marks nothing as new at the first look, and what is new after it', async () => {
      const { world, list } = await page(skew);
      await new Promise((next) => setTimeout(next, 300));
      expect(marked(list)).to.equal(0);
      const made = await fetch(`${world.baseUrl}/incidents`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-User': 'bogdan' },
        body: JSON.stringify({ title: 'Printer on fire' }),
      });
      expect(made.ok).to.equal(true);
      await (list as HTMLElement & { refresh(): Promise<void> }).refresh();
      await waitUntil(() => marked(list) === 1, 'one mark', patient);
      expect(textOf(list)).to.contain('not read yet');
      expect(timesOf(list).join()).not.to.match(/in \d/u);
    });

    it('takes down when it happened by the clock on the wall, which is never in the future', async () => {
      const { desk, world } = await page(skew);
      const timeline = desk.querySelector('incident-timeline')!;
      await waitUntil(() => timeline.shadowRoot?.querySelector('#words'), 'the composer', patient);
      type(within(timeline, '#words'), 'It began at nine');
      const at = new Date(Date.now() - HOUR);
      // The desk of these tests is in Berlin.
      const local = new Intl.DateTimeFormat('sv-SE', {
        timeZone: 'Europe/Berlin',
        dateStyle: 'short',
        timeStyle: 'short',
      }).format(at);
      type(within(timeline, '#when'), local.replace(' ', 'T'));
      within<HTMLFormElement>(timeline, 'form').requestSubmit();
      await waitUntil(async () => (await world.state()).entries.length > 0, 'the words', patient);
    });
  });
