import { waitUntil } from '@open-wc/testing';

import type { IncidentRecord } from '../../src/elements/incident-record/incident-record.js';
import { textOf, within } from './desk-fixture.js';

const patient = { timeout: 8000 };

export const count = (element: IncidentRecord, selector: string): number =>
  element.shadowRoot?.querySelectorAll(selector).length ?? 0;

export const shows = (element: IncidentRecord, selector: string): Promise<void> =>
  waitUntil(() => count(element, selector) > 0, `it shows ${selector}`, patient);

/** The words of one section of a record, in one line. */
export const section = (element: IncidentRecord, name: string): string =>
  (element.shadowRoot?.querySelector(`[data-section="${name}"]`)?.textContent ?? '')
    .replaceAll(/\s+/gu, ' ')
    .trim();

export const until = (element: IncidentRecord, words: string): Promise<void> =>
  waitUntil(() => textOf(element).includes(words), `it says ${words}`, patient);

/** Presses a button as the keyboard does: it has the focus then. */
export const go = (button: HTMLElement): void => {
  button.focus();
  button.click();
};

/** Sends the sheet that is open. */
export const submit = (element: IncidentRecord): void =>
  within<HTMLFormElement>(element, 'form.sheet').requestSubmit();
