import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { Incident } from '../../core/incident.js';
import { priorityCode } from '../../core/priority/priority.js';
import { matrixInWords, priorityName } from '../../ui/matrix-words.js';
import { priorityMark } from '../../ui/priority-mark.js';
import { reasonFor } from '../incident-priority-matrix/explanation.js';
import type { FactSpeech } from './record-facts.js';

/** The priority with its reason: the cell, what the facts made of it, and who set it by hand and why. */
export function renderPriority(incident: Incident, { terms, matrix, dateTime }: FactSpeech): TemplateResult {
  const { priority, impact, urgency, assessment } = incident;
  const spoken = matrixInWords(matrix, terms.level);
  const mark = priority === undefined ? terms.noPriority : priorityMark(priority, spoken);
  // Somebody may have changed the priority since without leaving a reason.
  if (!assessment || assessment.priority !== priority) {
    const levels = [
      impact && `${terms.matrix.impact}: ${spoken.impact[impact - 1]?.label ?? String(impact)}`,
      urgency && `${terms.matrix.urgency}: ${spoken.urgency[urgency - 1]?.label ?? String(urgency)}`,
    ].filter(Boolean);
    return html`<div class="reason">
      ${mark} ${levels.length > 0 ? html`<span class="muted">${levels.join(' · ')}</span>` : nothing}
    </div>`;
  }
  const { override, modifiers } = assessment;
  const signature = [override?.by, override?.at === undefined ? '' : dateTime(override.at)]
    .filter(Boolean)
    .join(', ');
  return html`<div class="reason">
    ${mark} <span>${reasonFor(assessment, spoken, terms.matrix)}</span>
    <ul class="muted">
      ${modifiers.map(({ id, label, from, to }) => {
        const rule = spoken.modifiers.find((modifier) => modifier.id === id);
        return html`<li>
          ${terms.adjust.step(rule?.label ?? label, priorityCode(from), priorityCode(to))}
        </li>`;
      })}
      ${
        override
          ? html`<li class="wrap">
              <span dir="auto"
                >${terms.adjust.overridden(priorityName(override.priority, spoken), override.reason)}</span
              >
              ${signature === '' ? nothing : html`<span class="meta">(<bdi>${signature}</bdi>)</span>`}
            </li>`
          : nothing
      }
    </ul>
  </div>`;
}
