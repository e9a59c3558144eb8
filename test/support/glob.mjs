/** A small glob over the project's files (`**`, `*`, `{a,b}`), because Node 20 has none. */
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from './root.mjs';

const skipped = new Set(['node_modules', 'dist', '.git', 'storybook-static', 'dist-portal', 'coverage']);

function walk(folder, found = []) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (skipped.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) walk(path, found);
    else found.push(relative(root, path).split(sep).join('/'));
  }
  return found;
}

function toRegExp(glob) {
  const body = glob
    .replace(/^\.\//, '')
    .replace(/[.+^$()|[\]\\]/g, '\\$&')
    .replace(/\{([^}]*)\}/g, (_, list) => `(?:${list.split(',').join('|')})`)
    .replace(/\*\*\//g, '\u0001')
    .replace(/\*\*/g, '\u0002')
    .replace(/\*/g, '[^/]*')
    .replace(/\?(?!:)/g, '[^/]')
    .replace(/\u0001/g, '(?:.*/)?')
    .replace(/\u0002/g, '.*');
  return new RegExp(`^${body}$`);
}

/** Files of the project that match, relative to its folder, sorted. */
export function globSync(globs) {
  const tests = (Array.isArray(globs) ? globs : [globs]).map(toRegExp);
  return walk(root)
    .filter((path) => tests.some((test) => test.test(path)))
    .sort();
}
