import { getDotPath, safeParse } from 'valibot';
import { entryKinds } from '../../core/entry.js';
import type { ErrorKind, Issue } from '../../core/errors.js';
import { IncidentError } from '../../core/errors.js';
import { statusCategories } from '../../core/incident.js';
import { idFields } from '../../core/query.js';
import { shapeMessage } from '../../core/shape.js';
import { extended } from './extension.js';
import { hook, hookNames } from './hooks.js';
import { baseUrlIssue } from './http.js';
import { isUnsafeName, parsePath } from './path.js';
import type { EnumDefinition, Profile, ProfileDefinition, Vars } from './profile.js';
import { complete, fieldTypes, isPlain, withVars } from './profile.js';
import type { Reference } from './schema/names.js';
import { references } from './schema/names.js';
import { severalFields } from './unasked.js';
import { profileSchema } from './schema/profile.js';

export { profileSchema };

export interface ParseOptions {
  /** What `extends` may name. Loaded beforehand, so that a profile can be checked without waiting. */
  readonly presets?: Readonly<Record<string, ProfileDefinition>>;
  /** Overrides variables of the profile, for values that differ from page to page. */
  readonly vars?: Vars;
  /** Other origins a base URL may point to, such as `https://desk.example.test`. */
  readonly allowOrigins?: readonly string[];
}

/** How many letters have to be changed, added or left out to make one word of another. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** The end of a sentence about a name nobody knows: the one that was most likely meant, or all there are. */
function orNearest(name: string, known: readonly string[]): string {
  const word = name.slice(0, 60).toLowerCase();
  const [best] = known
    .map((one) => [one, distance(word, one.toLowerCase())] as const)
    .filter(([one, away]) => away <= Math.ceil(Math.max(word.length, one.length) / 3))
    .sort(([, a], [, b]) => a - b);
  if (best) return `do you mean "${best[0]}"?`;
  return known.length === 0 ? 'there are none.' : `known are ${known.join(', ')}.`;
}

/** The parts of a schema that hold further schemas, whatever its kind. */
interface Shape {
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly item?: Shape;
  readonly key?: unknown;
  readonly value?: Shape;
  readonly wrapped?: Shape;
  readonly options?: readonly unknown[];
}

interface Named {
  readonly what: Reference;
  readonly name: string;
  readonly path: string;
}

/** Every text in a profile that names something, by the schema of its place. */
function* namesIn(shape: unknown, value: unknown, path: string): Generator<Named> {
  if (typeof shape !== 'object' || shape === null || value === undefined || value === null) return;
  const what = references.get(shape);
  if (what !== undefined && typeof value === 'string') yield { what, name: value, path };
  const { entries = {}, item, key, value: inner, wrapped, options = [] }: Shape = shape;
  const at = (part: string): string => (path === '' ? part : `${path}.${part}`);
  if (wrapped) yield* namesIn(wrapped, value, path);
  // The alternatives of a variant are told apart by a word, those of a union by the form of the value.
  for (const option of options)
    if (typeof key !== 'string' || kindOf(option, key) === (isPlain(value) && value[key]))
      yield* namesIn(option, value, path);
  if (Array.isArray(value)) for (const [i, one] of value.entries()) yield* namesIn(item, one, at(String(i)));
  if (!isPlain(value)) return;
  for (const [name, one] of Object.entries(value)) {
    if (inner) {
      yield* namesIn(key, name, at(name));
      yield* namesIn(inner, one, at(name));
    } else if (Object.hasOwn(entries, name)) yield* namesIn(entries[name], one, at(name));
  }
}

/** The word an alternative of a variant is told by. */
const kindOf = (option: unknown, key: string): unknown =>
  (option as { readonly entries?: Readonly<Record<string, { readonly literal?: unknown }>> }).entries?.[key]
    ?.literal;

/** What is wrong with a name: nothing that it could mean is there. */
function nameIssue({ what, name, path }: Named, profile: ProfileDefinition): Issue | undefined {
  const among = (table: object | undefined, code: string, place: string): Issue | undefined => {
    const known = Object.entries(table ?? {}).flatMap(([one, held]) => (held === null ? [] : [one]));
    if (known.includes(name)) return undefined;
    const message = `There is no ${what === 'enum' ? 'table' : what} "${name}" under "${place}"; ${orNearest(name, known)}`;
    return { path, code, message };
  };
  switch (what) {
    case 'path':
      try {
        parsePath(name);
        return undefined;
      } catch (error) {
        const message = error instanceof Error ? error.message : 'This path cannot be read.';
        return { path, code: 'path', message };
      }
    case 'operation':
      return among(profile.ops, 'unknown-operation', 'ops');
    case 'lookup':
      return among(profile.lookups, 'unknown-lookup', 'lookups');
    case 'enum':
      return among(profile.enums, 'unknown-enum', 'enums');
    case 'codec':
    case 'dialect':
    case 'fetchBodies':
      return hook(what, name)
        ? undefined
        : {
            path,
            code: 'not-available',
            message: `There is no ${what} "${name}"; use ${hookNames(what).join(', ') || 'none'}, or register it first.`,
          };
  }
}

/** What a profile lacks or names wrongly, so that it cannot work. Variables are filled in before. */
function* incomplete(profile: ProfileDefinition): Generator<Issue> {
  const required = (path: string, message: string): Issue => ({ path, code: 'required', message });
  const { name, ops, fields } = profile;
  for (const [part, given, what] of [
    ['name', name, 'its name'],
    ['ops', ops, 'its operations'],
    ['fields', fields, 'its fields'],
  ] as const)
    if (given === undefined) yield required(part, `A profile that extends nothing has to state ${what}.`);
  if (ops && !ops['list'])
    yield required('ops.list', 'Say how incidents are listed: {"method": "GET", "path": "/…"}.');
  if (ops && !ops['get'])
    yield required('ops.get', 'Say how one incident is read: {"method": "GET", "path": "/…/{id}"}.');
  if (fields && !fields['id']) yield required('fields.id', 'Say where the id of a record stands.');
  for (const field of Object.keys(fields ?? {}))
    if (!Object.hasOwn(fieldTypes, field))
      yield {
        path: `fields.${field}`,
        code: 'unknown-field',
        message: `There is no field "${field}"; ${orNearest(field, Object.keys(fieldTypes))}`,
      };
  for (const [op, one] of Object.entries(ops ?? {}))
    // A URL parser takes a backslash for a slash and drops tabs and line ends: two slashes would name another host.
    if (one && (!/^\/(?!\/)[^\\\s]*$/.test(one.path) || /\/(?:\.|%2e){1,2}(?:[/?#]|$)/i.test(one.path)))
      yield {
        path: `ops.${op}.path`,
        code: 'path',
        message:
          'Write only what comes after the base URL, beginning with one slash, such as "/cases/{id}"; no "\\", space or ".." in it.',
      };
  for (const named of namesIn(profileSchema, profile, '')) {
    const issue = nameIssue(named, profile);
    if (issue) yield issue;
  }
}

/** Names of headers and parameters that are there to carry a secret. */
const secret =
  /^(?:(?:proxy-)?authorization|cookie)$|(?:^|[-_.])(?:api[-_]?key|(?:access|auth|private|session)[-_]?token|secret|passw(?:or)?d)$/i;
const secretParameter = /^(?:token|auth|key|apikey|pwd)$/i;

/** What a path may be filled with at the moment of sending; everything else has to be a variable. */
const inputs: readonly string[] = [
  'id',
  'entry',
  'key',
  'discovered',
  'file',
  'fileName',
  'fileType',
  'fileSize',
  'visibility',
];

const errorKinds = [
  ...(['validation', 'auth-required', 'forbidden', 'not-found', 'conflict', 'rate-limited'] as const),
  ...([
    'unavailable',
    'breakdown',
    'network',
    'timeout',
    'bad-answer',
    'refused',
    'unsupported',
    'configuration',
  ] as const),
  ...(['storage', 'aborted', 'unknown'] as const),
] satisfies readonly ErrorKind[];

const isRank = (value: unknown): boolean => /^[1-9]\d?$/.test(String(value));
const isCategory = (value: unknown): boolean => (statusCategories as readonly unknown[]).includes(value);

/** Which of our values a field's table has to speak of. */
const scales: Readonly<Record<string, readonly [is: (value: unknown) => boolean, says: string]>> = {
  status: [isCategory, `one of ${statusCategories.join(', ')}`],
  ...Object.fromEntries(
    ['impact', 'urgency', 'priority'].map((name) => [
      name,
      [isRank, 'a level: 1 for the highest, then 2, 3 …'],
    ]),
  ),
};

function* enumIssues(at: string, field: string, table: EnumDefinition): Generator<Issue> {
  const [is, says] = scales[field] ?? [() => true, ''];
  const ours = [
    ...Object.entries(table.read ?? {}).map(([code, value]) => [`read.${code}`, value] as const),
    ...Object.keys(table.write ?? {}).map((value) => [`write.${value}`, value] as const),
    ...Object.keys(table.bands ?? {}).map((value) => [`bands.${value}`, value] as const),
    ...(table.unknown === undefined ? [] : [['unknown', table.unknown] as const]),
  ];
  for (const [path, value] of ours)
    if (!is(value))
      yield {
        path: `${at}.${path}`,
        code: 'unknown-value',
        message: `"${String(value)}" is nothing a ${field} can be; write ${says}.`,
      };
}

/**
 * What is well-formed in a profile and cannot have been meant: secrets everybody could read, places nothing fills, codes
 * that mean nothing here. Variables are filled in before.
 */
function* implausible({ headers, ops = {}, ...rest }: ProfileDefinition): Generator<Issue> {
  const secrets = function* (at: string, names: object | undefined, inAddress = false): Generator<Issue> {
    for (const name of Object.keys(names ?? {}))
      if (secret.test(name) || (inAddress && secretParameter.test(name)))
        yield {
          path: `${at}.${name}`,
          code: 'secret',
          message: `"${name}" carries a secret, and everybody can read a profile${inAddress ? ' and an address' : ''}. Leave it out: let the server that forwards the requests add it, or return it as a header from the auth callback of the desk.`,
        };
  };
  yield* secrets('headers', headers);
  for (const [name, op] of Object.entries(ops)) {
    if (!op) continue;
    const at = `ops.${name}`;
    yield* secrets(`${at}.headers`, op.headers);
    yield* secrets(`${at}.query`, op.query, true);
    for (const [, input = ''] of op.path.matchAll(/\{(\w+)\}/g))
      if (!inputs.includes(input))
        yield {
          path: `${at}.path`,
          code: 'unknown-variable',
          message: `Nothing fills "{${input}}"; give it a value under "vars".`,
        };
    const places = [op.path, ...Object.values(op.query ?? {}).flat()];
    if (/^(?:get|update)$/.test(name) && !places.some((place) => place.includes('{id}')))
      yield {
        path: `${at}.path`,
        code: 'required',
        message: `Say where the id of the incident goes, such as "${op.path.replace(/\/$/, '')}/{id}".`,
      };
  }
  const seen = new Set<string>();
  for (const [name, field] of Object.entries(rest.fields ?? {})) {
    if (field?.exact && !(idFields as readonly string[]).includes(name))
      yield {
        path: `fields.${name}.exact`,
        code: 'unknown-value',
        message: `No list is asked for a ${name} by its id alone; "exact" is for ${idFields.join(', ')}.`,
      };
    if (field?.among && !(severalFields as readonly string[]).includes(name))
      yield {
        path: `fields.${name}.among`,
        code: 'unknown-value',
        message: `No list is asked for a ${name} by its id; "among" is for ${severalFields.join(', ')}.`,
      };
    const table = rest.enums?.[field?.enum ?? ''];
    const key = `${String(field?.enum)} ${String(name === 'status')}`;
    if (field?.enum === undefined || !table || seen.has(key)) continue;
    seen.add(key);
    yield* enumIssues(`enums.${field.enum}`, name, table);
  }
  for (const [i, { rules = [] }] of (rest.timeline ?? []).entries())
    for (const [n, { kind }] of rules.entries())
      if (kind !== undefined && !(entryKinds as readonly string[]).includes(kind))
        yield {
          path: `timeline.${i}.rules.${n}.kind`,
          code: 'unknown-value',
          message: `There is no kind of entry "${kind}"; ${orNearest(kind, entryKinds)}`,
        };
  for (const [status, kind] of Object.entries(rest.errors?.status ?? {}))
    if (!(errorKinds as readonly string[]).includes(kind))
      yield {
        path: `errors.status.${status}`,
        code: 'unknown-value',
        message: `There is no kind of error "${kind}"; ${orNearest(kind, errorKinds)}`,
      };
}

/** Variables somebody has set and that stand nowhere: most likely misspelt, and their value would change nothing. */
function* unusedVars(set: object | undefined, merged: ProfileDefinition): Generator<Issue> {
  const { vars = {}, ...rest } = merged;
  const used = new Set(
    JSON.stringify(rest)
      .match(/\{\w+(?=\})/g)
      ?.map((place) => place.slice(1)),
  );
  const known = [...used].filter((name) => Object.hasOwn(vars, name));
  for (const name of Object.keys(set ?? {}))
    if (!used.has(name))
      yield {
        path: `vars.${name}`,
        code: 'unknown-variable',
        message: `The variable "${name}" stands nowhere in the profile; ${orNearest(name, known)}`,
      };
}

function unsafeNames(value: unknown, path: string, depth = 0): Issue[] {
  if (typeof value !== 'object' || value === null) return [];
  if (depth > 30) return [{ path, code: 'too-deep', message: 'This is nested too deeply for a profile.' }];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = path === '' ? key : `${path}.${key}`;
    return isUnsafeName(key)
      ? [{ path: at, code: 'unsafe-name', message: `"${key}" is not allowed as a name.` }]
      : unsafeNames(inner, at, depth + 1);
  });
}

const refuse = (issues: readonly Issue[]): IncidentError =>
  new IncidentError(
    'configuration',
    `The profile cannot be used. ${issues
      .slice(0, 8)
      .map((i) => `${i.path || 'profile'}: ${i.message}`)
      .join(' ')}`,
    { issues },
  );

/**
 * Checks a profile (an object or JSON text), merges it onto the preset it extends and fills its variables.
 *
 * @throws {@link IncidentError} of kind `configuration` with the path and the reason of everything that is wrong.
 */
export function parseProfile(json: unknown, options: ParseOptions = {}): Profile {
  let raw = json;
  if (typeof json === 'string') {
    try {
      raw = JSON.parse(json);
    } catch (error) {
      throw refuse([
        {
          path: '',
          code: 'json',
          message: `This is not JSON: ${error instanceof Error ? error.message : ''}`,
        },
      ]);
    }
  }
  const unsafe = unsafeNames(raw, '');
  if (unsafe.length > 0) throw refuse(unsafe);
  const result = safeParse(profileSchema, raw);
  if (!result.success)
    throw refuse(
      result.issues.map((i) => ({
        path: getDotPath(i) ?? '',
        code: i.type === 'variant' ? 'not-available' : 'shape',
        message: shapeMessage(i, 'profile'),
      })),
    );
  const { extends: base, ...own } = result.output;
  const preset =
    base === undefined
      ? {}
      : options.presets && Object.hasOwn(options.presets, base)
        ? options.presets[base]
        : undefined;
  if (!preset)
    throw refuse([
      {
        path: 'extends',
        code: 'unknown-preset',
        message: `There is no preset "${String(base)}" here; ${orNearest(String(base), Object.keys(options.presets ?? {}))}`,
      },
    ]);
  const merged = extended(preset, own, options.vars);
  const whole = withVars(merged);
  const baseIssue =
    whole.baseUrl === undefined ? undefined : baseUrlIssue(whole.baseUrl, options.allowOrigins);
  const issues = [
    ...incomplete(whole),
    ...implausible(whole),
    ...unusedVars({ ...own.vars, ...options.vars }, merged),
    ...(baseIssue === undefined ? [] : [{ path: 'baseUrl', code: 'base-url', message: baseIssue }]),
  ];
  if (issues.length > 0) throw refuse(issues);
  return complete(whole);
}
