import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { describe, it } from 'node:test';
import { Script } from 'node:vm';
import { distFiles } from './dist-files.mjs';
import { globSync } from '../support/glob.mjs';
import { root } from '../support/root.mjs';
import { runNode } from '../support/steps.mjs';

const classic = 'dist/cdn/incident-elements.classic.js';
const whole = 'dist/cdn/incident-elements.all.js';
const module = 'dist/cdn/incident-elements.js';
const tags = globSync('src/define/incident-*.ts').map((file) => basename(file, '.ts'));
const dataIn = (folder) =>
  globSync(`src/${folder}/*.ts`)
    .filter((file) => /^export default\b/m.test(read(file)))
    .map((file) => basename(file, '.ts'));
const read = (file) => readFileSync(join(root, file), 'utf8');

/** V8's own parser: the build tool once emitted decorators that no engine reads, and reported success. */
async function unparsable(files) {
  const script = `
    import { readFileSync } from 'node:fs';
    import { SourceTextModule } from 'node:vm';
    for (const file of ${JSON.stringify(files)}) {
      try { new SourceTextModule(readFileSync(file, 'utf8')); }
      catch (error) { console.log(file + ': ' + error.message); }
    }`;
  const flags = ['--experimental-vm-modules', '--no-warnings', '--input-type=module'];
  const { code, output } = await runNode([...flags, '-e', script]);
  return code === 0 ? output.trim() : `could not check: ${output}`;
}

describe('built files', () => {
  it('parse in an engine of today', async () => {
    const files = distFiles('.js').filter((file) => file !== classic);
    assert.ok(files.length > 10, `only ${files.length} files in dist`);
    assert.equal(await unparsable(files), '');
  });

  it('would be refused with a raw decorator', async () => {
    const file = join(root, 'node_modules', '.cache', 'raw-decorator.mjs');
    mkdirSync(join(root, 'node_modules', '.cache'), { recursive: true });
    writeFileSync(file, 'class A { @property() name; }');
    assert.match(await unparsable([file]), /Invalid or unexpected token/);
  });

  it('hold no string that is turned into code', () => {
    const guilty = distFiles('.js').filter((file) => /\beval\(|new Function\(/.test(read(file)));
    assert.deepEqual(guilty, []);
  });
});

const parts = distFiles('.js').filter((file) => file.startsWith('dist/cdn/'));
const importsOf = (file, pattern) =>
  [...read(file).matchAll(pattern)].map(([, path]) => posix.join(posix.dirname(file), path));
/** What a file waits for, and what it may ask for. */
const needs = (file) => importsOf(file, /(?:\bfrom|\bimport)\s*["'`](\.[^"'`\s]+)["'`]/g);
const mayLoad = (file) => importsOf(file, /\bimport\(\s*["'`](\.[^"'`\s]+)["'`]/g);

describe('the files for a script tag', () => {
  it('are one for every page, and one for each thing somebody chooses', () => {
    const wanted = [
      ...[
        module,
        whole,
        classic,
        'dist/cdn/local.js',
        'dist/cdn/rest.js',
        'dist/cdn/desk.js',
        'dist/cdn/policy-checks.js',
        'dist/cdn/policy-file-checks.js',
        'dist/cdn/profile-checks.js',
        'dist/cdn/rules.js',
        'dist/cdn/schemas.js',
      ],
      ...tags.filter((tag) => tag !== 'incident-desk').map((tag) => `dist/cdn/${tag}.js`),
      ...dataIn('locales').map((language) => `dist/cdn/locales/${language}.js`),
      // The plain format lies in the file of its language, rest.js.
      ...dataIn('adapters/presets')
        .filter((preset) => preset !== 'rest')
        .map((preset) => `dist/cdn/presets/${preset}.js`),
    ];
    assert.deepEqual(parts, wanted.sort());
  });

  it('need nothing but what lies beside them', () => {
    const missing = parts.flatMap((file) =>
      [...needs(file), ...mayLoad(file)].filter((path) => !existsSync(join(root, path))),
    );
    assert.deepEqual(missing, []);
    const bare = parts.filter((file) =>
      /(?:\bfrom|\bimport\(?)\s*["'`](?:lit|idb|valibot|@)[\w/@.-]*["'`]/.test(read(file)),
    );
    assert.deepEqual(bare, []);
    assert.ok(mayLoad(module).length > 5, 'the first file loads what a page chooses');
  });

  it('wait for no third one: a part needs the first file, or comes together with what it draws', () => {
    const asked = read(module);
    for (const file of parts.filter((part) => part !== module)) {
      const own = asked.indexOf(`import(\`./${file.slice('dist/cdn/'.length)}\`)`);
      const ahead = asked.slice(asked.lastIndexOf('=>(', own), own);
      const late = needs(file).filter((path) => path !== module && !ahead.includes(`"./${basename(path)}"`));
      if (own >= 0) assert.deepEqual(late, [], `${file} is fetched before what it needs`);
    }
  });

  it('say where their source map lies, in a folder that no page loads', () => {
    for (const file of parts) {
      const [, map] = /\n\/\/# sourceMappingURL=(\S+)\n$/.exec(read(file)) ?? [];
      assert.match(map ?? '', /^(?:\.\.\/)?maps\//, file);
      assert.ok(existsSync(join(root, posix.dirname(file), map)), `${file}: no ${map}`);
    }
  });

  it('in one file are complete in themselves', () => {
    for (const file of [whole, classic]) assert.doesNotMatch(read(file), /\bimport\s*[(*{"'`]/, file);
  });

  it('are minified and hold the production build of Lit', () => {
    for (const file of [module, whole, classic]) {
      const text = read(file);
      assert.ok(text.split('\n').length < text.length / 200, `${file} keeps its line breaks`);
      assert.doesNotMatch(text, /Lit is in dev mode|process\.env/);
    }
  });

  it('hold letters of other scripts as they are, and are read so in a page of any encoding', () => {
    for (const file of ['dist/cdn/locales/ar.js', whole, classic]) {
      const text = read(file);
      assert.match(text, /[\u0620-\u064a]{3}/, file);
      assert.doesNotMatch(text, /\\u06[0-9a-f]{2}/i, file);
    }
    assert.equal(read(classic).charCodeAt(0), 0xfeff);
  });

  it('the classic one is a script, not a module', () => {
    new Script(read(classic), { filename: classic });
  });

  it('define every tag of src/define', () => {
    for (const tag of tags)
      for (const file of [module, whole, classic])
        assert.ok(read(file).includes(tag), `${file} lacks ${tag}`);
  });
});
