/**
 * Serves the built portal page (`dist-portal`) under strict headers, and forwards `/api` to the backend. The page is the
 * same for every backend but for one attribute, `adapter`, which is put into the HTML here.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { forwarder } from './forward.mjs';
import { root } from './root.mjs';
import { serveFolder } from './static-server.mjs';

/** No inline script or style, no HTML from text, nothing from elsewhere. Two copies of Lit on a page are allowed. */
export const portalPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html 'allow-duplicates'",
].join('; ');

/** The page's `adapter` attribute, and where a backend's interface begins below its address. */
const desks = {
  local: { adapter: 'local' },
  rt: { adapter: '/profile-rt.json', path: '/REST/2.0', probe: '/rt' },
  rest: { adapter: 'rest', path: '', probe: '/incidents?limit=1' },
};

const below = (url, path) => {
  const base = url.replace(/\/+$/, '');
  return base.endsWith(path) ? base : base + path;
};

const headers = (type) => ({
  'content-type': type,
  'cache-control': 'no-store',
  'content-security-policy': portalPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
});

/**
 * @param {{backend?: string, url?: string, authorization?: string, queue?: string, port?: number, folder?: string, timeout?: number}} options
 *   `authorization` is added to each forwarded request; `timeout` is what the backend may take, in milliseconds
 */
export async function startPortalServer({
  backend = 'local',
  url,
  authorization,
  queue = 'Incidents',
  port = 0,
  folder = join(root, 'dist-portal'),
  timeout = 30_000,
} = {}) {
  const desk = desks[backend];
  if (!desk) throw new Error(`Unknown backend "${backend}": use ${Object.keys(desks).join(', ')}.`);
  if (backend !== 'local' && !url) throw new Error(`The backend "${backend}" needs an address.`);

  const page = async (request, response) => {
    const html = await readFile(join(folder, 'index.html'), 'utf8').catch(() => undefined);
    if (html === undefined) return void response.writeHead(404).end('The portal is not built.');
    const text = html.replace(/(<incident-desk\b[^>]*\badapter=")[^"]*"/, `$1${desk.adapter}"`);
    response
      .writeHead(200, headers('text/html; charset=utf-8'))
      .end(request.method === 'HEAD' ? undefined : text);
  };
  const profile = (_, response) =>
    response
      .writeHead(200, headers('application/json; charset=utf-8'))
      .end(JSON.stringify({ name: 'portal-rt', extends: 'rt', vars: { queue } }));

  return serveFolder({
    folder,
    port,
    policy: portalPolicy,
    routes: {
      ...(url
        ? {
            '/api': forwarder({
              target: below(url, desk.path),
              headers: authorization ? { authorization } : {},
              timeout,
            }),
          }
        : {}),
      ...(backend === 'rt' ? { '/profile-rt.json': profile } : {}),
      '/index.html': page,
      '/': page,
    },
  });
}

/**
 * Asks the backend once, so that whoever starts the server learns at the keyboard what is wrong.
 * @returns {Promise<string | undefined>} undefined when it answers, otherwise what is wrong in words
 */
export async function probeBackend({ backend, url, authorization }, wait = 5_000) {
  const { path, probe } = desks[backend] ?? {};
  if (url === undefined || path === undefined) return undefined;
  try {
    const answer = await fetch(below(url, path) + probe, {
      headers: { accept: 'application/json', ...(authorization ? { authorization } : {}) },
      redirect: 'manual',
      signal: AbortSignal.timeout(wait),
    });
    await answer.body?.cancel();
    if (answer.status === 401 || answer.status === 403)
      return authorization
        ? `The backend refuses the credential (${answer.status}).`
        : `The backend wants a credential (${answer.status}): see npm start -- --help.`;
    if (!answer.ok) return `The backend answers ${answer.status}: is --url the right address?`;
    return undefined;
  } catch (error) {
    if (error.name === 'TimeoutError') return `The backend does not answer within ${wait / 1000} seconds.`;
    return `The backend cannot be reached (${error.cause?.code ?? error.name}).`;
  }
}
