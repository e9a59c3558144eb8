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
const core = await load('dist/core/index.js');
const index = await load('dist/index.js');
const isElement = (value) =>
  typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value));

describe('an application that imports from the index', () => {
  it('gets nothing by importing it for nothing: it has no side effects', async () => {
    assert.equal((await bundled("import 'incident-elements';")).trim(), '');
  });

  it('gets no element with a function of core', async () => {
    const shared = Object.keys(core).filter((name) => name in index && !isElement(core[name]));
    assert.ok(shared.length > 0, 'the index exports nothing of core');
    const text = await bundled(`export { ${shared.join(', ')} } from 'incident-elements';`);
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
});
