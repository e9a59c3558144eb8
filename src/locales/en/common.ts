import type { ErrorKind } from '../../core/errors.js';
import type { Channel, StatusCategory } from '../../core/incident.js';
import type { OutboxItemState } from '../../core/mutation.js';
import type { SupportLine } from '../../core/support-line.js';
import { plural } from '../plural.js';

const count = plural('en');

/** Words every element needs. */
export const common = {
  /** The words of the shipped matrices are English already; other languages translate them by their English text. */
  level: {} as Record<string, string>,
  incidentCount: (n: number) => count(n, { one: '# incident', other: '# incidents' }),
  unknownPerson: 'Somebody',
  noPriority: 'No priority',
  status: {
    new: 'New',
    active: 'In progress',
    paused: 'On hold',
    resolved: 'Resolved',
    closed: 'Closed',
    cancelled: 'Cancelled',
  } as Record<StatusCategory, string>,
  pending: {
    queued: 'Waiting to be sent',
    sending: 'Sending …',
    waiting: 'Waiting for an earlier change',
    unknown: 'Unclear whether it arrived: check',
    failed: 'Not accepted',
    conflict: 'Changed by somebody else meanwhile',
  } as Record<OutboxItemState, string>,
  line: {
    nobody: 'nobody',
    unread: 'not read yet',
    changed: 'changed since you looked',
    reported: (ago: string) => `reported ${ago}`,
    noTime: 'time unknown',
  },
  /** The shipped reasons for a hold and for a cancellation, by their ids. */
  holdReason: {
    'awaiting-caller': 'Awaiting caller',
    'awaiting-change': 'Awaiting change',
    'awaiting-problem': 'Awaiting problem',
    'awaiting-vendor': 'Awaiting vendor',
  } as Record<string, string>,
  cancelReason: {
    duplicate: 'Duplicate',
    unnecessary: 'Unnecessary',
    'not-an-incident': 'Not an incident',
  } as Record<string, string>,
  /** The shipped solutions and what was done for them, by their ids. */
  resolutionCode: {
    'solution-provided': 'Solution provided',
    'workaround-provided': 'Workaround provided',
    'known-error': 'Known error',
    'resolved-by-change': 'Resolved by change',
    'resolved-by-problem': 'Resolved by problem',
    'resolved-by-request': 'Resolved by request',
    'resolved-by-caller': 'Resolved by caller',
    'user-error': 'User error',
    duplicate: 'Duplicate',
    'no-resolution-provided': 'No resolution provided',
  } as Record<string, string>,
  resolutionMethod: {
    'patch-or-update': 'Patch or update',
    reconfiguration: 'Reconfiguration',
    'restore-from-backup': 'Restore from backup',
  } as Record<string, string>,
  timeLeft: {
    to: { response: 'to answer', resolution: 'to resolve' },
    late: { response: 'answer late', resolution: 'resolution late' },
    done: { response: 'answered', resolution: 'resolved' },
    doneLate: { response: 'answered late', resolution: 'resolved late' },
    paused: 'paused',
    outOfHours: 'out of hours',
    noTarget: 'no target',
    cancelled: 'cancelled',
    lessThanMinute: 'less than a minute',
    leftWord: {
      response: (time: string) => `${time} left to answer`,
      resolution: (time: string) => `${time} left to resolve`,
    },
    lateWord: {
      response: (time: string) => `the answer is ${time} late`,
      resolution: (time: string) => `the resolution is ${time} late`,
    },
    doneWord: {
      response: (time: string) => `answered in time, after ${time}`,
      resolution: (time: string) => `resolved in time, after ${time}`,
    },
    doneLateWord: {
      response: (time: string) => `answered ${time} late`,
      resolution: (time: string) => `resolved ${time} late`,
    },
    pausedWord: (left: string) => `paused, ${left}`,
    outOfHoursWord: (left: string) => `out of hours, ${left}`,
    noTargetWord: { response: 'no target for the answer', resolution: 'no target for the resolution' },
    cancelledWord: {
      response: 'cancelled, no answer is waited for',
      resolution: 'cancelled, no resolution is waited for',
    },
  },
  lookUp: {
    choices: 'Choices',
    found: (n: number) => count(n, { one: '# choice', other: '# choices' }),
    loading: 'Looking …',
    more: 'More …',
    none: (text: string) => `Nothing found for “${text}”.`,
    nothing: 'There is nothing to choose from.',
    failed: 'The list could not be fetched.',
    offline: 'Offline. These are the ones used last.',
    offlineNone: 'Offline. The list comes back with the connection.',
    free: 'Not from the list',
    choose: 'Choose one from the list.',
    later: 'Looked up when it is sent',
  },
  sheet: {
    notNow: 'Not now',
    kept: 'What you type is kept on this device.',
    restored: 'What you had typed is back.',
    refused: (why: string) => `This is not possible any more. ${why} What you typed stays.`,
  },
  /** How far a group stands from the first contact. */
  supportLine: { 1: '1st line', 2: '2nd line', 3: '3rd line', vendor: 'vendor' } as Record<
    SupportLine,
    string
  >,
  copied: 'Copied.',
  loading: 'Loading …',
  retry: 'Try again',
  cancel: 'Cancel',
  outsideDesk: (tag: string) =>
    `<${tag}> has no desk. Put it inside <incident-desk>, or name one with desk="its id".`,
  deskFailed: 'This desk could not start',
  deskStarting: 'Connecting …',
  offline: (kept: boolean): string =>
    kept
      ? 'Offline. What you send is kept on this device and goes out by itself.'
      : 'Offline. What you send goes out by itself while this page stays open.',
  /** After `offline`. */
  online: 'Connected again.',
  cached: 'Shown from this device; not confirmed yet.',
  refreshFailed: 'Could not be refreshed; this may be out of date.',
  memoryOnly: 'This browser keeps nothing: what you type here is gone when the page is closed.',
  /** Nothing is kept because of another tab: which one, and what to do with it. */
  storageHeldBy: {
    'older-tab':
      'What you type is not kept at the moment: another tab or window still shows this site as it was before an update. Close or reload that one.',
    'newer-tab':
      'What you type is not kept: this page is older than the data on this device. Copy your text and reload the page.',
    'other-tab':
      'What you type is not kept at the moment: another tab or window of this site holds the data and does not answer. Close that one.',
  } as Record<'older-tab' | 'newer-tab' | 'other-tab', string>,
  /** Signs no backend can keep, taken out of a text. */
  removed: (n: number) =>
    count(n, {
      one: '# sign that cannot be sent was taken out.',
      other: '# signs that cannot be sent were taken out.',
    }),
  otherPerson:
    'You are signed in as somebody else. What was written here waits until its author is signed in.',
  signedOut: (kept: boolean): string =>
    kept
      ? 'You are signed out. Your text is safe; sign in and it goes out.'
      : 'You are signed out, and your text is on this page only. Sign in in another window; then it goes out from here.',
  agoNow: 'just now',
  optional: 'optional',
  channel: {
    'self-service': 'Self-service',
    phone: 'Phone',
    email: 'E-mail',
    chat: 'Chat',
    'walk-in': 'In person',
    monitoring: 'Monitoring',
    staff: 'Technical staff',
    vendor: 'Vendor',
  } as Record<Channel, string>,
  errorTitle: {
    validation: 'Something needs correcting',
    'auth-required': 'Please sign in',
    forbidden: 'You are not allowed to do this',
    'not-found': 'This incident is not there',
    conflict: 'Somebody else changed it meanwhile',
    'rate-limited': 'The ticket system asks us to wait',
    unavailable: 'The ticket system is not available',
    breakdown: 'The ticket system had an error',
    network: 'The ticket system cannot be reached',
    timeout: 'The ticket system does not answer',
    'bad-answer': 'The answer is not from the ticket system',
    refused: 'The ticket system refused this',
    unsupported: 'The ticket system cannot do this',
    configuration: 'The configuration has a mistake',
    storage: 'This browser could not save it',
    aborted: 'Stopped',
    unknown: 'Something went wrong',
  } as Record<ErrorKind, string>,
  errorHelp: {
    validation: 'Look at the marked fields.',
    'auth-required': 'Sign in again, and try once more.',
    forbidden: 'Ask the service desk for access.',
    'not-found': 'It may have been deleted, or you may not be allowed to see it.',
    conflict: 'Compare both versions and decide.',
    'rate-limited': 'We try again after the pause.',
    unavailable: 'We keep trying.',
    breakdown: 'The connection is fine. Try again later; if it stays, tell those who run the ticket system.',
    network: 'Check the connection; we keep trying.',
    timeout: 'We keep trying.',
    'bad-answer': 'Perhaps the network asks you to sign in first. Open another page to see.',
    refused: 'Its own words are shown; correct and send again.',
    unsupported: '',
    configuration: 'Tell the owner of this page.',
    storage: 'Copy your text to a safe place.',
    aborted: '',
    unknown: 'Try again; tell the owner of this page if it stays.',
  } as Record<ErrorKind, string>,
  issue: {
    required: 'Fill this in.',
    'too-long': 'Shorten this; put the details into the description.',
    'bad-time': 'This is not a date and time.',
    'bad-number': 'This is not a number.',
    'in-future': 'This lies in the future.',
    'out-of-order': 'It was noticed before it began; check both times.',
    'unknown-level': 'Choose one of the levels.',
    'file-gone': 'The file is no longer on this device. Discard this, and choose the file once more.',
    'file-changed': 'What is there under this name has another content than the file that was sent.',
    'illegal-transition': 'That is not possible as it stands now.',
    'unknown-choice': 'Choose one from the list.',
    'no-such-incident': 'There is no such incident.',
    'no-such-name': 'Nothing is called that. Choose one from the list.',
    'several-of-that-name': 'Several are called that. Choose one from the list.',
    'only-begun': 'These words are prepared; say what it is about.',
    itself: 'An incident does not repeat itself; name the other one.',
    'administrator-only': 'Only an administrator may do this.',
    'other-readers':
      'It is there, but others can read it than those it was written for. Look at it in the timeline.',
  } as Record<string, string>,
};

/** Terms every locale has to provide for all elements. */
export type CommonTerms = typeof common;
