import type { Entry, Visibility } from '../core/entry.js';
import { aDraft } from './builders.js';
import type { Bench, Clause, ContractSubject } from './contract.js';
import { all, offers, refusal, whose } from './contract.js';

const takesFiles = offers('create', 'entries', 'attach', 'attachment');
const keeps = (visibility: Visibility): ((subject: ContractSubject) => boolean) =>
  all(
    takesFiles,
    whose(({ fileVisibility }) => fileVisibility?.includes(visibility) !== false),
  );

/** Every byte there is, so that a text encoding in between would spoil some. */
const bytes = Uint8Array.from({ length: 1024 }, (_, at) => at % 256);
const screenshot = (name = 'screenshot.png'): File => new File([bytes], name, { type: 'image/png' });
const quiet = (): void => undefined;

const made = async ({ adapter, key }: Bench): Promise<string> =>
  (await adapter.create(aDraft(), { key: key() })).id;

const withFiles = async ({ adapter }: Bench, id: string): Promise<readonly Entry[]> =>
  (await adapter.entries(id, { limit: 20 })).items.filter(({ attachments = [] }) => attachments.length > 0);

/** What an adapter that takes files has to make true. */
export const fileClauses: readonly Clause[] = [
  {
    says: 'a file is told by the timeline with its name and size, and comes back byte for byte',
    when: keeps('public'),
    async check(bench) {
      const { adapter, assert, key } = bench;
      const id = await made(bench);
      const left = await adapter.attach(id, screenshot(), quiet, { key: key(), visibility: 'public' });
      assert(left.visibility === 'public', 'everybody may read it');
      assert(
        left.attachments?.length === 1 && left.attachments[0]?.name === 'screenshot.png',
        `the answer tells the file, not ${JSON.stringify(left.attachments)}`,
      );
      const [entry, ...more] = await withFiles(bench, id);
      const [file] = entry?.attachments ?? [];
      assert(more.length === 0 && entry?.id === left.id, 'the timeline has it once');
      assert(file?.name === 'screenshot.png', `its name is ${String(file?.name)}`);
      assert(file?.size === undefined || file.size === bytes.length, `its size is ${String(file?.size)}`);
      const content = await adapter.attachment(file?.id ?? '');
      const back = new Uint8Array(await content.arrayBuffer());
      assert(
        back.length === bytes.length && back.every((byte, at) => byte === bytes[at]),
        `the content came back as ${String(back.length)} bytes`,
      );
    },
  },
  {
    says: 'a file for those who work on it is for nobody else',
    when: keeps('internal'),
    async check(bench) {
      const { adapter, assert, key } = bench;
      const id = await made(bench);
      const left = await adapter.attach(id, screenshot('core.dump'), quiet, {
        key: key(),
        visibility: 'internal',
      });
      assert(left.visibility === 'internal', 'the answer says that it is internal');
      const [entry] = await withFiles(bench, id);
      assert(entry?.visibility === 'internal', 'the timeline says so as well');
    },
  },
  {
    says: 'a name in any script stays the name it is',
    when: keeps('public'),
    async check(bench) {
      const { adapter, assert, key } = bench;
      const id = await made(bench);
      const names = ['Größe (2).png', 'لقطة الشاشة.png', '画面 👩‍👩‍👧.png', `it's "x"; y=1 <b>.png`];
      for (const name of names)
        await adapter.attach(id, screenshot(name), quiet, { key: key(), visibility: 'public' });
      const told = (await withFiles(bench, id)).flatMap(({ attachments = [] }) =>
        attachments.map(({ name }) => name),
      );
      for (const name of names) assert(told.includes(name), `"${name}" is told as ${told.join(', ')}`);
    },
  },
  {
    says: 'a file is added once, however often its key is sent',
    when: all(
      keeps('public'),
      whose(({ idempotency }) => idempotency === 'key'),
    ),
    async check(bench) {
      const { adapter, assert, key } = bench;
      const id = await made(bench);
      const once = { key: key(), visibility: 'public' } as const;
      const first = await adapter.attach(id, screenshot(), quiet, once);
      const again = await adapter.attach(id, screenshot(), quiet, { ...once, repeated: true });
      assert(first.id === again.id, 'the repetition returns the first entry');
      assert((await withFiles(bench, id)).length === 1, 'the timeline has it once');
    },
  },
  {
    says: 'a file is no change of the record: it makes nobody else outdated',
    when: all(
      keeps('public'),
      whose(({ concurrency }) => concurrency === 'version'),
      whose(({ idempotency }) => idempotency === 'key'),
    ),
    async check(bench) {
      const { adapter, assert, key } = bench;
      const id = await made(bench);
      const before = await adapter.get(id);
      await adapter.attach(id, screenshot(), quiet, { key: key(), visibility: 'public' });
      assert((await adapter.get(id)).version === before.version, 'the version stays');
    },
  },
  {
    says: 'a file for an incident that is not there is refused, and so is the content of a file that is not there',
    when: keeps('public'),
    async check({ adapter, assert, key }) {
      const error = await refusal(
        assert,
        'a file for no incident',
        adapter.attach('999999', screenshot(), quiet, { key: key(), visibility: 'public' }),
      );
      assert(!error.ambiguous, 'nothing is left open');
      await refusal(assert, 'the content of no file', adapter.attachment('999999'));
    },
  },
];
