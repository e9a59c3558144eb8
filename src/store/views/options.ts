import type { FieldOptions } from '../../adapters/adapter.js';
import type { OptionsState, Refreshable } from '../types.js';
import type { ViewParts } from '../view.js';

const key = 'options';

const isChoice = (options: FieldOptions): boolean =>
  Object.values(options).some((list) => Array.isArray(list) && list.length > 0);

/** The choices the backend offers, asked for once per page and remembered for the next. */
export const fieldOptions = ({ views, adapter, storage }: ViewParts): Refreshable<OptionsState> =>
  views.define<OptionsState>(key, () => {
    let options: FieldOptions | undefined;
    return {
      polled: false,
      async read(signal) {
        options = await adapter.options({ signal });
        void storage.write('pages', [[key, options]]);
      },
      async cached() {
        const found = await storage.get<FieldOptions>('pages', key);
        if (options || !found) return undefined;
        options = found;
        return {};
      },
      select: () => ({
        content: !options ? 'none' : isChoice(options) ? 'some' : 'empty',
        options: options ?? {},
      }),
    };
  });
