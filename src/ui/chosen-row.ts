import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import { icon } from './icons.js';
import type { IconName } from './icons.js';

/** One of several things that are chosen. */
export interface ChosenRow {
  readonly icon: IconName;
  readonly name: string;
  /** A size, a second line. */
  readonly meta: string;
  /** What the button says that takes it out again. */
  readonly remove: string;
  readonly disabled: boolean;
  readonly removed: () => void;
  readonly buttonId?: string;
  /** What else there is to say of it. */
  readonly note?: TemplateResult | typeof nothing;
}

/** What is in the row of something that is chosen: its name, and the way to take it out again. */
export const renderChosenRow = (row: ChosenRow): TemplateResult =>
  html`${icon(row.icon)}
    <div class="file-facts">
      <span class="file-name"><bdi>${row.name}</bdi></span>
      ${row.meta === '' ? nothing : html`<span class="meta number" dir="auto">${row.meta}</span>`}
      ${row.note ?? nothing}
    </div>
    <button
      class="button small bare"
      type="button"
      id=${row.buttonId ?? nothing}
      title=${row.remove}
      ?disabled=${row.disabled}
      @click=${row.removed}
    >
      ${icon('close')}
    </button>`;
