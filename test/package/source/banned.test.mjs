import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { globSync } from '../../support/glob.mjs';
import { root } from '../../support/root.mjs';

const rules = [
  ['code from text', /\beval\s*\(|\bnew\s+Function\b/],
  [
    'HTML from text',
    /\.(?:innerHTML|outerHTML|srcdoc)\s*=|insertAdjacentHTML|\bunsafe(?:HTML|SVG|MathML|CSS)\b|document\.write\b/,
  ],
  [
    'inline styles, which a strict content security policy refuses',
    /\bstyleMap\b|<[^>`]*\sstyle=|<style\b|setAttribute\(\s*['"]style['"]/,
  ],
  ['inline handlers', /<[^>`]*\son[a-z]+\s*=\s*["']/],
  ['standard decorators, which the build leaves unlowered', /@[\w.]+\([^)]*\)\s+(?:\w+\s+)*accessor\b/],
  ['unfinished work', /\b(?:TODO|FIXME|XXX)\b/],
  ['disabled checks', /@ts-(?:ignore|nocheck)\b|eslint-disable(?!-next-line\s+\S+.*--\s*\S)/],
];

const withoutComments = (source) =>
  source.replace(/\/\*[\s\S]*?\*\//g, (text) => text.replace(/[^\n]/g, ' ')).replace(/(^|\s)\/\/.*$/gm, '$1');

/** Lines of a source that break a rule; comments may talk about what code must not do. */
export function offences(file, source) {
  const found = [];
  const code = withoutComments(source).split('\n');
  const raw = source.split('\n');
  for (const [what, pattern] of rules) {
    const aboutComments = what === 'unfinished work' || what === 'disabled checks';
    (aboutComments ? raw : code).forEach((line, i) => {
      if (pattern.test(line)) found.push(`${file}:${i + 1} ${what}: ${line.trim()}`);
    });
  }
  return found;
}

/** The blocks of a stylesheet that a word opens, with everything in them. */
function blocks(css, word) {
  const found = [];
  for (let at = css.indexOf(word); at >= 0; at = css.indexOf(word, at + 1)) {
    let depth = 0;
    let end = css.indexOf('{', at);
    do {
      if (css[end] === '{') depth += 1;
      if (css[end] === '}') depth -= 1;
      end += 1;
    } while (depth > 0 && end < css.length);
    found.push(css.slice(at, end));
  }
  return found;
}

// The contract suite sends hostile text on purpose.
const sources = globSync('src/**/*.ts').filter((file) => !file.startsWith('src/testing/'));
const files = sources.map((file) => [file, readFileSync(join(root, file), 'utf8')]);

describe('the sources', () => {
  it('hold no banned construct', () => {
    assert.deepEqual(
      files.flatMap(([file, source]) => offences(file, source)),
      [],
    );
  });

  it('would be refused with each of them', () => {
    const bad = [
      'eval("1")',
      'el.innerHTML = x',
      'html`<p style="width:1px">`',
      '// TODO later',
      '// @ts-ignore',
    ];
    for (const line of bad) assert.equal(offences('x.ts', line).length, 1, line);
  });

  it('ask no container about the part of another element: WebKit finds none', () => {
    const asking = (source) =>
      blocks(withoutComments(source), '@container').filter((block) => block.includes('::part('));
    assert.equal(asking('@container a (width > 1px) { b::part(c) { color: red } } d::part(e) {}').length, 1);
    assert.deepEqual(
      files.flatMap(([file, source]) => asking(source).map((block) => `${file}: ${block}`)),
      [],
    );
  });

  it('write nothing but the words between the marks of a text whose blanks and lines are shown', () => {
    const spaced = /class="[^"]*\bwords\b[^"]*"[^<>]*>\s/;
    assert.match('<p class="words">\n  ${text}', spaced);
    assert.deepEqual(
      files.filter(([, source]) => spaced.test(source)).map(([file]) => file),
      [],
    );
  });

  it('keep one concept per file: none is longer than 510 lines', () => {
    // A language, a preset and the schema are one table each, whatever their length.
    const tables = /^src\/(?:locales\/|adapters\/presets\/|adapters\/rest\/schema\.ts)/;
    const long = files
      .filter(([file, source]) => !tables.test(file) && source.split('\n').length > 511)
      .map(([file]) => file);
    assert.deepEqual(long, []);
  });

  it('name no machine: no path of a home folder, no host of a registry', () => {
    const pattern = /\/(?:home|Users|root)\/\w|registry\.npm|https?:\/\/(?:10|192\.168)\./;
    assert.deepEqual(
      files.filter(([, source]) => pattern.test(source)).map(([file]) => file),
      [],
    );
  });
});
