import type { Issue } from '../../core/errors.js';
import type { Incident, IncidentDraft, IncidentPatch } from '../../core/incident.js';
import type { Adapter, WriteOptions } from '../adapter.js';
import { createAdding } from './adding.js';
import { madeId } from './changes.js';
import type { Desk } from './desk.js';
import { createEncoding } from './encoding.js';
import { exists, IncidentError } from './kit.js';
import { remember } from './openings.js';
import { afterYes, createProving, only } from './proving.js';
import type { Records } from './records.js';
import { createStep } from './stepping.js';
import { writePath } from './write-path.js';

/** Everything the adapter writes. A write is sent once; whether to repeat it is the caller's to decide. */
export type Writing = Pick<Adapter, 'create' | 'update' | 'transition' | 'addEntry'>;

export function createWriting(desk: Desk, records: Records): Writing {
  const { options, client, openings, discovered, history } = desk;
  const { profile, onWarning, now = Date.now } = options;
  const { idempotency } = profile;
  const encoding = createEncoding(profile);
  const proving = createProving(desk, records, encoding);
  const adding = createAdding(desk);

  /** The fields that exist at this backend. */
  async function existing(values: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
    const known = await discovered();
    return Object.fromEntries(
      Object.entries(values).filter(([name]) => exists(profile.fields[name]?.requires, known)),
    );
  }

  async function create(draft: IncidentDraft, write: WriteOptions): Promise<Incident> {
    if (write.repeated) {
      const earlier = await (await history()).findByKey(write.key, only(write));
      if (earlier) return earlier;
    }
    const operation = client.operation('create');
    const { afterWrite = 'useBody', verify } = operation;
    const { assessment: _assessment, ...values } = draft;
    const wanted = await existing(values);
    const clientId = profile.fields['clientId']?.write ? { clientId: write.clientId } : {};
    const { body, dropped } = encoding.writeFields({ ...wanted, ...clientId }, 'create');
    if (idempotency?.mode === 'lookup') writePath(body, idempotency.write, write.key);
    const answer = await client.call('create', { body, write });
    if (afterWrite === 'useBody') {
      try {
        return records.incident(operation, answer);
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
    if (profile.description) remember(openings, id, draft.description);
    let made: Incident;
    try {
      made = await desk.get(id, only(write));
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
    const undone = verify ? encoding.differences(wanted, made, 'create') : [];
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
      const current = await desk.get(id, only(write));
      if (encoding.differences(values, current, 'update').length === 0) return current;
    }
    const wanted = await existing(values);
    const { body, dropped } = encoding.writeFields(wanted, 'update');
    const missing = [...dropped, ...Object.keys(values).filter((name) => !Object.hasOwn(wanted, name))];
    if (missing.length > 0) {
      const message = `${profile.label} cannot change ${missing.join(', ')}.`;
      const issues = missing.map((path): Issue => ({ path, code: 'unsupported', message }));
      throw new IncidentError('unsupported', message, { issues });
    }
    const version = await proving.versionFor(id, write);
    const answer = await proving.guarded(id, write, () =>
      client.call('update', { inputs: { id }, body, write, version }),
    );
    return proving.proved(id, 'update', wanted, answer, write);
  }

  const transition = createStep(desk, adding, proving, encoding);
  return { create, update, transition, addEntry: adding.addEntry };
}
