import type { Adapter } from '../adapters/adapter.js';
import { IncidentError } from '../core/errors.js';
import type { FileRef } from '../core/file.js';
import type { Mutation } from '../core/mutation.js';
import type { Instant } from '../core/time.js';
import { holdsOnlyCopy } from './memory.js';
import type { Queue } from './outbox/queue.js';
import { isDraft } from './row.js';
import type { Storage } from './storage.js';
import type { KeptFiles } from './types.js';

/*
 * Bytes are kept as an ArrayBuffer. A Blob in IndexedDB is refused by WebKit in private windows, and its bytes lie in a
 * file beside the database that browsers have been seen to lose; an ArrayBuffer is a value like any other everywhere.
 * They lie apart from the mutation and the draft, which are read by each tab and written again and again: those only
 * name them.
 */

/** Bytes for which the device has no room: this page holds them, whichever desk asks for them. */
const held = new Map<string, ArrayBuffer>();

/** What nothing speaks of any more is kept so long: another tab may be about to write of it. */
const strayFor = 24 * 60 * 60_000;

/** When a file was chosen, read off its id. */
const chosenAt = (id: string): Instant => parseInt(id.split('-')[0] ?? '', 36);

/** The files a draft names, as far as it was written as one. */
export const filesOf = ({ files }: Readonly<Record<string, unknown>>): readonly FileRef[] =>
  Array.isArray(files)
    ? files.filter((file): file is FileRef => {
        const { id, name, type, size } = (file ?? {}) as Partial<FileRef>;
        return (
          typeof id === 'string' &&
          typeof name === 'string' &&
          typeof type === 'string' &&
          typeof size === 'number'
        );
      })
    : [];

export interface FileParts {
  /** What is shown to whoever is signed in. */
  readonly adapter: Adapter;
  readonly storage: Storage;
  readonly queue: Pick<Queue, 'groups' | 'ready' | 'whole'>;
  readonly now: () => Instant;
  readonly newId: () => string;
}

/** The bytes of files from the moment they are chosen until what they belong to has been sent or thrown away. */
export interface Files extends KeptFiles {
  /** Whether these survive a reload. */
  areDurable(files: readonly FileRef[]): boolean;
  /** What has been sent or thrown away needs its bytes no longer. */
  ended(mutations: readonly Mutation[]): void;
  /** Throws away what nothing speaks of any more. */
  sweep(): Promise<void>;
  /** Lets go of what this page alone holds. */
  forget(): void;
}

export function createFiles({ adapter, storage, queue, now, newId }: FileParts): Files {
  const mine = new Set<string>();
  const drop = (id: string): void => {
    mine.delete(id);
    held.delete(id);
    holdsOnlyCopy(held, held.size > 0);
  };

  /** Ids of all files that a draft or something unsent speaks of. */
  const needed = async (): Promise<ReadonlySet<string>> => {
    await queue.ready;
    const drafts = (await storage.list<unknown>('drafts', '')).filter(isDraft);
    const rows = [...(await storage.outbox()).rows, ...[...queue.groups().values()].flat()];
    return new Set([
      ...drafts.flatMap(({ data }) => filesOf(data).map(({ id }) => id)),
      ...rows.flatMap(({ mutation: { intent } }) => (intent.kind === 'attach' ? [intent.file.id] : [])),
    ]);
  };

  const release = async (ids: readonly string[]): Promise<void> => {
    if (ids.length === 0) return;
    const wanted = await needed();
    const free = ids.filter((id) => !wanted.has(id));
    free.forEach(drop);
    await storage.write(
      'files',
      free.map((id) => [id, undefined]),
    );
  };

  return {
    newId: () => `${now().toString(36)}-${newId()}`,
    async keep(id, bytes) {
      try {
        await storage.writeBytes(id, bytes);
        drop(id);
        return storage.kept;
      } catch {
        mine.add(id);
        held.set(id, bytes);
        holdsOnlyCopy(held, true);
        return 'memory';
      }
    },
    read: async (id) => held.get(id) ?? (await storage.get<ArrayBuffer>('files', id)),
    async present(ids) {
      const known = new Set([...held.keys(), ...(await storage.keys('files'))]);
      return new Set(ids.filter((id) => known.has(id)));
    },
    release,
    download(id) {
      const none = new IncidentError('unsupported', 'The ticket system hands no files out.');
      return adapter.attachment?.(id) ?? Promise.reject(none);
    },
    areDurable: (files) => storage.kept === 'durable' && !files.some(({ id }) => held.has(id)),
    ended(mutations) {
      const ids = mutations.flatMap(({ intent }) => (intent.kind === 'attach' ? [intent.file.id] : []));
      void release(ids).catch(() => undefined);
    },
    async sweep() {
      // What cannot be read may speak of any of them.
      if (storage.kept !== 'durable' || !queue.whole()) return;
      const old = (await storage.keys('files')).filter((id) => !(now() - chosenAt(id) < strayFor));
      await release(old);
    },
    forget() {
      [...mine].forEach(drop);
    },
  };
}
