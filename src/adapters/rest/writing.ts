import type { Issue } from '../../core/errors.js';
import { IncidentError } from '../../core/errors.js';
import type { Incident, IncidentDraft, IncidentPatch } from '../../core/incident.js';
import type { Adapter, WriteOptions } from '../adapter.js';
import type { Change } from './change.js';
import type { Discovery } from './discovery.js';
import { exists } from './discovery.js';
import { afterYes } from './errors.js';
import type { Fields } from './fields.js';
import { carrying, createFindByKey, idempotencyOf } from './idempotency.js';
import type { Client } from './operation.js';
import { madeId, only } from './operation.js';
import type { Records } from './records.js';
import type { Openings } from './texts.js';

/** Makes and changes incidents. A write is sent once; whether to repeat it is the caller's to decide. */
export type Writing = Pick<Adapter, 'create' | 'update'> & Required<Pick<Adapter, 'findByKey'>>;

export function createWriting(
  client: Client,
  fields: Fields,
  { get, incident }: Records,
  change: Change,
  openings: Openings,
  discovered: Discovery,
): Writing {
  const { profile, onWarning, now = Date.now } = client.options;
  const { idempotency } = profile;
  const findByKey = createFindByKey(client, fields, get);

  /** The fields that exist at this backend. */
  async function existing(values: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
    const known = await discovered();
    return Object.fromEntries(
      Object.entries(values).filter(([name]) => exists(profile.fields[name]?.requires, known)),
    );
  }

  async function create(draft: IncidentDraft, write: WriteOptions): Promise<Incident> {
    if (write.repeated) {
      const earlier = await findByKey(write.key, only(write));
      if (earlier) return earlier;
    }
    const operation = client.operation('create');
    const { assessment: _assessment, ...values } = draft;
    const wanted = await existing(values);
    const clientId = profile.fields['clientId']?.write ? { clientId: write.clientId } : {};
    const { body, dropped } = fields.writeFields({ ...wanted, ...clientId }, 'create');
    idempotencyOf(idempotency).mark?.(idempotency, body, write.key);
    const answer = await client.call('create', { body, ...carrying(idempotency, write) });
    if (operation.afterWrite === 'useBody') {
      try {
        return incident(operation, answer);
      } catch (error) {
        throw afterYes(error);
      }
    }
    const id = madeId(operation, answer);
    if (id === undefined)
      throw new IncidentError('bad-answer', 'The backend said yes but not under which id.', {
        ambiguous: true,
        status: answer.status,
      });
    openings.remember(id, draft.description);
    let made: Incident;
    try {
      made = await get(id, only(write));
    } catch (error) {
      // It exists; that it cannot be read now must not make it look unsent.
      const why = error instanceof Error ? error.message : '';
      onWarning?.({
        code: 'not-read-back',
        message: `${id} was created but could not be read: ${why}`,
        incidentId: id,
      });
      return {
        ...draft,
        id,
        number: id,
        status: { category: 'new' },
        loggedAt: now(),
        updatedAt: now(),
      };
    }
    const hidden = Object.entries(values).filter(
      ([name, value]) => value !== undefined && !Object.hasOwn(wanted, name),
    );
    const undone = operation.verify ? fields.differences(wanted, made, 'create') : [];
    const lost = [...undone, ...hidden.map(([name]) => name), ...dropped];
    if (lost.length > 0)
      onWarning?.({
        code: 'dropped-fields',
        message: `${profile.label} created ${id} without ${lost.join(', ')}.`,
        incidentId: id,
        fields: lost,
      });
    return made;
  }

  async function update(id: string, patch: IncidentPatch, write: WriteOptions): Promise<Incident> {
    const { assessment: _assessment, ...values } = patch;
    if (write.repeated) {
      const current = await get(id, only(write));
      if (fields.differences(values, current, 'update').length === 0) return current;
    }
    const wanted = await existing(values);
    const { body, dropped } = fields.writeFields(wanted, 'update');
    const missing = [...dropped, ...Object.keys(values).filter((name) => !Object.hasOwn(wanted, name))];
    if (missing.length > 0) {
      const message = `${profile.label} cannot change ${missing.join(', ')}.`;
      const issues = missing.map((path): Issue => ({ path, code: 'unsupported', message }));
      throw new IncidentError('unsupported', message, { issues });
    }
    const answer = await change.send(id, 'update', body, write, await change.claim(id, write));
    return change.proved(id, 'update', wanted, answer, write);
  }

  return { create, update, findByKey };
}
