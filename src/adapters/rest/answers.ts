import type { ErrorKind, Issue } from '../../core/errors.js';
import { IncidentError } from '../../core/errors.js';
import type { Instant, Millis } from '../../core/time.js';
import { HOUR } from '../../core/time.js';
import { compilePath, compilePaths, isObject } from './paths.js';
import type { ProfileDefinition } from './profile-schema.js';

/** An answer that is no success. */
export interface AnswerError {
  readonly status: number;
  readonly body: unknown;
  readonly write: boolean;
  readonly retryAfter?: Millis;
}

const kinds: Readonly<Record<number, ErrorKind>> = {
  400: 'validation',
  401: 'auth-required',
  403: 'forbidden',
  404: 'not-found',
  405: 'unsupported',
  407: 'auth-required',
  408: 'timeout',
  409: 'conflict',
  410: 'not-found',
  412: 'conflict',
  413: 'validation',
  415: 'unsupported',
  421: 'unavailable',
  422: 'validation',
  423: 'unavailable',
  425: 'unavailable',
  428: 'conflict',
  429: 'rate-limited',
  501: 'unsupported',
  511: 'auth-required',
};

const kindOf = (status: number): ErrorKind => kinds[status] ?? (status >= 500 ? 'unavailable' : 'unknown');

const words: Readonly<Partial<Record<ErrorKind, string>>> = {
  validation: 'The backend did not accept this.',
  'auth-required': 'You are not signed in, or your session has ended.',
  forbidden: 'You may not do this.',
  'not-found': 'This does not exist, or you may not see it.',
  conflict: 'Somebody else has changed this meanwhile.',
  'rate-limited': 'Too many requests; the backend asks to wait.',
  unavailable: 'The backend cannot do this right now.',
  timeout: 'The backend did not answer in time.',
  unsupported: 'The backend does not offer this.',
};

/** A server's file path or line number: of no use to the reader, of use to an attacker. */
const leak = /(?:\/[\w.+-]+){2,}|\b[a-z]:\\|\bline \d+/i;

/** The server's words where they are fit to be shown, cut to a readable length. */
export function fitWords(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const clean = text.trim();
  if (clean === '' || clean.startsWith('<') || leak.test(clean)) return undefined;
  return clean.length > 300 ? `${clean.slice(0, 299)}…` : clean;
}

/** `Retry-After` as milliseconds from now, between 0 and an hour; undefined for anything unreadable. */
export function retryAfterOf(header: string | null, now: Instant): Millis | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  const time = /^-?\d+$/.test(text)
    ? Number(text) * 1000
    : /^[A-Z][a-z]{2},? /.test(text)
      ? Date.parse(text) - now
      : NaN;
  return Number.isFinite(time) ? Math.min(HOUR, Math.max(0, time)) : undefined;
}

/** Compiles how a backend words its errors. `fieldOf` turns its field names into ours. */
export function compileErrors(
  errors: NonNullable<ProfileDefinition['errors']>,
  fieldOf: (name: string) => string,
): (answer: AnswerError) => IncidentError {
  const message = compilePaths(errors.message ?? ['message', 'detail', 'error', 'title']);
  const items = errors.items === undefined ? undefined : compilePath(errors.items);
  const field = compilePaths(errors.field ?? ['field', 'pointer']);
  const text = compilePaths(errors.text ?? ['message', 'detail']);
  const code = errors.code === undefined ? undefined : compilePath(errors.code);
  const name = (raw: unknown): string =>
    typeof raw === 'string' ? fieldOf(raw.replace(/^#?\//, '').replaceAll('/', '.')) : '';
  const issue = (path: string, reason: unknown, said: unknown): Issue => ({
    path,
    code: typeof reason === 'string' && reason !== '' ? reason : 'refused',
    message: fitWords(said) ?? 'The backend did not accept this value.',
  });

  function issuesOf(body: unknown): Issue[] {
    const found = items?.(body);
    // A list of { field, message }, or a map of field to one message or several.
    if (Array.isArray(found))
      return found
        .slice(0, 50)
        .map((item) => issue(name(field(item)), code?.(item), typeof item === 'string' ? item : text(item)));
    if (!isObject(found)) return [];
    return Object.entries(found)
      .slice(0, 50)
      .map(([key, said]) => issue(name(key), undefined, Array.isArray(said) ? said.join(' ') : said));
  }

  return ({ status, body, write, retryAfter }) => {
    const kind = (errors.status?.[String(status)] as ErrorKind | undefined) ?? kindOf(status);
    const issues = issuesOf(body);
    // A gateway's or a crash's answer says nothing about whether the write was done; 501 and 503 say it was not.
    const ambiguous =
      write && (status === 408 || (status >= 500 && status !== 501 && status !== 503 && status !== 511));
    return new IncidentError(
      kind,
      fitWords(message(body)) ??
        issues[0]?.message ??
        words[kind] ??
        `The backend answered with status ${String(status)}.`,
      {
        status,
        issues,
        ambiguous,
        ...(retryAfter === undefined ? {} : { retryAfter }),
      },
    );
  };
}
