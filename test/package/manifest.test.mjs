import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { globSync } from '../support/glob.mjs';
import { root } from '../support/root.mjs';

const manifest = JSON.parse(readFileSync(join(root, 'dist/custom-elements.json'), 'utf8'));
const elements = manifest.modules.flatMap((module) => module.declarations).filter((item) => item.tagName);
const lists = ['attributes', 'events', 'slots', 'cssParts', 'cssProperties', 'cssStates'];

/** `tag: kind name` of every item of the elements that the predicate holds for. */
const where = (kinds, predicate) =>
  elements.flatMap((element) =>
    kinds.flatMap((kind) =>
      (element[kind] ?? []).filter(predicate).map((item) => `${element.tagName}: ${kind} ${item.name}`),
    ),
  );

describe('the custom elements manifest', () => {
  it('describes every tag that is registered', () => {
    const tags = globSync('src/define/incident-*.ts').map((file) => file.replace(/^.*\/|\.ts$/g, ''));
    assert.ok(tags.length > 0);
    assert.deepEqual(elements.map(({ tagName }) => tagName).sort(), tags.sort());
  });

  it('says what each element, attribute, event, slot, part, property and state is for', () => {
    assert.deepEqual(
      elements.filter((element) => !element.description && !element.summary).map(({ tagName }) => tagName),
      [],
    );
    assert.deepEqual(
      where(lists, (item) => !item.description?.trim()),
      [],
    );
  });

  it('shows no private member', () => {
    assert.deepEqual(
      where(['members'], (item) => /^[_#]/.test(item.name) || /private|protected/.test(item.privacy ?? '')),
      [],
    );
  });

  it('keeps to one prefix, so that no name collides on a page', () => {
    assert.deepEqual(
      where(
        ['events'],
        (item) => !/^incident-/.test(item.name) && !['input', 'change', 'invalid'].includes(item.name),
      ),
      [],
    );
    assert.deepEqual(
      where(['cssProperties'], (item) => !item.name.startsWith('--incident-')),
      [],
    );
  });

  it('offers no attribute for a secret', () => {
    assert.deepEqual(
      where(['attributes'], (item) => /token|password|secret|auth|credential|api-?key/i.test(item.name)),
      [],
    );
  });

  it('is matched by a declaration of each tag for TypeScript', () => {
    const sources = globSync('src/**/*.ts').map((file) => readFileSync(join(root, file), 'utf8'));
    const text = sources.join('\n');
    for (const { tagName, name } of elements) {
      assert.match(
        text,
        new RegExp(`['"]${tagName}['"]\\s*:\\s*${name}\\b`),
        `HTMLElementTagNameMap lacks ${tagName}`,
      );
    }
  });

  it('has a page of stories for each tag', { skip: !existsSync(join(root, 'stories')) }, () => {
    const missing = elements.filter(
      ({ tagName }) => !existsSync(join(root, 'stories', `${tagName}.stories.ts`)),
    );
    assert.deepEqual(
      missing.map(({ tagName }) => tagName),
      [],
    );
  });
});
