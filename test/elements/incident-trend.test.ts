import { expect, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-trend.js';
import { buttonOf, openDesk, settled, textOf } from '../support/desk-fixture.js';
import { incident, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';

const printer = incident({
  id: 'i1',
  number: 'INC0001',
  title: 'The printer is on fire',
  status: { category: 'active' },
});

async function shown(id: string | undefined, adapter = scriptedAdapter({ incidents: [printer] })) {
  const { desk } = await openDesk(html`<incident-trend incident-id=${id ?? ''}></incident-trend>`, {
    adapter,
    persistence: 'none',
  });
  const element = desk.querySelector('incident-trend')!;
  await settled(element);
  return { element, adapter };
}

describe('incident-trend', () => {
  it('shows the title, the number and the status of its incident', async () => {
    const { element } = await shown('i1');
    expect(element.matches(':state(ready)')).to.equal(true);
    expect(textOf(element)).to.equal('The printer is on fire INC0001 In progress');
    await expect(element).to.be.accessible();
  });

  it('says that no incident is named', async () => {
    const { element } = await shown(undefined);
    expect(element.matches(':state(empty)')).to.equal(true);
    expect(textOf(element)).to.equal('No incident is named.');
  });

  it('shows that it waits, and not nothing', async () => {
    const adapter = scriptedAdapter({ incidents: [printer] });
    adapter.always('get', { until: new Promise<never>(() => undefined) });
    const { desk } = await openDesk(html`<incident-trend incident-id="i1"></incident-trend>`, {
      adapter,
      persistence: 'none',
    });
    const element = desk.querySelector('incident-trend')!;
    await element.updateComplete;
    expect(element.matches(':state(loading)')).to.equal(true);
    expect(textOf(element)).to.equal('Loading …');
  });

  it('says what went wrong, and tries again', async () => {
    const adapter = scriptedAdapter({ incidents: [printer] });
    adapter.always('get', { fail: noNetwork() });
    const { element } = await shown('i1', adapter);
    expect(element.matches(':state(error)')).to.equal(true);
    adapter.always('get', undefined);
    buttonOf(element, 'Try again').click();
    await waitUntil(() => element.matches(':state(ready)'));
    expect(textOf(element)).to.contain('The printer is on fire');
  });
});
