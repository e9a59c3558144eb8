import type { Adapter } from '../../adapters/adapter.js';
import type { CountedField, Counts } from '../../core/changes.js';
import { countOf, isCounted } from '../../core/changes.js';
import type { ErrorKind, IncidentError } from '../../core/errors.js';
import { toIncidentError } from '../../core/errors.js';
import type { KpiRow } from '../../core/kpi/kpi.js';
import type { Instant } from '../../core/time.js';

const pageSize = 500;
/** A backend that ignores what is asked tells of everything, and little of it is meant. */
const mostPages = 200;
/** Asked once more, the answer would be the same. */
const refusals: readonly ErrorKind[] = ['forbidden', 'not-found', 'unsupported', 'validation'];

/** The counts that a figure needs. */
export interface Counting {
  /** Somebody looks: from now on they are read. The function returned ends that. */
  start(): () => void;
  /** They have not been read yet. */
  readonly pending: boolean;
  /** Why they could not be read. */
  readonly failure: IncidentError | undefined;
  /** More may have happened than was counted. */
  readonly approximate: boolean;
}

/** One reading of what has changed. */
export interface Round {
  /**
   * Waits for all that is wanted, and takes it over for the incidents that are held; `counted` hears of those whose counts
   * are others now. The next reading begins at `next`.
   */
  end(next: Instant, counted: (row: KpiRow) => void): Promise<void>;
}

/** What has happened to the incidents of a stretch of time, where their records do not count it. */
export interface Past {
  countsOf(id: string): Counts;
  counting(fields: readonly CountedField[]): Counting;
  /** Begins to read what the figures that are shown need. */
  begin(signal: AbortSignal): Round;
}

/** How often it happened to each incident, and whether that is all. */
interface Tally {
  readonly counts: ReadonlyMap<string, number>;
  readonly isCut: boolean;
}

async function tally(
  changes: NonNullable<Adapter['changes']>,
  field: CountedField,
  since: Instant,
  cap: number,
  signal: AbortSignal,
): Promise<Tally> {
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  let isCut = false;
  let cursor: string | undefined;
  for (let pages = 0; pages < mostPages && !signal.aborted; pages++) {
    const page = await changes(
      { field, ...(since === -Infinity ? {} : { updatedFrom: since }) },
      { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) },
      { signal },
    );
    isCut ||= (page.unread ?? 0) > 0;
    const before = seen.size;
    for (const change of page.items) {
      if (change.field !== field || seen.has(change.id)) continue;
      seen.add(change.id);
      const { incidentId } = change;
      if (isCounted(field, change)) counts.set(incidentId, (counts.get(incidentId) ?? 0) + 1);
    }
    cursor = page.next;
    if (cursor === undefined) return { counts, isCut };
    // A way on that leads to what has been read already leads on for ever.
    if (seen.size >= cap || (page.items.length > 0 && seen.size === before)) break;
  }
  return { counts, isCut: true };
}

/**
 * @param cap So many changes of a field are read at most.
 * @param rows The incidents that are held.
 * @param wanting Hears when something is wanted that has never been read.
 * @param from The first instant that is looked at.
 */
export function createPast(
  adapter: Adapter,
  cap: number,
  rows: ReadonlyMap<string, KpiRow>,
  wanting: () => void,
  from: Instant = -Infinity,
): Past {
  /** How many figures on the screen need it. */
  const looking = new Map<CountedField, number>();
  /** Where the next reading begins; what is not there has never been read. */
  const nextFrom = new Map<CountedField, Instant>();
  const failures = new Map<CountedField, IncidentError>();
  const refused = new Set<CountedField>();
  const cut = new Set<CountedField>();
  const counts = new Map<string, Counts>();

  const told = (fields: readonly CountedField[]): readonly CountedField[] =>
    fields.filter(
      (field) => adapter.changes && adapter.traits.changes?.includes(field) && !refused.has(field),
    );
  const due = (): readonly CountedField[] => told([...looking.keys()]);

  return {
    countsOf: (id) => counts.get(id) ?? {},

    counting: (fields) => ({
      start() {
        for (const field of fields) looking.set(field, (looking.get(field) ?? 0) + 1);
        if (told(fields).some((field) => !nextFrom.has(field))) wanting();
        return () => {
          for (const field of fields) {
            const others = (looking.get(field) ?? 1) - 1;
            if (others > 0) looking.set(field, others);
            else looking.delete(field);
          }
        };
      },
      get pending() {
        return told(fields).some((field) => !nextFrom.has(field) && !failures.has(field));
      },
      get failure() {
        const missing = told(fields).find((field) => !nextFrom.has(field) && failures.has(field));
        return missing && failures.get(missing);
      },
      get approximate() {
        return told(fields).some((field) => cut.has(field) || failures.has(field));
      },
    }),

    begin(signal) {
      const tallies = new Map<CountedField, Tally & { readonly since: Instant }>();
      /** Never rejects: what cannot be counted costs nobody another figure. */
      const read = async (field: CountedField): Promise<void> => {
        const since = nextFrom.get(field) ?? from;
        try {
          const changes = adapter.changes?.bind(adapter);
          if (changes) tallies.set(field, { ...(await tally(changes, field, since, cap, signal)), since });
        } catch (caught) {
          if (signal.aborted) return;
          const error = toIncidentError(caught);
          if (refusals.includes(error.kind) && !nextFrom.has(field)) refused.add(field);
          else failures.set(field, error);
        }
      };
      const asked = new Map<CountedField, Promise<void>>();
      const ask = (): Promise<unknown> => {
        for (const field of due()) if (!asked.has(field)) asked.set(field, read(field));
        return Promise.all(asked.values());
      };
      const first = ask();

      const takeOver = (field: CountedField, id: string, count: number): boolean => {
        const before = counts.get(id);
        if (before?.[countOf[field]] === count) return false;
        counts.set(id, { ...before, [countOf[field]]: count });
        return true;
      };

      return {
        async end(next, counted) {
          await first;
          // Another figure may have come meanwhile.
          while (due().some((field) => !asked.has(field))) await ask();
          if (signal.aborted) return;
          for (const [field, { counts: found, isCut, since }] of tallies) {
            if (isCut) cut.add(field);
            failures.delete(field);
            nextFrom.set(field, next);
            for (const [id, row] of rows) {
              const isTold = (row.updatedAt ?? -Infinity) >= since || found.has(id);
              if (isTold && takeOver(field, id, found.get(id) ?? 0)) counted(row);
            }
          }
        },
      };
    },
  };
}
