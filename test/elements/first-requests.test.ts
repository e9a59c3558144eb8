import { expect, fixture, html, waitUntil } from '@open-wc/testing';

import '../../src/define/index.js';
import { IncidentError } from '../../src/core/errors.js';
import { openDesk, settled, within } from '../support/desk-fixture.js';
import { newWorld } from '../support/fault-world.js';
import { incident, scriptedAdapter } from '../support/scripted-adapter.js';

const patient = { timeout: 15_000 };

describe('a desk that begins where the ticket system refuses', () => {
  it('everything: asks for what it shows, tries again with one request for all, and then waits', async () => {
    const world = await newWorld({ script: [{ match: { path: '/**' }, act: 503, times: 0 }] });
    const desk = await fixture(
      html`<incident-desk adapter="rest" base-url=${world.baseUrl} persistence="none" user="elif">
        <incident-workbench></incident-workbench>
      </incident-desk>`,
    );
    const bench = desk.querySelector('incident-workbench');
    await waitUntil(() => bench?.shadowRoot?.querySelector('incident-list'), 'there is a queue', patient);
    const list = within<HTMLElementTagNameMap['incident-list']>(bench, 'incident-list');
    await waitUntil(() => list.matches(':state(error)'), 'it says so', patient);
    const asked = async () =>
      (await world.journal()).filter(({ path }) => path === '/incidents').map(({ query }) => query);
    const before = await asked();
    expect(new Set(before).size, 'everything open, and the queue in its order').to.be.at.most(2);
    expect(before.length, 'each once, and one of them twice more').to.be.at.most(4);
    for (let time = 0; time < 5; time++) {
      list.requestUpdate();
      await list.updateComplete;
    }
    expect(await asked(), 'what is drawn again asks for nothing').to.deep.equal(before);
  });

  it('its longest list only: the views are counted one by one all the same', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'i1', status: { category: 'active' } })] });
    const { list } = adapter;
    const counted: unknown[] = [];
    Object.assign(adapter, {
      list: async (...given: Parameters<typeof list>) => {
        const [{ status }, { limit }] = given;
        if (limit > 100) throw new IncidentError('timeout', 'No answer within 30 seconds.');
        if (limit === 1) counted.push(status);
        return list(...given);
      },
    });
    const { desk } = await openDesk(html`<incident-list views="unconfirmed open"></incident-list>`, {
      adapter,
      persistence: 'none',
    });
    await settled(desk.querySelector('incident-list')!);
    await waitUntil(() => counted.some((status) => String(status) === 'resolved'), 'it is counted', patient);
  });
});
