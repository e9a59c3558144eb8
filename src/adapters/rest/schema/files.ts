import { array, literal, number, optional, picklist, record, strictObject, variant } from 'valibot';

import { operation, path, paths, text, texts } from './names.js';

/** How a file travels. */
const fileBodySchema = variant('kind', [
  /** The body is the file itself, with its own media type. */
  strictObject({ kind: literal('raw') }),
  /** A form with the file as one of its parts. */
  strictObject({
    kind: literal('multipart'),
    /** Name of the part with the file. */
    file: text,
    /** Other parts by their names; `{fileName}`, `{fileType}`, `{fileSize}` and `{visibility}` are filled in. */
    fields: optional(record(text, text)),
  }),
  /** JSON, with the bytes as base64 in one of its fields. */
  strictObject({
    kind: literal('json'),
    /** Path of a list that holds the file as its only item; without it the fields stand in the body itself. */
    list: optional(path),
    name: path,
    /** A name with letters beyond ASCII goes as it is, or as a word of a mail's header (RFC 2047) where the backend puts it into one. */
    nameAs: optional(picklist(['text', 'header-word'])),
    type: optional(path),
    content: path,
  }),
]);

/** How files are added and fetched. */
export const filesSchema = strictObject({
  /** Adds a file that everybody with access may read. Its address may name `{fileName}`, `{fileType}`, `{fileSize}` and `{visibility}`. */
  op: operation,
  /** Adds one for those who work on the incident, where that is another request. Without it only an address with `{visibility}` keeps files internal. */
  internal: optional(operation),
  body: fileBodySchema,
  /** Fetches a file, whose id stands for `{file}`: the answer is the file itself, or JSON that has it as base64 at `content`. */
  download: strictObject({ op: operation, content: optional(path), contentType: optional(path) }),
  /** Largest file in bytes, where `describe` does not tell; default 10,000,000. */
  maxSize: optional(number()),
  /** Media types or endings that are taken, where `describe` does not tell; all where left out. */
  types: optional(array(text)),
});

/** Where the files of an entry stand. */
export const entryFilesSchema = strictObject({
  /** Path of their list in the entry. */
  items: optional(path),
  /** Or the operation that lists them all, newest first, with the entry each belongs to. What has no name there is no file. */
  op: optional(operation),
  entry: optional(paths),
  /** Kinds of entries that may have files: nothing is asked where none of them is on a page. */
  kinds: optional(texts),
  id: path,
  name: path,
  size: optional(path),
  type: optional(path),
});
