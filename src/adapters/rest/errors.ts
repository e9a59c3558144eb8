import type { ErrorKind, Issue } from '../../core/errors.js';
import { IncidentError, isIncidentError } from '../../core/errors.js';
import type { Instant, Millis } from '../../core/time.js';
import { HOUR } from '../../core/time.js';
import type { HttpAnswer } from './http.js';
import { compilePath, isObject, isUnsafeName } from './path.js';
import type { ErrorsDefinition, Profile } from './profile.js';

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
  // What stands before the backend speaks of it: it cannot be reached, or is not to be.
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
  511: 'auth-required',
  521: 'unavailable',
  522: 'unavailable',
  523: 'unavailable',
  524: 'unavailable',
};

const kindOf = (status: number): ErrorKind => kinds[status] ?? (status >= 500 ? 'breakdown' : 'unknown');

const words: Readonly<Partial<Record<ErrorKind, string>>> = {
  validation: 'The backend did not accept this.',
  'auth-required': 'You are not signed in, or your session has ended.',
  forbidden: 'You may not do this.',
  'not-found': 'This does not exist, or you may not see it.',
  conflict: 'Somebody else has changed this meanwhile.',
  'rate-limited': 'Too many requests; the backend asks to wait.',
  unavailable: 'The backend cannot do this right now.',
  breakdown: 'The backend had an error of its own.',
  timeout: 'The backend did not answer in time.',
  unsupported: 'The backend does not offer this.',
};

/** A server's file path or line number: of no use to the reader, of use to an attacker. */
const leak = /(?:\/[\w.+-]+){2,}|\b[a-z]:\\|\bline \d+/i;

/** The server's words where they are fit to be shown, cut to a readable length. */
function fitWords(text: unknown): string | undefined {
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

/** The name of our field for a backend's, which may be a JSON pointer or a path in a request. */
function fieldOf({ fields }: Profile, raw: unknown): string {
  if (typeof raw !== 'string') return '';
  const name = raw.replace(/^#?\//, '').replaceAll('/', '.');
  const ours = (path: string): string | undefined =>
    Object.keys(fields).find((field) => fields[field]?.write === path);
  return ours(name) ?? ours(name.split('.')[0] ?? '') ?? name;
}

/** What is wrong with single fields: a list of `{ field, message }`, or a map of field to one message or several. */
function issuesOf(profile: Profile, body: unknown): Issue[] {
  const { items, field = ['field', 'pointer'], text = ['message', 'detail'], code } = profile.errors ?? {};
  const found = items === undefined ? undefined : compilePath(items)(body);
  // Both are looked up in tables of words, where names that every object knows would find something.
  const safe = (text: string): string => (isUnsafeName(text) ? '' : text);
  const issue = (name: unknown, reason: unknown, said: unknown): Issue => ({
    path: safe(fieldOf(profile, name)),
    code: (typeof reason === 'string' && safe(reason)) || 'refused',
    message: fitWords(said) ?? 'The backend did not accept this value.',
  });
  if (Array.isArray(found))
    return found
      .slice(0, 50)
      .map((item) =>
        issue(
          compilePath(field)(item),
          code === undefined ? code : compilePath(code)(item),
          typeof item === 'string' ? item : compilePath(text)(item),
        ),
      );
  return Object.entries(isObject(found) ? found : {})
    .slice(0, 50)
    .map(([key, said]) => issue(key, undefined, Array.isArray(said) ? said.join(' ') : said));
}

/** Where the backend's sentence for people stands unless a profile says so. */
const usualPlaces = ['message', 'detail', 'error', 'title'];

/** The backend's sentence for people; undefined where there is none that is fit to be shown. */
const wordsIn = (places: readonly string[], body: unknown): string | undefined =>
  fitWords(compilePath(places)(body));

/**
 * The error of a success that is not what was asked for. Where an error stands in its place, the backend's words say more
 * than that something cannot be read.
 */
export function inPlaceOf(profile: Profile, { status, body }: HttpAnswer, error: unknown): unknown {
  if (!isIncidentError(error) || error.kind !== 'bad-answer' || !isObject(body)) return error;
  const { errors, fields } = profile;
  // What an incident has as well, such as a title, is no sign of an error.
  const own = new Set(Object.values(fields).flatMap(({ read = [] }) => read));
  const places = (errors?.message ?? usualPlaces).filter((place) => !own.has(place));
  const said = wordsIn(places, body);
  if (said === undefined) return error;
  const { ambiguous } = error;
  return new IncidentError('refused', said, { status, issues: issuesOf(profile, body), ambiguous });
}

/** What an answer that is no success means, in the backend's words where they are fit to be shown and in ours otherwise. */
export function errorOf(
  profile: Profile,
  { status, headers, body }: HttpAnswer,
  ambiguous: boolean,
  now: Instant,
): IncidentError {
  const kind = (profile.errors?.status?.[String(status)] as ErrorKind | undefined) ?? kindOf(status);
  const issues = issuesOf(profile, body);
  // A date is by the clock that wrote it.
  const date = Date.parse(headers.get('date') ?? '');
  const written = Number.isNaN(date) ? now : date;
  return new IncidentError(
    kind,
    wordsIn(profile.errors?.message ?? usualPlaces, body) ??
      issues[0]?.message ??
      words[kind] ??
      `The backend answered with status ${String(status)}.`,
    { status, issues, ambiguous, retryAfter: retryAfterOf(headers.get('retry-after'), written) },
  );
}

/** The sentences of a success, only those that sound like a refusal if there are any. */
export function sentencesOf({ refusals = [], message }: ErrorsDefinition = {}, body: unknown): string {
  // Of a record its title would be a sentence, too.
  const places = (message ?? usualPlaces).filter((place) => place !== 'title');
  const told = Array.isArray(body) ? body : isObject(body) ? [compilePath(places)(body)] : [];
  const said = told.map(fitWords).filter((one) => one !== undefined);
  const parts = refusals.map((part) => part.toLowerCase());
  const sounding = said.filter((one) => parts.some((part) => one.toLowerCase().includes(part)));
  return (sounding.length > 0 ? sounding : said).join(' ');
}

/**
 * An error after the backend has said yes: it leaves open what was done.
 *
 * @param own It is about the answer itself, so that the backend's words are what there is to say.
 */
export function afterYes(error: unknown, own = false): unknown {
  if (!isIncidentError(error)) return error;
  const { kind, message, issues, status } = error;
  return own && kind === 'refused'
    ? new IncidentError(kind, message, { issues, status, ambiguous: true })
    : new IncidentError(kind, `Sent, but it could not be checked: ${message}`, {
        ambiguous: true,
        cause: error,
      });
}
