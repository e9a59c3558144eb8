import type { Entry } from '../../core/entry.js';
import type { Incident } from '../../core/incident.js';
import { changeChannel } from './channel.js';
import type { LocalChoices } from './choices.js';
import type { WriteTx } from './database.js';
import { localDatabase } from './database.js';
import { countAll } from './list.js';
import { rowOf, storeNames } from './schema.js';

/** A file of text that an entry of the seed names. */
export interface SeedFile {
  /** As in the entry's `attachments`. */
  readonly id: string;
  readonly incidentId: string;
  /** Media type. */
  readonly type: string;
  readonly text: string;
}

/** Data to begin with. Records are kept as they are; a version is added where it is missing. */
export interface LocalSeed {
  readonly incidents?: readonly Incident[];
  readonly entries?: readonly Entry[];
  readonly files?: readonly SeedFile[];
  /** What the form offers and look-ups find. */
  readonly choices?: LocalChoices;
}

export interface SeedOptions {
  /** Empty the data first. Otherwise records with the same id are replaced and the others stay. */
  readonly replace?: boolean;
}

/** Rows per transaction: large enough to be fast, small enough that other tabs get their turn. */
const chunk = 500;

const numberOf = (incident: Incident): number => Number(/^INC(\d{1,9})$/.exec(incident.number)?.[1] ?? 0);

/** Puts a seed into one transaction and lifts the counter above its numbers. */
export async function putSeed(tx: WriteTx, seed: LocalSeed): Promise<void> {
  const [incidents, entries, meta] = [
    tx.objectStore('incidents'),
    tx.objectStore('entries'),
    tx.objectStore('meta'),
  ];
  const puts: Promise<unknown>[] = [meta.put(true, 'seeded')];
  let highest = Number((await meta.get('number')) ?? 1000);
  for (const incident of seed.incidents ?? []) {
    highest = Math.max(highest, numberOf(incident));
    puts.push(incidents.put(rowOf({ ...incident, version: incident.version ?? '1' })));
  }
  for (const entry of seed.entries ?? []) puts.push(entries.put(entry));
  for (const { text, ...file } of seed.files ?? [])
    puts.push(tx.objectStore('files').put({ ...file, bytes: new TextEncoder().encode(text).buffer }));
  puts.push(meta.put(highest, 'number'));
  if (seed.choices) puts.push(meta.put(seed.choices, 'choices'));
  await Promise.all(puts);
}

const slices = <T>(rows: readonly T[]): (readonly T[])[] =>
  Array.from({ length: Math.ceil(rows.length / chunk) }, (_, i) => rows.slice(i * chunk, (i + 1) * chunk));

async function withData(
  name: string,
  work: (database: ReturnType<typeof localDatabase>) => Promise<void>,
): Promise<void> {
  const database = localDatabase(name);
  const channel = changeChannel(name);
  try {
    await work(database);
    channel.announce({});
  } finally {
    channel.close();
    database.close();
  }
}

const empty = async (tx: WriteTx): Promise<void> => {
  await Promise.all(storeNames.map((store) => tx.objectStore(store).clear()));
};

/**
 * Fills the data of local adapters of this name, in several transactions. Open desks notice it.
 *
 * @throws {@link IncidentError} of kind `storage` when the browser refuses; what was written until then stays.
 */
export const seedLocal = (
  name: string,
  seed: LocalSeed,
  { replace = false }: SeedOptions = {},
): Promise<void> =>
  withData(name, async (database) => {
    await database.write(async (tx) => {
      if (replace) await empty(tx);
      // Until all is in, nobody knows how many there are.
      await tx.objectStore('meta').delete('counts');
      const { choices, files } = seed;
      await putSeed(tx, { ...(choices ? { choices } : {}), ...(files ? { files } : {}) });
    });
    for (const incidents of slices(seed.incidents ?? []))
      await database.write((tx) => putSeed(tx, { incidents }));
    for (const entries of slices(seed.entries ?? [])) await database.write((tx) => putSeed(tx, { entries }));
    await database.write(countAll);
  });

/** Empties the data of local adapters of this name. It counts as seeded afterwards: what was removed does not come back by itself. */
export const clearLocal = (name: string): Promise<void> =>
  withData(name, (database) =>
    database.write(async (tx) => {
      await empty(tx);
      await putSeed(tx, {});
      await countAll(tx);
    }),
  );
