import type { Issue } from '../../core/errors.js';
import { IncidentError, isIncidentError } from '../../core/errors.js';
import type { Incident } from '../../core/incident.js';
import type { WriteOptions } from '../adapter.js';
import { claimVersion, conflict, readSteady, versionHeaders } from './concurrency.js';
import { afterYes, sentencesOf } from './errors.js';
import type { Fields } from './fields.js';
import type { HttpAnswer } from './http.js';
import { carrying } from './idempotency.js';
import type { Client } from './operation.js';
import { only } from './operation.js';
import type { Records } from './records.js';

/** What every change of an existing record needs: its version before, and proof afterwards. */
export interface Change {
  /** The version to send along; refuses where the record has visibly moved on. */
  readonly claim: (id: string, write: WriteOptions) => Promise<string | undefined>;
  /** Sends a change by an operation. A refusal for its version carries what the record is now. */
  readonly send: (
    id: string,
    name: string,
    body: Readonly<Record<string, unknown>>,
    write: WriteOptions,
    version?: string,
  ) => Promise<HttpAnswer>;
  /** The record after a write, read again where the backend's yes alone proves nothing. */
  readonly proved: (
    id: string,
    name: string,
    wanted: Readonly<Record<string, unknown>>,
    answer: HttpAnswer,
    write: WriteOptions,
  ) => Promise<Incident>;
}

export function createChange(client: Client, { get, incident }: Records, { differences }: Fields): Change {
  const { profile } = client.options;
  const { concurrency, idempotency } = profile;
  return {
    claim: (id, write) => claimVersion(concurrency, write.version, () => get(id, only(write))),

    async send(id, name, body, write, version) {
      const { headers, signal } = carrying(idempotency, write);
      try {
        return await client.call(name, {
          inputs: { id },
          body,
          headers: { ...headers, ...versionHeaders(concurrency, version) },
          signal,
        });
      } catch (error) {
        if (!isIncidentError(error) || error.kind !== 'conflict') throw error;
        throw conflict(await readSteady(concurrency, get, id, write), error);
      }
    },

    async proved(id, name, wanted, answer, write) {
      const operation = client.operation(name);
      const isBody = operation.afterWrite === 'useBody';
      let found: Incident;
      try {
        found = isBody ? incident(operation, answer) : await get(id, only(write));
      } catch (error) {
        throw afterYes(error, isBody);
      }
      if (isBody && found.id !== id)
        throw new IncidentError('bad-answer', 'The backend answered with another incident.', {
          ambiguous: true,
        });
      let undone = operation.verify ? differences(wanted, found, 'update') : [];
      if (undone.length > 0 && !isBody) {
        // One look may have been too early; saying "refused" of what was done would make somebody do it again.
        try {
          found = await readSteady(concurrency, get, id, write);
        } catch (error) {
          throw afterYes(error);
        }
        undone = differences(wanted, found, 'update');
      }
      if (undone.length === 0) return found;
      const said =
        sentencesOf(profile.errors, answer.body) ||
        `${profile.label} did not take over ${undone.join(', ')}.`;
      const issues: Issue[] = undone.map((path) => ({ path, code: 'refused', message: said }));
      throw new IncidentError('refused', said, { issues, status: answer.status, current: found });
    },
  };
}
