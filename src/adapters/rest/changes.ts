import type { Call } from './client.js';
import { compilePath, textOf } from './language.js';
import type { OperationDefinition } from './profile-schema.js';
import type { Profile } from './profile.js';
import type { HttpAnswer, HttpRequest } from './transport.js';
import { writePath } from './write-path.js';

const sources: Readonly<Record<string, (name: string) => string | undefined>> = {
  meta: (name) => [...document.querySelectorAll('meta')].find((meta) => meta.name === name)?.content,
  cookie: (name) =>
    document.cookie
      .split('; ')
      .find((pair) => pair.startsWith(`${name}=`))
      ?.slice(name.length + 1),
};

/** The anti-forgery token of a cookie session, read anew for each write because a sign-in changes it. */
function csrfHeader({ auth }: Profile): Record<string, string> {
  const csrf = auth?.kind === 'cookie' ? auth.csrf : undefined;
  if (!csrf || typeof document === 'undefined') return {};
  const [source = '', name = ''] = csrf.from.split(/:(.*)/s);
  const token = sources[source]?.(name);
  return token ? { [csrf.header]: decodeURIComponent(token) } : {};
}

/** Gives a request that changes something its body and the headers that make it safe: token, key and version. */
export function dress(
  request: HttpRequest,
  profile: Profile,
  op: OperationDefinition,
  { body, write, version }: Call,
): HttpRequest {
  const { idempotency } = profile;
  const { kind, constants, wrap } = op.body ?? {};
  const flat = { ...constants, ...body };
  const wrapped: Record<string, unknown> = {};
  if (wrap) writePath(wrapped, wrap, flat);
  return {
    ...request,
    body: body && kind !== 'none' ? JSON.stringify(wrap ? wrapped : flat) : undefined,
    headers: () => ({
      ...profile.headers,
      ...csrfHeader(profile),
      ...op.headers,
      ...(write && idempotency?.mode === 'header' ? { [idempotency.header]: write.key } : {}),
      ...(version === undefined ? {} : { 'If-Match': version }),
    }),
  };
}

/** The id of what a write made, from the body or the last part of `Location`. */
export function madeId({ id }: OperationDefinition, { body, headers }: HttpAnswer): string | undefined {
  const found =
    id?.from === 'body'
      ? compilePath(id.path)(body)
      : /([^/?#]+)\/?(?:[?#].*)?$/.exec(headers.get('location') ?? '')?.[1];
  return typeof found === 'string' && found !== '' ? decodeURIComponent(found) : textOf(found) || undefined;
}
