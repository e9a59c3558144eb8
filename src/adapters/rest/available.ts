import type { Issue } from '../../core/errors.js';
import { fieldTypes, isField } from './fields.js';
import { hook, hookNames } from './kit.js';
import { codecOf, dateCodecs, parsePath } from './language.js';
import { orNearest } from './nearest.js';
import type { ProfileDefinition } from './profile-schema.js';

/** Kinds this version carries out. The language knows more; a profile that asks for those is refused, never half understood. */
const offered = {
  paging: ['none', 'page1', 'offset', 'cursor-body', 'link-header'],
  body: ['json', 'none'],
  sort: ['none', 'prefix', 'pair'],
  afterWrite: ['useBody', 'refetch', 'locationRefetch'],
  lifecycle: ['none', 'field', 'action-endpoint', 'comment-with-status'],
  concurrency: ['none', 'etag-header', 'precheck'],
  idempotency: ['none', 'header', 'lookup'],
  auth: ['none', 'header', 'cookie'],
  type: ['text', 'number', 'boolean', 'date', 'status', 'ref', 'person', 'resolution', 'json'],
} as const;

/** Everything in a well-formed profile that cannot work: unknown names, unreadable paths, kinds this version lacks. */
export function profileIssues(profile: ProfileDefinition): readonly Issue[] {
  const issues: Issue[] = [];
  const add = (path: string, code: string, message: string): void =>
    void issues.push({ path, code, message });
  const kind = (path: string, group: keyof typeof offered, value: string | undefined): void => {
    if (value !== undefined && !(offered[group] as readonly string[]).includes(value))
      add(
        path,
        'not-available',
        `${group} kind "${value}" is not available in this version; use ${offered[group].join(', ')}.`,
      );
  };
  const registered = (
    path: string,
    what: 'codec' | 'dialect' | 'fetchBodies',
    name: string | undefined,
  ): void => {
    if (name !== undefined && !(what === 'codec' ? codecOf(name) : hook(what, name)))
      add(
        path,
        'not-available',
        `${what} "${name}" is not available in this version; use ${[...(what === 'codec' ? Object.keys(dateCodecs) : []), ...hookNames(what)].join(', ') || 'none'}, or register it first.`,
      );
  };
  const op = (path: string, name: string | undefined): void => {
    if (name !== undefined && !profile.ops?.[name])
      add(
        path,
        'unknown-operation',
        `There is no operation "${name}" under "ops"; ${orNearest(name, Object.keys(profile.ops ?? {}))}`,
      );
  };
  const paths = (path: string, value: string | readonly string[] | undefined): void => {
    for (const one of typeof value === 'string' ? [value] : (value ?? []))
      try {
        parsePath(one);
      } catch (error) {
        add(path, 'path', error instanceof Error ? error.message : 'This path cannot be read.');
      }
  };
  const lookup = (path: string, name: string): void => {
    if (!profile.lookups?.[name])
      add(path, 'unknown-lookup', `There is no lookup "${name}" under "lookups".`);
  };
  const partPaths = (
    path: string,
    parts: Readonly<Record<string, string | readonly string[]>> | undefined,
  ): void => {
    for (const [name, value] of Object.entries(parts ?? {})) paths(`${path}.${name}`, value);
  };

  for (const [part, what] of [
    ['name', 'its name'],
    ['ops', 'its operations'],
    ['fields', 'its fields'],
  ] as const)
    if (profile[part] === undefined)
      add(part, 'required', `A profile that extends nothing has to state ${what}.`);
  if (profile.ops && !profile.ops['list'])
    add('ops.list', 'required', 'Say how incidents are listed: {"method": "GET", "path": "/…"}.');
  if (profile.ops && !profile.ops['get'])
    add('ops.get', 'required', 'Say how one incident is read: {"method": "GET", "path": "/…/{id}"}.');
  if (profile.fields && !profile.fields['id'])
    add('fields.id', 'required', 'Say where the id of a record stands.');

  for (const [name, field] of Object.entries(profile.fields ?? {})) {
    const at = `fields.${name}`;
    if (!isField(name))
      add(at, 'unknown-field', `There is no field "${name}"; ${orNearest(name, Object.keys(fieldTypes))}`);
    if (!field) continue;
    kind(`${at}.type`, 'type', field.type);
    paths(`${at}.read`, field.read);
    paths(`${at}.write`, field.write);
    partPaths(`${at}.parts`, field.parts);
    registered(`${at}.codec`, 'codec', field.codec);
    if (field.lookup !== undefined) lookup(`${at}.lookup`, field.lookup);
    if (field.enum !== undefined && !profile.enums?.[field.enum])
      add(
        `${at}.enum`,
        'unknown-enum',
        `There is no table "${field.enum}" under "enums"; ${orNearest(field.enum, Object.keys(profile.enums ?? {}))}`,
      );
  }
  for (const [name, one] of Object.entries(profile.ops ?? {})) {
    const at = `ops.${name}`;
    if (!one) continue;
    // A URL parser takes a backslash for a slash and drops tabs and line ends: two slashes would name another host.
    if (!/^\/(?!\/)[^\\\s]*$/.test(one.path) || /\/(?:\.|%2e){1,2}(?:[/?#]|$)/i.test(one.path))
      add(
        `${at}.path`,
        'path',
        'Write only what comes after the base URL, beginning with one slash, such as "/cases/{id}"; no "\\", space or ".." in it.',
      );
    paths(`${at}.unwrap`, one.unwrap);
    paths(`${at}.items`, one.items);
    paths(`${at}.total.path`, one.total?.path);
    paths(`${at}.paging.next`, one.paging?.next);
    paths(`${at}.body.wrap`, one.body?.wrap);
    if (one.id?.from === 'body') paths(`${at}.id.path`, one.id.path);
    kind(`${at}.paging.kind`, 'paging', one.paging?.kind);
    kind(`${at}.body.kind`, 'body', one.body?.kind);
    kind(`${at}.sort.kind`, 'sort', one.sort?.kind);
    kind(`${at}.afterWrite`, 'afterWrite', one.afterWrite);
    registered(`${at}.filter.dialect`, 'dialect', one.filter?.dialect);
    registered(`${at}.filter.date`, 'codec', one.filter?.date);
  }
  const { lifecycle, timeline = [], codecs } = profile;
  kind('lifecycle.mode', 'lifecycle', lifecycle?.mode);
  kind('concurrency.mode', 'concurrency', profile.concurrency?.mode);
  kind('idempotency.mode', 'idempotency', profile.idempotency?.mode);
  kind('auth.kind', 'auth', profile.auth?.kind);
  if (
    profile.auth?.kind === 'cookie' &&
    profile.auth.csrf &&
    !/^(?:meta|cookie):./.test(profile.auth.csrf.from)
  )
    add(
      'auth.csrf.from',
      'not-available',
      'A CSRF token is read from "meta:NAME" or "cookie:NAME" in this version.',
    );
  if (lifecycle?.mode === 'action-endpoint') op('lifecycle.op', lifecycle.op);
  if (lifecycle?.mode === 'comment-with-status') paths('lifecycle.status', lifecycle.status);
  if (profile.idempotency?.mode === 'lookup') paths('idempotency.write', profile.idempotency.write);
  for (const which of ['read', 'write'] as const)
    registered(`codecs.date.${which}`, 'codec', codecs?.date?.[which]);
  if (timeline.length > 1)
    add('timeline', 'not-available', 'Several timeline sources are not available in this version; name one.');
  timeline.forEach((source, i) => {
    const at = `timeline.${i}`;
    op(`${at}.op`, source.op);
    op(`${at}.texts.op`, source.texts?.op);
    for (const part of [
      'id',
      'recordedAt',
      'occurredAt',
      'text',
      'key',
      'changes',
      'kind',
      'visibility',
    ] as const)
      paths(`${at}.${part}`, source[part]);
    paths(`${at}.author.read`, source.author?.read);
    partPaths(`${at}.author.parts`, source.author?.parts);
    source.rules?.forEach((rule, n) =>
      Object.keys(rule.match ?? {}).forEach((path) => {
        paths(`${at}.rules.${n}.match`, path);
      }),
    );
    for (const name of Object.values(source.change?.lookups ?? {})) lookup(`${at}.change.lookups`, name);
  });
  op('discovery.op', profile.discovery?.op);
  op('description.op', profile.description?.op);
  for (const [name, choice] of Object.entries(profile.options ?? {})) op(`options.${name}.op`, choice?.op);
  for (const [name, one] of Object.entries(profile.lookups ?? {})) {
    op(`lookups.${name}.op`, one.op);
    paths(`lookups.${name}.label`, one.label);
    paths(`lookups.${name}.id`, one.id);
  }
  registered('hooks.fetchBodies', 'fetchBodies', profile.hooks?.fetchBodies);
  return issues;
}
