import { expect } from '@open-wc/testing';
import { IncidentError } from '../../src/core/errors.js';
import type { Person } from '../../src/core/incident.js';
import { incident, noNetwork, scriptedAdapter, signedOut } from '../support/scripted-adapter.js';
import type { ScriptedOptions, Step } from '../support/scripted-adapter.js';
import { databaseName } from '../../src/store/storage.js';
import {
  closeStores,
  databases,
  emptyOutbox,
  openStore,
  pause,
  until,
  untilStored,
  watch,
} from './support/desk.js';
import { incidentTimeline } from '../../src/store/views/timeline.js';

const draft = { title: 'Badge does not open the door', description: '' };

describe('identity', () => {
  afterEach(closeStores);

  it('never shows or sends what another person has written', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const first = openStore(adapter, { author: 'anna' });
    await first.createIncident(draft);
    await first.drafts.save('form', { title: 'Anna’s draft' });
    first.dispose();
    adapter.always('create', undefined);
    const second = openStore(adapter, { author: 'ben' });
    await second.resume();
    await pause(150);
    expect(second.outbox.value.items).to.have.length(0);
    expect(await second.drafts.load('form')).to.equal(undefined);
    expect(adapter.records()).to.have.length(0);
    const back = openStore(adapter, { author: 'anna' });
    await until('Anna’s own page sends it', () => adapter.records().length === 1);
    expect((await back.drafts.load('form'))?.data).to.deep.equal({ title: 'Anna’s draft' });
  });

  it('sends nothing in a session it has not been told of, though reads work again and the network comes back', async () => {
    const adapter = scriptedAdapter();
    adapter.always('list', { fail: signedOut() });
    const store = openStore(adapter);
    const list = store.incidents({});
    watch(list);
    await until('the session has ended', () => store.status.value.signedOut);
    await store.createIncident(draft);
    // In another tab somebody signs in: who, this page cannot see.
    adapter.always('list', undefined);
    await list.refresh();
    expect(list.value.error).to.equal(undefined);
    window.dispatchEvent(new Event('online'));
    await pause(100);
    expect(adapter.count('create')).to.equal(0);
    expect(store.outbox.value.hold).to.equal('auth-required');
    await store.resume();
    await emptyOutbox(store);
    expect(adapter.count('create')).to.equal(1);
  });

  it('goes on by itself after a sign-in where nothing waits to be sent', async () => {
    const adapter = scriptedAdapter();
    adapter.script('list', { fail: signedOut() });
    const store = openStore(adapter);
    const list = store.incidents({});
    watch(list);
    await until('the session has ended', () => store.status.value.signedOut);
    await list.refresh();
    expect(store.status.value.signedOut).to.equal(false);
  });

  it('leaves the other person’s queue alone when one discards', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const anna = openStore(adapter, { author: 'anna', retryBase: 60_000, retryCap: 60_000 });
    const ben = openStore(adapter, { author: 'ben', retryBase: 60_000, retryCap: 60_000 });
    const { key } = await anna.createIncident(draft);
    await ben.createIncident(draft);
    await until(
      'both are offline',
      () => anna.status.value.connection === 'offline' && ben.status.value.connection === 'offline',
    );
    await anna.discard(key);
    expect((await anna.wipe()).wiped).to.equal(true);
    expect(ben.outbox.value.items).to.have.length(1);
  });

  it('keeps backends and people apart in the name, and one person together', () => {
    expect(databaseName('rt:/api', 'Jürgen'.normalize('NFD'))).to.equal(
      databaseName('rt:/api', 'Jürgen'.normalize('NFC')),
    );
    const names = [
      databaseName('a', 'b|c'),
      databaseName('a|b', 'c'),
      databaseName('a', 'B'),
      databaseName('a', 'b'),
      databaseName('b', 'b'),
      databaseName('a', ''),
    ];
    expect(new Set(names).size).to.equal(names.length);
  });

  it('refuses to wipe what is unsent unless told to', async () => {
    const adapter = scriptedAdapter();
    adapter.always('create', { fail: noNetwork() });
    const store = openStore(adapter);
    await store.createIncident(draft);
    expect(await store.wipe()).to.include({ wiped: false, unsent: 1 });
    expect(store.outbox.value.items).to.have.length(1);
    expect(await store.wipe({ force: true })).to.include({ wiped: true, unsent: 1 });
    await until('nothing of it is in view', () => store.outbox.value.items.length === 0);
    const names = (await databases()).map(({ name }) => name);
    expect(names.filter((name) => name?.includes(adapter.id))).to.deep.equal([]);
  });

  it('leaves nothing behind after a wipe, in any tab, and takes nothing more', async () => {
    const adapter = scriptedAdapter();
    const store = openStore(adapter);
    const other = openStore(adapter);
    await (
      await store.createIncident(draft)
    ).outcome;
    await emptyOutbox(store);
    await other.drafts.save('form', { title: 'Draft' });
    const shown = other.incidents({});
    const record = other.incident('id-INC0000001');
    const timeline = other.open(incidentTimeline, 'id-INC0000001');
    for (const live of [shown, record, timeline]) watch<unknown>(live);
    await until(
      'the other tab shows it',
      () => shown.value.items.length === 1 && record.value.view && timeline.value.entries.length === 1,
    );
    expect((await store.wipe()).wiped).to.equal(true);
    await pause(50);
    expect(shown.value.items).to.have.length(0);
    expect(record.value.view).to.equal(undefined);
    expect(timeline.value.entries.length).to.equal(0);
    for (const tab of [store, other]) {
      let problem: unknown;
      await tab.createIncident(draft).catch((error: unknown) => (problem = error));
      expect(problem).to.include({ name: 'IncidentError', kind: 'aborted' });
    }
    const fresh = openStore(adapter);
    expect(await fresh.drafts.load('form')).to.equal(undefined);
  });
});

describe('whose session it is', () => {
  afterEach(closeStores);

  /** A backend that tells who is signed in. */
  const backend = (setup: ScriptedOptions = {}) => {
    const adapter = scriptedAdapter(setup);
    const session: { person: Person | undefined; asked: number; fail?: IncidentError } = {
      person: { id: 'ada', name: 'Ada' },
      asked: 0,
    };
    const whoami = (): Promise<Person | undefined> => {
      session.asked++;
      return session.fail ? Promise.reject(session.fail) : Promise.resolve(session.person);
    };
    return { adapter, session, knowing: { ...adapter, whoami } };
  };
  const bob = { id: 'bob', name: 'Bob' };
  const ada = { author: 'ada' };
  const fails = (fail: IncidentError): Step => ({ fail });

  it('keeps what one has written from going out under another, and sends it when its author is back', async () => {
    const { adapter, session, knowing } = backend();
    adapter.always('create', fails(noNetwork()));
    const before = openStore(knowing, ada);
    await before.createIncident(draft);
    await until('it waits', () => before.status.value.connection === 'offline');
    before.dispose();
    adapter.always('create', undefined);
    const tried = adapter.count('create');
    session.person = bob;
    const after = openStore(knowing, ada);
    await until('the hold', () => after.outbox.value.hold === 'other-person');
    expect(after.status.value.otherPerson).to.equal(true);
    window.dispatchEvent(new Event('online'));
    await after.createIncident({ ...draft, title: 'Written while the other one is signed in' });
    await pause(300);
    expect(adapter.count('create')).to.equal(tried);
    await after.resume();
    await pause(100);
    expect(adapter.count('create'), 'still the other one').to.equal(tried);
    session.person = { id: 'ADA', name: 'Ada' };
    await after.resume();
    await emptyOutbox(after);
    expect(adapter.records()).to.have.length(2);
    expect(after.status.value.otherPerson).to.equal(undefined);
  });

  it('is not asked for what goes out as soon as it is written', async () => {
    const { adapter, session, knowing } = backend();
    const store = openStore(knowing, ada);
    await (
      await store.createIncident(draft)
    ).outcome;
    expect(adapter.records()).to.have.length(1);
    expect(session.asked).to.equal(0);
  });

  const returns: readonly (readonly [string, () => Event])[] = [
    ['from another tab', () => new Event('focus')],
    ['with the back button', () => new PageTransitionEvent('pageshow', { persisted: true })],
  ];
  for (const [how, event] of returns)
    it(`is asked before the next writing goes out where somebody has come back to the page ${how}`, async () => {
      const { adapter, session, knowing } = backend();
      const store = openStore(knowing, ada);
      await (
        await store.createIncident(draft)
      ).outcome;
      // Elsewhere, and this page hears nothing of it.
      session.person = bob;
      window.dispatchEvent(event());
      await store.createIncident({ ...draft, title: 'Written by Ada' });
      await until('the hold', () => store.outbox.value.hold === 'other-person');
      await pause(100);
      expect(adapter.count('create')).to.equal(1);
      session.person = { id: 'ada', name: 'Ada' };
      await store.resume();
      await emptyOutbox(store);
      const { asked } = session;
      await (
        await store.createIncident({ ...draft, title: 'And another one' })
      ).outcome;
      expect(session.asked, 'nobody has gone away').to.equal(asked);
    });

  it('keeps out of view what was read for somebody else, and leaves what is known', async () => {
    const { adapter, session, knowing } = backend({ incidents: [incident({ id: 'a', title: 'Hers' })] });
    const before = openStore(knowing, ada);
    const first = before.incident('a');
    watch(first);
    await until('her record', () => first.value.view?.incident.title === 'Hers');
    await untilStored(adapter, 'records', 1, 'ada');
    before.dispose();
    session.person = bob;
    adapter.change('a', { title: 'What only he may see' });
    const store = openStore(knowing, ada);
    const list = store.incidents({});
    const record = store.incident('a');
    for (const live of [list, record]) watch<unknown>(live);
    await until('both have been refused', () => list.value.error && record.value.error);
    // The device may be slower than the refusal.
    await until('what is known', () => record.value.view);
    expect(list.value.items).to.deep.equal([]);
    expect(record.value.view?.incident.title).to.equal('Hers');
    expect(store.status.value.otherPerson).to.equal(true);
    session.person = { id: 'ada', name: 'Ada' };
    await store.resume();
    await until('it is shown again', () => record.value.view?.incident.title === 'What only he may see');
  });

  it('is asked once, however many want to know at the same time', async () => {
    const { session, knowing } = backend({ incidents: [incident({ id: 'a' })] });
    const [one, two] = [openStore(knowing, ada), openStore(knowing, { author: 'ada', persistence: 'none' })];
    for (const live of [one.incidents({}), one.incident('a'), two.incidents({}), two.incident('a')])
      watch<unknown>(live);
    await until('all are there', () => one.incident('a').value.view && two.incident('a').value.view);
    expect(session.asked).to.equal(1);
  });

  it('is asked anew when somebody signs in, whatever answer is on its way', async () => {
    const { adapter, knowing } = backend({ incidents: [incident({ id: 'a' })] });
    let answer: (person: Person) => void = () => undefined;
    let asked = 0;
    const whoami = (): Promise<Person> => {
      asked++;
      return asked === 1 ? new Promise((done) => (answer = done)) : Promise.resolve(bob);
    };
    const store = openStore({ ...knowing, whoami }, ada);
    watch(store.incidents({}));
    await until('the first question', () => asked === 1);
    const resumed = store.resume();
    answer({ id: 'ada', name: 'Ada' });
    await resumed;
    await until('the stranger', () => store.status.value.otherPerson === true);
    expect(store.incidents({}).value.items, 'read for the other one').to.deep.equal([]);
    expect(adapter.count('list')).to.be.above(0);
  });

  it('is not known where the backend does not tell: then it goes on as without the question', async () => {
    const { adapter, session, knowing } = backend({ incidents: [incident({ id: 'a' })] });
    session.fail = new IncidentError('unsupported', 'It does not tell.');
    adapter.script('create', fails(noNetwork()));
    const store = openStore(knowing, ada);
    watch(store.incidents({}));
    await until('the list', () => store.incidents({}).value.items.length === 1);
    await store.createIncident(draft);
    await emptyOutbox(store);
    expect(session.asked).to.equal(1);
  });

  it('is asked until there is an answer before anything that has waited goes out', async () => {
    const { adapter, session, knowing } = backend();
    adapter.script('create', fails(noNetwork()));
    session.fail = noNetwork();
    const store = openStore(knowing, ada);
    await store.createIncident(draft);
    await until('it has been asked several times', () => session.asked > 2);
    expect(adapter.count('create')).to.equal(1);
    delete session.fail;
    await emptyOutbox(store);
  });

  it('is left to the backend where nobody is signed in', async () => {
    const { adapter, session, knowing } = backend();
    session.person = undefined;
    adapter.script('create', fails(noNetwork()), fails(signedOut()));
    const store = openStore(knowing, ada);
    await store.createIncident(draft);
    await until('the hold', () => store.outbox.value.hold === 'auth-required');
    expect(adapter.count('create')).to.equal(2);
    session.person = { id: '17', name: 'Ada', email: 'ada' };
    await store.resume();
    await emptyOutbox(store);
  });
});
