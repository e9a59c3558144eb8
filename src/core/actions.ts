import type { EntryDraft } from './entry.js';
import type { Incident, IncidentPatch, Person, Ref, StatusCategory } from './incident.js';
import { editableFields } from './incident.js';
import { inverseStep, transitionsFrom } from './lifecycle.js';
import type { TransitionRequest } from './mutation.js';
import type { Policy } from './policy.js';
import type { RoleAction } from './roles.js';
import { mayDo } from './roles.js';
import type { Instant } from './time.js';

/** What somebody does with an incident, each in one word of the field. */
export type ActionName =
  | 'acknowledge'
  | 'take'
  | 'assign'
  | 'hand-over'
  | 'hold'
  | 'resume'
  | 'resolve'
  | 'confirm'
  | 'close'
  | 'reopen'
  | 'cancel'
  | 'major'
  | 'problem';

/** One answer an action asks for. */
export type ActionField =
  | 'assignee'
  | 'group'
  | 'hand-over-reason'
  | 'note'
  | 'comment'
  | 'hold-reason'
  | 'cancel-reason'
  | 'why'
  | 'resolution'
  | 'duplicate-of'
  | 'confirmed';

/** Why an action cannot be done now. */
export type Refusal =
  /** The role does not allow it. */
  | 'role'
  /** The incident does not stand where it leads on from. */
  | 'status'
  /** It is cancelled, and nothing leads on from there. */
  | 'cancelled'
  /** It is so already. */
  | 'already'
  /** The ticket system has no such step, or cannot write what it needs. */
  | 'backend';

interface ActionRow {
  readonly name: ActionName;
  readonly by: RoleAction;
  /** The status it leads to; without one it changes fields or adds an entry. */
  readonly to?: StatusCategory;
  /** Where it can be done; everywhere a step leads to `to` otherwise. */
  readonly from?: readonly StatusCategory[];
  readonly asks: readonly ActionField[];
  /** Whether it is so already. */
  readonly done?: (incident: Incident, me: Person | undefined) => boolean;
  /** The caller's own, or everybody else's where left out. */
  readonly caller?: 'only' | 'too';
}

const open: readonly StatusCategory[] = ['new', 'active', 'paused'];

/** Every action, in the order in which an incident usually meets them. */
const actions: readonly ActionRow[] = [
  {
    name: 'acknowledge',
    by: 'acknowledge',
    from: ['new'],
    asks: ['comment'],
    done: ({ acknowledgedAt }) => acknowledgedAt !== undefined,
  },
  {
    name: 'take',
    by: 'assign',
    from: open,
    asks: [],
    done: ({ assignee, status }, me) =>
      me !== undefined && assignee?.id === me.id && status.category !== 'new',
  },
  { name: 'resume', by: 'hold', to: 'active', from: ['paused'], asks: [] },
  { name: 'resolve', by: 'resolve', to: 'resolved', asks: ['resolution'] },
  { name: 'hold', by: 'hold', to: 'paused', asks: ['hold-reason', 'comment'] },
  { name: 'hand-over', by: 'escalate', from: open, asks: ['group', 'hand-over-reason', 'assignee', 'note'] },
  { name: 'assign', by: 'assign', from: open, asks: ['assignee'] },
  {
    name: 'confirm',
    by: 'confirm',
    to: 'closed',
    from: ['resolved'],
    asks: [],
    caller: 'only',
    done: ({ confirmedAt }) => confirmedAt !== undefined,
  },
  { name: 'close', by: 'close', to: 'closed', from: ['resolved'], asks: ['confirmed', 'comment'] },
  { name: 'reopen', by: 'reopen', to: 'active', from: ['resolved', 'closed'], asks: ['why'], caller: 'too' },
  {
    name: 'major',
    by: 'propose-major',
    from: open,
    asks: ['note'],
    done: ({ major }) => major === true,
  },
  { name: 'problem', by: 'work-note', from: [...open, 'resolved'], asks: ['note'] },
  { name: 'cancel', by: 'cancel', to: 'cancelled', asks: ['cancel-reason', 'duplicate-of'], caller: 'too' },
];

/** What is asked only where the backend has a place for the answer. */
const takes: Readonly<Partial<Record<ActionField, (backend: ActionBackend, incident: Incident) => boolean>>> =
  {
    assignee: ({ writes }) => writes('assignee'),
    confirmed: ({ writes }, { confirmedAt }) => confirmedAt === undefined && writes('confirmedAt'),
    note: ({ workNote }) => workNote,
    // The reason stands in the note.
    'hand-over-reason': ({ workNote }) => workNote,
  };

/** An action as it stands for one incident and one person. */
export interface Action {
  readonly name: ActionName;
  readonly asks: readonly ActionField[];
  readonly to?: StatusCategory;
  /** Takes back what was confirmed and has stayed resolved. */
  readonly unconfirms?: true;
  /** Why not now; it can be done where this is left out. */
  readonly refused?: Refusal;
}

/** What the backend can write and where it lets the incident go. */
export interface ActionBackend {
  readonly transition: boolean;
  readonly update: boolean;
  readonly comment: boolean;
  readonly workNote: boolean;
  /** Fields that can be written. */
  readonly writes: (field: 'assignee' | 'group' | 'major' | 'confirmedAt') => boolean;
  /** Nothing is closed here; that it was confirmed is a field of what is resolved. */
  readonly staysResolved?: boolean;
  /** Categories its steps lead to now; undefined where it does not tell. */
  readonly leadsTo?: readonly StatusCategory[];
}

export interface ActionContext {
  readonly policy: Pick<Policy, 'roles'>;
  readonly roles: readonly string[];
  readonly audience: 'staff' | 'caller';
  readonly me?: Person;
  readonly backend: ActionBackend;
}

/** What is confirmed stays resolved. */
const confirmsInPlace = ({ name }: ActionRow, { staysResolved }: ActionBackend): boolean =>
  name === 'confirm' && staysResolved === true;

function can(row: ActionRow, incident: Incident, backend: ActionBackend): boolean {
  const { name, to } = row;
  if (confirmsInPlace(row, backend)) return backend.update && backend.writes('confirmedAt');
  if (to !== undefined)
    return backend.transition && (backend.leadsTo === undefined || backend.leadsTo.includes(to));
  switch (name) {
    case 'acknowledge':
      return backend.comment;
    case 'problem':
      return backend.workNote;
    case 'take':
    case 'assign':
      // A new incident is taken by the step that makes it active, where fields cannot be written.
      return (
        backend.writes('assignee') &&
        (incident.status.category === 'new' ? backend.transition : backend.update)
      );
    case 'hand-over':
      return backend.update && backend.writes('group');
    default:
      return backend.update && backend.writes('major');
  }
}

/** What a role has to allow. Where nothing is closed, the desk notes what the caller has confirmed instead. */
function needs(
  { name, by }: ActionRow,
  from: StatusCategory,
  audience: ActionContext['audience'],
): RoleAction {
  if (name === 'reopen' && from === 'closed') return 'reopen-closed';
  return name === 'confirm' && audience === 'staff' ? 'close' : by;
}

/**
 * What can be done with an incident now, and why the rest cannot. The ticket system has the last word; this keeps
 * people from asking it for what it will refuse.
 */
export function actionsFor(incident: Incident, context: ActionContext): readonly Action[] {
  const { policy, roles, audience, me, backend } = context;
  const from = incident.status.category;
  const refusalOf = (row: ActionRow): Refusal | undefined => {
    const fits = row.from
      ? row.from.includes(from)
      : row.to !== undefined && transitionsFrom(from).some(({ to }) => to === row.to);
    if (!fits) return from === 'cancelled' ? 'cancelled' : 'status';
    if (row.done?.(incident, me)) return 'already';
    const needed = needs(row, from, audience);
    if (!mayDo(policy.roles, roles, needed)) return 'role';
    return can(row, incident, backend) ? undefined : 'backend';
  };
  return actions
    .filter((row) =>
      audience === 'caller'
        ? row.caller !== undefined
        : row.caller !== 'only' || confirmsInPlace(row, backend),
    )
    .map((row) => {
      const refused = refusalOf(row);
      const { name } = row;
      const to = confirmsInPlace(row, backend) ? undefined : row.to;
      const asks = row.asks.filter((field) => takes[field]?.(backend, incident) ?? true);
      // A step there does not know of it.
      const unconfirms = name === 'reopen' && backend.staysResolved && incident.confirmedAt !== undefined;
      return {
        name,
        asks,
        ...(to === undefined ? {} : { to }),
        ...(unconfirms ? { unconfirms } : {}),
        ...(refused ? { refused } : {}),
      };
    });
}

/** The one step that usually comes next, so that it can stand out. */
const usual: Readonly<Record<StatusCategory, readonly ActionName[]>> = {
  new: ['take', 'acknowledge'],
  active: ['take', 'resolve'],
  paused: ['resume'],
  resolved: ['confirm', 'close'],
  closed: ['reopen'],
  cancelled: [],
};

/** The action that stands out: the first usual one that can be done; somebody else's incident is not taken by habit. */
export function nextAction(incident: Incident, all: readonly Action[]): ActionName | undefined {
  const possible = (name: ActionName): boolean =>
    all.some((action) => action.name === name && action.refused === undefined);
  return usual[incident.status.category].find(
    (name) => possible(name) && (name !== 'take' || incident.assignee === undefined),
  );
}

/** The answers an action was given. */
export interface ActionAnswers {
  readonly assignee?: Person;
  readonly group?: Ref;
  readonly note?: string;
  readonly comment?: string;
  readonly reason?: string;
  readonly duplicateOf?: string;
  readonly resolution?: TransitionRequest['resolution'];
  readonly firstContact?: boolean;
  /** When somebody has said that it works again; the caller, unless somebody else is named. */
  readonly confirmedAt?: Instant;
  readonly confirmedBy?: Person;
}

/** What an action sends: steps, patches and entries, in their order. */
export type Deed =
  | { readonly kind: 'transition'; readonly request: TransitionRequest }
  | { readonly kind: 'update'; readonly patch: IncidentPatch }
  | { readonly kind: 'entry'; readonly entry: EntryDraft };

const entry = (kind: EntryDraft['kind'], text: string | undefined): readonly Deed[] =>
  (text ?? '').trim() === '' ? [] : [{ kind: 'entry', entry: { kind, text: text as string } }];

/** Never before it was resolved, whatever this device's clock says: that would be the word about another solution. */
const confirmationIn = (
  { confirmedAt, confirmedBy }: ActionAnswers,
  { resolvedAt = -Infinity, caller }: Incident,
): Pick<TransitionRequest, 'confirmedAt' | 'confirmedBy'> => {
  const by = confirmedBy ?? caller;
  return confirmedAt === undefined
    ? {}
    : { confirmedAt: Math.max(confirmedAt, resolvedAt), ...(by ? { confirmedBy: by } : {}) };
};

const unconfirming: Deed = { kind: 'update', patch: { confirmedAt: null, confirmedBy: null } };

/**
 * What is sent for an action. Words that go with a step travel inside it, so that both arrive or neither does.
 *
 * @param me Who takes it.
 */
export function deedsOf(
  action: Action,
  incident: Incident,
  answers: ActionAnswers,
  me: Person | undefined,
): readonly Deed[] {
  const { assignee, group, note, comment, reason, resolution, duplicateOf, firstContact } = answers;
  const give = (person: Person | undefined): readonly Deed[] =>
    person === undefined
      ? []
      : incident.status.category === 'new'
        ? [{ kind: 'transition', request: { to: 'active', assignee: person } }]
        : [{ kind: 'update', patch: { assignee: person } }];
  if (action.name === 'confirm' && action.to === undefined)
    return [{ kind: 'update', patch: confirmationIn(answers, incident) }];
  switch (action.name) {
    case 'acknowledge':
      return entry('comment', comment);
    case 'take':
      return give(me);
    case 'assign':
      return give(assignee);
    case 'hand-over':
      return [
        // Whoever had it hands it on: the team decides who takes it, unless somebody is named.
        {
          kind: 'update',
          patch: {
            ...(group ? { group } : {}),
            ...(assignee ? { assignee } : incident.assignee ? { assignee: null } : {}),
          },
        },
        ...entry('work-note', note),
      ];
    case 'major':
      return [{ kind: 'update', patch: { major: true } }, ...entry('work-note', note)];
    case 'problem':
      return entry('work-note', note);
    default: {
      return action.to === undefined
        ? []
        : [
            ...(action.unconfirms ? [unconfirming] : []),
            {
              kind: 'transition',
              request: {
                to: action.to,
                ...((reason ?? '') === '' ? {} : { reason: reason }),
                ...((comment ?? '').trim() === '' ? {} : { comment: comment }),
                ...((duplicateOf ?? '').trim() === '' ? {} : { duplicateOf: duplicateOf }),
                ...(resolution ? { resolution } : {}),
                ...(firstContact === true ? { firstContact } : {}),
                ...confirmationIn(answers, incident),
                ...(action.to === 'active' && incident.status.category === 'new' && me
                  ? { assignee: me }
                  : {}),
              },
            },
          ];
    }
  }
}

/** The fields of a patch as they were. */
const patchBack = (patch: IncidentPatch, before: Incident): IncidentPatch =>
  Object.fromEntries(
    editableFields
      .filter((field) => patch[field] !== undefined)
      .map((field) => [field, before[field] ?? (typeof patch[field] === 'boolean' ? false : null)]),
  );

/**
 * What takes an action back that has been sent: the step that leads back, or the fields as they were before, as a new
 * change. Undefined where nothing does; words that were sent stay in any case.
 *
 * @param before The incident before the action.
 * @param reason Why a step is taken back, for the record, in the words of the screen.
 */
export function deedsBack(
  deeds: readonly Deed[],
  before: Incident,
  reason: string,
): readonly Deed[] | undefined {
  const back: Deed[] = [];
  for (const deed of deeds.toReversed()) {
    if (deed.kind === 'update') back.push({ kind: 'update', patch: patchBack(deed.patch, before) });
    if (deed.kind !== 'transition') continue;
    const request = inverseStep(before, deed.request, reason);
    if (!request) return undefined;
    back.push({ kind: 'transition', request });
  }
  return back.length === 0 ? undefined : back;
}
