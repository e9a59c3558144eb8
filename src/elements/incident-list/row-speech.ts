import type { Adapter } from '../../adapters/adapter.js';
import type { Status } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import { priorityCode } from '../../core/priority/priority.js';
import type { Instant } from '../../core/time.js';
import { lineSpeech } from '../../ui/incident-line.js';
import type { LocaleController } from '../../ui/locale.js';
import type { GroupField } from './arrangement.js';
import { readColumns } from './queue-row.js';
import type { RowSpeech } from './queue-row.js';

type Terms = RowSpeech['terms'];

/** The heading over a group in words. */
function headingOf(key: string, group: GroupField | undefined, terms: Terms): string {
  if (group === 'risk') return terms.riskStage[key as keyof Terms['riskStage']];
  if (group === 'status') return terms.status[key as Status['category']];
  if (key === '') return group === 'assignee' ? terms.line.nobody : '–';
  if (group === 'priority') return priorityCode(Number(key));
  return terms.filter.values[key] ?? key;
}

export interface SpeechParts {
  readonly locale: LocaleController<Terms>;
  readonly policy: Policy | undefined;
  readonly adapter: Adapter | undefined;
  /** The present, to the minute. */
  readonly now: Instant;
  readonly columns: string;
  readonly group: GroupField | undefined;
  readonly triage: boolean;
  readonly withoutPerson: boolean;
}

/** What the rows of a list are written with. */
export function rowSpeech(parts: SpeechParts): RowSpeech {
  const { locale, policy, adapter, now, columns, group, triage, withoutPerson } = parts;
  const { terms, formatsReady } = locale;
  const line = lineSpeech(locale, policy, adapter?.traits, now);
  return {
    line,
    terms,
    columns: readColumns(columns).map((field) => ({ field, label: terms.incidentField[field] ?? field })),
    triage,
    withoutPerson,
    ago: line.ago,
    // What the browser's tables are needed for waits until the lines stand.
    dateTime: formatsReady ? locale.dates() : () => '',
    number: formatsReady ? (value) => locale.number(value) : String,
    heading: (key) => headingOf(key, group, terms),
  };
}
