import { ar } from './sample-words-ar.js';
import { de } from './sample-words-de.js';
import type { Language } from './texts.js';

const tables: Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>> = { ar, de };

/** From the words of any language to those of this one. */
function wordsOf(language: Language): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const english of Object.keys(de)) {
    const wanted = tables[language]?.[english] ?? english;
    words.set(english, wanted);
    for (const table of Object.values(tables)) words.set(table[english] ?? english, wanted);
  }
  return words;
}

/** The same data with every text of the sample in this language. What somebody wrote stays as it is. */
export function inLanguage<T extends object>(data: T, language: Language): T {
  const words = wordsOf(language);
  const text = (_: string, part: unknown): unknown =>
    typeof part === 'string' ? (words.get(part) ?? part) : part;
  return JSON.parse(JSON.stringify(data, text)) as T;
}
