import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import type { Person, Ref } from '../../core/incident.js';
import type { Task, TaskAction, TaskAnswers, TaskChange, TaskKind } from '../../core/task.js';
import { taskKinds } from '../../core/task.js';
import type { DraftData } from '../../ui/draft.js';
import { isHalfTyped, readLocalTime, writeLocalTime } from '../../ui/local-time.js';
import type { Chosen } from '../../ui/chosen.js';
import type { IncidentStore } from '../../store/types.js';
import { LastUsed } from '../../ui/last-used.js';
import { asChosen, sourceOf } from '../../ui/chosen.js';
import { LookUp } from '../../ui/look-up.js';
import type { FactSpeech } from './record-facts.js';

export interface TaskFormOptions {
  readonly speech: () => FactSpeech;
  readonly store: () => IncidentStore | undefined;
  readonly offline: () => boolean;
  readonly timeZone: () => string;
  /** What has been filled in, by name. */
  readonly values: () => DraftData;
  readonly set: (name: string, value: unknown) => void;
  /** What is wrong with an answer. */
  readonly problem: (name: string) => string | undefined;
}

type Held = 'group' | 'owner';

const chosenGroup = (group: Ref | undefined): Chosen | undefined => group && { ...group };
const chosenOwner = (owner: Person | undefined): Chosen | undefined =>
  owner && { id: owner.id, label: owner.name };

/** What a task is asked for: a new one everything, an action what it needs. */
export class TaskForm {
  readonly #host: LitElement;
  readonly #with: TaskFormOptions;
  readonly #groups: LookUp;
  readonly #people: LookUp;

  constructor(host: LitElement, options: TaskFormOptions) {
    this.#host = host;
    this.#with = options;
    const lookUp = (name: Held, operation: 'groups' | 'people'): LookUp =>
      new LookUp(host, {
        id: `task-${name}`,
        terms: () => options.speech().terms,
        source: () => sourceOf(options.store()?.adapter, operation),
        offline: options.offline,
        lastUsed: new LastUsed(host, { store: options.store, operation: () => operation }),
        changed: (chosen) => options.set(name, chosen ?? null),
      });
    this.#groups = lookUp('group', 'groups');
    this.#people = lookUp('owner', 'people');
  }

  /** Before a sheet is filled in: what was chosen for another one is forgotten. */
  begin(): void {
    this.#groups.value = undefined;
    this.#people.value = undefined;
  }

  #held(name: Held, task: Task | undefined): Chosen | undefined {
    const given = this.#with.values()[name];
    if (given !== undefined) return asChosen(given);
    return name === 'group' ? chosenGroup(task?.group) : chosenOwner(task?.owner);
  }

  /** Shows what the task has, or what a draft has brought back. */
  follow(task: Task | undefined): void {
    this.#groups.follow(this.#held('group', task));
    this.#people.follow(this.#held('owner', task));
  }

  #text(name: string): string {
    const value = this.#with.values()[name];
    return typeof value === 'string' ? value : '';
  }

  #due(task: Task | undefined): string {
    const value = this.#with.values()['dueAt'];
    if (typeof value === 'string') return value;
    return task?.dueAt === undefined ? '' : writeLocalTime(task.dueAt, this.#with.timeZone());
  }

  get isDueHalfTyped(): boolean {
    return isHalfTyped(this.#host.renderRoot.querySelector('#task-dueAt'));
  }

  /** The name of an answer that is no answer yet. */
  problem(): string | undefined {
    return this.#groups.problem === undefined
      ? this.#people.problem === undefined
        ? undefined
        : 'owner'
      : 'group';
  }

  /** What was answered, and for a new task the task itself. */
  answers(task: Task | undefined): TaskAnswers & { readonly change: TaskChange } {
    const [team, person] = [this.#held('group', task), this.#held('owner', task)];
    const due = this.#due(task);
    const at = due === '' ? null : readLocalTime(due, this.#with.timeZone());
    const group = team ? { id: team.id ?? team.label, label: team.label } : null;
    const owner = person ? { id: person.id ?? person.label, name: person.label } : null;
    return {
      result: this.#text('result'),
      group,
      owner,
      dueAt: at,
      change: {
        title: this.#text('title').replace(/\s+/gu, ' ').trim(),
        kind: this.#kind(),
        ...(group ? { group } : {}),
        ...(owner ? { owner } : {}),
        ...(at === null ? {} : { dueAt: at }),
      },
    };
  }

  #kind(): TaskKind {
    return taskKinds.find((kind) => kind === this.#text('kind')) ?? 'check';
  }

  render(action: TaskAction | 'add', task: Task | undefined): TemplateResult {
    const words = this.#with.speech().terms.checklist;
    if (action === 'finish')
      return this.#renderText(
        'result',
        task?.kind === 'step' ? words.outcome : words.result,
        task?.kind !== 'step',
      );
    if (action === 'skip') return this.#renderText('result', words.why, true);
    return html`${action === 'add' ? this.#renderWhat() : nothing}
    ${this.#groups.render({ label: this.#optional(words.group) })}
    ${this.#people.render({ label: this.#optional(words.owner) })} ${this.#renderDue(task)}`;
  }

  /** A label of what may be left out. The blank is in one text with the word, so that it is in the name as well. */
  #optional(label: string): TemplateResult {
    return html`${label}<span class="help">${` (${this.#with.speech().terms.optional})`}</span>`;
  }

  #renderWhat(): TemplateResult {
    const { checklist: words, taskKind } = this.#with.speech().terms;
    const kind = this.#kind();
    return html`${this.#renderText('title', words.what, true, 1)}
      <fieldset class="field radios">
        <legend class="label">${words.kind}</legend>
        ${taskKinds.map(
          (one) =>
            html`<label class="check"
              ><input
                type="radio"
                name="task-kind"
                value=${one}
                .checked=${one === kind}
                @change=${() => this.#with.set('kind', one)}
              />${taskKind[one]}</label
            >`,
        )}
      </fieldset>`;
  }

  #renderText(name: string, label: string, required: boolean, rows = 3): TemplateResult {
    const problem = this.#with.problem(name);
    const id = `task-${name}`;
    const typed = (event: Event): void =>
      this.#with.set(name, (event.target as HTMLInputElement | HTMLTextAreaElement).value);
    const describedBy = problem === undefined ? nothing : `${id}-problem`;
    return html`<div class="field">
      <label class="label" for=${id}>${required ? label : this.#optional(label)}</label>
      ${
        rows === 1
          ? html`<input
              id=${id}
              class="input"
              dir="auto"
              autocomplete="off"
              .value=${this.#text(name)}
              aria-required=${required ? 'true' : nothing}
              aria-invalid=${problem === undefined ? nothing : 'true'}
              aria-describedby=${describedBy}
              @input=${typed}
            />`
          : html`<textarea
              id=${id}
              class="input"
              dir="auto"
              rows=${rows}
              .value=${this.#text(name)}
              aria-required=${required ? 'true' : nothing}
              aria-invalid=${problem === undefined ? nothing : 'true'}
              aria-describedby=${describedBy}
              @input=${typed}
            ></textarea>`
      }
      ${problem === undefined ? nothing : html`<p class="error" id="${id}-problem">${problem}</p>`}
    </div>`;
  }

  #renderDue(task: Task | undefined): TemplateResult {
    const { checklist: words, record } = this.#with.speech().terms;
    const problem = this.#with.problem('dueAt');
    return html`<div class="field">
      <label class="label" for="task-dueAt">${this.#optional(words.due)}</label>
      <input
        id="task-dueAt"
        class="input"
        type="datetime-local"
        aria-invalid=${problem === undefined ? nothing : 'true'}
        aria-describedby="task-dueAt-zone${problem === undefined ? '' : ' task-dueAt-problem'}"
        .value=${live(this.#due(task))}
        @input=${(event: Event) => this.#with.set('dueAt', (event.target as HTMLInputElement).value)}
      />
      <span class="help" id="task-dueAt-zone">${record.zone(this.#with.timeZone())}</span>
      ${problem === undefined ? nothing : html`<p class="error" id="task-dueAt-problem">${problem}</p>`}
    </div>`;
  }
}
