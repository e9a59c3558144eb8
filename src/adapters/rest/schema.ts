import {
  array,
  boolean,
  literal,
  maxLength,
  nullable,
  number,
  optional,
  picklist,
  pipe,
  record,
  regex,
  strictObject,
  string,
  union,
  unknown,
  variant,
} from 'valibot';
import type { InferOutput } from 'valibot';

/*
 * The shape of a profile as data, and what the published JSON Schema is made of. The types of a profile follow from it,
 * and each table of strategies is typed by its kinds here: a kind that nothing carries out does not compile, nor does a
 * row nobody can name. It lies beside the tables and not in them, because only who writes a profile downloads the checks.
 */
const text = string();
const texts = array(text);
const oneOrMore = union([text, texts]);
const scalar = union([text, number(), boolean()]);
const table = record(text, union([text, number()]));

/** Texts that name something, which has to be there once the profile is complete. */
const path = string();
const paths = union([path, array(path)]);
const operation = string();
const codec = string();
const language = string();
const bodies = string();
const lookup = string();
const codes = string();

/** What such a text names. */
export const references: ReadonlyMap<unknown, Reference> = new Map<unknown, Reference>([
  [path, 'path'],
  [operation, 'operation'],
  [codec, 'codec'],
  [language, 'dialect'],
  [bodies, 'fetchBodies'],
  [lookup, 'lookup'],
  [codes, 'enum'],
]);
export type Reference = 'path' | 'operation' | 'codec' | 'dialect' | 'fetchBodies' | 'lookup' | 'enum';

const fieldSchema = strictObject({
  /** Path in a record, such as `a.b`, `a[0]`, `a["b c"]` or `a[?name=x].b`; or several: the first that is not empty counts. */
  read: optional(paths),
  /** Path in a request body. */
  write: optional(path),
  /** Name in the backend's query language. */
  filter: optional(text),
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

const enumSchema = strictObject({
  /** Backend value to ours. For a status ours is the category, for levels the rank (1 = highest). */
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

const operationSchema = strictObject({
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

const choiceSchema = strictObject({
  op: operation,
  /** Path of the list in the list's answer; empty for the answer itself. */
  field: optional(path),
  id: path,
  label: optional(path),
});

/** What a path has to lead to: the value, or one of several. */
const match = record(path, oneOrMore);

/** How one value to choose is read. */
const choiceParts = {
  /** Default `id`; a text in the list is the id itself. */
  id: optional(paths),
  label: optional(paths),
  /** A second line that tells two equal labels apart. */
  hint: optional(paths),
};

const lookUpSchema = strictObject({
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
const rowSchema = strictObject({
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

const describeSchema = strictObject({
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

const timelineSchema = strictObject({
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
    }),
  ),
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

const authSchema = variant('kind', [
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

/** Where the steps are known from; left out, our own lifecycle tells, as far as the backend has a status for each. */
const steps = optional(stepsSchema);
const lifecycleSchema = variant('mode', [
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

const concurrencySchema = variant('mode', [
  strictObject({ mode: literal('none') }),
  /** The version is the record's `ETag`, and a change names it in `If-Match`. */
  strictObject({ mode: literal('etag-header') }),
  /** The record is read once more before a change. */
  strictObject({ mode: literal('precheck') }),
]);

const idempotencySchema = variant('mode', [
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

const relateSchema = strictObject({
  /** Adds or removes one link of the incident `{id}`; `related` is read afterwards to see whether it has. */
  op: operation,
  /** The kinds that can be added, and the word of each in a request. Without it all of ours, as they are. */
  add: optional(record(text, text)),
  /** The backend's words for links as it tells them, and the word that removes one. Without it those of `add`, where there is `gone`. */
  remove: optional(record(text, text)),
  /** Where the word goes in the request. Left out where the word itself is the place of the other record's id. */
  kind: optional(path),
  /** Where the id of the other record goes; default: at the word. */
  id: optional(path),
  /** Set to `true` where a link is removed. */
  gone: optional(path),
  /** Where the id of the link of the same kind goes that gives way to a new one. Without it the removal goes along, where the words have places of their own. */
  replaces: optional(path),
  /** The kind that links a cancelled incident to the one it repeats, added before the step where a step cannot carry that. */
  duplicate: optional(text),
});

const relatedSchema = strictObject({
  /** Its answer holds the links of the incident `{id}`. */
  op: operation,
  /** Path of their list; empty for the answer itself. */
  items: optional(path),
  /** Path of what the link is. */
  kind: path,
  /** Its words and what they mean: `parent`, `child`, `duplicate-of`, `duplicate`, `problem`, `change`, `caused-by`, `related`. Others are no links. Without it the words are ours. */
  kinds: optional(record(text, text)),
  id: optional(path),
  number: optional(path),
  title: optional(path),
  url: optional(path),
  /** The list tells no titles, so each linked incident is read. */
  each: optional(boolean()),
  /** How a link is added and removed; left out where it cannot. */
  relate: optional(nullable(relateSchema)),
});

const participantsParts = {
  /** Its answer tells who has which part in the incident `{id}`. */
  op: operation,
  /** Paths of a person's `id`, `name` and `email`, from the person on; a text is the id itself. */
  parts: optional(record(text, paths)),
  /** Name of a lookup that tells the name of a person of whom only the id is told. */
  lookup: optional(lookup),
};
const participantsSchema = variant('kind', [
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
    /** Parts that are set up at the backend; which they are is known once a record has been read. */
    more: optional(
      strictObject({
        /** Path of an object with them by their names; a change goes there as well. */
        at: path,
        /** What their names begin with where they stand in the record itself. */
        prefix: optional(text),
        /** Name of a lookup that tells the name behind the rest. */
        lookup: optional(lookup),
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
  /** Tables of codes that fields refer to. */
  enums: optional(record(text, nullable(enumSchema))),
  /** Requests by name. `list` and `get` have to be there; `create`, `update`, `comment` and `workNote` are offered where they are; `entry` reads one entry. Others are named elsewhere in the profile. */
  ops: optional(record(text, nullable(operationSchema))),
  /** Where a new entry's words and time go in a request; default `text` and `occurredAt`. */
  entry: optional(strictObject({ text: optional(path), occurredAt: optional(nullable(path)) })),
  /** An operation that lists what is set up at the backend, so that fields that do not exist there are hidden. */
  discovery: optional(nullable(strictObject({ op: operation, items: path, id: path, name: path }))),
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
        id: optional(path),
        /** Ids that stand for nobody. */
        empties: optional(texts),
      }),
    ),
  ),
  /** How a status is changed. */
  lifecycle: optional(lifecycleSchema),
  /** Where an incident's entries are read and what they mean. */
  timeline: optional(pipe(array(timelineSchema), maxLength(1, 'Name one source of entries'))),
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
