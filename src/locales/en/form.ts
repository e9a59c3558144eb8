import type { Effect } from '../../core/incident.js';
import { matrix } from './matrix.js';

/** Names of an incident's fields, as columns and labels. */
export const fields = {
  incidentField: {
    title: 'Title',
    description: 'Description',
    effect: 'Effect',
    impact: 'Impact',
    urgency: 'Urgency',
    priority: 'Priority',
    category: 'Category',
    subcategory: 'Subcategory',
    service: 'Service',
    ci: 'Configuration item',
    caller: 'Caller',
    reporter: 'Reported by',
    contact: 'Contact',
    location: 'Location',
    channel: 'Channel',
    group: 'Group',
    assignee: 'Assigned to',
    hasWorkaround: 'A workaround exists',
    occurredAt: 'Began',
    detectedAt: 'Noticed',
    major: 'Major incident',
    drill: 'Exercise only',
  } as Record<string, string>,
  effect: { down: 'It does not work at all', degraded: 'It works, but badly' } as Record<Effect, string>,
};

export const form = {
  ...matrix,
  ...fields,
  /** What a caller is asked, where the portal's words differ from the field's name. */
  ask: {
    title: 'What is wrong?',
    description: 'Tell us more',
    service: 'Which service is it about?',
    effect: 'How does it show?',
    matrix: 'How bad is it, and how soon must it be solved?',
    occurredAt: 'Since when?',
    contact: 'How can we reach you?',
    hasWorkaround: 'I can get by for now',
    location: 'Where are you?',
  } as Record<string, string>,
  /** Help under a label. */
  fieldHelp: {
    title: 'In one sentence, as you would say it to a colleague.',
    description: 'What did you do, what happened, what did the screen say?',
    contact: 'Phone, room or e-mail.',
  } as Record<string, string>,
  form: {
    heading: 'Report a problem',
    headingAgent: 'New incident',
    intro: 'Two answers are enough. You can go on working while we look at it.',
    howBad: 'How bad',
    howSoon: 'How soon',
    more: 'More details',
    unsure: 'Not sure',
    send: 'Send',
    sendAgent: 'Log incident',
    sending: 'Sending …',
    keys: 'Ctrl + Enter sends.',
    zone: (zone: string) => `Time zone: ${zone}`,
    goesTo: (group: string) => `Usually goes to ${group}.`,
    kept: (time: string) => `Your text from ${time} was kept.`,
    afresh: 'Start afresh',
    elsewhere: 'The same text is open in another window.',
    cannotLog: 'Incidents cannot be logged in this ticket system from here.',
    signIn: 'I have signed in',
    notStored: 'It could not be kept on this device. Your text is still here; copy it to a safe place.',
  },
};

export type FormTerms = typeof form;
