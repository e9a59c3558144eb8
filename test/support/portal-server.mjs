import { join } from 'node:path';
import { forwarder } from './forward.mjs';
import { root } from './root.mjs';
import { serveFolder, strictPolicy } from './static-server.mjs';

/** What the page's desk is told for each kind of backend; `url` is where the server forwards `/api` to. */
const desks = {
  local: { adapter: 'local' },
  rt: { adapter: 'rt', baseUrl: '/api/REST/2.0' },
  rest: { adapter: 'rest', baseUrl: '/api' },
};

export const backends = Object.keys(desks);

/**
 * Serves the built portal page (`dist-portal`). `/backend.json` tells the page which backend stands behind `/api`.
 * @param {{backend?: string, url?: string, authorization?: string, port?: number}} options `authorization` is added to
 *   each forwarded request; without it, what the page sends goes through
 */
export async function startPortalServer({ backend = 'local', url, authorization, port = 0 } = {}) {
  const desk = desks[backend];
  if (!desk) throw new Error(`Unknown backend "${backend}": use ${backends.join(', ')}.`);
  if (backend !== 'local' && !url)
    throw new Error(`--backend ${backend} needs --url, the address of the backend.`);
  const about = JSON.stringify({
    backend,
    ...desk,
    ...(url ? { url } : {}),
    signedIn: Boolean(authorization),
  });
  const routes = {
    '/backend.json': (_, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(about),
    ...(url ? { '/api': forwarder({ target: url, headers: authorization ? { authorization } : {} }) } : {}),
  };
  return serveFolder({ folder: join(root, 'dist-portal'), port, policy: strictPolicy, routes });
}
