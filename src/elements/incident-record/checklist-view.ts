import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import type { LostChange } from '../../core/task-notes.js';
import type { Task, TaskAction, TaskKind, TaskState } from '../../core/task.js';
import { actionsOnTask, isLate, progressOf } from '../../core/task.js';
import type { Instant } from '../../core/time.js';
import type { OutboxItem } from '../../store/types.js';
import type { TaskView } from '../../store/views/tasks.js';
import { icon } from '../../ui/icons.js';
import type { IconName } from '../../ui/icons.js';
import { renderVersions } from '../../ui/versions.js';
import type { FactSpeech } from './record-facts.js';

/** What one drawing of a checklist looks at. */
export interface ListScene {
  readonly speech: FactSpeech;
  readonly now: Instant;
  readonly canEdit: boolean;
  readonly busy: boolean;
  /** Whether the sheet asks about this. */
  readonly opened: (action: TaskAction, task: Task) => boolean;
  readonly itemOf: (key: string) => OutboxItem | undefined;
  readonly press: (action: TaskAction, task: Task, opener: HTMLElement) => void;
  readonly resolve: (key: string, choice: 'mine' | 'theirs') => void;
  readonly retry: (key: string) => void;
  readonly discard: (key: string) => void;
  readonly useLost: (task: Task, change: LostChange) => void;
  /** The sheet where it is open below this task. */
  readonly sheetFor: (task: Task) => TemplateResult | typeof nothing;
}

const faces: Readonly<Record<TaskState, IconName>> = {
  open: 'dash',
  active: 'clock',
  done: 'check',
  skipped: 'close',
};

/** How far the checklist has come, in words. */
export function renderProgress(views: readonly TaskView[], { speech, now }: ListScene): TemplateResult {
  const { checklist: words } = speech.terms;
  const { done, wanted, skipped, late } = progressOf(
    views.map(({ task }) => task),
    now,
  );
  const parts = [
    words.progress(done, wanted),
    ...(skipped > 0 ? [words.skipped(skipped)] : []),
    ...(late > 0 ? [words.late(late)] : []),
  ];
  return html`<p class="meta progress">${parts.join(' · ')}</p>`;
}

/** The arrow keys go to the same button of the task above or below. */
function onArrow(event: KeyboardEvent): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const button = (event.target as Element).closest<HTMLElement>('button[data-task-action]');
  const row = button?.closest('li');
  const beside = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling;
  if (!button || !row || !beside) return;
  const place = [...row.querySelectorAll('button[data-task-action]')].indexOf(button);
  const others = [...beside.querySelectorAll<HTMLElement>('button[data-task-action]')];
  const next =
    others.find(({ dataset }) => dataset['taskAction'] === button.dataset['taskAction']) ??
    others[Math.min(place, others.length - 1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** The tasks of one kind under their heading; nothing where there are none. */
export function renderTasks(
  kind: TaskKind,
  views: readonly TaskView[],
  scene: ListScene,
): TemplateResult | typeof nothing {
  const theirs = views.filter(({ task }) => task.kind === kind);
  if (theirs.length === 0) return nothing;
  return html`<h4 id="tasks-${kind}">${scene.speech.terms.taskGroup[kind]}</h4>
    <ul class="tasks" aria-labelledby="tasks-${kind}" @keydown=${onArrow}>
      ${repeat(
        theirs,
        ({ task }) => task.id,
        (view) => renderTask(view, scene),
      )}
    </ul>`;
}

function renderTask(view: TaskView, scene: ListScene): TemplateResult {
  const { task, lost } = view;
  const { terms, dateTime } = scene.speech;
  const { title, state, group, owner, dueAt, result } = task;
  const words = terms.checklist;
  const late = isLate(task, scene.now);
  const facts = [
    ...(group ? [group.label] : []),
    owner ? owner.name : words.nobody,
    ...(dueAt === undefined ? [] : [words.dueBy(dateTime(dueAt))]),
  ];
  return html`<li class="task" part="task" data-task=${task.id} data-state=${state} ?data-late=${late}>
    <p class="task-head">
      ${icon(faces[state])} <strong class="task-title" dir="auto">${title}</strong>
      <span class="tag">${terms.taskState[state]}</span>
      ${late ? html`<span class="tag late">${words.isLate}</span>` : nothing}
    </p>
    <p class="meta">${facts.map((fact, at) => html`${at > 0 ? ' · ' : nothing}<bdi>${fact}</bdi>`)}</p>
    ${result ? html`<p class="words" dir="auto">${result}</p>` : nothing} ${renderPending(view, scene)}
    ${lost.map((change) => renderLost(task, change, scene))}
    ${scene.canEdit ? renderActions(task, scene) : nothing} ${scene.sheetFor(task)}
  </li>`;
}

function renderActions(task: Task, scene: ListScene): TemplateResult {
  const { taskAction, checklist: words } = scene.speech.terms;
  return html`<p class="row task-actions">
    ${actionsOnTask(task).map(
      (action) =>
        html`<button
          class="button small"
          type="button"
          data-task-action=${action}
          aria-label=${words.on(taskAction[action], task.title)}
          aria-expanded=${scene.opened(action, task) ? 'true' : nothing}
          aria-disabled=${scene.busy ? 'true' : 'false'}
          @click=${(event: Event) => scene.press(action, task, event.currentTarget as HTMLElement)}
        >
          ${taskAction[action]}
        </button>`,
    )}
  </p>`;
}

/** A change that has not got through: where it stands, what went wrong, what can be done. */
function renderPending({ pending, key }: TaskView, scene: ListScene): TemplateResult | typeof nothing {
  if (pending === undefined || key === undefined) return nothing;
  const { speech } = scene;
  const { terms } = speech;
  const item = scene.itemOf(key);
  if (pending === 'conflict' && item)
    return html`<div class="unsent conflict" part="conflict" data-key=${key}>
      <p class="standing">${icon('conflict')} <strong>${terms.pending.conflict}</strong></p>
      ${renderVersions(item, speech, (choice) => scene.resolve(key, choice))}
    </div>`;
  if (pending !== 'failed')
    return html`<p class="unsent meta">
      ${icon(pending === 'unknown' ? 'warning' : 'clock')} ${terms.pending[pending]}
    </p>`;
  const { error } = item ?? {};
  return html`<div class="unsent fault" data-key=${key}>
    <p class="standing">
      ${icon('warning')}
      <strong>${terms.pending.failed}${error ? `: ${terms.errorTitle[error.kind]}` : ''}</strong>
    </p>
    ${error?.message ? html`<p class="wrap"><bdi>${error.message}</bdi></p>` : nothing}
    <p class="row">
      <button type="button" class="button small" @click=${() => scene.retry(key)}>${terms.retry}</button
      ><button type="button" class="button small" @click=${() => scene.discard(key)}>
        ${terms.record.discard}
      </button>
    </p>
  </div>`;
}

/** A colleague's change that came second, and the way to have it count after all. */
function renderLost(task: Task, change: LostChange, scene: ListScene): TemplateResult {
  const { terms } = scene.speech;
  const { state, owner, result } = change.note.task;
  const what = [terms.taskState[state], owner?.name, result].filter(Boolean).join(', ');
  const words = terms.checklist;
  return html`<div class="unsent fault lost">
    <p class="wrap">
      ${icon('conflict')} <bdi>${words.lost(change.author?.name ?? terms.unknownPerson, what)}</bdi>
    </p>
    ${
      scene.canEdit
        ? html`<p class="row">
            <button
              type="button"
              class="button small"
              aria-label=${words.useLostOf(task.title)}
              @click=${() => scene.useLost(task, change)}
            >
              ${words.useLost}
            </button>
          </p>`
        : nothing
    }
  </div>`;
}
