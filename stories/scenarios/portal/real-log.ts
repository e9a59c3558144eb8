import type { LocalSeed } from '../../../src/adapters/local/index.js';
import type { Entry, FieldChange } from '../../../src/core/entry.js';
import type { Incident, Person, Ref, StatusCategory } from '../../../src/core/incident.js';
import { DAY, MINUTE } from '../../../src/core/time.js';
import type { Instant } from '../../../src/core/time.js';

type Column = readonly number[];
type Text =
  | 'caller_id'
  | 'contact_type'
  | 'location'
  | 'subcategory'
  | 'u_symptom'
  | 'incident_state'
  | 'impact'
  | 'urgency'
  | 'priority'
  | 'category'
  | 'assignment_group'
  | 'assigned_to';

/** The file `real-log.json`: columns, with texts named by their place in a list and times in minutes since `origin`. */
export interface RealLog {
  readonly attribution: string;
  readonly source: string;
  readonly licence: string;
  readonly origin: Instant;
  readonly until: Instant;
  readonly texts: Readonly<Record<Text | 'people', readonly string[]>>;
  readonly incidents: Readonly<Record<string, Column>>;
  readonly rows: Readonly<Record<string, Column>>;
}

export interface LoadedLog {
  readonly seed: LocalSeed;
  readonly attribution: string;
  readonly source: string;
  /** By how many weeks all times were moved. */
  readonly weeks: number;
  /** The moment of the log that is shown as the present. */
  readonly asOf: Instant;
}

const week = 7 * DAY;

const categories: Readonly<Record<string, StatusCategory>> = {
  New: 'new',
  Active: 'active',
  'Awaiting User Info': 'paused',
  'Awaiting Problem': 'paused',
  'Awaiting Vendor': 'paused',
  'Awaiting Evidence': 'paused',
  Resolved: 'resolved',
  Closed: 'closed',
};

/** Levels and priorities begin with their number: `2 - Medium`. */
const rank = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number.parseInt(text, 10) || undefined;
const ref = (label: string | undefined): Ref | undefined =>
  label === undefined ? undefined : { id: label, label };
const person = (name: string | undefined): Person | undefined =>
  name === undefined ? undefined : { id: name, name: name.replace(/\s+/gu, ' ') };

const followed: readonly (readonly [Text, string])[] = [
  ['impact', 'impact'],
  ['urgency', 'urgency'],
  ['priority', 'priority'],
  ['category', 'category'],
];

/** Leaves out what is undefined, as the records do. */
const present = <T extends object>(record: T): T =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;

/**
 * The log as incidents with their entries, moved by whole weeks so that weekdays and times of day stay true, and as it
 * stood at the moment that becomes `now`: what happened later has not happened yet.
 */
export function readLog(log: RealLog, now: Instant): LoadedLog {
  const weeks = Math.ceil((now - log.until) / week);
  const shift = weeks * week;
  const at = (minutes: number): Instant => log.origin + minutes * MINUTE + shift;
  const cell = (table: Readonly<Record<string, Column>>, name: string, row: number): number =>
    table[name]?.[row] ?? -1;
  const text = (table: Readonly<Record<string, Column>>, name: Text, row: number): string | undefined =>
    log.texts[name][cell(table, name, row)];

  const incidents: Incident[] = [];
  const entries: Entry[] = [];
  let row = 0;
  (log.incidents['number'] ?? []).forEach((number, place) => {
    const end = row + cell(log.incidents, 'rows', place);
    const rows: number[] = [];
    for (; row < end; row += 1) if (at(cell(log.rows, 'at', row)) <= now) rows.push(row);
    const last = rows.at(-1);
    const loggedAt = at(cell(log.incidents, 'opened', place));
    if (last === undefined || loggedAt > now) return;

    const id = `log-${String(number)}`;
    const make = (
      row: number,
      kind: Entry['kind'],
      changes?: readonly FieldChange[],
      when = at(cell(log.rows, 'at', row)),
    ): Entry =>
      present({
        id: `r${String(entries.length).padStart(5, '0')}`,
        incidentId: id,
        kind,
        visibility: 'public',
        occurredAt: when,
        recordedAt: when,
        author: person(log.texts.people[cell(log.rows, 'by', row)]),
        changes,
      });
    entries.push(make(rows[0] ?? last, 'created', undefined, loggedAt));
    rows.slice(1).forEach((row, before) => {
      const earlier = rows[before] ?? row;
      const differ = (name: Text, field: string): FieldChange[] => {
        const [from, to] = [text(log.rows, name, earlier), text(log.rows, name, row)];
        return from === to ? [] : [present({ field, from, to })];
      };
      const status = [text(log.rows, 'incident_state', earlier), text(log.rows, 'incident_state', row)].map(
        (word) => categories[word ?? ''] ?? 'active',
      );
      if (status[0] !== status[1])
        entries.push(
          make(row, 'status', [{ field: 'status', ...present({ from: status[0], to: status[1] }) }]),
        );
      const hands = [...differ('assignment_group', 'group'), ...differ('assigned_to', 'assignee')];
      if (hands.length > 0) entries.push(make(row, 'assignment', hands));
      const others = followed.flatMap(([name, field]) => differ(name, field));
      if (others.length > 0) entries.push(make(row, 'change', others));
    });

    const word = text(log.rows, 'incident_state', last) ?? 'Active';
    const category = categories[word] ?? 'active';
    const left = rows.find((row) => text(log.rows, 'incident_state', row) !== 'New');
    const resolved = cell(log.incidents, 'resolved', place);
    const over = category === 'resolved' || category === 'closed';
    const resolvedAt = over
      ? resolved >= 0 && at(resolved) <= now
        ? at(resolved)
        : at(cell(log.rows, 'at', last))
      : undefined;
    const symptom = text(log.incidents, 'u_symptom', place);
    const subcategory = text(log.incidents, 'subcategory', place);
    incidents.push(
      present({
        id,
        number: `INC${String(number).padStart(7, '0')}`,
        // The log has no words: names and texts were replaced by numbers before it was published.
        title:
          [symptom, subcategory ?? text(log.rows, 'category', last)].filter(Boolean).join(', ') ||
          'No symptom stated',
        description: '',
        status: { category, label: word },
        impact: rank(text(log.rows, 'impact', last)),
        urgency: rank(text(log.rows, 'urgency', last)),
        priority: rank(text(log.rows, 'priority', last)),
        category: text(log.rows, 'category', last),
        subcategory,
        service: ref(text(log.rows, 'category', last)),
        caller: person(text(log.incidents, 'caller_id', place)),
        location: text(log.incidents, 'location', place),
        channel:
          text(log.incidents, 'contact_type', place) === 'Email' ? ('email' as const) : ('phone' as const),
        group: ref(text(log.rows, 'assignment_group', last)),
        assignee: person(text(log.rows, 'assigned_to', last)),
        loggedAt,
        updatedAt: at(cell(log.rows, 'at', last)),
        acknowledgedAt: left === undefined ? undefined : at(cell(log.rows, 'at', left)),
        resolvedAt,
        closedAt: category === 'closed' ? at(cell(log.rows, 'at', last)) : undefined,
        reassignmentCount: cell(log.rows, 'reassignment_count', last),
        reopenCount: cell(log.rows, 'reopen_count', last),
        slaMet: over ? cell(log.rows, 'sla', last) === 1 : undefined,
      }),
    );
  });
  const services = [...new Set(incidents.map(({ category }) => category ?? ''))]
    .filter(Boolean)
    .sort()
    .map((label) => ({ id: label, label }));
  return {
    seed: { incidents, entries, choices: { services } },
    attribution: log.attribution,
    source: log.source,
    weeks,
    asOf: now - shift,
  };
}

/** Fetches and reads the log that lies beside the page. */
export async function loadRealLog(now: Instant): Promise<LoadedLog> {
  const answer = await fetch(new URL('./real-log.json', import.meta.url));
  if (!answer.ok) throw new Error(`The log cannot be read (${String(answer.status)}).`);
  return readLog((await answer.json()) as RealLog, now);
}
