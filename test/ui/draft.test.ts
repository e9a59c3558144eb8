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
    wait: 50,
  });
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

  it('is said to be edited elsewhere', async () => {
    const adapter = scriptedAdapter();
    const [one, two] = [await tab(openStore(adapter)), await tab(openStore(adapter))];
    one.type('In the first tab');
    await until('the second tab knows', () => two.draft.editedElsewhere);
    expect(one.draft.editedElsewhere).to.equal(false);
  });

  it('is kept in the one when the other has sent its own', async () => {
    const adapter = scriptedAdapter();
    const stores = [openStore(adapter), openStore(adapter)] as const;
    const [one, two] = [await tab(stores[0]), await tab(stores[1])];
    one.type('In the first tab');
    await until('the second tab knows', () => two.draft.editedElsewhere);
    two.type('In the second tab');
    await until('the first tab knows', () => one.draft.editedElsewhere);
    await one.draft.remove();
    await until('the second tab has heard', () => !two.draft.editedElsewhere);
    await pause(150);
    expect(await kept(stores[0])).to.equal('In the second tab');
  });

  it('does not come back from a tab where it was only restored', async () => {
    const adapter = scriptedAdapter();
    const stores = [openStore(adapter), openStore(adapter)] as const;
    const one = await tab(stores[0]);
    one.type('To be sent');
    await one.draft.flush();
    const two = await tab(stores[1]);
    await until('the second tab shows it', () => two.text === 'To be sent');
    await one.draft.remove();
    await pause(150);
    expect(await kept(stores[1])).to.equal(undefined);
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
