import {
  boolean,
  literal,
  number,
  optional,
  picklist,
  record,
  strictObject,
  unknown,
  variant,
} from 'valibot';

import { codec, language, oneOrMore, path, text, texts } from './names.js';

const pageLength = {
  /** Parameter for the page size. */
  limit: optional(text),
  /** Largest page the backend gives. */
  max: optional(number()),
};
const pagingSchema = variant('kind', [
  strictObject({ kind: literal('none') }),
  /** Pages counted from 1. */
  strictObject({
    kind: literal('page1'),
    /** Parameter for the page number. */
    page: optional(text),
    ...pageLength,
  }),
  strictObject({
    kind: literal('offset'),
    /** Parameter for the number of items to skip. */
    offset: optional(text),
    ...pageLength,
  }),
  /** The answer holds the cursor of the next page. */
  strictObject({
    kind: literal('cursor-body'),
    /** Parameter for the cursor. */
    cursor: optional(text),
    /** Path of the next cursor in the answer. */
    next: optional(path),
    ...pageLength,
  }),
  /** A `Link` header leads to the next page. */
  strictObject({
    kind: literal('link-header'),
    ...pageLength,
  }),
]);

const bodySchema = variant('kind', [
  strictObject({
    kind: literal('json'),
    /** Sent along with every body, before the fields. */
    constants: optional(record(text, unknown())),
    /** Path under which the fields go. */
    wrap: optional(path),
  }),
  strictObject({ kind: literal('none') }),
]);

const filterSchema = strictObject({
  /** `params` sends one parameter per condition, `ticketsql` a query; or a name given to `registerHook`. */
  dialect: language,
  /** Parameter that carries a query written in a language. */
  param: optional(text),
  /** Condition that is always added, in the dialect's own words. */
  scope: optional(text),
  /** Names of the fields words are looked for in. */
  text: optional(texts),
  /** Name of a field compared with a word that is a number. */
  textNumber: optional(text),
  /** How instants are written in a query. */
  date: optional(codec),
  /** How one parameter carries several values. */
  list: optional(picklist(['comma', 'repeat', 'brackets'])),
});

const sortSchema = variant('kind', [
  strictObject({ kind: literal('none') }),
  /** One parameter; a minus before the name means descending. */
  strictObject({ kind: literal('prefix'), param: text }),
  /** A parameter for the field and one for the direction; `then` is a second field that settles ties. */
  strictObject({
    kind: literal('pair'),
    field: text,
    direction: text,
    ascending: text,
    descending: text,
    then: optional(text),
  }),
]);

export const operationSchema = strictObject({
  method: picklist(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  /** Appended to the base URL. `{id}` is the incident, other names in braces are variables. */
  path: text,
  /** Parameters of the address; one whose variable has no value is left out. `{name|json}` puts a value in as JSON. */
  query: optional(record(text, oneOrMore)),
  headers: optional(record(text, text)),
  body: optional(bodySchema),
  /** Path of the record in the answer. */
  unwrap: optional(path),
  /** Path of the list in the answer; empty for the answer itself. */
  items: optional(path),
  /** Where the answer says how many there are: a path in the body, or a header. */
  total: optional(strictObject({ path: optional(path), header: optional(text) })),
  paging: optional(pagingSchema),
  filter: optional(filterSchema),
  sort: optional(sortSchema),
  /** Where the record comes from after a write. */
  afterWrite: optional(picklist(['useBody', 'refetch', 'locationRefetch'])),
  /** Compare what was asked for with the record afterwards, for backends that say yes and do nothing. */
  verify: optional(boolean()),
  /** Where the id of what was made stands. */
  id: optional(
    variant('from', [
      strictObject({ from: literal('body'), path }),
      strictObject({ from: literal('location') }),
    ]),
  ),
  /** A refusal of this operation must not break the rest. */
  optional: optional(boolean()),
});
