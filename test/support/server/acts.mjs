/**
 * What the fault server can do to one request. An act either answers or breaks the connection; `apply()` carries the
 * request out and gives the honest answer, so that an act decides whether the work happens and whether the caller
 * learns of it.
 *
 * @typedef {{ status: number, headers: Record<string, string>, body: string }} Answer
 * @typedef {object} Scene
 * @property {import('node:http').IncomingMessage} req
 * @property {import('node:http').ServerResponse} res
 * @property {string} base path of the world, such as `/w/1`
 * @property {(ms: number) => Promise<void>} wait ends early when the server is closed
 * @property {() => Answer} apply
 * @property {(answer: Answer) => void} send
 * @property {object} rule the script's rule: `ms`, `pace`, `retryAfter`, `apply`, `how`, `status`, `body`, `type`, `headers`
 */
import { problem } from './http.mjs';

const login =
  '<!doctype html><title>Sign in</title><form method="post"><input name="user"><input name="pass" type="password"></form>';

/** A client or server error; with `apply: true` the work is done all the same. */
const refuse =
  (status, title, headers = () => ({})) =>
  (scene) => {
    if (scene.rule.apply) scene.apply();
    const answer = problem(status, scene.rule.title ?? title, scene.rule.errors);
    scene.send({ ...answer, headers: { ...answer.headers, ...headers(scene.rule), ...scene.rule.headers } });
  };

const retryAfter = (rule) =>
  rule.retryAfter === undefined ? {} : { 'retry-after': String(rule.retryAfter) };
const closing = () => ({ connection: 'close' });

/** Ends the connection without an answer: RST unless a polite FIN is asked for. */
function hangUp({ req, rule }) {
  if (rule.how === 'fin') req.socket.end();
  else req.socket.resetAndDestroy();
}

const changed = (answer, change) => {
  let body;
  try {
    body = JSON.stringify(change(JSON.parse(answer.body)));
  } catch {
    body = answer.body;
  }
  return { ...answer, body };
};

const half = (text) => text.slice(0, Math.max(1, Math.floor(text.length / 2)));

/** @type {Record<string, (scene: Scene) => void | Promise<void>>} */
export const acts = {
  ok: (scene) => scene.send(scene.apply()),

  /** Carried out and answered late. */
  delay: async (scene) => {
    await scene.wait(scene.rule.ms ?? 1000);
    scene.send(scene.apply());
  },
  /** Carried out at once, answered late. */
  'delay-after': async (scene) => {
    const answer = scene.apply();
    await scene.wait(scene.rule.ms ?? 1000);
    scene.send(answer);
  },
  /** Never answers; with `apply: true` the work is done all the same. */
  hang: (scene) => {
    if (scene.rule.apply) scene.apply();
  },
  'drop-before': hangUp,
  'drop-after': (scene) => {
    scene.apply();
    hangUp(scene);
  },

  401: refuse(401, 'Sign in first', () => ({ 'www-authenticate': 'Bearer' })),
  403: refuse(403, 'Not allowed'),
  404: refuse(404, 'No such record'),
  408: refuse(408, 'Request timeout', closing),
  409: refuse(409, 'Conflict'),
  410: refuse(410, 'Gone'),
  412: refuse(412, 'The record has changed'),
  413: refuse(413, 'Too large'),
  415: refuse(415, 'Unsupported media type'),
  421: refuse(421, 'Misdirected request'),
  422: refuse(422, 'Not acceptable'),
  425: refuse(425, 'Too early'),
  429: refuse(429, 'Too many requests', retryAfter),
  500: refuse(500, 'Internal error'),
  502: refuse(502, 'Bad gateway'),
  503: refuse(503, 'Down for maintenance', retryAfter),
  504: refuse(504, 'Gateway timeout'),
  status: (scene) => refuse(scene.rule.status ?? 500, 'As asked', retryAfter)(scene),

  /** The key is known already: in use (409) or used with other content (422). */
  'dup-key-conflict': (scene) => {
    const status = scene.rule.status ?? 409;
    const title =
      status === 409 ? 'A request with this key is in progress' : 'This key was used with other content';
    scene.send(
      problem(status, title, undefined, { code: status === 409 ? 'key-in-progress' : 'key-reused' }),
    );
  },

  /** A captive portal or a lost session answers in the place of the backend. */
  html200: (scene) => {
    if (scene.rule.apply) scene.apply();
    scene.send({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: login });
  },
  'redirect-login': (scene) =>
    scene.send({
      status: 302,
      headers: { location: scene.rule.location ?? `${scene.base}/_login` },
      body: '',
    }),

  empty200: (scene) => {
    if (scene.rule.apply !== false) scene.apply();
    scene.send({ status: 200, headers: { 'content-type': 'application/json' }, body: '' });
  },
  /** Any body: `{ act: 'body', status: 200, type: 'application/json', body: 'null' }`. */
  body: (scene) => {
    if (scene.rule.apply) scene.apply();
    const { status = 200, type = 'application/json', body = '', headers = {} } = scene.rule;
    scene.send({ status, headers: { 'content-type': type, ...headers }, body });
  },
  /** Valid JSON under the wrong name. */
  'text-plain': (scene) => {
    const answer = scene.apply();
    scene.send({ ...answer, headers: { ...answer.headers, 'content-type': 'text/plain' } });
  },
  'wrong-id': (scene) =>
    scene.send(changed(scene.apply(), (record) => ({ ...record, id: 'somebody-elses' }))),
  /** The answer carries a version from before the change. */
  'stale-etag': (scene) => {
    const answer = changed(scene.apply(), (record) => ({ ...record, version: '"0"' }));
    scene.send({ ...answer, headers: { ...answer.headers, etag: '"0"' } });
  },

  /** Promises more bytes than it sends, then hangs up. */
  trunc: (scene) => {
    const answer = scene.apply();
    const length = String(Buffer.byteLength(answer.body));
    scene.res.writeHead(answer.status, { ...answer.headers, 'content-length': length });
    scene.res.write(half(answer.body), () => scene.req.socket.destroy());
  },
  'gzip-broken': (scene) => {
    const answer = scene.apply();
    scene.send({
      ...answer,
      headers: { ...answer.headers, 'content-encoding': 'gzip' },
      body: 'this is not gzip',
    });
  },
  /** Headers and half of the body at once, the rest after `ms`, or never. */
  'slow-body': async (scene) => {
    const answer = scene.apply();
    const first = half(answer.body);
    scene.res.writeHead(answer.status, answer.headers);
    scene.res.write(first);
    if (scene.rule.ms === undefined) return;
    await scene.wait(scene.rule.ms);
    scene.res.end(answer.body.slice(first.length));
  },
};

/** `429` and `'429'` are the same act; an unknown one is a mistake in the test and is refused when the script is set. */
export function actOf(rule) {
  const act = acts[String(rule.act ?? 'ok')];
  if (!act) throw new Error(`No act "${String(rule.act)}"; known are ${Object.keys(acts).join(', ')}.`);
  return act;
}
