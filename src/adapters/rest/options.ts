import type { Millis, Instant } from '../../core/time.js';
import type { Person } from '../../core/incident.js';
import type { ProfileDefinition } from './profile-schema.js';
import type { Profile } from './profile.js';
import type { AuthCallback } from './transport.js';

/** Something that went other than expected without being a failure; for the console or a diagnostics page. */
export interface AdapterWarning {
  readonly code: 'dropped-fields' | 'missing-field' | 'not-read-back' | 'not-discovered';
  readonly message: string;
  readonly incidentId?: string;
  /** Names of our fields it is about. */
  readonly fields?: readonly string[];
}

/** The options with a checked profile: what the parts of the adapter work with. */
export type AdapterContext = RestAdapterOptions & { readonly profile: Profile };

export interface RestAdapterOptions {
  /** Made by `parseProfile`; a definition, such as a preset, is checked on the spot. */
  readonly profile: Profile | ProfileDefinition;
  /** Address of the service; defaults to the profile's. A path on the page's origin, or an origin listed in `allowOrigins`. */
  readonly baseUrl?: string;
  /** Origins besides the page's own that may be sent the headers of the auth callback. */
  readonly allowOrigins?: readonly string[];
  /** Headers that authenticate. Left out where a session cookie or the proxy in between does. */
  readonly auth?: AuthCallback;
  /** Who is signed in; stands in as the author where an answer does not say. */
  readonly user?: Person;
  readonly fetch?: typeof fetch;
  readonly credentials?: RequestCredentials;
  /** For each request, headers and body together. Default 30 s. */
  readonly timeout?: Millis;
  /** Repetition of reads: attempts in all, first wait, longest wait. Writes are never repeated here. */
  readonly retry?: { readonly attempts?: number; readonly base?: Millis; readonly cap?: Millis };
  readonly random?: () => number;
  readonly now?: () => Instant;
  readonly sleep?: (time: Millis, signal?: AbortSignal) => Promise<void>;
  readonly onWarning?: (warning: AdapterWarning) => void;
}
