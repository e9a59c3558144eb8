import { plural } from '../plural.js';

const count = plural('en');

/** Words of `incident-escalation`. */
export const escalation = {
  escalation: {
    label: 'Escalation',
    empty: 'No incident is chosen.',
    emptyHelp: 'Choose one to see who is told next.',
    alarm: (length: string) => `Nobody has acknowledged it for ${length}.`,
    alarmAt: (time: string) => `Alarm at ${time} if nobody acknowledges it.`,
    next: (time: string, deed: string) => `Next at ${time}: ${deed}`,
    due: (n: number) =>
      count(n, {
        one: 'Somebody should have been told by now.',
        other: '# people should have been told by now.',
      }),
    nothingAhead: 'Nothing fires next.',
    noLadder: 'The policy has no ladder for this incident.',
    unless: (what: string) => `unless ${what}`,
    unlessWhat: {
      resolved: 'resolved',
      paused: 'on hold',
      acknowledged: 'acknowledged',
      assigned: 'assigned',
    },
    policy: (id: string, version: string) => `By the policy “${id}”, version ${version}.`,
    hops: (n: number) =>
      n === 0
        ? 'Not handed over yet.'
        : count(n, { one: 'Handed over once.', other: 'Handed over # times.' }),
    /** In which support line it is. */
    line: (group: string, line: string) => `${group}: ${line}.`,
    /** From line to line, the way it went. */
    lines: (n: number, passed: readonly string[]) =>
      `${count(n, { one: 'From line to line once', other: 'From line to line # times' })}: ${passed.join(' → ')}.`,
    partial: 'The timeline has not been read whole; something may have fired before.',
  },
  rungWhen: {
    percent: {
      response: (share: string) => `${share} of the time to answer is used up`,
      resolution: (share: string) => `${share} of the time to resolve is used up`,
    },
    'before-deadline': {
      response: (length: string) => `${length} before the answer is due`,
      resolution: (length: string) => `${length} before the resolution is due`,
    },
    unresolved: (length: string) => `not resolved after ${length}`,
    unacknowledged: (length: string) => `not acknowledged after ${length}`,
    'in-status': (status: string, length: string) => `“${status}” for ${length}`,
  },
  rungDeed: {
    notify: (who: string) => `${who} is told`,
    reassign: (who: string) => `it is handed to ${who}`,
    'propose-major': (who: string) => `${who} is asked whether this is a major incident`,
  },
  rungState: {
    backend: (time: string) => `Told by the ticket system, ${time}`,
    person: (time: string) => `Recorded by somebody, ${time}`,
    due: (time: string) => `Suggested since ${time}: nobody has recorded that it was done`,
    ahead: (time: string) => `At ${time}`,
    again: (time: string) => `Again at ${time}`,
    waits: (time: string, from: string) => `At ${time}; it would be ${from}, but waits for the hours`,
  },
  rungWhy: {
    resolved: 'Not fired: it is resolved',
    cancelled: 'Not fired: it is cancelled',
    paused: 'Not fired while it is on hold',
    acknowledged: 'Not fired: it is acknowledged',
    assigned: 'Not fired: somebody has it',
    'quiet-hours': (time: string) => `Quiet hours: told at ${time}`,
    stale: (time: string) => `Not fired: ${time} is too long ago`,
    overtaken: 'Not fired: a higher rung speaks',
    'no-target': 'Not fired: there is no target to take a part of',
  },
  /** Who is told, by the names the ladder uses. */
  ladderRole: {
    assignee: 'assignee',
    group: 'the group',
    'group-lead': 'group lead',
    'incident-manager': 'Incident Manager',
    'desk-manager': 'service desk manager',
    manager: 'manager',
  } as Record<string, string>,
  contact: {
    named: (name: string, role: string) => `${name} (${role})`,
    nobody: (role: string) => `${role}: nobody is named, somebody has to be found`,
    verified: (date: string) => `checked ${date}`,
    outdated: (date: string) => `last checked ${date}: may be wrong`,
    never: 'never checked: may be wrong',
  },
  handOver: {
    button: 'Hand over …',
    done: (group: string) => `Handed over to ${group}. Nobody there has it yet.`,
  },
  inform: {
    button: 'Inform …',
    record: 'Record that this was done …',
    heading: (number: string) => `Inform somebody about ${number}`,
    role: 'Whom',
    reason: 'Why',
    note: 'What was agreed',
    writeWho: 'Nobody is named for this role: write who was informed, and what was agreed.',
    outcome:
      'This is recorded as a work note and sends nothing: call or write first. The ownership stays where it is.',
    submit: 'Record it',
    done: (who: string) => `Recorded: ${who} was informed.`,
    text: (who: string, reason: string) => `Informed ${who}: ${reason}.`,
  },
  informReason: {
    time: 'the time is running out',
    authority: 'a decision or resources are needed',
    serious: 'it is serious enough to be known',
  },
};

export type EscalationTerms = typeof escalation;
