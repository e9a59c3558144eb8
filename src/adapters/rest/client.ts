import { IncidentError } from '../../core/errors.js';
import type { PageRequest, Page } from '../../core/query.js';
import type { WriteOptions } from '../adapter.js';
import { compileErrors } from './answers.js';
import { baseUrlIssue } from './base-url.js';
import type { AdapterContext } from './options.js';
import { compilePath, parsePath, writePath } from './paths.js';
import type { OperationDefinition } from './profile-schema.js';
import type { Profile } from './profile.js';
import { addQuery, compilePaging, fillPath, readPage } from './requests.js';
import type { Paging } from './requests.js';
import type { HttpAnswer } from './transport.js';
import { createTransport } from './transport.js';

export type Inputs = Readonly<Record<string, string | number | undefined>>;

export interface Call {
  readonly inputs?: Inputs;
  readonly search?: URLSearchParams;
  readonly body?: Record<string, unknown>;
  readonly write?: WriteOptions;
  /** Sent as `If-Match`. */
  readonly version?: string;
  readonly signal?: AbortSignal;
}

/** Carries out the operations of a profile by name. Knows addresses, bodies and pages, nothing of incidents. */
export interface Client {
  readonly has: (name: string) => boolean;
  readonly operation: (name: string) => OperationDefinition;
  readonly call: (name: string, call?: Call) => Promise<HttpAnswer>;
  readonly page: (name: string, page: PageRequest, call?: Call) => Promise<Page<unknown>>;
  /** The record in an answer. */
  readonly record: (name: string, answer: HttpAnswer) => unknown;
  /** The id of what a write made, from the body or the last part of `Location`. */
  readonly madeId: (name: string, answer: HttpAnswer) => string | undefined;
  /** A GET of a path of the service, for registered code. */
  readonly get: (path: string, signal?: AbortSignal) => Promise<unknown>;
  readonly baseUrl: string;
}

const sources: Readonly<Record<string, (name: string) => string | undefined>> = {
  meta: (name) => [...document.querySelectorAll('meta')].find((meta) => meta.name === name)?.content,
  cookie: (name) =>
    document.cookie
      .split('; ')
      .find((pair) => pair.startsWith(`${name}=`))
      ?.slice(name.length + 1),
};

/** The anti-forgery token of a cookie session, read anew for each write because a sign-in changes it. */
function csrfHeaders(profile: Profile): () => Record<string, string> {
  const csrf = profile.auth?.kind === 'cookie' ? profile.auth.csrf : undefined;
  return () => {
    if (!csrf || typeof document === 'undefined') return {};
    const [source = '', name = ''] = csrf.from.split(/:(.*)/s);
    const token = sources[source]?.(name);
    return token === undefined || token === '' ? {} : { [csrf.header]: decodeURIComponent(token) };
  };
}

export function createClient(options: AdapterContext): Client {
  const { profile } = options;
  const raw = options.baseUrl ?? profile.baseUrl;
  const fault =
    raw === undefined
      ? 'Say where the service is, such as base-url="/api".'
      : baseUrlIssue(raw, options.allowOrigins);
  if (raw === undefined || fault !== undefined)
    throw new IncidentError('configuration', `The base URL cannot be used. ${String(fault)}`, {
      issues: [{ path: 'baseUrl', code: 'base-url', message: String(fault) }],
    });
  const baseUrl = raw.replace(/\/+$/, '');

  const names = new Map(
    Object.entries(profile.fields).flatMap(([name, field]) =>
      field.write === undefined ? [] : [[field.write, name] as const],
    ),
  );
  const errorOf = compileErrors(
    profile.errors ?? {},
    (name) => names.get(name) ?? names.get(name.split('.')[0] ?? '') ?? name,
  );
  const send = createTransport({
    ...options,
    ...(profile.headers === undefined ? {} : { headers: profile.headers }),
    writeHeaders: csrfHeaders(profile),
    errorOf,
  });
  const pagings = new Map<string, Paging>();
  const operation = (name: string): OperationDefinition => {
    const found = Object.hasOwn(profile.ops, name) ? profile.ops[name] : undefined;
    if (!found) throw new IncidentError('unsupported', `${profile.label} does not offer this (${name}).`);
    return found;
  };
  const keyHeader = profile.idempotency?.mode === 'header' ? profile.idempotency.header : undefined;

  const call: Client['call'] = (
    name,
    { inputs = {}, search = new URLSearchParams(), body, write, version, signal } = {},
  ) => {
    const op = operation(name);
    const all: Inputs = { ...inputs };
    addQuery(search, op.query, all);
    const query = search.toString();
    const path = fillPath(op.path, all);
    const sendsBody = body !== undefined && op.body?.kind !== 'none';
    let content: unknown;
    if (sendsBody) {
      const flat = { ...op.body?.constants, ...body };
      const wrap = op.body?.wrap;
      const wrapped: Record<string, unknown> = {};
      if (wrap !== undefined && wrap !== '') writePath(wrapped, parsePath(wrap), flat);
      content = wrap === undefined || wrap === '' ? flat : wrapped;
    }
    const stop = signal ?? write?.signal;
    return send({
      method: op.method,
      url: `${baseUrl}${path}${query === '' ? '' : `?${query}`}`,
      headers: {
        ...op.headers,
        ...(write && keyHeader !== undefined ? { [keyHeader]: write.key } : {}),
        ...(version === undefined ? {} : { 'If-Match': version }),
      },
      ...(sendsBody ? { body: JSON.stringify(content) } : {}),
      ...(stop ? { signal: stop } : {}),
    });
  };

  return {
    baseUrl,
    has: (name) => Object.hasOwn(profile.ops, name),
    operation,
    call,
    async page(name, page, given = {}) {
      const op = operation(name);
      let paging = pagings.get(name);
      if (!paging) pagings.set(name, (paging = compilePaging(op.paging)));
      const search = given.search ?? new URLSearchParams();
      const where = paging.apply(search, page);
      return readPage(op, paging, await call(name, { ...given, search }), where);
    },
    record: (name, answer) => compilePath(operation(name).unwrap ?? '')(answer.body),
    madeId(name, answer) {
      const { id } = operation(name);
      const found =
        id?.from === 'body'
          ? compilePath(id.path)(answer.body)
          : /([^/?#]+)\/?(?:[?#].*)?$/.exec(answer.headers.get('location') ?? '')?.[1];
      if (typeof found === 'number') return String(found);
      return typeof found === 'string' && found !== '' ? decodeURIComponent(found) : undefined;
    },
    async get(path, signal) {
      if (!/^\/(?!\/)/.test(path) || /[\\#]|(?:^|\/)(?:\.|%2e){1,2}(?:\/|\?|$)/i.test(path))
        throw new IncidentError('configuration', 'A hook asked for a path outside the service.');
      return (await send({ method: 'GET', url: `${baseUrl}${path}`, ...(signal ? { signal } : {}) })).body;
    },
  };
}
