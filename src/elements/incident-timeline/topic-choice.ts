import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import type { NoteAbout, NoteTopic, TestResult } from '../../core/note-topic.js';
import { noteTopics, testResults } from '../../core/note-topic.js';
import type { DraftData } from '../../ui/draft.js';
import type { TimelineWords } from './speech.js';

/** What a work note is for: what a log shows, who was asked, what was tried and how that came out. */
export class TopicChoice {
  readonly #terms: () => TimelineWords;
  readonly #changed: () => void;
  /** Undefined for none in particular. */
  #topic: NoteTopic | undefined;
  #result: TestResult = 'open';

  constructor(terms: () => TimelineWords, changed: () => void) {
    this.#terms = terms;
    this.#changed = changed;
  }

  /** Undefined for a plain note. */
  get about(): NoteAbout | undefined {
    return this.#topic === undefined ? undefined : { topic: this.#topic, result: this.#result };
  }

  restore({ topic, result }: DraftData): void {
    this.#topic = noteTopics.find((one) => one === topic);
    this.#result = testResults.find((one) => one === result) ?? 'open';
  }

  clear(): void {
    this.#topic = undefined;
    this.#result = 'open';
  }

  render(): TemplateResult {
    const { composer, noteTopic, testResult } = this.#terms();
    const select = <T extends string>(
      label: string,
      options: Readonly<Record<T, string>>,
      ids: readonly T[],
      chosen: T,
      take: (value: T) => void,
    ): TemplateResult =>
      html`<select
        class="input"
        aria-label=${label}
        @change=${(event: Event) => {
          take((event.target as HTMLSelectElement).value as T);
          this.#changed();
        }}
      >
        ${ids.map((id) => html`<option value=${id} .selected=${live(id === chosen)}>${options[id]}</option>`)}
      </select>`;
    return html`<div class="about">
      ${select(composer.topic, noteTopic, ['note', ...noteTopics], this.#topic ?? 'note', (value) => {
        this.#topic = value === 'note' ? undefined : value;
      })}
      ${
        this.#topic === 'test'
          ? select(composer.result, testResult, testResults, this.#result, (value) => (this.#result = value))
          : nothing
      }
    </div>`;
  }
}
