import type { Adapter } from '../adapters/adapter.js';
import { operations } from '../adapters/adapter.js';
import { askWhoami, forgetWhoami } from '../adapters/whoami.js';
import { IncidentError, isIncidentError, retryClass } from '../core/errors.js';
import type { Person } from '../core/incident.js';
import type { Instant, Millis } from '../core/time.js';
import type { Signal } from './live.js';
import { signal } from './live.js';

/** What is read is believed to be the author's for so long after the last answer. */
const shownFor = 30_000;

/** Who the backend takes this browser for, compared with the one whose data these are. */
export interface Identity {
  /** Somebody else is signed in, as far as is known. */
  readonly stranger: boolean;
  readonly changed: Signal<void>;
  /**
   * False when somebody else is signed in. True when it is the author or nobody, or the backend cannot tell; asked again
   * when the last answer is older than `age`, or somebody has signed in since. Rejects where the question got no answer.
   */
  confirm(age: Millis, signal?: AbortSignal): Promise<boolean>;
  /** True until the question has been answered after a stranger was here, or may have been. */
  readonly doubtful: boolean;
  /** Somebody has come back to this page, and may have signed in as somebody else on another one. */
  doubt(): void;
  /** Somebody may have signed in: what is known holds no longer. */
  reset(): void;
}

const plain = (text: string): string => text.normalize('NFC').trim().toLowerCase();

/** A page names people by the backend's id, or by their address. */
const isAuthor = ({ id, email }: Person, author: string): boolean =>
  [id, email].some((name) => name !== undefined && plain(name) === plain(author));

export function createIdentity(adapter: Adapter, author: string, now: () => Instant): Identity {
  const changed = signal<void>();
  let silent = adapter.whoami === undefined || author === '';
  let stranger = false;
  let doubtful = false;
  let askedAt: Instant | undefined;
  let asking: Promise<void> | undefined;
  /** Grows when somebody may have signed in: an answer to a question from before says nothing. */
  let session = 0;

  const ask = async (): Promise<void> => {
    const at = now();
    const before = session;
    try {
      const person = await askWhoami(adapter);
      if (session !== before) return ask();
      // In nobody's name nothing goes out under a wrong one, and a backend that wants somebody says so itself.
      stranger = person !== undefined && !isAuthor(person, author);
    } catch (error) {
      const open = isIncidentError(error) && retryClass(error) !== 'permanent';
      if (open) throw error;
      if (session !== before) return ask();
      // It does not tell, or not us.
      silent = true;
      stranger = false;
    }
    askedAt = at;
    doubtful = stranger;
    changed.emit();
  };

  return {
    changed,
    get stranger() {
      return stranger;
    },
    get doubtful() {
      return doubtful;
    },
    async confirm(age) {
      if (silent) return true;
      const old = askedAt === undefined || now() - askedAt > age || now() < askedAt;
      if (old) await (asking ??= ask().finally(() => (asking = undefined)));
      return !stranger;
    },
    doubt() {
      if (silent) return;
      session++;
      forgetWhoami(adapter);
      askedAt = undefined;
      doubtful = true;
    },
    reset() {
      session++;
      forgetWhoami(adapter);
      askedAt = undefined;
      stranger = false;
      changed.emit();
    },
  };
}

/** An identity that becomes another one: that of a desk without a name, once it has learnt it. */
export interface ChangingIdentity extends Identity {
  become(next: Identity): void;
}

export function changingIdentity(first: Identity): ChangingIdentity {
  const changed = signal<void>();
  let present: Identity;
  const become = (next: Identity): void => {
    present = next;
    next.changed.on(() => changed.emit());
    changed.emit();
  };
  become(first);
  return {
    changed,
    become,
    get stranger() {
      return present.stranger;
    },
    get doubtful() {
      return present.doubtful;
    },
    confirm: (age, signal) => present.confirm(age, signal),
    doubt: () => present.doubt(),
    reset: () => present.reset(),
  };
}

/** The adapter for what is shown: what was read while somebody else is signed in is not handed on. */
export function readingAs(identity: Identity, adapter: Adapter): Adapter {
  const reads = (name: string | symbol): boolean =>
    typeof name === 'string' &&
    Object.hasOwn(operations, name) &&
    operations[name as keyof typeof operations].does === 'read';
  const wrapped = new Map<(...given: unknown[]) => unknown, unknown>();
  const wrap = (method: (...given: unknown[]) => unknown): unknown => {
    const known =
      wrapped.get(method) ??
      (async (...given: unknown[]): Promise<unknown> => {
        // Asked beside it, so that nobody waits longer where it is the author. Without an answer the reading decides.
        const [answer, own] = await Promise.all([
          method.apply(adapter, given),
          identity.confirm(shownFor).catch(() => true),
        ]);
        if (own) return answer;
        throw new IncidentError(
          'auth-required',
          'Somebody else is signed in. What they may see is not shown here.',
        );
      });
    wrapped.set(method, known);
    return known;
  };
  return new Proxy(adapter, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      const method = value as (...given: unknown[]) => unknown;
      return reads(name) ? wrap(method) : method.bind(target);
    },
  });
}
