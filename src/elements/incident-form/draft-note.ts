import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { DraftController } from '../../ui/draft.js';
import type { LocaleController } from '../../ui/locale.js';
import type { Instant } from '../../core/time.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { FormTerms } from '../../locales/en/incident-form.js';

/** Where the typed text comes from: kept by this device, with a way to start afresh, and others open in another window or left behind. */
export function renderDraftNote(
  draft: DraftController,
  locale: LocaleController<CommonTerms & FormTerms>,
  now: Instant,
  afresh: () => void,
): TemplateResult {
  const { form } = locale.terms;
  const { restoredAt, offered } = draft;
  const timeOf = (at: Instant): string =>
    locale.day(at) === locale.day(now) ? locale.time(at) : locale.dateTime(at);
  return html`${
    restoredAt === undefined
      ? nothing
      : html`<p class="note" role="status">
          <span>${form.kept(timeOf(restoredAt))}</span>
          <button class="button plain" type="button" id="afresh" @click=${afresh}>${form.afresh}</button>
        </p>`
  }
  ${offered.map(
    ({ id, savedAt }) =>
      html`<p class="note">
        <span>${form.elsewhere(timeOf(savedAt))}</span>
        <button class="button plain" type="button" @click=${() => void draft.take(id)}>
          ${form.takeOver}
        </button>
      </p>`,
  )}`;
}
