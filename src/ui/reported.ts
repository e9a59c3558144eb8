import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { FieldName, FieldRow } from '../core/fields.js';
import { fieldRow, fields } from '../core/fields.js';
import type { Incident } from '../core/incident.js';
import type { PriorityExplanation, PriorityMatrix } from '../core/priority/priority.js';
import type { Instant } from '../core/time.js';
import type { MatrixTerms } from '../locales/en/incident-priority-matrix.js';
import type { FieldSpeech } from './field-text.js';
import { customText, fieldLabel, fieldText } from './field-text.js';
import { matrixInWords } from './matrix-words.js';
import { isRank, priorityMark } from './priority-mark.js';
import { overrideText, reasonFor, ruleText } from './priority-reason.js';

/** What a report is told with. */
export interface ReportedSpeech extends FieldSpeech {
  readonly terms: FieldSpeech['terms'] & MatrixTerms;
  /** A caller reads what callers are asked, and no reasons of the desk. */
  readonly forCaller: boolean;
}

/** One line of the facts: what it is called, and its parts from the general to the particular or side by side. */
export interface ReportedFact {
  readonly name: string;
  readonly label: string;
  readonly parts: readonly string[];
  /** What stands between the parts. */
  readonly between: ' › ' | ' · ';
}

/** Fields that the line of an incident shows, or that say who works on it. */
const elsewhere: ReadonlySet<string> = new Set(['title', 'description', 'group', 'assignee', 'priority']);
/** Fields that are told in the line of another one, where that one has a value. */
const beside: Readonly<
  Record<string, { readonly fields: readonly string[]; readonly between: ' › ' | ' · ' }>
> = {
  service: { fields: ['ci'], between: ' › ' },
  category: { fields: ['subcategory'], between: ' › ' },
  caller: { fields: ['contact', 'location'], between: ' · ' },
};
/** When it was logged is part of the report, although nobody sets it. */
const shown: readonly FieldRow[] = fields.filter(
  (row: FieldRow) => (row.editable === true && !elsewhere.has(row.name)) || row.name === 'loggedAt',
);
const forCallers = (row: FieldRow): boolean =>
  row.portal !== undefined || row.kind === 'level' || ['caller', 'loggedAt'].includes(row.name);

/** A value in words; empty for none, and for a flag, which is told by its name alone. */
const textOf = (row: FieldRow, value: Incident[FieldName] | undefined, speech: ReportedSpeech): string =>
  row.kind === 'flag' ? '' : fieldText(row.name as FieldName, value, speech);

/** How to reach a caller, as far as nobody wrote it down for this incident. */
const reachOf = ({ caller, contact, location }: Incident): readonly string[] =>
  [...(contact ? [] : [caller?.phone, caller?.email]), location ? undefined : caller?.location].filter(
    (part) => part !== undefined && part !== '',
  ) as string[];

/** Why it has its priority; somebody may have changed that since without leaving a reason. */
export const reasonOf = (
  { priority, assessment }: Incident,
  { matrix, forCaller }: Pick<ReportedSpeech, 'matrix' | 'forCaller'>,
): PriorityExplanation | undefined =>
  !forCaller && matrix && assessment?.priority === priority ? assessment : undefined;

/** The facts of a report in the order of the table of fields; those without a value are left out. */
export function reportedFacts(incident: Incident, speech: ReportedSpeech): readonly ReportedFact[] {
  const { forCaller } = speech;
  const text = (row: FieldRow): string => textOf(row, incident[row.name as FieldName], speech).trim();
  const rows = forCaller ? shown.filter(forCallers) : shown;
  const told = new Set<string>();
  // A reason tells both levels in its sentence.
  if (reasonOf(incident, speech)) for (const name of ['impact', 'urgency']) told.add(name);
  const facts: ReportedFact[] = [];
  for (const row of rows) {
    const first = told.has(row.name) ? '' : text(row);
    if (first === '') continue;
    const { fields: names = [], between = ' · ' } = beside[row.name] ?? {};
    const others = names
      .map(fieldRow)
      .filter((other) => other !== undefined && rows.includes(other)) as FieldRow[];
    for (const { name } of others) told.add(name);
    const reach = row.name === 'caller' && !forCaller ? reachOf(incident) : [];
    facts.push({
      name: row.name,
      label: fieldLabel(row.name, speech),
      parts: [first, ...others.map(text), ...reach].filter((part) => part !== ''),
      between,
    });
  }
  if (!forCaller)
    for (const [name, value] of Object.entries(incident.custom ?? {}))
      if (value !== '') facts.push({ name, label: name, parts: [customText(value, speech)], between: ' · ' });
  return facts;
}

/** What is true of it and needs no value beside its name: "Major incident". */
export const reportedFlags = (incident: Incident, { terms, forCaller }: ReportedSpeech): readonly string[] =>
  shown
    .filter((row) => row.kind === 'flag' && incident[row.name as 'major'] === true)
    .filter((row) => !forCaller || row.portal !== undefined || row.name === 'major' || row.name === 'drill')
    .map(({ name }) => fieldLabel(name, { terms }));

/** The cell, what the facts made of it, and who set it by hand and why. */
export function renderReason(
  reason: PriorityExplanation,
  matrix: PriorityMatrix,
  terms: MatrixTerms,
  dateTime: (at: Instant) => string,
): TemplateResult {
  const { modifiers, override } = reason;
  const at = override?.at === undefined ? '' : dateTime(override.at);
  const signature = [override?.by, at].filter(Boolean).join(', ');
  return html`<span>${reasonFor(reason, matrix, terms.matrix)}</span>
    <ul class="reasons">
      ${modifiers.map((rule) => html`<li>${ruleText(rule, matrix, terms.adjust)}</li>`)}
      ${
        override
          ? html`<li>
              <span dir="auto">${overrideText(override, matrix, terms.adjust)}</span>
              ${signature === '' ? nothing : html`<span class="meta">(<bdi>${signature}</bdi>)</span>`}
            </li>`
          : nothing
      }
    </ul>`;
}

/** The priority with its reason. */
function renderPriority(incident: Incident, speech: ReportedSpeech): TemplateResult | typeof nothing {
  const { terms, matrix, dateTime } = speech;
  const { priority } = incident;
  if (!isRank(priority)) return nothing;
  const spoken = matrix && matrixInWords(matrix, terms.level);
  const reason = spoken && reasonOf(incident, speech);
  return html`<div class="fact">
    <dt>${terms.incidentField['priority']}</dt>
    <dd>
      ${priorityMark(priority, spoken)} ${reason ? renderReason(reason, spoken, terms, dateTime) : nothing}
    </dd>
  </div>`;
}

/**
 * What was reported: the description in full and every fact that was told with it. It reads the table of fields, so that
 * a new field appears by itself. Styled by `reportedStyles` and `priorityStyles`.
 */
export function renderReported(incident: Incident, speech: ReportedSpeech): TemplateResult {
  const { reported } = speech.terms;
  const flags = reportedFlags(incident, speech);
  const { description } = incident;
  return html`${
      flags.length > 0
        ? html`<p class="flags">${flags.map((flag) => html`<span class="flag">${flag}</span>`)}</p>`
        : nothing
    }${
      // What somebody wrote keeps its own line breaks, and none of ours around it.
      description.trim() === ''
        ? html`<p class="muted">${reported.noDescription}</p>`
        : html`<p class="words" dir="auto">${description}</p>`
    }
    <dl class="facts">
      ${renderPriority(incident, speech)}
      ${reportedFacts(incident, speech).map(
        ({ name, label, parts, between }) =>
          html`<div class="fact" data-field=${name}>
            <dt>${label}</dt>
            <dd>${parts.map((part, at) => html`${at > 0 ? between : nothing}<bdi>${part}</bdi>`)}</dd>
          </div>`,
      )}
    </dl>`;
}
