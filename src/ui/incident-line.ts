import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { Traits } from '../adapters/adapter.js';
import { calledBy } from '../core/incident.js';
import type { Incident } from '../core/incident.js';
import type { Policy } from '../core/policy.js';
import type { PriorityMatrix } from '../core/priority/priority.js';
import type { Instant } from '../core/time.js';
import { isTold, MINUTE } from '../core/time.js';
import type { CommonTerms } from '../locales/en/common.js';
import type { IncidentView, PendingState } from '../store/types.js';
import { renderTime } from './line-time.js';
import type { LineTime } from './line-time.js';
import type { LocaleController } from './locale.js';
import { priorityTile } from './priority-mark.js';

/** What lines are written with; a new object when the language, the rules or the minute have changed. */
export interface LineSpeech {
  readonly terms: CommonTerms;
  readonly matrix: PriorityMatrix | undefined;
  /** Whether the backend tells who has an incident. Where it does not, nobody is said to have none. */
  readonly assigned: boolean;
  readonly ago: (at: Instant) => string;
  /** What the clock says of an incident; undefined where it has no target. */
  readonly clock?: (incident: Incident) => LineTime | undefined;
}

export interface LineOptions {
  /** Why the line is bold. */
  readonly fresh?: 'unread' | 'changed' | undefined;
  /** Stands for the plain title: a heading or a link with the title in it. */
  readonly title?: TemplateResult | undefined;
  /** Stands behind the facts: the way to the incident's own page. */
  readonly link?: TemplateResult | undefined;
  /** Leaves out who has it: a caller's own incidents. */
  readonly withoutPerson?: boolean | undefined;
}

const blank = '\u00a0';

/** The words, levels and ages of an element's lines. Ages are told as of the minute that has begun, so that they agree. */
export const lineSpeech = (
  locale: LocaleController<CommonTerms>,
  policy: Policy | undefined,
  able: Traits | undefined,
  now: () => Instant,
): LineSpeech => ({
  terms: locale.terms,
  matrix: policy?.matrix,
  assigned: able?.fields.assignee?.read === true,
  // A blank keeps the place of the time until it can be written.
  ago: (at) =>
    !isTold(at)
      ? locale.terms.line.noTime
      : locale.formatsReady
        ? locale.ago(at, Math.floor(now() / MINUTE) * MINUTE)
        : blank,
});

/** Keeps a name that runs the other way from turning its neighbours round. */
const isolated = (text: string): string => `\u2068${text}\u2069`;

/** First letters of the first and the last part of a name. A joiner that joins nothing keeps Arabic letters apart. */
export function initials(name: string): string {
  const letters = name.split(/[\s,]+/u).flatMap((part) => /\p{L}\p{M}*/u.exec(part)?.[0] ?? []);
  return [letters[0], letters.length > 1 ? letters.at(-1) : '']
    .filter(Boolean)
    .map((letter) => letter?.toUpperCase())
    .join('\u200c');
}

const troubles: readonly (PendingState | undefined)[] = ['failed', 'unknown', 'conflict'];

function renderFacts(
  { incident, pending }: IncidentView,
  { terms }: LineSpeech,
  link: TemplateResult | undefined,
): TemplateResult {
  const { number, service, status, holdReason } = incident;
  const unsent = number === '' && pending !== undefined;
  const waits = status.category === 'paused' && holdReason !== undefined && holdReason !== '';
  const facts = [
    service && isolated(service.label),
    unsent ? undefined : isolated(status.label ?? terms.status[status.category]),
    waits ? isolated(terms.holdReason[holdReason] ?? holdReason) : undefined,
    pending && terms.pending[pending],
  ].filter((fact) => fact !== undefined);
  return html`<span class="line-facts"
    >${number === '' ? nothing : html`<bdi class="number">${number}</bdi>${facts.length > 0 ? ' · ' : ''}`}${facts.join(' · ')}${link ? html` · ${link}` : nothing}</span
  >`;
}

function renderPerson({ assignee, group }: Incident, { terms, assigned }: LineSpeech): TemplateResult {
  const name = assignee ? calledBy(assignee) || terms.unknownPerson : assigned ? undefined : group?.label;
  return name === undefined
    ? html`<span class="line-person nobody" data-initials="–">${terms.line.nobody}</span>`
    : html`<span class="line-person" data-initials=${initials(name) || '?'}>${name}</span>`;
}

function ageOf({ loggedAt }: Incident, { terms, ago }: LineSpeech): LineTime {
  const text = ago(loggedAt);
  const word = isTold(loggedAt) ? terms.line.reported(text) : text;
  return { text, tone: 'age', word: text === blank ? '' : word };
}

/**
 * An incident in one row, the same wherever it stands: the tile of its priority, its title with number, service and
 * status below it, who has it, and the time that is left. At most twelve elements, for lists of 100,000 rows.
 */
export function renderLine(
  view: IncidentView,
  speech: LineSpeech,
  options: LineOptions = {},
): TemplateResult {
  const { incident, pending } = view;
  const { terms, matrix } = speech;
  const { fresh, title, link, withoutPerson } = options;
  const person =
    withoutPerson !== true && (speech.assigned || incident.assignee || incident.group)
      ? renderPerson(incident, speech)
      : nothing;
  const look = [
    'incident-line',
    fresh && 'fresh',
    person === nothing && 'without-person',
    troubles.includes(pending) && 'troubled',
  ];
  return html`<div class=${look.filter(Boolean).join(' ')} part="line">
    ${priorityTile(incident.priority, matrix, { levels: terms.level, noPriority: terms.noPriority }, fresh && terms.line[fresh])}
    <div class="line-title" dir="auto">${title ?? incident.title}</div>
    ${renderFacts(view, speech, link)} ${person}
    ${renderTime(speech.clock?.(incident) ?? ageOf(incident, speech))}
  </div>`;
}
