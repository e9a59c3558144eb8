import { IncidentError } from '../../core/errors.js';
import type { Incident } from '../../core/incident.js';
import type { TransitionRequest } from '../../core/mutation.js';
import { isSameNumber, relationKinds } from '../../core/relation.js';
import type { Adapter, WriteOptions } from '../adapter.js';
import { conflict, refuseMoved } from './concurrency.js';
import { idempotencyOf, partOf } from './idempotency.js';
import type { Client } from './operation.js';
import { only } from './operation.js';

/** Keeps which incident a cancelled one repeats. */
export interface Duplicates {
  /**
   * Links both before a step that cannot carry it, so that nothing is cancelled for an incident that does not exist.
   * Returns how to go on writing: the link is a change of the record, and what the user saw is compared before it.
   */
  readonly before: (id: string, request: TransitionRequest, write: WriteOptions) => Promise<WriteOptions>;
  /** Compares the record with what a step has carried, and adds the link where the backend has taken only the step. */
  readonly after: (found: Incident, request: TransitionRequest, write: WriteOptions) => Promise<Incident>;
}

export function createDuplicates(client: Client, get: Adapter['get'], relate: Adapter['relate']): Duplicates {
  const { related, fields, label, idempotency } = client.options.profile;
  const by = relationKinds.find((kind) => kind === related?.relate?.duplicate);
  const isTold = fields['duplicateOf']?.read !== undefined;
  const part = (write: WriteOptions): WriteOptions =>
    idempotencyOf(idempotency).capability === 'key' ? partOf(write, 'link') : write;

  return {
    async before(id, { duplicateOf }, write) {
      if (duplicateOf === undefined || !by || !relate) return write;
      const before = await get(id, only(write));
      refuseMoved(write.version, before);
      await relate(id, { kind: by, id: duplicateOf.trim().replace(/^#/u, '') }, part(write));
      const linked = await get(id, only(write));
      // The version moves on with the link, and not with what somebody else has done beside it.
      if (linked.status.category !== before.status.category) throw conflict(linked);
      return { ...write, ...(linked.version === undefined ? {} : { version: linked.version }) };
    },

    async after(found, { duplicateOf }, write) {
      if (duplicateOf === undefined || !isTold) return found;
      const { id, duplicateOf: kept } = found;
      if (kept === duplicateOf) return found;
      // Named by its number, and kept by its id.
      const other = kept === undefined ? undefined : await get(kept, only(write)).catch(() => undefined);
      if (other && other.id === kept && isSameNumber(other.number, duplicateOf)) return found;
      if (relate && kept === undefined) {
        await relate(id, { kind: 'duplicate-of', id: duplicateOf }, part(write));
        return get(id, only(write));
      }
      const message = `${label} did not keep which incident this one repeats.`;
      throw new IncidentError('refused', message, {
        issues: [{ path: 'duplicateOf', code: 'refused', message }],
        current: found,
      });
    },
  };
}
