import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { Incident } from '../../core/incident.js';
import { fieldLabel, fieldText } from '../../ui/field-text.js';
import { matrixInWords } from '../../ui/matrix-words.js';
import { isRank, priorityMark } from '../../ui/priority-mark.js';
import { reasonOf, renderReason } from '../../ui/reported.js';
import type { FactSpeech } from './record-facts.js';

/** The priority with its reason; with its levels alone where nobody has left one. */
export function renderPriority(incident: Incident, speech: FactSpeech): TemplateResult {
  const { terms, matrix, dateTime } = speech;
  const { priority } = incident;
  const spoken = matrixInWords(matrix, terms.level);
  const reason = reasonOf(incident, { matrix, forCaller: false });
  const levels = (['impact', 'urgency'] as const)
    .filter((name) => incident[name] !== undefined)
    .map((name) => `${fieldLabel(name, speech)}: ${fieldText(name, incident[name], speech)}`);
  return html`<div class="reason">
    ${isRank(priority) ? priorityMark(priority, spoken) : terms.noPriority}
    ${
      reason
        ? renderReason(reason, spoken, terms, dateTime)
        : levels.length > 0
          ? html`<span class="muted">${levels.join(' · ')}</span>`
          : nothing
    }
  </div>`;
}
