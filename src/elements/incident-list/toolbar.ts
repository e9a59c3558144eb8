import { html } from 'lit';
import type { TemplateResult } from 'lit';

import type { Traits } from '../../adapters/adapter.js';
import { editableFields } from '../../core/fields.js';
import type { FieldName } from '../../core/fields.js';
import type { EditableField } from '../../core/incident.js';
import type { FilterField } from './filter-field.js';
import type { FilterChoices } from './filter-words.js';
import { renderOrder } from './order-menu.js';
import type { OrderMenu } from './order-menu.js';

const editable: ReadonlySet<string> = new Set(editableFields);

export interface ToolbarView {
  readonly field: FilterField;
  readonly choices: Omit<FilterChoices, 'reads'>;
  readonly menu: Omit<OrderMenu, 'reads'>;
  readonly traits: Traits | undefined;
}

/** What narrows and orders a list: the field of the filter and the menus beside it. */
export function renderToolbar({ field, choices, menu, traits }: ToolbarView): TemplateResult {
  const reads = (name: FieldName): boolean =>
    traits?.fields[name as EditableField]?.read ?? !editable.has(name);
  return html`<div class="toolbar">
    ${field.render({ ...choices, reads })} ${renderOrder({ ...menu, reads })}
  </div>`;
}
