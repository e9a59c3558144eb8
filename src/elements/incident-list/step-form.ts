import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import type { Choice } from '../../adapters/adapter.js';
import type { Incident } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import { explainPriority } from '../../core/priority/priority.js';
import type { Instant } from '../../core/time.js';
import { askedBy } from '../../core/triage.js';
import type { QueueAction, QueueAnswers, QueueContext } from '../../core/triage.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { FieldTerms } from '../../locales/en/fields.js';
import type { LifecycleTerms } from '../../locales/en/incident-lifecycle.js';
import type { ListTerms } from '../../locales/en/incident-list.js';
import type { IncidentStore } from '../../store/types.js';
import type { WorkloadTerms } from '../../locales/en/workload.js';
import { stepSuggestion } from '../../ui/assignee-suggestion.js';
import { priorityName } from '../../ui/matrix-words.js';
import { StepChoices } from '../../ui/step-choices.js';
import { answersOf, area, faultsOf, outcomeOf, pick, renderStepFields } from '../../ui/step-fields.js';
import type { Faults, StepForm as LifecycleForm } from '../../ui/step-fields.js';

export type StepTerms = CommonTerms & FieldTerms & LifecycleTerms & ListTerms & WorkloadTerms;

export interface StepFormOptions {
  readonly terms: () => StepTerms;
  readonly context: () => QueueContext;
  readonly store: () => IncidentStore | undefined;
  readonly people: () => readonly Choice[];
  readonly now: () => Instant;
  /** The incident it is about, as it is now; undefined for several. */
  readonly incident: () => Incident | undefined;
  /** What the sheet asks for; undefined while it is closed. */
  readonly step: () => string | undefined;
  readonly values: () => Readonly<Record<string, unknown>>;
  readonly set: (name: string, value: unknown) => void;
}

const missing = (names: readonly string[]): Faults => new Map(names.map((name) => [name, 'required']));

/** What an action asks for: the lifecycle's own fields, and those of the two actions that are no step. */
export class StepForm {
  readonly #options: StepFormOptions;
  readonly #choices: StepChoices;
  readonly #suggestion: ReturnType<typeof stepSuggestion>;

  constructor(host: LitElement, options: StepFormOptions) {
    this.#options = options;
    const { terms, store, people, step, set } = options;
    const policy = (): Policy => options.context().policy;
    this.#choices = new StepChoices(host, {
      terms,
      store,
      people,
      policy,
      asked: () => step() !== undefined,
      changed: set,
    });
    this.#suggestion = stepSuggestion(host, {
      ...options,
      policy,
      choices: this.#choices,
      chosen: (person) => set('assignee', person),
    });
  }

  /** Before a sheet is filled in. */
  begin(): void {
    this.#choices.clear();
  }

  #form(faults: Faults): LifecycleForm {
    const { terms, context, store, values, set, now } = this.#options;
    return {
      terms: terms(),
      lists: context().policy,
      values: values(),
      set,
      now,
      people: this.#choices.people,
      groups: this.#choices.groups,
      suggestion: this.#suggestion,
      duplicate: store()?.adapter.traits.relations?.duplicate,
      faults,
    };
  }

  #rank(name: 'impact' | 'urgency', incident: Incident | undefined): number | undefined {
    return Number(this.#options.values()[name]) || incident?.[name];
  }

  /** Before it is sent. */
  settle(): Promise<unknown> | undefined {
    return this.#choices.settle();
  }

  /** What keeps it from being done as it is filled in now. */
  faults(action: QueueAction, incident: Incident | undefined): Faults {
    const { context, values } = this.#options;
    if (action === 'priority')
      return missing((['impact', 'urgency'] as const).filter((name) => !this.#rank(name, incident)));
    if (action === 'comment') {
      const said = values()['comment'];
      return missing(typeof said === 'string' && said.trim() !== '' ? [] : ['comment']);
    }
    const asked = askedBy(action, context());
    return asked ? faultsOf(asked, this.#form(missing([]))) : missing([]);
  }

  answers(action: QueueAction, incident: Incident | undefined): QueueAnswers {
    const { context, values } = this.#options;
    const asked = askedBy(action, context());
    if (asked) return answersOf(asked, this.#form(missing([])));
    const comment = values()['comment'];
    const [impact, urgency] = [this.#rank('impact', incident), this.#rank('urgency', incident)];
    return {
      ...(impact === undefined ? {} : { impact }),
      ...(urgency === undefined ? {} : { urgency }),
      ...(typeof comment === 'string' ? { comment } : {}),
      internal: values()['internal'] === true,
    };
  }

  /** What comes of it, where that is known before it is sent. */
  outcome(action: QueueAction, incident: Incident | undefined): string | undefined {
    const { context, terms } = this.#options;
    if (action === 'comment') return undefined;
    if (action !== 'priority') return outcomeOf(action, this.#form(missing([])));
    const { matrix } = context().policy;
    const [impact, urgency] = [this.#rank('impact', incident), this.#rank('urgency', incident)];
    if (impact === undefined || urgency === undefined) return undefined;
    const rank = explainPriority(matrix, { impact, urgency }, {}, undefined)?.priority;
    return rank === undefined ? undefined : terms().queueStep.becomes(priorityName(rank, matrix));
  }

  render(action: QueueAction, faults: Faults, incident: Incident | undefined): TemplateResult {
    this.#choices.follow(this.#options.values());
    const form = this.#form(faults);
    if (action === 'priority') return this.#renderLevels(form, incident);
    if (action === 'comment') return this.#renderComment(form);
    const asked = askedBy(action, this.#options.context());
    return html`${asked ? renderStepFields(form, asked) : nothing}${action === 'assign' ? this.#renderToMe() : nothing}`;
  }

  #renderToMe(): TemplateResult | typeof nothing {
    const { me } = this.#options.context();
    if (!me) return nothing;
    const take = (): void => {
      this.#choices.people.value = { id: me.id, label: me.name };
      this.#options.set('assignee', this.#choices.people.value);
    };
    return html`<p>
      <button class="button small" type="button" @click=${take}>
        ${this.#options.terms().queueStep.toMe}
      </button>
    </p>`;
  }

  #renderLevels(form: LifecycleForm, incident: Incident | undefined): TemplateResult {
    const { incidentField, level } = this.#options.terms();
    const { matrix } = this.#options.context().policy;
    return html`<div class="row step-levels">
      ${(['impact', 'urgency'] as const).map((name) => {
        const present = this.#rank(name, incident);
        const values = present === undefined ? form.values : { ...form.values, [name]: String(present) };
        const levels = matrix[name].map(({ label }, at) => ({
          id: String(at + 1),
          label: matrix.shipped ? (level[label] ?? label) : label,
        }));
        return pick({ ...form, values }, name, incidentField[name] ?? name, levels, {});
      })}
    </div>`;
  }

  #renderComment(form: LifecycleForm): TemplateResult {
    const words = this.#options.terms().queueStep;
    const { backend } = this.#options.context();
    const isInternal = form.values['internal'] === true;
    return html`${area(form, 'comment', words.comment, true)}
    ${
      backend.comment && backend.workNote
        ? html`<div class="row">
            ${([false, true] as const).map(
              (internal) =>
                html`<label class="check"
                  ><input
                    type="radio"
                    name="internal"
                    .checked=${isInternal === internal}
                    @change=${() => form.set('internal', internal)}
                  />${internal ? words.internally : words.publicly}</label
                >`,
            )}
          </div>`
        : nothing
    }`;
  }
}
