import type { Millis, Instant } from '../../core/time.js';
import type { Person } from '../../core/incident.js';
import type { AuthCallback } from './auth.js';
import type { Profile } from './profile.js';

/** Something that went other than expected without being a failure; for the console or a diagnostics page. */
export interface AdapterWarning {
  readonly code: 'dropped-fields' | 'missing-field' | 'not-read-back' | 'not-discovered';
  readonly message: string;
  readonly incidentId?: string;
  /** Names of our fields it is about. */
  readonly fields?: readonly string[];
}

export interface RestAdapterOptions {
  /** How the backend talks: `await loadProfile('rest')`, or another preset, a URL or an object. */
  readonly profile: Profile;
  /** Address of the service; defaults to the profile's. A path on the page's origin, or an origin listed in `allowOrigins`. */
  readonly baseUrl?: string | undefined;
  /** Origins besides the page's own that may be sent the headers of the auth callback. */
  readonly allowOrigins?: readonly string[] | undefined;
  /** Headers that authenticate. Left out where a session cookie or the proxy in between does. */
  readonly auth?: AuthCallback | undefined;
  /** Who is signed in; stands in as the author where an answer does not say. */
  readonly user?: Person | undefined;
  readonly fetch?: typeof fetch | undefined;
  /** Cookies; default `same-origin`. */
  readonly credentials?: RequestCredentials | undefined;
  /** For each request, headers and body together. Default 30 s. */
  readonly timeout?: Millis | undefined;
  /** Repetition of reads: attempts in all, first wait, longest wait (full jitter). Default 3, 300 ms, 5 s. Writes are never repeated here. */
  readonly retry?: { readonly attempts?: number; readonly base?: Millis; readonly cap?: Millis } | undefined;
  readonly random?: (() => number) | undefined;
  readonly now?: (() => Instant) | undefined;
  readonly sleep?: ((time: Millis, signal?: AbortSignal) => Promise<void>) | undefined;
  readonly onWarning?: ((warning: AdapterWarning) => void) | undefined;
}
