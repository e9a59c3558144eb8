import type { Issue } from '../../core/errors.js';
import { getDotPath, safeParse } from 'valibot';
import { profileIssues } from './available.js';
import { baseUrlIssue, IncidentError } from './kit.js';
import { isUnsafeName } from './language.js';
import { orNearest } from './nearest.js';
import { implausible, unusedVars } from './plausible.js';
import type {
  EnumDefinition,
  FieldDefinition,
  OperationDefinition,
  ProfileDefinition,
} from './profile-schema.js';
import { profileSchema } from './profile-schema.js';
import { complete, isPlain, withVars } from './resolve.js';

export { profileSchema };

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
        code: 'shape',
        message:
          i.expected === 'never'
            ? `${i.received} is no word of a profile here; those there are stand in profile.schema.json.`
            : `${i.message}.`,
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
  const merged = merge(merge(preset, own), options.vars ? { vars: options.vars } : {}) as ProfileDefinition;
  const whole = withVars(merged);
  const baseIssue =
    whole.baseUrl === undefined ? undefined : baseUrlIssue(whole.baseUrl, options.allowOrigins);
  const issues = [
    ...profileIssues(whole),
    ...implausible(whole),
    ...unusedVars({ ...own.vars, ...options.vars }, merged),
    ...(baseIssue === undefined ? [] : [{ path: 'baseUrl', code: 'base-url', message: baseIssue }]),
  ];
  if (issues.length > 0) throw refuse(issues);
  return complete(whole);
}
