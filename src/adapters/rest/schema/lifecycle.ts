import { literal, optional, record, strictObject, variant } from 'valibot';

import { operation, path, paths, text, texts } from './names.js';
import { match, rowSchema } from './choices.js';

const stepsSchema = variant('from', [
  /** By the backend's codes of a status: those each may lead to. */
  strictObject({ from: literal('table'), table: record(text, texts) }),
  /** An operation lists the steps that are allowed now. */
  strictObject({
    from: literal('backend'),
    op: operation,
    /** Rows where something else stands are no steps. */
    where: optional(match),
    /** Default `id`. */
    id: optional(paths),
    /** The name of the step itself; default `label`. */
    label: optional(paths),
    /** The code of the status it leads to, read by the table of `fields.status`; default `status.code`. */
    code: optional(paths),
    /** The words for that status; default `status.label`. */
    status: optional(paths),
    /** Its category in our words, where the backend tells; default `to`. */
    to: optional(paths),
    /** What the step asks for, a list of fields; default `asks`. Without one our own lifecycle tells. */
    asks: optional(path),
    row: optional(rowSchema),
  }),
]);

/** Where the steps are known from; left out, our own lifecycle tells, as far as the backend has a status for each. */
const steps = optional(stepsSchema);
export const lifecycleSchema = variant('mode', [
  strictObject({ mode: literal('none') }),
  /** The status is written like a field; words that go with the step become entries. */
  strictObject({ mode: literal('field'), steps }),
  /** An operation takes the step with all that goes with it. */
  strictObject({
    mode: literal('action-endpoint'),
    op: operation,
    steps,
    /** Where the backend's id of the step goes, for one that takes steps by id. */
    step: optional(path),
    /** Where `reason`, `comment`, `resolution` and so on go; what is not named is left out. Without it all go under our names. */
    inputs: optional(record(text, path)),
  }),
  /** Words that go with a step carry the status at this path, so that they and the step arrive together. */
  strictObject({ mode: literal('comment-with-status'), status: path, steps }),
]);
