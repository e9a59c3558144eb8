/** The custom elements manifest: analyses the sources and describes what is published. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { globSync } from './glob.mjs';
import { root } from './root.mjs';
import { bin, runNode } from './steps.mjs';

const cache = join(root, 'node_modules', '.cache', 'manifest');
const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** Lit's own members are inherited by every element and say nothing about this one. */
const inherited = new Set(['LitElement', 'ReactiveElement']);

const isPublic = (member) =>
  member.privacy === undefined || member.privacy === 'public'
    ? !member.name?.startsWith('_') && !member.name?.startsWith('#') && !member.static
    : false;

const lifecycle =
  /^(?:connected|disconnected|adopted|attributeChanged|form\w+)Callback$|^(?:render|updated|willUpdate|firstUpdated|update|createRenderRoot|constructor)$/;

function element(declaration) {
  const { members, ...rest } = declaration;
  const kept = (members ?? []).filter(
    (member) =>
      isPublic(member) && !inherited.has(member.inheritedFrom?.name) && !lifecycle.test(member.name),
  );
  const lists = ['attributes', 'events', 'slots', 'cssParts', 'cssProperties', 'cssStates'];
  const sorted = Object.fromEntries(
    lists.filter((list) => rest[list]?.length).map((list) => [list, [...rest[list]].sort(byName)]),
  );
  return strip({ ...rest, ...sorted, members: [...kept].sort(byName) });
}

const className = (tag) => tag.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());

/**
 * An element's class does not register itself, so the analyser cannot know its tag. The place says it:
 * src/elements/incident-form/incident-form.ts holds IncidentForm.
 */
function tagged(declaration, path) {
  const tag = /^src\/elements\/(incident-[\w-]+)\/\1\.ts$/.exec(path)?.[1];
  if (!tag || declaration.kind !== 'class' || declaration.name !== className(tag)) return undefined;
  return { ...declaration, tagName: tag, customElement: true };
}

/** References to source files become references to what the package exports. */
function strip(value) {
  if (Array.isArray(value)) return value.map(strip);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'source')
      .map(([key, inner]) =>
        key === 'module' && typeof inner === 'string' && inner.replace(/^\//, '').startsWith('src/')
          ? [key, 'dist/index.js']
          : [key, strip(inner)],
      ),
  );
}

/**
 * Describes every element of src/elements: classes are exported by dist/index.js, and each tag is registered by its
 * module in dist/define.
 */
export async function analyse() {
  mkdirSync(cache, { recursive: true });
  const config = 'test/support/manifest.config.mjs';
  const args = ['analyze', '--config', config, '--quiet', '--outdir', relative(root, cache)];
  const globs = ['src/elements/**/*.ts', 'src/ui/**/*.ts'];
  if (globSync('src/elements/**/*.ts').length === 0)
    return { schemaVersion: '1.0.0', readme: '', modules: [] };
  const cem = bin('@custom-elements-manifest', 'analyzer', 'cem.js');
  const { code, output } = await runNode([cem, ...args, '--globs', ...globs]);
  if (code !== 0) throw new Error(`The analyser of the manifest failed:\n${output}`);
  const analysed = JSON.parse(readFileSync(join(cache, 'custom-elements.json'), 'utf8'));
  const declarations = analysed.modules
    .flatMap((module) => (module.declarations ?? []).map((declaration) => tagged(declaration, module.path)))
    .filter(Boolean)
    .map(element)
    .sort((a, b) => (a.tagName < b.tagName ? -1 : 1));
  const main = {
    kind: 'javascript-module',
    path: 'dist/index.js',
    declarations,
    exports: declarations.map(({ name }) => ({
      kind: 'js',
      name,
      declaration: { name, module: 'dist/index.js' },
    })),
  };
  const definitions = declarations.map(({ name, tagName }) => ({
    kind: 'javascript-module',
    path: `dist/define/${tagName}.js`,
    declarations: [],
    exports: [
      { kind: 'custom-element-definition', name: tagName, declaration: { name, module: 'dist/index.js' } },
    ],
  }));
  return { schemaVersion: '1.0.0', readme: 'README.md', modules: [main, ...definitions] };
}
