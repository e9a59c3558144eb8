import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import type { Action, ActionName, ActionAnswers } from '../../core/actions.js';
import type { IncidentError } from '../../core/errors.js';
import type { Incident } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import { standardLists } from '../../core/reasons.js';
import type { OpenTasks } from '../../core/task.js';
import { openTasks } from '../../core/task.js';
import type { Instant } from '../../core/time.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { LifecycleTerms } from '../../locales/en/incident-lifecycle.js';
import type { WorkloadTerms } from '../../locales/en/workload.js';
import type { IncidentStore, Refreshable } from '../../store/types.js';
import type { TasksState } from '../../store/views/tasks.js';
import { incidentTasks, tasksKeptAs } from '../../store/views/tasks.js';
import { focusNext } from '../../ui/keyboard-place.js';
import { stepSuggestion } from '../../ui/assignee-suggestion.js';
import { icon } from '../../ui/icons.js';
import { keep, LiveController } from '../../ui/live.js';
import { duplicateFaults } from '../../ui/duplicate-number.js';
import { Sheet } from '../../ui/sheet.js';
import { StepChoices } from '../../ui/step-choices.js';
import type { Faults, StepForm } from '../../ui/step-fields.js';
import {
  answersOf,
  duplicateIn,
  faultsOf,
  outcomeOf,
  preparedFor,
  renderStepFields,
} from '../../ui/step-fields.js';

export interface StepSheetOptions {
  readonly terms: () => CommonTerms & LifecycleTerms & WorkloadTerms;
  readonly store: () => IncidentStore | undefined;
  readonly policy: () => Policy | undefined;
  /** Id of the incident that is shown; empty for none. */
  readonly id: () => string;
  readonly incident: () => Incident | undefined;
  readonly now: () => Instant;
  /** A step in words. */
  readonly word: (name: ActionName) => string;
  readonly busy: () => boolean;
  /** Why the last step could not be stored. */
  readonly fault: () => IncidentError | undefined;
  /** Where the focus goes when the button that opened the sheet is gone. */
  readonly fallback: () => HTMLElement | null;
  /** Hands the step to the outbox; true when it is stored. */
  readonly take: (
    action: Action,
    incident: Incident,
    answers: ActionAnswers,
    key?: string,
  ) => Promise<boolean>;
}

/** Asks for what a step needs: its fields, people and teams to look up, and what is still open before it. */
export class StepSheet {
  readonly #host: LitElement;
  readonly #with: StepSheetOptions;
  readonly #sheet: Sheet;
  readonly #choices: StepChoices;
  readonly #suggestion: ReturnType<typeof stepSuggestion>;
  readonly #taskView = keep((store: IncidentStore, id: string) => store.open(incidentTasks, id));
  /** Read only where somebody is about to resolve it. */
  readonly #tasks: LiveController<Refreshable<TasksState>>;
  /** What was wrong at the last attempt. */
  #faults: Faults = new Map();
  /** The ticket system is asked about what was typed. */
  #asking = false;

  constructor(host: LitElement, options: StepSheetOptions) {
    this.#host = host;
    this.#with = options;
    this.#sheet = new Sheet(host, {
      terms: options.terms,
      drafts: () => options.store()?.drafts,
      author: () => options.store()?.author,
      kept: () => options.store()?.status.value.storage === 'durable',
      scope: () => `lifecycle:${options.id()}`,
      fallback: options.fallback,
    });
    this.#choices = new StepChoices(host, {
      terms: options.terms,
      store: options.store,
      policy: options.policy,
      asked: () => this.#sheet.step !== undefined,
      changed: (what, chosen) => this.#set(what, chosen),
    });
    this.#tasks = new LiveController(host, () => {
      const store = options.store();
      const asks =
        this.#sheet.step === 'resolve' && store && tasksKeptAs(store.adapter) && options.id() !== '';
      return asks ? this.#taskView(store, options.id()) : undefined;
    });
    this.#suggestion = stepSuggestion(host, {
      ...options,
      choices: this.#choices,
      step: () => this.#sheet.step,
      chosen: (person) => this.#set('assignee', person),
    });
  }

  /** The step that is asked about; undefined while the sheet is closed. */
  get step(): string | undefined {
    return this.#sheet.step;
  }

  close(): void {
    this.#sheet.close();
  }

  /** Asks for what a step needs, with the words that are prepared for it. */
  open(action: Action, opener: HTMLElement): void {
    this.#faults = new Map();
    this.#choices.clear();
    this.#sheet.open(action.name, opener, preparedFor(action, this.#with.terms()));
  }

  #set(name: string, value: unknown): void {
    this.#faults = new Map([...this.#faults].filter(([one]) => one !== name));
    this.#sheet.set(name, value);
  }

  #form(): StepForm {
    const { terms, policy, store, now } = this.#with;
    const { people, groups } = this.#choices;
    return {
      terms: terms(),
      lists: policy() ?? standardLists,
      values: this.#sheet.values,
      set: (name, value) => this.#set(name, value),
      now,
      people,
      groups,
      suggestion: this.#suggestion,
      duplicate: store()?.adapter.traits.relations?.duplicate,
      faults: this.#faults,
    };
  }

  #find(selector: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(selector);
  }

  async #submit(action: Action, incident: Incident): Promise<void> {
    if (action.name === 'resolve' && this.#openTasks()?.refuses) {
      this.#find('#open-tasks')?.focus();
      return;
    }
    const wait = this.#choices.settle();
    if (wait) await wait;
    this.#faults = faultsOf(action, this.#form());
    if (this.#faults.size === 0) this.#faults = await this.#wrongNumber(action, incident);
    if (this.#faults.size > 0) {
      const [first] = this.#faults.keys();
      await focusNext(this.#host, `#${String(first)}`);
      return;
    }
    // While the ticket system was asked somebody may have left the sheet or gone on typing.
    if (this.#sheet.step !== action.name || this.#with.incident()?.id !== incident.id) return;
    const answers = answersOf(action, this.#form());
    await this.#sheet.send((key) => this.#with.take(action, incident, answers, key));
  }

  /** What is wrong with the number of the incident that this one repeats. */
  #wrongNumber(action: Action, incident: Incident): Promise<Faults> {
    const number = duplicateIn(action, this.#sheet.values);
    return duplicateFaults(this.#with.store(), number, [incident], (asking) => {
      this.#asking = asking;
      this.#host.requestUpdate();
    });
  }

  /** What is still open on the checklist; undefined where nothing is known to be. */
  #openTasks(): OpenTasks | undefined {
    const policy = this.#with.policy();
    const tasks = this.#tasks.value?.tasks ?? [];
    return (
      policy &&
      openTasks(
        tasks.map(({ task }) => task),
        policy,
      )
    );
  }

  #renderOpenTasks(): TemplateResult | typeof nothing {
    const open = this.#openTasks();
    if (!open) return nothing;
    const { lifecycle: words } = this.#with.terms();
    return html`<p class=${open.refuses ? 'error' : 'note'} id="open-tasks" tabindex="-1" role="alert">
      ${icon('warning')}
      <bdi>${words.openTasks(open.titles.join(', '))}</bdi>
      ${open.refuses ? words.openRefused : words.openWarning}
    </p>`;
  }

  render(action: Action, incident: Incident): TemplateResult | typeof nothing {
    const { lifecycle: words, refusal } = this.#with.terms();
    const word = this.#with.word(action.name);
    this.#choices.follow(this.#sheet.values);
    return this.#sheet.render({
      heading: words.heading(word, incident.number || incident.title),
      fields: html`${action.name === 'resolve' ? this.#renderOpenTasks() : nothing}${renderStepFields(this.#form(), action)}`,
      outcome: outcomeOf(action.name, this.#form()),
      submit: word,
      busy: this.#with.busy() || this.#asking,
      refused: action.refused && refusal[action.refused],
      error: this.#with.fault(),
      submitted: () => void this.#submit(action, incident),
    });
  }
}
