import type { Entry, FieldChange } from '../../core/entry.js';
import { fieldRow } from '../../core/fields.js';
import { taskNoteIn } from '../../core/task-notes.js';
import type { SpokenChange } from '../../locales/en/incident-timeline.js';
import { matrixInWords } from '../../ui/matrix-words.js';
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

/** A word of ours for a backend's, which may be a name that every object knows. */
const wordFor = (words: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(words, name) ? words[name] : undefined;

/** Our word for a value of this kind of field; undefined where the value is its own word. */
function wordOf(speech: Speech, field: string, value: string): string | undefined {
  const { terms, policy, statusNames, dateTime } = speech;
  switch (fieldRow(field)?.kind) {
    case 'status':
      return statusNames.get(value) || wordFor(terms.status, value);
    case 'channel':
      return wordFor(terms.channel, value);
    case 'effect': {
      // A sentence of its own within ours.
      const effect = wordFor(terms.effect, value);
      return effect === undefined ? undefined : terms.quoted(effect);
    }
    case 'flag':
      return wordFor(terms.flag, value);
    case 'level': {
      const matrix = policy && /^\d+$/u.test(value) ? matrixInWords(policy.matrix, terms.level) : undefined;
      return matrix?.[field === 'impact' || field === 'urgency' ? field : 'priorities'][Number(value) - 1]
        ?.label;
    }
    case 'instant': {
      const at = /^\d+$/u.test(value) ? Number(value) : Date.parse(value);
      return Number.isNaN(at) ? undefined : dateTime(at);
    }
    default:
      return undefined;
  }
}

/** Longer values are no part of a sentence; it says that they were edited. */
const longest = 80;
/** A machine's own text up to this length is one muted line. */
const longestLine = 160;

/** A change with names and values as people call them. */
function spoken(speech: Speech, { field, label, from = '', to = '' }: FieldChange): SpokenChange {
  const { terms, language } = speech;
  const valueOf = (value: string): string =>
    value === '' ? '' : isolate(wordOf(speech, field, value) ?? value, language);
  const what =
    Math.max(from.length, to.length) > longest || (from === '' && to === '')
      ? 'edited'
      : to === ''
        ? 'cleared'
        : from === ''
          ? 'set'
          : 'changed';
  return {
    field:
      wordFor(terms.entryField, field) ??
      terms.otherField(isolate(label ?? wordFor(terms.incidentField, field) ?? field, language)),
    what,
    from: valueOf(from),
    to: valueOf(to),
  };
}

/** With a capital letter, as a sentence begins. */
function sentenceCase(text: string, language: string): string {
  const [first] = text;
  return first === undefined ? text : first.toLocaleUpperCase(language) + text.slice(first.length);
}

/** What a note about a task says, and the words that came with it; undefined for every other entry. */
export function taskLine(
  { terms, language }: Speech,
  entry: Entry,
): { readonly line: string; readonly words: string | undefined } | undefined {
  const note = taskNoteIn(entry);
  if (!note) return undefined;
  const { verb, task } = note;
  const name = entry.author?.name;
  const whom = [task.owner?.name, task.group?.label].filter((one) => one !== undefined && one !== '');
  const line = terms.happened.task(
    name === undefined || name === '' ? undefined : isolate(name, language),
    verb,
    isolate(task.title, language),
    whom.length === 0 ? undefined : isolate(whom.join(', '), language),
  );
  const told = verb === 'done' || verb === 'skipped' || verb === 'changed';
  return { line: sentenceCase(line, language), words: told ? task.result : undefined };
}

/** An entry with the reason of its step in words: ticket systems keep it by its id. */
export function withReason<E extends Entry>({ terms, policy }: Speech, entry: E): E {
  const { kind, text } = entry;
  if (kind !== 'status' || text === undefined) return entry;
  const listed = [...(policy?.holdReasons ?? []), ...(policy?.cancelReasons ?? [])];
  const word =
    wordFor(terms.holdReason, text) ??
    wordFor(terms.cancelReason, text) ??
    wordFor(terms.closeReason, text) ??
    listed.find(({ id }) => id === text)?.label;
  return word === undefined ? entry : { ...entry, text: word };
}

/** What belongs to an incident beside its fields, as a line of its own; undefined for every other change. */
function belongingLine(
  { terms, language, policy }: Speech,
  who: string | undefined,
  { field, label = '', from, to }: FieldChange,
): string | undefined {
  const isGone = to === undefined;
  const what = isolate(to ?? from ?? '', language);
  if (field === 'link')
    return terms.happened.link(who, wordFor(terms.relationKind, label) ?? label, what, isGone);
  if (field !== 'participant') return undefined;
  const own = policy?.participantRoles.find(({ id }) => id === label)?.label;
  return terms.happened.part(who, what, wordFor(terms.participantRole, label) ?? own ?? label, isGone);
}

/** What happened, as one line in words; undefined where the entry is nothing but somebody's words. */
export function sentenceOf(speech: Speech, entry: Entry): string | undefined {
  const { happened, timeline } = speech.terms;
  const who =
    entry.author === undefined || entry.author.name === ''
      ? undefined
      : isolate(entry.author.name, speech.language);
  const { changes = [] } = entry;
  const [only] = changes;
  const belonging = only && belongingLine(speech, who, only);
  if (belonging !== undefined) return sentenceCase(belonging, speech.language);
  if (changes.length > 0)
    return sentenceCase(
      happened.changed(
        who,
        changes.map((change) => spoken(speech, change)),
      ),
      speech.language,
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
