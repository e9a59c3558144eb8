import type { Entry, EntryKind, FieldChange, Visibility } from '../../core/entry.js';
import { entryKinds, visibilityOf } from '../../core/entry.js';
import { IncidentError } from '../../core/errors.js';
import type { Person } from '../../core/incident.js';
import type { Instant } from '../../core/time.js';
import { compileEntryFiles } from './entry-files.js';
import type { Fields } from './fields.js';
import { coercion, decoding } from './fields.js';
import type { Reader } from './path.js';
import { compilePath, isObject, matches, textOf } from './path.js';
import type { Profile, TimelineDefinition } from './profile.js';
import { thingsIn } from './relations.js';

/** A change whose values may still be ids, with the lookup that names them. */
interface RawChange extends FieldChange {
  readonly lookup?: string;
}

/** An entry, with a change that may still want names. */
export interface MappedEntry {
  readonly entry: Entry;
  readonly change?: RawChange;
}

/** Maps the rows of one timeline source; undefined for rows that tell nothing. */
export type EntryMapping = (
  row: unknown,
  incidentId: string,
  discovered: ReadonlyMap<string, string>,
) => MappedEntry | undefined;

const filled = (value: unknown): string | undefined => textOf(value) || undefined;

interface Kind {
  readonly kind: EntryKind;
  readonly visibility: Visibility;
}

function compileKind(source: TimelineDefinition): (row: unknown) => Kind | undefined {
  const isKind = (value: unknown): value is EntryKind => (entryKinds as readonly unknown[]).includes(value);
  const kindAt = source.kind === undefined ? undefined : compilePath(source.kind);
  const visibilityAt = source.visibility === undefined ? undefined : compilePath(source.visibility);
  const rules = (source.rules ?? []).map((rule) => ({ rule, fits: matches(rule.match ?? {}) }));
  return (row) => {
    const rule = rules.find(({ fits }) => fits(row))?.rule;
    if (rule?.skip) return undefined;
    const own = rule?.kind ?? kindAt?.(row);
    const kind: EntryKind = isKind(own) ? own : 'system';
    const visibility = rule?.visibility ?? visibilityAt?.(row);
    // Whoever does not say that it is for everybody has not said so.
    return {
      kind,
      visibility:
        visibility === 'public' || visibility === 'internal'
          ? visibility
          : kind === 'system'
            ? 'internal'
            : visibilityOf(kind),
    };
  };
}

/** An address of another record: how it begins, and the number at its end. */
const addressed = /^([^:/]+):\/\/.*\/([^/]+)$/;

/** Reads a change that is a link; undefined for every other. */
function compileLink(
  { change }: TimelineDefinition,
  profile: Profile,
): (raw: string, from: unknown, to: unknown) => RawChange | undefined {
  const { kinds = {}, incidents } = change?.links ?? {};
  const things = thingsIn(profile);
  return (raw, from, to) => {
    if (!Object.hasOwn(kinds, raw)) return undefined;
    const other = filled(to) ?? filled(from);
    if (other === undefined) return undefined;
    const [, begins = '', number = ''] = addressed.exec(other) ?? [];
    const thing = things.get(begins);
    const { kind: label = kinds[raw], lookup } = thing ?? {};
    const called = thing || begins === incidents ? number : other;
    return {
      field: 'link',
      ...(label === undefined ? {} : { label }),
      ...(filled(to) === undefined ? { from: called } : { to: called }),
      ...(lookup === undefined ? {} : { lookup }),
    };
  };
}

function compileChange(
  source: TimelineDefinition,
  profile: Profile,
  fields: Fields,
): (row: unknown, discovered: ReadonlyMap<string, string>) => RawChange | undefined {
  const { change } = source;
  if (!change) return () => undefined;
  const [field, from, to] = [compilePath(change.field), compilePath(change.from), compilePath(change.to)];
  const ours = new Map(Object.entries(change.fields ?? {}));
  const lookups = new Map(Object.entries(change.lookups ?? {}));
  const empties = new Set(change.empties ?? []);
  const linkOf = compileLink(source, profile);
  const required = new Map(
    [...fields.byName.values()].flatMap((one) =>
      one.definition.requires === undefined ? [] : [[one.definition.requires, one.name] as const],
    ),
  );
  return (row, discovered) => {
    const raw = filled(field(row));
    if (raw === undefined) return undefined;
    const link = linkOf(raw, from(row), to(row));
    if (link) return link;
    const name = discovered.get(raw);
    const known = ours.get(raw) ?? (name === undefined ? undefined : required.get(name));
    const lookup = lookups.get(raw);
    const shown = (value: unknown): string | undefined => {
      const written = filled(value);
      return written === undefined || empties.has(written)
        ? undefined
        : String(fields.byName.get(known ?? '')?.table?.read(written) ?? written);
    };
    const [before, after] = [shown(from(row)), shown(to(row))];
    return {
      field: known ?? raw,
      ...(known === undefined && name !== undefined ? { label: name } : {}),
      ...(before === undefined ? {} : { from: before }),
      ...(after === undefined ? {} : { to: after }),
      ...(lookup === undefined ? {} : { lookup }),
    };
  };
}

function changesOf(list: unknown): readonly FieldChange[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((one): FieldChange[] => {
    const field = isObject(one) ? filled(one['field']) : undefined;
    if (!isObject(one) || field === undefined) return [];
    const optional = (['label', 'from', 'to'] as const).flatMap((part) =>
      textOf(one[part]) === undefined ? [] : [[part, textOf(one[part])] as const],
    );
    return [{ field, ...Object.fromEntries(optional) }];
  });
}

export function compileTimeline(source: TimelineDefinition, profile: Profile, fields: Fields): EntryMapping {
  const at = (path: string | undefined): Reader => (path === undefined ? () => undefined : compilePath(path));
  const [id, recordedAt, occurredAt, words, key, changes] = [
    source.id,
    source.recordedAt,
    source.occurredAt,
    source.text,
    source.key,
    source.changes,
  ].map(at) as [Reader, Reader, Reader, Reader, Reader, Reader];
  const date = decoding(profile.codecs.date.read);
  const kindOf = compileKind(source);
  const changeOf = compileChange(source, profile, fields);
  const filesIn = compileEntryFiles(source.files);
  const { author } = source;
  const authorAt = at(author?.read);
  const person = coercion(
    { type: 'person', parts: author?.parts, empties: author?.empties },
    undefined,
    date,
  );
  const automatic = new Set(author?.automatic ?? []);
  return (row, incidentId, discovered) => {
    const kind = kindOf(row);
    if (!kind) return undefined;
    const own = filled(id(row));
    const recorded = date(recordedAt(row)) as Instant | undefined;
    if (own === undefined || recorded === undefined)
      throw new IncidentError('bad-answer', 'The backend returned an entry without id or time.');
    const by = author ? (person(authorAt(row), row) as Person | undefined) : undefined;
    const deferred = source.texts?.kinds.includes(kind.kind) ?? false;
    const said = textOf(words(row));
    const written = kind.kind === 'comment' || kind.kind === 'work-note' || kind.kind === 'created';
    const change = written ? undefined : changeOf(row, discovered);
    const listed = source.changes === undefined ? [] : changesOf(changes(row));
    const attachments = filesIn(row);
    const mutation = filled(key(row));
    return {
      entry: {
        id: own,
        incidentId,
        ...kind,
        occurredAt: (date(occurredAt(row)) as Instant | undefined) ?? recorded,
        recordedAt: recorded,
        ...(by ? { author: automatic.has(by.id) ? { ...by, automatic: true } : by } : {}),
        ...(said !== undefined ? { text: said } : deferred ? { deferred: true } : {}),
        ...(listed.length > 0 ? { changes: listed } : {}),
        ...(attachments.length > 0 ? { attachments } : {}),
        ...(mutation === undefined ? {} : { key: mutation }),
      },
      ...(change ? { change } : {}),
    };
  };
}
