import { literal, strictObject, variant } from 'valibot';

export const concurrencySchema = variant('mode', [
  strictObject({ mode: literal('none') }),
  /** The version is the record's `ETag`, and a change names it in `If-Match`. */
  strictObject({ mode: literal('etag-header') }),
  /** The record is read once more before a change. */
  strictObject({ mode: literal('precheck') }),
]);
