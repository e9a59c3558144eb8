import { getDotPath, safeParse } from 'valibot';
import type { Issue } from '../../core/errors.js';
import { IncidentError } from '../../core/errors.js';
import { profileIssues } from './available.js';
import { baseUrlIssue } from './base-url.js';
import { isUnsafeName } from './paths.js';
import type {
  EnumDefinition,
  FieldDefinition,
  OperationDefinition,
  ProfileDefinition,
} from './profile-schema.js';
import { profileSchema } from './profile-schema.js';

declare const checked: unique symbol;

/** A checked profile with everything filled in. Made by {@link parseProfile} only. */
export interface Profile extends Omit<
  ProfileDefinition,
  'extends' | 'vars' | 'fields' | 'enums' | 'ops' | 'codecs'
> {
  readonly [checked]: true;
  readonly name: string;
  readonly label: string;
  readonly vars: Readonly<Record<string, string | number | boolean>>;
  readonly fields: Readonly<Record<string, FieldDefinition>>;
  readonly enums: Readonly<Record<string, EnumDefinition>>;
  readonly ops: Readonly<Record<string, OperationDefinition>>;
  readonly codecs: {
    readonly date: { readonly read: string; readonly write: string; readonly filter?: string };
  };
}

export interface ParseOptions {
  /** What `extends` may name. Loaded beforehand, so that a profile can be checked without waiting. */
  readonly presets?: Readonly<Record<string, ProfileDefinition>>;
  /** Overrides variables of the profile, for values that differ from page to page. */
  readonly vars?: Readonly<Record<string, string | number | boolean>>;
  /** Other origins a base URL may point to, such as `https://desk.example.test`. */
  readonly allowOrigins?: readonly string[];
}

const made = new WeakSet<object>();

/** True for what {@link parseProfile} returned. */
export const isProfile = (value: unknown): value is Profile =>
  typeof value === 'object' && value !== null && made.has(value);

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

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

/** Objects are merged, lists and values replaced, null removes. */
function merge(under: unknown, over: unknown): unknown {
  if (!isPlain(under) || !isPlain(over)) return over;
  const result: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    if (value === null) delete result[key];
    else result[key] = merge(under[key], value);
  }
  return result;
}

/** Fills `{name}` where it is a variable. Scopes of queries keep theirs: the query language quotes them. */
function fill(value: unknown, vars: Profile['vars'], inPath = false): unknown {
  if (typeof value === 'string')
    return value.replace(/\{(\w+)\}/g, (whole, name: string) => {
      if (!Object.hasOwn(vars, name)) return whole;
      const text = String(vars[name]);
      return inPath ? encodeURIComponent(text) : text;
    });
  if (Array.isArray(value)) return value.map((one) => fill(one, vars));
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'scope' || key === 'vars'
        ? inner
        : fill(inner, vars, key === 'path' && typeof inner === 'string' && inner.startsWith('/')),
    ]),
  );
}

/** Leaves out what an empty variable switches off. */
function switchedOff(profile: ProfileDefinition): ProfileDefinition {
  const { fields, idempotency } = profile;
  return {
    ...profile,
    ...(fields
      ? { fields: Object.fromEntries(Object.entries(fields).filter(([, field]) => field?.requires !== '')) }
      : {}),
    ...(idempotency?.mode === 'lookup' && idempotency.when === '' ? { idempotency: { mode: 'none' } } : {}),
  };
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
      result.issues.map((i) => ({ path: getDotPath(i) ?? '', code: 'shape', message: i.message })),
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
        message: `There is no preset "${String(base)}" here; load it and pass it along.`,
      },
    ]);
  const merged = merge(merge(preset, own), options.vars ? { vars: options.vars } : {}) as ProfileDefinition;
  const whole = switchedOff(fill(merged, merged.vars ?? {}) as ProfileDefinition);
  const baseIssue =
    whole.baseUrl === undefined ? undefined : baseUrlIssue(whole.baseUrl, options.allowOrigins);
  const issues = [
    ...profileIssues(whole),
    ...(baseIssue === undefined ? [] : [{ path: 'baseUrl', code: 'base-url', message: baseIssue }]),
  ];
  if (issues.length > 0) throw refuse(issues);
  const profile = {
    ...whole,
    label: whole.label ?? whole.name,
    vars: whole.vars ?? {},
    enums: whole.enums ?? {},
    codecs: { date: whole.codecs?.date ?? { read: 'iso', write: 'iso' } },
  } as unknown as Profile;
  made.add(profile);
  return profile;
}
