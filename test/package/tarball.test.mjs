import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../support/root.mjs';

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

const allowed = [
  /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
  /^dist\/(?:[\w-]+\/)*[\w.-]+\.(?:js|js\.map|d\.ts)$/,
  /^dist\/(?:custom-elements|profile\.schema|policy\.schema|rest\.openapi)\.json$/,
  /^dist\/tokens\.css$/,
];

function packed() {
  const { stdout, stderr, status } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  assert.equal(status, 0, stderr);
  const answer = JSON.parse(stdout);
  const [first] = Array.isArray(answer) ? answer : Object.values(answer);
  return first;
}

describe('the published package', () => {
  const content = packed();

  it('holds what it is meant to hold and nothing else', () => {
    const strange = content.files
      .map(({ path }) => path)
      .filter((path) => !allowed.some((ok) => ok.test(path)));
    assert.deepEqual(strange, []);
  });

  it('holds its licence and no test, story or private file', () => {
    const paths = content.files.map(({ path }) => path);
    assert.ok(paths.includes('LICENSE'));
    assert.deepEqual(
      paths.filter((path) => /\.test\.|\.stories\.|\.env|\.npmrc/.test(path)),
      [],
    );
  });
});

describe('dependencies', () => {
  it('at run time are those that were chosen', () => {
    assert.deepEqual(Object.keys(manifest.dependencies).sort(), [
      '@lit/context',
      '@shoelace-style/localize',
      'd3-array',
      'idb',
      'lit',
      'valibot',
    ]);
  });

  it('run no script when the package is installed', () => {
    const scripts = ['preinstall', 'install', 'postinstall', 'prepare'].filter(
      (name) => manifest.scripts[name],
    );
    assert.deepEqual(scripts, []);
    const guilty = Object.entries(lock.packages)
      .filter(([path, entry]) => path && !entry.dev && !entry.devOptional && entry.hasInstallScript)
      .map(([path]) => path);
    assert.deepEqual(guilty, []);
  });

  it('are locked by content and not by a host', () => {
    const packages = Object.entries(lock.packages).filter(
      ([path, entry]) => path && !entry.link && !entry.inBundle,
    );
    assert.deepEqual(
      packages.filter(([, entry]) => entry.resolved).map(([path]) => path),
      [],
    );
    assert.deepEqual(
      packages.filter(([, entry]) => !entry.integrity).map(([path]) => path),
      [],
    );
  });
});
