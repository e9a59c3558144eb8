import type { Description } from '../../adapters/adapter.js';
import type { DescriptionState, Refreshable } from '../types.js';
import type { ViewParts } from '../view.js';

const key = 'description';

const nothingAsked: Description = Object.freeze({ create: [], edit: [] });

/** The fields of creating and editing as the backend is set up, asked for once per page and remembered for the next. */
export const fieldDescription = ({ views, adapter, storage }: ViewParts): Refreshable<DescriptionState> =>
  views.define<DescriptionState>(key, () => {
    let description: Description | undefined;
    return {
      polled: false,
      needed: () => adapter.describe !== undefined,
      async read(signal) {
        description = (await adapter.describe?.({ signal })) ?? nothingAsked;
        void storage.write('pages', [[key, description]]);
      },
      async cached() {
        const found = await storage.get<Description>('pages', key);
        if (description || !found) return undefined;
        description = found;
        return {};
      },
      select: () => ({
        content: !description ? 'none' : description.create.length > 0 ? 'some' : 'empty',
        description: description ?? nothingAsked,
      }),
    };
  });
