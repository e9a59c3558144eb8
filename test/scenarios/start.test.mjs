/** What `npm start` says at the keyboard, and what it keeps to itself. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { root } from '../support/root.mjs';
import { buildPortal } from './support/portal.mjs';

/** Runs the command until it ends, or until it has printed what is waited for. */
function start(args, { until, env = {} } = {}) {
  const child = spawn(process.execPath, [join(root, 'test/support/start.mjs'), '--no-build', ...args], {
    env: { ...process.env, RT_TOKEN: '', RT_USER: '', RT_PASSWORD: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise((done) => child.once('close', done));
  return new Promise((resolve) => {
    const take = (chunk) => {
      output += chunk;
      if (until?.test(output)) resolve({ output, stop: () => (child.kill(), ended) });
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    void ended.then((code) => resolve({ output, code, stop: () => ended }));
  });
}

describe('npm start', () => {
  let [backend, url, seen] = [];

  before(async () => {
    await buildPortal();
    seen = [];
    backend = createServer((request, response) => {
      seen.push({ url: request.url, headers: request.headers });
      const known = request.headers.authorization === 'token sesame';
      response.writeHead(known ? 200 : 401, {
        'content-type': 'application/json',
        'www-authenticate': 'Basic',
      });
      response.end('{}');
    });
    await new Promise((listening) => backend.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${backend.address().port}`;
  });

  after(() => backend.close());

  const mistakes = [
    ['an unknown option', ['--bakend', 'rt'], /Unknown option '--bakend'/],
    ['an unknown backend', ['--backend', 'jira'], /use local, rt or rest/],
    ['a backend without an address', ['--backend', 'rt'], /needs --url/],
    ['an address without a backend', ['--url', 'http://127.0.0.1:1'], /needs --backend/],
    ['no address at all', ['--backend', 'rt', '--url', 'somewhere'], /begins with http/],
    ['a port that is none', ['--port', '99999'], /from 0 to 65535/],
    [
      'a token file that is not there',
      ['--backend', 'rt', '--url', 'http://127.0.0.1:1', '--token-file', '/nowhere'],
      /cannot be read/,
    ],
  ];
  for (const [what, args, words] of mistakes)
    it(`answers ${what} in words`, async () => {
      const { output, code } = await start(args);
      assert.equal(code, 1);
      assert.match(output, words);
      assert.doesNotMatch(output, /\n\s+at /);
    });

  it('takes no password in the address, and does not repeat it', async () => {
    const { output, code } = await start(['--backend', 'rt', '--url', 'http://root:sesame@127.0.0.1:1']);
    assert.equal(code, 1);
    assert.doesNotMatch(output, /sesame/);
  });

  it('says that the port is taken', async () => {
    const { output, code } = await start(['--port', new URL(url).port]);
    assert.equal(code, 1);
    assert.match(output, /is taken by another program/);
  });

  it('says that the backend cannot be reached, serves all the same, and answers for it in words', async () => {
    const portal = await start(['--backend', 'rt', '--url', 'http://127.0.0.1:9', '--port', '0'], {
      until: /Attention/,
    });
    assert.match(portal.output, /cannot be reached/);
    const origin = /http:\/\/127\.0\.0\.1:\d+(?=\/\n)/.exec(portal.output)[0];
    const answer = await fetch(`${origin}/api/ticket/1`);
    assert.equal(answer.status, 502);
    assert.match((await answer.json()).message, /cannot be reached/);
    await portal.stop();
  });

  it('serves one page for every backend: the attribute is all that differs', async () => {
    const pages = [];
    for (const args of [[], ['--backend', 'rt', '--url', url, '--queue', 'Helpdesk']]) {
      const portal = await start([...args, '--port', '0'], { until: /Ctrl\+C/ });
      const origin = /http:\/\/127\.0\.0\.1:\d+(?=\/\n)/.exec(portal.output)[0];
      const answer = await fetch(`${origin}/`);
      assert.match(answer.headers.get('content-security-policy'), /require-trusted-types-for 'script'/);
      pages.push(await answer.text());
      if (args.length > 0) {
        const profile = await (await fetch(`${origin}/profile-rt.json`)).json();
        assert.deepEqual(profile, { name: 'portal-rt', extends: 'rt', vars: { queue: 'Helpdesk' } });
      }
      await portal.stop();
    }
    assert.equal(pages[0].replace('adapter="local"', 'adapter="/profile-rt.json"'), pages[1]);
    assert.notEqual(pages[0], pages[1]);
  });

  it('adds the token of a file on its own side and prints it nowhere', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'token-')), 'token');
    writeFileSync(file, 'sesame\n');
    const portal = await start(['--backend', 'rt', '--url', url, '--port', '0', '--token-file', file], {
      until: /Ctrl\+C/,
    });
    assert.doesNotMatch(portal.output, /sesame|Attention/);
    const origin = /http:\/\/127\.0\.0\.1:\d+(?=\/\n)/.exec(portal.output)[0];
    const answer = await fetch(`${origin}/api/ticket/1`, { headers: { cookie: 'portal=1' } });
    assert.equal(answer.status, 200);
    const { url: path, headers } = seen.at(-1);
    assert.deepEqual(
      [path, headers.authorization, headers.cookie],
      ['/REST/2.0/ticket/1', 'token sesame', undefined],
    );
    await portal.stop();
  });

  it('warns when the backend refuses the token', async () => {
    const portal = await start(['--backend', 'rt', '--url', url, '--port', '0'], {
      until: /Ctrl\+C/,
      env: { RT_TOKEN: 'open' },
    });
    assert.match(portal.output, /refuses the credential \(401\)/);
    await portal.stop();
  });
});
