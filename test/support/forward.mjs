/**
 * Forwards requests of a page to an incident backend, so that both have one origin: what a portal's own server does in
 * front of a backend that answers no cross-origin request.
 */
import http from 'node:http';
import https from 'node:https';

/** Headers that belong to one connection and not to the message. */
const ofTheConnection = new Set([
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer'],
  ...['transfer-encoding', 'upgrade'],
]);
/** Those of the page's own site: its cookies are no business of the backend, and a foreign origin is refused there. */
const ofThePage = new Set(['host', 'cookie', 'origin', 'referer']);
/** These would open the browser's own log-in window, or sign the page in without a word. */
const ofTheBackend = new Set(['www-authenticate', 'set-cookie']);

const without = (headers, ...sets) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !sets.some((set) => set.has(name))));

/**
 * Whether another page, opened in the same browser, is behind a request: it would act with a credential that is not its
 * own. Browsers say so by themselves; a page that has pointed its own name at this address asks for a foreign host.
 */
function isForeign({ headers, socket }) {
  const { host = '', origin } = headers;
  if (!['same-origin', 'none', undefined].includes(headers['sec-fetch-site'])) return true;
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) return true;
  const isLoopback = /^(?:::1|(?:::ffff:)?127\.)/.test(socket.localAddress ?? '');
  return isLoopback && !/^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/i.test(host);
}

/**
 * @param {{target: string, prefix?: string, headers?: Record<string, string>, timeout?: number}} options `headers` are
 *   added to every forwarded request, so that a credential can stay out of the page
 */
export function forwarder({ target, prefix = '/api', headers = {}, timeout = 30_000 }) {
  const base = new URL(target);
  const basePath = base.pathname.replace(/\/$/, '');
  const client = base.protocol === 'https:' ? https : http;

  /** A redirect inside the backend becomes one inside the prefix. */
  function relocated(location) {
    if (!URL.canParse(location, base)) return location;
    const url = new URL(location, base);
    const inside = url.origin === base.origin && url.pathname.startsWith(`${basePath}/`);
    return inside ? prefix + url.pathname.slice(basePath.length) + url.search : location;
  }

  return function forward(request, response) {
    const refuse = (status, message) => {
      if (response.headersSent) return void response.destroy();
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
    };
    if (isForeign(request))
      return refuse(403, 'Only the page of this server may use the backend through it.');
    const outgoing = client.request(
      // The path is put on as a text: read as a URL, one that begins with two slashes would name another host.
      {
        protocol: base.protocol,
        hostname: base.hostname.replace(/^\[|\]$/g, ''),
        port: base.port,
        path: `${basePath}/${request.url.slice(prefix.length).replace(/^[/\\]+/, '')}`,
        method: request.method,
        // A new connection each time: a backend that closes an idle one would break the next request.
        agent: new client.Agent({ keepAlive: false }),
        headers: { ...without(request.headers, ofTheConnection, ofThePage), ...headers, host: base.host },
      },
      (answer) => {
        const back = without(answer.headers, ofTheConnection, ofTheBackend);
        if (back.location) back.location = relocated(back.location);
        response.writeHead(answer.statusCode ?? 502, back);
        answer.pipe(response);
        answer.on('error', () => response.destroy());
      },
    );
    outgoing.setTimeout(timeout, () => {
      refuse(504, 'The incident backend did not answer in time.');
      outgoing.destroy();
    });
    outgoing.on('error', (error) => {
      if (!response.writableEnded)
        refuse(502, `The incident backend cannot be reached (${error.code ?? 'error'}).`);
    });
    response.on('close', () => outgoing.destroy());
    request.pipe(outgoing);
  };
}
