import { decoded } from '../../core/address.js';
import { IncidentError } from '../../core/errors.js';
import type { Page, PageRequest } from '../../core/query.js';
import type { ReadOptions, WriteOptions } from '../adapter.js';
import type { Instant } from '../../core/time.js';
import { MINUTE } from '../../core/time.js';
import { csrfHeader } from './auth.js';
import type { BackendClock } from './backend-clock.js';
import { createBackendClock } from './backend-clock.js';
import { writeBody } from './body.js';
import { errorOf, inPlaceOf } from './errors.js';
import type { HttpAnswer, HttpRequest } from './http.js';
import { baseUrlIssue, createHttp } from './http.js';
import type { RestAdapterOptions } from './options.js';
import { askPage, readPage } from './paging.js';
import { compilePath, textOf } from './path.js';
import type { Operation, Profile } from './profile.js';

export type Inputs = Readonly<Record<string, string | number | undefined>>;

/** Fills `{name}`, and `{name|json}` with the value as a JSON text. */
const fill = (template: string, inputs: Inputs, put: (value: string | undefined) => string): string =>
  template.replace(/\{(\w+)(\|json)?\}/g, (_, name: string, json?: string) => {
    const value = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    return put(value === undefined ? value : json === undefined ? String(value) : JSON.stringify(value));
  });

/** Fills `{name}` in a text that is no address. */
export const fillText = (template: string, inputs: Inputs): string =>
  fill(template, inputs, (value = '') => value);

/** Fills `{name}` in a path; a value is always one segment, whatever it contains. */
const fillPath = (template: string, inputs: Inputs): string =>
  fill(template, inputs, (value = '') => {
    // Encoding leaves dots alone, and as a segment of their own they would climb out of the path.
    if (/^\.{0,2}$/.test(value)) throw new IncidentError('not-found', `There is no "${value}".`);
    return encodeURIComponent(value);
  });

/** The operation's own parameters; one whose variable has no value is left out. */
function addQuery(search: URLSearchParams, query: Operation['query'], inputs: Inputs): void {
  for (const [name, templates] of Object.entries(query ?? {}))
    for (const template of [templates].flat()) {
      let complete = true;
      const filled = fill(template, inputs, (value) => {
        complete &&= value !== undefined && value !== '';
        return value ?? '';
      });
      if (complete) search.append(name, filled);
    }
}

export interface Call {
  /** What the places of the path and the query are filled with. */
  readonly inputs?: Inputs;
  readonly search?: URLSearchParams;
  readonly body?: Readonly<Record<string, unknown>>;
  /** A body that is no JSON, in the place of `body`. */
  readonly content?: Blob | FormData;
  readonly expects?: HttpRequest['expects'];
  readonly timeout?: HttpRequest['timeout'];
  readonly progress?: HttpRequest['progress'];
  /** Sent besides those of the profile and the operation. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** Carries out the operations of a profile by name. Knows addresses, nothing of incidents. */
export interface Client {
  readonly options: RestAdapterOptions;
  readonly baseUrl: string;
  /** What the backend's clock is ahead of the device's. */
  readonly ahead: BackendClock['ahead'];
  /** The present by the backend's clock. */
  readonly present: () => Instant;
  /** @throws {@link IncidentError} of kind `unsupported` where the profile has none of this name. */
  readonly operation: (name: string) => Operation;
  readonly call: (name: string, call?: Call) => Promise<HttpAnswer>;
  /** What is read off an answer. Where it is none, the error says what the backend has said in its place. */
  readonly told: <T>(answer: HttpAnswer, read: (body: unknown) => T) => T;
  /** One page of a list. */
  readonly page: (name: string, page: PageRequest, call?: Call) => Promise<Page<unknown>>;
  /** Sends something that is no operation; the address is appended to the base URL. */
  readonly send: (request: HttpRequest) => Promise<HttpAnswer>;
}

/** Whoever runs the page is told of a difference that people notice. */
const skewTold = 5 * MINUTE;

/** @throws {@link IncidentError} of kind `configuration` for a base URL that may not be used. */
export function createClient(options: RestAdapterOptions): Client {
  const { profile, allowOrigins, onWarning, now = Date.now } = options;
  const given = options.baseUrl ?? profile.baseUrl ?? '';
  const message = baseUrlIssue(given, allowOrigins);
  if (message !== undefined)
    throw new IncidentError('configuration', `The base URL cannot be used. ${message}`, {
      issues: [{ path: 'baseUrl', code: 'base-url', message }],
    });
  const baseUrl = given.replace(/\/+$/, '');

  const http = createHttp(options, (answer, ambiguous) => errorOf(profile, answer, ambiguous, now()));
  // Written out, because a `<base>` in the page would send a bare path to the origin it names.
  const { origin = '' } = globalThis.location ?? {};
  const start = given.startsWith('/') && origin !== 'null' ? origin + baseUrl : baseUrl;
  const clock = createBackendClock((ahead) => {
    if (Math.abs(ahead) < skewTold) return;
    const by = `${Math.round(Math.abs(ahead) / MINUTE)} minutes ${ahead > 0 ? 'ahead of' : 'behind'}`;
    onWarning?.({ code: 'clock-skew', message: `The clock of ${profile.label} is ${by} this device's.` });
  });
  const send: Client['send'] = async (request) => {
    const asked = now();
    const answer = await http({ ...request, url: start + request.url });
    // What a write answers may have been written the first time it was sent.
    if (request.method === 'GET') clock.hear(answer.headers, asked, now());
    return answer;
  };

  const operation: Client['operation'] = (name) => {
    const found = Object.hasOwn(profile.ops, name) && profile.ops[name];
    if (!found) throw new IncidentError('unsupported', `${profile.label} does not offer this (${name}).`);
    return found;
  };

  const call: Client['call'] = async (name, given = {}) => {
    const { method, path, query, headers: own, body: form } = operation(name);
    const { inputs = {}, search = new URLSearchParams(), body, content, headers, signal } = given;
    addQuery(search, query, inputs);
    const parameters = search.toString();
    const isRead = method === 'GET';
    return send({
      method,
      url: fillPath(path, inputs) + (parameters && `?${parameters}`),
      headers: () => ({
        ...profile.headers,
        ...(isRead ? {} : csrfHeader(profile.auth)),
        ...own,
        ...headers,
      }),
      body: content ?? (isRead || !body ? undefined : writeBody(form, body)),
      expects: given.expects,
      timeout: given.timeout,
      progress: given.progress,
      signal,
    });
  };

  const told: Client['told'] = (answer, read) => {
    try {
      return read(answer.body);
    } catch (error) {
      throw inPlaceOf(profile, answer, error);
    }
  };

  return {
    options,
    baseUrl,
    ahead: clock.ahead,
    present: () => now() + clock.ahead(),
    operation,
    call,
    told,
    send,
    async page(name, page, given = {}) {
      const { search = new URLSearchParams() } = given;
      const place = askPage(operation(name), page, search);
      const answer = await call(name, { ...given, search });
      return told(answer, () => readPage(operation(name), answer, place));
    },
  };
}

/** What a read in the course of a write takes over from it. */
export const only = ({ signal }: WriteOptions): ReadOptions => (signal ? { signal } : {});

/** The last part of an address. */
function lastSegment(address: string): string | undefined {
  const last = /([^/?#]+)\/?(?:[?#].*)?$/.exec(address)?.[1];
  return last === undefined ? last : decoded(last);
}

/**
 * The id of what a write made, from the body as it stands there, or from the last part of `Location`.
 *
 * @throws {@link IncidentError} where there is none, which leaves open what was done.
 */
export function madeId(profile: Profile, { id }: Operation, answer: HttpAnswer): string {
  const { body, headers, status } = answer;
  const made =
    id?.from === 'body' ? textOf(compilePath(id.path)(body)) : lastSegment(headers.get('location') ?? '');
  if (made) return made;
  const message = 'The backend said yes but not under which id.';
  const none = new IncidentError('bad-answer', message, { ambiguous: true, status });
  throw inPlaceOf(profile, answer, none);
}
