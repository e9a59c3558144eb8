import type { Issue } from '../../core/errors.js';
import type { Incident } from '../../core/incident.js';
import type { ReadOptions, WriteOptions } from '../adapter.js';
import { fitWords } from './answers.js';
import type { Desk } from './desk.js';
import type { Encoding } from './encoding.js';
import { IncidentError, isIncidentError } from './kit.js';
import type { Records } from './records.js';
import type { HttpAnswer } from './transport.js';

/** What every change of an existing record needs: its version before, and proof afterwards. */
export interface Proving {
  /** The version to send along; refuses where the record has visibly moved on. */
  readonly versionFor: (id: string, write: WriteOptions) => Promise<string | undefined>;
  /** Runs a write and completes a refusal for its version with what the record is now. */
  readonly guarded: (id: string, write: WriteOptions, send: () => Promise<HttpAnswer>) => Promise<HttpAnswer>;
  /** The sentences of a success, those that sound like a refusal if there are any. */
  readonly sentences: (body: unknown) => string;
  /** The record after a write, read again where the backend's yes alone proves nothing. */
  readonly proved: (
    id: string,
    name: string,
    wanted: Readonly<Record<string, unknown>>,
    answer: HttpAnswer,
    write: WriteOptions,
  ) => Promise<Incident>;
  readonly conflict: (current: Incident, cause?: unknown) => IncidentError;
}

/** How often a record is read again at most until its version holds still. */
const steadyLooks = 3;

export const only = (write: WriteOptions): ReadOptions => (write.signal ? { signal: write.signal } : {});

/** An error after the backend has said yes: it leaves open what was done. */
export const afterYes = (error: unknown): unknown =>
  isIncidentError(error)
    ? new IncidentError(error.kind, `Sent, but it could not be checked: ${error.message}`, {
        ambiguous: true,
        cause: error,
      })
    : error;

export function createProving(
  { options: { profile }, client, get }: Desk,
  { incident }: Records,
  { differences }: Encoding,
): Proving {
  const { concurrency } = profile;

  /**
   * The record with the version that belongs to it. A backend may answer a record and a version from two moments
   * (Request Tracker does, when somebody writes meanwhile), and taking the older words for the newer version would
   * overwrite what nobody has seen. Two looks with the same version show the record of that version.
   */
  async function steady(id: string, write: WriteOptions): Promise<Incident> {
    let found = await get(id, only(write));
    if (concurrency?.mode !== 'etag-header') return found;
    for (let looks = 0, last; looks < steadyLooks && last !== found.version; looks++) {
      last = found.version;
      found = await get(id, only(write));
    }
    return found;
  }

  const conflict: Proving['conflict'] = (current, cause) =>
    new IncidentError('conflict', 'Somebody else has changed this incident meanwhile.', { current, cause });

  const sentences: Proving['sentences'] = (body) => {
    const said = (Array.isArray(body) ? body : []).map(fitWords).filter((one) => one !== undefined);
    const refusals = (profile.errors?.refusals ?? []).map((part) => part.toLowerCase());
    const sounding = said.filter((one) => refusals.some((part) => one.toLowerCase().includes(part)));
    return (sounding.length > 0 ? sounding : said).join(' ');
  };

  return {
    conflict,
    sentences,
    async versionFor(id, write) {
      const mode = concurrency?.mode;
      if (mode !== 'etag-header' && mode !== 'precheck') return undefined;
      if (write.version !== undefined && mode === 'etag-header') return write.version;
      // Where nobody knows a version the present one is used, so that at least what happens from now on is noticed.
      const current = await get(id, only(write));
      if (write.version !== undefined && current.version !== write.version) throw conflict(current);
      return mode === 'etag-header' ? current.version : undefined;
    },
    async guarded(id, write, send) {
      try {
        return await send();
      } catch (error) {
        if (!isIncidentError(error) || error.kind !== 'conflict') throw error;
        throw conflict(await steady(id, write), error);
      }
    },
    async proved(id, name, wanted, answer, write) {
      const operation = client.operation(name);
      const { afterWrite = 'useBody', verify } = operation;
      let found: Incident;
      try {
        found = afterWrite === 'useBody' ? incident(operation, answer) : await get(id, only(write));
      } catch (error) {
        throw afterYes(error);
      }
      if (afterWrite === 'useBody' && found.id !== id)
        throw new IncidentError('bad-answer', 'The backend answered with another incident.', {
          ambiguous: true,
        });
      let undone = verify ? differences(wanted, found, 'update') : [];
      if (undone.length > 0 && afterWrite !== 'useBody') {
        // One look may have been too early; saying "refused" of what was done would make somebody do it again.
        try {
          found = await steady(id, write);
        } catch (error) {
          throw afterYes(error);
        }
        undone = differences(wanted, found, 'update');
      }
      if (undone.length === 0) return found;
      const said = sentences(answer.body) || `${profile.label} did not take over ${undone.join(', ')}.`;
      const issues: Issue[] = undone.map((path) => ({ path, code: 'refused', message: said }));
      throw new IncidentError('refused', said, { issues, status: answer.status, current: found });
    },
  };
}
