import type { PageRequest } from '../core/query.js';
import type { Choice, ChoicePage } from './adapter.js';

/** Lower case without locale surprises. */
const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/** A test whether a choice has every word of a text somewhere. */
export function choiceTest(text: string): (choice: Choice) => boolean {
  const words = fold(text).match(/\S+/gu) ?? [];
  return ({ id, label, hint = '' }) => {
    const own = fold(`${label} ${hint} ${id}`);
    return words.every((word) => own.includes(word));
  };
}

/** One page of choices that are all here already. A cursor is the place of the next. */
export function choicePage(
  all: readonly Choice[],
  text: string,
  { limit, cursor = '0' }: PageRequest,
): ChoicePage {
  const found = all.filter(choiceTest(text));
  const from = Number(cursor) || 0;
  const to = from + limit;
  return {
    items: found.slice(from, to),
    total: found.length,
    ...(to < found.length && { next: String(to) }),
  };
}

/** What a link to a choice names it by. It tells apart what a field would be sent the same name for. */
export const linkIdOf = ({ id, link = id }: Pick<Choice, 'id' | 'link'>): string => link;

/** Each choice once, the first of those that are the same. */
export const distinct = (choices: readonly Choice[]): readonly Choice[] =>
  [
    ...new Map([...choices].reverse().map((choice) => [linkIdOf(choice), choice] as const)).values(),
  ].reverse();
