import { expect } from '@open-wc/testing';
import { scriptedAdapter } from '../support/scripted-adapter.js';
import { closeStores, openStore, pause, states, until, untilStored, watch } from './support/desk.js';

// A file of its own: the rule holds for the rest of the page's life.
describe('a page that cannot fetch the rest of its code', () => {
  before(() => {
    const rule = document.createElement('meta');
    rule.httpEquiv = 'Content-Security-Policy';
    rule.content = "script-src 'none'";
    document.head.append(rule);
  });
  afterEach(closeStores);

  it('stores what people do all the same, keeps it queued and says that it is offline', async () => {
    const adapter = scriptedAdapter();
    const store = openStore(adapter);
    const draft = { title: 'Door does not close', description: '' };
    const { kept } = await store.createIncident(draft);
    expect(kept).to.equal('durable');
    await untilStored(adapter, 'outbox', 1);
    await until('it says so', () => store.outbox.value.hold === 'offline');
    await pause(1500);
    expect(states(store.outbox.value)).to.deep.equal(['queued']);
    expect(adapter.count('create')).to.equal(0);
    expect(store.exportOutbox()).to.contain('Door does not close');
    expect(await store.drafts.save('form', { title: 'Next' })).to.equal('durable');
  });

  it('says of a view what is wrong with it', async () => {
    const store = openStore(scriptedAdapter());
    const list = store.incidents({});
    watch(list);
    await until('the reason', () => list.value.error !== undefined);
    expect(list.value).to.include({ state: 'error', refreshing: false });
    expect(list.value.error?.kind).to.equal('network');
  });
});
