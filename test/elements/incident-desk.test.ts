import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';

import '../../src/define/incident-desk.js';
import '../../src/define/incident-form.js';
import '../../src/define/incident-list.js';
import '../../src/define/incident-outbox.js';
import { DeskController } from '../../src/ui/desk.js';
import type { DeskState } from '../../src/ui/desk.js';
import { listen } from '../support/spoken.js';
import { incident, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';

/** Shows what an element learns of its desk. */
class DeskProbe extends LitElement {
  @property() desk: string | undefined;
  readonly controller = new DeskController(this);
  get state(): DeskState | undefined {
    return this.controller.state;
  }
}

let serial = 0;
const name = (): string => `desk-test-${String(++serial)}-${String(Date.now())}`;
const probe = (root: ParentNode): DeskProbe =>
  root.querySelector<DeskProbe>('incident-test-probe') ?? new DeskProbe();
const phase = (root: ParentNode, wanted: DeskState['phase']): Promise<void> =>
  waitUntil(() => probe(root).state?.phase === wanted, `phase ${wanted}`);

describe('incident-desk', () => {
  it('gives its store to an element that was upgraded long before it', async () => {
    const host = await fixture<HTMLElement>(
      html`<div>
        <incident-desk adapter="local" base-url=${name()}
          ><incident-test-probe></incident-test-probe
        ></incident-desk>
      </div>`,
    );
    customElements.define('incident-test-probe', DeskProbe);
    await phase(host, 'ready');
    expect(probe(host).state?.store?.adapter.name).to.equal('local');
    expect(probe(host).state?.policy?.matrix.id).to.equal('servicenow-3x3');
  });

  it('says once, for all elements in it, that the connection is lost and that it is back', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'i1' })] });
    const desk = await fixture<IncidentDesk>(
      html`<incident-desk .adapterObject=${adapter} persistence="none" user="elif" lang="en">
        <incident-list></incident-list><incident-outbox></incident-outbox>
      </incident-desk>`,
    );
    const [list, outbox] = [desk.querySelector('incident-list')!, desk.querySelector('incident-outbox')!];
    await waitUntil(() => list.matches(':state(ready)'));
    const [told, ...others] = [desk, list, outbox].map((element) => listen(element));
    adapter.always('list', { fail: noNetwork() });
    await list.refresh();
    await waitUntil(() => told!.said.length === 1, 'lost', { timeout: 5000 });
    adapter.always('list', undefined);
    await list.refresh();
    await waitUntil(() => told!.said.length === 2, 'back', { timeout: 5000 });
    expect(told!.said).to.deep.equal([
      'Offline. What you send goes out by itself while this page stays open.',
      'Connected again.',
    ]);
    expect(
      others.map(({ said }) => said.filter((text) => /offline|connect|reached/iu.test(text))),
    ).to.deep.equal([[], []]);
  });

  it('says so of the one who is named too, and no longer of nobody', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'i1' })] });
    const desk = await fixture<IncidentDesk>(
      html`<incident-desk .adapterObject=${adapter} persistence="none" lang="en">
        <incident-list></incident-list>
      </incident-desk>`,
    );
    const list = desk.querySelector('incident-list')!;
    await waitUntil(() => list.matches(':state(ready)'));
    desk.setAttribute('user', 'elif');
    await waitUntil(() => desk.store?.author === 'elif');
    await waitUntil(() => list.matches(':state(ready)'));
    const told = listen(desk);
    adapter.always('list', { fail: noNetwork() });
    await list.refresh();
    await waitUntil(() => told.said.length === 1, 'lost', { timeout: 5000 });
    expect(told.said[0]).to.match(/^Offline\./u);
  });

  it('shows that it works through :state(ready)', async () => {
    const desk = await fixture<IncidentDesk>(
      html`<incident-desk adapter="local" base-url=${name()}></incident-desk>`,
    );
    await waitUntil(() => desk.matches(':state(ready)'));
    expect(desk.matches(':state(starting)')).to.equal(false);
  });

  it('serves an element elsewhere on the page that names it, whichever of the two comes first', async () => {
    const id = name();
    const outside = await fixture<DeskProbe>(html`<incident-test-probe desk=${id}></incident-test-probe>`);
    expect(outside.state).to.equal(undefined);
    const desk = await fixture<IncidentDesk>(
      html`<incident-desk id=${id} adapter="local" base-url=${id}></incident-desk>`,
    );
    await waitUntil(() => outside.state?.phase === 'ready');
    desk.remove();
    await waitUntil(() => outside.state === undefined);
  });

  it('is found by an id it is given later, and by no former one', async () => {
    const [id, next] = [name(), name()];
    const outside = await fixture<DeskProbe>(html`<incident-test-probe desk=${id}></incident-test-probe>`);
    const desk = document.createElement('incident-desk');
    desk.adapter = 'local';
    desk.baseUrl = id;
    outside.parentElement?.append(desk);
    desk.id = id;
    await waitUntil(() => outside.state?.phase === 'ready');
    desk.id = next;
    expect(outside.state).to.equal(undefined);
    outside.desk = next;
    await waitUntil(() => outside.state?.phase === 'ready');
    desk.removeAttribute('id');
    expect(outside.state).to.equal(undefined);
    desk.remove();
  });

  it('says which attribute is missing instead of inventing a backend', async () => {
    const host = await fixture<HTMLElement>(
      html`<div>
        <incident-desk><incident-test-probe></incident-test-probe></incident-desk>
      </div>`,
    );
    await phase(host, 'failed');
    expect(probe(host).state?.error).to.include({ kind: 'configuration' });
    expect(probe(host).state?.error?.message).to.contain('adapter="local"');
  });

  for (const how of ['when somebody asks for it', 'by itself'] as const)
    it(`starts ${how} after its profile could not be fetched`, async () => {
      const { fetch } = window;
      let asked = 0;
      let reachable = false;
      window.fetch = async () => {
        asked += 1;
        if (!reachable) throw new TypeError('Failed to fetch');
        return Response.json({ name: 'ours', extends: 'rest' });
      };
      try {
        const host = await fixture<HTMLElement>(
          html`<div>
            <incident-desk adapter="./ours.json" base-url="/api"
              ><incident-test-probe></incident-test-probe><incident-list></incident-list
            ></incident-desk>
          </div>`,
        );
        await phase(host, 'failed');
        const list = host.querySelector('incident-list');
        const button = () =>
          list?.shadowRoot?.querySelector<HTMLButtonElement>('[part="error"] button') ?? undefined;
        await waitUntil(() => button(), 'the list offers to try again');
        expect(button()?.textContent?.trim()).to.equal('Try again');
        const before = asked;
        reachable = true;
        if (how !== 'by itself') button()?.click();
        await phase(host, 'ready');
        expect(asked).to.be.greaterThan(before);
        expect(probe(host).state?.error).to.equal(undefined);
      } finally {
        window.fetch = fetch;
      }
    });

  it('does not offer to try again what only the page’s owner can mend', async () => {
    const host = await fixture<HTMLElement>(
      html`<div>
        <incident-desk adapter="nonsense"><incident-test-probe></incident-test-probe></incident-desk>
      </div>`,
    );
    await phase(host, 'failed');
    expect(probe(host).state?.again).to.equal(undefined);
  });

  it('names a preset that does not exist, and recovers when the attribute is mended', async () => {
    const host = await fixture<HTMLElement>(
      html`<div>
        <incident-desk adapter="nonsense"><incident-test-probe></incident-test-probe></incident-desk>
      </div>`,
    );
    await phase(host, 'failed');
    expect(probe(host).state?.error?.message).to.contain('nonsense');
    const desk = host.querySelector('incident-desk');
    desk?.setAttribute('base-url', name());
    desk?.setAttribute('adapter', 'local');
    await phase(host, 'ready');
  });

  it('keeps its store when it is moved on the page, and ends it when it is taken away', async () => {
    const host = await fixture<HTMLElement>(
      html`<div>
        <section></section>
        <incident-desk adapter="local" base-url=${name()}></incident-desk>
      </div>`,
    );
    const desk = host.querySelector('incident-desk');
    if (!desk) throw new Error('no desk');
    await waitUntil(() => desk.store !== undefined);
    const { store } = desk;
    host.querySelector('section')?.append(desk);
    await desk.updateComplete;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(desk.store).to.equal(store);
    desk.remove();
    await waitUntil(() => desk.store === undefined);
  });

  it('passes language, zone and a fixed present on, and a change of them does not restart the store', async () => {
    const host = await fixture<HTMLElement>(
      html`<div>
        <incident-desk
          adapter="local"
          base-url=${name()}
          lang="de"
          time-zone="Europe/Berlin"
          now="2026-03-02T09:00:00Z"
          ><incident-test-probe></incident-test-probe
        ></incident-desk>
      </div>`,
    );
    await phase(host, 'ready');
    const before = probe(host).state;
    expect(before).to.include({ language: 'de', timeZone: 'Europe/Berlin', now: Date.UTC(2026, 2, 2, 9) });
    host.querySelector('incident-desk')?.setAttribute('lang', 'ar');
    await waitUntil(() => probe(host).state?.language === 'ar');
    expect(probe(host).state?.store).to.equal(before?.store);
  });

  it('has one clock: what is written under a fixed present is dated by it, waiting or recorded', async () => {
    const desk = await fixture<IncidentDesk>(
      html`<incident-desk adapter="local" base-url=${name()} now="2026-03-02T09:00:00Z"></incident-desk>`,
    );
    await waitUntil(() => desk.store !== undefined);
    const store = desk.store!;
    const dates: number[] = [];
    store.outbox.subscribe(({ items }) => dates.push(...items.map(({ mutation }) => mutation.createdAt)));
    const { outcome } = await store.createIncident({ title: 'No mail', description: '' });
    dates.push((await outcome).incident?.loggedAt ?? NaN);
    expect(dates.length).to.be.above(1);
    for (const at of dates) expect(at - Date.UTC(2026, 2, 2, 9)).to.be.within(0, 60_000);
  });

  it('keeps its elements apart in a page without any CSS, and leaves the last word to the page’s', async () => {
    const desk = await fixture<IncidentDesk>(
      html`<incident-desk adapter="local" base-url=${name()} lang="en">
        <incident-form></incident-form><incident-list></incident-list><incident-outbox></incident-outbox>
        <p>A word of the page</p>
        <style>
          incident-outbox {
            margin-block-start: 2px;
          }
        </style>
      </incident-desk>`,
    );
    const [form, list, outbox] = [...desk.children];
    await waitUntil(() => [list, outbox].every((one) => one?.matches(':state(empty)')), 'settled');
    const edge = (one: Element | undefined): DOMRect => one!.getBoundingClientRect();
    expect(edge(form).top - edge(desk.parentElement!).top).to.equal(0);
    expect(edge(list).top - edge(form).bottom).to.equal(24);
    expect(edge(outbox).top - edge(list).bottom).to.equal(2);
  });

  it('separates people: another user gets another store', async () => {
    const desk = await fixture<IncidentDesk>(
      html`<incident-desk adapter="local" base-url=${name()} user="elif"></incident-desk>`,
    );
    await waitUntil(() => desk.store?.author === 'elif');
    desk.user = 'bruno';
    await waitUntil(() => desk.store?.author === 'bruno');
  });

  it('refuses a policy with a mistake and names the path', async () => {
    const host = await fixture<HTMLElement>(
      html`<div>
        <incident-desk
          adapter="local"
          base-url=${name()}
          .policyDefinition=${{ matrix: { id: 'm', version: '1', impact: [], urgency: [], priorities: [], cells: [] } }}
          ><incident-test-probe></incident-test-probe
        ></incident-desk>
      </div>`,
    );
    await phase(host, 'failed');
    expect(probe(host).state?.error?.issues.map((issue) => issue.path)).to.include('matrix.impact');
  });

  it('makes the opening hours of a policy without a matrix ready for use', async () => {
    const office = { id: 'office', timeZone: 'Europe/Berlin', hours: { mon: [['09:00', '17:00']] } };
    const host = await fixture<HTMLElement>(
      html`<div>
        <incident-desk adapter="local" base-url=${name()} .policyDefinition=${{ calendars: [office] }}
          ><incident-test-probe></incident-test-probe
        ></incident-desk>
      </div>`,
    );
    await phase(host, 'ready');
    expect(probe(host).state?.policy?.calendars.get('office')?.timeZone).to.equal('Europe/Berlin');
  });
});
