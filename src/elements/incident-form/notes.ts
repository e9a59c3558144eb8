import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { LocaleController } from '../../controllers/locale.js';
import type { Instant } from '../../core/time.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { FormTerms } from '../../locales/en/form.js';
import type { StoreStatus } from '../../store/types.js';

type Terms = CommonTerms & FormTerms;

export interface NotesView {
  readonly terms: Terms;
  /** When the text that was brought back had been kept. */
  readonly kept: Instant | undefined;
  readonly now: Instant;
  readonly locale: LocaleController<Terms>;
  readonly elsewhere: boolean;
  readonly status: StoreStatus | undefined;
  readonly afresh: () => void;
  readonly resume: () => void;
}

/** The time of day, with the day where that is not today. */
const timeOf = (at: Instant, { locale, now }: NotesView): string =>
  locale.day(at) === locale.day(now) ? locale.time(at) : locale.dateTime(at);

/** Quiet lines about the text and the connection. */
export const renderNotes = (view: NotesView): TemplateResult => {
  const { terms, kept, elsewhere, status, afresh, resume } = view;
  return html`${
    kept === undefined
      ? nothing
      : html`<p class="note" role="status">
          <span>${terms.form.kept(timeOf(kept, view))}</span>
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
        ? html`<p class="note" role="status">${terms.offline(status.storage !== 'memory')}</p>`
        : nothing
  }`;
};
