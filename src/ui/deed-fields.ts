import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import type { Choice, FieldOptions } from '../adapters/adapter.js';
import type { Incident, Person, Ref } from '../core/incident.js';
import type { Policy } from '../core/policy.js';
import { explainPriority } from '../core/priority/priority.js';
import type { Deed, DeedAbilities, DeedAnswers } from '../core/triage.js';
import type { CommonTerms } from '../locales/en/common.js';
import type { DeedTerms } from '../locales/en/deeds.js';
import type { fields as fieldTerms } from '../locales/en/fields.js';
import type { DraftData } from './draft.js';
import { LookUp } from './look-up.js';
import type { ChoiceSource } from './look-up.js';
import { priorityName } from './matrix-words.js';

export type DeedFieldTerms = CommonTerms & DeedTerms & typeof fieldTerms;

export interface DeedFieldOptions {
  readonly terms: () => DeedFieldTerms;
  readonly able: () => DeedAbilities;
  readonly policy: () => Policy;
  readonly me: () => Person | undefined;
  readonly options: () => FieldOptions;
  /** People that are known without asking anybody: those who have incidents now. */
  readonly known: () => readonly Choice[];
  /** Looks people up at the backend, where it can. */
  readonly people: () => ChoiceSource | undefined;
  readonly offline: () => boolean;
  /** What has been filled in, and how it is kept. */
  readonly values: () => DraftData;
  readonly set: (name: string, value: unknown) => void;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What deeds ask for, drawn into an element's own root: the answers live in its sheet. */
export class DeedFields {
  readonly #options: DeedFieldOptions;
  readonly #assignee: LookUp;

  constructor(host: LitElement, options: DeedFieldOptions) {
    this.#options = options;
    this.#assignee = new LookUp(host, {
      id: 'deed-assignee',
      terms: options.terms,
      source: () => options.people() ?? this.#amongKnown,
      recent: options.known,
      offline: options.offline,
      changed: (chosen) =>
        options.set(
          'assignee',
          chosen?.id === undefined ? undefined : { id: chosen.id, label: chosen.label },
        ),
    });
  }

  readonly #amongKnown: ChoiceSource = async (typed) => {
    const words = typed.toLowerCase();
    return { items: this.#options.known().filter(({ label }) => label.toLowerCase().includes(words)) };
  };

  /** Before a sheet is filled in: what was chosen for another one is forgotten. */
  begin(): void {
    this.#assignee.value = undefined;
  }

  /** The answers as they are now. */
  answers(): DeedAnswers {
    const values = this.#options.values();
    const of = (name: string): string | undefined => text(values[name]) || undefined;
    const rank = (name: string): number | undefined => Number(of(name)) || undefined;
    const chosen = values['assignee'] as { readonly id: string; readonly label: string } | undefined;
    const group = this.#options.options().groups?.find(({ id }) => id === of('group'));
    return Object.fromEntries(
      Object.entries({
        assignee: chosen && { id: chosen.id, name: chosen.label },
        group,
        impact: rank('impact'),
        urgency: rank('urgency'),
        reason: of('reason'),
        comment: of('comment'),
        internal: values['internal'] === true || undefined,
        code: of('code'),
        method: of('method'),
        notes: of('notes'),
      }).filter(([, value]) => value !== undefined),
    );
  }

  /**
   * @param problems What is wrong with an answer, by its name.
   * @param incident The one it is about; undefined for several.
   */
  render(
    deed: Deed,
    problems: Readonly<Record<string, string>>,
    incident: Incident | undefined,
  ): TemplateResult {
    const { terms, policy, able } = this.#options;
    const words = terms().answer;
    const { holdReasons, resolutionCodes, resolutionMethods } = policy();
    switch (deed) {
      case 'take':
        return html``;
      case 'assign':
        return this.#renderAssign(problems);
      case 'priority':
        return this.#renderLevels(problems, incident);
      case 'comment':
        return html`${this.#words('comment', words.comment, problems)}${
          able().comment && able().workNote
            ? this.#renderChoice('internal', [
                [false, words.publicly],
                [true, words.internally],
              ])
            : nothing
        }`;
      case 'hold': {
        const reason = text(this.#options.values()['reason']);
        const tells = holdReasons.find(({ id }) => id === reason)?.publicComment ?? false;
        return html`${this.#list('reason', words.reason, holdReasons, terms().holdReason, problems)}
        ${this.#words('comment', tells ? words.commentCaller : words.comment, problems, tells)}`;
      }
      case 'resolve':
        return html`${this.#list('code', words.code, resolutionCodes, terms().resolutionCode, problems)}
        ${this.#list('method', words.method, resolutionMethods, terms().resolutionMethod, problems, false)}
        ${this.#words('notes', words.notes, problems)}`;
    }
  }

  /** What comes of it, where that is known before it is sent. */
  outcome(deed: Deed, incident: Incident | undefined): string | undefined {
    const { policy, terms } = this.#options;
    const { impact = incident?.impact, urgency = incident?.urgency } = this.answers();
    const { matrix } = policy();
    if (deed !== 'priority' || impact === undefined || urgency === undefined) return undefined;
    const rank = explainPriority(matrix, { impact, urgency }, {}, undefined)?.priority;
    return rank === undefined ? undefined : terms().answer.becomes(priorityName(rank, matrix));
  }

  #renderAssign(problems: Readonly<Record<string, string>>): TemplateResult {
    const { terms, able, me, options, set } = this.#options;
    const words = terms().answer;
    const own = me();
    const { groups = [] } = options();
    const takeIt = (): void => {
      if (!own) return;
      this.#assignee.value = { id: own.id, label: own.name };
      set('assignee', { id: own.id, label: own.name });
    };
    return html`${
      able().writes('assignee')
        ? html`${this.#assignee.render({
            label: words.assignee,
            help: words.assigneeHelp,
            problem: problems['assignee'],
          })}
          ${own ? html`<p><button class="button small" type="button" @click=${takeIt}>${words.toMe}</button></p>` : nothing}`
        : nothing
    }
    ${able().writes('group') && groups.length > 0 ? this.#list('group', words.group, groups, {}, problems, false) : nothing}`;
  }

  #renderLevels(problems: Readonly<Record<string, string>>, incident: Incident | undefined): TemplateResult {
    const { terms, policy } = this.#options;
    const { incidentField, level } = terms();
    const { matrix } = policy();
    return html`<div class="row deed-levels">
      ${(['impact', 'urgency'] as const).map((name) =>
        this.#list(
          name,
          incidentField[name] ?? name,
          matrix[name].map(({ label }, at) => ({ id: String(at + 1), label })),
          Object.fromEntries(
            matrix[name].map(({ label }, at) => [
              String(at + 1),
              matrix.shipped ? (level[label] ?? label) : label,
            ]),
          ),
          problems,
          incident?.[name] === undefined,
          incident?.[name] === undefined ? undefined : String(incident[name]),
        ),
      )}
    </div>`;
  }

  #renderChoice(
    name: string,
    choices: readonly (readonly [value: boolean, label: string])[],
  ): TemplateResult {
    const { values, set } = this.#options;
    return html`<div class="row">
      ${choices.map(
        ([value, label]) =>
          html`<label class="row"
            ><input
              type="radio"
              name=${`deed-${name}`}
              .checked=${(values()[name] === true) === value}
              @change=${() => set(name, value)}
            />
            <span>${label}</span></label
          >`,
      )}
    </div>`;
  }

  #list(
    name: string,
    label: string,
    choices: readonly Ref[],
    translated: Readonly<Record<string, string>>,
    problems: Readonly<Record<string, string>>,
    required = true,
    present?: string,
  ): TemplateResult {
    const { terms, values, set } = this.#options;
    const { answer } = terms();
    const value = text(values()[name]) || (present ?? '');
    const problem = problems[name];
    return html`<div class="field">
      <label class="label" for="deed-${name}">${label}</label>
      <select
        class="input"
        id="deed-${name}"
        aria-required=${required ? 'true' : nothing}
        aria-invalid=${problem ? 'true' : nothing}
        aria-describedby=${problem ? `deed-${name}-problem` : nothing}
        @change=${(event: Event) => set(name, (event.target as HTMLSelectElement).value)}
      >
        <option value="" ?selected=${value === ''}>${required ? answer.choose : answer.unchanged}</option>
        ${choices.map(
          (choice) =>
            html`<option value=${choice.id} ?selected=${choice.id === value}>
              ${translated[choice.id] ?? choice.label}
            </option>`,
        )}
      </select>
      ${problem ? html`<p class="error" id="deed-${name}-problem">${problem}</p>` : nothing}
    </div>`;
  }

  #words(
    name: string,
    label: string,
    problems: Readonly<Record<string, string>>,
    required = name !== 'comment',
  ): TemplateResult {
    const { values, set } = this.#options;
    const problem = problems[name];
    return html`<div class="field">
      <label class="label" for="deed-${name}">${label}</label>
      <textarea
        class="input"
        id="deed-${name}"
        dir="auto"
        rows="3"
        aria-required=${required ? 'true' : nothing}
        aria-invalid=${problem ? 'true' : nothing}
        aria-describedby=${problem ? `deed-${name}-problem` : nothing}
        .value=${text(values()[name])}
        @input=${(event: Event) => set(name, (event.target as HTMLTextAreaElement).value)}
      ></textarea>
      ${problem ? html`<p class="error" id="deed-${name}-problem">${problem}</p>` : nothing}
    </div>`;
  }
}
