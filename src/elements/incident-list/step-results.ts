import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import type { Incident } from '../../core/incident.js';
import type { QueueAction } from '../../core/triage.js';
import type { IncidentView } from '../../store/types.js';
import { icon } from '../../ui/icons.js';
import type { StepTerms } from './step-form.js';

/** One action that was begun, with one or many incidents. */
export interface Run {
  readonly action: QueueAction;
}

/** How an action went with one incident. */
interface StepResult {
  readonly view: IncidentView;
  readonly run: Run;
  readonly state: 'waiting' | 'done' | 'failed';
  /** Why it did not work. */
  readonly reason?: string;
}

export interface StepResultsOptions {
  readonly terms: () => StepTerms;
  readonly nameOf: (incident: Incident) => string;
  readonly wordOf: (action: QueueAction) => string;
  readonly say: (message: string) => void;
  /** Where the focus goes when a report is put away. */
  readonly place: () => HTMLElement | null;
}

/** How the steps of a queue went: the latest in one line, and with a reason whatever did not work. */
export class StepResults {
  readonly #host: LitElement;
  readonly #with: StepResultsOptions;
  #results: readonly StepResult[] = [];
  #latest: Run | undefined;

  constructor(host: LitElement, options: StepResultsOptions) {
    this.#host = host;
    this.#with = options;
  }

  begin(action: QueueAction, targets: readonly IncidentView[]): Run {
    const run: Run = { action };
    this.#latest = run;
    // What was begun before and has not come to its end yet is still told of, and so is what did not work of it.
    const before = this.#results.filter(({ state }) => state === 'waiting');
    this.#results = [...before, ...targets.map((view) => ({ view, run, state: 'waiting' as const }))];
    if (targets.length > 1) this.#with.say(this.#with.terms().result.working(targets.length));
    this.#host.requestUpdate();
    return run;
  }

  waitsFor(view: IncidentView): boolean {
    return this.#results.some((result) => result.view === view && result.state === 'waiting');
  }

  /** @param reason Why it did not work; undefined where it did. */
  settle(run: Run, view: IncidentView, reason: string | undefined): void {
    this.#results = this.#results.map((result) =>
      result.run !== run || result.view !== view
        ? result
        : reason === undefined
          ? { view, run, state: 'done' }
          : { view, run, state: 'failed', reason },
    );
    const own = this.#of(run);
    const [only] = own;
    this.#with.say(only && own.length === 1 ? this.#toldOf(only) : this.#summary(own));
    this.#host.requestUpdate();
  }

  /** All of them have come to their end. One that went well needs no report: the line shows it. */
  settled(run: Run): void {
    const { length } = this.#of(run);
    if (length === 1 || run !== this.#latest)
      this.#results = this.#results.filter((result) => result.run !== run || result.state !== 'done');
    this.#host.requestUpdate();
  }

  #of(run: Run): readonly StepResult[] {
    return this.#results.filter((result) => result.run === run);
  }

  /** How it went with the only one, by its name. */
  #toldOf({ view, run, reason }: StepResult): string {
    const { terms, nameOf, wordOf } = this.#with;
    const { queueStep, lifecycle } = terms();
    const what = queueStep.heading(wordOf(run.action), nameOf(view.incident));
    return reason === undefined ? lifecycle.done(what) : `${what}: ${reason}`;
  }

  #summary(results: readonly StepResult[]): string {
    const words = this.#with.terms().result;
    return (['done', 'waiting', 'failed'] as const)
      .map((state) => [state, results.filter((result) => result.state === state).length] as const)
      .filter(([, count]) => count > 0)
      .map(([state, count]) => words[state](count))
      .join(' · ');
  }

  render(): readonly TemplateResult[] {
    const runs = [...new Set(this.#results.map(({ run }) => run))];
    return runs
      .filter((run) => run === this.#latest || this.#of(run).some(({ state }) => state === 'failed'))
      .map((run) => this.#renderRun(run));
  }

  #renderRun(run: Run): TemplateResult {
    const { terms, nameOf, wordOf, place } = this.#with;
    const words = terms();
    const own = this.#of(run);
    const failed = own.filter(({ state }) => state === 'failed');
    const dismiss = (): void => {
      this.#results = this.#results.filter((result) => result.run !== run);
      this.#host.requestUpdate();
      place()?.focus();
    };
    return html`<div class="note results" part="results">
      <span>${words.queueStep.heading(wordOf(run.action), this.#summary(own))}</span>
      <button class="button small plain" type="button" @click=${dismiss}>${words.result.dismiss}</button>
      ${
        failed.length === 0
          ? nothing
          : html`<ul>
              ${failed.map(
                ({ view, reason }) =>
                  html`<li>${icon('warning')} <bdi>${nameOf(view.incident)}</bdi>: <bdi>${reason}</bdi></li>`,
              )}
            </ul>`
      }
    </div>`;
  }
}
