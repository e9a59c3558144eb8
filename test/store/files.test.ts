import { expect } from '@open-wc/testing';
import { openDB } from 'idb';

import { restPreset } from '../../src/adapters/presets/rest.js';
import { parseProfile } from '../../src/adapters/rest/check.js';
import { restAdapter } from '../../src/adapters/rest/index.js';
import type { Entry } from '../../src/core/entry.js';
import type { FileRef } from '../../src/core/file.js';
import { databaseName } from '../../src/store/storage.js';
import { incidentTimeline } from '../../src/store/views/timeline.js';
import type { IncidentStore } from '../../src/store/index.js';
import type { FaultRule, FaultWorld, WorldControl } from '../support/fault-world.js';
import { newWorld } from '../support/fault-world.js';
import { closeStores, emptyOutbox, openStore, pause, states, until, watch } from './support/desk.js';

const draft = { title: 'The screen stays black', description: 'Since nine' };
const log = { kind: 'comment', text: 'This is what the screen said.' } as const;

afterEach(closeStores);

interface Desk {
  readonly world: FaultWorld;
  readonly store: IncidentStore;
  /** The same person opens the page again, or in another tab. */
  readonly again: () => IncidentStore;
}

async function desk(control: WorldControl = {}): Promise<Desk> {
  const world = await newWorld(control);
  const again = (): IncidentStore =>
    openStore(
      restAdapter({
        profile: parseProfile(restPreset),
        baseUrl: world.baseUrl,
        allowOrigins: [new URL(world.baseUrl).origin],
        timeout: 4000,
      }),
    );
  return { world, store: again(), again };
}

/** The same desk at a ticket system that knows no keys, and perhaps gives no file back. */
function keyless({ store }: Desk, gives = true): IncidentStore {
  const { attachment, ...adapter } = store.adapter;
  store.dispose();
  const traits = { ...adapter.traits, idempotency: 'none' as const };
  return openStore({ ...adapter, traits, ...(gives && attachment ? { attachment } : {}) });
}

const onAttach = (rule: Omit<FaultRule, 'match'>): FaultRule => ({
  match: { method: 'POST', path: '/incidents/*/attachments' },
  ...rule,
});

/** Chooses a file: its bytes are kept, as elements do it. */
async function chosen(
  store: IncidentStore,
  name: string,
  content = `what ${name} says`,
  type = 'text/plain',
): Promise<FileRef> {
  const bytes = new TextEncoder().encode(content).buffer;
  const file = { id: store.files.newId(), name, type, size: bytes.byteLength };
  await store.files.keep(file.id, bytes);
  return file;
}

const filesAt = async (world: FaultWorld): Promise<readonly string[]> =>
  ((await world.state()).entries as unknown as readonly Entry[])
    .flatMap(({ attachments = [] }) => attachments.map(({ name }) => name))
    .reverse();

/** How many files lie on the disk. */
async function onDisk(store: IncidentStore): Promise<number> {
  const db = await openDB(databaseName(store.adapter.id, 'elif'));
  const found = await db.count('files');
  db.close();
  return found;
}

const noneLeft = async (store: IncidentStore): Promise<void> => {
  for (let left = 200; left > 0 && (await onDisk(store)) > 0; left--) await pause(20);
  expect(await onDisk(store), 'bytes on the disk').to.equal(0);
};

describe('files that go with a report', () => {
  it('arrive after it, in their order, each under a key of its own, and their bytes leave the device', async () => {
    const { world, store } = await desk();
    const files = [await chosen(store, 'screen.log'), await chosen(store, 'boot.log')];
    const { outcome, incidentId } = await store.createIncident(draft, undefined, files);
    expect((await outcome).incident?.number).to.equal('INC0000001');
    await emptyOutbox(store);
    expect(await filesAt(world)).to.deep.equal(['screen.log', 'boot.log']);
    const writes = await world.writes();
    expect(writes.map(({ path }) => path)).to.deep.equal([
      '/incidents',
      '/incidents/i1/attachments',
      '/incidents/i1/attachments',
    ]);
    expect(new Set(writes.map(({ key }) => key)).size).to.equal(3);
    expect(writes[1]).to.include({ body: 'what screen.log says', contentType: 'text/plain' });
    await noneLeft(store);
    const timeline = store.open(incidentTimeline, incidentId);
    const { stop } = watch(timeline);
    await until('the timeline tells of both', () => timeline.value.entries.all().length >= 3);
    const [newest] = timeline.value.entries.all();
    const [file] = newest?.attachments ?? [];
    expect(file).to.include({ name: 'boot.log', size: 18 });
    const content = await store.files.download(file?.id ?? '');
    expect(await content.text()).to.equal('what boot.log says');
    stop();
  });

  it('keep their order behind the report and the comments, written offline and sent after a reload', async () => {
    const { world, store, again } = await desk({
      script: [{ match: { path: '**' }, act: 'drop-before', times: 0 }],
    });
    const { incidentId } = await store.createIncident(draft, undefined, [await chosen(store, 'first.log')]);
    await store.addEntry(incidentId, log, undefined, [await chosen(store, 'second.log')]);
    await store.addEntry(incidentId, { ...log, text: 'And one more' });
    await store.attach(incidentId, [await chosen(store, 'third.log')], 'public');
    await until('an attempt has failed', () => store.status.value.connection === 'offline');
    store.dispose();
    await world.script([]);
    const reopened = again();
    await reopened.resume();
    await emptyOutbox(reopened);
    const carried = (await world.writes()).filter(({ applied }) => applied);
    expect(carried.map(({ path }) => path.replace('/incidents', ''))).to.deep.equal([
      '',
      '/i1/attachments',
      '/i1/entries',
      '/i1/attachments',
      '/i1/entries',
      '/i1/attachments',
    ]);
    expect(await filesAt(world)).to.deep.equal(['first.log', 'second.log', 'third.log']);
    await noneLeft(reopened);
  });

  it('are one each when the same draft is sent twice', async () => {
    const { world, store } = await desk();
    const files = [await chosen(store, 'screen.log')];
    const key = store.newKey();
    const sent = await Promise.all([
      store.createIncident(draft, key, files),
      store.createIncident(draft, key, files),
    ]);
    // The report is what the draft's key stands for, so that whoever sent it finds its number.
    expect(sent.map((one) => one.key)).to.deep.equal([key, key]);
    await Promise.all(sent.map(({ outcome }) => outcome));
    await emptyOutbox(store);
    expect((await world.state()).incidents).to.have.length(1);
    expect(await filesAt(world)).to.deep.equal(['screen.log']);
  });

  it('take the place of the draft: after a crash there is the one or the other', async () => {
    const { world, store, again } = await desk({
      script: [{ match: { path: '**' }, act: 'drop-before', times: 0 }],
    });
    const files = [await chosen(store, 'screen.log')];
    const id = store.drafts.key('form');
    await store.drafts.save('form', { title: 'The screen stays black', files });
    await store.createIncident(draft, id, files);
    store.dispose();
    const reopened = again();
    expect(await reopened.drafts.load('form')).to.equal(undefined);
    await until('both are there', () => reopened.outbox.value.items.length === 2);
    await world.script([]);
    await reopened.resume();
    await emptyOutbox(reopened);
    expect(await filesAt(world)).to.deep.equal(['screen.log']);
  });
});

describe('a file on a bad line', () => {
  const incident = async ({ store }: Desk): Promise<string> => {
    const { outcome, incidentId } = await store.createIncident(draft);
    await outcome;
    return incidentId;
  };

  for (const [what, rule] of [
    ['the line drops before the backend has it', { act: 'drop-before', times: 2 }],
    ['the answer is lost', { act: 'drop-after' }],
    ['the answer is cut off', { act: 'trunc' }],
    ['a captive portal answers', { act: 'html200' }],
    ['the session has ended', { act: 401 }],
    ['the backend is down for a moment', { act: 503, times: 2 }],
  ] as const)
    it(`is there once in the end when ${what}`, async () => {
      const whole = await desk();
      const id = await incident(whole);
      const { world, store } = whole;
      await world.script([onAttach(rule)]);
      const [sent] = await store.attach(id, [await chosen(store, 'screen.log')], 'public');
      await pause(300);
      await store.resume();
      expect((await sent?.outcome)?.state).to.equal('confirmed');
      await emptyOutbox(store);
      expect(await filesAt(world)).to.deep.equal(['screen.log']);
    });

  it('is looked for where the backend knows no keys, and found by its name and size', async () => {
    const whole = await desk({ mode: 'key-blind' });
    const id = await incident(whole);
    const { world, store } = whole;
    const adapter = { ...store.adapter, traits: { ...store.adapter.traits, idempotency: 'lookup' as const } };
    store.dispose();
    const blind = openStore(adapter);
    // Not cut before the answer begins: browsers would send it again by themselves.
    await world.script([onAttach({ act: 'trunc' })]);
    const file = await chosen(blind, 'screen.log');
    const [sent] = await blind.attach(id, [file], 'public');
    await pause(300);
    await blind.resume();
    await emptyOutbox(blind);
    expect((await sent?.outcome)?.state).to.equal('confirmed');
    expect(await filesAt(world)).to.deep.equal(['screen.log']);
  });

  it('is found by its name and content where the ticket system knows no keys', async () => {
    const whole = await desk({ mode: 'key-blind' });
    const id = await incident(whole);
    const blind = keyless(whole);
    await whole.world.script([onAttach({ act: 'trunc' })]);
    const [sent] = await blind.attach(id, [await chosen(blind, 'screen.log')], 'public');
    expect((await sent?.outcome)?.state).to.equal('confirmed');
    expect(await filesAt(whole.world)).to.deep.equal(['screen.log']);
    await noneLeft(blind);
  });

  it('is not taken for another one of its name and size, and goes out when somebody says so', async () => {
    const whole = await desk({ mode: 'key-blind' });
    const id = await incident(whole);
    const blind = keyless(whole);
    const [before] = await blind.attach(id, [await chosen(blind, 'screen.log', 'black')], 'public');
    await before?.outcome;
    await whole.world.script([onAttach({ act: 'hang' })]);
    const [sent] = await blind.attach(id, [await chosen(blind, 'screen.log', 'green')], 'public');
    expect((await sent?.outcome)?.state).to.equal('unknown');
    await blind.retry(sent?.key ?? '');
    await emptyOutbox(blind);
    expect(await filesAt(whole.world)).to.deep.equal(['screen.log', 'screen.log']);
  });

  it('is looked for once more before it goes out again', async () => {
    const whole = await desk({ mode: 'key-blind' });
    const id = await incident(whole);
    const blind = keyless(whole);
    await whole.world.script([
      onAttach({ act: 'trunc' }),
      // The timeline does not tell of it at once.
      { match: { method: 'GET', path: '/incidents/*/entries' }, act: 'body', body: '{"items":[],"total":0}' },
    ]);
    const [sent] = await blind.attach(id, [await chosen(blind, 'screen.log')], 'public');
    expect((await sent?.outcome)?.state).to.equal('unknown');
    await blind.retry(sent?.key ?? '');
    await emptyOutbox(blind);
    expect(await filesAt(whole.world)).to.deep.equal(['screen.log']);
  });

  it('is unclear, kept and never sent again by itself where nobody can tell', async () => {
    const whole = await desk({ mode: 'key-blind' });
    const id = await incident(whole);
    const { world } = whole;
    const blind = keyless(whole, false);
    // Not cut before the answer begins: browsers would send it again by themselves.
    await world.script([onAttach({ act: 'trunc' })]);
    const file = await chosen(blind, 'screen.log');
    const [sent] = await blind.attach(id, [file], 'public');
    expect((await sent?.outcome)?.state).to.equal('unknown');
    await blind.resume();
    await pause(200);
    expect(states(blind.outbox.value)).to.deep.equal(['unknown']);
    expect((await world.writes()).filter(({ path }) => path.endsWith('/attachments'))).to.have.length(1);
    expect(new TextDecoder().decode(await blind.files.read(file.id))).to.equal('what screen.log says');
    await blind.discard(blind.outbox.value.items[0]?.mutation.key ?? '');
    await noneLeft(blind);
  });

  it('is not believed to be there when the answer tells of another size', async () => {
    const whole = await desk();
    const id = await incident(whole);
    const { world, store } = whole;
    const entry = {
      id: 'e9',
      incidentId: id,
      kind: 'attachment',
      visibility: 'public',
      recordedAt: new Date().toISOString(),
      attachments: [{ id: 'f9', name: 'screen.png', size: 3 }],
    };
    await world.script([onAttach({ act: 'body', status: 201, body: JSON.stringify(entry) })]);
    const file = await chosen(store, 'screen.png', 'picture', 'image/png');
    const [sent] = await store.attach(id, [file], 'public');
    expect((await sent?.outcome)?.state).to.equal('unknown');
    expect(await store.files.read(file.id)).to.not.equal(undefined);
  });

  const windows = 'First line\r\nSecond line: ä\r\nThird line\r\n';
  const unix = windows.replaceAll('\r\n', '\n');
  const lengthOf = (text: string): number => new TextEncoder().encode(text).length;
  const rewritten: readonly (readonly [what: string, sent: string, kept: string, ends: string])[] = [
    ['with its ends of lines written anew', windows, unix, 'confirmed'],
    ['with other ends of lines', unix, windows, 'confirmed'],
    ['with a mark of its encoding', unix, `\ufeff${unix}`, 'confirmed'],
    ['cut off', unix, unix.slice(0, 25), 'unknown'],
    ['with other words', windows, 'Somebody else’s words', 'unknown'],
  ];
  for (const silent of [false, true])
    for (const [what, content, kept, ends] of rewritten)
      it(`of text that is there ${what} is ${ends}${silent ? ', by its size where it cannot be fetched' : ''}`, async () => {
        const whole = await desk();
        const id = await incident(whole);
        const { world } = whole;
        const { attachment: _attachment, ...blind } = whole.store.adapter;
        const store = silent ? openStore(blind, { author: 'ada' }) : whole.store;
        const entry = {
          id: 'e9',
          incidentId: id,
          kind: 'attachment',
          visibility: 'public',
          recordedAt: new Date().toISOString(),
          attachments: [{ id: 'f9', name: 'screen.log', size: lengthOf(kept), type: 'text/plain' }],
        };
        await world.script([
          onAttach({ act: 'body', status: 201, body: JSON.stringify(entry) }),
          { match: { method: 'GET', path: '/attachments/f9' }, act: 'body', type: 'text/plain', body: kept },
        ]);
        const [sent] = await store.attach(id, [await chosen(store, 'screen.log', content)], 'public');
        const { state, error } = (await sent?.outcome) ?? {};
        expect(state).to.equal(ends);
        if (ends === 'unknown') expect(error?.issues[0]?.code).to.equal('file-changed');
        const asked = (await world.journal()).filter(({ path }) => path === '/attachments/f9');
        expect(asked).to.have.length(silent ? 0 : 1);
      });

  it('of text is not fetched again to compare it where its size is the one that was sent', async () => {
    const whole = await desk();
    const id = await incident(whole);
    const { world, store } = whole;
    const [sent] = await store.attach(id, [await chosen(store, 'screen.log', windows)], 'public');
    expect((await sent?.outcome)?.state).to.equal('confirmed');
    expect((await world.journal()).filter(({ path }) => path.startsWith('/attachments'))).to.deep.equal([]);
  });

  it('is not believed to be internal when everybody can read it', async () => {
    const whole = await desk();
    const id = await incident(whole);
    const { world, store } = whole;
    const entry = {
      id: 'e9',
      incidentId: id,
      kind: 'attachment',
      visibility: 'public',
      recordedAt: new Date().toISOString(),
      attachments: [{ id: 'f9', name: 'core.log' }],
    };
    await world.script([onAttach({ act: 'body', status: 201, body: JSON.stringify(entry) })]);
    const [sent] = await store.attach(id, [await chosen(store, 'core.log')], 'internal');
    const { state, error } = (await sent?.outcome) ?? {};
    expect(state).to.equal('unknown');
    expect(error?.issues[0]?.code).to.equal('other-readers');
  });

  for (const status of [413, 415, 422] as const)
    it(`that is refused with ${String(status)} stays, with the backend’s words, and what comes after it goes on`, async () => {
      const whole = await desk({ script: [onAttach({ act: status, title: 'Not this one.' })] });
      const { world, store } = whole;
      const file = await chosen(store, 'screen.log');
      const { incidentId, outcome } = await store.createIncident(draft, undefined, [file]);
      await outcome;
      await store.addEntry(incidentId, log);
      await until('it has been refused', () => states(store.outbox.value).join() === 'failed');
      const [item] = store.outbox.value.items;
      expect(item?.error?.message).to.equal('Not this one.');
      expect(await store.files.read(file.id)).to.not.equal(undefined);
      await store.retry(item?.mutation.key ?? '');
      await emptyOutbox(store);
      expect(await filesAt(world)).to.deep.equal(['screen.log']);
    });

  it('goes out with nothing of an incident that is discarded', async () => {
    const { world, store } = await desk({ script: [{ match: { path: '/incidents' }, act: 422, times: 0 }] });
    const { key, outcome } = await store.createIncident(draft, undefined, [
      await chosen(store, 'screen.log'),
    ]);
    expect((await outcome).state).to.equal('failed');
    await until('both are in view', () => states(store.outbox.value).join() === 'failed,waiting');
    expect((await store.discard(key)).map(({ intent }) => intent.kind)).to.deep.equal(['create', 'attach']);
    await noneLeft(store);
    expect(await filesAt(world)).to.deep.equal([]);
  });
});

describe('the bytes of a file', () => {
  it('lie on the device once, and nothing that tabs tell each other or export holds them', async () => {
    const { store } = await desk({ script: [{ match: { path: '**' }, act: 'drop-before', times: 0 }] });
    const file = await chosen(store, 'screen.log');
    await store.createIncident(draft, undefined, [file]);
    expect(await onDisk(store)).to.equal(1);
    expect(store.exportOutbox()).to.contain('screen.log').and.not.to.contain('what screen.log says');
    const db = await openDB(databaseName(store.adapter.id, 'elif'));
    const rows = JSON.stringify(await db.getAll('outbox'));
    db.close();
    expect(rows).to.contain('screen.log').and.not.to.contain('bytes');
  });

  it('are kept as long as a draft names them, and go with it', async () => {
    const { store, again } = await desk();
    const file = await chosen(store, 'screen.log');
    await store.drafts.save('form', { title: 'Half', files: [file] });
    await store.files.release([file.id]);
    store.dispose();
    const reopened = again();
    const kept = await reopened.drafts.load('form');
    expect(kept?.data['files']).to.deep.equal([file]);
    expect([...(await reopened.files.present([file.id]))]).to.deep.equal([file.id]);
    await reopened.drafts.remove('form');
    await reopened.files.release([file.id]);
    expect(await onDisk(reopened)).to.equal(0);
  });

  it('are held by the page where the device has no room, and the rest stays on the disk', async () => {
    const { world, store } = await desk();
    await until('the storage is open', () => store.status.value.storage === 'durable');
    const put = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')!;
    Object.defineProperty(IDBObjectStore.prototype, 'put', {
      configurable: true,
      value(this: IDBObjectStore, ...given: Parameters<IDBObjectStore['put']>) {
        if (this.name === 'files') throw new DOMException('Full.', 'QuotaExceededError');
        return (put.value as IDBObjectStore['put']).apply(this, given);
      },
    });
    try {
      const bytes = new TextEncoder().encode('large').buffer;
      const file = { id: store.files.newId(), name: 'large.log', type: 'text/plain', size: 5 };
      expect(await store.files.keep(file.id, bytes)).to.equal('memory');
      expect(await store.drafts.save('form', { title: 'Half', files: [file] })).to.equal('durable');
      expect(store.status.value.storage).to.equal('durable');
      const { kept, outcome } = await store.createIncident(draft, undefined, [file]);
      expect(kept).to.equal('memory');
      await outcome;
      await emptyOutbox(store);
      expect(await filesAt(world)).to.deep.equal(['large.log']);
    } finally {
      Object.defineProperty(IDBObjectStore.prototype, 'put', put);
    }
  });

  it('that are gone are said to be gone, and nothing is sent in their place', async () => {
    const whole = await desk({ script: [{ match: { path: '**' }, act: 'drop-before', times: 0 }] });
    const { world, store } = whole;
    const file = await chosen(store, 'screen.log');
    await store.createIncident(draft, undefined, [file]);
    const db = await openDB(databaseName(store.adapter.id, 'elif'));
    await db.clear('files');
    db.close();
    await world.script([]);
    await store.resume();
    await until('the file has failed', () => states(store.outbox.value).join() === 'failed');
    expect(store.outbox.value.items[0]?.error?.message).to.contain('screen.log');
    expect(await filesAt(world)).to.deep.equal([]);
  });

  it('are wiped with everything else of the person', async () => {
    const { store, again } = await desk();
    const file = await chosen(store, 'screen.log');
    await store.wipe({ force: true });
    const reopened = again();
    expect(await reopened.files.read(file.id)).to.equal(undefined);
  });
});
