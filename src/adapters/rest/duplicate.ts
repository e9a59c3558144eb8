import { IncidentError, isIncidentError, retryClass } from '../../core/errors.js';
import type { Incident } from '../../core/incident.js';
import type { TransitionRequest } from '../../core/mutation.js';
import type { Relation } from '../../core/relation.js';
import { isSameNumber, relationKinds } from '../../core/relation.js';
import type { Adapter, WriteOptions } from '../adapter.js';
import { conflict, refuseMoved } from './concurrency.js';
import { idempotencyOf, partOf } from './idempotency.js';
import type { Client } from './operation.js';
import { only } from './operation.js';
import type { ReadLinks } from './relations.js';

/** Keeps which incident a cancelled one repeats. */
export interface Duplicates {
  /**
   * Takes a step that cannot carry it after both are linked, so that nothing is cancelled for an incident that does not
   * exist. The step goes on with another version: the link is a change of the record, and what the user saw is compared
   * before it. Where the step is refused, the link this attempt has added is taken back; one that stays is told.
   */
  readonly around: <T>(
    id: string,
    request: TransitionRequest,
    write: WriteOptions,
    step: (write: WriteOptions) => Promise<T>,
  ) => Promise<T>;
  /** Compares the record with what a step has carried, and adds the link where the backend has taken only the step. */
  readonly after: (found: Incident, request: TransitionRequest, write: WriteOptions) => Promise<Incident>;
}

/** The same error with a sentence more. */
const withWords = (error: unknown, words: string): unknown => {
  if (!isIncidentError(error)) return error;
  const { kind, message, issues, status, retryAfter, current, ambiguous } = error;
  return new IncidentError(kind, `${message} ${words}`, {
    ...{ issues, status, retryAfter, current, ambiguous },
    cause: error,
  });
};

export function createDuplicates(
  client: Client,
  get: Adapter['get'],
  readLinks: ReadLinks | undefined,
  relate: Adapter['relate'],
): Duplicates {
  const { related, fields, label, idempotency } = client.options.profile;
  const by = relationKinds.find((kind) => kind === related?.relate?.duplicate);
  const isTold = fields['duplicateOf']?.read !== undefined;
  const isLinked = async (
    id: string,
    { kind, id: other }: Pick<Relation, 'kind' | 'id'>,
    write: WriteOptions,
  ): Promise<boolean> =>
    ((await readLinks?.(id, only(write))) ?? []).some(
      ({ relation }) => relation.kind === kind && relation.id === other,
    );
  const part = (write: WriteOptions): WriteOptions =>
    idempotencyOf(idempotency).capability === 'key' ? partOf(write, 'link') : write;

  /** An error of the step, with what became of the link. */
  async function unlinked(error: unknown, id: string, other: string, write: WriteOptions): Promise<unknown> {
    if (!isIncidentError(error) || !by || !relate) return error;
    // Where the step may have been taken, or goes out again by itself, the link belongs to it.
    const isOver = !error.ambiguous && ['permanent', 'conflict'].includes(retryClass(error));
    if (isOver)
      try {
        await relate(id, { kind: by, id: other, gone: true }, part({ ...write, key: `${write.key}:back` }));
        return error;
      } catch {
        // It is told below.
      }
    return withWords(error, `It is linked to ${other} all the same.`);
  }

  return {
    async around(id, { duplicateOf }, write, step) {
      if (duplicateOf === undefined || !by || !relate) return step(write);
      const other = duplicateOf.trim().replace(/^#/u, '');
      const before = await get(id, only(write));
      refuseMoved(write.version, before);
      const wasLinked = await isLinked(id, { kind: by, id: other }, write);
      await relate(id, { kind: by, id: other }, part(write));
      try {
        const linked = await get(id, only(write));
        // The version moves on with the link, and not with what somebody else has done beside it.
        if (linked.status.category !== before.status.category) throw conflict(linked);
        const { version } = linked;
        return await step({ ...write, ...(version === undefined ? {} : { version }) });
      } catch (error) {
        if (!wasLinked) throw await unlinked(error, id, other, write);
        // Whether an earlier attempt has added it cannot be known.
        throw write.repeated ? withWords(error, `It is linked to ${other} all the same.`) : error;
      }
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
