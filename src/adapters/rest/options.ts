import type { Person } from '../../core/incident.js';
import type { Instant } from '../../core/time.js';
import type { HttpOptions } from './http.js';
import type { Profile } from './profile.js';

/** Something that went other than expected without being a failure; for the console or a diagnostics page. */
export interface AdapterWarning {
  readonly code:
    | 'bad-record'
    | 'clock-skew'
    | 'dropped-fields'
    | 'missing-code'
    | 'missing-field'
    | 'not-read-back'
    | 'not-discovered'
    | 'same-version';
  readonly message: string;
  readonly incidentId?: string;
  /** Names of our fields it is about. */
  readonly fields?: readonly string[];
  /** The place in the profile where it can be mended. */
  readonly path?: string;
}

export interface RestAdapterOptions extends HttpOptions {
  /** How the backend talks: `await loadProfile('rest')`, or another preset, a URL or an object. */
  readonly profile: Profile;
  /** Address of the service; defaults to the profile's. A path on the page's origin, or an origin listed in `allowOrigins`. */
  readonly baseUrl?: string | undefined;
  /** Origins besides the page's own that may be sent the headers of the auth callback. */
  readonly allowOrigins?: readonly string[] | undefined;
  /** Who is signed in; stands in as the author where an answer does not say. */
  readonly user?: Person | undefined;
  readonly now?: (() => Instant) | undefined;
  readonly onWarning?: ((warning: AdapterWarning) => void) | undefined;
}
