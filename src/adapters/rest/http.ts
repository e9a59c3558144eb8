import type { ErrorKind } from '../../core/errors.js';
import { IncidentError, isIncidentError } from '../../core/errors.js';
import type { Millis } from '../../core/time.js';
import type { Progress } from '../adapter.js';
import type { AuthCallback } from './auth.js';
import { authHeaders } from './auth.js';
import type { ProbeEnd } from './probes.js';
import { createProbes } from './probes.js';
import { shared } from './shared.js';
import type { Answered, Exchange } from './upload.js';
import { canTell, upload } from './upload.js';

export interface HttpOptions {
  /** Headers that authenticate. Left out where a session cookie or the proxy in between does. */
  readonly auth?: AuthCallback | undefined;
  /** Sends every request in the place of the browser's own. Nobody is told then how far a file has come. */
  readonly fetch?: typeof fetch | undefined;
  /** Cookies; default `same-origin`. */
  readonly credentials?: RequestCredentials | undefined;
  /** For each request, headers and body together. Default 30 s. */
  readonly timeout?: Millis | undefined;
  /** Repetition of reads: attempts in all, first wait, longest wait (full jitter). Default 3, 300 ms, 5 s. Of reads of one address that fail together one is repeated for all. Writes are never repeated here. */
  readonly retry?: { readonly attempts?: number; readonly base?: Millis; readonly cap?: Millis } | undefined;
  readonly random?: (() => number) | undefined;
  readonly sleep?: ((time: Millis, signal?: AbortSignal) => Promise<void>) | undefined;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  /** Read at the moment of sending, because signing in may change them. */
  readonly headers: () => Readonly<Record<string, string>>;
  /** A text is JSON, a file goes with its own media type, a form with the one the browser gives it. */
  readonly body?: string | Blob | FormData | undefined;
  /** What is expected: JSON unless said otherwise. */
  readonly expects?: 'file' | undefined;
  /** Milliseconds it may take, where it carries so much that the usual time is not enough. */
  readonly timeout?: Millis | undefined;
  /** Hears how much of the body has gone, where the browser tells; from nothing again where it is sent once more. */
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined for an empty answer, a `Blob` where a file was expected. */
  readonly body: unknown;
}

/** Sends a request; rejects with an `IncidentError` for anything but parsed JSON of a success. */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

/** Turns an answer that is no success into an error. */
export type ErrorOf = (answer: HttpAnswer, ambiguous: boolean) => IncidentError;

/**
 * What is wrong with a base URL, in words, or undefined. Allowed is a path on the page's own origin (`/api`), the page's
 * origin written out, and any origin the host allows: nothing else may be sent what the auth callback returns.
 */
export function baseUrlIssue(baseUrl: string, allowOrigins: readonly string[] = []): string | undefined {
  // Checked as written: a URL parser forgives backslashes, tabs and dots, and what it makes of them is a surprise.
  const plain = /^(?=[!-~]+$)(?:\/(?!\/)|https?:\/\/[^/@\\?#]+(?:\/|$))[^\\?#]*$/i;
  const folders = /(?:^|\/|%2f)(?:\.|%2e){1,2}(?:\/|%2f|$)/i;
  if (plain.test(baseUrl) && !folders.test(baseUrl)) {
    if (baseUrl.startsWith('/')) return undefined;
    try {
      const { origin } = new URL(baseUrl);
      // Outside a browser there is no page's own origin.
      return origin === globalThis.location?.origin || allowOrigins.includes(origin)
        ? undefined
        : `The origin ${origin} is not allowed; let your web server forward a path such as "/api" to it, or allow it.`;
    } catch {
      // Worded below.
    }
  }
  return 'Write "/api" or an http(s) address, without a user name, spaces, "?", "#", "\\" or "..".';
}

const wait = (time: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(new IncidentError('aborted', 'The request was given up.'));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, time);
    signal?.addEventListener('abort', stop, { once: true });
  });

/** Wraps `fetch`, and what stands in for it where it cannot tell enough: a limit for the whole exchange, one renewed sign-in, repeated reads. */
export function createHttp(options: HttpOptions, errorOf: ErrorOf): Http {
  const {
    auth,
    timeout: usual = 30_000,
    random = Math.random,
    sleep = wait,
    credentials = 'same-origin',
    retry: { attempts = 3, base = 300, cap = 5_000 } = {},
  } = options;
  const probes = createProbes();
  const plain = options.fetch ?? ((...args: Parameters<typeof fetch>) => fetch(...args));

  const send = (url: string, exchange: Exchange, progress: Progress | undefined): Promise<Answered> =>
    progress && !options.fetch && canTell(exchange)
      ? upload(url, exchange, progress)
      : plain(url, {
          ...exchange,
          redirect: 'manual',
          // A kept answer would be shown and compared as if it were the present record, and it would lie on the disk.
          cache: 'no-store',
        });

  async function once(
    { method, url, body, expects, timeout = usual, progress, signal, headers: own }: HttpRequest,
    refresh: boolean,
  ): Promise<HttpAnswer> {
    const write = method !== 'GET';
    // Before the request leaves nothing can have been done. Afterwards a write may have been, unless the answer says no:
    // a redirect may be the way on after success, and a page may stand in front of a backend that has done its work.
    let sent = false;
    const fault = (kind: ErrorKind, message: string, status?: number, cause?: unknown): IncidentError =>
      new IncidentError(kind, message, {
        status,
        cause,
        ambiguous: write && sent,
      });
    const controller = new AbortController();
    let end: (error: IncidentError) => void = () => undefined;
    // Raced, as well as the request aborted: not every body ends when its request is.
    const limit = new Promise<never>((_, reject) => {
      end = (error) => {
        reject(error);
        controller.abort();
      };
    });
    limit.catch(() => undefined);
    const gone = (): IncidentError => fault('aborted', 'The request was given up.');
    if (signal?.aborted) throw gone();
    const stop = (): void => end(gone());
    signal?.addEventListener('abort', stop, { once: true });
    const timer = setTimeout(
      () =>
        end(
          sent
            ? fault('timeout', `No answer within ${timeout / 1000} seconds.`)
            : fault('auth-required', 'The page’s auth callback gave no answer.'),
        ),
      timeout,
    );
    try {
      const headers = new Headers(write ? { 'X-Requested-With': 'XMLHttpRequest' } : {});
      for (const [name, value] of Object.entries(own())) headers.set(name, value);
      if (typeof body === 'string') headers.set('Content-Type', 'application/json');
      else if (body instanceof Blob) headers.set('Content-Type', body.type || 'application/octet-stream');
      if (auth) for (const [name, value] of await authHeaders(auth, refresh, limit)) headers.set(name, value);
      if (signal?.aborted) throw gone();
      sent = true;
      const response = await Promise.race([
        limit,
        send(url, { method, headers, credentials, signal: controller.signal, body: body ?? null }, progress),
      ]);
      const { status, type } = response;
      if (type === 'opaqueredirect' || (status >= 300 && status < 400))
        throw fault('auth-required', 'The backend asks for a sign-in instead of answering.', status || 302);
      if (expects === 'file' && response.ok) {
        refusePage(response, fault);
        return { status, headers: response.headers, body: await Promise.race([limit, response.blob()]) };
      }
      return parse(response, await Promise.race([limit, response.text()]), write, fault);
    } catch (error) {
      if (isIncidentError(error)) throw error;
      throw fault('network', 'The backend cannot be reached, or the browser blocked it.', undefined, error);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
  }

  /** A page in the place of a file asks for a sign-in. A page that is a file is sent as one that is to be saved. */
  function refusePage(
    { headers, status }: Answered,
    fault: (kind: ErrorKind, message: string, status: number) => IncidentError,
  ): void {
    const isPage = /html/i.test(headers.get('content-type') ?? '');
    if (isPage && !/^\s*attachment/i.test(headers.get('content-disposition') ?? ''))
      throw fault(
        'auth-required',
        'A page came instead of a file; most likely it asks for a sign-in.',
        status,
      );
  }

  function parse(
    { ok, status, headers }: Answered,
    text: string,
    write: boolean,
    fault: (kind: ErrorKind, message: string, status: number) => IncidentError,
  ): HttpAnswer {
    const type = headers.get('content-type') ?? '';
    const isJson = /[/+]json\b/i.test(type);
    let body: unknown;
    let broken = text !== '';
    if (isJson && broken)
      try {
        body = JSON.parse(text);
        broken = false;
      } catch {
        // Said below, unless the status says more.
      }
    const answer = { status, headers, body };
    // A gateway's or a crash's answer says nothing about whether the write was done; some statuses say it was not.
    if (!ok)
      throw errorOf(answer, write && (status === 408 || status >= 500) && ![501, 503, 511].includes(status));
    if (!isJson && /html/i.test(type))
      throw fault(
        'auth-required',
        'A page came instead of an answer; most likely it asks for a sign-in.',
        status,
      );
    if (broken) throw fault('bad-answer', 'The answer is damaged or no JSON.', status);
    return answer;
  }

  /** An error after which the same read may succeed. */
  const passes = ({ kind }: IncidentError): boolean =>
    /^(?:network|unavailable|breakdown|rate-limited)$/.test(kind);

  async function read(request: HttpRequest): Promise<HttpAnswer> {
    const [address = ''] = request.url.split('?');
    let leads = false;
    let end: ProbeEnd = 'answers';
    try {
      for (let attempt = 1; ; attempt++)
        try {
          const answer = await signedIn(request);
          end = 'answers';
          return answer;
        } catch (error) {
          if (!isIncidentError(error)) throw error;
          const { kind, retryAfter = 0 } = error;
          end = passes(error) ? 'refuses' : kind === 'aborted' ? 'given-up' : 'answers';
          if (attempt >= attempts || retryAfter > cap || end !== 'refuses') throw error;
          if (!leads) {
            const turn = await turnAt(address, request);
            if (turn === 'refuses') throw error;
            if (turn === 'answers') continue;
          }
          leads = true;
          // Given up while it waits, it leaves the others where it stood.
          end = 'given-up';
          await sleep(
            error.retryAfter ?? random() * Math.min(cap, base * 2 ** (attempt - 1)),
            request.signal,
          );
        }
    } finally {
      if (leads) probes.end(address, end);
    }
  }

  /**
   * Whether a read that has failed leads, or else what has come of the one that does. Where that one was given up one of
   * the others takes its place and waits as long as it was told to: all at once they would be as many as before.
   */
  async function turnAt(address: string, request: HttpRequest): Promise<'leads' | 'answers' | 'refuses'> {
    for (;;) {
      const lead = probes.lead(address);
      if (lead === true) return 'leads';
      const end = await shared(lead, request);
      if (end !== 'given-up') return end;
    }
  }

  /** Sends with a renewed sign-in where the first is refused. */
  async function signedIn(request: HttpRequest): Promise<HttpAnswer> {
    try {
      return await once(request, false);
    } catch (error) {
      if (!auth || !isIncidentError(error)) throw error;
      const { kind, status = 0 } = error;
      // 401 is given before anything is done, so once more is safe for writes too. A redirect proves nothing.
      const isRefused = status === 401 || (request.method === 'GET' && status >= 300 && status < 400);
      if (kind !== 'auth-required' || !isRefused) throw error;
      return await once(request, true);
    }
  }

  return (request) => (request.method === 'GET' ? read(request) : signedIn(request));
}
