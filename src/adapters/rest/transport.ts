import { IncidentError, isIncidentError } from '../../core/errors.js';
import type { Instant, Millis } from '../../core/time.js';
import type { AnswerError } from './answers.js';
import { retryAfterOf } from './answers.js';

/**
 * Returns the headers that authenticate, such as `{ Authorization: 'Bearer …' }`. Asked before every request; with
 * `refresh` after the backend answered 401, so that a stale token can be renewed.
 */
export type AuthCallback = (context: {
  readonly refresh: boolean;
}) => HeadersInit | undefined | Promise<HeadersInit | undefined>;

export interface TransportOptions {
  readonly fetch?: typeof fetch;
  readonly auth?: AuthCallback;
  /** For headers and body together. Default 30 s. */
  readonly timeout?: Millis;
  /** Cookies; default `same-origin`. */
  readonly credentials?: RequestCredentials;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Further headers of writes, read at the moment of sending. */
  readonly writeHeaders?: () => Readonly<Record<string, string>>;
  /** Reads only: how often in all, and the waits between (full jitter). Default 3, 300 ms, 5 s. */
  readonly retry?: { readonly attempts?: number; readonly base?: Millis; readonly cap?: Millis };
  readonly random?: () => number;
  readonly now?: () => Instant;
  readonly sleep?: (time: Millis, signal?: AbortSignal) => Promise<void>;
  /** Turns an answer that is no success into an error. */
  readonly errorOf: (answer: AnswerError) => IncidentError;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined for an empty answer. */
  readonly body: unknown;
}

export type Transport = (request: HttpRequest) => Promise<HttpAnswer>;

const aborted = (ambiguous = false): IncidentError =>
  new IncidentError('aborted', 'The request was given up.', { ambiguous });

const wait = (time: Millis, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(aborted());
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, time);
    signal?.addEventListener('abort', stop, { once: true });
  });

const signIn = (reason: string, status?: number, cause?: unknown): IncidentError =>
  new IncidentError('auth-required', reason, { ...(status === undefined ? {} : { status }), cause });

/** A value that was stringified by mistake where a token should be. */
const unusable = /(?:^|\s)(?:undefined|null|NaN|\[object \w+\])$/;

async function authHeaders(auth: AuthCallback, refresh: boolean, limit: Promise<never>): Promise<Headers> {
  let given: unknown;
  try {
    given = await Promise.race([Promise.resolve(auth({ refresh })), limit]);
  } catch (error) {
    if (isIncidentError(error)) throw error;
    throw signIn(
      `The page's auth callback failed: ${error instanceof Error ? error.message : 'no reason given'}`,
      undefined,
      error,
    );
  }
  if (given === undefined || given === null)
    throw signIn('The page’s auth callback returned nothing; nobody is signed in.');
  try {
    const headers = new Headers(given as HeadersInit);
    headers.forEach((value, name) => {
      if (value === '' || unusable.test(value))
        throw signIn(`The page's auth callback returned no usable value for "${name}".`);
    });
    return headers;
  } catch (error) {
    throw isIncidentError(error)
      ? error
      : signIn('The page’s auth callback returned something that is no set of headers.', undefined, error);
  }
}

/** Wraps `fetch` so that it either returns parsed JSON of a success or rejects with an `IncidentError`. */
export function createTransport(options: TransportOptions): Transport {
  const {
    auth,
    errorOf,
    timeout = 30_000,
    credentials = 'same-origin',
    random = Math.random,
    now = Date.now,
    sleep = wait,
  } = options;
  const send = options.fetch ?? ((...args: Parameters<typeof fetch>) => fetch(...args));
  const { attempts = 3, base = 300, cap = 5_000 } = options.retry ?? {};

  async function once(request: HttpRequest, refresh: boolean): Promise<HttpAnswer> {
    const { signal } = request;
    if (signal?.aborted) throw aborted();
    const write = request.method !== 'GET';
    const controller = new AbortController();
    // Before the request leaves nothing can have been done; afterwards a write may have been.
    let sent = false;
    const ambiguous = (): boolean => write && sent;
    let giveUp: (error: IncidentError) => void = () => undefined;
    const limit = new Promise<never>((_, reject) => (giveUp = reject));
    limit.catch(() => undefined);
    // The promise is raced as well as the request aborted: not every body ends when its request is.
    const end = (error: IncidentError): void => {
      giveUp(error);
      controller.abort();
    };
    const stop = (): void => end(aborted(ambiguous()));
    signal?.addEventListener('abort', stop, { once: true });
    const timer = setTimeout(
      () =>
        end(
          sent
            ? new IncidentError(
                'timeout',
                `No answer within ${String(Math.round(timeout / 1000))} seconds.`,
                {
                  ambiguous: ambiguous(),
                },
              )
            : signIn('The page’s auth callback did not answer in time.'),
        ),
      timeout,
    );
    try {
      const headers = new Headers(options.headers);
      if (write)
        for (const [name, value] of Object.entries({
          'X-Requested-With': 'XMLHttpRequest',
          ...options.writeHeaders?.(),
        }))
          headers.set(name, value);
      for (const [name, value] of Object.entries(request.headers ?? {})) headers.set(name, value);
      if (request.body !== undefined) headers.set('Content-Type', 'application/json');
      if (auth)
        (await authHeaders(auth, refresh, limit)).forEach((value, name) => {
          headers.set(name, value);
        });
      if (signal?.aborted) throw aborted();
      sent = true;
      const response = await Promise.race([
        limit,
        send(request.url, {
          method: request.method,
          headers,
          credentials,
          redirect: 'manual',
          signal: controller.signal,
          ...(request.body === undefined ? {} : { body: request.body }),
        }),
      ]);
      if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400))
        throw signIn('The answer is a redirect, most likely to a sign-in page.', response.status || 302);
      return read(response, write, await Promise.race([limit, response.text()]));
    } catch (error) {
      if (isIncidentError(error)) throw error;
      throw new IncidentError(
        'network',
        'The backend cannot be reached: no network, the address is wrong, or the browser blocked it.',
        { ambiguous: ambiguous(), cause: error },
      );
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
  }

  function read(response: Response, write: boolean, text: string): HttpAnswer {
    const { status, headers } = response;
    const type = (headers.get('content-type') ?? '').toLowerCase();
    const json = /[/+]json\b/.test(type);
    let body: unknown;
    let broken = false;
    if (json && text !== '') {
      try {
        body = JSON.parse(text);
      } catch {
        broken = true;
      }
    }
    if (!response.ok) {
      const retryAfter = retryAfterOf(headers.get('retry-after'), now());
      throw errorOf({ status, body, write, ...(retryAfter === undefined ? {} : { retryAfter }) });
    }
    if (!json && /html/.test(type))
      throw signIn(
        'The answer is a web page instead of data; the network or the service asks you to sign in.',
        status,
      );
    if (broken || (!json && text !== ''))
      throw new IncidentError(
        'bad-answer',
        broken
          ? 'The answer is incomplete or damaged.'
          : 'The answer is not JSON; something else answers at this address.',
        { status, ambiguous: write },
      );
    return { status, headers, body };
  }

  async function fresh(request: HttpRequest): Promise<HttpAnswer> {
    try {
      return await once(request, false);
    } catch (error) {
      // 401 and a redirect are given before anything is done, so this is safe for writes too.
      if (
        auth &&
        isIncidentError(error) &&
        error.kind === 'auth-required' &&
        (error.status === 401 || ((error.status ?? 0) >= 300 && (error.status ?? 0) < 400))
      )
        return once(request, true);
      throw error;
    }
  }

  return async (request) => {
    const most = request.method === 'GET' ? attempts : 1;
    for (let attempt = 1; ; attempt++) {
      try {
        return await fresh(request);
      } catch (error) {
        const retriable =
          isIncidentError(error) &&
          (error.kind === 'network' || error.kind === 'unavailable' || error.kind === 'rate-limited');
        const asked = retriable ? error.retryAfter : undefined;
        if (!retriable || attempt >= most || (asked ?? 0) > cap) throw error;
        await sleep(asked ?? random() * Math.min(cap, base * 2 ** (attempt - 1)), request.signal);
      }
    }
  };
}
