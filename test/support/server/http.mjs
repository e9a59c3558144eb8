import { createHash } from 'node:crypto';

const exposed =
  'ETag, Location, Link, Retry-After, Date, X-Total-Count, Idempotent-Replayed, Content-Disposition';

/** Any page may talk to this server: it listens on the loopback only and holds nothing but test data. */
export function cors(req) {
  return {
    'access-control-allow-origin': req.headers.origin ?? '*',
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': exposed,
    'cache-control': 'no-store',
    vary: 'Origin',
  };
}

export function answerPreflight(req, res) {
  res.writeHead(204, {
    ...cors(req),
    'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers': req.headers['access-control-request-headers'] ?? '*',
    'access-control-allow-private-network': 'true',
    'access-control-max-age': '600',
  });
  res.end();
}

/**
 * @param {number} [pace] so many bytes are taken in a second; as many as come where it is left out
 * @returns {Promise<Buffer | undefined>} undefined when the client hung up before the end
 */
export function bodyOf(req, pace) {
  return new Promise((resolve) => {
    const chunks = [];
    req.on('data', (chunk) => {
      chunks.push(chunk);
      if (pace === undefined) return;
      req.pause();
      setTimeout(() => req.resume(), (1000 * chunk.length) / pace);
    });
    req.on('end', () => resolve(Buffer.concat(chunks)));
    req.on('error', () => resolve(undefined));
    req.on('close', () => resolve(undefined));
  });
}

export const hashOf = (body) => createHash('sha256').update(body).digest('hex').slice(0, 16);

export const json = (status, value, headers = {}) => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
});

/** An RFC 9457 problem. */
export const problem = (status, title, errors, extra = {}) => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: JSON.stringify({ type: 'about:blank', status, title, ...(errors ? { errors } : {}), ...extra }),
});

/** Who asks: `X-User`, or the name in a bearer token or in basic credentials. A test's word, not a check. */
export function userOf(req) {
  const named = req.headers['x-user'];
  if (typeof named === 'string') return named;
  const [scheme = '', value = ''] = (req.headers.authorization ?? '').split(' ');
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() === 'basic') return Buffer.from(value, 'base64').toString('utf8').split(':')[0];
  return '';
}
