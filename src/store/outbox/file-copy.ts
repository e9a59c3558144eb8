import type { FileRef } from '../../core/file.js';
import { isText } from '../../core/file.js';

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);

/** What a text may be written in where a ticket system writes it anew as UTF-8. */
const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;

/** The words in bytes with one kind of line end; undefined where they are none in this encoding. */
function wordsIn(bytes: Uint8Array, encoding: (typeof encodings)[number]): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes).replace(/\r\n?/gu, '\n');
  } catch {
    return undefined;
  }
}

/** Whether a file at the ticket system has the content of one that was sent; of a text the same words. */
export async function isCopyOf(
  { type }: Pick<FileRef, 'type'>,
  sent: ArrayBuffer,
  kept: Blob,
): Promise<boolean> {
  const [ours, theirs] = [new Uint8Array(sent), new Uint8Array(await kept.arrayBuffer())];
  if (sameBytes(ours, theirs)) return true;
  const words = isText(type) ? wordsIn(theirs, 'utf-8') : undefined;
  return words !== undefined && encodings.some((encoding) => wordsIn(ours, encoding) === words);
}

/** A mark that tells the encoding, which is written or left out. */
const mark = 3;

/**
 * Whether a text that was sent can have a size elsewhere, where it is written anew as UTF-8 with one kind of line end or
 * the other. Nothing shorter or longer is the same text.
 */
export function isTextSize(sent: ArrayBuffer, told: number): boolean {
  const bytes = new Uint8Array(sent);
  const utf8 = wordsIn(bytes, 'utf-8');
  const readings = utf8 === undefined ? encodings.map((encoding) => wordsIn(bytes, encoding)) : [utf8];
  return readings.some((words) => {
    if (words === undefined) return false;
    const size = new TextEncoder().encode(words).length;
    const ends = words.split('\n').length - 1;
    return [size, size + ends].some((one) => told === one || told === one + mark);
  });
}
