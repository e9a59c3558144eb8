import type { KpiRow } from '../../src/core/kpi/row.js';

/** One row of the log: one state an incident was in. Field names are the file's own; `?` means missing. */
export type LogRow = Readonly<Record<string, string>>;

/** An incident of the log: all its rows in file order. */
export interface LoggedIncident {
  readonly number: string;
  readonly rows: readonly LogRow[];
  readonly last: LogRow;
}

/** Splits CSV, quoted fields included. */
function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let [row, field, quoted]: [string[], string, boolean] = [[], '', false];
  const endField = (): void => {
    row.push(field);
    field = '';
  };
  const endRow = (): void => {
    endField();
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  };
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] as string;
    if (quoted) {
      if (sign !== '"') field += sign;
      else if (text[i + 1] === '"') field += text[++i] as string;
      else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === ',') endField();
    else if (sign === '\n') endRow();
    else if (sign !== '\r') field += sign;
  }
  if (field !== '' || row.length > 0) endRow();
  return rows;
}

/** Reads the log: one incident per number, in the order of their first rows. */
export function parseServiceNowLog(text: string): readonly LoggedIncident[] {
  const [header = [], ...lines] = csvRows(text.replace(/^\uFEFF/, ''));
  const byNumber = new Map<string, LogRow[]>();
  for (const line of lines) {
    const row: LogRow = Object.fromEntries(header.map((name, i) => [name.trim(), line[i] ?? '?']));
    const number = row['number'] ?? '';
    const rows = byNumber.get(number);
    if (rows) rows.push(row);
    else byNumber.set(number, [row]);
  }
  return [...byNumber].map(([number, rows]) => ({ number, rows, last: rows[rows.length - 1] as LogRow }));
}

/** A field's value, or `undefined` for `?` and nothing. */
export function logText(row: LogRow, field: string): string | undefined {
  const value = row[field]?.trim();
  return value === undefined || value === '' || value === '?' ? undefined : value;
}

/** A time of the log: day first, without a zone, read as UTC. */
export function logTime(row: LogRow, field: string): number | undefined {
  const parts = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(
    logText(row, field) ?? '',
  );
  if (!parts) return undefined;
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const logCount = (row: LogRow, field: string): number | undefined => {
  const text = logText(row, field);
  return text === undefined || Number.isNaN(Number(text)) ? undefined : Number(text);
};

/**
 * The row of a logged incident for figures: the fields of its last row, acknowledged when it first left "New".
 * Priorities are words in this log; `rankOf` numbers them.
 */
export function logKpiRow(
  { number, rows, last }: LoggedIncident,
  rankOf: (priority: string) => number,
): KpiRow {
  const state = logText(last, 'incident_state');
  const first = rows.find((row) => row['incident_state'] !== 'New' && row['incident_state'] !== '-100');
  const priority = logText(last, 'priority');
  const sla = logText(last, 'made_sla')?.toLowerCase();
  return {
    id: number,
    loggedAt: logTime(last, 'opened_at'),
    ...(first ? { acknowledgedAt: logTime(first, 'sys_updated_at') } : {}),
    resolvedAt: logTime(last, 'resolved_at'),
    closedAt: logTime(last, 'closed_at'),
    ...(priority === undefined ? {} : { priority: rankOf(priority) }),
    category: logText(last, 'category'),
    status: last['incident_state'],
    open: state !== 'Resolved' && state !== 'Closed',
    reassignmentCount: logCount(last, 'reassignment_count'),
    reopenCount: logCount(last, 'reopen_count'),
    ...(sla === undefined ? {} : { slaMet: sla === 'true' }),
  };
}
