import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { Issue } from '../../core/errors.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { FormTerms } from '../../locales/en/form.js';
import type { StoreStatus } from '../../store/types.js';
import { icon } from '../icons.js';
import type { IconName } from '../icons.js';
import type { FieldName } from './form-model.js';
import type { Standing } from './submission.js';

type Terms = CommonTerms & FormTerms;

/** One line of the summary; with the field it leads to, where there is one. */
export interface Fault {
  readonly issue: Issue;
  readonly text: string;
  readonly field: FieldName | undefined;
  readonly label: string;
}

/** Everything that has to be mended, each line leading to its field. It takes the focus; its child does the speaking. */
export const renderSummary = (
  faults: readonly Fault[],
  lead: string,
  terms: Terms,
  go: (field: FieldName) => void,
): TemplateResult | typeof nothing =>
  faults.length === 0 && lead === ''
    ? nothing
    : html`<div id="summary" class="state summary" part="summary" tabindex="-1">
        <div role="alert">
          <h3 class="title">${terms.form.problems}</h3>
          ${lead ? html`<p class="wrap">${lead}</p>` : nothing}
          ${
            faults.length > 0
              ? html`<ul>
                  ${faults.map(({ field, text, label }) =>
                    field
                      ? html`<li>
                          <a
                            href="#${field}"
                            @click=${(event: Event) => {
                              event.preventDefault();
                              go(field);
                            }}
                            >${terms.form.problemAt(label, text)}</a
                          >
                        </li>`
                      : html`<li class="wrap">${label ? terms.form.problemAt(label, text) : text}</li>`,
                  )}
                </ul>`
              : nothing
          }
        </div>
      </div>`;

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

export interface PanelView {
  readonly terms: Terms;
  readonly standing: Standing;
  readonly number: string;
  /** In words, such as `4 hours`. */
  readonly within: string | undefined;
  readonly memory: boolean;
  readonly another: () => void;
  readonly resume: () => void;
}

const faces: Readonly<Record<Standing, IconName>> = {
  sending: 'send',
  waiting: 'clock',
  'signed-out': 'lock',
  unknown: 'warning',
  failed: 'warning',
  confirmed: 'check',
  gone: 'info',
};

/** What became of the report. It follows along while the report is on its way. */
export function renderPanel({
  terms,
  standing,
  number,
  within,
  memory,
  another,
  resume,
}: PanelView): TemplateResult {
  const words = terms.form;
  const title =
    standing === 'confirmed'
      ? words.logged
      : standing === 'unknown'
        ? words.unknownTitle
        : standing === 'sending'
          ? words.sending
          : words.waitTitle;
  const body = (): TemplateResult => {
    if (standing === 'confirmed')
      return html`${
          number
            ? html`<p class="muted">${words.loggedAs}</p>
                <p class="big number" part="number"><bdi>${number}</bdi></p>`
            : html`<p>${words.noNumber}</p>`
        }
        <p>
          ${within === undefined ? words.nextStep : words.answerWithin(within)}${number ? html` ${words.quote}` : nothing}
        </p>`;
    if (standing === 'unknown') return html`<p class="words">${words.unknownText}</p>`;
    const wait = memory ? words.waitMemory : words.waitText;
    if (standing === 'sending') return html`<p class="muted words">${wait}</p>`;
    return html`<p class="words">${standing === 'signed-out' ? words.waitSignedOut : wait}</p>
      ${standing === 'signed-out' ? html`<button class="button" type="button" @click=${resume}>${words.signIn}</button>` : nothing}`;
  };
  return html`<section class="panel" part="panel" data-standing=${standing} aria-labelledby="panel-title">
    <h2 id="panel-title" class="title" tabindex="-1">
      <span class="face">${icon(faces[standing])}</span> ${title}
    </h2>
    ${body()} ${standing === 'confirmed' ? html`<slot name="success"></slot>` : nothing}
    ${standing === 'sending' ? nothing : html`<p class="row"><button class="button" type="button" id="another" @click=${another}>${words.another}</button></p>`}
    <p class="visually-hidden" role="status">
      ${title}${standing === 'confirmed' && number ? html` ${words.loggedAs} ${number}` : nothing}
    </p>
  </section>`;
}
