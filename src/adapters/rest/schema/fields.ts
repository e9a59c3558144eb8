import { array, boolean, nullable, number, optional, picklist, record, strictObject, union } from 'valibot';

import { match } from './choices.js';
import { codec, codes, lookup, path, paths, scalar, table, text, texts } from './names.js';

export const fieldSchema = strictObject({
  /** Path in a record, such as `a.b`, `a[0]`, `a["b c"]` or `a[?name=x].b`; or several: the first that is not empty counts. */
  read: optional(paths),
  /** Path in a request body. */
  write: optional(path),
  /** Name in the backend's query language. */
  filter: optional(text),
  /**
   * A list that is asked for an `assignee`, `group`, `service` or `category` by its id returns incidents with exactly this
   * id: none with a further value, and none of what lies below it. Others are then left out, and the list says that its
   * filter was ignored. What a preset promises ends where a profile changes the list or the field.
   */
  exact: optional(boolean()),
  /**
   * All values a list compares where it is asked for a `caller`, `assignee`, `group`, `service` or `category`, of which the
   * record is read with one: a row with none of those that were asked for shows that the filter was ignored. `at` is their
   * path. `only` is what each has to be for that, because a team may stand for somebody in it.
   */
  among: optional(strictObject({ at: path, only: optional(match) })),
  /** Name to sort by. */
  sort: optional(text),
  /** Read as this; default follows from the field. */
  type: optional(
    picklist([
      'text',
      'number',
      'boolean',
      'date',
      'status',
      'ref',
      'person',
      'resolution',
      'json',
      /** Why the priority is what it is, as an object. */
      'assessment',
      /** Fields only the backend knows: an object by name, or a list whose `parts` are `name` and `value`. */
      'custom',
    ]),
  ),
  /** Name of a table under `enums`. */
  enum: optional(codes),
  /** Name of a codec, instead of the profile's own for dates. */
  codec: optional(codec),
  /** Paths of the parts of a `ref`, `person` or `resolution`, from the value on; a string value is taken as the id. */
  parts: optional(record(text, paths)),
  /** Which part of a `ref` or `person` a request carries; `object` sends all. */
  writeAs: optional(picklist(['id', 'label', 'name', 'email', 'object'])),
  /** Values that mean "not set". */
  empties: optional(array(union([text, number()]))),
  /** Written only then. */
  on: optional(picklist(['create', 'update'])),
  required: optional(boolean()),
  /** Most characters the backend takes. */
  maxLength: optional(number()),
  /** What a request carries to empty the field; default null. */
  clear: optional(nullable(union([scalar, texts]))),
  /** Name of a lookup that tells the name of a person the record only has the id of. */
  lookup: optional(lookup),
  /** Name among the discovered things without which the field does not exist; empty means it does not. */
  requires: optional(text),
});

export const enumSchema = strictObject({
  /**
   * Backend value to ours. For a status ours is the category, for levels the rank (1 = highest). A status without a label
   * that is not the one its category is written as is called by its code.
   */
  read: optional(table),
  /** Ours to the backend's value. */
  write: optional(table),
  /** What is sent: text or a number. */
  codeType: optional(picklist(['string', 'number'])),
  /** A numeric scale: rank to its number. Reading takes the nearest. */
  bands: optional(record(text, number())),
  /**
   * What an unlisted value is read as; left out, the field is then not set, and a status counts as active. A list that is
   * asked for what it names is also asked for everything unlisted.
   */
  unknown: optional(union([text, number()])),
});
