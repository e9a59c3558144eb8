import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { PriorityExplanation } from '../../core/priority/priority.js';
import type { Instant } from '../../core/time.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { FormTerms } from '../../locales/en/incident-form.js';
import type { DraftController } from '../../ui/draft.js';
import type { FileChoice } from '../../ui/file-choice.js';
import type { LocaleController } from '../../ui/locale.js';
import { renderDraftNote } from './draft-note.js';
import type { FaultSummary } from './fault-summary.js';
import type { FieldsView } from './form-fields.js';
import { renderFields } from './form-fields.js';
import { renderFiles } from './form-files.js';
import type { FormField } from './form-model.js';
import { renderSendBar } from './send-bar.js';

export interface SheetView {
  readonly fields: FieldsView;
  /** All fields on the screen, folded ones too. */
  readonly shown: readonly FormField[];
  readonly files: FileChoice;
  /** The priority that the answers lead to. */
  readonly explanation: PriorityExplanation | undefined;
  readonly summary: FaultSummary;
  readonly draft: DraftController;
  readonly locale: LocaleController<CommonTerms & FormTerms>;
  readonly now: Instant;
  /** The heading of the page; ours where it is empty. */
  readonly heading: string;
  /** What has to be known of the network and of who is signed in. */
  readonly connection: unknown;
  readonly sending: boolean;
  readonly submit: () => void;
  /** Begins with an empty sheet. */
  readonly afresh: () => void;
  /** Puts the keyboard into a field. */
  readonly go: (field: FormField) => void;
}

/** The report while it is written. */
export function renderReportSheet(view: SheetView): TemplateResult {
  const { fields, shown, summary, sending } = view;
  const { agent, terms } = fields;
  const { form: words } = terms;
  const onSubmit = (event: Event): void => {
    event.preventDefault();
    view.submit();
  };
  const onKey = (event: KeyboardEvent): void => {
    // The Enter that ends the composition of an input method writes text.
    if (event.key === 'Enter' && !event.isComposing && (event.ctrlKey || event.metaKey)) onSubmit(event);
  };
  return html`<form
    part="form"
    aria-labelledby="heading"
    novalidate
    ?inert=${sending}
    @submit=${onSubmit}
    @keydown=${onKey}
  >
    <div class="head">
      <h2 class="title" id="heading">
        <slot name="heading">${view.heading || (agent ? words.headingAgent : words.heading)}</slot>
      </h2>
      ${agent ? nothing : html`<p class="muted"><slot name="intro">${words.intro}</slot></p>`}
    </div>
    ${renderDraftNote(view.draft, view.locale, view.now, view.afresh)} ${view.connection}
    ${summary.render(view.go)} ${renderFields(fields, shown, summary.folded, renderFiles(view.files, fields))}
    <slot name="extra"></slot>
    ${renderSendBar(fields, view.explanation, sending)}
  </form>`;
}
