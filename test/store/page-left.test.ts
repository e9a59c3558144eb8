import { expect } from '@open-wc/testing';

import { lastWords } from '../../src/browser/last-words.js';
import type { IncidentStore, StoredDraft, StoreOptions } from '../../src/store/index.js';
import { databaseName } from '../../src/store/storage.js';
import { freeze } from '../support/frozen-tab.js';
import { scriptedAdapter } from '../support/scripted-adapter.js';
import { closeStores, emptyOutbox, openStore, until } from './support/desk.js';

const leave = (): boolean => window.dispatchEvent(new PageTransitionEvent('pagehide'));
const comeBack = (): boolean =>
  window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));

/** A text that a page was about to write when it was left. */
const text = (id: string, title: string): StoredDraft => ({
  id,
  scope: 'form',
  data: { title },
  savedAt: Date.UTC(2026, 9, 5),
  tab: 'a tab that is gone',
});

describe('a page that is left before the database has answered', () => {
  let name = '';
  const found = (): readonly StoredDraft[] => lastWords<StoredDraft>(name).found;
  const open = (adapter = scriptedAdapter()) => {
    name = databaseName(adapter.id, 'elif');
    return { adapter, name };
  };
  afterEach(async () => {
    lastWords(name).forget();
    await closeStores();
  });

  it('leaves what was typed last to the next one, and nothing once it has been written', async () => {
    const { adapter } = open();
    const store = openStore(adapter);
    await store.drafts.save('form', { title: 'Payroll' });
    const closeIt = await freeze(name);
    const saved = store.drafts.save('form', { title: 'Payroll stops' });
    expect(found(), 'as long as somebody is there').to.deep.equal([]);
    leave();
    const later = store.drafts.save('timeline:i1', { text: 'At step 4' });
    expect(found().map(({ data }) => data)).to.deep.equal([
      { title: 'Payroll stops' },
      { text: 'At step 4' },
    ]);
    closeIt();
    await Promise.all([saved, later]);
    expect(found(), 'what has been written').to.deep.equal([]);
    comeBack();
  }).timeout(20_000);

  it('is followed by one with all of it, in whatever way this browser ends what was under way', async () => {
    const { adapter } = open();
    const frame = document.createElement('iframe');
    const opening = new Promise<IncidentStore>((resolve) => {
      Object.assign(frame, {
        begin: (createStore: (options: StoreOptions) => IncidentStore) =>
          resolve(createStore({ adapter, author: 'elif', pollInterval: 0 })),
      });
    });
    const page = `<!doctype html><script type="module">
      import { createStore } from '${location.origin}/src/store/index.ts';
      frameElement.begin(createStore);
    </script>`;
    const address = URL.createObjectURL(new Blob([page], { type: 'text/html' }));
    frame.src = address;
    document.body.append(frame);
    const store = await opening;
    await store.drafts.save('form', { title: 'Payroll' });
    const closeIt = await freeze(name);
    void store.drafts.save('form', { title: 'Payroll stops' });
    const left = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    frame.src = 'about:blank';
    await left;
    closeIt();
    frame.remove();
    URL.revokeObjectURL(address);
    expect(found().map(({ data }) => data)).to.deep.equal([{ title: 'Payroll stops' }]);
    const next = openStore(adapter);
    const draft = await next.drafts.load('form');
    const texts = [draft, ...(await next.drafts.offers('form'))].map((one) => one?.data['title']);
    expect(texts).to.include('Payroll stops').and.not.to.include('Payroll');
  }).timeout(20_000);

  it('leaves nothing where it comes back and goes on writing', async () => {
    const { adapter } = open();
    const store = openStore(adapter);
    await store.drafts.save('form', { title: 'Payroll' });
    const closeIt = await freeze(name);
    const saved = store.drafts.save('form', { title: 'Payroll stops' });
    leave();
    comeBack();
    expect(found()).to.deep.equal([]);
    closeIt();
    await saved;
  }).timeout(20_000);

  it('is followed by one that finds the text as if it had been written', async () => {
    const { adapter } = open();
    lastWords(name).leave([text('d1', 'Payroll stops')]);
    const store = openStore(adapter);
    expect((await store.drafts.load('form'))?.data).to.deep.equal({ title: 'Payroll stops' });
    await until('it has been let go of', () => found().length === 0);
    store.dispose();
    expect((await openStore(adapter).drafts.load('form'))?.data).to.deep.equal({ title: 'Payroll stops' });
  });

  it('is not stopped by something that is no text', async () => {
    const { adapter } = open();
    lastWords<unknown>(name).leave([
      null,
      'words',
      { id: 7 },
      text('d1', 'Payroll stops'),
      { scope: 'form' },
    ]);
    const store = openStore(adapter);
    expect((await store.drafts.load('form'))?.data).to.deep.equal({ title: 'Payroll stops' });
    expect(store.status.value.storage).to.equal('durable');
  });

  it('does not bring back what has been sent all the same', async () => {
    const { adapter } = open();
    const store = openStore(adapter);
    await store.createIncident({ title: 'Payroll stops', description: '' }, 'd1');
    await emptyOutbox(store);
    store.dispose();
    lastWords(name).leave([text('d1', 'Payroll stops')]);
    const next = openStore(adapter);
    expect(await next.drafts.load('form')).to.equal(undefined);
    expect(await next.drafts.offers('form')).to.deep.equal([]);
  });

  it('has its text removed with everything else of its author, and of nobody else', async () => {
    const { adapter } = open();
    lastWords(name).leave([text('d1', 'Payroll stops')]);
    const other = databaseName(adapter.id, 'marek');
    lastWords(other).leave([text('d2', 'The lift')]);
    await openStore(adapter).wipe();
    expect(found()).to.deep.equal([]);
    expect(lastWords<StoredDraft>(other).found).to.have.length(1);
    lastWords(other).forget();
  });

  it('leaves nothing where nothing may be kept on the device', async () => {
    const { adapter } = open();
    lastWords(name).leave([text('d1', 'Payroll stops')]);
    const store = openStore(adapter, { persistence: 'none' });
    expect(await store.drafts.load('form')).to.equal(undefined);
    await store.drafts.save('form', { title: 'For this page only' });
    leave();
    comeBack();
    expect(found().map(({ id }) => id)).to.deep.equal(['d1']);
  });
});
