import { entryKinds } from '../../core/entry.js';
import type { ErrorKind, Issue } from '../../core/errors.js';
import { statusCategories } from '../../core/incident.js';
import { orNearest } from './nearest.js';
import type { EnumDefinition, ProfileDefinition } from './profile-schema.js';

/** Names of headers and parameters that are there to carry a secret. */
const secret =
  /^(?:(?:proxy-)?authorization|cookie)$|(?:^|[-_.])(?:api[-_]?key|(?:access|auth|private|session)[-_]?token|secret|passw(?:or)?d)$/i;
const secretParameter = /^(?:token|auth|key|apikey|pwd)$/i;

/** What a path may be filled with at the moment of sending; everything else has to be a variable. */
const inputs: readonly string[] = ['id', 'entry', 'discovered'];

const errorKinds = [
  ...(['validation', 'auth-required', 'forbidden', 'not-found', 'conflict', 'rate-limited'] as const),
  ...([
    'unavailable',
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
export function* implausible({ headers, ops = {}, ...rest }: ProfileDefinition): Generator<Issue> {
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
export function* unusedVars(set: object | undefined, merged: ProfileDefinition): Generator<Issue> {
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
