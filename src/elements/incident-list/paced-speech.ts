import type { ReactiveControllerHost } from 'lit';

import { noStatusNames } from '../../core/status-names.js';
import { MINUTE, SECOND } from '../../core/time.js';
import { ClockController } from '../../ui/clock.js';
import type { Pace } from '../../ui/clock.js';
import type { DeskController } from '../../ui/desk.js';
import type { LocaleController } from '../../ui/locale.js';
import type { RowSpeech } from './queue-row.js';
import { Speech } from './row-speech.js';
import type { SpeechParts } from './row-speech.js';

/** What a list says of how its rows are written. */
export type SpeechManner = Pick<SpeechParts, 'columns' | 'group' | 'triage' | 'withoutPerson'>;

/** What the rows are written with at present; it changes with the minute, or with the second where seconds matter. */
export class PacedSpeech {
  readonly #host: ReactiveControllerHost;
  readonly #desk: DeskController;
  readonly #manner: () => SpeechManner;
  readonly #speech: Speech;
  readonly #now = (): number => this.#desk.now();
  /** How often the times of the lines change. */
  #pace: Pace = 'minute';
  #written: RowSpeech | undefined;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    desk: DeskController,
    locale: LocaleController<RowSpeech['terms']>,
    manner: () => SpeechManner,
  ) {
    this.#host = host;
    this.#desk = desk;
    this.#manner = manner;
    this.#speech = new Speech(locale);
    new ClockController(host, () => this.#pace);
  }

  get present(): RowSpeech {
    const { store, policy } = this.#desk;
    const step = this.#pace === 'second' ? SECOND : MINUTE;
    return this.#speech.with({
      ...this.#manner(),
      adapter: store?.adapter,
      policy,
      now: this.#now,
      begun: Math.floor(this.#now() / step) * step,
      hasty: () => (this.#pace = 'second'),
      statusNames: store?.statusNames ?? noStatusNames,
    });
  }

  /** Has the rows written, which say whether seconds matter. */
  write(rows: (speech: RowSpeech) => void): void {
    const speech = this.present;
    const before = this.#pace;
    if (speech !== this.#written) this.#pace = 'minute';
    this.#written = speech;
    rows(speech);
    // The timer looks at the pace after an update.
    if (this.#pace !== before) this.#host.requestUpdate();
  }
}
