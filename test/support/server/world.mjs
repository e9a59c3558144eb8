import { createDesk } from './desk.mjs';
import { json, problem } from './http.mjs';
import { isWrite, route } from './rest-wire.mjs';
import { compileScript } from './script.mjs';

/**
 * A backend of its own with its data, script and journal, so that tests that run side by side do not meet.
 *
 * Modes: `key-honouring` carries a key out once and repeats its answer; `key-blind` never looks at keys; `key-ttl`
 * honours a key for `keyTtl` milliseconds (default 1,000).
 */
export function createWorld() {
  const world = {
    mode: 'key-honouring',
    keyTtl: 1000,
    /** What the world's clock is ahead of the machine's, in milliseconds. */
    clockSkew: 0,
    /** Everything keeps the version it was born with, and no version is refused. */
    frozenVersions: false,
    script: compileScript([]),
    journal: [],
    keys: new Map(),
    /** Keys whose first request is still being worked on. */
    busy: new Set(),
    now: () => Date.now() + world.clockSkew,
  };
  world.desk = createDesk(world.now);
  return world;
}

/** Sets what is named and leaves the rest; `reset` starts from nothing. Throws for what it does not know. */
export function control(world, order) {
  const known = ['mode', 'keyTtl', 'clockSkew', 'frozenVersions', 'script', 'seed', 'reset', 'forgetJournal'];
  const unknown = Object.keys(order).filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`Unknown control "${unknown.join('", "')}"; known are ${known.join(', ')}.`);
  if (order.mode !== undefined && !['key-honouring', 'key-blind', 'key-ttl'].includes(order.mode))
    throw new Error(`Unknown mode "${order.mode}".`);
  if (order.reset) Object.assign(world, createWorld());
  if (order.mode) world.mode = order.mode;
  if (order.keyTtl !== undefined) world.keyTtl = order.keyTtl;
  if (order.clockSkew !== undefined) world.clockSkew = order.clockSkew;
  if (order.frozenVersions !== undefined) world.frozenVersions = order.frozenVersions;
  if (order.script) world.script = compileScript(order.script);
  if (order.forgetJournal) world.journal.length = 0;
  if (order.seed) world.desk.seed(order.seed);
}

/**
 * Carries a request out, once per key where the mode says so.
 *
 * @returns {{ answer: import('./acts.mjs').Answer, applied: boolean, replayed: boolean }}
 */
export function carryOut(world, request) {
  const writes = isWrite(request);
  const known = request.key && world.mode !== 'key-blind' && writes ? world.keys.get(request.key) : undefined;
  const fresh =
    known && (world.mode !== 'key-ttl' || world.now() - known.at < world.keyTtl) ? known : undefined;
  if (fresh) {
    if (fresh.hash !== request.hash || fresh.path !== request.path)
      return {
        answer: problem(422, 'This key was used with other content', undefined, { code: 'key-reused' }),
        applied: false,
        replayed: false,
      };
    return {
      answer: { ...fresh.answer, headers: { ...fresh.answer.headers, 'idempotent-replayed': 'true' } },
      applied: false,
      replayed: true,
    };
  }
  const answer = route(world, request);
  const applied = writes && answer.status < 300;
  if (applied && request.key)
    world.keys.set(request.key, { hash: request.hash, path: request.path, at: world.now(), answer });
  return { answer, applied, replayed: false };
}

export const stateOf = (world) => json(200, world.desk.state());
