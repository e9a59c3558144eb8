import type { Entry } from '../../core/entry.js';
import { IncidentError } from '../../core/errors.js';
import type { Attachment } from '../../core/file.js';
import { fileFault } from '../../core/file.js';
import type { Database, WriteTx } from './database.js';

const refusals = {
  empty: 'The file has no content.',
  'too-large': 'The file is larger than 10 MB.',
} as const;

/** Refuses what is not kept here. */
export function refuseFile(file: File): void {
  const fault = fileFault(file, {});
  if (fault !== 'empty' && fault !== 'too-large') return;
  const message = refusals[fault];
  throw new IncidentError('validation', message, { issues: [{ path: 'file', code: fault, message }] });
}

/** Keeps a file's bytes and returns what an entry tells of it. */
export async function putFile(
  tx: WriteTx,
  incidentId: string,
  id: string,
  { name, type, size }: File,
  bytes: ArrayBuffer,
): Promise<Attachment> {
  await tx.objectStore('files').add({ id, incidentId, type, bytes });
  return { id, name, size, ...(type === '' ? {} : { type }) };
}

/** The content of a file. */
export async function fileContent(db: Database, id: string): Promise<Blob> {
  const row = await db.get('files', id);
  if (!row) throw new IncidentError('not-found', 'There is no such file.');
  return new Blob([row.bytes], { type: row.type });
}

/** The entry a deed has left before. */
export async function entryAgain(tx: WriteTx, incidentId: string, entryId: string): Promise<Entry> {
  const entry = await tx.objectStore('entries').get([incidentId, entryId]);
  if (!entry) throw new IncidentError('not-found', 'There is no such entry.');
  return entry;
}
