import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { ListTerms } from '../../locales/en/incident-list.js';

export interface NotesView {
  /** Takes back what another element has narrowed the list to; undefined where none has. */
  readonly widen: (() => void) | undefined;
  /** The ticket system has answered with what was not asked for. */
  readonly strayed: boolean;
  /** So many that it has answered with cannot be read. */
  readonly unread: number;
  /** What is wrong with the views the page gives. */
  readonly fault: string | undefined;
  /** Orders and groups nobody knows. */
  readonly unknown: readonly string[];
  readonly terms: ListTerms;
}

/** A quiet line with one thing to press. */
const renderNote = (text: string, label: string, press: () => void): TemplateResult =>
  html`<p class="note">
    <span>${text}</span>
    <button class="button small plain" type="button" @click=${press}>${label}</button>
  </p>`;

/** Why a list does not show what the page asks for. */
export function renderNotes({ widen, strayed, unread, fault, unknown, terms }: NotesView): TemplateResult {
  const { list: words } = terms;
  const alert = (text: string): TemplateResult => html`<p class="note" role="alert">${text}</p>`;
  return html`${widen ? renderNote(words.narrowed, words.widen, widen) : nothing}
  ${strayed ? html`<p class="note" role="status">${words.strayed}</p>` : nothing}
  ${unread > 0 ? html`<p class="note" role="status">${words.unread(unread)}</p>` : nothing}
  ${fault === undefined ? nothing : alert(words.badViews(fault))}
  ${unknown.map((one) => alert(words.badOrder(one)))}`;
}
