import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { Incident } from '../../core/incident.js';
import type { PriorityMatrix } from '../../core/priority.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { RecordTerms } from '../../locales/en/record.js';
import { priorityMark } from '../priority-mark.js';

/** Which incident this is: its title (or another heading), number, status and priority. */
export function renderHeader(
  incident: Incident,
  heading: string | undefined,
  words: CommonTerms & RecordTerms,
  matrix: PriorityMatrix | undefined,
): TemplateResult {
  const { number, status, priority } = incident;
  return html`<header part="header">
    <h2 class="title"><bdi>${heading === undefined || heading === '' ? incident.title : heading}</bdi></h2>
    <p class="facts">
      ${number === '' ? nothing : html`<bdi class="number">${number}</bdi>`}
      <span>${status.label ?? words.status[status.category]}</span>
      ${priority === undefined ? html`<span>${words.noPriority}</span>` : priorityMark(priority, matrix, words.level)}
    </p>
  </header>`;
}
