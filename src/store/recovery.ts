import type { MemoryPersistence } from './memory.js';
import type { Area, Change, Persistence } from './persistence.js';
import type { StoredDraft } from './types.js';

/** Copies what is kept from memory, repeatedly while it is still changing, and never over something newer. */
export async function merge(
  memory: MemoryPersistence,
  target: Persistence,
  areas: readonly Area[],
): Promise<void> {
  const copied = new Set<string>();
  let revision: number;
  do {
    revision = memory.revision;
    for (const area of areas) {
      const changes: Change[] = [];
      const present = new Set<string>();
      for (const [key, value] of memory.entries(area)) {
        present.add(`${area}|${key}`);
        const theirs = area === 'drafts' ? await target.get<StoredDraft>(area, key) : undefined;
        if (!theirs || theirs.savedAt <= (value as StoredDraft).savedAt) changes.push([key, value]);
        copied.add(`${area}|${key}`);
      }
      for (const id of copied)
        if (id.startsWith(`${area}|`) && !present.has(id))
          changes.push([id.slice(area.length + 1), undefined]);
      if (changes.length > 0) await target.write(area, changes);
    }
  } while (memory.revision !== revision);
}
