import type { FieldOptions } from '../adapters/adapter.js';
import type { OptionsState, Refreshable } from './types.js';
import type { ViewKit } from './views.js';

const cacheKey = 'options';

/** The choices the backend offers, asked for once per page and remembered for the next. */
export function fieldOptions({
  adapter,
  storage,
  readers,
  tools,
  liveWith,
}: ViewKit): Refreshable<OptionsState> {
  const { createLive } = tools;
  let options: FieldOptions | undefined;
  let cached = false;
  const live = createLive<OptionsState>(
    { state: 'loading', refreshing: false, cached: false, options: {} },
    { start, stop: () => reader.stop() },
  );

  const reader = readers.create({
    async read(abort) {
      options = await adapter.options({ signal: abort });
      cached = false;
      void storage.write('pages', [[cacheKey, options]]);
    },
    changed: compute,
    concerns: () => false,
    polled: false,
  });

  function compute(): void {
    const content = !options
      ? 'none'
      : Object.values(options).some((list) => Array.isArray(list) && list.length > 0)
        ? 'some'
        : 'empty';
    live.set({ ...reader.loaded(content, cached), options: options ?? {} });
  }

  async function fromCache(): Promise<void> {
    const found = await storage.get<FieldOptions>('pages', cacheKey);
    if (options || !found) return;
    options = found;
    cached = true;
    compute();
  }

  function start(): void {
    if (!options) void fromCache();
    reader.start();
  }

  return liveWith(live, {
    refresh: () => reader.refresh(),
  });
}
