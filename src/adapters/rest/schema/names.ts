import { array, boolean, number, record, string, union } from 'valibot';

export const text = string();
export const texts = array(text);
export const oneOrMore = union([text, texts]);
export const scalar = union([text, number(), boolean()]);
export const table = record(text, union([text, number()]));

/** Texts that name something, which has to be there once the profile is complete. */
export const path = string();
export const paths = union([path, array(path)]);
export const operation = string();
export const codec = string();
export const language = string();
export const bodies = string();
export const lookup = string();
export const codes = string();

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
