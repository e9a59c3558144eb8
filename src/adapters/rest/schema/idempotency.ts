import { literal, nullable, number, optional, strictObject, variant } from 'valibot';

import { operation, path, paths, text } from './names.js';

export const idempotencySchema = variant('mode', [
  strictObject({ mode: literal('none') }),
  /**
   * `ttl` is in milliseconds. With `find` an operation whose path takes the `{key}` tells what a request has made, also
   * later than that: its record counts only where `read` leads to the key, and an empty answer says that there is none.
   */
  strictObject({
    mode: literal('header'),
    header: text,
    ttl: optional(number()),
    find: optional(nullable(strictObject({ op: operation, read: paths }))),
  }),
  /**
   * The key is stored in a field of the record and looked for before a repeated send; what is found is ours only where
   * `read` leads to the key. An empty `when` switches it off.
   */
  strictObject({
    mode: literal('lookup'),
    write: path,
    read: paths,
    filter: text,
    when: optional(text),
  }),
]);
