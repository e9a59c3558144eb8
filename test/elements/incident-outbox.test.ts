import { expect, html, waitUntil } from '@open-wc/testing';
import { openDB } from 'idb';

import '../../src/define/incident-outbox.js';
import { IncidentError } from '../../src/core/errors.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import type { IncidentOutbox } from '../../src/elements/incident-outbox/incident-outbox.js';
import { databaseName } from '../../src/store/storage.js';
import type { IncidentStore } from '../../src/store/types.js';
import { buttonOf, focused, openDesk, textOf, type, within } from '../support/desk-fixture.js';
import type { DeskSetup } from '../support/desk-fixture.js';
import { incident, lostAnswer, noNetwork, scriptedAdapter, signedOut } from '../support/scripted-adapter.js';
import { listen } from '../support/spoken.js';
import { standIns } from '../support/stand-in.js';
import type { ScriptedAdapter } from '../support/scripted-adapter.js';

interface Scene {
  readonly desk: IncidentDesk;
  readonly outbox: IncidentOutbox;
  readonly adapter: ScriptedAdapter;
  readonly store: IncidentStore;
}

const open = async (
  setup: DeskSetup = {},
  content = html`<incident-outbox></incident-outbox>`,
): Promise<Scene> => {
  const { desk, adapter } = await openDesk(content, setup);
  const outbox = desk.querySelector('incident-outbox');
  if (!outbox || !desk.store) throw new Error('no outbox');
  await waitUntil(() => outbox.matches(':state(empty)') || outbox.matches(':state(ready)'), 'settled', {
    timeout: 5000,
  });
  return { desk, outbox, adapter, store: desk.store };
};
const says = ({ outbox }: Scene, words: string): Promise<void> =>
  waitUntil(() => textOf(outbox).includes(words), words, { timeout: 5000 });
const isEmpty = ({ outbox }: Scene): Promise<void> =>
  waitUntil(() => outbox.matches(':state(empty)'), 'empty', { timeout: 5000 });
const tooVague = (): IncidentError =>
  new IncidentError('validation', 'The subject is too vague.', {
    issues: [{ path: 'title', code: 'vendor', message: 'Name the building.' }],
  });

/** A new incident the backend refuses, with a comment that waits behind it. */
const refused = async (scene: Scene): Promise<void> => {
  scene.adapter.script('create', { fail: tooVague() });
  const { incidentId, outcome } = await scene.store.createIncident({
    title: 'It is broken',
    description: 'All of it, since eight.',
  });
  await outcome;
  await scene.store.addEntry(incidentId, { kind: 'comment', text: 'Please hurry' });
  await says(scene, '1 not accepted');
};

const conflicting = async (scene: Scene): Promise<void> => {
  const seen = scene.adapter.record('INC1');
  if (!seen) throw new Error('no record');
  scene.adapter.change('INC1', { title: 'Mail is down everywhere', impact: 1 });
  const { outcome } = await scene.store.updateIncident(
    'INC1',
    { title: 'Mail is down in Berlin', urgency: 2 },
    seen,
  );
  await outcome;
  await says(scene, '1 conflict');
};
const withRecord = (): ScriptedAdapter =>
  scriptedAdapter({ incidents: [incident({ id: 'INC1', title: 'Mail is slow', impact: 3, urgency: 3 })] });

describe('the outbox', () => {
  it('is quiet when everything has been sent', async () => {
    const { outbox } = await open();
    expect(textOf(outbox)).to.equal('Everything has been sent.');
    expect(outbox.shadowRoot?.querySelector('button')).to.equal(null);
  });

  it('says what waits for the network and for a decision, and not what passes through', async () => {
    const scene = await open({ adapter: withRecord() });
    const { said } = listen(scene.outbox);
    const { outcome } = await scene.store.addEntry('INC1', { kind: 'comment', text: 'On its way' });
    await outcome;
    await isEmpty(scene);
    expect(said).to.deep.equal([]);
    scene.adapter.script('addEntry', { fail: noNetwork() });
    await scene.store.addEntry('INC1', { kind: 'comment', text: 'Later' });
    await waitUntil(() => said.length === 1, 'waiting', { timeout: 5000 });
    await scene.store.resume();
    await waitUntil(() => said.length === 2, 'sent', { timeout: 5000 });
    await conflicting(scene);
    await waitUntil(() => said.length === 3, 'a conflict', { timeout: 5000 });
    expect(said).to.deep.equal([
      'Not sent yet: 1 waiting',
      'Everything has been sent.',
      'Not sent yet: 1 conflict',
    ]);
  });

  it('says nothing of one person’s to the next one', async () => {
    const scene = await open({ adapter: withRecord() });
    const { desk, outbox } = scene;
    const { said } = listen(outbox);
    scene.adapter.script('addEntry', { fail: noNetwork() });
    await scene.store.addEntry('INC1', { kind: 'comment', text: 'Later' });
    await waitUntil(() => said.length === 1, 'waiting', { timeout: 5000 });
    desk.user = 'bruno';
    await waitUntil(() => desk.store?.author === 'bruno', 'named', { timeout: 5000 });
    await isEmpty(scene);
    await new Promise((next) => setTimeout(next, 300));
    expect(said.filter((words) => words !== 'Loading …')).to.deep.equal(['Not sent yet: 1 waiting']);
    expect(textOf(outbox)).not.to.contain('waiting');
  });

  it('does not say that everything has been sent where it cannot know', async () => {
    const { replace, heal } = standIns();
    replace(IDBFactory.prototype, 'open', {
      value: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    const { outbox } = await open();
    heal();
    expect(textOf(outbox)).to.contain('It is not known whether everything has been sent.');
    expect(textOf(outbox)).not.to.contain('Everything has been sent');
  });

  it('shows what cannot be read any more, and lets go of it only when somebody says so', async () => {
    const scene = await open();
    const db = await openDB(databaseName(scene.adapter.id, 'elif'));
    await db.put('outbox', { key: 'spoilt', note: 'Half a row' }, 'spoilt');
    db.close();
    await scene.store.resume();
    await says(scene, 'Something unsent can no longer be read');
    expect(textOf(scene.outbox)).to.contain('1 unreadable').and.to.contain('Half a row');
    buttonOf(scene.outbox, 'Discard').click();
    await isEmpty(scene);
  });

  it('promises no more than it can keep while it is offline without storage', async () => {
    const scene = await open({ persistence: 'none' });
    scene.adapter.always('create', { fail: noNetwork() });
    await scene.store.createIncident({ title: 'No mail', description: '' });
    await says(scene, 'goes out by itself while this page stays open');
    expect(textOf(scene.outbox)).to.not.contain('kept on this device');
  });

  it('shows what waits for the network with its full content, and lets it go by hand', async () => {
    const scene = await open();
    scene.adapter.always('create', { fail: noNetwork() });
    await scene.store.createIncident({
      title: 'No mail',
      description: 'First line\nSecond line',
      impact: 1,
      urgency: 2,
      priority: 2,
    });
    await says(scene, 'New incident: No mail');
    await says(scene, 'Waiting to be sent');
    await says(scene, 'Offline. What you send is kept on this device');
    await says(scene, 'The ticket system cannot be reached. Check the connection; we keep trying.');
    expect(within(scene.outbox, '.incident-line').textContent)
      .to.contain('P2 High')
      .and.to.contain('No mail');
    const content = within(scene.outbox, '.content').textContent ?? '';
    expect(content).to.contain('First line\nSecond line').and.to.contain('High').and.to.contain('P2 High');
    expect(content).to.contain(scene.desk.store!.outbox.value.items[0]!.mutation.incidentId);
    scene.adapter.always('create', undefined);
    // Not while it is being tried by itself.
    await says(scene, 'Send now');
    buttonOf(scene.outbox, 'Send now').click();
    await isEmpty(scene);
    expect(scene.adapter.records()).to.have.length(1);
  });

  it('shows of each incident how it is, and not as what was refused would have made it', async () => {
    const scene = await open({ adapter: withRecord() });
    const seen = scene.adapter.record('INC1')!;
    scene.adapter.script('update', { fail: noNetwork() }, { fail: tooVague() });
    await scene.store.updateIncident('INC1', { assignee: { id: 'elif', name: 'Elif Yıldız' } }, seen);
    await says(scene, '1 waiting');
    expect(within(scene.outbox, '.incident-line').textContent).to.contain('Elif Yıldız');
    await scene.store.resume();
    await says(scene, '1 not accepted');
    expect(within(scene.outbox, '.incident-line').textContent).not.to.contain('Elif Yıldız');
  });

  it('shows what the backend refused, why, and in which field', async () => {
    const scene = await open();
    await refused(scene);
    expect(textOf(scene.outbox))
      .to.contain('Not accepted')
      .and.to.contain('Something needs correcting. The subject is too vague.')
      .and.to.contain('Title: Name the building.');
    expect(textOf(scene.outbox)).to.contain('Waiting for an earlier change');
  });

  it('says once what the backend says of one field only', async () => {
    const scene = await open();
    const words = 'Invalid value for custom field';
    scene.adapter.script('create', {
      fail: new IncidentError('validation', words, {
        issues: [{ path: 'service', code: 'vendor', message: `${words}: Payroll` }],
      }),
    });
    await scene.store.createIncident({ title: 'It is broken', description: '' });
    await says(scene, 'Service: Invalid value for custom field: Payroll');
    expect(textOf(scene.outbox).split(words)).to.have.length(2);
  });

  it('lets a refused report be corrected in place and sent as a new intent', async () => {
    const scene = await open();
    await refused(scene);
    buttonOf(scene.outbox, 'Edit').click();
    await scene.outbox.updateComplete;
    const field = within<HTMLInputElement>(scene.outbox, '.editor [name="title"]');
    expect(focused()).to.equal(field);
    type(field, 'The lift in building 4 is broken');
    buttonOf(scene.outbox, 'Save and send').click();
    await waitUntil(
      () => scene.adapter.records().some(({ title }) => title === 'The lift in building 4 is broken'),
      'sent',
    );
    await isEmpty(scene);
    expect(
      new Set(scene.adapter.calls.filter(({ call }) => call === 'create').map(({ key }) => key)).size,
    ).to.equal(2);
  });

  it('sends a refused one again under its key', async () => {
    const scene = await open();
    await refused(scene);
    buttonOf(scene.outbox, 'Try again').click();
    await isEmpty(scene);
    expect(
      new Set(scene.adapter.calls.filter(({ call }) => call === 'create').map(({ key }) => key)).size,
    ).to.equal(1);
  });

  it('asks before it discards, and names what goes with it', async () => {
    const scene = await open();
    await refused(scene);
    buttonOf(scene.outbox, 'Discard').click();
    await says(scene, 'Discard this for good?');
    expect(within(scene.outbox, '.ask').textContent?.replaceAll(/\s+/g, ' ')).to.contain(
      'What belongs to it goes too: Comment: Please hurry',
    );
    buttonOf(scene.outbox, 'Keep it').click();
    await scene.outbox.updateComplete;
    expect(scene.store.outbox.value.items).to.have.length(2);
    buttonOf(scene.outbox, 'Discard').click();
    await scene.outbox.updateComplete;
    [...within(scene.outbox, '.ask').querySelectorAll('button')].at(-1)?.click();
    await isEmpty(scene);
  });

  it('lets somebody say what became of an unclear one', async () => {
    const adapter = scriptedAdapter({ traits: { idempotency: 'none' } });
    const scene = await open({ adapter });
    adapter.script('create', { lose: lostAnswer() });
    await scene.store.createIncident({ title: 'Printer', description: '' });
    await says(scene, 'Unclear whether it arrived');
    expect(textOf(scene.outbox))
      .to.contain('Look into the ticket system')
      .and.not.to.contain('keep trying', 'what is unclear is not tried again by itself');
    buttonOf(scene.outbox, 'It is there').click();
    await isEmpty(scene);
    expect(adapter.count('create')).to.equal(1);
  });

  it('sends an unclear one again only when somebody asks for it', async () => {
    const adapter = scriptedAdapter({ traits: { idempotency: 'none' } });
    const scene = await open({ adapter });
    adapter.script('create', { fail: lostAnswer() });
    await scene.store.createIncident({ title: 'Printer', description: '' });
    await says(scene, 'Unclear whether it arrived');
    buttonOf(scene.outbox, 'Send again').click();
    await isEmpty(scene);
    expect(adapter.records()).to.have.length(1);
  });

  it('says who is asked to sign in, and goes on afterwards', async () => {
    const scene = await open();
    scene.adapter.always('create', { fail: signedOut() });
    await scene.store.createIncident({ title: 'No mail', description: '' });
    await says(scene, 'You are signed out.');
    scene.adapter.always('create', undefined);
    buttonOf(scene.outbox, 'I have signed in').click();
    await isEmpty(scene);
  });

  it('does not call a text safe that only this page has, where the session has ended', async () => {
    const scene = await open({ persistence: 'none' });
    scene.adapter.always('create', { fail: signedOut() });
    await scene.store.createIncident({ title: 'No mail', description: '' });
    await says(scene, 'your text is on this page only. Sign in in another window');
    expect(textOf(scene.outbox)).not.to.contain('safe');
  });

  it('says of a note that others can read it, and not that nobody knows whether it is there', async () => {
    const adapter = scriptedAdapter({ incidents: [incident({ id: 'a' })] });
    const scene = await open({
      adapter: {
        ...adapter,
        addEntry: async (id, entry, options) => ({
          ...(await adapter.addEntry(id, entry, options)),
          kind: 'comment',
          visibility: 'public',
        }),
      },
    });
    await scene.store.addEntry('a', { kind: 'work-note', text: 'It was the director' });
    await says(scene, 'It is there, but others can read it than those it was written for.');
    expect(textOf(scene.outbox))
      .to.contain('It is there')
      .and.not.to.contain('does not say whether it was done')
      .and.not.to.contain('Send again');
  });

  it('is still full after a reload, with the content', async () => {
    const first = await open();
    first.adapter.always('create', { fail: noNetwork() });
    await first.store.createIncident({ title: 'Written before the reload', description: '' });
    await says(first, 'Written before the reload');
    first.desk.remove();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const second = await open({ adapter: first.adapter });
    await says(second, 'New incident: Written before the reload');
  });

  it('hands everything out as JSON', async () => {
    const scene = await open();
    await refused(scene);
    let address = '';
    const { createObjectURL } = URL;
    let file: Blob | undefined;
    URL.createObjectURL = (blob: Blob) => ((file = blob), (address = createObjectURL.call(URL, blob)));
    const stop = (event: Event): void => event.preventDefault();
    document.addEventListener('click', stop);
    HTMLAnchorElement.prototype.click = function () {
      this.dispatchEvent(new MouseEvent('click', { cancelable: true }));
    };
    try {
      buttonOf(scene.outbox, 'Save as file').click();
    } finally {
      URL.createObjectURL = createObjectURL;
      document.removeEventListener('click', stop);
      delete (HTMLAnchorElement.prototype as { click?: unknown }).click;
    }
    expect(address).to.match(/^blob:/u);
    expect(await file?.text())
      .to.contain('It is broken')
      .and.to.contain('Please hurry');
  });

  it('folds into one line where there is little room', async () => {
    const scene = await open({}, html`<incident-outbox compact></incident-outbox>`);
    await refused(scene);
    const whole = within<HTMLDetailsElement>(scene.outbox, 'details.whole');
    expect(whole.open).to.equal(false);
    expect(whole.querySelector('summary')?.textContent?.replaceAll(/\s+/g, ' '))
      .to.contain('1 waiting')
      .and.to.contain('1 not accepted');
  });
});

describe('a conflict in the outbox', () => {
  it('shows both versions field by field and loses neither', async () => {
    const scene = await open({ adapter: withRecord() });
    await conflicting(scene);
    const rows = [...within(scene.outbox, '[part="comparison"] tbody').querySelectorAll('tr')].map((row) =>
      [...row.children].map((one) => one.textContent?.trim()),
    );
    expect(rows).to.deep.equal([
      ['Title', 'Mail is down in Berlin', 'Mail is down everywhere'],
      ['Urgency', 'Medium', 'Low'],
    ]);
  });

  it('sends mine onto the present version when I keep it', async () => {
    const scene = await open({ adapter: withRecord() });
    await conflicting(scene);
    buttonOf(scene.outbox, 'Keep mine').click();
    await isEmpty(scene);
    expect(scene.adapter.record('INC1')).to.include({
      title: 'Mail is down in Berlin',
      urgency: 2,
      impact: 1,
    });
  });

  it('gives mine up when I take theirs', async () => {
    const scene = await open({ adapter: withRecord() });
    await conflicting(scene);
    buttonOf(scene.outbox, 'Take theirs').click();
    await isEmpty(scene);
    expect(scene.adapter.record('INC1')).to.include({ title: 'Mail is down everywhere', urgency: 3 });
  });
});
