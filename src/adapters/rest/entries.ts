import type { Entry, EntryDraft } from '../../core/entry.js';
import { visibilityOf } from '../../core/entry.js';
import { IncidentError, isIncidentError } from '../../core/errors.js';
import { unreadPart } from '../../core/query.js';
import type { Adapter, ReadOptions, WriteOptions } from '../adapter.js';
import type { Discovery } from './discovery.js';
import type { FilesOf } from './entry-files.js';
import { createFilesOf } from './entry-files.js';
import { afterYes, inPlaceOf } from './errors.js';
import type { Fields } from './fields.js';
import { carrying, idempotencyOf } from './idempotency.js';
import type { HttpAnswer } from './http.js';
import type { Client } from './operation.js';
import { madeId, only } from './operation.js';
import { compilePath, writePath } from './path.js';
import type { NameOf } from './names.js';
import { createEntryTexts } from './texts.js';
import type { EntryMapping, MappedEntry } from './timeline.js';
import { compileTimeline } from './timeline.js';

/** Reads what happened to an incident, and adds words to it. */
export interface Entries extends Required<Pick<Adapter, 'entries' | 'entryTexts' | 'addEntry'>> {
  /** The body of the request that adds words. */
  readonly bodyOf: (id: string, draft: EntryDraft) => Record<string, unknown>;
  /** The entry a write has left, from the answer or read by the id in it; only its id and the present where it cannot be read. */
  readonly left: (name: string, answer: HttpAnswer, id: string, write: WriteOptions) => Promise<LeftEntry>;
  readonly filesOf: FilesOf;
  /** The same words among the newest entries: what an earlier attempt has most likely left. */
  readonly earlier: (id: string, draft: EntryDraft, write: WriteOptions) => Promise<Entry | undefined>;
}

/** An entry as far as it is known right after it was written. */
export type LeftEntry = Pick<Entry, 'id' | 'occurredAt' | 'recordedAt'> & Partial<Entry>;

/** The operation that adds this kind of words. */
export const operationFor = (kind: EntryDraft['kind']): string =>
  kind === 'comment' ? 'comment' : 'workNote';

/** How many of the newest entries are looked through before words are sent once more. */
const recent = 20;
const plain = (text: string): string => text.replace(/\r\n?/g, '\n').trim();

export const withoutDeferred = <E extends Partial<Entry>>({
  deferred: _deferred,
  ...entry
}: E): Omit<E, 'deferred'> => entry;

export function createEntries(
  client: Client,
  fields: Fields,
  discovered: Discovery,
  nameOf: NameOf,
): Entries {
  const { profile, onWarning, user } = client.options;
  const [source] = profile.timeline ?? [];
  const mapEntry: EntryMapping = source ? compileTimeline(source, profile, fields) : () => undefined;
  const entryTexts = createEntryTexts(client, source);
  const filesOf = createFilesOf(client, source?.files);

  /** The entry with the names behind the ids of its change. */
  async function named({ entry, change }: MappedEntry, read?: ReadOptions): Promise<Entry> {
    if (!change) return entry;
    const { lookup, from, to, ...rest } = change;
    const nameBehind = async (id: string | undefined): Promise<string | undefined> =>
      id === undefined || lookup === undefined ? id : ((await nameOf(lookup, id, read)) ?? id);
    const [before, after] = await Promise.all([nameBehind(from), nameBehind(to)]);
    const shown = { ...rest, ...(before && { from: before }), ...(after && { to: after }) };
    return { ...entry, changes: [...(entry.changes ?? []), shown] };
  }

  async function entryOf(row: unknown, incidentId: string, read?: ReadOptions): Promise<Entry | undefined> {
    const mapped = mapEntry(row, incidentId, (await discovered()) ?? new Map());
    return mapped && named(mapped, read);
  }

  /** The rows that tell something. One that cannot be read must not cost the others, unless it is all there is. */
  function mappedRows(
    rows: readonly unknown[],
    incidentId: string,
    known: ReadonlyMap<string, string>,
  ): { readonly mapped: readonly MappedEntry[]; readonly unread: number } {
    const mapped: MappedEntry[] = [];
    let faults = 0;
    let fault: unknown;
    for (const row of rows) {
      try {
        const one = mapEntry(row, incidentId, known);
        if (one) mapped.push(one);
      } catch (error) {
        faults += 1;
        fault = error;
      }
    }
    if (faults > 0 && faults === rows.length) throw fault;
    if (faults > 0)
      onWarning?.({
        code: 'bad-record',
        message: `${profile.label} returned ${faults} entries without id or time; they are not shown.`,
        incidentId,
        path: 'timeline',
      });
    return { mapped, unread: faults };
  }

  /** The entries with the files that are kept apart from them. */
  async function withFiles(
    id: string,
    items: readonly Entry[],
    read?: ReadOptions,
  ): Promise<readonly Entry[]> {
    const kinds = source?.files?.kinds ?? [];
    const ids = items.flatMap((entry) => (kinds.includes(entry.kind) ? [entry.id] : []));
    if (ids.length === 0) return items;
    const files = await filesOf(id, ids, read);
    return items.map((entry) => {
      const attachments = files.get(entry.id);
      return attachments ? { ...entry, attachments } : entry;
    });
  }

  const entries: Entries['entries'] = async (id, page, read) => {
    if (!source) return { items: [], total: 0 };
    let answer;
    try {
      answer = await client.page(source.op, page, { ...read, inputs: { id } });
    } catch (error) {
      if (source.optional && isIncidentError(error) && /^(?:forbidden|not-found)$/.test(error.kind))
        return { items: [], total: 0 };
      throw error;
    }
    const { mapped, unread } = mappedRows(
      answer.items,
      id,
      (await discovered()) ?? new Map<string, string>(),
    );
    const shown = await Promise.all(mapped.map((one) => named(one, read)));
    const items = await withFiles(id, shown, read);
    // Rows left out are still counted by the backend; a total with them would promise entries that never come.
    const total = items.length === answer.items.length ? answer.total : null;
    return { ...answer, items, total, ...unreadPart(unread) };
  };

  const bodyOf: Entries['bodyOf'] = (id, draft) => {
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
  };

  async function earlier(id: string, draft: EntryDraft, write: WriteOptions): Promise<Entry | undefined> {
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
      return await entryOf(body, id, only(write));
    } catch {
      return undefined;
    }
  }

  async function left(name: string, answer: HttpAnswer, id: string, write: WriteOptions): Promise<LeftEntry> {
    const operation = client.operation(name);
    if (operation.afterWrite === 'useBody') {
      let made: Entry | undefined;
      try {
        made = await entryOf(compilePath(operation.unwrap ?? '')(answer.body), id, only(write));
        if (!made)
          throw new IncidentError('bad-answer', 'The backend answered with something that is no entry.');
      } catch (error) {
        throw afterYes(inPlaceOf(profile, answer, error), true);
      }
      return made;
    }
    const made = madeId(profile, operation, answer);
    return (
      (await readBack(id, made, write)) ?? {
        id: made,
        occurredAt: client.present(),
        recordedAt: client.present(),
        ...(user ? { author: user } : {}),
      }
    );
  }

  async function addEntry(id: string, draft: EntryDraft, write: WriteOptions): Promise<Entry> {
    const name = operationFor(draft.kind);
    const { idempotency } = profile;
    if (write.repeated && idempotencyOf(idempotency).capability !== 'key') {
      const found = await earlier(id, draft, write);
      if (found) return found;
    }
    const answer = await client.call(name, {
      inputs: { id },
      body: bodyOf(id, draft),
      ...carrying(idempotency, write),
    });
    const made = await left(name, answer, id, write);
    // Its own key, or none: whether it is about our words is told by that.
    if (client.operation(name).afterWrite === 'useBody') return made as Entry;
    const { kind, text } = draft;
    return withoutDeferred({
      ...made,
      incidentId: id,
      kind,
      visibility: visibilityOf(kind),
      text,
      key: write.key,
    });
  }

  return { entries, entryTexts, addEntry, bodyOf, left, filesOf, earlier };
}
