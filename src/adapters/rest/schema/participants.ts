import { literal, nullable, optional, record, strictObject, variant } from 'valibot';

import { match } from './choices.js';
import { lookup, operation, path, paths, text, texts } from './names.js';

const participantsParts = {
  /** Its answer tells who has which part in the incident `{id}`. */
  op: operation,
  /** Paths of a person's `id`, `name` and `email`, from the person on; a text is the id itself. */
  parts: optional(record(text, paths)),
  /** Name of a lookup that tells the name of a person of whom only the id is told. */
  lookup: optional(lookup),
};
export const participantsSchema = variant('kind', [
  /** A list with a row for each part, and a request for each change. */
  strictObject({
    kind: literal('rows'),
    ...participantsParts,
    /** Path of the list; empty for the answer itself. */
    items: optional(path),
    /** Paths in a row; default `person` and `role`. */
    person: optional(path),
    role: optional(path),
    others: optional(lookup),
    /** How a part is given and taken away; left out where it cannot. `gone` is set to `true` where it is taken away. */
    save: optional(
      nullable(
        strictObject({ op: operation, person: optional(path), role: optional(path), gone: optional(path) }),
      ),
    ),
  }),
  /** The record has a list of people for each part, and a change sends the whole list of one. */
  strictObject({
    kind: literal('lists'),
    ...participantsParts,
    /** The parts and the path of each, in the record and in a request. */
    roles: record(text, path),
    /** Parts that are set up at the backend; which they are is known once a record has been read, or by `from` before. */
    more: optional(
      strictObject({
        /** Path of an object with them by their names; a change goes there as well. */
        at: path,
        /** What their names begin with where they stand in the record itself. */
        prefix: optional(text),
        /** Name of a lookup that tells the name behind the rest. */
        lookup: optional(lookup),
        /** An operation that tells them all: the path of a list, which of its rows are such parts, and their ids for `lookup`. */
        from: optional(
          strictObject({ op: operation, items: path, match: optional(match), id: optional(path) }),
        ),
      }),
    ),
    /** What tells a person from a team: a path in a row, and what stands there for a person. */
    people: optional(strictObject({ at: path, is: text })),
    /** Name of a lookup that tells the name of a team. */
    others: optional(lookup),
    /** Ids that stand for nobody. */
    empties: optional(texts),
    /** How a list is changed; left out where it cannot. `nobody` empties a part that only one person can have. */
    save: optional(nullable(strictObject({ op: operation, nobody: optional(text) }))),
  }),
]);
