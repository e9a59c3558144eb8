import type { EntryDraft } from '../../core/entry.js';
import { IncidentError, isIncidentError } from '../../core/errors.js';
import type { Incident } from '../../core/incident.js';
import type { TransitionRequest } from '../../core/mutation.js';
import { hasStepFields } from '../../core/mutation.js';
import { sameValue } from '../../core/same-value.js';
import type { Adapter, WriteOptions } from '../adapter.js';
import type { Change } from './change.js';
import type { Duplicates } from './duplicate.js';
import { refuseMoved } from './concurrency.js';
import type { Entries } from './entries.js';
import { operationFor } from './entries.js';
import { afterYes, sentencesOf } from './errors.js';
import type { Fields } from './fields.js';
import { idempotencyOf, partOf } from './idempotency.js';
import type { Client } from './operation.js';
import { only } from './operation.js';
import { compilePath, writePath } from './path.js';
import type { LifecycleDefinition, OfMode } from './profile.js';
import type { Steps } from './steps.js';
import { hasArrived } from './steps.js';

/** A step on its way to a backend. */
interface Taking {
  readonly id: string;
  readonly request: TransitionRequest;
  readonly write: WriteOptions;
}

/** Words that go with a step. The part names them in the key of their request. */
interface Words extends EntryDraft {
  readonly part: 'reason' | 'notes' | 'comment';
}

/** What steps are taken with. */
interface Means extends Pick<Entries, 'addEntry' | 'bodyOf' | 'earlier'>, Change {
  readonly get: Adapter['get'];
  readonly find: Steps['find'];
  /** Our value as the backend wants it in a request. */
  readonly encode: Fields['encode'];
  /** Puts our values into the body of a change. */
  readonly writeFields: Fields['writeFields'];
  /** The record tells a field. */
  readonly reads: (field: 'firstContact' | 'confirmedAt' | 'confirmedBy') => boolean;
  /** A change can carry a field. */
  readonly writes: (field: 'confirmedAt' | 'confirmedBy') => boolean;
  /** Says that the backend has not kept what is of no weight for the step. */
  readonly dropped: (id: string, field: 'confirmedAt' | 'confirmedBy') => void;
  readonly duplicates: Duplicates;
  /** What people call the backend. */
  readonly label: string;
  /** Whether the backend recognises a repeated request by its key. */
  readonly knowsKeys: boolean;
  /** What the backend said about something it carried out. */
  readonly said: (body: unknown) => string;
  /** The backend's code of a status and its place in a body. @throws where there is none */
  readonly statusOf: (request: TransitionRequest) => StatusCode;
}

interface StatusCode {
  readonly place: string;
  readonly code: string | number;
}

/** How a backend changes the status of an incident. */
interface Lifecycle<Definition> {
  /** Takes a step and returns the record as it is afterwards. Left out where there are no steps. */
  take?(definition: Definition, step: Taking, means: Means): Promise<Incident>;
}

/** The words that go with a step: what only the desk should read first, what everybody may read last. */
function wordsOf({ reason, comment, resolution }: TransitionRequest): readonly Words[] {
  const { type, code, method, verified } = resolution ?? {};
  const how = [type, code, method, verified ? 'verified' : undefined].filter((part) => part !== undefined);
  const notes = resolution && `${resolution.notes}\n(${how.join(', ')})`;
  const drafts = [
    { part: 'reason', kind: 'work-note', text: reason },
    { part: 'notes', kind: 'work-note', text: notes },
    { part: 'comment', kind: 'comment', text: comment },
  ] as const;
  return drafts.flatMap(({ text, ...rest }) =>
    text === undefined || text.trim() === '' ? [] : [{ ...rest, text }],
  );
}

/** The words an earlier attempt has not left. A backend that knows keys sorts that out by itself. */
async function missingWords(
  words: readonly Words[],
  { id, write }: Taking,
  { earlier, knowsKeys }: Means,
): Promise<readonly Words[]> {
  if (!write.repeated || knowsKeys) return words;
  const found = await Promise.all(words.map((draft) => earlier(id, draft, write)));
  return words.filter((_, at) => found[at] === undefined);
}

/** An error in the middle of a step leaves open what was done: before it is taken again somebody has to look. */
async function halfway<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isIncidentError(error)) throw error;
    const { kind, message, issues, status, retryAfter, current } = error;
    throw new IncidentError(kind, message, {
      issues,
      status,
      retryAfter,
      current,
      ambiguous: true,
      cause: error,
    });
  }
}

/** Nothing has been done before it, so that a refusal is one. */
const plainly = async <T>(work: () => Promise<T>): Promise<T> => work();

/** Words are looked for before a step is repeated, so what is still missing here is new. */
async function addWords(words: readonly Words[], { id, write }: Taking, { addEntry }: Means): Promise<void> {
  for (const [at, { part, kind, text }] of words.entries()) {
    const add = (): Promise<unknown> =>
      addEntry(id, { kind, text }, { ...partOf(write, part), repeated: false });
    await (at === 0 ? add() : halfway(add));
  }
}

/** What a step changes besides the status. That it was confirmed is kept where there is a place for it. */
const fieldsOf = (
  { assignee, group, custom, confirmedAt, confirmedBy }: TransitionRequest,
  { writes }: Means,
): Readonly<Record<string, unknown>> => ({
  ...(assignee && { assignee }),
  ...(group && { group }),
  ...(custom && { custom }),
  ...(confirmedAt !== undefined && writes('confirmedAt') && { confirmedAt }),
  ...(confirmedBy && writes('confirmedBy') && { confirmedBy }),
});

/** Changes the fields that go with a step, the status among them where it is given. Returns what the backend said. */
async function changeFields(
  { id, request, write }: Taking,
  means: Means,
  status?: StatusCode,
  version?: string,
): Promise<string> {
  const { writeFields, send, proved, said, label } = means;
  const wanted = fieldsOf(request, means);
  const { body, dropped } = writeFields(wanted, 'update');
  if (dropped.length > 0) {
    const message = `${label} cannot change ${dropped.join(', ')} with a step.`;
    const issues = dropped.map((path) => ({ path, code: 'unsupported', message }));
    throw new IncidentError('unsupported', message, { issues });
  }
  if (status) writePath(body, status.place, status.code);
  if (Object.keys(body).length === 0) return '';
  const answer = await send(id, 'update', body, partOf(write, status ? 'status' : 'fields'), version);
  await proved(id, 'update', wanted, answer, write);
  return said(answer.body);
}

/** Writes the status like a field, then adds the words. */
async function takeAsField(
  step: Taking,
  means: Means,
  status: StatusCode | undefined,
  words: readonly Words[],
): Promise<string> {
  const said = status ? await changeFields(step, means, status, await means.claim(step.id, step.write)) : '';
  if (words.length > 0) await halfway(() => addWords(words, step, means));
  return said;
}

/** The record after a step, once it stands where the step leads. */
async function arrived(
  { id, request, write }: Taking,
  { get, label }: Means,
  said: string,
): Promise<Incident> {
  let after: Incident;
  try {
    after = await get(id, only(write));
  } catch (error) {
    throw afterYes(error);
  }
  return refuseElsewhere(after, request, said || `${label} did not change the status.`);
}

function refuseElsewhere(after: Incident, request: TransitionRequest, message: string): Incident {
  if (hasArrived(after, request)) return after;
  throw new IncidentError('refused', message, {
    issues: [{ path: 'status', code: 'refused', message }],
    current: after,
  });
}

/**
 * Takes a step by changing the status, and looks whether it has arrived: a success alone proves nothing. A repeated step
 * takes only what an earlier attempt has left undone, the status or some of the words.
 */
async function takeByStatus(
  step: Taking,
  means: Means,
  take: (step: Taking, status: StatusCode | undefined, words: readonly Words[]) => Promise<string>,
): Promise<Incident> {
  const { id, request, write } = step;
  const status = means.statusOf(request);
  const before = write.repeated ? await means.get(id, only(write)) : undefined;
  // The status alone is no proof: a backend moves it by itself, as when somebody answers.
  const isThere = before !== undefined && hasArrived(before, request) && hasStepFields(before, request);
  const words = await missingWords(wordsOf(request), step, means);
  if (before && isThere && words.length === 0) return before;
  if (isThere) return arrived(step, means, await take(step, undefined, words));
  return means.duplicates.around(id, request, write, async (linked) =>
    arrived(step, means, await take({ ...step, write: linked }, status, words)),
  );
}

/** Whether an earlier attempt has taken a step: it has arrived, and our words came with it. */
async function isTaken(
  before: Incident,
  { id, request, write }: Taking,
  { earlier }: Means,
): Promise<boolean> {
  const { comment, resolution } = request;
  if (!hasArrived(before, request) || !hasStepFields(before, request)) return false;
  if (resolution && before.resolution && before.resolution.notes.trim() !== resolution.notes.trim())
    return false;
  return !comment?.trim() || (await earlier(id, { kind: 'comment', text: comment }, write)) !== undefined;
}

/** Refuses where the step was taken without the answer that went with it. What the words tell too is only warned of. */
function refuseForgotten(
  after: Incident,
  { firstContact, confirmedAt, confirmedBy }: TransitionRequest,
  { reads, dropped, label }: Means,
): Incident {
  if (confirmedAt !== undefined && reads('confirmedAt') && after.confirmedAt === undefined)
    dropped(after.id, 'confirmedAt');
  if (confirmedBy && reads('confirmedBy') && !sameValue(after.confirmedBy, confirmedBy))
    dropped(after.id, 'confirmedBy');
  if (firstContact === undefined || !reads('firstContact') || after.firstContact === firstContact)
    return after;
  const message = `${label} has taken the step and did not keep whether it was solved at the first contact.`;
  throw new IncidentError('refused', message, {
    issues: [{ path: 'firstContact', code: 'refused', message }],
    current: after,
  });
}

/** What goes into the request of an operation that takes a step with all that goes with it. */
function contentOf(
  request: TransitionRequest,
  step: string | undefined,
  { step: place, inputs }: OfMode<LifecycleDefinition, 'action-endpoint'>,
  { encode }: Means,
): Record<string, unknown> {
  const body: Record<string, unknown> = inputs
    ? {}
    : Object.fromEntries(Object.entries(request).map(([name, value]) => [name, encode(name, value)]));
  for (const [name, path] of Object.entries(inputs ?? {})) {
    const value = compilePath(name)(request);
    if (value !== undefined) writePath(body, path, encode(name, value));
  }
  if (place !== undefined && step !== undefined) writePath(body, place, step);
  return body;
}

export const lifecycles: {
  readonly [M in LifecycleDefinition['mode']]: Lifecycle<OfMode<LifecycleDefinition, M>>;
} = {
  none: {},
  field: {
    take: (_, given, means) =>
      takeByStatus(given, means, (step, status, words) => takeAsField(step, means, status, words)),
  },
  'action-endpoint': {
    async take(definition, step, means) {
      const { id, request, write } = step;
      const { op, step: place } = definition;
      // A backend that knows keys answers a repetition by itself, unless the step it was named by is gone by now.
      if (write.repeated && (!means.knowsKeys || place !== undefined)) {
        const before = await means.get(id, only(write));
        if (await isTaken(before, step, means)) return refuseForgotten(before, request, means);
      }
      const found = place === undefined ? undefined : await means.find(id, request, only(write));
      const body = contentOf(request, found?.id, definition, means);
      const answer = await means.send(id, op, body, write, await means.claim(id, write));
      const after = refuseElsewhere(
        await means.proved(id, op, {}, answer, write),
        request,
        means.said(answer.body) || `${means.label} did not change the status.`,
      );
      return means.duplicates.after(refuseForgotten(after, request, means), request, write);
    },
  },
  'comment-with-status': {
    take: ({ status: place }, given, means) =>
      takeByStatus(given, means, async (step, status, words) => {
        const { id, request, write } = step;
        const last = words.at(-1);
        if (!last) return takeAsField(step, means, status, words);
        // Messages are no changes of the record and take no version; what the user saw is compared just before.
        if (status) refuseMoved(write.version, await means.get(id, only(write)));
        await addWords(words.slice(0, -1), step, means);
        const hasBegun = words.length > 1 || Object.keys(fieldsOf(request, means)).length > 0;
        return (hasBegun ? halfway : plainly)(async () => {
          await changeFields(step, means);
          const carrier = means.bodyOf(id, last);
          // Also where the status has arrived already: words without it might lead away from there again.
          writePath(carrier, place, (status ?? means.statusOf(request)).code);
          const answer = await means.send(id, operationFor(last.kind), carrier, partOf(write, last.part));
          return means.said(answer.body);
        });
      }),
  },
};

/** Takes steps; undefined where the backend has none. */
export function createTransition(
  client: Client,
  get: Adapter['get'],
  { writeFields, encode }: Fields,
  { addEntry, bodyOf, earlier }: Entries,
  change: Change,
  { codeFor, find }: Steps,
  duplicates: Duplicates,
): NonNullable<Adapter['transition']> | undefined {
  const { lifecycle, fields, errors, label, idempotency } = client.options.profile;
  // A table's row takes the definition it was found by, and no other.
  const row: Lifecycle<LifecycleDefinition> = lifecycles[lifecycle.mode];

  const means: Means = {
    ...change,
    get,
    find,
    label,
    duplicates,
    reads: (field) => fields[field]?.read !== undefined,
    writes: (field) => fields[field]?.write !== undefined,
    dropped: (id, field) =>
      client.options.onWarning?.({
        code: 'dropped-fields',
        message: `${label} has taken the step and did not keep ${field}.`,
        incidentId: id,
        fields: [field],
      }),
    encode,
    writeFields,
    addEntry,
    bodyOf,
    earlier,
    knowsKeys: idempotencyOf(idempotency).capability === 'key',
    said: (body) => sentencesOf(errors, body),
    statusOf(request) {
      const { write: place } = fields['status'] ?? {};
      const code = place === undefined ? undefined : codeFor(request);
      if (place !== undefined && code !== undefined) return { place, code };
      const message = `${label} has no status for "${request.code ?? request.to}".`;
      throw new IncidentError('unsupported', message, {
        issues: [{ path: 'status', code: 'unsupported', message }],
      });
    },
  };
  return (
    row.take &&
    (async (id, request, write) => row.take?.(lifecycle, { id, request, write }, means) as Promise<Incident>)
  );
}
