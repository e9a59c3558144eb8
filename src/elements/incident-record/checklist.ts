import { html, nothing } from 'lit';
import type { LitElement, ReactiveController, TemplateResult } from 'lit';

import type { Incident, Person } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import type { LostChange } from '../../core/task-notes.js';
import type { Task, TaskAction, TaskChange, TaskProgress } from '../../core/task.js';
import { changeBy, changedTask, missingChecks, progressOf, taskIssues, taskKinds } from '../../core/task.js';
import type { Instant } from '../../core/time.js';
import type { IncidentStore, Refreshable, Submitted } from '../../store/types.js';
import type { TasksState, TaskView } from '../../store/views/tasks.js';
import { changeTask, incidentTasks, tasksKeptAs } from '../../store/views/tasks.js';
import { keep, LiveController } from '../../ui/live.js';
import type { ListScene } from './checklist-view.js';
import { renderProgress, renderTasks } from './checklist-view.js';
import { adding, Section } from './section.js';
import type { SectionOptions } from './section.js';
import { TaskForm } from './task-form.js';

/** What a checklist needs of its surroundings. */
export interface ChecklistOptions extends SectionOptions {
  readonly policy: () => Policy | undefined;
  readonly me: () => Person | undefined;
  readonly now: () => Instant;
  readonly timeZone: () => string;
}

/** The sheet's step for something done with a task. */
const stepOf = (action: TaskAction, { id }: Task): string => `${action}:${id}`;

/** Actions that have to be told something; the others are done at once. */
const asks: ReadonlySet<TaskAction> = new Set(['finish', 'assign', 'skip']);

/**
 * The tasks of a record's incident: checks that teams make side by side, and the plan that brings the service back. Each
 * is added, given to a team or a person, started, finished with its result, skipped with a reason and reopened.
 */
export class Checklist implements ReactiveController {
  readonly #with: ChecklistOptions;
  readonly #view = keep((store: IncidentStore, id: string) => store.open(incidentTasks, id));
  readonly #tasks: LiveController<Refreshable<TasksState>>;
  readonly #section: Section;
  readonly #form: TaskForm;
  /** What is wrong with an answer, by its name; said after the first attempt. */
  #problems: ReadonlyMap<string, string> = new Map();

  constructor(host: LitElement, options: ChecklistOptions) {
    this.#with = options;
    this.#tasks = new LiveController(host, () => {
      const store = options.store();
      return store && options.id() !== '' && tasksKeptAs(store.adapter)
        ? this.#view(store, options.id())
        : undefined;
    });
    this.#section = new Section(host, 'tasks', options);
    this.#form = new TaskForm(host, {
      speech: options.speech,
      store: options.store,
      offline: options.offline,
      timeZone: options.timeZone,
      values: () => this.#section.sheet.values,
      set: (name, value) => {
        this.#problems = new Map([...this.#problems].filter(([one]) => one !== name));
        this.#section.sheet.set(name, value);
      },
      problem: (name) => this.#problems.get(name),
    });
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.#section.sheet.step !== undefined) this.#form.follow(this.#asked?.task);
  }

  async refresh(): Promise<void> {
    await this.#tasks.source?.refresh();
  }

  /** What the open sheet is about. */
  get #asked(): { readonly action: TaskAction | typeof adding; readonly task?: Task } | undefined {
    const [action, ...rest] = (this.#section.sheet.step ?? '').split(':');
    if (action === adding) return { action: adding };
    const view = this.#tasks.value?.tasks.find(({ task }) => task.id === rest.join(':'));
    return view && { action: action as TaskAction, task: view.task };
  }

  readonly #begin = (): void => {
    this.#problems = new Map();
    this.#form.begin();
  };

  #press(action: TaskAction, task: Task, opener: HTMLElement): void {
    if (asks.has(action)) {
      this.#section.deeds.forget();
      this.#begin();
      this.#section.sheet.open(stepOf(action, task), opener);
    } else {
      this.#section.sheet.close();
      void this.#save([changeBy(action, task, {}, this.#with.me())], task);
    }
  }

  async #submit(): Promise<void> {
    const asked = this.#asked;
    if (!asked || this.#section.deeds.busy) return;
    const { action, task } = asked;
    const answers = this.#form.answers(task);
    const change: TaskChange =
      action === adding || !task ? answers.change : changeBy(action, task, answers, this.#with.me());
    const { issue: words } = this.#with.speech().terms;
    const issues = taskIssues(changedTask(task?.id ?? '', task, change));
    const problems = new Map(issues.map(({ path, code, message }) => [path, words[code] ?? message]));
    if (this.#form.isDueHalfTyped) problems.set('dueAt', words['bad-time'] ?? '');
    this.#problems = problems;
    const [first] = problems.keys();
    const wrong = this.#form.problem() ?? first;
    if (wrong !== undefined) {
      await this.#section.point(`task-${wrong}`);
      return;
    }
    await this.#section.sheet.send((key) => this.#save([change], task, key));
  }

  /** Hands changes to the outbox; true when all of them are stored. */
  #save(changes: readonly TaskChange[], seen?: Task, key?: string): Promise<boolean> {
    return this.#section.deeds.save(async (store) => {
      const sent: Submitted[] = [];
      for (const change of changes) sent.push(await changeTask(store, this.#with.id(), change, seen, key));
      void this.#tell(changes, seen, sent);
    });
  }

  /** Says what became of it. */
  async #tell(
    changes: readonly TaskChange[],
    seen: Task | undefined,
    sent: readonly Submitted[],
  ): Promise<void> {
    const { checklist: words, record, taskState, pending } = this.#with.speech().terms;
    const { say } = this.#with;
    const { title, state } = changedTask('', seen, changes[0] ?? {});
    if (this.#with.offline()) say(record.waiting(title));
    const outcomes = await Promise.all(sent.map(({ outcome }) => outcome));
    const wrong = outcomes.map((one) => one.state).find((one) => one !== 'confirmed');
    if (wrong === undefined) say(seen ? words.saved(title, taskState[state]) : words.added(sent.length));
    else if (wrong !== 'discarded') say(`${title}: ${pending[wrong]}`);
  }

  /** A change that came second is made again, on top of the one that counts. */
  #useLost(task: Task, { note }: LostChange): void {
    const { title, kind, state, group = null, owner = null, dueAt = null, result = null } = note.task;
    void this.#save([{ title, kind, state, group, owner, dueAt, result }], task);
  }

  #scene(canEdit: boolean): ListScene {
    return {
      speech: this.#with.speech(),
      now: this.#with.now(),
      canEdit,
      busy: this.#section.deeds.busy,
      opened: (action, task) => this.#section.sheet.step === stepOf(action, task),
      itemOf: this.#section.itemOf,
      press: (action, task, opener) => this.#press(action, task, opener),
      resolve: (key, choice) => this.#section.deeds.decide((store) => store.resolveConflict(key, choice)),
      retry: (key) => this.#section.deeds.decide((store) => store.retry(key)),
      discard: (key) => this.#section.deeds.decide((store) => store.discard(key)),
      useLost: (task, change) => this.#useLost(task, change),
      sheetFor: (task) => (this.#asked?.task?.id === task.id ? this.#renderSheet() : nothing),
    };
  }

  /** The section; nothing where the backend can keep no tasks. */
  /** How far the checklist has come. */
  get progress(): TaskProgress {
    const tasks = (this.#tasks.value?.tasks ?? []).map(({ task }) => task);
    return progressOf(tasks, this.#with.now());
  }

  render(incident: Incident, canEdit: boolean): TemplateResult | typeof nothing {
    const state = this.#tasks.value;
    const store = this.#with.store();
    if (!state || !store) return nothing;
    const { terms } = this.#with.speech();
    const words = terms.checklist;
    const { tasks } = state;
    const known = state.state === 'empty' || state.state === 'ready';
    const scene = this.#scene(canEdit);
    return html`<section part="tasks" data-section="tasks" aria-labelledby="section-tasks">
      ${this.#section.renderHeading(words.heading)}
      ${state.state === 'error' ? this.#renderFailed(state) : nothing}
      ${
        tasks.length > 0
          ? renderProgress(tasks, scene)
          : state.state === 'empty'
            ? html`<p class="muted">${words.empty}</p>`
            : state.state === 'loading'
              ? html`<p class="muted">${terms.loading}</p>`
              : nothing
      }
      ${taskKinds.map((kind) => renderTasks(kind, tasks, scene))}
      ${state.partial ? html`<p class="note">${words.partial}</p>` : nothing}
      ${canEdit && (known || tasks.length > 0) ? this.#renderAdding(incident, tasks) : nothing}
      ${tasksKeptAs(store.adapter) === 'notes' ? html`<p class="meta">${words.asNotes}</p>` : nothing}
      ${this.#section.renderFault()}
    </section>`;
  }

  #renderFailed({ error }: TasksState): TemplateResult {
    const { terms } = this.#with.speech();
    return html`<p class="note" role="alert">
      <span>${terms.checklist.failed} ${error ? terms.errorTitle[error.kind] : ''}</span>
      <button class="button small plain" type="button" @click=${() => void this.refresh()}>
        ${terms.retry}
      </button>
    </p>`;
  }

  #renderAdding(incident: Incident, views: readonly TaskView[]): TemplateResult {
    const { checklist: words } = this.#with.speech().terms;
    const policy = this.#with.policy();
    const checks = policy
      ? missingChecks(
          incident,
          views.map(({ task }) => task),
          policy,
        )
      : [];
    const { label = '' } = policy?.categories.find(({ id }) => id === incident.category) ?? {};
    return this.#section.renderAdding(
      words.add,
      this.#begin,
      {
        fields: () => this.#form.render('add', undefined),
        submit: words.addIt,
        submitted: () => void this.#submit(),
      },
      checks.length === 0
        ? nothing
        : html`<button
            class="button small"
            type="button"
            id="tasks-add-checks"
            aria-disabled=${this.#section.deeds.busy ? 'true' : 'false'}
            @click=${() => void this.#addChecks(checks)}
          >
            ${words.addChecks(label)} (${checks.length})
          </button>`,
    );
  }

  async #addChecks(checks: readonly TaskChange[]): Promise<void> {
    await this.#save(checks);
    await this.#section.back();
  }

  #renderSheet(): TemplateResult | typeof nothing {
    const { action, task } = this.#asked ?? {};
    if (!task || action === undefined || action === adding) return nothing;
    const { checklist: words, taskAction } = this.#with.speech().terms;
    return this.#section.renderSheet(words.on(taskAction[action], task.title), {
      fields: () => this.#form.render(action, task),
      submit: taskAction[action],
      submitted: () => void this.#submit(),
    });
  }
}
