import { array, boolean, optional, picklist, record, strictObject } from 'valibot';

import { entryFilesSchema } from './files.js';
import { lookup, operation, path, paths, text, texts } from './names.js';
import { match } from './choices.js';

export const timelineSchema = strictObject({
  op: operation,
  optional: optional(boolean()),
  id: path,
  recordedAt: path,
  occurredAt: optional(path),
  author: optional(
    strictObject({
      read: path,
      parts: optional(record(text, paths)),
      empties: optional(texts),
      automatic: optional(texts),
    }),
  ),
  text: optional(path),
  key: optional(path),
  /** Paths of the kind and the visibility where the backend uses our words for them. */
  kind: optional(path),
  visibility: optional(path),
  /** First rule whose every path has (one of) the values decides; none matching makes it `system`. */
  rules: optional(
    array(
      strictObject({
        match: optional(match),
        kind: optional(text),
        visibility: optional(picklist(['public', 'internal'])),
        skip: optional(boolean()),
      }),
    ),
  ),
  /** Path of a list of changes already in our words. */
  changes: optional(path),
  /** One change per row: where field, old and new value stand, how the backend's names map to ours, and which values are ids. */
  change: optional(
    strictObject({
      field: path,
      from: path,
      to: path,
      fields: optional(record(text, text)),
      lookups: optional(record(text, lookup)),
      empties: optional(texts),
      /**
       * The backend's names for links, and what each is in the words of `related`. Where the value is an address such as
       * `desk://site/incident/7`, its end is the number; `incidents` is how those of incidents begin, and a name among
       * `related.things` how those of such things do.
       */
      links: optional(strictObject({ kinds: record(text, text), incidents: optional(text) })),
    }),
  ),
  /** Files that came with an entry. */
  files: optional(entryFilesSchema),
  /** Words kept elsewhere: an operation that lists them, joined by the entry's id. */
  texts: optional(
    strictObject({
      op: operation,
      entry: paths,
      content: path,
      contentType: optional(path),
      kinds: texts,
    }),
  ),
});
