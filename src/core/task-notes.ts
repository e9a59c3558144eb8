import type { Entry } from './entry.js';
import type { Person, Ref } from './incident.js';
import type { Task, TaskKind, TaskState } from './task.js';
import { taskKinds, taskStates } from './task.js';
import type { Instant } from './time.js';

/*
 * Where a ticket system keeps no tasks, each change of one is an internal note, such as
 *
 *     Check done: Ping the core switch
 *     Team: Network [network]
 *     Owner: Mehmet Şahin [mehmet]
 *     Result: Packet loss 0 %.
 *     [task 4f2a1c · check · done · change c91b2d after 77ab01]
 *
 * It holds the whole task as it is afterwards, so that a person who reads the ticket needs no other note, and a note that
 * got lost costs nothing but itself. The last line names the change and the one it was made upon: of two that were made
 * upon the same one, the first in the timeline counts.
 */

/** What was done to a task, as its note says it. */
export const taskVerbs = ['added', 'started', 'done', 'skipped', 'reopened', 'assigned', 'changed'] as const;
export type TaskVerb = (typeof taskVerbs)[number];

/** What a note tells of a task. */
export interface TaskNote {
  readonly verb: TaskVerb;
  /** As it is afterwards; its version is the change's own. */
  readonly task: Task;
  /** The version it was made upon; undefined for a new task. */
  readonly after?: string;
}

const kindWord: Readonly<Record<TaskKind, string>> = { check: 'Check', step: 'Plan step' };

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** What has happened between two readings of a task. */
export function verbOf(before: Task | undefined, after: Task): TaskVerb {
  if (!before) return 'added';
  if (before.state !== after.state)
    return after.state === 'active' ? 'started' : after.state === 'open' ? 'reopened' : after.state;
  return same([before.group, before.owner], [after.group, after.owner]) ? 'changed' : 'assigned';
}

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** A name with its id; an id that would break the line is written like an address. */
const reference = (id: string, name: string): string => `${oneLine(name)} [${encodeURI(id)}]`;

/** Further lines of a text are set in, so that none of them can be taken for another part of the note. */
const setIn = (text: string): string =>
  text
    .trim()
    .split(/\r\n?|\n/u)
    .join('\n  ');

/**
 * A change of a task as a note.
 *
 * @param after The task as it is now; its version is the name of this change.
 */
export function taskNote(before: Task | undefined, after: Task): string {
  const { id, title, kind, state, group, owner, dueAt, result, version = '' } = after;
  const upon = before?.version === undefined ? '' : ` after ${before.version}`;
  return [
    `${kindWord[kind]} ${verbOf(before, after)}: ${oneLine(title)}`,
    group && `Team: ${reference(group.id, group.label)}`,
    owner && `Owner: ${reference(owner.id, owner.name)}`,
    dueAt !== undefined && `Due: ${new Date(dueAt).toISOString()}`,
    result && `Result: ${setIn(result)}`,
    `[task ${id} · ${kind} · ${state} · change ${version}${upon}]`,
  ]
    .filter(Boolean)
    .join('\n');
}

const opening = new RegExp(`^(?:${Object.values(kindWord).join('|')}) (${taskVerbs.join('|')}): (.+)$`, 'u');
const closing = new RegExp(
  `^\\[task ([\\w-]+) · (${taskKinds.join('|')}) · (${taskStates.join('|')}) · change ([\\w-]+)(?: after ([\\w-]+))?\\]$`,
  'u',
);

function named(line: string): Ref | undefined {
  const [, label, id] = /^(.*) \[([^\]]*)\]$/u.exec(line) ?? [];
  if (label === undefined || id === undefined) return undefined;
  try {
    return { id: decodeURI(id), label };
  } catch {
    return { id, label };
  }
}

/** The parts of a note by their names, those of several lines put together again. */
function partsOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  let last = '';
  for (const line of lines) {
    const [, name, value = ''] = /^(Team|Owner|Due|Result): (.*)$/u.exec(line) ?? [];
    if (name !== undefined) parts.set((last = name), value);
    else if (last !== '') parts.set(last, `${parts.get(last) ?? ''}\n${line.replace(/^ {1,2}/u, '')}`);
  }
  return parts;
}

/** What a note tells of a task; undefined where it is no such note. */
export function readTaskNote(text: string | undefined): TaskNote | undefined {
  // Asked of every entry of a timeline: most are told apart by a look at their end.
  if (!text?.includes('[task ')) return undefined;
  const lines = text.trim().split(/\r\n?|\n/u);
  const [, verb, title] = opening.exec(lines[0]?.trim() ?? '') ?? [];
  const [, id, kind, state, version, after] = closing.exec(lines.at(-1)?.trim() ?? '') ?? [];
  if (verb === undefined || title === undefined || id === undefined || version === undefined)
    return undefined;
  const parts = partsOf(lines.slice(1, -1));
  const group = named(parts.get('Team') ?? '');
  const person = named(parts.get('Owner') ?? '');
  const owner: Person | undefined = person && { id: person.id, name: person.label };
  const dueAt: Instant = Date.parse(parts.get('Due') ?? '');
  const result = parts.get('Result')?.trim();
  return {
    verb: verb as TaskVerb,
    task: {
      id,
      title,
      kind: kind as TaskKind,
      state: state as TaskState,
      ...(group ? { group } : {}),
      ...(owner ? { owner } : {}),
      ...(Number.isNaN(dueAt) ? {} : { dueAt }),
      ...(result ? { result } : {}),
      version,
    },
    ...(after === undefined ? {} : { after }),
  };
}

/** What an entry tells of a task. Only those who work on an incident say so: a caller's words never do. */
export const taskNoteIn = ({
  kind,
  visibility,
  text,
}: Pick<Entry, 'kind' | 'visibility' | 'text'>): TaskNote | undefined =>
  visibility === 'internal' && (kind === 'work-note' || kind === 'system') ? readTaskNote(text) : undefined;

/** A change that came second: somebody else had changed the task meanwhile, and it does not count. */
export interface LostChange {
  readonly note: TaskNote;
  readonly at: Instant;
  readonly author?: Person;
}

/** A checklist as some entries tell it. */
export interface NotedTasks {
  /** In the order in which they were added. */
  readonly tasks: readonly Task[];
  /** By the task's id: what came second and has not been followed by another change. */
  readonly lost: ReadonlyMap<string, readonly LostChange[]>;
}

type NoteEntry = Pick<Entry, 'kind' | 'visibility' | 'text' | 'recordedAt' | 'author'>;

/**
 * Reads a checklist off a timeline.
 *
 * @param entries Oldest first. Of two that were written down at the same instant the first counts.
 */
export function tasksIn(entries: readonly NoteEntry[]): NotedTasks {
  const tasks = new Map<string, Task>();
  const lost = new Map<string, readonly LostChange[]>();
  /** Every version of a task that has been read. */
  const versions = new Set<string>();
  for (const entry of [...entries].sort((a, b) => a.recordedAt - b.recordedAt)) {
    const note = taskNoteIn(entry);
    if (!note) continue;
    const { task, after } = note;
    const version = `${task.id} ${task.version ?? ''}`;
    if (versions.has(version)) continue;
    versions.add(version);
    const present = tasks.get(task.id);
    // Made upon one that is no longer the last, or was not counted itself. One nobody has read may lie too far back.
    const late =
      present !== undefined &&
      present.version !== after &&
      (after === undefined || versions.has(`${task.id} ${after}`));
    if (!late) {
      tasks.set(task.id, task);
      lost.delete(task.id);
    } else if (!same({ ...present, version: '' }, { ...task, version: '' })) {
      const { recordedAt: at, author } = entry;
      const change: LostChange = { note, at, ...(author ? { author } : {}) };
      lost.set(task.id, [...(lost.get(task.id) ?? []), change]);
    }
  }
  return { tasks: [...tasks.values()], lost };
}
