import type {
  Adapter,
  AttachOptions,
  Description,
  OperationName,
  Progress,
  ReadOptions,
  Traits,
  WriteOptions,
} from '../../src/adapters/adapter.js';
import type { Entry, EntryDraft } from '../../src/core/entry.js';
import { visibilityOf } from '../../src/core/entry.js';
import { IncidentError } from '../../src/core/errors.js';
import type { Incident, IncidentDraft, IncidentPatch } from '../../src/core/incident.js';
import { channels, editableFields } from '../../src/core/incident.js';
import type { FileRules } from '../../src/core/file.js';
import { applyPatch } from '../../src/core/mutation.js';
import type { TransitionRequest } from '../../src/core/mutation.js';
import { compileQuery, compileSort, sortFields } from '../../src/core/query.js';
import type { PageRequest } from '../../src/core/query.js';

/** The calls whose course a test can write down. */
export type ScriptedCall =
  | 'describe'
  | 'list'
  | 'get'
  | 'create'
  | 'update'
  | 'transition'
  | 'entries'
  | 'addEntry'
  | 'attach'
  | 'attachment';

/** How one call goes. Without any of these it succeeds at once. */
export interface Step {
  /** Milliseconds before anything happens. */
  readonly delay?: number;
  /** The call rejects with this and changes nothing. */
  readonly fail?: IncidentError;
  /** The change is carried out and the call rejects all the same: the answer was lost. */
  readonly lose?: IncidentError;
  /** Waits until this resolves. */
  readonly until?: Promise<unknown>;
}

export interface ScriptedOptions {
  readonly incidents?: readonly Incident[];
  readonly entries?: readonly Entry[];
  readonly description?: Description;
  /** It takes files: by these rules, or any. */
  readonly files?: FileRules;
  readonly traits?: Partial<Traits>;
  /** What it does not offer. */
  readonly without?: readonly OperationName[];
  readonly name?: string;
  readonly now?: () => number;
}

type Offered = Adapter &
  Required<Pick<Adapter, 'describe' | 'create' | 'update' | 'transition' | 'entries' | 'addEntry'>>;

/** A backend in memory that behaves well until a test tells it otherwise. */
export interface ScriptedAdapter extends Offered {
  /** What was asked, in order; writes with their draft, patch or entry and their key. */
  readonly calls: readonly { readonly call: ScriptedCall; readonly with?: unknown; readonly key?: string }[];
  /** The next calls of this name go like this, one step each; afterwards they succeed again. */
  script(call: ScriptedCall, ...steps: readonly Step[]): void;
  /** Every call of this name goes like this until it is taken back with `undefined`. */
  always(call: ScriptedCall, step: Step | undefined): void;
  /** The record as the backend holds it. */
  record(id: string): Incident | undefined;
  /** All records, oldest first. */
  records(): readonly Incident[];
  /** Changes a record behind everybody's back, as a colleague would. */
  change(id: string, patch: IncidentPatch): void;
  /** How often a call was made. */
  count(call: ScriptedCall): number;
}

/** Every editable field can be read and written. */
export const allFields = Object.fromEntries(
  editableFields.map((field) => [field, { read: true, write: true }]),
) as Traits['fields'];

const everything: Traits = {
  fields: allFields,
  entryKinds: ['comment', 'work-note'],
  sort: sortFields,
  search: true,
  idempotency: 'key',
  concurrency: 'version',
  firstAnswer: true,
};

let serial = 0;

/** Makes such a backend. Each has an id of its own, so that no cache is shared by accident. */
export function scriptedAdapter(setup: ScriptedOptions = {}): ScriptedAdapter {
  const now = setup.now ?? Date.now;
  const name = setup.name ?? `scripted-${String(++serial)}-${String(Date.now())}`;
  const incidents = new Map((setup.incidents ?? []).map((incident) => [incident.id, incident]));
  const entries: Entry[] = [...(setup.entries ?? [])];
  const contents = new Map<string, Blob>();
  const byKey = new Map<string, unknown>();
  const scripts = new Map<ScriptedCall, Step[]>();
  const standing = new Map<ScriptedCall, Step>();
  const calls: { call: ScriptedCall; with?: unknown; key?: string }[] = [];
  const listeners = new Set<(change: { readonly incidentId?: string }) => void>();

  const play = async <T>(call: ScriptedCall, signal: AbortSignal | undefined, act: () => T): Promise<T> => {
    const step = scripts.get(call)?.shift() ?? standing.get(call) ?? {};
    if (step.delay !== undefined) await new Promise((resolve) => setTimeout(resolve, step.delay));
    if (step.until) await step.until;
    if (signal?.aborted) throw new IncidentError('aborted', 'Aborted.');
    if (step.fail) throw step.fail;
    const result = act();
    if (step.lose) throw step.lose;
    return result;
  };

  const write = <T>(
    call: ScriptedCall,
    content: unknown,
    options: WriteOptions,
    act: () => T,
  ): Promise<T> => {
    calls.push({ call, with: content, key: options.key });
    return play(call, options.signal, () => {
      const known = byKey.get(options.key);
      if (known !== undefined) return known as T;
      const made = act();
      byKey.set(options.key, made);
      for (const listener of listeners) listener({});
      return made;
    });
  };

  const existing = (id: string): Incident => {
    const incident = incidents.get(id);
    if (!incident) throw new IncidentError('not-found', `There is no incident ${id}.`, { status: 404 });
    return incident;
  };

  const store = (incident: Incident): Incident => {
    const next = { ...incident, updatedAt: now(), version: String(Number(incident.version ?? '0') + 1) };
    incidents.set(next.id, next);
    return next;
  };

  const guarded = (id: string, version: string | undefined): Incident => {
    const incident = existing(id);
    if (version !== undefined && incident.version !== undefined && version !== incident.version)
      throw new IncidentError('conflict', 'Somebody else changed it.', { status: 412, current: incident });
    return incident;
  };

  const page = <T>(
    items: readonly T[],
    { limit, cursor }: PageRequest,
  ): { items: readonly T[]; next?: string; total: number } => {
    const from = Number(cursor ?? '0');
    const to = from + limit;
    return {
      items: items.slice(from, to),
      total: items.length,
      ...(to < items.length ? { next: String(to) } : {}),
    };
  };

  const whole: ScriptedAdapter = {
    name: 'scripted',
    id: `scripted:${name}`,
    label: 'Scripted backend',
    traits: { ...everything, ...setup.traits },
    calls,
    script: (call, ...steps) => void scripts.set(call, [...(scripts.get(call) ?? []), ...steps]),
    always: (call, step) => void (step ? standing.set(call, step) : standing.delete(call)),
    record: (id) => incidents.get(id),
    records: () => [...incidents.values()],
    change(id, patch) {
      store(applyPatch(existing(id), patch));
      for (const listener of listeners) listener({ incidentId: id });
    },
    count: (call) => calls.filter((made) => made.call === call).length,
    describe(options) {
      calls.push({ call: 'describe' });
      return play('describe', options?.signal, () => ({
        create: [],
        edit: [],
        ...setup.description,
        ...(setup.files ? { attachments: setup.files } : {}),
      }));
    },
    list(query, request, options) {
      calls.push({ call: 'list', with: query });
      return play('list', options?.signal, () =>
        page([...incidents.values()].filter(compileQuery(query)).sort(compileSort(query.sort)), request),
      );
    },
    get(id, options) {
      calls.push({ call: 'get', with: id });
      return play('get', options?.signal, () => existing(id));
    },
    create: (draft: IncidentDraft, options) =>
      write('create', draft, options, () => {
        const number = `INC${String(incidents.size + 1).padStart(7, '0')}`;
        const at = now();
        const clientId = options.clientId === undefined ? {} : { clientId: options.clientId };
        const incident = store({
          ...draft,
          ...clientId,
          id: `id-${number}`,
          number,
          status: { category: 'new' },
          loggedAt: at,
          updatedAt: at,
        });
        entries.unshift({
          id: `e-${String(entries.length + 1)}`,
          incidentId: incident.id,
          kind: 'created',
          visibility: 'public',
          occurredAt: at,
          recordedAt: at,
        });
        return incident;
      }),
    update: (id, patch, options) =>
      write('update', patch, options, () => store(applyPatch(guarded(id, options.version), patch))),
    transition: (id, request: TransitionRequest, options) =>
      write('transition', request, options, () =>
        store({
          ...guarded(id, options.version),
          status: { category: request.to },
          ...(request.assignee && { assignee: request.assignee }),
          ...(request.group && { group: request.group }),
        }),
      ),
    entries(id, request, options) {
      calls.push({ call: 'entries', with: id });
      return play('entries', options?.signal, () =>
        page(
          entries.filter((entry) => entry.incidentId === id).sort((a, b) => b.recordedAt - a.recordedAt),
          request,
        ),
      );
    },
    addEntry: (id, entry: EntryDraft, options) =>
      write('addEntry', entry, options, () => {
        existing(id);
        const at = now();
        const made: Entry = {
          id: `e-${String(entries.length + 1)}`,
          incidentId: id,
          kind: entry.kind,
          visibility: visibilityOf(entry.kind),
          occurredAt: entry.occurredAt ?? at,
          recordedAt: at,
          author: { id: 'me', name: 'Elif Demir' },
          text: entry.text,
          key: options.key,
        };
        entries.unshift(made);
        return made;
      }),
    ...(setup.files && {
      attach: (id: string, file: File, _progress: Progress, options: AttachOptions) =>
        write('attach', file, options, () => {
          existing(id);
          const at = now();
          const { name, type, size } = file;
          const fileId = `f-${String(++serial)}`;
          contents.set(fileId, file);
          const made: Entry = {
            id: `e-${String(entries.length + 1)}`,
            incidentId: id,
            kind: 'attachment',
            visibility: options.visibility,
            occurredAt: at,
            recordedAt: at,
            author: { id: 'me', name: 'Elif Demir' },
            attachments: [{ id: fileId, name, size, ...(type === '' ? {} : { type }) }],
            key: options.key,
          };
          entries.unshift(made);
          return made;
        }),
      attachment(id: string, options?: ReadOptions) {
        calls.push({ call: 'attachment', with: id });
        return play('attachment', options?.signal, () => contents.get(id) ?? new Blob([`What ${id} says`]));
      },
    }),
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
  const without: readonly string[] = setup.without ?? [];
  return Object.fromEntries(
    Object.entries(whole).filter(([name]) => !without.includes(name)),
  ) as unknown as ScriptedAdapter;
}

/** An incident with everything a test does not care about. */
export const incident = (part: Partial<Incident> & { readonly id: string }): Incident => ({
  number: part.id,
  title: 'Mail does not arrive',
  description: '',
  status: { category: 'new' },
  channel: channels[0],
  loggedAt: Date.UTC(2026, 2, 27, 8),
  updatedAt: Date.UTC(2026, 2, 27, 8),
  version: '1',
  ...part,
});

/** A write whose answer got lost on the way. */
export const lostAnswer = (): IncidentError =>
  new IncidentError('timeout', 'No answer within 15 s.', { ambiguous: true });
export const noNetwork = (): IncidentError =>
  new IncidentError('network', 'The ticket system cannot be reached.');
export const signedOut = (): IncidentError =>
  new IncidentError('auth-required', 'Sign in first.', { status: 401 });
