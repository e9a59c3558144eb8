import type { Adapter, OperationName, Traits } from '../adapters/adapter.js';
import { operations } from '../adapters/adapter.js';
import type { IncidentError } from '../core/errors.js';
import { isIncidentError } from '../core/errors.js';
import type { Incident } from '../core/incident.js';
import type { IncidentQuery } from '../core/query.js';

/** Fails the case when the value is not truthy: `node:assert`, `chai.assert` or anything of that shape. */
export type Assert = (value: unknown, message: string) => void;

/** One sentence every adapter has to make true. */
export interface ContractCase {
  readonly title: string;
  /** Rejects when the adapter breaks it. */
  run(assert: Assert): Promise<void>;
}

/** What the suite has to know about the adapter it examines. */
export interface ContractSubject {
  /** Begins each title. */
  readonly name: string;
  /**
   * One of its kind, to see what it offers: cases for what it cannot do are left out. Nothing is called on it, and the
   * suite checks that those it makes offer the same.
   */
  readonly sample: Adapter;
  /** An adapter on data of its own, without incidents, for each case. */
  make(): Promise<Adapter> | Adapter;
  /** A second adapter on the same data, as another tab has it. Without it the cases about other tabs are left out. */
  makeOther?(adapter: Adapter): Promise<Adapter> | Adapter;
  /** How long a change may take until another tab hears of it, in milliseconds. Default 3,000. */
  readonly patience?: number;
}

/** An adapter of which somebody knows that an operation exists before calling it. */
export type WholeAdapter = Adapter & Required<Pick<Adapter, OperationName>>;

/** The operations an adapter has. */
export const offered = (adapter: Adapter): readonly OperationName[] =>
  (Object.keys(operations) as OperationName[]).filter((name) => adapter[name] !== undefined);

/** Whether an adapter has all of some operations. */
export const offers =
  (...names: readonly OperationName[]) =>
  ({ sample }: ContractSubject): boolean =>
    names.every((name) => sample[name] !== undefined);

/** Whether something is so of the traits. */
export const whose =
  (test: (traits: Traits) => boolean) =>
  ({ sample }: ContractSubject): boolean =>
    test(sample.traits);

/** A condition of which all parts are met. */
export const all =
  (...conditions: readonly ((subject: ContractSubject) => boolean)[]) =>
  (subject: ContractSubject): boolean =>
    conditions.every((condition) => condition(subject));

/** What a case works with. */
export interface Bench {
  readonly adapter: WholeAdapter;
  readonly assert: Assert;
  readonly subject: ContractSubject;
  /** A second adapter on the same data; disposed of with the first. */
  other(): Promise<WholeAdapter>;
  /** A key that has not been used before. */
  key(): string;
}

/** A case before it is bound to an adapter. */
export interface Clause {
  readonly says: string;
  /** When the clause applies; always where left out. */
  readonly when?: (subject: ContractSubject) => boolean;
  readonly check: (bench: Bench) => Promise<void>;
}

/** Equal in content, whatever the order of the properties; what is undefined counts as left out. */
export const alike = (a: unknown, b: unknown): boolean => stable(a) === stable(b);

function stable(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** The error a promise is rejected with; fails when it is fulfilled or the error is none of ours. */
export async function refusal(
  assert: Assert,
  what: string,
  promise: Promise<unknown>,
): Promise<IncidentError> {
  let error: unknown;
  try {
    await promise;
  } catch (reason) {
    error = reason;
  }
  if (error === undefined) assert(false, `${what} should have been refused`);
  if (!isIncidentError(error)) {
    assert(false, `${what} was refused with something else than an IncidentError: ${String(error)}`);
    throw error;
  }
  return error;
}

/** Every incident the adapter has for a query, page after page. */
export async function everyIncident(
  adapter: Adapter,
  query: IncidentQuery = {},
  limit = 100,
): Promise<Incident[]> {
  const all: Incident[] = [];
  let cursor: string | undefined;
  // An adapter that goes round in circles must not hang the suite.
  for (let pages = 0; pages < 200; pages++) {
    const page = await adapter.list(query, { limit, ...(cursor === undefined ? {} : { cursor }) });
    all.push(...page.items);
    cursor = page.next;
    if (cursor === undefined) return all;
  }
  throw new Error('The list did not end after 200 pages.');
}

let serial = 0;

/** The clause as a case of one adapter: makes it, checks it, and frees it whatever happened. */
export const bind = (subject: ContractSubject, clause: Clause): ContractCase => ({
  title: `${subject.name}: ${clause.says}`,
  run: async (assert) => {
    const made: Adapter[] = [await subject.make()];
    const [adapter] = made;
    if (!adapter) return;
    const other = async (): Promise<WholeAdapter> => {
      if (!subject.makeOther) throw new Error('This clause needs makeOther.');
      const second = await subject.makeOther(adapter);
      made.push(second);
      return second as WholeAdapter;
    };
    try {
      await clause.check({
        // A clause applies only where what it calls exists.
        adapter: adapter as WholeAdapter,
        assert,
        subject,
        other,
        key: () => `contract-${Date.now().toString(36)}-${String(++serial)}`,
      });
    } finally {
      for (const one of made) one.dispose?.();
    }
  },
});
