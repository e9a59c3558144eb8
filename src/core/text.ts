/** What {@link cleanText} leaves of a text. */
export interface CleanText {
  readonly text: string;
  /** How many signs were taken out; 0 for a text that came through as it was. */
  readonly removed: number;
}

/** NUL, and half of a pair that only together is a character. */
const unsendable = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * Takes out what no backend can keep: NUL, at which databases cut or refuse a text, and half surrogate pairs, which
 * UTF-8 cannot write. All else, other control characters and white space included, comes through unchanged.
 */
export function cleanText(raw: string): CleanText {
  let removed = 0;
  const text = raw.replace(unsendable, () => {
    removed++;
    return '';
  });
  return { text, removed };
}
