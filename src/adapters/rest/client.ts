import { IncidentError } from '../../core/errors.js';
import type { WriteOptions } from '../adapter.js';
import { baseUrlIssue } from './base-url.js';
import type { RestAdapterOptions } from './options.js';
import type { OperationDefinition } from './profile-schema.js';
import type { Inputs } from './requests.js';
import { addQuery, fillPath } from './requests.js';
import type { HttpAnswer, HttpRequest } from './transport.js';
import { createTransport } from './transport.js';
import { whenNeeded } from './when-needed.js';

export interface Call {
  readonly inputs?: Inputs;
  readonly search?: URLSearchParams;
  readonly body?: Record<string, unknown>;
  readonly write?: WriteOptions;
  /** Sent as `If-Match`. */
  readonly version?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Carries out the operations of a profile by name. Knows addresses, nothing of incidents. */
export interface Client {
  readonly baseUrl: string;
  readonly operation: (name: string) => OperationDefinition;
  readonly call: (name: string, call?: Call) => Promise<HttpAnswer>;
  /** Sends something that is no operation; the address is appended to the base URL. */
  readonly send: (request: HttpRequest) => Promise<HttpAnswer>;
}

const changes = whenNeeded(
  () => import('./changes.js'),
  (loaded) => loaded.dress,
);
const errors = whenNeeded(
  () => import('./answers.js'),
  (loaded) => loaded.errorOf,
);

export function createClient(options: RestAdapterOptions): Client {
  const { profile, allowOrigins, now = Date.now } = options;
  const given = options.baseUrl ?? profile.baseUrl ?? '';
  const message = baseUrlIssue(given, allowOrigins);
  if (message !== undefined)
    throw new IncidentError('configuration', `The base URL cannot be used. ${message}`, {
      issues: [{ path: 'baseUrl', code: 'base-url', message }],
    });
  const baseUrl = given.replace(/\/+$/, '');

  const transport = createTransport(options, async (answer, ambiguous) => {
    const { status } = answer;
    try {
      return (await errors())(profile, answer, ambiguous, now());
    } catch (cause) {
      // What the answer means cannot be told now; that it was no success, and what may have been done, can.
      return new IncidentError(
        status === 401 ? 'auth-required' : 'unavailable',
        `Status ${String(status)}.`,
        {
          status,
          ambiguous,
          cause,
        },
      );
    }
  });
  // Written out, because a `<base>` in the page would send a bare path to the origin it names.
  const { origin = '' } = globalThis.location ?? {};
  const start = given.startsWith('/') && origin !== 'null' ? origin + baseUrl : baseUrl;
  const send: Client['send'] = (request) => transport({ ...request, url: start + request.url });

  const operation = (name: string): OperationDefinition => {
    const found = Object.hasOwn(profile.ops, name) && profile.ops[name];
    if (!found) throw new IncidentError('unsupported', `${profile.label} does not offer this (${name}).`);
    return found;
  };

  const call: Client['call'] = async (name, given = {}) => {
    const op = operation(name);
    const { inputs = {}, search = new URLSearchParams(), signal = given.write?.signal } = given;
    addQuery(search, op.query, inputs);
    const query = search.toString();
    const { method } = op;
    const request: HttpRequest = {
      method,
      url: fillPath(op.path, inputs) + (query && `?${query}`),
      headers: () => ({ ...profile.headers, ...op.headers }),
      signal,
    };
    return send(method === 'GET' ? request : (await changes())(request, profile, op, given));
  };

  return {
    baseUrl,
    operation,
    call,
    send,
  };
}
