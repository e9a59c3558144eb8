/*
 * Ticket systems know notes, and not what a note is for. What belongs to the diagnosis says so in its last line,
 * `[note test · refuted]`, so that people who read the ticket elsewhere see it, and it is found again here.
 */

/** What a log or an alert shows; somebody who was asked; an assumption that was tried. */
export const noteTopics = ['evidence', 'consultation', 'test'] as const;
export type NoteTopic = (typeof noteTopics)[number];

/** How a test has come out. */
export const testResults = ['open', 'confirmed', 'refuted'] as const;
export type TestResult = (typeof testResults)[number];

/** What a note is for. */
export interface NoteAbout {
  readonly topic: NoteTopic;
  /** Of a test. */
  readonly result?: TestResult;
}

const mark = /^\[note (\w+)(?: · (\w+))?\]$/u;

/** The words of a note with what it is for. */
export const withTopic = (text: string, { topic, result = 'open' }: NoteAbout): string =>
  `${text}\n[note ${topic}${topic === 'test' ? ` · ${result}` : ''}]`;

/** What a note is for and its words alone; undefined for every other text. */
export function topicIn(
  text: string | undefined,
): { readonly about: NoteAbout; readonly text: string } | undefined {
  const whole = text?.trimEnd() ?? '';
  const lastLine = whole.lastIndexOf('\n') + 1;
  const [, name, outcome] = mark.exec(whole.slice(lastLine)) ?? [];
  const topic = noteTopics.find((one) => one === name);
  const result = testResults.find((one) => one === outcome);
  // A test has a result, and nothing else has one.
  if (topic === undefined || (topic === 'test') !== (result !== undefined) || (outcome && !result))
    return undefined;
  return { about: { topic, ...(result && { result }) }, text: whole.slice(0, lastLine).trimEnd() };
}
