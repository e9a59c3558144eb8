import type { EntryDraft } from '../../core/entry.js';
import { IncidentError } from '../../core/errors.js';
import type { Incident } from '../../core/incident.js';
import type { TransitionRequest } from '../../core/mutation.js';
import type { Adapter, WriteOptions } from '../adapter.js';
import type { Change } from './change.js';
import { refuseMoved } from './concurrency.js';
import type { Entries } from './entries.js';
import { operationFor } from './entries.js';
import { codeOf } from './enums.js';
import { afterYes, sentencesOf } from './errors.js';
import type { Fields } from './fields.js';
import type { Client } from './operation.js';
import { only } from './operation.js';
import { writePath } from './path.js';
import type { LifecycleDefinition, OfMode } from './profile.js';

/** A step on its way to a backend. */
interface Step {
  readonly id: string;
  readonly request: TransitionRequest;
  readonly write: WriteOptions;
}

/** What steps are taken with. */
interface Means extends Pick<Entries, 'addEntry' | 'bodyOf'>, Change {
  readonly get: Adapter['get'];
  /** Puts our values into the body of a change. */
  readonly writeFields: Fields['writeFields'];
  /** What people call the backend. */
  readonly label: string;
  /** What the backend said about something it carried out. */
  readonly said: (body: unknown) => string;
  /** The backend's code of a status and its place in a body. @throws where there is none */
  readonly statusOf: (to: TransitionRequest['to']) => StatusCode;
}

interface StatusCode {
  readonly place: string;
  readonly code: string | number;
}

/** How a backend changes the status of an incident. */
interface Lifecycle<Definition> {
  /** Takes a step and returns the record as it is afterwards. Left out where there are no steps. */
  take?(definition: Definition, step: Step, means: Means): Promise<Incident>;
}

/** The words that go with a step: what only the desk should read first, what everybody may read last. */
function wordsOf({ reason, comment, resolution }: TransitionRequest): readonly EntryDraft[] {
  const how = [resolution?.type, resolution?.code].filter((part) => part !== undefined).join(', ');
  const notes = resolution && `${resolution.notes}\n(${how})`;
  const drafts = [
    ...[reason, notes].map((text) => ({ kind: 'work-note', text }) as const),
    { kind: 'comment', text: comment } as const,
  ];
  return drafts.flatMap(({ kind, text }) =>
    text === undefined || text.trim() === '' ? [] : [{ kind, text }],
  );
}

async function addWords(
  words: readonly EntryDraft[],
  { id, write }: Step,
  { addEntry }: Means,
): Promise<void> {
  for (const draft of words) await addEntry(id, draft, write);
}

/** Changes the fields that go with a step, the status among them where it is given. Returns what the backend said. */
async function changeFields(
  { id, request, write }: Step,
  { writeFields, send, proved, said }: Means,
  status?: StatusCode,
  version?: string,
): Promise<string> {
  const wanted = request.assignee ? { assignee: request.assignee } : {};
  const { body } = writeFields(wanted, 'update');
  if (status) writePath(body, status.place, status.code);
  if (Object.keys(body).length === 0) return '';
  const answer = await send(id, 'update', body, write, version);
  await proved(id, 'update', wanted, answer, write);
  return said(answer.body);
}

/** Writes the status like a field, then adds the words. */
async function takeAsField(
  step: Step,
  means: Means,
  status: StatusCode,
  words: readonly EntryDraft[],
): Promise<string> {
  const said = await changeFields(step, means, status, await means.claim(step.id, step.write));
  await addWords(words, step, means);
  return said;
}

/** Takes a step by changing the status, and looks whether it has arrived: a success alone proves nothing. */
async function takeByStatus(
  step: Step,
  means: Means,
  take: (status: StatusCode, words: readonly EntryDraft[]) => Promise<string>,
): Promise<Incident> {
  const { id, request, write } = step;
  const status = means.statusOf(request.to);
  const words = wordsOf(request);
  const before = write.repeated ? await means.get(id, only(write)) : undefined;
  let said = '';
  // A repeated step that has arrived is not taken twice; its words are looked for one by one.
  if (before?.status.category === request.to) await addWords(words, step, means);
  else said = await take(status, words);
  let after: Incident;
  try {
    after = await means.get(id, only(write));
  } catch (error) {
    throw afterYes(error);
  }
  if (after.status.category === request.to) return after;
  const message = said || `${means.label} did not change the status.`;
  throw new IncidentError('refused', message, {
    issues: [{ path: 'status', code: 'refused', message }],
    current: after,
  });
}

export const lifecycles: {
  readonly [M in LifecycleDefinition['mode']]: Lifecycle<OfMode<LifecycleDefinition, M>>;
} = {
  none: {},
  field: {
    take: (_, step, means) =>
      takeByStatus(step, means, (status, words) => takeAsField(step, means, status, words)),
  },
  'action-endpoint': {
    async take({ op }, { id, request, write }, { claim, send, proved }) {
      const answer = await send(id, op, { ...request }, write, await claim(id, write));
      return proved(id, op, {}, answer, write);
    },
  },
  'comment-with-status': {
    take: ({ status: place }, step, means) =>
      takeByStatus(step, means, async (status, words) => {
        const { id, write } = step;
        const last = words.at(-1);
        if (!last) return takeAsField(step, means, status, words);
        // Messages are no changes of the record and take no version; what the user saw is compared just before.
        refuseMoved(write.version, await means.get(id, only(write)));
        await addWords(words.slice(0, -1), step, means);
        await changeFields(step, means);
        const carrier = means.bodyOf(id, last);
        writePath(carrier, place, status.code);
        return means.said((await means.send(id, operationFor(last), carrier, write)).body);
      }),
  },
};

export const canStep = ({ mode }: LifecycleDefinition): boolean => lifecycles[mode].take !== undefined;

export function createTransition(
  client: Client,
  get: Adapter['get'],
  { writeFields }: Fields,
  { addEntry, bodyOf }: Entries,
  change: Change,
): Adapter['transition'] {
  const { lifecycle, fields, enums, errors, label } = client.options.profile;
  // A table's row takes the definition it was found by, and no other.
  const row: Lifecycle<LifecycleDefinition> = lifecycles[lifecycle.mode];

  function unsupported(to: TransitionRequest['to']): IncidentError {
    const message = `${label} has no status for "${to}".`;
    return new IncidentError('unsupported', message, {
      issues: [{ path: 'status', code: 'unsupported', message }],
    });
  }

  const means: Means = {
    ...change,
    get,
    label,
    writeFields,
    addEntry,
    bodyOf,
    said: (body) => sentencesOf(errors, body),
    statusOf(to) {
      const { write: place, enum: table = '' } = fields['status'] ?? {};
      const code = place === undefined ? undefined : codeOf(enums[table], to);
      if (place === undefined || code === undefined) throw unsupported(to);
      return { place, code };
    },
  };
  return async (id, request, write) => {
    if (!row.take) throw unsupported(request.to);
    return row.take(lifecycle, { id, request, write }, means);
  };
}
