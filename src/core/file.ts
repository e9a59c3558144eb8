import { cleanText } from './text.js';

/** A file as a ticket system tells of it. */
export interface Attachment {
  /** What the port's `attachment` asks for. */
  readonly id: string;
  /** As it came: show it by {@link shownName}. */
  readonly name: string;
  /** Bytes; left out where the ticket system does not tell. */
  readonly size?: number;
  readonly type?: string;
}

/** A file somebody has chosen. Its bytes lie apart from it under its id, so that what only tells of it stays small. */
export interface FileRef {
  readonly id: string;
  readonly name: string;
  /** Media type; empty where the browser knows none. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

/** Which files are taken. */
export interface FileRules {
  /** Largest file in bytes; {@link defaultMaxSize} where left out. */
  readonly maxSize?: number;
  /** Media types such as `image/*`, or endings such as `.log`; all where left out. */
  readonly types?: readonly string[];
}

/** The largest file where the ticket system and the profile name no size: 10 MB. */
export const defaultMaxSize = 10_000_000;

/** So many files go with one report or one entry. */
export const mostFiles = 20;

/** So many bytes they have together, so that a browser keeps them while they wait: 50 MB. */
export const mostBytes = 50_000_000;

/** Why a file is not taken. */
export type FileFault = 'empty' | 'too-large' | 'wrong-type' | 'too-many' | 'too-much' | 'unreadable';

const fits = (pattern: string, { name, type }: Pick<FileRef, 'name' | 'type'>): boolean => {
  const wanted = pattern.trim().toLowerCase();
  if (wanted.startsWith('.')) return name.toLowerCase().endsWith(wanted);
  const own = type.toLowerCase();
  return wanted.endsWith('/*') ? own.startsWith(wanted.slice(0, -1)) : own === wanted || wanted === '*';
};

/** What is wrong with a file beside those that are chosen already; undefined where it is taken. */
export function fileFault(
  file: Pick<FileRef, 'name' | 'type' | 'size'>,
  { maxSize = defaultMaxSize, types }: FileRules,
  others: readonly FileRef[] = [],
): FileFault | undefined {
  if (file.size === 0) return 'empty';
  if (file.size > maxSize) return 'too-large';
  if (types && !types.some((pattern) => fits(pattern, file))) return 'wrong-type';
  if (others.length >= mostFiles) return 'too-many';
  const all = others.reduce((sum, { size }) => sum + size, file.size);
  return all > mostBytes ? 'too-much' : undefined;
}

/** Signs that make a name read in another order than its letters have, and those that have no look at all. */
const misleading = /[\p{Cc}\p{Bidi_Control}\u200b\u2028\u2029\u2060-\u2065\ufeff]/gu;

/** A name as people may read it: in the order of its letters, so that no ending looks like another one. */
export const shownName = (name: string): string => name.replace(misleading, '').trim();

const longestName = 120;
/** So much of a long name's end stays: the ending tells what it is. */
const keptEnd = 20;

/** A name no longer than its limit, with its ending. */
function cut(name: string, most: number): string {
  const letters = [...name];
  if (letters.length <= most) return name;
  return `${letters.slice(0, most - keptEnd - 1).join('')}…${letters.slice(-keptEnd).join('')}`;
}

/** The name a file is sent under and saved by: no signs that mislead, no folders, and of a length that systems take. */
export const plainName = (raw: string): string =>
  cut(
    shownName(cleanText(raw).text.normalize('NFC'))
      .replace(/[/\\]/g, '_')
      .replace(/^\.+(?=.)/, ''),
    longestName,
  ) || 'file';

/** A name short enough for a line. */
export const shortName = (name: string): string => cut(shownName(name), 80);

export const isText = (type: string): boolean => type.startsWith('text/');

/**
 * Whether a size that is told can be that of a file that was sent. Of texts only that there is something: ticket systems
 * write them anew in their own encoding and with their own ends of lines.
 */
export const isSizeOf = ({ size, type }: Pick<FileRef, 'size' | 'type'>, told: number | undefined): boolean =>
  told === undefined || told === size || (isText(type) && told > 0);
