/** Tables in the README that are made from something else, between two comments that name them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

const readme = join(root, 'README.md');
const between = (name) => new RegExp(`(<!-- generated: ${name} -->\\n)([\\s\\S]*?)(<!-- /generated -->)`);

export const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/**
 * Compares each table with what the README holds and, unless `check` is set, writes what differs.
 *
 * @param {Record<string, string>} tables by name
 * @param {{check?: boolean, same?: (a: string, b: string) => boolean}} options
 * @returns {string[]} names of the tables that differ
 */
export function updateTables(tables, { check = false, same = (a, b) => a === b } = {}) {
  let text = readFileSync(readme, 'utf8');
  const stale = [];
  for (const [name, wanted] of Object.entries(tables)) {
    const found = between(name).exec(text);
    if (!found) throw new Error(`README.md has no place for the table "${name}".`);
    if (same(found[2].trim(), wanted)) continue;
    stale.push(name);
    text = text.replace(between(name), (_, open, __, close) => `${open}${wanted}\n${close}`);
  }
  if (stale.length > 0 && !check) writeFileSync(readme, text);
  return stale;
}
