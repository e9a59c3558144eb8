import { faultOrigin } from './fault-origin.js';

/** What the fault server does to the requests it meets; `server/acts.mjs` says what each act is. */
export interface FaultRule {
  readonly match?: {
    readonly method?: string;
    /** Path below the world such as `/incidents`; `*` is anything but a slash, `**` anything. */
    readonly path?: string;
    /** Which of the requests that match method and path, from 1. */
    readonly nth?: number | readonly number[];
    readonly key?: string;
  };
  readonly act: FaultAct;
  /** How often the rule is used: once unless said otherwise, 0 for always. */
  readonly times?: number;
  /** Milliseconds, for acts that wait. */
  readonly ms?: number;
  /** So many bytes of the request are taken in a second, before anything is done with it. */
  readonly pace?: number;
  readonly retryAfter?: string | number;
  /** Whether an act that refuses or stays silent does the work all the same. */
  readonly apply?: boolean;
  /** How a connection ends. */
  readonly how?: 'rst' | 'fin';
  readonly status?: number;
  readonly title?: string;
  readonly errors?: readonly {
    readonly pointer?: string;
    readonly field?: string;
    readonly message: string;
  }[];
  readonly body?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly location?: string;
}

export type FaultAct =
  | 'ok'
  | 'delay'
  | 'delay-after'
  | 'hang'
  | 'drop-before'
  | 'drop-after'
  | 'status'
  | 'dup-key-conflict'
  | 'html200'
  | 'redirect-login'
  | 'empty200'
  | 'body'
  | 'text-plain'
  | 'wrong-id'
  | 'stale-etag'
  | 'trunc'
  | 'gzip-broken'
  | 'slow-body'
  | 401
  | 403
  | 404
  | 408
  | 409
  | 410
  | 412
  | 413
  | 415
  | 421
  | 422
  | 425
  | 429
  | 500
  | 502
  | 503
  | 504;

/** One request as it arrived, in order; the browser's own resending included. */
export interface Arrival {
  readonly n: number;
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly key: string | null;
  readonly user: string;
  readonly socket: number;
  /** Which request of its socket it was, from 1. */
  readonly onSocket: number;
  readonly body: string | null;
  readonly bodyHash: string | null;
  readonly requestedWith?: string | null;
  readonly contentType?: string | null;
  readonly ifMatch?: string | null;
  readonly act: string;
  readonly applied: boolean;
  /** Answered from memory because the key was known. */
  readonly replayed: boolean;
  readonly status: number | null;
}

export interface WorldControl {
  readonly mode?: 'key-honouring' | 'key-blind' | 'key-ttl';
  readonly keyTtl?: number;
  /** What the backend's clock is ahead of ours, in milliseconds. */
  readonly clockSkew?: number;
  /** Versions never move, and none is refused. */
  readonly frozenVersions?: boolean;
  readonly script?: readonly FaultRule[];
  readonly seed?: {
    readonly incidents?: readonly Readonly<Record<string, unknown>>[];
    readonly entries?: readonly Readonly<Record<string, unknown>>[];
    /** Lists of choices by their names: `people`, `services`, `categories` and so on. */
    readonly catalogue?: Readonly<Record<string, readonly unknown[]>>;
  };
  readonly reset?: boolean;
  readonly forgetJournal?: boolean;
}

export interface WorldState {
  readonly incidents: readonly Readonly<Record<string, unknown>>[];
  readonly entries: readonly Readonly<Record<string, unknown>>[];
}

/** A backend of one's own at the fault server. */
export interface FaultWorld {
  readonly baseUrl: string;
  control(order: WorldControl): Promise<void>;
  /** Replaces the script of faults. */
  script(rules: readonly FaultRule[]): Promise<void>;
  journal(): Promise<readonly Arrival[]>;
  /** Arrivals that change something. */
  writes(): Promise<readonly Arrival[]>;
  state(): Promise<WorldState>;
  /** Sends one request so that a kept-alive socket exists: browsers resend on reused sockets only. */
  warm(): Promise<void>;
}

/** A fresh backend that shares nothing with other tests. */
export async function newWorld(start: WorldControl = {}): Promise<FaultWorld> {
  const baseUrl = `${faultOrigin}/w/${crypto.randomUUID()}`;
  const ask = async <T>(name: string): Promise<T> => {
    const answer = await fetch(`${baseUrl}/${name}`, { signal: AbortSignal.timeout(10_000) });
    return (await answer.json()) as T;
  };
  const control = async (order: WorldControl): Promise<void> => {
    const answer = await fetch(`${baseUrl}/_control`, {
      method: 'POST',
      body: JSON.stringify(order),
      signal: AbortSignal.timeout(10_000),
    });
    if (!answer.ok) throw new Error(`The fault server refused: ${await answer.text()}`);
  };
  const journal = (): Promise<readonly Arrival[]> => ask('_journal');
  await control(start);
  return {
    baseUrl,
    control,
    script: (rules) => control({ script: rules }),
    journal,
    writes: async () => (await journal()).filter((arrival) => arrival.method !== 'GET'),
    state: () => ask('_state'),
    warm: async () => {
      await fetch(`${baseUrl}/me`, { signal: AbortSignal.timeout(10_000) });
    },
  };
}
