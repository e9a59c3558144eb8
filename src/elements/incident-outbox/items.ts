import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import type { PriorityMatrix } from '../../core/priority.js';
import type { LocaleController } from '../../controllers/locale.js';
import { common } from '../../locales/en/common.js';
import type { CommonTerms } from '../../locales/en/common.js';
import { outboxItem } from '../../locales/en/outbox-item.js';
import { termsFor } from '../../locales/registry.js';
import type { Wording } from './content.js';
import { renderItem } from './item-view.js';
import type { ItemView } from './item-view.js';

export { withTexts } from './content.js';
export { itemStyles } from './item.styles.js';

const terms = { ...common, ...outboxItem };

const wordingFor = (locale: LocaleController<CommonTerms>, matrix: PriorityMatrix): Wording => ({
  terms: termsFor(terms, locale.language),
  matrix,
  dateTime: (at) => locale.dateTime(at),
  list: (names) => new Intl.ListFormat(locale.language, { type: 'unit', style: 'short' }).format(names),
});

/** All unsent things, in the order they go out. */
export function renderItems(
  { items, ...view }: Pick<ItemView, 'items' | 'actions' | 'numberOf'>,
  open: { readonly key: string; readonly what: 'edit' | 'discard' } | undefined,
  locale: LocaleController<CommonTerms>,
  matrix: PriorityMatrix,
): TemplateResult {
  const wording = wordingFor(locale, matrix);
  return html`<ul class="items">
    ${repeat(
      items,
      ({ mutation }) => mutation.key,
      (item) =>
        renderItem({
          ...view,
          item,
          items,
          wording,
          open: open?.key === item.mutation.key ? open.what : undefined,
        }),
    )}
  </ul>`;
}
