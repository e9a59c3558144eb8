/**
 * What went wrong, in words a screen can act on. The kinds are the same for every backend; the table in
 * `retryClass` says what the outbox does with each.
 */
export type ErrorKind =
  /** The input is not acceptable; `issues` say where. */
  | 'validation'
  /** Nobody is signed in, or the session has ended. */
  | 'auth-required'
  /** Signed in, but not allowed. */
  | 'forbidden'
  | 'not-found'
  /** Somebody else changed it meanwhile. */
  | 'conflict'
  | 'rate-limited'
  /** The backend answered that it cannot right now. */
  | 'unavailable'
  /** The backend answered that it broke down at this very request: an error of its own, the way there is open. */
  | 'breakdown'
  /** No answer at all: no network, refused, or blocked by the browser. */
  | 'network'
  /** No answer within the time allowed. */
  | 'timeout'
  /** An answer that is not the backend's: a sign-in page, another product, broken JSON. */
  | 'bad-answer'
  /** The backend answered with success and yet did not do it. */
  | 'refused'
  /** The adapter or profile cannot do this at all. */
  | 'unsupported'
  /** A profile, policy, matrix or calendar that cannot be used. */
  | 'configuration'
  /** The browser's storage failed. */
  | 'storage'
  | 'aborted'
  | 'unknown';

/** One thing that is wrong, and where. */
export interface Issue {
  /** Field of the incident (`title`) or path in a configuration (`fields.impact.read`). Empty for the whole. */
  readonly path: string;
  /** Machine-readable reason such as `required` or `too-long`; the locale tables translate known ones. */
  readonly code: string;
  /** Plain words with the remedy, in English or in the backend's language. */
  readonly message: string;
  /** Numbers and names a translated message needs. */
  readonly params?: Readonly<Record<string, string | number>>;
}

export interface IncidentErrorOptions {
  readonly issues?: readonly Issue[];
  /** HTTP status where there was one. */
  readonly status?: number;
  /** Milliseconds the backend asked us to wait. */
  readonly retryAfter?: number;
  /** True when the request may have reached the backend and been carried out. */
  readonly ambiguous?: boolean;
  /** The record as the backend has it now, for a conflict. */
  readonly current?: unknown;
  readonly cause?: unknown;
}

/** The one error class of the suite. Recognise it by `isIncidentError`, which also works across two copies of the bundle. */
export class IncidentError extends Error {
  override readonly name = 'IncidentError';
  readonly kind: ErrorKind;
  readonly issues: readonly Issue[];
  readonly status?: number;
  readonly retryAfter?: number;
  readonly ambiguous: boolean;
  readonly current?: unknown;

  constructor(kind: ErrorKind, message: string, options: IncidentErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.issues = options.issues ?? [];
    if (options.status !== undefined) this.status = options.status;
    if (options.retryAfter !== undefined) this.retryAfter = options.retryAfter;
    this.ambiguous = options.ambiguous ?? false;
    if (options.current !== undefined) this.current = options.current;
  }
}

/** True for an {@link IncidentError}, also one thrown by another copy of this library on the same page. */
export const isIncidentError = (error: unknown): error is IncidentError =>
  error instanceof Error && error.name === 'IncidentError' && 'kind' in error;

/** Code that is loaded when needed could not be: no network, or a new release has replaced the files. */
export const missingPart = (cause?: unknown): IncidentError =>
  new IncidentError('network', 'A part of this page could not be fetched.', { cause });

/** Any thrown value as an {@link IncidentError}; unknown ones keep their cause and get a plain message. */
export function toIncidentError(error: unknown): IncidentError {
  if (isIncidentError(error)) return error;
  // What `import()` rejects with; the engines agree on the class and on this one word.
  if (error instanceof TypeError && /\bmodule\b/i.test(error.message)) return missingPart(error);
  const message = error instanceof Error ? error.message : String(error);
  return new IncidentError('unknown', message, { cause: error });
}

/**
 * What the outbox does after a failed attempt (faults: rule R6): try again by itself, wait for the user to sign in,
 * let the user decide between two versions, or give up and show the content.
 */
export type RetryClass = 'retry' | 'pause' | 'conflict' | 'permanent';

const classes: Readonly<Record<ErrorKind, RetryClass>> = {
  validation: 'permanent',
  'auth-required': 'pause',
  forbidden: 'permanent',
  'not-found': 'permanent',
  conflict: 'conflict',
  'rate-limited': 'retry',
  unavailable: 'retry',
  breakdown: 'retry',
  network: 'retry',
  timeout: 'retry',
  'bad-answer': 'retry',
  refused: 'permanent',
  unsupported: 'permanent',
  configuration: 'permanent',
  storage: 'retry',
  aborted: 'retry',
  unknown: 'permanent',
};

/** Nothing of the backend can be reached, whatever was asked. */
const outOfReach: readonly ErrorKind[] = ['network', 'timeout', 'unavailable'];

export const isOutOfReach = ({ kind }: Pick<IncidentError, 'kind'>): boolean => outOfReach.includes(kind);

export const retryClass = (error: IncidentError): RetryClass => classes[error.kind];
