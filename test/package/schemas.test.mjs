import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../support/root.mjs';
import { addDescriptions } from '../support/schema-docs.mjs';

const read = (name) => JSON.parse(readFileSync(join(root, 'dist', name), 'utf8'));

describe('the published schemas', () => {
  it('explain each part of a profile to whoever writes one', () => {
    const { properties } = read('profile.schema.json');
    const silent = Object.keys(properties).filter(
      (name) => name !== '$schema' && !properties[name].description,
    );
    assert.deepEqual(silent, []);
    const field = properties.fields.additionalProperties.anyOf[0].properties;
    assert.match(field.read.description, /a\[\?name=x\]\.b/);
    assert.match(read('policy.schema.json').properties.firstResponse.description, /ISO 8601/);
  });

  it('take their explanations from the comments of the source, through lists, choices, constants and what is spread', () => {
    const source = `
      const common = {
        /** Who says so. */
        by: text,
      };
      const inner = strictObject({
        /** How
         * long. */
        size: optional(number()),
      });
      export const outer = v.strictObject({
        /** All of them. */
        parts: array(inner),
        way: variant('kind', [
          strictObject({ kind: literal('a') }),
          /** By car. */
          strictObject({ kind: literal('b'), at: pipe(inner, check()) }),
        ]),
        plain: text,
        ...common,
      });`;
    const object = (properties) => ({ type: 'object', properties });
    const size = () => object({ size: { type: 'number' } });
    const schema = object({
      parts: { type: 'array', items: size() },
      way: { oneOf: [object({ kind: {} }), object({ kind: {}, at: size() })] },
      plain: { type: 'string' },
      by: { type: 'string' },
    });
    const { parts, way, plain, by } = addDescriptions(schema, [source], 'outer').properties;
    assert.equal(parts.description, 'All of them.');
    assert.equal(parts.items.properties.size.description, 'How long.');
    assert.equal(way.oneOf[1].description, 'By car.');
    assert.equal(way.oneOf[1].properties.at.properties.size.description, 'How long.');
    assert.equal(by.description, 'Who says so.');
    assert.deepEqual([way.oneOf[0].description, plain.description], [undefined, undefined]);
  });
});
