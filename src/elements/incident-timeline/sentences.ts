import type { Entry, FieldChange } from '../../core/entry.js';
import type { Speech } from './speech.js';

const rightToLeftLetter = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;
const rightToLeftLanguages = new Set(['ar', 'arc', 'dv', 'fa', 'he', 'ks', 'ku', 'ps', 'ug', 'ur', 'yi']);

/** Signs that turn the reading direction of what follows, or end what keeps it apart. */
const turning = /[\u202a-\u202e\u2066-\u2069]/gu;

/** Keeps a name or value from mixing up the sentence around it when the two run in different directions. */
export function isolate(raw: string, language: string): string {
  const text = raw.replace(turning, '');
  const sentence = rightToLeftLanguages.has(language.split('-')[0] ?? '');
  return sentence || rightToLeftLetter.test(text) ? `\u2068${text}\u2069` : text;
}

const scales = { impact: 'impact', urgency: 'urgency', priority: 'priorities' } as const;

/** A word of ours for a backend's, which may be a name that every object knows. */
const wordFor = (words: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(words, name) ? words[name] : undefined;

/** A value as people call it: a level by its label, a status in the reader's language, an instant as a time. */
function valueOf(speech: Speech, field: string, value: string): string {
  const { terms, policy, language, dateTime } = speech;
  if (field === 'status' || field === 'channel')
    return wordFor(terms[field], value) ?? isolate(value, language);
  if (Object.hasOwn(scales, field) && /^\d+$/u.test(value)) {
    const level = policy?.matrix[scales[field as keyof typeof scales]][Number(value) - 1];
    if (level) return isolate(level.label, language);
  }
  if (field === 'occurredAt' || field === 'detectedAt') {
    const at = /^\d+$/u.test(value) ? Number(value) : Date.parse(value);
    if (!Number.isNaN(at)) return dateTime(at);
  }
  return isolate(value, language);
}

/** Longer values are no part of a sentence; it says that they were edited. */
const longest = 80;
/** A machine's own text up to this length is one muted line. */
const longestLine = 160;

function changeSentence(
  speech: Speech,
  who: string | undefined,
  change: FieldChange,
  follows: boolean,
): string {
  const { happened, entryField } = speech.terms;
  const field = wordFor(entryField, change.field) ?? isolate(change.label ?? change.field, speech.language);
  const long = (change.to?.length ?? 0) > longest || (change.from?.length ?? 0) > longest;
  if (long || (change.to === undefined && change.from === undefined))
    return follows
      ? happened.andEdited(field)
      : who === undefined
        ? happened.editedBy(field)
        : happened.edited(who, field);
  if (change.to === undefined || change.to === '')
    return follows
      ? happened.andCleared(field)
      : who === undefined
        ? happened.clearedBy(field)
        : happened.cleared(who, field);
  const to = valueOf(speech, change.field, change.to);
  if (change.from === undefined || change.from === '')
    return follows
      ? happened.andSet(field, to)
      : who === undefined
        ? happened.setBy(field, to)
        : happened.set(who, field, to);
  const from = valueOf(speech, change.field, change.from);
  return follows
    ? happened.andChanged(field, from, to)
    : who === undefined
      ? happened.changedBy(field, from, to)
      : happened.changed(who, field, from, to);
}

/** With a capital letter where a sentence begins; a line that goes on keeps its own. */
function sentenceCase(text: string, language: string | undefined): string {
  const [first] = text;
  return first === undefined || language === undefined
    ? text
    : first.toLocaleUpperCase(language) + text.slice(first.length);
}

/**
 * What happened, as one line in words; undefined where the entry is nothing but somebody's words.
 *
 * @param joined The line goes on from the one before it and does not name the person again.
 */
export function sentenceOf(speech: Speech, entry: Entry, joined = false): string | undefined {
  const { happened, timeline } = speech.terms;
  const who =
    entry.author === undefined || entry.author.name === ''
      ? undefined
      : isolate(entry.author.name, speech.language);
  const { changes = [] } = entry;
  if (changes.length > 0)
    return sentenceCase(
      changes.map((change, at) => changeSentence(speech, who, change, joined || at > 0)).join(' '),
      joined ? undefined : speech.language,
    );
  switch (entry.kind) {
    case 'comment':
    case 'work-note':
      return undefined;
    case 'created':
      return who === undefined ? happened.createdBy : happened.created(who);
    case 'attachment':
      return who === undefined ? happened.attachedBy : happened.attached(who);
    default:
      if (entry.text !== undefined && entry.text !== '')
        return entry.text.length <= longestLine && !entry.text.includes('\n') ? entry.text : undefined;
      return entry.deferred
        ? timeline.wordsComing
        : who === undefined
          ? happened.somethingBy
          : happened.something(who);
  }
}

/** Somebody's own words, which deserve the room of words. */
export const isWords = (entry: Entry): boolean => entry.kind === 'comment' || entry.kind === 'work-note';

/** Only those who work on the incident may read it. */
export const isInternal = (entry: Entry): boolean => entry.visibility === 'internal';
