import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import prettier from 'prettier';
import { newElement } from '../../support/new-element.mjs';
import { globSync } from '../../support/glob.mjs';
import { root } from '../../support/root.mjs';
import { bin, runNode } from '../../support/steps.mjs';

const tag = 'incident-handover-note';
const languages = globSync('src/locales/*.ts').filter((path) =>
  /: Translation = \{/.test(readFileSync(join(root, path), 'utf8')),
);

describe('npm run new', () => {
  let [folder, written] = [];
  const read = (path) => readFileSync(join(folder, path), 'utf8');

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'new-element-'));
    for (const part of ['src', 'stories/fixtures', 'test/support', 'test/suites/every-element.test.ts'])
      cpSync(join(root, part), join(folder, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
    const include = ['src/**/*.ts', 'stories/*.ts', 'test/elements/*.ts', 'test/suites/*.ts'];
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include }));
    written = await newElement(tag, folder);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Files that do not compile. */
  async function wrong() {
    const args = [bin('@typescript', 'native', 'bin', 'tsc'), '-p', folder, '--noEmit', '--pretty', 'false'];
    const { output } = await runNode(args);
    return [...output.matchAll(/([^\s(]+)\(\d+,\d+\): error .*/g)].map(([line, path]) => ({
      path: path.slice(path.search(/(?:src|stories|test)\//)),
      line,
    }));
  }

  it('makes class, styles, words, definition, stories and test', () => {
    for (const path of [
      `src/elements/${tag}/${tag}.ts`,
      `src/elements/${tag}/${tag}.styles.ts`,
      `src/locales/en/${tag}.ts`,
      `src/define/${tag}.ts`,
      `stories/${tag}.stories.ts`,
      `test/elements/${tag}.test.ts`,
    ])
      assert.ok(written.includes(path), path);
  });

  it('adds the element to every list that names all of them', () => {
    assert.match(read('src/define/index.ts'), /'\.\/incident-handover-note\.js'/);
    assert.match(read('src/define/autoloader.ts'), /^ {2}'incident-handover-note': lateLoad\(/m);
    assert.match(read('src/index.ts'), /export \{ IncidentHandoverNote \}/);
    assert.match(read('test/suites/every-element.test.ts'), /'incident-handover-note'/);
  });

  it('compiles but for the words that each language lacks, and with them wholly', async () => {
    const before = await wrong();
    assert.deepEqual([...new Set(before.map(({ path }) => path))].sort(), languages, JSON.stringify(before));
    for (const path of languages)
      writeFileSync(
        join(folder, path),
        read(path).replace(/: Translation = \{/, "$&\n  handoverNote: { label: 'x', empty: 'y' },"),
      );
    assert.deepEqual(await wrong(), []);
  });

  it('is formatted', async () => {
    const style = await prettier.resolveConfig(join(root, 'package.json'));
    for (const path of written)
      assert.ok(await prettier.check(read(path), { ...style, filepath: path }), path);
  });

  it('refuses a name that is no tag of ours, and one that is taken', async () => {
    await assert.rejects(newElement('handover', folder), /incident-x/);
    await assert.rejects(newElement(tag, folder), /there already/);
  });
});
