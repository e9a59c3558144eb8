import type { Adapter } from '../../adapters/adapter.js';
import type { Entry } from '../../core/entry.js';
import type { LostChange } from '../../core/task-notes.js';
import { taskNote, taskNoteIn, tasksIn } from '../../core/task-notes.js';
import type { Task, TaskChange } from '../../core/task.js';
import { changedTask } from '../../core/task.js';
import type { Instant } from '../../core/time.js';
import type { OutboxRow } from '../row.js';
import { shownState } from '../row.js';
import type { IncidentStore, Loaded, PendingState, Refreshable, Submitted } from '../types.js';
import type { ViewDefinition, ViewParts } from '../view.js';

/** A task as a checklist shows it: the backend's with what was changed here on top. */
export interface TaskView {
  readonly task: Task;
  /** The gravest state among its changes in the outbox. */
  readonly pending?: PendingState;
  /** The key of the change in that state. */
  readonly key?: string;
  /** Changes that came second and do not count. */
  readonly lost: readonly LostChange[];
}

/** The checklist of one incident. */
export interface TasksState extends Loaded {
  /** In the order in which they were added. */
  readonly tasks: readonly TaskView[];
  /** Older entries have not been read: a task may be missing. */
  readonly partial: boolean;
}

/** How a backend keeps tasks: as what they are, or as internal notes; undefined where it can do neither. */
export function tasksKeptAs(adapter: Adapter | undefined): 'tasks' | 'notes' | undefined {
  if (!adapter) return undefined;
  const { tasks, saveTask, entries, addEntry, traits } = adapter;
  if (tasks && saveTask) return 'tasks';
  return entries && addEntry && traits.entryKinds.includes('work-note') ? 'notes' : undefined;
}

/** A name for a task or a change of one, short enough for a note that people read. */
const shortName = (key: string): string => key.replace(/[^\da-z]/giu, '').slice(-8) || key;

/**
 * Changes a task of an incident, or adds one: as a task where the backend keeps tasks, and as a note where it does not.
 *
 * @param seen The task as the user sees it; undefined for a new one.
 * @param key The draft's, where the change was typed.
 */
export function changeTask(
  store: IncidentStore,
  incidentId: string,
  change: TaskChange,
  seen?: Task,
  key = store.newKey(),
): Promise<Submitted> {
  const name = shortName(key);
  const id = seen?.id ?? name;
  if (tasksKeptAs(store.adapter) === 'tasks') return store.saveTask(incidentId, id, change, seen, key);
  const after = { ...changedTask(id, seen, change), version: name };
  return store.addEntry(incidentId, { kind: 'work-note', text: taskNote(seen, after) }, key);
}

const gravity: readonly PendingState[] = ['waiting', 'queued', 'sending', 'unknown', 'conflict', 'failed'];

/** The graver of two changes. */
const graver = (view: TaskView, pending: PendingState, key: string): Pick<TaskView, 'pending' | 'key'> =>
  view.pending !== undefined && gravity.indexOf(view.pending) > gravity.indexOf(pending)
    ? { pending: view.pending, ...(view.key === undefined ? {} : { key: view.key }) }
    : { pending, key };

/** What was refused is not shown as if it held. */
const holds = ({ state }: OutboxRow): boolean => state !== 'failed' && state !== 'conflict';

const pendingTask = (id: string): TaskView => ({ task: changedTask(id, undefined, {}), lost: [] });

type Definition = ViewDefinition<TasksState, object>;
type Parts = Pick<Definition, 'read' | 'cached' | 'confirmed' | 'forget' | 'select'>;

/** A checklist of a backend that keeps tasks. */
function keptAsTasks({ adapter, storage, queue, now }: ViewParts, id: string): Parts {
  interface Kept {
    readonly tasks: readonly Task[];
    readonly at: Instant;
  }
  let tasks: readonly Task[] | undefined;
  const backendId = (): string => queue.backendId(queue.groupOf(id));
  const key = (): string => `tasks|${backendId()}`;
  return {
    async read(signal) {
      const found = await adapter.tasks?.(backendId(), { signal });
      if (signal.aborted) return;
      tasks = found ?? [];
      const kept: Kept = { tasks, at: now() };
      void storage.write('pages', [[key(), kept]]);
    },
    async cached() {
      const found = await storage.get<Kept>('pages', key());
      if (tasks || !found || !Array.isArray(found.tasks)) return undefined;
      ({ tasks } = found);
      return { at: found.at };
    },
    confirmed({ answer: { task } }) {
      if (!task) return;
      const others = tasks ?? [];
      tasks = others.some((one) => one.id === task.id)
        ? others.map((one) => (one.id === task.id ? task : one))
        : [...others, task];
    },
    select() {
      const rows = queue.rows(queue.groupOf(id));
      const views = new Map((tasks ?? []).map((task): [string, TaskView] => [task.id, { task, lost: [] }]));
      for (const row of rows) {
        const { intent } = row.mutation;
        if (intent.kind !== 'save-task') continue;
        const before = views.get(intent.taskId) ?? pendingTask(intent.taskId);
        const isNew = !views.has(intent.taskId);
        const task =
          holds(row) || isNew ? changedTask(intent.taskId, before.task, intent.change) : before.task;
        views.set(intent.taskId, { ...before, task, ...graver(before, shownState(row, rows), row.key) });
      }
      return {
        content: views.size > 0 ? 'some' : tasks ? 'empty' : 'none',
        tasks: Object.freeze([...views.values()]),
        partial: false,
      };
    },
    forget() {
      tasks = undefined;
    },
  };
}

const firstPage = 100;
const nextPage = 500;
/** A timeline is looked through up to so many entries. */
const mostEntries = 2000;

/** A checklist read off the timeline of a backend that keeps no tasks. */
function keptAsNotes({ adapter, storage, queue, now }: ViewParts, id: string): Parts {
  interface Kept {
    /** Only the notes about tasks, oldest first. */
    readonly notes: readonly Entry[];
    readonly at: Instant;
  }
  /** Entries that have been looked at, so that only newer ones are read again. */
  const looked = new Set<string>();
  let notes: readonly Entry[] | undefined;
  /** Known from the answer to our own write; the timeline may tell of it later and under another id. */
  let mine: readonly Entry[] = [];
  let partial = false;
  const backendId = (): string => queue.backendId(queue.groupOf(id));
  const key = (): string => `task-notes|${backendId()}`;
  const known = (): readonly Entry[] => [...(notes ?? []), ...mine];

  /** Words that the backend keeps apart. */
  async function withWords(entries: readonly Entry[], signal: AbortSignal): Promise<readonly Entry[]> {
    const silent = entries.filter(({ deferred, kind }) => deferred === true && kind === 'work-note');
    if (silent.length === 0 || !adapter.entryTexts) return entries;
    const ids = silent.map((entry) => entry.id);
    const texts = await adapter.entryTexts(backendId(), ids, { signal });
    return entries.map((entry) => (texts.has(entry.id) ? { ...entry, text: texts.get(entry.id) } : entry));
  }

  return {
    async read(signal) {
      const fresh: Entry[] = [];
      let cursor: string | undefined;
      let met = false;
      do {
        const page = await adapter.entries?.(
          backendId(),
          { limit: cursor === undefined ? firstPage : nextPage, ...(cursor === undefined ? {} : { cursor }) },
          { signal },
        );
        const items = page?.items ?? [];
        met = items.some((entry) => looked.has(entry.id));
        fresh.push(...items.filter((entry) => !looked.has(entry.id)));
        cursor = items.length > 0 ? page?.next : undefined;
      } while (cursor !== undefined && !met && fresh.length < mostEntries);
      const told = await withWords(fresh, signal);
      if (signal.aborted) return;
      for (const entry of fresh) looked.add(entry.id);
      partial = met ? partial : cursor !== undefined;
      const found = told.filter((entry) => taskNoteIn(entry) !== undefined).reverse();
      // Read anew from the beginning, what is kept on this device is told again.
      const listed = new Set(found.map((entry) => entry.id));
      notes = [...(notes ?? []).filter((entry) => !listed.has(entry.id)), ...found];
      const versions = new Set(notes.map((entry) => taskNoteIn(entry)?.task.version));
      mine = mine.filter((entry) => !versions.has(taskNoteIn(entry)?.task.version));
      const kept: Kept = { notes, at: now() };
      void storage.write('pages', [[key(), kept]]);
    },
    async cached() {
      const found = await storage.get<Kept>('pages', key());
      if (notes || !found || !Array.isArray(found.notes)) return undefined;
      ({ notes } = found);
      return { at: found.at };
    },
    confirmed({ row, answer: { entry } }) {
      const { intent } = row.mutation;
      if (!entry || intent.kind !== 'add-entry') return;
      // The answer need not repeat the words.
      const own: Entry = { ...entry, kind: 'work-note', visibility: 'internal', text: intent.entry.text };
      if (taskNoteIn(own)) mine = [...mine, own];
    },
    select() {
      const rows = queue.rows(queue.groupOf(id));
      const { tasks, lost } = tasksIn(known());
      const views = new Map(
        tasks.map((task): [string, TaskView] => [task.id, { task, lost: lost.get(task.id) ?? [] }]),
      );
      for (const row of rows) {
        const { intent } = row.mutation;
        if (intent.kind !== 'add-entry' || intent.entry.kind !== 'work-note') continue;
        const note = taskNoteIn({ kind: 'work-note', visibility: 'internal', text: intent.entry.text });
        if (!note) continue;
        const { task } = note;
        const before = views.get(task.id) ?? { task, lost: [] };
        const shown = holds(row) ? task : before.task;
        views.set(task.id, { ...before, task: shown, ...graver(before, shownState(row, rows), row.key) });
      }
      return {
        content: views.size > 0 ? 'some' : notes ? 'empty' : 'none',
        tasks: Object.freeze([...views.values()]),
        partial,
      };
    },
    forget() {
      notes = undefined;
      mine = [];
      looked.clear();
    },
  };
}

/** The tasks of one incident once they are known; rejects where they cannot be read. */
export function knownTasks(store: IncidentStore, id: string): Promise<readonly Task[]> {
  const view = store.open(incidentTasks, id);
  return new Promise((resolve, reject) => {
    const look = ({ state, refreshing, tasks, error }: TasksState): void => {
      if (state === 'loading' || (refreshing && state !== 'error')) return;
      stop();
      if (state === 'error' && error) reject(error);
      else resolve(tasks.map(({ task }) => task));
    };
    const stop = view.subscribe(look);
    view.refresh().then(() => look(view.value), reject);
  });
}

/** The checklist of one incident, read off its timeline where the backend keeps no tasks. */
export const incidentTasks = (inside: ViewParts, id: string): Refreshable<TasksState> =>
  inside.views.define<TasksState>(`tasks|${id}`, () => definition(inside, id));

function definition(inside: ViewParts, id: string): Definition {
  const { adapter, queue } = inside;
  const group = (): string => queue.groupOf(id);
  const keptAs = tasksKeptAs(adapter);
  const parts = keptAs === 'notes' ? keptAsNotes(inside, id) : keptAsTasks(inside, id);
  return {
    ...parts,
    concerns: (changed) => changed === undefined || queue.groupOf(changed) === group(),
    after: queue.ready,
    needed: () => keptAs !== undefined && !queue.isNew(group()),
  };
}
