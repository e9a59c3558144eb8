import type { Adapter } from '../../adapters/adapter.js';
import type { Status } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import { priorityCode } from '../../core/priority/priority.js';
import type { Instant } from '../../core/time.js';
import type { LocaleController } from '../../ui/locale.js';
import { clockedSpeech } from '../../ui/time-left.js';
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
  readonly policy: Policy | undefined;
  readonly adapter: Adapter | undefined;
  /** The present, to the minute. */
  readonly now: Instant;
  readonly columns: string;
  readonly group: GroupField | undefined;
  readonly triage: boolean;
  readonly withoutPerson: boolean;
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
    const { adapter, policy, now, columns, group = '', triage, withoutPerson } = parts;
    const of = [
      terms,
      language,
      timeZone,
      formatsReady,
      adapter,
      policy,
      now,
      columns,
      group,
      triage,
      withoutPerson,
    ];
    if (!this.#last || this.#last.of.some((part, at) => part !== of[at]))
      this.#last = { of, speech: this.#write(parts) };
    return this.#last.speech;
  }

  #write({ policy, adapter, now, columns, group, triage, withoutPerson }: SpeechParts): RowSpeech {
    const { terms, formatsReady } = this.#locale;
    const line = clockedSpeech(this.#locale, policy, adapter?.traits, now);
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
      heading: (key) => headingOf(key, group, terms),
    };
  }
}
