import { IncidentError } from '../../core/errors.js';
import type { Incident } from '../../core/incident.js';
import type { ReadOptions } from '../adapter.js';
import { isRefusal } from './discovery.js';
import type { HttpAnswer } from './http.js';
import { carriesKey, idempotencyOf } from './idempotency.js';
import type { Client } from './operation.js';
import { compilePath, textOf } from './path.js';
import type { Profile } from './profile.js';
import type { Records } from './records.js';
import { searchFor } from './records.js';

/** The operation that tells what a key has made, where the backend has one. */
export function finderOf({ idempotency, ops }: Profile): string | undefined {
  const op = idempotencyOf(idempotency).finder?.(idempotency)?.op;
  return op !== undefined && Object.hasOwn(ops, op) ? op : undefined;
}

/** What a key has made as the backend tells it; only a certain answer is one. */
async function askFor(
  client: Client,
  finder: string,
  key: string,
  read?: ReadOptions,
): Promise<{ readonly record: unknown; readonly answer: HttpAnswer }> {
  const { idempotency, label } = client.options.profile;
  const unclear = (cause?: unknown): IncidentError =>
    new IncidentError('unsupported', `${label} does not tell what became of a request.`, { cause });
  let answer: HttpAnswer;
  try {
    answer = await client.call(finder, { ...read, inputs: { key } });
  } catch (error) {
    throw isRefusal(error) ? unclear(error) : error;
  }
  const record: unknown = compilePath(client.operation(finder).unwrap ?? '')(answer.body) ?? undefined;
  // Somebody else's record says nothing about ours.
  if (record !== undefined && !carriesKey(idempotency, record, key)) throw unclear();
  return { record, answer };
}

/** How many records are looked at; a backend that ignores what it is asked for answers with any. */
const looks = 20;

/**
 * Looks for the incident an earlier attempt with a key has made. Only one that carries the key is ours: a backend that
 * does not know the filter answers with somebody else's.
 */
export const createFindByKey =
  (client: Client, { look, incident: made }: Pick<Records, 'look' | 'incident'>) =>
  async (key: string, read?: ReadOptions): Promise<Incident | undefined> => {
    const { idempotency, vars, fields } = client.options.profile;
    const finder = finderOf(client.options.profile);
    if (finder) {
      const { record, answer } = await askFor(client, finder, key, read);
      return record === undefined ? undefined : made(client.operation(finder), answer);
    }
    const { filter } = client.operation('list');
    const sought = idempotencyOf(idempotency).sought?.(idempotency, key);
    if (!sought || !filter) return undefined;
    const search = await searchFor([sought], filter, vars);
    const { items } = await client.page('list', { limit: looks }, { ...read, search });
    const id = compilePath(fields['id']?.read ?? 'id');
    for (const row of items) {
      const own = textOf(id(row));
      // Lists may leave the field out; the record itself has it.
      if (own === undefined || carriesKey(idempotency, row, key) === false) continue;
      const { incident, record } = await look(own, read);
      if (carriesKey(idempotency, record, key)) return incident;
    }
    return undefined;
  };
