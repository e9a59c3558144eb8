import { IncidentError } from '../../core/errors.js';
import type { Incident } from '../../core/incident.js';
import type { Adapter, Traits, WriteOptions } from '../adapter.js';
import type { HttpAnswer } from './http.js';
import { only } from './operation.js';
import type { ConcurrencyDefinition, OfMode } from './profile.js';

/** The error for a change of what somebody else has changed; carries what the record is now. */
export const conflict = (current: Incident, cause?: unknown): IncidentError =>
  new IncidentError('conflict', 'Somebody else has changed this incident meanwhile.', { current, cause });

/** Refuses where the record is no longer the one the user saw. */
export function refuseMoved(seen: string | undefined, current: Incident): void {
  if (seen !== undefined && current.version !== seen) throw conflict(current);
}

/** How a change by somebody else is noticed. */
interface Concurrency<Definition> {
  readonly capability: Traits['concurrency'];
  /** The version an answer carries beside the record. It may be of another moment than the record is. */
  version?(definition: Definition, answer: HttpAnswer): string | undefined;
  /** Whether a text can stand for a version at all. */
  isVersion?(text: string): boolean;
  /** The version a change names; refuses where the record has visibly moved on. */
  claim?(
    definition: Definition,
    seen: string | undefined,
    current: () => Promise<Incident>,
  ): Promise<string | undefined>;
  /** Headers that make the backend refuse a change of any other version. */
  headers?(definition: Definition, version: string): Readonly<Record<string, string>>;
}

export const concurrencies: {
  readonly [M in ConcurrencyDefinition['mode']]: Concurrency<OfMode<ConcurrencyDefinition, M>>;
} = {
  none: { capability: 'none' },
  'etag-header': {
    capability: 'version',
    version: (_, { headers }) => headers.get('etag') || undefined,
    // A weak tag says that two readings look alike, not that nobody wrote in between, and never matches.
    isVersion: (text) => !/^W\//i.test(text),
    // Where nobody knows a version the present one is used, so that at least what happens from now on is noticed.
    claim: async (_, seen, current) => seen ?? (await current()).version,
    headers: (_, version) => ({ 'If-Match': version }),
  },
  precheck: {
    capability: 'precheck',
    async claim(_, seen, current) {
      refuseMoved(seen, await current());
      return undefined;
    },
  },
};

/** The row of a definition. Its methods take the definition they were found by, and no other. */
const rowOf = ({ mode }: ConcurrencyDefinition): Concurrency<ConcurrencyDefinition> => concurrencies[mode];

/** The record with the version that came beside it, and without one that is none. */
export function versioned(
  definition: ConcurrencyDefinition,
  incident: Incident,
  answer?: HttpAnswer,
): Incident {
  const { version: beside, isVersion = () => true } = rowOf(definition);
  const { version: own, ...rest } = incident;
  const version = [answer && beside?.(definition, answer), own].find(
    (one) => one !== undefined && isVersion(one),
  );
  return version === own ? incident : version === undefined ? rest : { ...rest, version };
}

export const claimVersion = async (
  definition: ConcurrencyDefinition,
  seen: string | undefined,
  current: () => Promise<Incident>,
): Promise<string | undefined> => rowOf(definition).claim?.(definition, seen, current);

export const versionHeaders = (
  definition: ConcurrencyDefinition,
  version: string | undefined,
): Readonly<Record<string, string>> =>
  (version !== undefined && rowOf(definition).headers?.(definition, version)) || {};

/** How often a record is read again at most until its version holds still. */
const steadyLooks = 3;

/**
 * The record with the version that belongs to it. A backend may answer a record and a version from two moments
 * (Request Tracker does, when somebody writes meanwhile), and taking the older words for the newer version would
 * overwrite what nobody has seen. Two looks with the same version show the record of that version.
 */
export async function readSteady(
  definition: ConcurrencyDefinition,
  get: Adapter['get'],
  id: string,
  write: WriteOptions,
): Promise<Incident> {
  let found = await get(id, only(write));
  if (!rowOf(definition).version) return found;
  for (let looks = 0, last; looks < steadyLooks && last !== found.version; looks++) {
    last = found.version;
    found = await get(id, only(write));
  }
  return found;
}
