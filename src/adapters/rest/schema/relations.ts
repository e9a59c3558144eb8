import { boolean, nullable, optional, record, strictObject, union } from 'valibot';

import { lookup, operation, path, text } from './names.js';

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

/** What links lead to besides incidents. */
const thingSchema = strictObject({
  /** What a link to it is: `affects`, `problem` or `change`. */
  kind: text,
  /** The word of `relate` that adds a link to it, in a request of its own. Without it such links are told and not added. */
  add: optional(text),
  /** How a request names it, with its number as `{id}`; default: the number. */
  write: optional(text),
  /** Operation whose rows it is chosen from, where `choices` uses it; a link is offered only where one is found. */
  op: optional(operation),
  /** Tells its name and the second line. Without it the link bears its number. */
  lookup: optional(lookup),
});

export const relatedSchema = strictObject({
  /** Its answer holds the links of the incident `{id}`. */
  op: operation,
  /** Path of their list; empty for the answer itself. */
  items: optional(path),
  /** Path of what the link is. */
  kind: path,
  /** Its words and what they mean: `parent`, `child`, `duplicate-of`, `duplicate`, `affects`, `problem`, `change`, `caused-by`, `related`. Others are no links. Without it the words are ours. */
  kinds: optional(record(text, text)),
  /** What tells a link to an incident from one to something else that has an id: a path in a row, and what stands there for an incident. */
  incidents: optional(strictObject({ at: path, is: text })),
  /** What stands there for something else, and what a link to it is: `affects`, `problem` or `change`, or more about it. Without it such links are left out. */
  things: optional(record(text, union([text, thingSchema]))),
  id: optional(path),
  number: optional(path),
  title: optional(path),
  url: optional(path),
  /** The list tells no titles, so each linked incident is read. */
  each: optional(boolean()),
  /** How a link is added and removed; left out where it cannot. */
  relate: optional(nullable(relateSchema)),
});
