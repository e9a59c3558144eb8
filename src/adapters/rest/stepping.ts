import type { EntryDraft } from '../../core/entry.js';
import type { Incident } from '../../core/incident.js';
import type { TransitionRequest } from '../../core/mutation.js';
import type { WriteOptions } from '../adapter.js';
import type { Adding } from './adding.js';
import { operationFor } from './adding.js';
import type { Desk } from './desk.js';
import type { Encoding } from './encoding.js';
import { codeOf } from './encoding.js';
import { IncidentError } from './kit.js';
import type { Proving } from './proving.js';
import { afterYes, only } from './proving.js';
import { writePath } from './write-path.js';

export type Step = (id: string, request: TransitionRequest, write: WriteOptions) => Promise<Incident>;

/** The words that go with a step: what only the desk should read first, what everybody may read last. */
function wordsOf({ reason, comment, resolution }: TransitionRequest): EntryDraft[] {
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

export function createStep(
  { options: { profile }, client, get }: Desk,
  { addEntry, bodyOf }: Adding,
  { versionFor, guarded, sentences, proved, conflict }: Proving,
  { writeFields }: Encoding,
): Step {
  const { lifecycle = { mode: 'none' } } = profile;
  const call = (
    id: string,
    name: string,
    body: Record<string, unknown>,
    write: WriteOptions,
    version?: string,
  ): ReturnType<Proving['guarded']> =>
    guarded(id, write, () => client.call(name, { inputs: { id }, body, write, version }));

  /** Status and words in as few requests as the backend allows. */
  async function take(
    id: string,
    code: unknown,
    request: TransitionRequest,
    words: EntryDraft[],
    write: WriteOptions,
  ): Promise<string> {
    const place = profile.fields['status']?.write ?? '';
    const last = lifecycle.mode === 'comment-with-status' ? words.pop() : undefined;
    let version: string | undefined;
    if (last) {
      // Messages are no changes of the record and take no version; what the user saw is compared just before.
      const current = await get(id, only(write));
      if (write.version !== undefined && current.version !== write.version) throw conflict(current);
      for (const draft of words.splice(0)) await addEntry(id, draft, write);
    } else version = await versionFor(id, write);
    const wanted = request.assignee ? { assignee: request.assignee } : {};
    const { body } = writeFields(wanted, 'update');
    if (!last) writePath(body, place, code);
    let said = '';
    if (Object.keys(body).length > 0) {
      const answer = await call(id, 'update', body, write, version);
      said = sentences(answer.body);
      await proved(id, 'update', wanted, answer, write);
    }
    if (!last || lifecycle.mode !== 'comment-with-status') return said;
    const carrier = bodyOf(id, last);
    writePath(carrier, lifecycle.status, code);
    return sentences((await call(id, operationFor(last), carrier, write)).body);
  }

  return async (id, request, write) => {
    if (lifecycle.mode === 'action-endpoint') {
      const answer = await call(id, lifecycle.op, { ...request }, write, await versionFor(id, write));
      return proved(id, lifecycle.op, {}, answer, write);
    }
    const status = profile.fields['status'];
    const code =
      lifecycle.mode === 'none' || !status ? undefined : codeOf(profile.enums[status.enum ?? ''], request.to);
    if (!status?.write || code === undefined) {
      const message = `${profile.label} has no status for "${request.to}".`;
      throw new IncidentError('unsupported', message, {
        issues: [{ path: 'status', code: 'unsupported', message }],
      });
    }
    const words = wordsOf(request);
    const before = write.repeated ? await get(id, only(write)) : undefined;
    // A repeated step that has arrived is not taken twice; its words are looked for one by one.
    const said = before?.status.category === request.to ? '' : await take(id, code, request, words, write);
    for (const draft of words) await addEntry(id, draft, write);
    let after: Incident;
    try {
      after = await get(id, only(write));
    } catch (error) {
      throw afterYes(error);
    }
    if (after.status.category === request.to) return after;
    const message = said || `${profile.label} did not change the status.`;
    throw new IncidentError('refused', message, {
      issues: [{ path: 'status', code: 'refused', message }],
      current: after,
    });
  };
}
