import type { Adapter } from '../../adapters/adapter.js';
import type { ErrorKind } from '../../core/errors.js';
import { IncidentError, toIncidentError } from '../../core/errors.js';
import type { Incident } from '../../core/incident.js';
import { hasChange } from '../../core/task.js';
import type { Instant, Millis } from '../../core/time.js';
import type { Bases } from '../bases.js';
import type { Connection, Wait } from '../connection.js';
import { exactRecord } from '../exact-record.js';
import type { Files } from '../files.js';
import type { Identity } from '../identity.js';
import type { Answer, Moment, OutboxRow } from '../row.js';
import { claimable, dueAt, waited } from '../row.js';
import type { Tabs } from '../tabs.js';
import type { Belief } from './attempt.js';
import {
  afterFailure,
  doubtAbout,
  howToRepeat,
  notOurs,
  probe,
  recordOf,
  send,
  unproven,
} from './attempt.js';
import {
  doubtAboutContent,
  isDone,
  isDoubtful,
  isMadeAlready,
  look,
  presentTask,
  safetyOf,
} from './delivery.js';
import { sameContent } from '../overtaken.js';
import type { Queue } from './queue.js';
import type { Uploads } from './uploads.js';

/** Incidents whose mutations are sent at the same time. One incident's go one after the other. */
const parallel = 3;
/** After a claim that another tab won, or a storage that failed. */
const snooze = 1000;
const longestTimer = 30_000;
/** What is sent within this of being written goes out in the session it was written in. Older ones have waited. */
const freshFor = 5000;
/** With these a backend says that a step cannot be taken, also where it has been taken already. */
const refusals: readonly ErrorKind[] = ['refused', 'validation'];
/** For so long an answer to who is signed in holds for all that goes out. */
const confirmedFor = 2000;

export interface SenderParts {
  readonly adapter: Adapter;
  readonly author: string;
  readonly queue: Queue;
  readonly bases: Bases;
  readonly belief: Belief;
  readonly files: Pick<Files, 'read' | 'ended'>;
  readonly uploads: Uploads;
  readonly tabs: Tabs;
  readonly connection: Connection;
  readonly identity: Identity;
  readonly now: () => Instant;
  readonly lease: Millis;
  readonly longestWait: Millis;
  readonly wait: Wait;
  /** So long a backend that has broken down is left alone at least: what is over in a moment is no refusal. */
  readonly breather: Millis;
  /** What was not written here goes out only once somebody has said so: nobody knows who wrote it. */
  readonly asks: () => boolean;
}

export interface Sender {
  /** Somebody has written this here, or has said that it may go out. */
  allow(key: string): void;
  /** It waits for somebody's word. */
  awaits(key: string): boolean;
  /** Keys of what somebody has written here, or said of that it may go out. */
  readonly allowed: ReadonlySet<string>;
  /** Sends whatever may be sent, and sees to it that the rest is looked at in time. */
  pump(): void;
  /** The same after finding out which tabs have gone. */
  wake(): Promise<void>;
  readonly moment: () => Moment;
  stop(): void;
}

export function createSender({
  adapter,
  author,
  queue,
  bases,
  belief,
  files,
  uploads,
  tabs,
  connection,
  identity,
  now,
  lease,
  longestWait,
  wait,
  breather,
  asks,
}: SenderParts): Sender {
  const allowed = new Set<string>();
  const flying = new Set<string>();
  const rest = new Map<string, Instant>();
  const ending = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const moment = (): Moment => ({ now: now(), lease, longestWait, gone: tabs.gone });

  const awaits = (key: string): boolean => asks() && !allowed.has(key);
  /** What comes next of an incident waits for somebody's word. */
  const isHeld = (rows: readonly OutboxRow[]): boolean => {
    const first = rows.find(({ state }) => state === 'queued' || state === 'sending');
    return first?.state === 'queued' && awaits(first.key);
  };

  /** What was on its way when its desk went is held as well, once nobody sends it any more. */
  const hold = (group: string, row: OutboxRow): void => {
    rest.set(group, now() + snooze);
    void queue
      .amend(row.key, moment(), (stored) =>
        stored.state === 'sending' ? { ...released(stored), state: 'queued', ambiguous: true } : stored,
      )
      .then(pump, () => undefined);
  };

  const plan = (): void => {
    clearTimeout(timer);
    const { gate, signedOut } = connection.state.value;
    if (stopped || signedOut || identity.stranger) return;
    let next = Infinity;
    for (const [group, rows] of queue.groups()) {
      if (flying.has(group) || isHeld(rows)) continue;
      next = Math.min(next, Math.max(dueAt(rows) ?? Infinity, rest.get(group) ?? 0, gate));
    }
    // The timer itself sends again: nothing waits for the next thing somebody does.
    if (next < Infinity)
      timer = setTimeout(() => void wake(), Math.min(longestTimer, Math.max(1, next - now())));
  };

  const wake = async (): Promise<void> => {
    const owners = [...queue.groups().values()]
      .flat()
      .flatMap(({ state, owner }) => (state === 'sending' && owner !== undefined ? [owner] : []));
    await tabs.lookFor(owners);
    pump();
  };

  const pump = (): void => {
    const { connection: way, gate, signedOut } = connection.state.value;
    const present = moment();
    const resting = (group: string): boolean => !waited(rest.get(group) ?? 0, present);
    if (!stopped && !signedOut && !identity.stranger && waited(gate, present)) {
      // Until there is known to be a connection, one request finds out for all.
      const most = way === 'online' ? parallel : 1;
      for (const [group, rows] of queue.groups()) {
        if (flying.size >= most) break;
        const next = flying.has(group) || resting(group) ? undefined : claimable(rows, present);
        if (!next || isHeld(rows)) continue;
        if (awaits(next.key)) {
          hold(group, next);
          continue;
        }
        flying.add(group);
        void run(group).finally(() => {
          flying.delete(group);
          pump();
        });
      }
    }
    plan();
  };

  const run = async (group: string): Promise<void> => {
    let row: OutboxRow | undefined;
    try {
      if (!(await isAuthor(group)) || !(await wayOpen(group))) return;
      row = await queue.claim(group, moment());
      if (row) rest.delete(group);
      else rest.set(group, now() + snooze);
      if (row) await attempt(row);
    } catch {
      // The storage failed at a step; the claim runs out and the row is taken up again.
      rest.set(group, now() + snooze);
    }
  };

  /**
   * Whose session it is now decides in whose name a write is carried out: what has waited goes out only after asking
   * who is signed in, where the backend can tell.
   */
  const isAuthor = async (group: string): Promise<boolean> => {
    const row = claimable(queue.rows(group), moment());
    const age = row ? now() - row.mutation.createdAt : 0;
    const fresh = row?.attempts === 0 && row.state === 'queued' && age >= 0 && age < freshFor;
    if (fresh && !identity.doubtful) return true;
    const asked = connection.ask('read');
    try {
      return await identity.confirm(confirmedFor);
    } catch (caught) {
      asked.failed(toIncidentError(caught));
      rest.set(group, now() + snooze);
      return false;
    }
  };

  /**
   * Where a write cannot be repeated, a request that never left looks like one whose answer was lost. A read finds out
   * first whether the backend can be reached: while it cannot, the row stays queued and nobody has to doubt it.
   */
  const wayOpen = async (group: string): Promise<boolean> => {
    const row = claimable(queue.rows(group), moment());
    if (row?.state !== 'queued' || row.ambiguous || !isDoubtful(adapter, row)) return true;
    const asked = connection.ask('read');
    const error = await probe(adapter, row, queue.backendId(group), ending.signal);
    if (!error) {
      asked.succeeded();
      return true;
    }
    if (ending.signal.aborted) return false;
    asked.failed(error);
    const next = await verdict({ ...row, attempts: row.attempts + 1 }, error);
    if ('state' in next)
      await queue.amend(row.key, moment(), (stored) => (stored.state === 'queued' ? next : stored));
    return false;
  };

  const attempt = async (row: OutboxRow): Promise<void> => {
    let until = row.leaseUntil ?? 0;
    const renew = async (): Promise<boolean> => {
      const next = now() + lease;
      const held = await queue.extend(row, next);
      if (held) until = next;
      return held;
    };
    /** A tab that was frozen after its claim asks before it sends: another one may have taken over meanwhile. */
    const stillMine = async (): Promise<void> => {
      if (now() >= until && !(await renew()))
        throw new IncidentError('aborted', 'Another tab has taken this over.');
    };
    const beat = setInterval(() => void renew().catch(() => undefined), lease / 3);
    try {
      const end = await deliver(row, stillMine);
      // Wiped or closed meanwhile: nothing of it is taken in any more.
      if (stopped) return;
      if ('state' in end) await queue.settle(row, end);
      else {
        await queue.confirm(row, end, now());
        files.ended([row.mutation]);
      }
    } finally {
      clearInterval(beat);
    }
  };

  /** One attempt: the backend's answer, or what the row is without one. */
  const deliver = async (claimed: OutboxRow, stillMine: () => Promise<void>): Promise<Answer | OutboxRow> => {
    const id = queue.backendId(claimed.group);
    let row = claimed;
    const asked = connection.ask('write');
    const upload = uploads.begin(row.key);
    try {
      if (row.mutation.author !== author)
        throw new IncidentError(
          'forbidden',
          'This was written by somebody else and is not sent in your name.',
        );
      const how = howToRepeat(adapter, row, now());
      const found =
        how === 'look'
          ? await look(adapter, row, id, belief.records.believed, ending.signal, files.read)
          : undefined;
      if (found && found !== 'absent') return found;
      if (how !== 'send' && !found && !row.insisted) return { ...released(row), state: 'unknown' };
      // Certainly not done before, so that this attempt alone tells what becomes of it.
      if (found === 'absent') row = { ...row, ambiguous: false };
      const { signal } = ending;
      const repeated = claimed.ambiguous === true;
      const file = { bytesOf: files.read, progress: upload.progress };
      const answer = await send(adapter, row, repeated, id, belief, signal, stillMine, file);
      asked.succeeded();
      const { intent } = row.mutation;
      if (intent.kind === 'save-task')
        belief.tasks.see(intent.seen?.version, answer.task?.version, () => true);
      const errand = { adapter, row, intent, id, signal, ...file };
      const doubt =
        doubtAbout(row, id, answer) ??
        (taken(row, answer) ? notOurs() : undefined) ??
        (await doubtAboutContent(errand, answer));
      return doubt ? unproven(released(row), doubt) : answer;
    } catch (caught) {
      const error = toIncidentError(caught);
      asked.failed(error);
      return verdict(row, error);
    } finally {
      upload.end();
    }
  };

  /** The answer to another new incident cannot be the answer to this one as well. */
  const taken = ({ group, mutation }: OutboxRow, { incident }: Answer): boolean =>
    mutation.intent.kind === 'create' &&
    incident !== undefined &&
    ![group, incident.id].includes(queue.groupOf(incident.id));

  /** The incident as the backend has it now; undefined where that cannot be told. */
  const presentRecord = ({ group }: OutboxRow): Promise<Incident | undefined> =>
    exactRecord(adapter, queue.backendId(group), ending.signal).catch(() => undefined);

  const verdict = async (row: OutboxRow, error: IncidentError): Promise<Answer | OutboxRow> => {
    const next = afterFailure(released(row), error, safetyOf(adapter, row), now(), wait);
    if (error.kind === 'network') {
      // What stands in everybody's way is waited for once, by the connection, and not by each row.
      const { nextAttemptAt: _wait, ...waiting } = next;
      return waiting;
    }
    if (error.kind === 'breakdown' && next.state === 'queued') {
      const breakdowns = (row.breakdowns ?? 0) + 1;
      const nextAttemptAt = (next.nextAttemptAt ?? now()) + breather;
      // Tried again by itself only while the ticket system as a whole is in trouble.
      const alone = breakdowns > 1 && !(await probe(adapter, row, queue.backendId(row.group), ending.signal));
      return {
        ...next,
        breakdowns,
        nextAttemptAt,
        ...(alone ? { state: 'failed', nextAttemptAt: undefined } : {}),
      };
    }
    const { intent } = row.mutation;
    if (next.state === 'failed' && intent.kind === 'transition' && refusals.includes(error.kind)) {
      const present = await presentRecord(row);
      return present && isMadeAlready(row, present) ? { incident: present } : next;
    }
    if (next.state !== 'conflict') return next;
    if (intent.kind === 'save-task') {
      const task = await presentTask(adapter, intent.taskId, queue.backendId(row.group), ending.signal);
      // A lost attempt has made the change, or somebody else has made the same one.
      if (task && hasChange(task, intent.change)) return { task };
      return task ? { ...next, theirTask: task } : onlyOurs(next);
    }
    const theirs = recordOf(error) ?? (await presentRecord(row));
    // Refused because the lost attempt had made the change itself, or because there is nothing left of it to do.
    if (theirs && (row.ambiguous ? isDone(intent, theirs) : isMadeAlready(row, theirs)))
      return { incident: theirs };
    // Shown wherever the incident is: somebody who has to choose sees what has become of it.
    if (theirs) bases.put(theirs, bases.mark());
    if (theirs && mayRebase(row, theirs))
      return {
        ...next,
        state: 'queued',
        ...(theirs.version === undefined ? {} : { version: theirs.version }),
        base: theirs,
        nextAttemptAt: now() + wait(row.attempts),
      };
    if (intent.kind !== 'update' && intent.kind !== 'transition') return onlyOurs(next);
    return theirs ? { ...next, theirs } : next;
  };

  return {
    allow: (key) => void allowed.add(key),
    allowed,
    awaits,
    pump,
    wake,
    moment,
    stop() {
      stopped = true;
      clearTimeout(timer);
      ending.abort();
    },
  };
}

/** A row that nobody holds. */
const released = ({ owner: _owner, leaseUntil: _until, ...row }: OutboxRow): OutboxRow => row;

/**
 * A new incident, words, a link or a part have no other version that somebody could choose: what the backend calls a
 * conflict was refused.
 */
const onlyOurs = (row: OutboxRow): OutboxRow => ({ ...row, state: row.ambiguous ? 'unknown' : 'failed' });

/**
 * The version moved on although nothing the user saw has changed, for example by our own comment: then there is
 * nothing to choose between. Only once per version, so that a backend that always refuses is believed.
 */
function mayRebase(row: OutboxRow, theirs: Incident): boolean {
  const sent = row.version ?? row.base?.version;
  return (
    row.base !== undefined &&
    theirs.version !== undefined &&
    theirs.version !== sent &&
    sameContent(row.base, theirs)
  );
}
