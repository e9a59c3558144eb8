import type { FieldName } from './fields.js';
import { fields } from './fields.js';
import type { Incident, Person, Ref, Resolution, Status } from './incident.js';
import { isTold } from './time.js';

/** A spreadsheet takes these for the beginning of a formula: also in full width, and behind what nobody sees. */
const formula = /^[\p{Cf}\uFEFF]*[=+\-@\t\r\n'＝＋－＠]/u;

/** A cell by RFC 4180. What a spreadsheet would carry out begins with an apostrophe; one that is there gets a second one. */
function cell(value: string): string {
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows of cells as CSV by RFC 4180; no spreadsheet runs what is in them. */
export const csvOf = (rows: Iterable<readonly string[]>): string =>
  [...rows]
    .map((row) => row.map(cell).join(','))
    .join('\r\n')
    .concat('\r\n');

type Column = readonly [name: string, of: (incident: Incident) => string];

const value =
  <T>(field: FieldName, text: (value: T) => string | undefined) =>
  (incident: Incident): string => {
    const found = (incident as unknown as Record<string, T | undefined>)[field];
    return found === undefined ? '' : (text(found) ?? '');
  };

const instant = (at: number): string => (isTold(at) ? new Date(at).toISOString() : '');

/** A field's columns: names of people and things beside their ids, so that a report can group by either. */
function columnsOf({ name, kind }: (typeof fields)[number]): readonly Column[] {
  switch (kind) {
    case 'instant':
      return [[name, value(name, instant)]];
    case 'ref':
      return [
        [name, value<Ref>(name, ({ label }) => label)],
        [`${name}.id`, value<Ref>(name, ({ id }) => id)],
      ];
    case 'person':
      return [
        [name, value<Person>(name, (person) => person.name)],
        [`${name}.id`, value<Person>(name, ({ id }) => id)],
      ];
    case 'status':
      return [
        [name, value<Status>(name, ({ category }) => category)],
        [`${name}.label`, value<Status>(name, ({ label, code }) => label ?? code)],
      ];
    case 'resolution':
      return (['type', 'code', 'method', 'notes'] as const).map((part) => [
        `${name}.${part}`,
        value<Resolution>(name, (resolution) => resolution[part]),
      ]);
    default:
      return [[name, value<string | number | boolean>(name, String)]];
  }
}

/** The columns of an export: every field of the table under its own name, in its order. They do not change with the language. */
const columns: readonly Column[] = fields.flatMap(columnsOf);

export const csvColumns: readonly string[] = columns.map(([name]) => name);

/**
 * Incidents as CSV by RFC 4180, with a line of names. Times are ISO 8601 in UTC. A text that begins with `=`, `+`, `-`,
 * `@` (in full width too), a tab or a line break gets an apostrophe in front, so that no spreadsheet runs it; so does one that begins with an
 * apostrophe, so that taking away one apostrophe always gives the text back.
 */
export const toCsv = (incidents: Iterable<Incident>): string =>
  csvOf([csvColumns, ...[...incidents].map((incident) => columns.map(([, of]) => of(incident)))]);
