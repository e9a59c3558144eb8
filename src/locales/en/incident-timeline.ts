import type { EntryKind } from '../../core/entry.js';
import type { TaskVerb } from '../../core/task-notes.js';
import { listed } from '../listed.js';
import { plural } from '../plural.js';
import { participants } from './participants.js';
import { relations } from './relations.js';
import { files } from './files.js';

const count = plural('en');

/** What became of a field, in the words of the language. */
export interface SpokenChange {
  readonly field: string;
  readonly what: 'set' | 'changed' | 'cleared' | 'edited';
  /** What it was and is; empty where that is not told. */
  readonly from: string;
  readonly to: string;
}

function active({ field, what, from, to }: SpokenChange): string {
  if (what === 'set') return `set ${field} to ${to}`;
  return what === 'changed' ? `changed ${field} from ${from} to ${to}` : `${what} ${field}`;
}

const taskDone: Readonly<Record<TaskVerb, string>> = {
  added: 'added',
  started: 'started',
  done: 'finished',
  skipped: 'skipped',
  reopened: 'reopened',
  assigned: 'assigned',
  changed: 'changed',
};

function passive({ field, what, from, to }: SpokenChange): string {
  if (what === 'set') return `${field} was set to ${to}`;
  return what === 'changed' ? `${field} was changed from ${from} to ${to}` : `${field} was ${what}`;
}

/** Words of `incident-timeline`. */
export const timeline = {
  ...relations,
  ...participants,
  ...files,
  timeline: {
    noTime: 'Time unknown',
    label: (subject: string) => `Timeline of ${subject}`,
    entries: 'Entries',
    noIncident: 'No incident is chosen.',
    noIncidentHelp: 'Choose one to see what happened to it.',
    empty: 'Nothing has happened yet.',
    unread: (n: number) =>
      count(n, {
        one: '# entry cannot be read and is left out here. Tell the owner of this page.',
        other: '# entries cannot be read and are left out here. Tell the owner of this page.',
      }),
    emptyHelp: 'Comments, notes and changes will stand here.',
    newEntries: (n: number) => count(n, { one: '# new entry', other: '# new entries' }),
    nothingOfKind: 'Nothing of this kind is among the loaded entries.',
    showAll: 'Show everything',
    filter: 'Show',
    older: 'Load older entries',
    olderOf: (shown: string, total: string) => `Load older entries (${shown} of ${total} shown)`,
    loadingOlder: 'Loading older entries …',
    wordsComing: 'Words are being fetched …',
    noWords: 'No words are recorded.',
    internal: 'Internal',
    automatic: 'Automatic',
    tested: (result: string) => `Test: ${result}`,
    times: (happened: string, written: string) => `happened ${happened}, written ${written}`,
    entry: (kind: string, who: string, when: string) => `${kind} by ${who}, ${when}`,
    entryOfNobody: (kind: string, when: string) => `${kind}, ${when}`,
    sendAgain: 'Try again',
    notPrinted: (n: number) =>
      count(n, { one: '# older entry is not printed.', other: '# older entries are not printed.' }),
    olderNotPrinted: 'Older entries are not printed.',
  },
  /** What may be shown; the order is the order of the choices. */
  timelineFilter: {
    all: 'Everything',
    words: 'Only what people wrote',
    internal: 'Only internal notes',
    changes: 'Only changes',
  },
  entryKind: {
    created: 'Logged',
    comment: 'Comment',
    'work-note': 'Internal work note',
    change: 'Change',
    status: 'Change of status',
    assignment: 'Assignment',
    attachment: 'Attachment',
    sla: 'Service level',
    system: 'Note of the system',
  } as Record<EntryKind, string>,
  /** Whole sentences about what a machine wrote down; every one also without a person. */
  happened: {
    created: (who: string) => `${who} logged the incident`,
    createdBy: 'The incident was logged',
    attached: (who: string) => `${who} attached a file`,
    attachedBy: 'A file was attached',
    /** One sentence for all fields that changed at once. */
    changed: (who: string | undefined, changes: readonly SpokenChange[]) => {
      const list = listed(changes.map(who === undefined ? passive : active), ', ', ' and ');
      return who === undefined ? list : `${who} ${list}`;
    },
    /** What became of a task; `whom` is who has it now. */
    task: (who: string | undefined, verb: TaskVerb, title: string, whom: string | undefined) => {
      const given = whom === undefined || (verb !== 'added' && verb !== 'assigned') ? '' : ` to ${whom}`;
      const task = `the task “${title}”`;
      return who === undefined
        ? `${task} was ${taskDone[verb]}${given && ` and given${given}`}`
        : `${who} ${taskDone[verb]} ${task}${given && (verb === 'added' ? ` and gave it${given}` : given)}`;
    },
    /** `kind` is what the other record is to this one. */
    link: (who: string | undefined, kind: string, other: string, isGone: boolean) => {
      const link = `“${kind}: ${other}”`;
      if (who === undefined) return `${link} was ${isGone ? 'unlinked' : 'linked'}`;
      return `${who} ${isGone ? 'removed the link' : 'linked'} ${link}`;
    },
    part: (who: string | undefined, person: string, role: string, isGone: boolean) =>
      who === undefined
        ? `${person} ${isGone ? 'left' : 'joined'} the team (${role})`
        : `${who} ${isGone ? `took ${person} from` : `added ${person} to`} the team (${role})`,
    something: (who: string) => `${who} changed something`,
    somethingBy: 'Something was changed',
  },
  /** A field only the backend knows, by its own name. */
  otherField: (label: string) => label,
  quoted: (text: string) => `“${text}”`,
  entryField: {
    title: 'the title',
    description: 'the description',
    effect: 'effect',
    impact: 'impact',
    urgency: 'urgency',
    priority: 'priority',
    category: 'category',
    subcategory: 'subcategory',
    service: 'service',
    ci: 'configuration item',
    caller: 'caller',
    reporter: 'reporter',
    contact: 'contact',
    location: 'location',
    channel: 'channel',
    group: 'group',
    assignee: 'assignee',
    hasWorkaround: 'workaround',
    occurredAt: 'when it began',
    detectedAt: 'when it was noticed',
    confirmedAt: 'when it was confirmed',
    confirmedBy: 'who confirmed it',
    major: 'major incident',
    drill: 'exercise',
    status: 'status',
    resolution: 'resolution',
    holdReason: 'reason to wait',
  } as Record<string, string>,
  /** Why something was closed, where that is kept by an id. */
  closeReason: { 'no-answer': 'Closed by itself: nobody has answered.' } as Record<string, string>,
  noteTopic: {
    note: 'Note',
    evidence: 'Evidence',
    consultation: 'Consultation',
    test: 'Test',
  },
  testResult: {
    open: 'no result yet',
    confirmed: 'confirmed',
    refuted: 'ruled out',
  },
  composer: {
    when: 'When did it happen?',
    deskHelp: 'The service desk reads this.',
    sendToDesk: 'Send',
    comment: 'Comment',
    commentHelp: 'The caller can read this.',
    note: 'Work note',
    noteHelp: 'Internal: only those who work on it read this.',
    kind: 'Who is it for?',
    topic: 'Kind of note',
    result: 'How the test came out',
    text: 'Add to the timeline',
    send: 'Add comment',
    filesForAll: 'Files can only be sent with a comment here: the ticket system shows them to everybody.',
    sendNote: 'Add work note',
    shortcut: 'Ctrl + Enter',
    elsewhere: 'There is another unfinished text:',
    takeOver: 'Show it here',
    added: 'Added to the timeline.',
    kept: 'Kept on this device until it can be sent.',
  },
};

export type TimelineTerms = typeof timeline;
