import type { EntryDraft } from '../../core/entry.js';
import { plural } from '../plural.js';
import { fields } from './fields.js';
import { files } from './files.js';
import { participants } from './participants.js';
import { relations } from './relations.js';
import { tasks } from './tasks.js';

const count = plural('en');

export const outbox = {
  ...fields,
  ...files,
  ...tasks,
  ...relations,
  ...participants,
  outbox: {
    heading: 'Not sent yet',
    empty: 'Everything has been sent.',
    notKnown: 'It is not known whether everything has been sent.',
    damaged: (n: number) => count(n, { one: '# unreadable', other: '# unreadable' }),
    damagedTitle: 'Something unsent can no longer be read',
    damagedHelp: 'It is not sent. Save what is left of it as a file before you discard it.',
    unnamed: (n: number) => count(n, { one: '# without a name', other: '# without a name' }),
    unnamedTitle: 'Written here before anybody was signed in',
    unnamedHelp:
      'It does not go out by itself, because nobody knows who wrote it. Send it if it is yours: it then goes out in your name.',
    unnamedSend: 'It is mine: send it',
    waiting: (n: number) => count(n, { one: '# waiting', other: '# waiting' }),
    failed: (n: number) => count(n, { one: '# not accepted', other: '# not accepted' }),
    unknown: (n: number) => count(n, { one: '# unclear', other: '# unclear' }),
    conflicts: (n: number) => count(n, { one: '# conflict', other: '# conflicts' }),
    copy: 'Copy all',
    download: 'Save as file',
    signIn: 'I have signed in',
  },
  outboxKind: { comment: 'Comment', 'work-note': 'Work note' } as Record<EntryDraft['kind'], string>,
  /** What an unsent thing says and what can be done with it. */
  outboxItem: {
    newIncident: (title: string) => `New incident: ${title}`,
    change: (names: string) => `Change of ${names}`,
    step: (status: string) => `Step to ${status}`,
    file: (name: string) => `File: ${name}`,
    saveCopy: 'Save a copy',
    fileGone: 'The file is no longer on this device.',
    task: (title: string) => `Task: ${title}`,
    link: (number: string) => `Link to ${number}`,
    unlink: (number: string) => `Link to ${number} removed`,
    replaces: 'Takes the place of',
    joins: (name: string) => `${name} joins the team`,
    leaves: (name: string) => `${name} leaves the team`,
    part: 'Part',
    of: 'Incident',
    content: 'What it says',
    text: 'Text',
    status: 'Status',
    reason: 'Reason',
    written: (time: string) => `Written ${time}`,
    attempts: (n: number) => count(n, { one: '# attempt', other: '# attempts' }),
    next: (time: string) => `Next attempt ${time}`,
    now: 'Send now',
    edit: 'Edit',
    save: 'Save and send',
    discard: 'Discard',
    discardAsk: 'Discard this for good?',
    discardAlso: 'What belongs to it goes too:',
    keep: 'Keep it',
    unknownWhy:
      'The connection broke while it was being sent. Look into the ticket system: if it is there, say so; if not, send it again.',
    unknownAnswer:
      'It was sent, but what came back does not say whether it was done. Look into the ticket system: if it is there, say so; if not, send it again.',
    isThere: 'It is there',
    sendAgain: 'Send again',
  },
};

export type OutboxTerms = typeof outbox;
