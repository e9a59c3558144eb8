import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { LocaleController } from '../../ui/locale.js';
import type { Issue } from '../../core/errors.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { FormTerms } from '../../locales/en/incident-form.js';
import { labelOf } from './form-fields.js';
import type { FormField } from './form-model.js';
import { keyOf } from './form-model.js';
import { said } from '../../ui/said.js';

/** One line of the summary; with the field it leads to, where there is one. */
export interface Fault {
  readonly issue: Issue;
  readonly text: string;
  readonly field: FormField | undefined;
  readonly label: string;
}

/**
 * The field in which a fault of this path can be mended; undefined for one that is not on the screen. A backend names a
 * field of its own with or without the place our record keeps it in.
 */
function fieldOf(path: string, shown: readonly FormField[]): FormField | undefined {
  const keys = [path, `custom.${path}`, keyOf(path.split('.')[0] ?? '')];
  return keys.map((key) => shown.find((field) => field.key === key)).find(Boolean);
}

/** Faults in the order of the fields they belong to; those without a field come last, and none comes twice. */
export function faultsOf(
  issues: readonly Issue[],
  shown: readonly FormField[],
  locale: LocaleController<CommonTerms & FormTerms>,
  agent: boolean,
): readonly Fault[] {
  const { terms } = locale;
  const label = (field: FormField | undefined, path: string): string =>
    field ? labelOf({ terms, agent }, field) : (terms.incidentField[path] ?? path);
  const faults = new Map<string, Fault>();
  for (const issue of issues) {
    const field = fieldOf(issue.path, shown);
    const fault = { issue, field, text: locale.issue(issue), label: label(field, issue.path) };
    const same = `${fault.label}|${fault.text}`;
    if (!faults.has(same)) faults.set(same, fault);
  }
  const place = ({ field }: Fault): number => (field ? shown.indexOf(field) : shown.length);
  return [...faults.values()].sort((a, b) => place(a) - place(b));
}

/** The first fault of each field, to be shown beside it. */
export const problemsOf = (faults: readonly Fault[]): ReadonlyMap<string, string> =>
  new Map([...faults].reverse().flatMap(({ field, text }) => (field ? [[field.key, text] as const] : [])));

/** Everything that has to be mended, each line leading to its field. It takes the focus; its child does the speaking. */
export const renderSummary = (
  faults: readonly Fault[],
  lead: string,
  words: FormTerms['sent'],
  go: (field: FormField) => void,
): TemplateResult | typeof nothing => {
  if (faults.length === 0 && lead === '') return nothing;
  return html`<div id="summary" class="state summary" part="summary" tabindex="-1">
    <div role="alert">
      <h3 class="title">${said(words.problems, faults)}</h3>
      ${lead ? html`<p class="wrap">${lead}</p>` : nothing}
      ${
        faults.length > 0
          ? html`<ul>
              ${faults.map(({ field, text, label, issue }) =>
                field
                  ? html`<li>
                      <a
                        href="#${field.id}"
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
