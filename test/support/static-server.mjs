/** A small server for built pages, with the strict headers that the elements have to live with. */
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** No inline script or style, no code or HTML from text, nothing from elsewhere. */
export const strictPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

async function fileAt(folder, path) {
  const top = await realpath(folder);
  for (const candidate of [join(top, path), join(top, path, 'index.html')]) {
    const file = await realpath(candidate).catch(() => undefined);
    if (!file || !(file === top || file.startsWith(top + sep))) continue;
    const facts = await stat(file);
    if (facts.isFile()) return { file, size: facts.size };
  }
  return undefined;
}

/**
 * Serves a folder on loopback. `routes` are tried first: path prefix -> handler.
 * `kept`: the browser may keep what it has been given, for pages that are opened again and again.
 * @param {{folder: string, port?: number, host?: string, policy?: string, routes?: Record<string, Function>, kept?: boolean}} options
 * @returns {Promise<{origin: string, close: () => Promise<void>}>}
 */
export async function serveFolder({
  folder,
  port = 0,
  host = '127.0.0.1',
  policy,
  routes = {},
  kept = false,
}) {
  const server = createServer((request, response) => {
    const path = decoded(new URL(request.url, 'http://local').pathname);
    if (path === undefined) return void response.writeHead(400).end('bad path');
    const route = Object.keys(routes).find((prefix) => path === prefix || path.startsWith(`${prefix}/`));
    if (route) return void routes[route](request, response);
    // Browsers ask for it unasked; a 404 would be an error in their console.
    if (path === '/favicon.ico') return void response.writeHead(204).end();
    void fileAt(folder, path).then((found) => {
      if (!found) return void response.writeHead(404).end('not found');
      response.writeHead(200, {
        'content-type': types[extname(found.file)] ?? 'application/octet-stream',
        'content-length': found.size,
        'cache-control': kept ? 'max-age=3600' : 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        ...(policy ? { 'content-security-policy': policy } : {}),
      });
      if (request.method === 'HEAD') return void response.end();
      createReadStream(found.file)
        .on('error', () => response.destroy())
        .pipe(response);
    });
  });
  await new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen(port, host, listening);
  });
  return {
    origin: `http://${host}:${server.address().port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
