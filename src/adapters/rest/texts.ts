import { IncidentError, isIncidentError } from '../../core/errors.js';
import type { Adapter, ReadOptions } from '../adapter.js';
import { bytesOf } from './base64.js';
import { hook } from './hooks.js';
import type { Client } from './operation.js';
import { compilePath, textOf } from './path.js';
import type { TimelineDefinition } from './profile.js';

/** The fallback order of a message that comes in several forms: plain words first. */
const rank = (type: string): number =>
  type.startsWith('text/plain') ? 0 : type.startsWith('text/html') ? 1 : type === '' ? 2 : 3;

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/**
 * The words of an HTML text. It is taken apart as text and never handed to a browser's parser, so nothing in it can
 * load or run; what looks like a tag afterwards was written as words and stays words.
 */
function textOfHtml(html: string): string {
  return html
    .replace(/<(script|style|head|title)\b[^>]*>[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<br\b[^>]*>|<\/(?:p|div|li|tr|h[1-6]|blockquote|pre)\s*>/gi, '\n')
    .replace(/<[^>]{0,5000}>/g, '')
    .replace(
      /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,5}));/gi,
      (whole, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return named[name.toLowerCase()] ?? whole;
        const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      },
    )
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\n$/;

/**
 * The characters of a text that may have come as base64. Request Tracker ends base64 with a line feed and breaks it
 * into lines of 76; plain words look like that only by an accident that decoding as UTF-8 then uncovers.
 */
function textOfContent(content: string): string {
  const joined = content.replace(/\n(?=.)/g, '');
  if (joined.length < 9 || !base64.test(joined)) return content;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(joined));
    return /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text) ? content : text;
  } catch {
    return content;
  }
}

/** One form of a message as the backend keeps it. */
interface Part {
  readonly type: string;
  readonly content: string;
}

/** The readable words of a message in several forms. Attached files and empty containers are no words. */
function wordsOf(parts: readonly Part[]): string {
  const [best] = parts
    .filter((part) => part.content !== '' && rank(part.type) < 3)
    .sort((a, b) => rank(a.type) - rank(b.type));
  if (!best) return '';
  const text = textOfContent(best.content);
  return rank(best.type) === 1 ? textOfHtml(text) : text.replace(/\r\n/g, '\n').replace(/\n+$/, '');
}

/** One form of a message in a row of the backend. */
const partOf = (row: unknown, content: string, type: string | undefined): Part => ({
  content: textOf(compilePath(content)(row)) ?? '',
  type: type === undefined ? '' : (textOf(compilePath(type)(row)) ?? ''),
});

/** The words incidents were opened with, where they stand apart from the record. They never change. */
export interface Openings {
  /** Reads the words of an incident, once; where they may not be read it is shown without. */
  readonly read: (id: string, read?: ReadOptions) => Promise<void>;
  readonly remember: (id: string, words: string) => void;
  readonly words: (id: string) => string | undefined;
}

const keptOpenings = 500;

export function createOpenings(client: Client): Openings {
  const { description } = client.options.profile;
  const kept = new Map<string, string>();
  const remember: Openings['remember'] = (id, words) => {
    if (!description) return;
    kept.delete(id);
    kept.set(id, words);
    if (kept.size > keptOpenings) kept.delete(kept.keys().next().value ?? '');
  };
  return {
    remember,
    words: (id) => kept.get(id),
    async read(id, read) {
      if (!description || kept.has(id)) return;
      const { op, content, contentType } = description;
      try {
        const { items } = await client.page(op, { limit: 10 }, { ...read, inputs: { id } });
        const group = compilePath(description.group);
        const [first] = items.map(group);
        if (items.length === 0) return;
        const parts = items.filter((row) => textOf(group(row)) === textOf(first));
        remember(id, wordsOf(parts.map((row) => partOf(row, content, contentType))));
      } catch (error) {
        if (!isIncidentError(error) || error.kind === 'aborted' || error.kind === 'auth-required')
          throw error;
      }
    },
  };
}

/** A path of the service, for registered code: nothing that climbs out of it. */
function safePath(path: string): string {
  if (/^\/(?!\/)/.test(path) && !/[\\#]|(?:^|\/)(?:\.|%2e){1,2}(?:\/|\?|$)/i.test(path)) return path;
  throw new IncidentError('configuration', 'A hook asked for a path outside the service.');
}

/** Pages of texts read at most for one request: a hundred each. */
const textPages = 50;

/** Reads the words of entries that are kept apart from them: by registered code, or from the operation that lists them. */
export function createEntryTexts(
  client: Client,
  source: TimelineDefinition | undefined,
): NonNullable<Adapter['entryTexts']> {
  const { profile } = client.options;
  return async (id, entryIds, read) => {
    const own = hook('fetchBodies', profile.hooks?.fetchBodies ?? '');
    if (own)
      return own({ incidentId: id, entryIds, ...read }, async (path) => {
        const { headers = {} } = profile;
        const request = { method: 'GET', url: safePath(path), headers: () => headers, ...read };
        return (await client.send(request)).body;
      });
    const texts = source?.texts;
    if (!texts)
      throw new IncidentError('unsupported', `${profile.label} has no words apart from the entries.`);
    const wanted = new Set(entryIds);
    const parts = new Map<string, Part[]>();
    const ownerAt = compilePath(texts.entry);
    const ownerOf = (row: unknown): string => textOf(ownerAt(row)) ?? '';
    let cursor: string | undefined;
    for (let at = 0; at < textPages; at++) {
      const page = await client.page(texts.op, { limit: 100, cursor }, { ...read, inputs: { id } });
      for (const row of page.items) {
        const key = ownerOf(row);
        if (wanted.has(key))
          parts.set(key, [...(parts.get(key) ?? []), partOf(row, texts.content, texts.contentType)]);
      }
      // Newest first, and a message's forms follow each other: once another one comes after all wanted, they are complete.
      const last = ownerOf(page.items.at(-1));
      cursor = page.next;
      if (cursor === undefined || (entryIds.every((one) => parts.has(one)) && !wanted.has(last))) break;
    }
    // What has no words has an empty text: asking again would not help.
    return new Map(entryIds.map((one) => [one, wordsOf(parts.get(one) ?? [])]));
  };
}
