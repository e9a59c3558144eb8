import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { forwarder } from '../support/forward.mjs';
import { serveFolder, strictPolicy } from '../support/static-server.mjs';

/** Asks with a path and headers that `fetch` would tidy up. */
const statusOf = (origin, path, headers = {}) =>
  new Promise((answered, failed) => {
    const { hostname, port } = new URL(origin);
    get({ hostname, port, path, headers }, (response) => {
      response.resume();
      answered(response.statusCode);
    }).on('error', failed);
  });

describe('the server of the portal page', () => {
  const seen = [];
  let backend;
  let portal;
  let target;

  before(async () => {
    backend = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        seen.push({ method: request.method, url: request.url, headers: request.headers, body });
        if (request.url === '/base/moved') {
          return response.writeHead(302, { location: `${target}/next?x=1` }).end();
        }
        response
          .writeHead(201, { etag: '"7"', 'set-cookie': 'a=b', 'www-authenticate': 'Basic' })
          .end('made');
      });
    });
    backend.listen(0, '127.0.0.1');
    await once(backend, 'listening');
    target = `http://127.0.0.1:${backend.address().port}/base`;
    const folder = mkdtempSync(join(tmpdir(), 'portal-'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>portal</title>');
    portal = await serveFolder({
      folder,
      policy: strictPolicy,
      routes: { '/api': forwarder({ target, headers: { authorization: 'token secret' } }) },
    });
  });

  after(async () => {
    await portal.close();
    backend.close();
    backend.closeAllConnections();
  });

  it('serves the page under the strict policy', async () => {
    const response = await fetch(`${portal.origin}/`);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-security-policy'), strictPolicy);
    assert.match(await response.text(), /portal/);
  });

  it('gives no file outside its folder', async () => {
    const response = await fetch(`${portal.origin}/..%2f..%2f..%2f..%2fetc%2fpasswd`);
    assert.equal(response.status, 404);
    assert.equal((await fetch(`${portal.origin}/%E0%A4%A`)).status, 400);
  });

  it('forwards method, path, query and body, with the credential the page does not have', async () => {
    const response = await fetch(`${portal.origin}/api/ticket?q=a%20b`, {
      method: 'POST',
      body: '{"Subject":"x"}',
      headers: { cookie: 'portal=1', origin: portal.origin, 'if-match': '"6"' },
    });
    assert.equal(response.status, 201);
    assert.equal(await response.text(), 'made');
    const { method, url, body, headers } = seen.at(-1);
    assert.deepEqual([method, url, body], ['POST', '/base/ticket?q=a%20b', '{"Subject":"x"}']);
    assert.equal(headers.authorization, 'token secret');
    assert.equal(headers['if-match'], '"6"');
    assert.equal(headers.cookie, undefined);
    assert.equal(headers.origin, undefined);
  });

  it('passes the version on, but no log-in window and no cookie of the backend', async () => {
    const response = await fetch(`${portal.origin}/api/ticket`);
    assert.equal(response.headers.get('etag'), '"7"');
    assert.equal(response.headers.get('www-authenticate'), null);
    assert.equal(response.headers.get('set-cookie'), null);
  });

  it('keeps a redirect of the backend on its own side', async () => {
    const response = await fetch(`${portal.origin}/api/moved`, { redirect: 'manual' });
    assert.equal(response.headers.get('location'), '/api/next?x=1');
  });

  it('sends the credential to the backend only, however the path is written', async () => {
    const reached = [];
    const elsewhere = createServer((request, response) => {
      reached.push(request.url);
      response.end();
    });
    elsewhere.listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    const host = `127.0.0.1:${elsewhere.address().port}`;
    const root = await serveFolder({
      folder: tmpdir(),
      routes: {
        '/api': forwarder({ target: new URL(target).origin, headers: { authorization: 'token secret' } }),
      },
    });
    for (const path of [`//${host}/x`, `/\\${host}/x`, `/\\\\${host}/x`, `/@${host}/x`, `/%2f${host}/x`])
      assert.equal(await statusOf(root.origin, `/api${path}`), 201, path);
    assert.deepEqual(reached, []);
    assert.equal(seen.at(-5).url, `/${host}/x`);
    await root.close();
    elsewhere.close();
    elsewhere.closeAllConnections();
  });

  for (const [who, headers] of [
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a page of another port', { 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:1' }],
    ['an older browser’s page of another site', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a name that was pointed at this machine', { host: 'evil.example:80', 'sec-fetch-site': 'same-origin' }],
  ])
    it(`lends the credential to no one else: ${who}`, async () => {
      const before = seen.length;
      assert.equal(await statusOf(portal.origin, '/api/ticket', headers), 403);
      assert.equal(seen.length, before);
    });

  it('says that the backend cannot be reached', async () => {
    const lost = await serveFolder({
      folder: tmpdir(),
      routes: { '/api': forwarder({ target: 'http://127.0.0.1:9' }) },
    });
    const response = await fetch(`${lost.origin}/api/ticket`);
    assert.equal(response.status, 502);
    assert.match((await response.json()).message, /cannot be reached/);
    await lost.close();
  });
});
