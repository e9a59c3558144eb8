import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { globSync } from '../support/glob.mjs';
import { root } from '../support/root.mjs';
import { runNode } from '../support/steps.mjs';

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const tags = globSync('src/define/incident-*.ts').map((file) => basename(file, '.ts'));

const presets = globSync('src/adapters/presets/*.ts')
  .filter((file) => /^export default\b/m.test(readFileSync(join(root, file), 'utf8')))
  .map((file) => basename(file, '.ts'));
/** What a pattern stands for. */
const patterns = { './define/*': tags, './presets/*': presets };

/** Each entry with its files; a pattern stands for one entry per tag or preset. */
const entries = Object.entries(manifest.exports).flatMap(([name, target]) => {
  const files = typeof target === 'string' ? { default: target } : target;
  if (!name.includes('*')) return [[name, files]];
  return patterns[name].map((one) => [
    name.replace('*', one),
    Object.fromEntries(Object.entries(files).map(([condition, path]) => [condition, path.replace('*', one)])),
  ]);
});
const modules = entries.filter(([, files]) => files.default.endsWith('.js'));

describe('exports of the package', () => {
  it('name files that exist', () => {
    const missing = entries.flatMap(([name, files]) =>
      Object.values(files)
        .filter((path) => !existsSync(join(root, path)))
        .map((path) => `${name} -> ${path}`),
    );
    assert.deepEqual(missing, []);
  });

  it('have declarations for each module', () => {
    assert.deepEqual(
      modules.filter(([, files]) => !files.types).map(([name]) => name),
      [],
    );
  });

  it('offer one entry per tag and per preset', () => {
    assert.ok(tags.length > 0, 'src/define has no tag');
    assert.ok(presets.length > 0, 'src/adapters/presets has no preset');
    const names = modules.map(([name]) => name);
    for (const tag of tags) assert.ok(names.includes(`./define/${tag}`), tag);
    for (const preset of presets) assert.ok(names.includes(`./presets/${preset}`), preset);
  });

  it('hold at the root what one can remember: elements, store, adapters, languages and events', async () => {
    const { code, output } = await runNode([
      '--input-type=module',
      '-e',
      `console.log(Object.keys(await import('${manifest.name}')).sort().join(' '))`,
    ]);
    assert.equal(code, 0, output);
    const elements = tags.map((tag) => tag.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase()));
    const others = [
      'IncidentEvent',
      'createStore',
      'loadProfile',
      'localAdapter',
      'registerLocale',
      'restAdapter',
    ];
    assert.deepEqual(output.trim().split(' '), [...elements, ...others].sort());
  });

  it('agree with the fields for content networks and the manifest', () => {
    assert.equal(manifest.jsdelivr, manifest.exports['./cdn'].default);
    assert.equal(manifest.unpkg, manifest.exports['./cdn'].default);
    assert.equal(manifest.customElements, manifest.exports['./custom-elements.json']);
    assert.equal(manifest.types, manifest.exports['.'].types);
  });

  for (const [name, files] of modules) {
    // A registered tag needs a document; everything else loads where there is none (server, worker, script).
    if (name === './cdn') continue;
    it(`${name} loads in Node without a document`, async () => {
      const specifier = manifest.name + name.slice(1);
      const script = `
        if (typeof document !== 'undefined') throw new Error('this is no test without a document');
        if (import.meta.resolve(${JSON.stringify(specifier)}) !== ${JSON.stringify(pathToFileURL(join(root, files.default)).href)})
          throw new Error('resolved to ' + import.meta.resolve(${JSON.stringify(specifier)}));
        const loaded = await import(${JSON.stringify(specifier)});
        if (Object.keys(loaded).length === 0 && !${JSON.stringify(name.startsWith('./define'))})
          throw new Error('exports nothing');`;
      const { code, output } = await runNode(['--input-type=module', '-e', script]);
      assert.equal(code, 0, output);
    });
  }
});
