import { expect, html } from '@open-wc/testing';
import { LitElement } from 'lit';

import { DraftController } from '../../src/ui/draft.js';
import type { IncidentStore } from '../../src/store/index.js';
import { scriptedAdapter } from '../support/scripted-adapter.js';
import { closeStores, openStore, pause, until } from '../store/support/desk.js';

/** A field of one line that keeps what is typed. */
class Field extends LitElement {
  text = '';
  store: IncidentStore | undefined;
  readonly draft = new DraftController(this, {
    drafts: () => this.store?.drafts,
    author: () => this.store?.author,
    forget: () => (this.text = ''),
    scope: () => 'form',
    read: () => (this.text === '' ? undefined : { text: this.text }),
    restore: ({ text }) => this.text === '' && (this.text = String(text)) !== '',
    wait: this.wait,
  });
  constructor(readonly wait = 50) {
    super();
  }
  type(text: string): void {
    this.text = text;
    this.draft.touch();
  }
  protected override render() {
    return html`${this.text}`;
  }
}
customElements.define('incident-test-field', Field);

describe('what is typed in two tabs', () => {
  const fields: Field[] = [];
  afterEach(async () => {
    for (const field of fields.splice(0)) field.remove();
    await closeStores();
  });

  const tab = async (store: IncidentStore): Promise<Field> => {
    const field = new Field();
    field.store = store;
    document.body.append(field);
    fields.push(field);
    await field.updateComplete;
    return field;
  };
  const kept = async (store: IncidentStore): Promise<unknown> => (await store.drafts.load('form'))?.data.text;
  const offered = (field: Field): readonly unknown[] => field.draft.offered.map(({ data }) => data.text);

  it('is offered in the one while it is being written in the other, and stays apart', async () => {
    const adapter = scriptedAdapter();
    const stores = [openStore(adapter), openStore(adapter)] as const;
    const [one, two] = [await tab(stores[0]), await tab(stores[1])];
    one.type('In the first tab');
    await until('the second tab knows', () => offered(two)[0] === 'In the first tab');
    two.type('In the second tab');
    await until('the first tab knows', () => offered(one)[0] === 'In the second tab');
    expect([one.text, two.text]).to.deep.equal(['In the first tab', 'In the second tab']);
    expect([await kept(stores[0]), await kept(stores[1])]).to.deep.equal([one.text, two.text]);
  });

  it('is shown in the other where somebody asks for it, and the text there is offered in turn', async () => {
    const adapter = scriptedAdapter();
    const [one, two] = [await tab(openStore(adapter)), await tab(openStore(adapter))];
    one.type('In the first tab');
    two.type('In the second tab');
    await until('the second tab knows', () => two.draft.offered.length === 1);
    await two.draft.take(two.draft.offered[0]?.id ?? '');
    expect(two.text).to.equal('In the first tab');
    expect(offered(two)).to.deep.equal(['In the second tab']);
    expect(two.draft.key).to.equal(one.draft.key);
    one.type('Written on in the first tab');
    await until('both are kept', () => offered(two).includes('Written on in the first tab'));
    expect(two.draft.key).not.to.equal(one.draft.key);
  });

  it('is kept in the one when the other has thrown its own away', async () => {
    const adapter = scriptedAdapter();
    const stores = [openStore(adapter), openStore(adapter)] as const;
    const [one, two] = [await tab(stores[0]), await tab(stores[1])];
    one.type('In the first tab');
    two.type('In the second tab');
    await until('both know', () => one.draft.offered.length + two.draft.offered.length === 2);
    await one.draft.remove();
    await until('the second tab has heard', () => two.draft.offered.length === 0);
    expect(await kept(stores[0])).to.equal(undefined);
    expect(await kept(stores[1])).to.equal('In the second tab');
  });

  it('does not come back from a tab where it was only shown', async () => {
    const adapter = scriptedAdapter();
    const stores = [openStore(adapter), openStore(adapter)] as const;
    const one = await tab(stores[0]);
    one.type('To be sent');
    await one.draft.flush();
    const two = await tab(stores[1]);
    await until('it is offered', () => two.draft.offered.length === 1);
    await two.draft.take(two.draft.offered[0]?.id ?? '');
    await stores[0].createIncident({ title: 'To be sent', description: '' }, one.draft.key);
    one.draft.sent();
    await pause(150);
    for (const store of stores) expect(await store.drafts.offers('form')).to.deep.equal([]);
  });

  it('is not removed to and fro where both have emptied their field', async () => {
    const adapter = scriptedAdapter();
    const stores = [openStore(adapter), openStore(adapter)] as const;
    const [one, two] = [await tab(stores[0]), await tab(stores[1])];
    let told = 0;
    stores[0].drafts.subscribe('form', () => told++);
    one.type('a');
    two.type('b');
    one.type('');
    two.type('');
    await pause(150);
    const before = told;
    await pause(400);
    expect(told).to.equal(before);
  });
});

describe('what is typed without a pause', () => {
  const fields: Field[] = [];
  afterEach(async () => {
    for (const field of fields.splice(0)) field.remove();
    await closeStores();
  });

  const open = async (): Promise<{ store: IncidentStore; field: Field; again: () => IncidentStore }> => {
    const adapter = scriptedAdapter();
    const store = openStore(adapter);
    const field = new Field(250);
    field.store = store;
    document.body.append(field);
    fields.push(field);
    await field.updateComplete;
    await store.drafts.load('form');
    return { store, field, again: () => openStore(adapter) };
  };
  const textIn = async (store: IncidentStore): Promise<string> =>
    ((await store.drafts.load('form'))?.data['text'] ?? '') as string;

  it('is written from a quarter of a second on, and again while it goes on', async () => {
    const { store, field } = await open();
    const lengths = new Set<number>();
    for (let n = 1; n <= 60; n++) {
      field.type('x'.repeat(n));
      await pause(20);
      lengths.add((await textIn(store)).length);
    }
    expect(lengths.size).to.be.above(3);
    expect((await textIn(store)).length).to.be.above(30);
  });

  it('is kept to the last letter when the body of the page is replaced with its desk', async () => {
    const { store, field, again } = await open();
    for (let n = 1; n <= 60; n++) {
      field.type('x'.repeat(n));
      if (n % 20 === 0) await pause(20);
    }
    field.remove();
    store.dispose();
    expect(await textIn(again())).to.have.length(60);
  });

  it('is kept to the last letter when the page is left', async () => {
    const { store, field } = await open();
    field.type('Half a sentence');
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: false }));
    const after = performance.now();
    while ((await textIn(store)) !== 'Half a sentence')
      if (performance.now() - after > 200) throw new Error('It was not written at once');
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }));
  });

  it('leaves the screen when everything is removed from the device, and does not come back', async () => {
    const { store, field, again } = await open();
    const other = new Field(250);
    other.store = again();
    document.body.append(other);
    fields.push(other);
    await other.updateComplete;
    field.type('A secret');
    other.type('Another one');
    await pause(300);
    await store.wipe({ force: true });
    await until('it is gone in every tab', () => field.text === '' && other.text === '');
    await pause(300);
    const after = again();
    expect(await after.drafts.load('form')).to.equal(undefined);
    expect(await after.drafts.offers('form')).to.deep.equal([]);
  });
});

describe('what is being sent', () => {
  const draft = { title: 'The belt stands still', description: '' };
  afterEach(async () => {
    for (const field of document.querySelectorAll('incident-test-field')) field.remove();
    await closeStores();
  });
  const written = async (store: IncidentStore): Promise<Field> => {
    const field = Object.assign(new Field(5_000), { store });
    document.body.append(field);
    await field.updateComplete;
    field.type(draft.title);
    return field;
  };

  it('is kept to the last letter as long as it is no mutation', async () => {
    const store = openStore(scriptedAdapter());
    const field = await written(store);
    field.draft.sending();
    await field.draft.flush();
    expect((await store.drafts.load('form'))?.data).to.deep.equal({ text: draft.title });
  });

  it('is no draft any more once it is one, although the element has not heard of it when the focus goes', async () => {
    const store = openStore(scriptedAdapter());
    const field = await written(store);
    field.draft.sending();
    await (
      await store.createIncident(draft, field.draft.key)
    ).outcome;
    // The button that was pressed has gone, and the focus with it.
    await field.draft.flush();
    field.draft.sent();
    field.remove();
    expect(await store.drafts.load('form')).to.equal(undefined);
  });

  it('is a draft again when it could not be sent', async () => {
    const store = openStore(scriptedAdapter());
    const field = await written(store);
    field.draft.sending();
    field.draft.failed();
    await field.draft.flush();
    expect((await store.drafts.load('form'))?.data).to.deep.equal({ text: draft.title });
  });
});
