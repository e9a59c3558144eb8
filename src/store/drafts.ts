import type { Instant } from '../core/time.js';
import type { Storage } from './storage.js';
import { storageError } from './storage.js';
import type { Tabs } from './tabs.js';
import type { Drafts, StoredDraft } from './types.js';

/** Text being written, one draft per scope. Saving is left to the caller to space out: a commit can take a while. */
export function createDrafts(storage: Storage, tabs: Tabs, now: () => Instant): Drafts {
  const load = async (scope: string): Promise<StoredDraft | undefined> => {
    const draft = await storage.get<StoredDraft>('drafts', scope);
    return draft && typeof draft.data === 'object' ? Object.freeze(draft) : undefined;
  };
  const write = async (scope: string, draft: StoredDraft | undefined): Promise<void> => {
    try {
      await storage.write('drafts', [[scope, draft]]);
    } catch (error) {
      throw storageError(error);
    }
    tabs.tell('draft', [scope]);
  };
  return Object.freeze({
    load,
    async save(scope: string, data: Readonly<Record<string, unknown>>) {
      await write(scope, { id: scope, scope, data, savedAt: now(), tab: tabs.id });
      return storage.kept;
    },
    remove: (scope: string) => write(scope, undefined),
    subscribe: (scope: string, listener: (draft: StoredDraft | undefined) => void) =>
      tabs.listen(({ kind, ids }) => {
        if (kind === 'draft' && ids.includes(scope)) void load(scope).then(listener, () => undefined);
      }),
  });
}
