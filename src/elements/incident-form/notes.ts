import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { CommonTerms } from '../../locales/en/common.js';
import type { FormTerms } from '../../locales/en/form.js';
import type { StoreStatus } from '../../store/types.js';

type Terms = CommonTerms & FormTerms;

export interface NotesView {
  readonly terms: Terms;
  /** When the text that was brought back had been kept, as a time of day. */
  readonly kept: string | undefined;
  readonly elsewhere: boolean;
  readonly status: StoreStatus | undefined;
  readonly afresh: () => void;
  readonly resume: () => void;
}

/** Quiet lines about the text and the connection. */
export const renderNotes = ({ terms, kept, elsewhere, status, afresh, resume }: NotesView): TemplateResult =>
  html`${
    kept === undefined
      ? nothing
      : html`<p class="note" role="status">
          <span>${terms.form.kept(kept)}</span>
          <button class="button plain" type="button" id="afresh" @click=${afresh}>
            ${terms.form.afresh}
          </button>
        </p>`
  }
  ${elsewhere ? html`<p class="note">${terms.form.elsewhere}</p>` : nothing}
  ${status?.storage === 'memory' ? html`<p class="note">${terms.memoryOnly}</p>` : nothing}
  ${
    status?.signedOut
      ? html`<p class="note">
          <span>${terms.signedOut}</span>
          <button class="button plain" type="button" @click=${resume}>${terms.form.signIn}</button>
        </p>`
      : status?.connection === 'offline'
        ? html`<p class="note" role="status">${terms.offline}</p>`
        : nothing
  }`;
