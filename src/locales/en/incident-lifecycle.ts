import type { ActionName, Refusal } from '../../core/actions.js';
import type { HandOverReason } from '../../core/reasons.js';
import { relations } from './relations.js';

/** Words of `incident-lifecycle`. */
export const lifecycle = {
  ...relations,
  lifecycle: {
    label: 'Where it stands',
    empty: 'No incident is chosen.',
    emptyHelp: 'Choose one in a list.',
    actions: 'What can be done',
    more: 'More',
    standing: (status: string) => `Stands at: ${status}`,
    heading: (action: string, number: string) => `${action}: ${number}`,
    nobodySignedIn: 'Nobody is signed in',
    undo: 'Undo',
    undone: 'Taken back.',
    tooLate: 'It was sent already and cannot be taken back here.',
    done: (action: string) => `${action}: done.`,
    waiting: (action: string) => `${action}: waiting to be sent.`,
    notSent: 'An earlier change of this incident was not accepted. Decide about it in the outbox first.',
    optional: 'optional',
    openTasks: (titles: string) => `Still open on the checklist: ${titles}.`,
    openWarning: 'It can be resolved all the same.',
    openRefused: 'Finish or skip these tasks first: the rules of this desk want it so.',
    /** What the caller of a duplicate reads. */
    duplicateOf: (number: string) => `This has been reported as ${number}. We go on there.`,
  },
  /** When what is resolved and unanswered is closed. */
  closing: {
    silent: (since: string) => `Nobody has said anything since ${since}.`,
    byItself: (at: string) => `Without an answer it closes by itself: ${at}.`,
    dueAt: (at: string) => `Without an answer it is due for closing: ${at}.`,
    dueSince: (at: string) => `By the rules of this desk it is due for closing since ${at}.`,
    /** What the caller reads. */
    forCaller: (at: string) => `If you say nothing, it is closed: ${at}.`,
  },
  action: {
    acknowledge: 'Acknowledge',
    take: 'Take',
    assign: 'Assign',
    'hand-over': 'Hand over',
    hold: 'Put on hold',
    resume: 'Resume',
    resolve: 'Resolve',
    confirm: 'Confirmed by the caller',
    close: 'Close',
    reopen: 'Reopen',
    cancel: 'Cancel the incident',
    major: 'Make it a major incident',
    problem: 'Propose a problem',
  } as Record<ActionName, string>,
  /** What the caller reads where that is another word. */
  callerAction: {
    confirm: 'It works again',
    reopen: 'It still does not work',
    cancel: 'I no longer need help',
  } as Partial<Record<ActionName, string>>,
  actionOutcome: {
    acknowledge: 'The caller reads this. The response clock stops.',
    assign: 'It is theirs at once; they find it among their own.',
    'hand-over':
      'The service desk stays the owner and keeps the caller informed; the team reads your note. The clock runs on.',
    hold: 'Whether the clocks stop depends on what it is waiting for.',
    resolve:
      'The resolution clock stops, and the caller is asked to confirm. The root cause is not needed for that.',
    close: 'The caller reads your words. After that it is reopened by an administrator only.',
    reopen: 'The clock goes on as the policy says.',
    cancel: 'It counts in no figure.',
    major: 'Everybody sees the mark. The priority stays what it is.',
    problem: 'A work note asks problem management to look for the cause.',
  } as Partial<Record<ActionName, string>>,
  handOverReason: {
    expertise: 'more expertise is needed',
    access: 'access or tools are missing',
    responsibility: 'it belongs to them',
    time: 'the time is running out',
  } as Record<HandOverReason, string>,
  /** How the note of a hand-over begins. */
  handOverText: (group: string, reason: string) => `Handed over to ${group}: ${reason}.`,
  /** What putting it on hold means, once it is said for what. */
  holdOutcome: {
    stops: 'While it waits for this the clocks stand still.',
    runs: 'While it waits for this the clocks run on.',
  },
  refusal: {
    role: 'Your role does not allow it.',
    status: 'Not from where it stands now.',
    cancelled: 'It is cancelled, and nothing leads on from there.',
    already: 'It is so already.',
    backend: 'The ticket system does not offer it now.',
  } as Record<Refusal, string>,
  actionField: {
    assignee: 'Who takes it?',
    group: 'Which team?',
    inTeam: 'Who in the team?',
    note: 'What should they know?',
    noteHelp: 'What was tried, what is known, what is promised to the caller.',
    comment: 'What does the caller read?',
    'hold-reason': 'What is it waiting for?',
    'cancel-reason': 'Why is it cancelled?',
    why: 'Why?',
    'duplicate-of': 'Number of the other incident',
    'duplicate-as': (kind: string) =>
      `The ticket system has no link for duplicates: it will read “${kind}”. The comment says that this incident repeats the other one.`,
    kind: 'How is it working again?',
    permanent: 'For good',
    workaround: 'With a workaround for now',
    code: 'What was the solution?',
    method: 'What was done?',
    notes: 'In your words',
    verified: 'Tested, and it works',
    firstContact: 'Solved at the first contact',
    confirmed: 'The caller has confirmed that it works',
    choose: 'Choose …',
  },
  actionText: {
    acknowledge: 'We have your report and are looking at it.',
    close: 'Thank you. We have closed this incident; if it comes back, tell us.',
    problem: 'Problem candidate: ',
  } as Partial<Record<ActionName, string>>,
};

export type LifecycleTerms = typeof lifecycle;
