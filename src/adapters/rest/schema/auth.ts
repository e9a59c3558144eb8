import { literal, optional, pipe, regex, strictObject, variant } from 'valibot';

import { text } from './names.js';

export const authSchema = variant('kind', [
  strictObject({ kind: literal('none') }),
  strictObject({ kind: literal('header') }),
  /** The browser's session; `csrf.from` is `meta:NAME` or `cookie:NAME`. */
  strictObject({
    kind: literal('cookie'),
    csrf: optional(
      strictObject({
        from: pipe(text, regex(/^(?:meta|cookie):./, 'A token is read from "meta:NAME" or "cookie:NAME"')),
        header: text,
      }),
    ),
  }),
]);
