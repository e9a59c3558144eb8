import type { RestAdapterOptions } from '../../../src/adapters/rest/index.js';
import { restAdapter } from '../../../src/adapters/rest/index.js';
import type { IncidentError } from '../../../src/core/errors.js';
import type { WholeAdapter } from '../../../src/testing/index.js';

/** One request as it left the adapter. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly search: URLSearchParams;
  readonly headers: Headers;
  readonly body: unknown;
  readonly redirect: RequestRedirect | undefined;
  readonly credentials: RequestCredentials | undefined;
  readonly cache: RequestCache | undefined;
}

/** Answers a request; an `Error` is what the network does. */
export type Script = (sent: Sent, nth: number) => Answer | Promise<Answer>;
export type Answer = Response | Error;

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(status === 204 ? null : JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json; charset="utf-8"', ...headers },
  });

/** A `fetch` that follows a script and remembers what it was asked. Listens to the abort signal as a browser does. */
export function scripted(script: Script): { readonly fetch: typeof fetch; readonly sent: Sent[] } {
  const sent: Sent[] = [];
  return {
    sent,
    fetch: async (input, init = {}) => {
      const url = new URL(input as string, 'https://portal.example.test');
      const request: Sent = {
        method: init.method ?? 'GET',
        path: url.pathname,
        search: url.searchParams,
        headers: new Headers(init.headers),
        // A file and a form go as they are.
        body: typeof init.body === 'string' ? JSON.parse(init.body) : (init.body ?? undefined),
        redirect: init.redirect,
        credentials: init.credentials,
        cache: init.cache,
      };
      sent.push(request);
      const stopped = new Promise<never>((_, reject) =>
        init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError'))),
      );
      const answer = await Promise.race([Promise.resolve(script(request, sent.length)), stopped]);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
}

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<IncidentError> {
  try {
    await promise;
  } catch (error) {
    return error as IncidentError;
  }
  throw new Error('This should have been refused.');
}

/** An adapter of which the test knows what its profile offers. */
export const adapterOf = (options: RestAdapterOptions): WholeAdapter => restAdapter(options) as WholeAdapter;
