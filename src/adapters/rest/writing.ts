import type { Entry, EntryDraft } from '../../core/entry.js';
import { visibilityOf } from '../../core/entry.js';
import type { Issue } from '../../core/errors.js';
import { IncidentError, isIncidentError } from '../../core/errors.js';
import type { Incident, IncidentDraft, IncidentPatch } from '../../core/incident.js';
import type { TransitionRequest } from '../../core/mutation.js';
import type { WriteOptions } from '../adapter.js';
import { fitWords } from './answers.js';
import type { Client } from './client.js';
import type { Discovered } from './discovery.js';
import type { Mapping } from './mapping.js';
import type { AdapterContext } from './options.js';
import { parsePath, writePath } from './paths.js';
import type { Reading } from './reading.js';
import type { HttpAnswer } from './transport.js';

/** Everything the adapter writes. A write is sent once; whether to repeat it is the caller's to decide. */
export interface Writing {
  readonly create: (draft: IncidentDraft, options: WriteOptions) => Promise<Incident>;
  readonly update: (id: string, patch: IncidentPatch, options: WriteOptions) => Promise<Incident>;
  readonly transition: (id: string, request: TransitionRequest, options: WriteOptions) => Promise<Incident>;
  readonly addEntry: (id: string, draft: EntryDraft, options: WriteOptions) => Promise<Entry>;
}

/** How many of the newest entries are looked through before words are sent once more. */
const recent = 20;

export function createWriting(options: AdapterContext, mapping: Mapping, client: Client, reading: Reading, discovered: () => Promise<Discovered | undefined>): Writing {
  const { profile, onWarning, user, now = Date.now } = options;
  const { concurrency, idempotency, lifecycle } = profile;
  const only = (write: WriteOptions): { signal?: AbortSignal } => (write.signal ? { signal: write.signal } : {});

  /** The fields that exist at this backend; what does not is named in a warning and left out. */
  async function existing(values: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
    const names = new Set((await discovered())?.values() ?? []);
    return Object.fromEntries(
      Object.entries(values).filter(([name]) => {
        const requires = mapping.fields.get(name)?.definition.requires;
        return names.size === 0 || requires === undefined || names.has(requires);
      }),
    );
  }

  async function create(draft: IncidentDraft, write: WriteOptions): Promise<Incident> {
    if (write.repeated) {
      const earlier = await reading.findByKey(write.key, only(write));
      if (earlier) return earlier;
    }
    const operation = client.operation('create');
    const { assessment: _assessment, ...values } = draft;
    const wanted = await existing(values);
    const { body, dropped } = mapping.writeFields({ ...wanted, ...(write.clientId === undefined ? {} : { clientId: write.clientId }) }, 'create');
    if (idempotency?.mode === 'lookup') writePath(body, parsePath(idempotency.write), write.key);
    const answer = await client.call('create', { body, write });
    if (operation.afterWrite === undefined || operation.afterWrite === 'useBody') return certain(() => reading.incident('create', answer));

    const id = client.madeId('create', answer);
    if (id === undefined) throw new IncidentError('bad-answer', 'The backend said yes but not under which id.', { ambiguous: true, status: answer.status });
    reading.remember(id, draft.description);
    let made: Incident;
    try {
      made = await reading.get(id, only(write));
    } catch (error) {
      // It exists; that it cannot be read now must not make it look unsent.
      onWarning?.({ code: 'not-read-back', message: `${id} was created but could not be read: ${error instanceof Error ? error.message : ''}`, incidentId: id });
      return { ...draft, id, number: id, status: { category: 'new' }, loggedAt: now(), updatedAt: now() };
    }
    const lost = [
      ...(operation.verify ? mapping.differences(wanted, made, 'create') : []),
      ...Object.keys(values).filter((name) => values[name as keyof typeof values] !== undefined && !Object.hasOwn(wanted, name)),
      ...dropped.filter((name) => name !== 'clientId'),
    ];
    if (lost.length > 0) onWarning?.({ code: 'dropped-fields', message: `${profile.label} created ${id} without ${lost.join(', ')}.`, incidentId: id, fields: lost });
    return made;
  }

  /** Whatever goes wrong after a yes leaves open what was done. */
  function certain<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw isIncidentError(error) ? new IncidentError(error.kind, error.message, { ambiguous: true, cause: error }) : error;
    }
  }

  /** The version to send along; where nobody knows one, the present one, so that at least what happens meanwhile is noticed. */
  async function versionFor(id: string, write: WriteOptions): Promise<string | undefined> {
    if (concurrency?.mode !== 'etag-header' && concurrency?.mode !== 'precheck') return undefined;
    if (write.version !== undefined && concurrency.mode === 'etag-header') return write.version;
    const current = await reading.get(id, only(write));
    if (write.version !== undefined && current.version !== write.version) throw conflict(current);
    return concurrency.mode === 'etag-header' ? current.version : undefined;
  }

  const conflict = (current: Incident, cause?: unknown): IncidentError =>
    new IncidentError('conflict', 'Somebody else has changed this incident meanwhile.', { current, cause });

  /** Runs a write and completes a refusal for its version with what the record is now. */
  async function guarded(id: string, write: WriteOptions, send: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
    try {
      return await send();
    } catch (error) {
      if (!isIncidentError(error) || error.kind !== 'conflict') throw error;
      throw conflict(await reading.get(id, only(write)), error);
    }
  }

  /** The sentences of a success, those that sound like a refusal if there are any. */
  function sentences(body: unknown): string {
    const said = (Array.isArray(body) ? body : []).map(fitWords).filter((one) => one !== undefined);
    const sounding = said.filter((one) => profile.errors?.refusals?.some((part) => one.toLowerCase().includes(part.toLowerCase())));
    return (sounding.length > 0 ? sounding : said).join(' ');
  }

  /** Proves a write by reading the record again; the backend's yes alone proves nothing. */
  async function proved(id: string, name: string, wanted: Readonly<Record<string, unknown>>, answer: HttpAnswer, write: WriteOptions): Promise<Incident> {
    const { afterWrite = 'useBody', verify } = client.operation(name);
    if (afterWrite === 'useBody') {
      const found = certain(() => reading.incident(name, answer));
      if (found.id !== id) throw new IncidentError('bad-answer', 'The backend answered with another incident.', { ambiguous: true });
      return found;
    }
    let found: Incident;
    try {
      found = await reading.get(id, only(write));
    } catch (error) {
      throw isIncidentError(error) ? new IncidentError(error.kind, `Sent, but it could not be checked: ${error.message}`, { ambiguous: true, cause: error }) : error;
    }
    const undone = verify ? mapping.differences(wanted, found, 'update') : [];
    if (undone.length === 0) return found;
    const said = sentences(answer.body) || `${profile.label} did not take over ${undone.join(', ')}.`;
    const issues: Issue[] = undone.map((path) => ({ path, code: 'refused', message: said }));
    throw new IncidentError('refused', said, { issues, status: answer.status, current: found });
  }

  async function update(id: string, patch: IncidentPatch, write: WriteOptions): Promise<Incident> {
    const { assessment: _assessment, ...values } = patch;
    if (write.repeated) {
      const current = await reading.get(id, only(write));
      if (Object.keys(values).length > 0 && mapping.differences(values, current, 'update').length === 0) return current;
    }
    const wanted = await existing(values);
    const { body, dropped } = mapping.writeFields(wanted, 'update');
    const missing = [...dropped, ...Object.keys(values).filter((name) => !Object.hasOwn(wanted, name))];
    if (missing.length > 0) {
      const issues = missing.map((path) => ({ path, code: 'unsupported', message: `${profile.label} cannot change this.` }));
      throw new IncidentError('unsupported', `${profile.label} cannot change ${missing.join(', ')}.`, { issues });
    }
    const version = await versionFor(id, write);
    const answer = await guarded(id, write, () => client.call('update', { inputs: { id }, body, write, ...(version === undefined ? {} : { version }) }));
    return proved(id, 'update', wanted, answer, write);
  }

  async function transition(id: string, request: TransitionRequest, write: WriteOptions): Promise<Incident> {
    if (lifecycle?.mode === 'action-endpoint') {
      const version = await versionFor(id, write);
      const answer = await guarded(id, write, () => client.call(lifecycle.op, { inputs: { id }, body: { ...request }, write, ...(version === undefined ? {} : { version }) }));
      return proved(id, lifecycle.op, {}, answer, write);
    }
    const status = mapping.fields.get('status');
    const code = lifecycle?.mode === 'field' ? status?.table?.write(request.to) : undefined;
    if (!status?.steps || code === undefined)
      throw new IncidentError('unsupported', `${profile.label} has no status for "${request.to}".`, { issues: [{ path: 'status', code: 'unsupported', message: `${profile.label} knows no such step.` }] });
    const before = write.repeated ? await reading.get(id, only(write)) : undefined;
    let after = before;
    if (before?.status.category !== request.to) {
      const { body } = mapping.writeFields(request.assignee ? { assignee: request.assignee } : {}, 'update');
      writePath(body, status.steps, code);
      const version = await versionFor(id, write);
      const answer = await guarded(id, write, () => client.call('update', { inputs: { id }, body, write, ...(version === undefined ? {} : { version }) }));
      after = await proved(id, 'update', request.assignee ? { assignee: request.assignee } : {}, answer, write);
      if (after.status.category !== request.to) {
        const said = sentences(answer.body) || `${profile.label} did not change the status.`;
        throw new IncidentError('refused', said, { issues: [{ path: 'status', code: 'refused', message: said }], current: after });
      }
    }
    const { reason, comment, resolution } = request;
    const notes = resolution && `${resolution.notes}\n(${[resolution.type, resolution.code].filter((part) => part !== undefined).join(', ')})`;
    const words: readonly EntryDraft[] = [
      ...(comment === undefined ? [] : [{ kind: 'comment', text: comment } as const]),
      ...[reason, notes].filter((one) => one !== undefined).map((one) => ({ kind: 'work-note', text: one }) as const),
    ];
    for (const draft of words) if (draft.text.trim() !== '') await addEntry(id, draft, write);
    return words.length > 0 || !after ? reading.get(id, only(write)) : after;
  }

  /** The same words among the newest entries: what an earlier attempt has most likely left. */
  async function earlierEntry(id: string, draft: EntryDraft, write: WriteOptions): Promise<Entry | undefined> {
    const { items } = await reading.entries(id, { limit: recent }, only(write));
    const alike = items.filter((entry) => entry.kind === draft.kind && (user === undefined || entry.author === undefined || entry.author.id === user.id));
    const deferred = alike.filter((entry) => entry.deferred).map((entry) => entry.id);
    const texts = deferred.length > 0 ? await reading.entryTexts(id, deferred, only(write)) : new Map<string, string>();
    const found = alike.find((entry) => (entry.text ?? texts.get(entry.id) ?? '').trim() === draft.text.replace(/\r\n?/g, '\n').trim());
    return found && { ...found, text: draft.text };
  }

  async function addEntry(id: string, draft: EntryDraft, write: WriteOptions): Promise<Entry> {
    const name = draft.kind === 'comment' ? 'comment' : 'workNote';
    const operation = client.operation(name);
    if (write.repeated && idempotency?.mode !== 'header') {
      const earlier = await earlierEntry(id, draft, write);
      if (earlier) return earlier;
    }
    const { text = 'text', occurredAt = 'occurredAt' } = profile.entry ?? {};
    const body: Record<string, unknown> = {};
    writePath(body, parsePath(text), draft.text);
    if (draft.occurredAt !== undefined) {
      if (occurredAt === null) onWarning?.({ code: 'dropped-fields', message: `${profile.label} keeps no time of occurrence with an entry.`, incidentId: id, fields: ['occurredAt'] });
      else writePath(body, parsePath(occurredAt), new Date(draft.occurredAt).toISOString());
    }
    const answer = await client.call(name, { inputs: { id }, body, write });
    const own = { incidentId: id, kind: draft.kind, visibility: visibilityOf(draft.kind), text: draft.text, key: write.key };
    const { afterWrite = 'useBody' } = operation;
    if (afterWrite === 'useBody') {
      const entry = await reading.entry(client.record(name, answer), id, only(write)).catch((error: unknown) => certain(() => { throw error; }));
      if (!entry) throw new IncidentError('bad-answer', 'The backend answered with something that is no entry.', { ambiguous: true });
      return { ...entry, key: write.key };
    }
    const made = client.madeId(name, answer);
    if (made === undefined) throw new IncidentError('bad-answer', 'The backend said yes but not under which id.', { ambiguous: true });
    const row = client.has('entry') ? await client.call('entry', { inputs: { id, entry: made }, ...only(write) }).then(({ body: found }) => found, () => undefined) : undefined;
    const read = row === undefined ? undefined : await reading.entry(row, id, only(write)).catch(() => undefined);
    const { deferred: _deferred, ...rest }: Partial<Entry> & Pick<Entry, 'id' | 'occurredAt' | 'recordedAt'> = read ?? { id: made, occurredAt: now(), recordedAt: now(), ...(user ? { author: user } : {}) };
    return { ...rest, ...own };
  }

  return { create, update, transition, addEntry };
}
