/**
 * The files of dist/cdn: one that every page loads, and one for each thing somebody chooses. What several need goes into
 * the first; what only the elements of a service desk share has a file of its own, which is asked for beside them, so
 * that no file waits for a third.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { root } from './root.mjs';

const filesIn = (folder) =>
  readdirSync(join(root, 'src', folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [basename(file, '.ts'), join(root, 'src', folder, file)]);

/** Languages and presets are data that their file exports as its default; the other files there are code. */
const dataIn = (folder) =>
  filesIn(folder).filter(([, path]) => /^export default\b/m.test(readFileSync(path, 'utf8')));

/** The file every page loads; it holds the desk, too. */
const main = 'incident-elements';
const checks = 'checks';
/** What elements share that the page of a caller with its form does not have. */
const desk = 'desk';
/** Elements of a caller's page. */
const callers = ['incident-form', 'incident-priority-matrix'];

/** Name in dist/cdn, without its ending -> source. */
export const cdnEntries = () =>
  Object.fromEntries([
    [main, join(root, 'src/cdn.ts')],
    ...filesIn('define').filter(([tag]) => /^incident-(?!desk$)/.test(tag)),
    ...dataIn('locales').map(([language, path]) => [`locales/${language}`, path]),
    ...dataIn('adapters/presets').map(([preset, path]) => [`presets/${preset}`, path]),
    ...['local', 'rest'].map((adapter) => [adapter, join(root, 'src/adapters', adapter, 'index.ts')]),
  ]);

/** What a module imports at once, and what that imports; an entry inside is a file of its own. */
function reached(id, info, found = new Set()) {
  found.add(id);
  for (const next of info(id)?.importedIds ?? [])
    if (!found.has(next) && !info(next)?.isEntry) reached(next, info, found);
  return found;
}

/** Module -> the files that use it. What is loaded late and is no entry belongs to the checks or to the file that asks. */
function usersOf(entries, info) {
  const users = new Map();
  const queue = Object.entries(entries).map(([name, id]) => [name, reached(id, info)]);
  for (const [name, modules] of queue)
    for (const id of modules) {
      const known = users.get(id);
      users.set(id, (known ?? new Set()).add(name));
      if (known) continue;
      for (const late of info(id).dynamicallyImportedIds.filter((target) => !info(target).isEntry))
        queue.push([late.endsWith('check.ts') ? checks : name, reached(late, info)]);
    }
  return users;
}

/**
 * For rolldown's `codeSplitting`: puts into the first file what more than one file needs, and the checks of profiles
 * and policies into one of their own. Everything else stays where it is used.
 */
export function cdnGroups(entries) {
  let users;
  return [
    {
      debugName: 'what files share',
      name(id, context) {
        users ??= usersOf(entries, (module) => context.getModuleInfo(module));
        const by = [...(users.get(id) ?? [])];
        if (by.length === 1) return [main, checks].includes(by[0]) ? by[0] : null;
        const ofDesk = by.every((file) => file.startsWith('incident-') && file !== main);
        return ofDesk && !by.every((file) => callers.includes(file)) && !by.includes('incident-form')
          ? desk
          : main;
      },
    },
  ];
}

/** A file that needs another is asked for together with it: the browser would learn of the other only from the first. */
export const besideEachOther = () => ({
  name: 'beside-each-other',
  generateBundle(_, bundle) {
    const first = bundle[`${main}.js`];
    if (!bundle[`${desk}.js`] || !first) return;
    for (const { fileName, imports = [] } of Object.values(bundle)) {
      if (fileName === `${main}.js` || !imports.includes(`${desk}.js`)) continue;
      const call = new RegExp(`import\\((["'\`])\\./${fileName.replaceAll('.', '\\.')}\\1\\)`, 'g');
      first.code = first.code.replace(call, (own) => `(import("./${desk}.js").catch(()=>{}),${own})`);
    }
  },
});

/** Each file's source map lies in a folder of its own, away from what a page loads; this writes the way to it. */
export const mapsApart = () => ({
  name: 'maps-apart',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      const map = relative(dirname(chunk.fileName), `maps/${chunk.fileName}.map`).replaceAll('\\', '/');
      chunk.code = `${chunk.code.trimEnd()}\n//# sourceMappingURL=${map}\n`;
    }
  },
});

/** A browser reads a classic script in the page's encoding, unless the file begins with this mark. */
export const marksUtf8 = () => ({
  name: 'marks-utf8',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk') chunk.code = `\uFEFF${chunk.code}`;
  },
});
