import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from '../support/root.mjs';

/** Built files with this ending, relative to the project's folder. */
export function distFiles(ending) {
  return readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) =>
      relative(root, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join('/'),
    )
    .sort();
}
