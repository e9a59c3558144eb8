import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import type { FieldName } from '../../core/fields.js';
import { fieldKind, fields } from '../../core/fields.js';
import type { Channel, Effect, Incident, Person, Ref, Status } from '../../core/incident.js';
import { priorityCode } from '../../core/priority/priority.js';
import { isTold } from '../../core/time.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { fields as fieldTerms } from '../../locales/en/fields.js';
import type { ListTerms } from '../../locales/en/incident-list.js';
import { renderLine } from '../../ui/incident-line.js';
import type { LineOptions, LineSpeech } from '../../ui/incident-line.js';
import { icon } from '../../ui/icons.js';
import type { IncidentView } from '../../store/types.js';
import type { HeadingRow } from './arrangement.js';

/** A further cell of a line. */
export interface Column {
  readonly field: FieldName;
  readonly label: string;
}

/** What rows are written with; a new object when the language, the rules, the columns or the minute have changed. */
export interface RowSpeech {
  readonly line: LineSpeech;
  readonly terms: CommonTerms & ListTerms & typeof fieldTerms;
  readonly columns: readonly Column[];
  /** Lines can be ticked and have a menu of steps. */
  readonly triage: boolean;
  readonly withoutPerson: boolean;
  readonly ago: (at: number) => string;
  readonly dateTime: (at: number) => string;
  readonly number: (value: number) => string;
  /** The heading of a group in words. */
  readonly heading: (key: string) => string;
}

/** How one line looks now. */
export interface RowLook {
  readonly fresh: LineOptions['fresh'];
  readonly ticked: boolean;
  readonly current: boolean;
  /** It is only still here because somebody has the hand on the list. */
  readonly gone: boolean;
}

/** What an incident is called where it is spoken of: its number, or its title while it has none. */
export const nameOf = ({ number, title }: Incident): string => (number === '' ? title : number);

const plain = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

function cellText(incident: Incident, field: FieldName, { terms, dateTime }: RowSpeech): string {
  const value = (incident as unknown as Record<string, unknown>)[field];
  if (value === undefined || value === null || value === '') return '';
  switch (fieldKind(field)) {
    case 'ref':
      return (value as Ref).label;
    case 'person':
      return (value as Person).name;
    case 'status': {
      const { label, category } = value as Status;
      return label ?? terms.status[category];
    }
    case 'flag':
      return value === true ? (terms.filter.values['yes'] ?? '') : '';
    case 'channel':
      return terms.channel[value as Channel];
    case 'effect':
      return terms.effect[value as Effect];
    case 'instant':
      return isTold(Number(value)) ? dateTime(Number(value)) : terms.line.noTime;
    case 'level':
      return field === 'priority' ? priorityCode(Number(value)) : plain(value);
    case 'resolution':
      return '';
    default:
      return (field === 'holdReason' ? terms.holdReason[plain(value)] : undefined) ?? plain(value);
  }
}

function renderCell(incident: Incident, { field }: Column, at: number, speech: RowSpeech): TemplateResult {
  const value = (incident as unknown as Record<string, unknown>)[field];
  const content =
    fieldKind(field) === 'instant' && typeof value === 'number' && isTold(value)
      ? html`<time class="number" datetime=${new Date(value).toISOString()} title=${speech.dateTime(value)}
          >${speech.ago(value)}</time
        >`
      : html`<span dir="auto">${cellText(incident, field, speech)}</span>`;
  return html`<div role="gridcell" class="cell-more" data-column=${at}>${content}</div>`;
}

/** The cells of a line: tick, the line itself, further ones of choice, the menu of steps. */
export function renderCells(view: IncidentView, look: RowLook, speech: RowSpeech): TemplateResult {
  const { line, terms, columns, triage, withoutPerson } = speech;
  const { incident } = view;
  const name = nameOf(incident);
  const reach = look.current ? '0' : '-1';
  return html`${
      triage
        ? html`<div role="gridcell" class="cell-tick">
            <input
              type="checkbox"
              class="tick"
              tabindex=${reach}
              aria-label=${terms.select.one(name)}
              .checked=${live(look.ticked)}
            />
          </div>`
        : nothing
    }
    <div role="gridcell" class="cell-line">
      ${renderLine(view, line, { fresh: look.fresh, withoutPerson })}
      ${look.gone ? html`<span class="gone meta">${terms.list.gone}</span>` : nothing}
    </div>
    ${columns.map((column, at) => renderCell(incident, column, at, speech))}
    ${
      triage
        ? html`<div role="gridcell" class="cell-menu">
            <button
              type="button"
              class="icon-button menu-button"
              tabindex=${reach}
              aria-haspopup="menu"
              aria-label=${terms.select.menu(name)}
            >
              ${icon('more')}
            </button>
          </div>`
        : nothing
    }`;
}

/** The heading over a group, with how many lines it has. */
export const renderHeading = ({ heading, count }: HeadingRow, speech: RowSpeech): TemplateResult =>
  html`<div role="rowheader" class="heading" aria-colspan=${columnCount(speech)}>
    <span dir="auto">${speech.heading(heading)}</span> <span class="number">${speech.number(count)}</span>
  </div>`;

export const columnCount = ({ columns, triage }: Pick<RowSpeech, 'columns' | 'triage'>): number =>
  1 + columns.length + (triage ? 2 : 0);

/** Fields the line shows already, or that are for machines. */
const unshown: ReadonlySet<string> = new Set(
  'resolution description title number id clientId version url'.split(' '),
);

/** Reads a `columns` attribute: names of fields divided by blanks or commas. What is no column is left out. */
export const readColumns = (text: string): readonly FieldName[] =>
  fields
    .map(({ name }) => name)
    .filter((name) => !unshown.has(name) && text.split(/[\s,]+/u).includes(name))
    .sort((a, b) => text.indexOf(a) - text.indexOf(b));
