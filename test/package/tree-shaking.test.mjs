import { build } from 'esbuild';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { root } from '../support/root.mjs';

async function bundled(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    conditions: ['browser', 'production'],
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

const load = (file) => import(pathToFileURL(join(root, file)).href);
const index = await load('dist/index.js');
const isClass = (value) =>
  typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value));

describe('an application that imports from the index', () => {
  it('gets nothing by importing it for nothing: it has no side effects', async () => {
    assert.equal((await bundled("import 'incident-elements';")).trim(), '');
  });

  it('gets no element with the store and the adapters', async () => {
    const functions = Object.keys(index).filter((name) => !isClass(index[name]));
    assert.ok(functions.includes('createStore') && functions.includes('restAdapter'), functions.join());
    const text = await bundled(`export { ${functions.join(', ')} } from 'incident-elements';`);
    assert.doesNotMatch(text, /adoptedStyleSheets|attachInternals|customElements/);
  });

  it('gets no form with the KPI card alone', async () => {
    const card = Object.keys(index).find((name) => name === 'IncidentKpiCard');
    assert.ok(card, 'the index exports no IncidentKpiCard');
    const one = await bundled(`export { ${card} } from 'incident-elements';`);
    const all = await bundled("export * from 'incident-elements';");
    assert.ok(one.length < all.length * 0.7, `one element is ${one.length} of ${all.length} bytes`);
    assert.doesNotMatch(one, /class IncidentForm\b/);
  });

  it('gets registrations kept when it asks for them', async () => {
    const text = await bundled("import 'incident-elements/define/incident-kpi-card';");
    assert.match(text, /incident-kpi-card/);
    assert.match(text, /\.define\(/);
  });

  it('gets with one element what makes it find a desk that is defined after it', async () => {
    const text = await bundled("import 'incident-elements/define/incident-form';");
    assert.match(text, /incident-elements:context-root@/);
  });
});
