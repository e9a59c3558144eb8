/** Joins the parts of a sentence; `last` stands before the last one. */
export const listed = (parts: readonly string[], between: string, last: string): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(between)}${last}${parts.at(-1) ?? ''}`;
