import { boolean, optional, record, strictObject } from 'valibot';

import { oneOrMore, operation, path, paths, text, texts } from './names.js';

export const choiceSchema = strictObject({
  op: operation,
  /** Path of the list in the list's answer; empty for the answer itself. */
  field: optional(path),
  id: path,
  label: optional(path),
});

/** What a path has to lead to: the value, or one of several. */
export const match = record(path, oneOrMore);

/** How one value to choose is read. */
export const choiceParts = {
  /** Default `id`; a text in the list is the id itself. */
  id: optional(paths),
  label: optional(paths),
  /** A second line that tells two equal labels apart. */
  hint: optional(paths),
  /** The support line of a group: 1, 2, 3 or `vendor`. Default `line`; another value is none. */
  line: optional(paths),
};

export const lookUpSchema = strictObject({
  /** Finds values for `{text}`; a parameter that holds it is left out where nothing is typed. */
  op: operation,
  ...choiceParts,
  /** Ids that are never offered. */
  empties: optional(texts),
  /** Put in where `{by}` stands, one request each, for a backend that looks into one field at a time. */
  by: optional(texts),
  /** The backend gives all it has, and words are looked for here. */
  all: optional(boolean()),
});

/** How a field is described in a row of the backend; each path defaults to our own name of the part. */
export const rowSchema = strictObject({
  name: optional(paths),
  label: optional(paths),
  kind: optional(paths),
  /** The backend's kinds in our words; an empty one is not offered. */
  kinds: optional(record(text, text)),
  required: optional(path),
  requiredWhen: optional(match),
  readOnly: optional(path),
  maxLength: optional(path),
  choices: optional(
    strictObject({
      items: optional(path),
      ...choiceParts,
      /** Values of the other field. */ when: optional(path),
    }),
  ),
  /** Name of the field whose value decides which choices exist, or its discovered id. */
  dependsOn: optional(paths),
});

export const describeSchema = strictObject({
  op: operation,
  /** Paths of the lists in the answer; default `create` and `edit`. */
  create: optional(path),
  edit: optional(path),
  /**
   * The operation describes one discovered thing, and `{discovered}` is its id. Where it depends on another field,
   * `{base}` is one of that field's values, one request each.
   */
  each: optional(boolean()),
  row: optional(rowSchema),
});
