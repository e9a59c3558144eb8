/** Serves a page with the built files, compressed, and a small backend of the plain REST format. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bodyOf } from './server/http.mjs';
import { route } from './server/rest-wire.mjs';
import { createWorld } from './server/world.mjs';

/** A few incidents with something to tell, so that lists, timelines and figures show what they can. */
function workedIn() {
  const world = createWorld();
  for (const title of ['No mail', 'Slow network', 'Screen flickers'])
    world.desk.create({ title, impact: 2, urgency: 2, service: 'mail' }, 'ada');
  world.desk.addEntry('i1', { text: 'Looked into it' }, 'ada');
  world.desk.update('i2', { status: 'active' }, 'ada');
  world.desk.update('i2', { status: 'resolved' }, 'ada');
  return world;
}

/**
 * @param {{html: string, folder: string, extra?: Record<string, Buffer>}} options `folder` is served below /files/, with
 *   further files of `extra`
 */
export async function serveCounted({ html, folder, extra = {} }) {
  const world = workedIn();
  const squeezed = new Map(Object.entries(extra).map(([name, body]) => [name, gzipSync(body, { level: 9 })]));

  function squeeze(name) {
    const path = join(folder, name);
    if (!squeezed.has(name) && existsSync(path))
      squeezed.set(name, gzipSync(readFileSync(path), { level: 9 }));
    return squeezed.get(name);
  }

  function answer(response, status, headers, body) {
    const length = Buffer.byteLength(body);
    response.writeHead(status, { 'cache-control': 'no-store', 'content-length': length, ...headers });
    response.end(body);
  }

  async function backend(request, response, { pathname, searchParams }) {
    const asked = {
      method: request.method,
      path: pathname.slice('/api'.length),
      params: searchParams,
      key: request.headers['idempotency-key'],
      user: 'me',
      ifMatch: request.headers['if-match'],
      type: request.headers['content-type'] ?? '',
      body: (await bodyOf(request)) ?? Buffer.alloc(0),
      base: '/api',
    };
    const { status, headers, body } = route(world, asked);
    answer(response, status, headers, body);
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://local');
    const [, place, name] = /^\/(api|files)\/(.*)$/.exec(url.pathname) ?? [];
    if (place === 'api') return void backend(request, response, url);
    if (place === undefined)
      return answer(response, 200, { 'content-type': 'text/html; charset=utf-8' }, html);
    const body = squeeze(name);
    if (!body) return answer(response, 404, { 'content-type': 'text/plain' }, 'There is no such file.');
    const headers = { 'content-type': 'text/javascript; charset=utf-8', 'content-encoding': 'gzip' };
    return answer(response, 200, headers, body);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));

  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    /** What a file weighs as it travels. */
    bytesOf: (name) => squeeze(name)?.length ?? 0,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
