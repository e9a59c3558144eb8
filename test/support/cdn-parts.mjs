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
/** What looks at a policy or a profile that somebody has written; a page with ours does without. */
const checks = {
  'policy-checks': 'core/policy-check.ts',
  'policy-file-checks': 'policy/check.ts',
  'profile-checks': 'adapters/rest/check.ts',
};
/** What those that read files share. */
const schemas = 'schemas';
/** What elements share that the page of a caller with its form does not have. */
const desk = 'desk';
/** What such elements share with an adapter, such as the clocks of a backend that keeps targets itself. */
const rules = 'rules';
/** What the elements that show key figures share, and nobody else. */
const figures = 'figures';
const figureElements = ['incident-kpi-card', 'incident-trend'];
/** Elements of a caller's page. */
const callers = ['incident-form', 'incident-priority-matrix'];
const adapters = ['local', 'rest'];

/** Name in dist/cdn, without its ending -> source. The plain REST format lies in the file of its language. */
export const cdnEntries = () =>
  Object.fromEntries([
    [main, join(root, 'src/cdn.ts')],
    ...filesIn('define').filter(([tag]) => /^incident-(?!desk$)/.test(tag)),
    ...dataIn('locales').map(([language, path]) => [`locales/${language}`, path]),
    ...dataIn('adapters/presets')
      .filter(([preset]) => !adapters.includes(preset))
      .map(([preset, path]) => [`presets/${preset}`, path]),
    ...Object.entries(checks).map(([name, path]) => [name, join(root, 'src', path)]),
    ...adapters.map((adapter) => [adapter, join(root, 'src/adapters', adapter, 'index.ts')]),
  ]);

/** What a module imports at once, and what that imports; an entry inside is a file of its own. */
function reached(id, info, found = new Set()) {
  found.add(id);
  for (const next of info(id)?.importedIds ?? [])
    if (!found.has(next) && !info(next)?.isEntry) reached(next, info, found);
  return found;
}

/** Module -> the files that use it. What is loaded late and is no entry is a preset, which lies beside its adapter. */
function usersOf(entries, info) {
  const users = new Map();
  const queue = Object.entries(entries).map(([name, id]) => [name, reached(id, info)]);
  for (const [name, modules] of queue)
    for (const id of modules) {
      const known = users.get(id);
      users.set(id, (known ?? new Set()).add(name));
      if (known) continue;
      for (const late of info(id).dynamicallyImportedIds.filter((target) => !info(target).isEntry))
        queue.push([basename(late, '.ts'), reached(late, info)]);
    }
  return users;
}

/** Together these make a thing the first file's: who has a form, and with it a matrix, or either adapter has it in any case. */
const first = [[main], adapters, ...callers.map((tag) => [tag])];

/** The file for what is used by these. */
function fileFor(users) {
  if (users.length === 1) return users[0];
  const used = users.filter((file) => !Object.hasOwn(checks, file));
  if (used.length < 2) return used[0] ?? schemas;
  if (used.some((file) => file.startsWith('locales/'))) return main;
  if (first.some((files) => files.every((file) => used.includes(file)))) return main;
  if (used.every((file) => figureElements.includes(file))) return figures;
  // The rules are what a backend in the browser needs; a page with another one does without them.
  if (used.includes('rest')) return main;
  return used.includes('local') ? rules : desk;
}

/** For rolldown's `codeSplitting`: what one file needs lies in it, what several need in the one they share. */
export function cdnGroups(entries) {
  let users;
  return [
    {
      debugName: 'what files share',
      name(id, context) {
        users ??= usersOf(entries, (module) => context.getModuleInfo(module));
        // What the bundler adds of its own is in no list.
        return fileFor([...(users.get(id) ?? [main])]);
      },
    },
  ];
}

/** A file that needs others is asked for together with them: the browser would learn of them only from the first. */
export const besideEachOther = () => ({
  name: 'beside-each-other',
  generateBundle(_, bundle) {
    const asking = bundle[`${main}.js`];
    if (!asking) return;
    const needs = (file, found = new Set()) => {
      for (const next of bundle[file]?.imports ?? [])
        if (next !== asking.fileName && !found.has(next)) needs(next, found.add(next));
      return [...found];
    };
    asking.code = asking.code.replace(/import\((["'`])\.\/([^"'`]+)\1\)/g, (own, _quote, file) => {
      const ahead = needs(file).map((other) => `import("./${other}").catch(()=>{})`);
      return ahead.length === 0 ? own : `(${[...ahead, own].join()})`;
    });
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
