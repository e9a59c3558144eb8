import type { CountedField, IncidentChange } from '../../core/changes.js';
import { countedFields, countOf } from '../../core/changes.js';
import { IncidentError } from '../../core/errors.js';
import { endedCategories, unreadPart } from '../../core/query.js';
import type { Instant } from '../../core/time.js';
import type { Adapter } from '../adapter.js';
import type { Discovered, Discovery } from './discovery.js';
import { exists } from './discovery.js';
import type { Fields } from './fields.js';
import type { Criterion } from './filters/criteria.js';
import type { Client } from './operation.js';
import { fillText } from './operation.js';
import type { Reader } from './path.js';
import { compilePath, matches, textOf } from './path.js';
import type { Profile } from './profile.js';
import { dateFor, searchFor } from './records.js';

/** The fields whose changes the backend tells over all incidents. One whose count the record carries is not among them. */
export function changesTold({ changes, fields }: Profile, discovered?: Discovered): readonly CountedField[] {
  return countedFields.filter((name) => {
    const field = fields[name];
    return (
      changes?.fields[name] &&
      field &&
      exists(field.requires, discovered) &&
      fields[countOf[name]]?.read === undefined
    );
  });
}

/** The id under which the discovery has found what a field requires. */
const idOf = (required: string | undefined, discovered: Discovered | undefined): string | undefined =>
  [...(discovered ?? [])].find(([, name]) => name === required)?.[0];

const place = '{discovered}';

/** What has to stand in a row that is a change of a field; undefined where that is not known. */
function rowsOf(
  { changes, fields }: Profile,
  name: CountedField,
  found: Discovered | undefined,
): readonly (readonly [path: string, values: readonly string[]])[] | undefined {
  const discovered = idOf(fields[name]?.requires, found);
  const rows = Object.entries(changes?.fields[name] ?? {}).map(
    ([path, values]) => [path, [values].flat()] as const,
  );
  const isOpen = discovered === undefined && rows.some(([, values]) => values.includes(place));
  return isOpen
    ? undefined
    : rows.map(([path, values]) => [path, values.map((value) => fillText(value, { discovered }))]);
}

/** The backend's words for the statuses at which work has come to its end. */
function endedCodes({ fields, enums }: Profile): readonly string[] {
  const { read } = enums[fields['status']?.enum ?? ''] ?? {};
  const isEnd = (ours: unknown): boolean => (endedCategories as readonly unknown[]).includes(ours);
  return read ? Object.keys(read).filter((code) => isEnd(read[code])) : endedCategories;
}

/** Tells what has become of a field over all incidents, where the profile says how. */
export function createChanges(
  client: Client,
  { byName }: Fields,
  discovered: Discovery,
): Pick<Adapter, 'changes'> {
  const { profile } = client.options;
  const { changes: definition } = profile;
  if (!definition || changesTold(profile).length === 0) return {};
  const { op, updated, before } = definition;
  const { filter } = client.operation(op);
  const [idAt, incidentAt, fromAt, toAt] = [
    definition.id,
    definition.incident,
    definition.from,
    definition.to,
  ].map(compilePath) as [Reader, Reader, Reader, Reader];

  const criteria = (
    field: CountedField,
    rows: readonly (readonly [string, readonly string[]])[],
    since: Instant | undefined,
    date: (at: Instant) => string | number,
  ): readonly Criterion[] => [
    ...(updated === undefined || since === undefined
      ? []
      : [{ op: 'from', field: updated, value: date(since) } as const]),
    ...rows.map(([name, values]) => ({ op: 'in', field: name, values }) as const),
    ...(field === 'status' && before !== undefined
      ? [{ op: 'in', field: before, values: endedCodes(profile) } as const]
      : []),
  ];

  return {
    async changes({ field, updatedFrom }, page, read) {
      const found = await discovered();
      const rows = changesTold(profile, found).includes(field) ? rowsOf(profile, field, found) : undefined;
      if (!rows)
        throw new IncidentError('unsupported', `${profile.label} does not tell changes of the ${field}.`);
      const asked =
        filter &&
        (await searchFor(criteria(field, rows, updatedFrom, dateFor(filter, profile)), filter, profile.vars));
      const answer = await client.page(op, page, { ...read, ...(asked && { search: asked }) });
      const { table } = byName.get(field) ?? {};
      const word = (value: unknown): string => String(table?.read(value) ?? textOf(value) ?? '');
      const isMeant = matches(Object.fromEntries(rows));
      const meant = answer.items.filter(isMeant);
      const items = meant.flatMap((row): IncidentChange[] => {
        const [id, incidentId] = [textOf(idAt(row)), textOf(incidentAt(row))];
        return id && incidentId
          ? [{ id, incidentId, field, from: word(fromAt(row)), to: word(toAt(row)) }]
          : [];
      });
      return {
        ...answer,
        items,
        total: items.length === answer.items.length ? answer.total : null,
        ...unreadPart(meant.length - items.length),
      };
    },
  };
}
