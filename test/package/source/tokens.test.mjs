import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { globSync } from '../../support/glob.mjs';
import { root } from '../../support/root.mjs';

const read = (file) => readFileSync(join(root, file), 'utf8');
const withoutComments = (source) => source.replace(/\/\*[\s\S]*?\*\//g, '');
const all = (source, pattern) => [...source.matchAll(pattern)].map((match) => match[1]);

const files = globSync(['src/**/*.ts', 'src/**/*.css']);
const code = files.map((file) => [file, withoutComments(read(file))]);

const definitions = /(--(?:incident-|_)[a-z0-9-]+)\s*:/g;
const defined = new Set(
  code.flatMap(([, source]) => [
    ...all(source, definitions),
    ...all(source, /setProperty\(\s*['"`](--(?:incident-|_)[a-z0-9-]+)['"`]/g),
  ]),
);
// With a fallback a property is a hook for the page and needs no definition of ours.
const needed = code.flatMap(([file, source]) =>
  all(source, /var\(\s*(--(?:incident-|_)[a-z0-9-]+)\s*\)/g).map((name) => [file, name]),
);
const used = new Set(code.flatMap(([, source]) => all(source, /var\(\s*(--(?:incident-|_)[a-z0-9-]+)/g)));

describe('design tokens', () => {
  it('are found at all', () => {
    assert.ok(defined.size > 20, `only ${defined.size} in src`);
  });

  it('are defined where they are used without a fallback', () => {
    const missing = needed.filter(([, name]) => !defined.has(name)).map(([file, name]) => `${file}: ${name}`);
    assert.deepEqual([...new Set(missing)], []);
  });

  it('are used when they are defined', () => {
    const idle = [...defined].filter((name) => !used.has(name));
    assert.deepEqual(idle.sort(), []);
  });

  it('are the only custom properties of the stylesheets, so that none collides with the page', () => {
    const foreign = code.flatMap(([file, source]) =>
      all(source, /var\(\s*(--(?!incident-|_)[a-z0-9-]+)/g).map((name) => `${file}: ${name}`),
    );
    assert.deepEqual(foreign, []);
  });
});
