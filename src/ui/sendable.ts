import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import type { CleanText } from '../core/text.js';
import { cleanText } from '../core/text.js';
import { said } from './said.js';

type TextField = HTMLInputElement | HTMLTextAreaElement;

const isTextField = (target: EventTarget | undefined): target is TextField =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === 'text');

/** What is written in a field without the signs no backend can keep; the caret stays where it was. */
export function readText(event: Event, field = event.target as TextField): CleanText {
  // An input method may still be putting a sign together.
  if (event instanceof InputEvent && event.isComposing) return { text: field.value, removed: 0 };
  const clean = cleanText(field.value);
  if (clean.removed > 0) {
    const place = cleanText(field.value.slice(0, field.selectionEnd ?? undefined)).text.length;
    field.value = clean.text;
    field.setSelectionRange(place, place);
  }
  return clean;
}

/** Takes out of the fields of a form what no backend can keep, before they are read, and says so until more is typed. */
export class Sendable {
  readonly #host: LitElement;
  #removed = 0;
  #times = 0;

  constructor(host: LitElement) {
    this.#host = host;
  }

  /** For the `input` events of the form. */
  readonly listener = {
    capture: true,
    handleEvent: (event: Event): void => {
      const [field] = event.composedPath();
      // A control of ours tells of its own changes as well.
      if (!isTextField(field)) return;
      const { removed } = readText(event, field);
      if (removed > 0) this.#times++;
      else if (this.#removed === 0) return;
      this.#removed = removed;
      this.#host.requestUpdate();
    },
  };

  /** Another form is there now. */
  forget(): void {
    this.#removed = 0;
  }

  render(words: (removed: number) => string): TemplateResult | typeof nothing {
    if (this.#removed === 0) return nothing;
    return html`<p class="note removed" role="alert">${said(words(this.#removed), this.#times)}</p>`;
  }
}
