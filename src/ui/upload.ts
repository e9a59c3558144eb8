import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import { shortName } from '../core/file.js';
import type { CommonTerms } from '../locales/en/common.js';
import type { FilesTerms } from '../locales/en/files.js';
import type { LocaleController } from './locale.js';

/** What a file on its way is told with. */
export interface UploadSpeech {
  readonly terms: FilesTerms;
  /** A share in words. */
  readonly percent: (share: number) => string;
}

/** Shares in the element's language. What is nearly all is not all. */
export const percentIn =
  (locale: LocaleController<CommonTerms>): UploadSpeech['percent'] =>
  (share) =>
    locale.number(Math.floor(share * 100) / 100, { style: 'percent' });

/**
 * How much of a file has gone that is being sent, as a bar and in words; a bar that only moves where nobody can tell. It
 * is no live region: that it goes out and that it has arrived is said elsewhere.
 */
export function renderUpload(
  name: string,
  share: number | undefined,
  { terms: { files: words }, percent }: UploadSpeech,
): TemplateResult {
  const told = share === undefined ? '' : share < 1 ? words.sent(percent(share)) : words.allSent;
  return html`<progress
      max="1"
      value=${share ?? nothing}
      aria-label=${words.sending(shortName(name))}
    ></progress
    ><span class="meta number">${told}</span>`;
}
