import { html, nothing } from 'lit';
import type { ReactiveControllerHost, TemplateResult } from 'lit';

import { filesTaken } from '../../adapters/adapter.js';
import type { Description } from '../../adapters/adapter.js';
import type { DraftController } from '../../ui/draft.js';
import { FileChoice } from '../../ui/file-choice.js';
import type { FileChoiceHost } from '../../ui/file-choice.js';
import type { FieldsView } from './form-fields.js';

interface FormFilesHost extends Pick<FileChoiceHost, 'locale' | 'store' | 'disabled'> {
  /** What the backend takes, as far as it has been heard. */
  readonly description: () => Description | undefined;
  /** A report has been sent: the form is the incident now. */
  readonly isSent: () => boolean;
  readonly draft: () => DraftController;
}

/** The choice of the files that go with a report. */
export const formFiles = (
  form: ReactiveControllerHost & HTMLElement,
  { description, isSent, draft, ...host }: FormFilesHost,
): FileChoice =>
  new FileChoice(form, {
    ...host,
    rules: () => {
      const { adapter } = host.store() ?? {};
      return adapter?.create && !isSent() ? filesTaken(adapter, description()) : undefined;
    },
    changed: () => draft().touch(),
    flush: () => draft().flush(),
  });

/** Where a caller or an agent adds screenshots and logs; nothing where the ticket system takes none. */
export function renderFiles(
  choice: FileChoice,
  { terms, agent }: FieldsView,
): TemplateResult | typeof nothing {
  const pick = choice.renderPick();
  if (pick === nothing) return nothing;
  return html`<div class="field wide files" role="group" aria-labelledby="files-label" part="files">
    <span class="label" id="files-label"
      >${terms.files.label}${agent ? nothing : html`<span class="meta">${` ${terms.optional}`}</span>`}</span
    >
    <span class="help" id="files-help">${agent ? nothing : terms.files.help} ${choice.limits}</span>
    ${pick} ${choice.renderChosen()}
  </div>`;
}
