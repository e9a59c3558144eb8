/** How many letters have to be changed, added or left out to make one word of another. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** The end of a sentence about a name nobody knows: the one that was most likely meant, or all there are. */
export function orNearest(name: string, known: readonly string[]): string {
  const word = name.slice(0, 60).toLowerCase();
  const [best] = known
    .map((one) => [one, distance(word, one.toLowerCase())] as const)
    .filter(([one, away]) => away <= Math.ceil(Math.max(word.length, one.length) / 3))
    .sort(([, a], [, b]) => a - b);
  if (best) return `do you mean "${best[0]}"?`;
  return known.length === 0 ? 'there are none.' : `known are ${known.join(', ')}.`;
}
