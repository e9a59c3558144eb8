import type { ReadOptions } from '../adapter.js';
import type { Desk } from './desk.js';
import { isIncidentError } from './kit.js';
import { compilePath, fetchPage, textOf } from './language.js';
import type { Part } from './texts.js';
import { wordsOf } from './texts.js';

const kept = 500;

/** One form of a message in a row of the backend. */
export const partOf = (row: unknown, content: string, type: string | undefined): Part => ({
  content: textOf(compilePath(content)(row)) ?? '',
  type: type === undefined ? '' : (textOf(compilePath(type)(row)) ?? ''),
});

/** Keeps the opening words of an incident, which never change afterwards. */
export function remember(openings: Desk['openings'], id: string, words: string): void {
  openings.delete(id);
  openings.set(id, words);
  if (openings.size > kept) openings.delete(openings.keys().next().value ?? '');
}

/** Reads the words an incident was opened with; where they may not be read the incident is shown without. */
export async function readOpening(
  { options: { profile }, client, openings }: Desk,
  id: string,
  read?: ReadOptions,
): Promise<void> {
  const { description } = profile;
  if (!description || openings.has(id)) return;
  const { op, content, contentType } = description;
  try {
    const { items } = await fetchPage(client, op, { limit: 10 }, { ...read, inputs: { id } });
    const group = compilePath(description.group);
    const [first] = items.map(group);
    if (items.length === 0) return;
    const parts = items.filter((row) => textOf(group(row)) === textOf(first));
    remember(openings, id, wordsOf(parts.map((row) => partOf(row, content, contentType))));
  } catch (error) {
    if (!isIncidentError(error) || error.kind === 'aborted' || error.kind === 'auth-required') throw error;
  }
}
