import type { Issue } from '../../core/errors.js';
import { IncidentError } from '../../core/errors.js';
import type { Incident, IncidentDraft, IncidentPatch } from '../../core/incident.js';
import type { Adapter, WriteOptions } from '../adapter.js';
import type { NoteAssessment } from './assessment.js';
import type { Change } from './change.js';
import type { Discovered, Discovery } from './discovery.js';
import { exists } from './discovery.js';
import { afterYes } from './errors.js';
import type { Fields } from './fields.js';
import { createFindByKey } from './find-by-key.js';
import { carriesKey, carrying, idempotencyOf } from './idempotency.js';
import type { Client } from './operation.js';
import { madeId, only } from './operation.js';
import { compilePath, isObject, writePath } from './path.js';
import type { Records } from './records.js';
import type { Openings } from './texts.js';

/** Makes and changes incidents. A write is sent once; whether to repeat it is the caller's to decide. */
export type Writing = Required<Pick<Adapter, 'create' | 'update' | 'findByKey'>>;

/** The same words, or as much of them as a backend with short titles has kept. */
function isTitleOf(found: string, wanted: string): boolean {
  const [kept, sent] = [found.trim(), wanted.trim()];
  return kept === sent || (kept !== '' && sent.startsWith(kept));
}

export function createWriting(
  client: Client,
  fields: Fields,
  { get, look, incident }: Records,
  change: Change,
  openings: Openings,
  discovered: Discovery,
  noteAssessment: NoteAssessment,
): Writing {
  const { profile, onWarning } = client.options;
  const { idempotency } = profile;
  const findByKey = createFindByKey(client, { look, incident });

  /** Whether a field exists at this backend. */
  const has = (name: string, known: Discovered | undefined): boolean =>
    exists(profile.fields[name]?.requires, known);

  /** What of a draft or patch the record takes, and the reasons of the priority where it has no field for them. */
  async function split({ assessment, ...values }: IncidentDraft | IncidentPatch): Promise<{
    readonly wanted: Readonly<Record<string, unknown>>;
    readonly given: Readonly<Record<string, unknown>>;
    readonly reasons: typeof assessment;
  }> {
    const known = await discovered();
    const isKept = profile.fields['assessment']?.write !== undefined && has('assessment', known);
    const given = isKept && assessment ? { ...values, assessment } : values;
    return {
      wanted: Object.fromEntries(Object.entries(given).filter(([name]) => has(name, known))),
      given,
      reasons: isKept ? undefined : assessment,
    };
  }

  /**
   * Whether the record of an answer is the one that was made: it carries the client id or the key, or else the title
   * that was sent. An answer about another record leaves open what became of ours.
   */
  function isOurs(made: Incident, record: unknown, draft: IncidentDraft, write: WriteOptions): boolean {
    if (made.clientId !== undefined && write.clientId !== undefined) return made.clientId === write.clientId;
    return (
      carriesKey(idempotency, record, write.key) ??
      (profile.fields['title']?.read === undefined || isTitleOf(made.title, draft.title))
    );
  }

  /** What the backend must have and was left blank is named before it is sent: not every backend refuses it. */
  function refuseBlank(wanted: Readonly<Record<string, unknown>>): void {
    const issues = Object.entries(wanted).flatMap(([path, value]): Issue[] =>
      profile.fields[path]?.required && (value === null || (typeof value === 'string' && value.trim() === ''))
        ? [{ path, code: 'required', message: `${profile.label} needs this.` }]
        : [],
    );
    if (issues.length > 0)
      throw new IncidentError(
        'validation',
        `${issues.map(({ path }) => path).join(', ')} must not be empty.`,
        {
          issues,
        },
      );
  }

  /** Names of things that are set up at the backend become their ids, where a new record holds them. */
  function nameById(body: Record<string, unknown>, known: Discovered | undefined): void {
    const at = profile.discovery?.newById;
    const named = at === undefined ? undefined : compilePath(at)(body);
    if (at === undefined || !known || !isObject(named)) return;
    const ids = new Map([...known].map(([id, name]) => [name, id]));
    writePath(
      body,
      at,
      Object.fromEntries(Object.entries(named).map(([name, value]) => [ids.get(name) ?? name, value])),
    );
  }

  function refuseForeign(made: Incident, record: unknown, draft: IncidentDraft, write: WriteOptions): void {
    if (!isOurs(made, record, draft, write))
      throw new IncidentError('bad-answer', 'The backend answered with another incident.', {
        ambiguous: true,
      });
  }

  /** The record as it is after its reasons were added, which may have made a new version of it. */
  async function withReasons(
    made: Incident,
    reasons: IncidentDraft['assessment'],
    write: WriteOptions,
  ): Promise<Incident> {
    if (!reasons || !(await noteAssessment(made.id, reasons, write))) return made;
    try {
      return await get(made.id, only(write));
    } catch (error) {
      throw afterYes(error);
    }
  }

  function warnOfLost(id: string, lost: readonly string[]): void {
    if (lost.length > 0)
      onWarning?.({
        code: 'dropped-fields',
        message: `${profile.label} created ${id} without ${lost.join(', ')}.`,
        incidentId: id,
        fields: lost,
      });
  }

  function warnOfVersion(id: string, version: string): void {
    onWarning?.({
      code: 'same-version',
      message: `${profile.label} calls ${id} version ${version} after a change as well as before it; what somebody else changes is noticed by its fields alone.`,
      incidentId: id,
      path: 'concurrency',
    });
  }

  async function create(draft: IncidentDraft, write: WriteOptions): Promise<Incident> {
    const { wanted, given, reasons } = await split(draft);
    refuseBlank(wanted);
    if (write.repeated && idempotency.mode === 'lookup') {
      const earlier = await findByKey(write.key, only(write));
      if (earlier) return withReasons(earlier, reasons, write);
    }
    const operation = client.operation('create');
    const clientId = profile.fields['clientId']?.write ? { clientId: write.clientId } : {};
    const { body, dropped } = fields.writeFields({ ...wanted, ...clientId }, 'create');
    idempotencyOf(idempotency).mark?.(idempotency, body, write.key);
    nameById(body, await discovered());
    const answer = await client.call('create', { body, ...carrying(idempotency, write) });
    const hidden = Object.entries(given).flatMap(([name, value]) =>
      value === undefined || Object.hasOwn(wanted, name) ? [] : [name],
    );
    if (operation.afterWrite === 'useBody') {
      let made: Incident;
      try {
        made = incident(operation, answer);
      } catch (error) {
        throw afterYes(error, true);
      }
      refuseForeign(made, compilePath(operation.unwrap ?? '')(answer.body), draft, write);
      warnOfLost(made.id, [...hidden, ...dropped]);
      return withReasons(made, reasons, write);
    }
    const id = madeId(profile, operation, answer);
    openings.remember(id, draft.description);
    if (reasons) await noteAssessment(id, reasons, write);
    let found: Awaited<ReturnType<Records['look']>>;
    try {
      found = await look(id, only(write));
    } catch (error) {
      // It exists; that it cannot be read now must not make it look unsent.
      const why = error instanceof Error ? error.message : '';
      onWarning?.({
        code: 'not-read-back',
        message: `${id} was created but could not be read: ${why}`,
        incidentId: id,
      });
      return {
        ...draft,
        id,
        number: id,
        status: { category: 'new' },
        loggedAt: client.present(),
        updatedAt: client.present(),
      };
    }
    const { incident: made, record } = found;
    refuseForeign(made, record, draft, write);
    const undone = operation.verify ? fields.differences(wanted, made, 'create') : [];
    warnOfLost(id, [...undone, ...hidden, ...dropped]);
    return made;
  }

  async function update(id: string, patch: IncidentPatch, write: WriteOptions): Promise<Incident> {
    const { wanted, given, reasons } = await split(patch);
    refuseBlank(wanted);
    const { body, dropped } = fields.writeFields(wanted, 'update');
    const missing = [...dropped, ...Object.keys(given).filter((name) => !Object.hasOwn(wanted, name))];
    if (missing.length > 0) {
      const message = `${profile.label} cannot change ${missing.join(', ')}.`;
      const issues = missing.map((path): Issue => ({ path, code: 'unsupported', message }));
      throw new IncidentError('unsupported', message, { issues });
    }
    const isDone = (current: Incident): boolean => fields.differences(wanted, current, 'update').length === 0;
    // Reasons alone change no field; and a change that an earlier attempt has made is not made again.
    const isOnlyReasons = reasons !== undefined && Object.keys(body).length === 0;
    const before = isOnlyReasons || write.repeated ? await get(id, only(write)) : undefined;
    if (before && (isOnlyReasons || isDone(before))) return withReasons(before, reasons, write);
    const version = await change.claim(id, write);
    const answer = await change.send(id, 'update', body, write, version);
    const changed = await change.proved(id, 'update', wanted, answer, write);
    if (version !== undefined && version === changed.version && !write.repeated) warnOfVersion(id, version);
    return withReasons(changed, reasons, write);
  }

  return { create, update, findByKey };
}
