/** The words of the shipped matrices are English already; other languages translate them by their English text. */
export const levels = { level: {} as Record<string, string> };

export type LevelTerms = typeof levels;
