import { plural } from '../plural.js';
import { fields } from './fields.js';
import { files } from './files.js';
import { matrix } from './incident-priority-matrix.js';

const count = plural('en');

export const form = {
  ...matrix,
  ...fields,
  ...files,
  /** What a caller is asked, where the portal's words differ from the field's name. */
  ask: {
    title: 'What is wrong?',
    description: 'Tell us more',
    service: 'Which service is it about?',
    effect: 'How does it show?',
    matrix: 'How bad is it, and how soon must it be solved?',
    occurredAt: 'Since when?',
    affected: 'What else is affected?',
    contact: 'How can we reach you?',
    hasWorkaround: 'I can get by for now',
    location: 'Where are you?',
  } as Record<string, string>,
  /** Help under a label. */
  fieldHelp: {
    title: 'In one sentence, as you would say it to a colleague.',
    description: 'What did you do, what happened, what did the screen say?',
    contact: 'Phone, room or e-mail.',
    affected: 'Choose as many as you know.',
  } as Record<string, string>,
  form: {
    heading: 'Report a problem',
    headingAgent: 'New incident',
    intro: 'Two answers are enough. You can go on working while we look at it.',
    howBad: 'How bad',
    howSoon: 'How soon',
    more: 'More details',
    unsure: 'Not sure',
    /** Configuration items beside the one the incident is about. */
    affected: 'Further affected items',
    affectedCount: (n: number) =>
      count(n, { one: '# further item is affected.', other: '# further items are affected.' }),
    send: 'Send',
    sendAgent: 'Log incident',
    sending: 'Sending …',
    keys: 'Ctrl + Enter sends.',
    zone: (zone: string) => `Time zone: ${zone}`,
    goesTo: (group: string) => `Usually goes to ${group}.`,
    kept: (time: string) => `Your text from ${time} was kept.`,
    afresh: 'Start afresh',
    elsewhere: (time: string) =>
      `There is another unfinished text from ${time}, perhaps open in another window.`,
    takeOver: 'Show it here',
    cannotLog: 'Incidents cannot be logged in this ticket system from here.',
    signIn: 'I have signed in',
    notStored: 'It could not be kept on this device. Your text is still here; copy it to a safe place.',
  },
  /** What somebody reads after sending: what has to be corrected, or what became of the report. */
  sent: {
    failed: 'The ticket system did not accept it. Your text is all here.',
    problems: 'This could not be sent yet',
    // A question needs no colon.
    problemAt: (label: string, text: string) =>
      /[?؟]$/u.test(label) ? `${label} ${text}` : `${label}: ${text}`,
    logged: 'Your report has arrived',
    loggedAs: 'It has the number',
    noNumber: 'The ticket system has it.',
    reference: 'Until it has a number, it is found by the reference',
    answerWithin: (time: string) => `Somebody answers within ${time}.`,
    nextStep: 'Somebody from the service desk will look at it.',
    quote: 'Quote the number when you call.',
    waitTitle: 'Kept on this device',
    waitText:
      'It goes out by itself as soon as the ticket system can be reached. The number comes then; you may leave this page.',
    waitSignedOut: 'You are signed out. Sign in again and say so here: then it goes out.',
    waitMemoryTitle: 'Not sent yet',
    waitMemory: 'It goes out by itself as soon as the ticket system can be reached.',
    onlyCopy: 'This page holds the only copy: keep it open until then.',
    unknownTitle: 'Unclear whether it arrived',
    unknownText:
      'The ticket system may have taken it, but no answer came. It is kept among the unsent items, where you can check and send it again; it is not sent twice by itself.',
    /** Files that are not there yet. */
    filesWait: (n: number) =>
      count(n, { one: '# file is still being sent.', other: '# files are still being sent.' }),
    filesStuck: (n: number) =>
      count(n, {
        one: '# file was not taken. It is kept among the unsent items.',
        other: '# files were not taken. They are kept among the unsent items.',
      }),
    /** Further affected items that are not there yet. */
    itemsWait: (n: number) =>
      count(n, {
        one: '# further affected item is still being sent.',
        other: '# further affected items are still being sent.',
      }),
    itemsStuck: (n: number) =>
      count(n, {
        one: '# further affected item was not taken. It is kept among the unsent items.',
        other: '# further affected items were not taken. They are kept among the unsent items.',
      }),
    another: 'Report another one',
  },
};

export type FormTerms = typeof form;
