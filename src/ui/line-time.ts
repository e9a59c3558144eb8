import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** What stands at the end of a line: time left, or the age. */
export interface LineTime {
  /** The figure, such as `0:41`. */
  readonly text: string;
  /** What it is of, in small below it, such as "to resolve". */
  readonly note?: string;
  readonly tone: 'age' | 'neutral' | 'amber' | 'red' | 'paused' | 'met';
  /** The same in words for screen readers: "41 minutes left to resolve". */
  readonly word: string;
}

/** The figure with what it is of, and the same in words for screen readers. Styled by `timeLeftStyles`. */
export const renderTime = ({ text, note, tone, word }: LineTime): TemplateResult =>
  html`<span class="line-time number" data-tone=${tone}
    ><span aria-hidden="true">${note === undefined ? text : `${text}\n${note}`}</span
    ><span class="visually-hidden">${word}</span></span
  >`;
