import type { Entry, EntryDraft } from '../../core/entry.js';
import { visibilityOf } from '../../core/entry.js';
import type { WriteOptions } from '../adapter.js';
import { madeId } from './changes.js';
import type { Desk } from './desk.js';
import { IncidentError } from './kit.js';
import { compilePath } from './language.js';
import { afterYes, only } from './proving.js';
import { writePath } from './write-path.js';

/** Adds words to a timeline. */
export interface Adding {
  readonly addEntry: (id: string, draft: EntryDraft, write: WriteOptions) => Promise<Entry>;
  /** The body of the request for an entry. */
  readonly bodyOf: (id: string, draft: EntryDraft) => Record<string, unknown>;
}

/** The operation that adds this kind of words. */
export const operationFor = (draft: EntryDraft): string =>
  draft.kind === 'comment' ? 'comment' : 'workNote';

/** How many of the newest entries are looked through before words are sent once more. */
const recent = 20;
const plain = (text: string): string => text.replace(/\r\n?/g, '\n').trim();

const withoutDeferred = ({ deferred: _deferred, ...entry }: Entry): Entry => entry;

export function createAdding({ options, client, history }: Desk): Adding {
  const { profile, onWarning, user, now = Date.now } = options;

  function bodyOf(id: string, draft: EntryDraft): Record<string, unknown> {
    const { text = 'text', occurredAt = 'occurredAt' } = profile.entry ?? {};
    const body: Record<string, unknown> = {};
    writePath(body, text, draft.text);
    if (draft.occurredAt === undefined) return body;
    if (occurredAt !== null) writePath(body, occurredAt, new Date(draft.occurredAt).toISOString());
    else
      onWarning?.({
        code: 'dropped-fields',
        message: `${profile.label} keeps no time of occurrence with an entry.`,
        incidentId: id,
        fields: ['occurredAt'],
      });
    return body;
  }

  /** The same words among the newest entries: what an earlier attempt has most likely left. */
  async function earlier(id: string, draft: EntryDraft, write: WriteOptions): Promise<Entry | undefined> {
    const { entries, entryTexts } = await history();
    const { items } = await entries(id, { limit: recent }, only(write));
    const alike = items.filter(
      ({ kind, author }) =>
        kind === draft.kind && (user === undefined || author === undefined || author.id === user.id),
    );
    const deferred = alike.filter((entry) => entry.deferred).map((entry) => entry.id);
    const texts =
      deferred.length > 0 ? await entryTexts(id, deferred, only(write)) : new Map<string, string>();
    const found = alike.find((entry) => plain(entry.text ?? texts.get(entry.id) ?? '') === plain(draft.text));
    return found && withoutDeferred({ ...found, text: draft.text });
  }

  /** The entry as the backend has it now; undefined where it cannot be read, which must not make it look unsent. */
  async function readBack(id: string, entry: string, write: WriteOptions): Promise<Entry | undefined> {
    if (!Object.hasOwn(profile.ops, 'entry')) return undefined;
    try {
      const { body } = await client.call('entry', { inputs: { id, entry }, ...only(write) });
      return await (await history()).entry(body, id, only(write));
    } catch {
      return undefined;
    }
  }

  async function addEntry(id: string, draft: EntryDraft, write: WriteOptions): Promise<Entry> {
    const name = operationFor(draft);
    const operation = client.operation(name);
    const { afterWrite = 'useBody', unwrap = '' } = operation;
    if (write.repeated && profile.idempotency?.mode !== 'header') {
      const found = await earlier(id, draft, write);
      if (found) return found;
    }
    const answer = await client.call(name, { inputs: { id }, body: bodyOf(id, draft), write });
    if (afterWrite === 'useBody') {
      let made: Entry | undefined;
      try {
        const row = compilePath(unwrap)(answer.body);
        made = await (await history()).entry(row, id, only(write));
      } catch (error) {
        throw afterYes(error);
      }
      if (!made)
        throw new IncidentError('bad-answer', 'The backend answered with something that is no entry.', {
          ambiguous: true,
        });
      return { ...made, key: write.key };
    }
    const made = madeId(operation, answer);
    if (made === undefined)
      throw new IncidentError('bad-answer', 'The backend said yes but not under which id.', {
        ambiguous: true,
      });
    const read: Pick<Entry, 'id' | 'occurredAt' | 'recordedAt' | 'author'> = (await readBack(
      id,
      made,
      write,
    )) ?? {
      id: made,
      occurredAt: now(),
      recordedAt: now(),
      ...(user ? { author: user } : {}),
    };
    const { kind, text } = draft;
    return withoutDeferred({
      ...read,
      incidentId: id,
      kind,
      visibility: visibilityOf(kind),
      text,
      key: write.key,
    });
  }

  return { addEntry, bodyOf };
}
