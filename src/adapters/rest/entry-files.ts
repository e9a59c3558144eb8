import { isIncidentError } from '../../core/errors.js';
import type { Attachment } from '../../core/file.js';
import type { ReadOptions } from '../adapter.js';
import type { Client } from './operation.js';
import type { Reader } from './path.js';
import { compilePath, textOf } from './path.js';
import type { EntryFilesDefinition } from './profile.js';

/** Pages of files read at most for one page of entries: a hundred each. */
const mostPages = 20;

/** Reads a file out of a row; undefined for a row that is none. */
function compileFile({
  id,
  name,
  size,
  type,
}: EntryFilesDefinition): (row: unknown) => Attachment | undefined {
  const at = (path: string | undefined): Reader => (path === undefined ? () => undefined : compilePath(path));
  const [idAt, nameAt, sizeAt, typeAt] = [id, name, size, type].map(at) as [Reader, Reader, Reader, Reader];
  return (row) => {
    const [own, called, bytes, media] = [idAt, nameAt, sizeAt, typeAt].map((read) => textOf(read(row)));
    if (own === undefined || called === undefined || called === '') return undefined;
    // Some tell a size as a text, and none as an empty one.
    const length = bytes === undefined || bytes === '' ? NaN : Number(bytes);
    return {
      id: own,
      name: called,
      ...(Number.isFinite(length) && length >= 0 ? { size: length } : {}),
      ...(media ? { type: media } : {}),
    };
  };
}

/** The files that stand in the row of an entry itself. */
export function compileEntryFiles(
  definition: EntryFilesDefinition | undefined,
): (row: unknown) => readonly Attachment[] {
  if (definition?.items === undefined) return () => [];
  const [items, fileOf] = [compilePath(definition.items), compileFile(definition)];
  return (row) => {
    const list = items(row);
    return Array.isArray(list) ? list.map(fileOf).filter((file) => file !== undefined) : [];
  };
}

/** The files of some of the newest entries by the entry's id. */
export type FilesOf = (
  incidentId: string,
  entryIds: readonly string[],
  read?: ReadOptions,
) => Promise<ReadonlyMap<string, readonly Attachment[]>>;

/** Reads files that are kept apart from the entries they came with. */
export function createFilesOf(client: Client, definition: EntryFilesDefinition | undefined): FilesOf {
  const { op, entry } = definition ?? {};
  if (!definition || op === undefined || entry === undefined) return () => Promise.resolve(new Map());
  const [ownerAt, fileOf] = [compilePath(entry), compileFile(definition)];
  return async (id, entryIds, read) => {
    const wanted = new Set(entryIds);
    const found = new Map<string, Attachment[]>();
    let cursor: string | undefined;
    let met = false;
    for (let page = 0; page < mostPages; page++) {
      let answer;
      try {
        answer = await client.page(op, { limit: 100, cursor }, { ...read, inputs: { id } });
      } catch (error) {
        // Who may not see the files may still read what was said.
        if (isIncidentError(error) && /^(?:forbidden|not-found)$/.test(error.kind)) return found;
        throw error;
      }
      let owner = '';
      for (const row of answer.items) {
        owner = textOf(ownerAt(row)) ?? '';
        met ||= wanted.has(owner);
        const file = wanted.has(owner) ? fileOf(row) : undefined;
        if (file) found.set(owner, [...(found.get(owner) ?? []), file]);
      }
      cursor = answer.next;
      // Newest first: behind the entries that are wanted come older ones.
      if (cursor === undefined || (met && !wanted.has(owner))) break;
    }
    return found;
  };
}
