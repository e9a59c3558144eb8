/**
 * A backend that fails on demand, on the loopback. `/w/<world>/…` is a world of its own, made when first asked for:
 *
 * - `POST /w/<world>/_control` `{ mode, keyTtl, clockSkew, frozenVersions, script, seed, reset, forgetJournal }`
 * - `GET  /w/<world>/_journal` every arrival, in order
 * - `GET  /w/<world>/_state`   what the backend holds
 * - everything else: the plain REST format of `server/rest-wire.mjs`, through the script of faults
 *
 * Alone: `node test/support/fault-server.mjs --port 8089`.
 */
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { answerPreflight, bodyOf, cors, hashOf, json, problem, userOf } from './server/http.mjs';
import { acts } from './server/acts.mjs';
import { isWrite } from './server/rest-wire.mjs';
import { carryOut, control, createWorld, stateOf } from './server/world.mjs';

function send(req, res, { status, headers, body }, skew = 0) {
  if (res.destroyed || res.headersSent) return;
  const date = skew === 0 ? {} : { date: new Date(Date.now() + skew).toUTCString() };
  res.writeHead(status, { ...cors(req), ...date, ...headers });
  res.end(req.method === 'HEAD' ? undefined : body);
}

/** Numbers sockets and the requests on each: resending by a browser happens on reused sockets only. */
function socketCounter() {
  let sockets = 0;
  const counts = new WeakMap();
  return (socket) => {
    const count = counts.get(socket) ?? { socket: ++sockets, request: 0 };
    count.request += 1;
    counts.set(socket, count);
    return { ...count };
  };
}

async function administer(world, name, req) {
  if (name === '_journal') return json(200, world.journal);
  if (name === '_state') return stateOf(world);
  if (name === '_login')
    return {
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: '<!doctype html><title>Sign in</title>',
    };
  if (name !== '_control') return problem(404, `No ${name}`);
  try {
    control(world, JSON.parse(String(await bodyOf(req)) || '{}'));
    return json(200, { ok: true });
  } catch (error) {
    return problem(400, error.message);
  }
}

/** @returns {Promise<{ origin: string, port: number, close: () => Promise<void> }>} */
export async function startFaultServer({ port = 0 } = {}) {
  const worlds = new Map();
  const count = socketCounter();
  const sockets = new Set();
  const closing = new AbortController();

  const wait = (ms) =>
    new Promise((resolve) => {
      const done = () => (clearTimeout(timer), closing.signal.removeEventListener('abort', done), resolve());
      const timer = setTimeout(done, ms);
      closing.signal.addEventListener('abort', done);
    });

  async function handle(req, res) {
    const url = new URL(req.url ?? '/', 'http://localhost');
    const [, world, path = '/'] = /^\/w\/([^/]+)(\/.*)?$/.exec(url.pathname) ?? [];
    if (world === undefined) return send(req, res, problem(404, 'Ask below /w/<world>'));
    if (!worlds.has(world)) worlds.set(world, createWorld());
    const here = worlds.get(world);
    const base = `/w/${world}`;

    if (path.startsWith('/_')) {
      if (req.method === 'OPTIONS') return answerPreflight(req, res);
      return send(req, res, await administer(here, path.slice(1), req));
    }

    const { socket, request: onSocket } = count(req.socket);
    const key = req.headers['idempotency-key'];
    const arrival = {
      at: here.now(),
      method: req.method,
      path,
      query: url.search,
      key: key ?? null,
      user: userOf(req),
      socket,
      onSocket,
    };
    const line = here.script({ method: req.method, path, key });
    if (req.method === 'OPTIONS' && !line) return answerPreflight(req, res);

    const record = {
      ...arrival,
      n: here.journal.length + 1,
      bodyHash: null,
      body: null,
      act: String(line?.rule.act ?? 'ok'),
      applied: false,
      replayed: false,
      status: null,
    };
    here.journal.push(record);
    const body = await bodyOf(req, line?.rule.pace);
    if (body === undefined) return;
    record.body = body.toString('utf8').slice(0, 20_000);
    record.bodyHash = hashOf(body);
    record.requestedWith = req.headers['x-requested-with'] ?? null;
    record.contentType = req.headers['content-type'] ?? null;
    record.ifMatch = req.headers['if-match'] ?? null;

    const asked = {
      method: req.method,
      path,
      params: url.searchParams,
      key,
      user: record.user,
      ifMatch: req.headers['if-match'],
      hash: record.bodyHash,
      type: req.headers['content-type'] ?? '',
      body,
      base,
    };
    const scene = {
      req,
      res,
      base,
      wait,
      rule: line?.rule ?? {},
      apply: () => {
        const { answer, applied, replayed } = carryOut(here, asked);
        Object.assign(record, { applied, replayed, status: answer.status });
        return { ...answer, headers: { ...cors(req), ...answer.headers } };
      },
      send: (answer) => {
        record.status = answer.status;
        send(req, res, answer, here.clockSkew);
      },
    };
    const guarded = key !== undefined && here.mode !== 'key-blind' && isWrite(asked);
    if (guarded && here.busy.has(key))
      return scene.send(
        problem(409, 'A request with this key is in progress', undefined, { code: 'key-in-progress' }),
      );
    if (guarded) here.busy.add(key);
    try {
      await (line?.act ?? acts.ok)(scene);
    } finally {
      if (guarded) here.busy.delete(key);
    }
  }

  const server = createServer((req, res) => {
    handle(req, res).catch((error) => {
      console.error(error);
      send(req, res, problem(500, `The fault server itself failed: ${error.message}`));
    });
  });
  // Sockets stay open between requests, so that the resending of browsers can be provoked.
  server.keepAliveTimeout = 60_000;
  server.on('connection', (socket) => {
    sockets.add(socket);
    // A client that hangs up is what happens here all day.
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const chosen = server.address().port;
  return {
    origin: `http://127.0.0.1:${chosen}`,
    port: chosen,
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const at = process.argv.indexOf('--port');
  const { origin } = await startFaultServer({ port: at > 0 ? Number(process.argv[at + 1]) : 8089 });
  console.log(`Fault server at ${origin}/w/<world>/`);
}
