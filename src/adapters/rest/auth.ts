import { decoded } from '../../core/address.js';
import { IncidentError, isIncidentError } from '../../core/errors.js';
import type { AuthDefinition } from './profile.js';

/**
 * Returns the headers that authenticate, such as `{ Authorization: 'Bearer …' }`. Asked before every request; with
 * `refresh` after the backend answered 401, so that a stale token can be renewed.
 */
export type AuthCallback = (context: {
  readonly refresh: boolean;
}) => HeadersInit | undefined | Promise<HeadersInit | undefined>;

/** A value that was stringified by mistake where a token should be. */
const unusable = /^$|(?:^|\s)(?:undefined|null|NaN|\[object \w+\])$/;

/**
 * Asks the page for its headers and gives up with the limit. The words never hold what was returned: an engine's own
 * message about a header may quote the token.
 *
 * @throws {@link IncidentError} of kind `auth-required` for anything but usable headers.
 */
export async function authHeaders(
  auth: AuthCallback,
  refresh: boolean,
  limit: Promise<never>,
): Promise<Headers> {
  let problem = 'returned no headers';
  try {
    const given = await Promise.race([(async () => auth({ refresh }))(), limit]).catch((error: unknown) => {
      if (error instanceof Error) problem = `failed: ${error.message}`;
      throw error;
    });
    if (given) {
      const headers = new Headers(given);
      const bad = [...headers].find(([, value]) => unusable.test(value));
      if (!bad) return headers;
      problem = `returned no usable ${bad[0]}`;
    }
  } catch (error) {
    if (isIncidentError(error)) throw error;
  }
  throw new IncidentError('auth-required', `The page’s auth callback ${problem}.`);
}

const tokenSources: Readonly<Record<string, (name: string) => string | undefined>> = {
  meta: (name) => [...document.querySelectorAll('meta')].find((meta) => meta.name === name)?.content,
  cookie(name) {
    const pair = document.cookie.split('; ').find((one) => one.startsWith(`${name}=`));
    return pair && decoded(pair.slice(name.length + 1));
  },
};

/** The anti-forgery token of a cookie session, read anew for each write because a sign-in changes it. */
export function csrfHeader(auth: AuthDefinition | undefined): Readonly<Record<string, string>> {
  const csrf = auth?.kind === 'cookie' ? auth.csrf : undefined;
  if (!csrf || typeof document === 'undefined') return {};
  const [source = '', name = ''] = csrf.from.split(/:(.*)/s);
  const token = tokenSources[source]?.(name);
  return token ? { [csrf.header]: token } : {};
}
