import { array, boolean, maxLength, nullable, optional, picklist, pipe, record, strictObject } from 'valibot';
import type { InferOutput } from 'valibot';

import { bodies, codec, operation, path, paths, scalar, text, texts } from './names.js';
import { authSchema } from './auth.js';
import { changesSchema } from './changes.js';
import { choiceSchema, describeSchema, lookUpSchema } from './choices.js';
import { concurrencySchema } from './concurrency.js';
import { enumSchema, fieldSchema } from './fields.js';
import { filesSchema } from './files.js';
import { idempotencySchema } from './idempotency.js';
import { lifecycleSchema } from './lifecycle.js';
import { operationSchema } from './operation.js';
import { participantsSchema } from './participants.js';
import { relatedSchema } from './relations.js';
import { timelineSchema } from './timeline.js';

/*
 * The shape of a profile as data, and what the published JSON Schema is made of. The types of a profile follow from it,
 * and each table of strategies is typed by its kinds here: a kind that nothing carries out does not compile, nor does a
 * row nobody can name. It lies beside the tables and not in them, because only who writes a profile downloads the checks.
 */

/** A profile as written down (JSON). Everything may be left out that the profile it extends says. */
export const profileSchema = strictObject({
  $schema: optional(text),
  /** A name of your own, in one word. */
  name: optional(text),
  /** What people read where the backend is named. */
  label: optional(text),
  /** Name of a shipped preset this one builds on. Objects are merged, lists and values replaced, null removes. */
  extends: optional(text),
  /** Address of the service, relative to the page (`/api`) or absolute where the host allows that origin. Never with credentials. */
  baseUrl: optional(text),
  /** Values put in where `{name}` stands in the profile. */
  vars: optional(record(text, scalar)),
  /** Sent with every request. Never a secret: those come from the auth callback. */
  headers: optional(record(text, text)),
  /** How requests prove who is asking; a header comes from the auth callback, never from here. */
  auth: optional(authSchema),
  /** How instants are written: `iso`, `iso-nocolon`, `epoch-null`, `sql-utc`, `unix-s`, `unix-ms`; default `iso`. */
  codecs: optional(
    strictObject({ date: optional(strictObject({ read: codec, write: codec, filter: optional(codec) })) }),
  ),
  /** Fields of our incident (`title`, `status`, `impact`, …) and where they stand in a record; `id` has to be there. What is left out is hidden. */
  fields: optional(record(text, nullable(fieldSchema))),
  /** The backend's names of fields that are not shown, whatever it describes. A field that is `null` is one of them, with what a preset calls it there. */
  hidden: optional(texts),
  /** Tables of codes that fields refer to. */
  enums: optional(record(text, nullable(enumSchema))),
  /** Requests by name. `list` and `get` have to be there; `create`, `update`, `comment` and `workNote` are offered where they are; `entry` reads one entry. Others are named elsewhere in the profile. */
  ops: optional(record(text, nullable(operationSchema))),
  /** Where a new entry's words and time go in a request; default `text` and `occurredAt`. */
  entry: optional(strictObject({ text: optional(path), occurredAt: optional(nullable(path)) })),
  /** Files of an incident. */
  files: optional(nullable(filesSchema)),
  /** An operation that lists what is set up at the backend, so that fields that do not exist there are hidden. */
  discovery: optional(
    nullable(
      strictObject({
        op: operation,
        items: path,
        id: path,
        name: path,
        /** Where a new record holds such things by their names: they are sent by their ids, since a name may be in use twice. */
        newById: optional(path),
      }),
    ),
  ),
  /** Where the choices of `services`, `categories` and `groups` come from, where `describe` does not tell them. */
  options: optional(record(text, nullable(choiceSchema))),
  /** What the fields of creating and editing are, asked from the backend. Without it the profile's own fields tell. */
  describe: optional(nullable(describeSchema)),
  /** Finds `people`, `groups`, `services` and `items` by words; what is chosen is sent by its id. */
  choices: optional(record(picklist(['people', 'groups', 'services', 'items']), nullable(lookUpSchema))),
  /** Operations that tell who is signed in, tried in turn, with the path of the person in the answer. */
  whoami: optional(
    nullable(
      array(
        strictObject({
          op: operation,
          read: optional(path),
          parts: optional(record(text, paths)),
          empties: optional(texts),
        }),
      ),
    ),
  ),
  /** Who has which part in an incident. */
  participants: optional(nullable(participantsSchema)),
  /** Links to other records. */
  related: optional(nullable(relatedSchema)),
  /** Address of a record in the backend's own pages, with `{id}` and `{number}`. Empty where there is none. */
  link: optional(text),
  /** Ids to names: operation and the paths tried in turn. */
  lookups: optional(
    record(
      text,
      strictObject({
        op: operation,
        label: paths,
        /** A second line that tells two names apart. */
        hint: optional(paths),
        id: optional(path),
        /** Ids that stand for nobody. */
        empties: optional(texts),
      }),
    ),
  ),
  /** How a status is changed. */
  lifecycle: optional(lifecycleSchema),
  /** The backend closes what stays unanswered by itself, as the policy's `closure` says. Without it that is left to people: a view shows them what is due. */
  closes: optional(boolean()),
  /** Where an incident's entries are read and what they mean. */
  timeline: optional(pipe(array(timelineSchema), maxLength(1, 'Name one source of entries'))),
  /** What has become of fields over all incidents, counted where the records carry no counts. */
  changes: optional(nullable(changesSchema)),
  /** The words an incident was opened with, where they are not in the record. */
  description: optional(
    nullable(strictObject({ op: operation, content: path, contentType: optional(path), group: paths })),
  ),
  /** How a change by somebody else is noticed. */
  concurrency: optional(concurrencySchema),
  /** How a repeated write is recognised. Without it an unclear one waits for a person. */
  idempotency: optional(idempotencySchema),
  /** Where refusals stand in an answer. */
  errors: optional(
    strictObject({
      /** Paths of the sentence for people; the first that is not empty counts. */
      message: optional(array(path)),
      /** Path of the list (or map) of what is wrong with single fields, and the paths inside one item. */
      items: optional(path),
      field: optional(array(path)),
      text: optional(array(path)),
      code: optional(path),
      /** HTTP status to our kind. */
      status: optional(record(text, text)),
      /** Parts of sentences that mean a refusal although the answer says success. */
      refusals: optional(texts),
    }),
  ),
  /** Code by name, registered with `registerHook`. */
  hooks: optional(strictObject({ fetchBodies: optional(bodies) })),
});

export type ProfileDefinition = InferOutput<typeof profileSchema>;
