import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import { sent } from '../../locales/en/sent.js';
import type { SentTerms } from '../../locales/en/sent.js';
import { termsFor } from '../../locales/registry.js';
import type { Fault } from './checks.js';
import type { FieldName } from './form-model.js';

/** The words of what comes after sending, in a language. */
export const sentTerms = (language: string): SentTerms['sent'] => termsFor(sent, language).sent;

/** Everything that has to be mended, each line leading to its field. It takes the focus; its child does the speaking. */
export const renderSummary = (
  faults: readonly Fault[],
  lead: string,
  language: string,
  go: (field: FieldName) => void,
): TemplateResult | typeof nothing => {
  if (faults.length === 0 && lead === '') return nothing;
  const words = sentTerms(language);
  return html`<div id="summary" class="state summary" part="summary" tabindex="-1">
    <div role="alert">
      <h3 class="title">${words.problems}</h3>
      ${lead ? html`<p class="wrap">${lead}</p>` : nothing}
      ${
        faults.length > 0
          ? html`<ul>
              ${faults.map(({ field, text, label, issue }) =>
                field
                  ? html`<li>
                      <a
                        href="#${field}"
                        @click=${(event: Event) => {
                          event.preventDefault();
                          go(field);
                        }}
                        >${issue.code === 'matrix' ? text : words.problemAt(label, text)}</a
                      >
                    </li>`
                  : html`<li class="wrap">${label ? words.problemAt(label, text) : text}</li>`,
              )}
            </ul>`
          : nothing
      }
    </div>
  </div>`;
};
