import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { Script } from 'node:vm';
import { distFiles } from './dist-files.mjs';
import { globSync } from '../support/glob.mjs';
import { root } from '../support/root.mjs';
import { runNode } from '../support/steps.mjs';

const classic = 'dist/cdn/incident-elements.classic.js';
const module = 'dist/cdn/incident-elements.js';
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

describe('the bundles for a script tag', () => {
  it('need nothing but what lies beside them', () => {
    const text = read(module);
    const paths = [...text.matchAll(/(?:\bfrom|\bimport\(?)\s*[`"']([^`"'\s]+)[`"']/g)].map(
      ([, path]) => path,
    );
    const parts = paths.filter((path) => /^\.\/parts\/[\w.-]+\.js$/.test(path));
    assert.ok(parts.length > 0, 'languages and adapters are loaded when used');
    const missing = parts.filter((part) => !existsSync(join(root, dirname(module), part)));
    assert.deepEqual(missing, []);
    const bare = paths.filter((path) => /^(?:lit|idb|valibot|@)/.test(path));
    assert.deepEqual(bare, []);
  });

  it('the classic one is complete in itself', () => {
    assert.doesNotMatch(read(classic), /\bimport\s*\(/);
  });

  it('are minified and hold the production build of Lit', () => {
    for (const file of [module, classic]) {
      const text = read(file);
      assert.ok(text.split('\n').length < text.length / 200, `${file} keeps its line breaks`);
      assert.doesNotMatch(text, /Lit is in dev mode|process\.env/);
    }
  });

  it('the classic one is a script, not a module', () => {
    new Script(read(classic), { filename: classic });
  });

  it('register every tag of src/define', () => {
    for (const tag of globSync('src/define/incident-*.ts').map((file) => basename(file, '.ts'))) {
      for (const file of [module, classic]) assert.ok(read(file).includes(tag), `${file} lacks ${tag}`);
    }
  });
});
