import { IncidentError } from '../../core/errors.js';
import type { FileRules } from '../../core/file.js';
import { defaultMaxSize } from '../../core/file.js';
import type { Adapter, AttachOptions, Traits } from '../adapter.js';
import { base64Of, bytesOf } from './base64.js';
import type { Entries } from './entries.js';
import { withoutDeferred } from './entries.js';
import { carrying } from './idempotency.js';
import type { Call, Client, Inputs } from './operation.js';
import { fillText, only } from './operation.js';
import { compilePath, textOf, writePath } from './path.js';
import type { FileBodyDefinition, FilesDefinition, OfKind, Profile } from './profile.js';

/** What carries a file. */
interface FileBody<Definition> {
  /** A method, so that a row fits where any definition is given. */
  write(definition: Definition, file: File, inputs: Inputs): Promise<Pick<Call, 'body' | 'content'>>;
}

/** Ticket systems ask for a media type where a browser knows none. */
const typeOf = ({ type }: File): string => type || 'application/octet-stream';

/** A name as it stands in the header of a mail, which knows ASCII alone. */
const headerWord = (name: string): string =>
  /^[\x20-\x7e]*$/.test(name) ? name : `=?UTF-8?B?${base64Of(new TextEncoder().encode(name))}?=`;

/** How a file travels. */
const fileBodies: {
  readonly [K in FileBodyDefinition['kind']]: FileBody<OfKind<FileBodyDefinition, K>>;
} = {
  raw: { write: async (_, file) => ({ content: file }) },
  multipart: {
    async write({ file: part, fields }, file, inputs) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields ?? {})) form.append(name, fillText(value, inputs));
      // Last: some services read the other parts only as far as the file.
      form.append(part, file, file.name);
      return { content: form };
    },
  },
  json: {
    async write({ list, name, nameAs, type, content }, file) {
      const fields: Record<string, unknown> = {};
      writePath(fields, name, nameAs === 'header-word' ? headerWord(file.name) : file.name);
      if (type !== undefined) writePath(fields, type, typeOf(file));
      writePath(fields, content, base64Of(new Uint8Array(await file.arrayBuffer())));
      if (list === undefined) return { body: fields };
      const body: Record<string, unknown> = {};
      writePath(body, list, [fields]);
      return { body };
    },
  },
};

/** The slowest connection that is waited for, in bytes for each millisecond: 256 kbit/s. */
const slowest = 32;
/** A file whose size nobody knows may take so many times as long as another answer. */
const patience = 10;

/** Whether those who work on it can have a file to themselves. */
const keepsInternal = ({ op, internal }: FilesDefinition, { ops }: Profile): boolean =>
  internal !== undefined || JSON.stringify([ops[op]?.path, ops[op]?.query]).includes('{visibility}');

/** For whom files can be kept; undefined where there are none. */
export function fileVisibility(profile: Profile): Traits['fileVisibility'] {
  const { files } = profile;
  return files ? ['public', ...(keepsInternal(files, profile) ? (['internal'] as const) : [])] : undefined;
}

/** Which files are taken as far as the profile says. */
export const fileRules = ({ maxSize = defaultMaxSize, types }: FilesDefinition): FileRules => ({
  maxSize,
  ...(types ? { types } : {}),
});

/** Adds files and fetches them. Undefined where the profile has none. */
export function createFiles(
  client: Client,
  entries: Pick<Entries, 'left' | 'filesOf'>,
): Required<Pick<Adapter, 'attach' | 'attachment'>> | undefined {
  const { profile, timeout = 30_000 } = client.options;
  const { files } = profile;
  if (!files) return undefined;
  const body: FileBody<FileBodyDefinition> = fileBodies[files.body.kind];
  const { op: download, content, contentType } = files.download;
  const tells = profile.timeline?.[0]?.files?.op !== undefined;
  const [contentAt, typeAt] = [content, contentType].map((path) => path && compilePath(path));

  return {
    async attach(id, file, progress, { visibility, ...write }: AttachOptions) {
      const isInternal = visibility === 'internal';
      if (isInternal && !keepsInternal(files, profile))
        throw new IncidentError('unsupported', `${profile.label} shows files to everybody.`);
      const name = (isInternal ? files.internal : undefined) ?? files.op;
      const inputs = { id, fileName: file.name, fileType: typeOf(file), fileSize: file.size, visibility };
      const sent = await body.write(files.body, file, inputs);
      const answer = await client.call(name, {
        inputs,
        ...sent,
        ...carrying(profile.idempotency, write),
        timeout: timeout + file.size / slowest,
        progress,
      });
      const left = {
        kind: 'attachment' as const,
        visibility,
        ...(await entries.left(name, answer, id, write)),
      };
      if (client.operation(name).afterWrite === 'useBody') return { ...left, incidentId: id };
      // What is there is looked at: a yes alone says nothing of a file.
      const kept = tells
        ? await entries.filesOf(id, [left.id], only(write)).catch(() => undefined)
        : undefined;
      return withoutDeferred({
        ...left,
        incidentId: id,
        ...(kept && { attachments: kept.get(left.id) ?? [] }),
        key: write.key,
      });
    },
    async attachment(id, read) {
      const answer = await client.call(download, {
        ...read,
        inputs: { file: id },
        timeout: patience * timeout,
        ...(contentAt ? {} : { expects: 'file' as const }),
      });
      if (!contentAt) return answer.body as Blob;
      const text = textOf(contentAt(answer.body)) ?? '';
      const type = typeAt ? textOf(typeAt(answer.body)) : undefined;
      try {
        return new Blob([bytesOf(text)], { type: type ?? '' });
      } catch {
        throw new IncidentError('bad-answer', `${profile.label} returned a file that cannot be read.`);
      }
    },
  };
}
