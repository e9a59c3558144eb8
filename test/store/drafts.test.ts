import { expect } from '@open-wc/testing';
import { scriptedAdapter } from '../support/scripted-adapter.js';
import type { StoredDraft } from '../../src/store/index.js';
import { closeStores, openStore, pause, until } from './support/desk.js';

describe('drafts', () => {
  afterEach(closeStores);

  it('survive a reload, byte for byte', async () => {
    const adapter = scriptedAdapter();
    const before = openStore(adapter);
    const text = `👩‍👩‍👧 \u0000 \ud800 ${'Line\n'.repeat(10_000)}`;
    expect(await before.drafts.save('form', { title: 'Half a title', description: text })).to.equal(
      'durable',
    );
    before.dispose();
    const after = openStore(adapter);
    expect((await after.drafts.load('form'))?.data).to.deep.equal({
      title: 'Half a title',
      description: text,
    });
  });

  it('are one per scope, and gone when removed', async () => {
    const store = openStore(scriptedAdapter());
    await store.drafts.save('form', { title: 'One' });
    await store.drafts.save('timeline:INC1', { text: 'Two' });
    await store.drafts.remove('form');
    expect(await store.drafts.load('form')).to.equal(undefined);
    expect((await store.drafts.load('timeline:INC1'))?.data).to.deep.equal({ text: 'Two' });
  });

  it('tell the other tab which tab is writing', async () => {
    const adapter = scriptedAdapter();
    const writer = openStore(adapter);
    const reader = openStore(adapter);
    const heard: (StoredDraft | undefined)[] = [];
    const own: unknown[] = [];
    reader.drafts.subscribe('form', (draft) => heard.push(draft));
    writer.drafts.subscribe('form', (draft) => own.push(draft));
    await writer.drafts.save('timeline:INC1', { text: 'Another scope' });
    await writer.drafts.save('form', { title: 'Being typed' });
    await until('the other tab hears of it', () => heard.length === 1);
    expect(heard[0]?.data).to.deep.equal({ title: 'Being typed' });
    await reader.drafts.save('form', { title: 'Taken over' });
    expect((await writer.drafts.load('form'))?.tab).not.to.equal(heard[0]?.tab);
    await writer.drafts.remove('form');
    await until('and of its removal', () => heard.length === 2);
    expect(heard[1]).to.equal(undefined);
    await pause(30);
    expect(own, 'its own tab hears only of the take-over').to.have.length(1);
  });
});
