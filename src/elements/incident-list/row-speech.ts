import type { Adapter } from '../../adapters/adapter.js';
import type { Status } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import { priorityCode } from '../../core/priority/priority.js';
import type { StatusNames } from '../../core/status-names.js';
import { statusWord } from '../../core/status-names.js';
import type { Instant } from '../../core/time.js';
import type { LocaleController } from '../../ui/locale.js';
import { clockedSpeech } from '../../ui/time-left.js';
import type { GroupField } from './arrangement.js';
import { readColumns } from './queue-row.js';
import type { RowSpeech } from './queue-row.js';

type Terms = RowSpeech['terms'];

/** The heading over a group in words. */
function headingOf(key: string, group: GroupField | undefined, terms: Terms, names: StatusNames): string {
  if (group === 'risk') return terms.riskStage[key as keyof Terms['riskStage']];
  if (group === 'status') return statusWord({ category: key as Status['category'] }, names, terms.status);
  if (key === '') return group === 'assignee' ? terms.line.nobody : '–';
  if (group === 'priority') return priorityCode(Number(key));
  return terms.filter.values[key] ?? key;
}

export interface SpeechParts {
  readonly policy: Policy | undefined;
  readonly adapter: Adapter | undefined;
  readonly now: () => Instant;
  /** The minute that has begun, or the second where seconds matter: lines are written anew with the next one. */
  readonly begun: Instant;
  /** Is called where a line has to be written anew each second. */
  readonly hasty: () => void;
  readonly columns: string;
  readonly group: GroupField | undefined;
  readonly triage: boolean;
  readonly withoutPerson: boolean;
  readonly statusNames: StatusNames;
}

/** What the rows of a list are written with: the same object until one of its parts, or the language, is another one. */
export class Speech {
  readonly #locale: LocaleController<Terms>;
  #last: { readonly of: readonly unknown[]; readonly speech: RowSpeech } | undefined;

  constructor(locale: LocaleController<Terms>) {
    this.#locale = locale;
  }

  with(parts: SpeechParts): RowSpeech {
    const { terms, language, timeZone = '', formatsReady } = this.#locale;
    const { adapter, policy, begun, columns, group = '', triage, withoutPerson, statusNames } = parts;
    const of = [
      terms,
      language,
      timeZone,
      formatsReady,
      adapter,
      policy,
      begun,
      columns,
      group,
      triage,
      withoutPerson,
      group === 'status' ? statusNames : undefined,
    ];
    if (!this.#last || this.#last.of.some((part, at) => part !== of[at]))
      this.#last = { of, speech: this.#write(parts) };
    return this.#last.speech;
  }

  #write({
    policy,
    adapter,
    now,
    hasty,
    columns,
    group,
    triage,
    withoutPerson,
    statusNames,
  }: SpeechParts): RowSpeech {
    const { terms, formatsReady } = this.#locale;
    const line = clockedSpeech(this.#locale, policy, adapter?.traits, now, hasty);
    return {
      line,
      terms,
      columns: readColumns(columns).map((field) => ({ field, label: terms.incidentField[field] ?? field })),
      triage,
      withoutPerson,
      ago: line.ago,
      // What the browser's tables are needed for waits until the lines stand.
      dateTime: formatsReady ? this.#locale.dates() : () => '',
      number: formatsReady ? (value) => this.#locale.number(value) : String,
      heading: (key) => headingOf(key, group, terms, statusNames),
    };
  }
}
