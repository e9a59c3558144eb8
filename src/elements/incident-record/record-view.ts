import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { Description } from '../../adapters/adapter.js';
import { safeAddress } from '../../core/address.js';
import type { IncidentError } from '../../core/errors.js';
import type { FieldName } from '../../core/fields.js';
import { fieldRow } from '../../core/fields.js';
import type { Incident } from '../../core/incident.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { IncidentView, OutboxItem } from '../../store/types.js';
import { customText, fieldText } from '../../ui/field-text.js';
import { icon } from '../../ui/icons.js';
import { renderLine } from '../../ui/incident-line.js';
import type { LineSpeech } from '../../ui/incident-line.js';
import type { FieldEditor } from './field-editor.js';
import { renderPriority } from './priority-fact.js';
import type { Access, Fact, FactSpeech, Section } from './record-facts.js';
import { assessed, factOf, factsOf, isShown, lockOf } from './record-facts.js';
import type { UnsentActions } from './unsent-change.js';
import { renderUnsent } from './unsent-change.js';

/** What one drawing of the record looks at. */
export interface RecordScene {
  readonly incident: Incident;
  readonly description: Description;
  readonly access: Access;
  readonly speech: FactSpeech;
  /** What has not been sent, by the line where it is shown. */
  readonly unsent: ReadonlyMap<string, readonly OutboxItem[]>;
  readonly editor: FieldEditor;
  readonly actions: UnsentActions;
  readonly edit: (fact: Fact, incident: Incident) => void;
  readonly copy: (text: string) => void;
  /** What has been copied last. */
  readonly copied: string | undefined;
  /** Links are told in a section of their own, with the titles of the records. */
  readonly linked: boolean;
}

const titleRow = fieldRow('title');
const descriptionRow = fieldRow('description');

const renderUnsentAt = (
  homes: readonly string[],
  { unsent, speech, actions }: RecordScene,
): readonly TemplateResult[] =>
  homes.flatMap((home) => unsent.get(home) ?? []).map((item) => renderUnsent(item, speech, actions));

/** The field while it is edited, with what it says by now where somebody else has changed it. */
function renderEditor(fact: Fact, { incident, speech, editor, unsent }: RecordScene): TemplateResult {
  const { before } = editor;
  const own = (unsent.get(fact.name) ?? []).some(({ state }) => state === 'queued' || state === 'sending');
  const names = fact.name === 'priority' ? assessed : [fact.name as FieldName];
  const told = (one: Incident): string =>
    fact.row
      ? names.map((name) => fieldText(name, one[name], speech)).join(' · ')
      : customText(one.custom?.[fact.name], speech);
  const now = told(incident);
  return editor.render(fact, before && !own && told(before) !== now ? now : undefined);
}

/** The button that opens a field, or the lock with its reason. */
function renderEdit(
  fact: Fact,
  { access, incident, speech, editor, edit }: RecordScene,
): TemplateResult | typeof nothing {
  const lock = lockOf(fact, access);
  // What holds for the whole record is said once, above.
  if (lock === 'none' || (lock !== undefined && lock === access.record)) return nothing;
  const { terms: words } = speech;
  if (lock !== undefined)
    return html`<span class="lock meta">${icon('lock')} ${words.recordLock[lock]}</span>`;
  if (editor.field === fact.name) return nothing;
  const name = words.record.edit(fact.label);
  return html`<button
    type="button"
    class="button plain edit"
    data-edit=${fact.name}
    title=${name}
    @click=${() => edit(fact, incident)}
  >
    ${icon('edit')}
  </button>`;
}

/** The incident's line as a masthead: its number with the way to its page at the backend, and its title as a heading. */
export function renderHeader(
  view: IncidentView,
  line: LineSpeech,
  address: string | undefined,
  scene: RecordScene,
): TemplateResult {
  const { incident, speech, description, editor } = scene;
  const link = safeAddress(address);
  const title = titleRow && factOf(titleRow, incident, description, speech);
  return html`<header part="header">
    ${renderLine(view, line, {
      title: html`<h2 class="title" id="heading" part="title" tabindex="-1" dir="auto">${incident.title}</h2>
        ${title ? renderEdit(title, scene) : nothing}`,
      link:
        link === undefined
          ? undefined
          : html`<a href=${link} target="_blank" rel="noopener noreferrer"
              >${speech.terms.record.open}<span aria-hidden="true"> ↗</span></a
            >`,
    })}
    ${title && editor.field === 'title' ? renderEditor(title, scene) : nothing}
    ${renderUnsentAt(['title', ''], scene)}
  </header>`;
}

function renderDescription(fact: Fact, scene: RecordScene): TemplateResult {
  const { description } = scene.incident;
  if (scene.editor.field === fact.name) return renderEditor(fact, scene);
  return html`<div class="described" part="field" data-field="description">
      ${
        description.trim() === ''
          ? html`<p class="muted">${scene.speech.terms.reported.noDescription}</p>`
          : html`<p class="words" dir="auto">${description}</p>`
      }
      ${renderEdit(fact, scene)}
    </div>
    ${renderUnsentAt([fact.name], scene)}`;
}

function renderFact(fact: Fact, scene: RecordScene): TemplateResult {
  const { name, label, text } = fact;
  const { speech, incident } = scene;
  const value =
    name === 'priority' && fact.row
      ? renderPriority(incident, speech)
      : name === 'clientId'
        ? renderReference(label, text ?? '', scene)
        : html`<span class="words" dir="auto">${text ?? ''}</span>`;
  return html`<div class="fact" part="field" data-field=${name}>
    <dt>${label}</dt>
    <dd>
      ${scene.editor.field === name ? renderEditor(fact, scene) : html`<div class="value">${value}${renderEdit(fact, scene)}</div>`}
      ${renderUnsentAt([name], scene)}
    </dd>
  </div>`;
}

/** An id nobody types: shown in full, to be found by, and copied at a press. */
const renderReference = (
  label: string,
  text: string,
  { speech, copy, copied }: RecordScene,
): TemplateResult =>
  html`<bdi class="reference">${text}</bdi
    ><button
      type="button"
      class="button plain edit"
      data-copy
      title=${speech.terms.record.copy(label)}
      @click=${() => copy(text)}
    >
      ${icon(copied === text ? 'check' : 'copy')}
    </button>`;

/** A field nobody has filled in: its name is enough to fill it in. */
function renderBlank(fact: Fact, { speech, incident, edit }: RecordScene): TemplateResult {
  return html`<li part="field" data-field=${fact.name}>
    <button
      type="button"
      class="button plain edit"
      data-edit=${fact.name}
      aria-label=${speech.terms.record.edit(fact.label)}
      @click=${() => edit(fact, incident)}
    >
      ${icon('plus')}<span>${fact.label}</span>
    </button>
  </li>`;
}

/** Whether a field is only offered: it says nothing, and nothing is being done about it. */
const isBlank = ({ name, text }: Fact, { editor, unsent }: RecordScene): boolean =>
  text === undefined && name !== 'priority' && editor.field !== name && !unsent.has(name);

const links: ReadonlySet<string> = new Set(['parentId', 'duplicateOf']);

/** A section of the facts; nothing where it has none. */
export function renderSection(section: Section, scene: RecordScene): TemplateResult | typeof nothing {
  const { incident, access, speech, linked } = scene;
  const facts = factsOf(section, incident, scene.description, speech).filter(
    (fact) => isShown(fact, access) && !(linked && links.has(fact.name)),
  );
  const described = section === 'reported' && descriptionRow;
  if (facts.length === 0 && !described) return nothing;
  const id = `section-${section}`;
  const blanks = facts.filter((fact) => isBlank(fact, scene));
  const told = facts.filter((fact) => !blanks.includes(fact));
  return html`<section part="section" data-section=${section} aria-labelledby=${id}>
    <h3 id=${id}>
      ${section === 'reported' ? speech.terms.reported.heading : speech.terms.recordSection[section]}
    </h3>
    ${described ? renderDescription(factOf(described, incident, scene.description, speech), scene) : nothing}
    ${told.length > 0 ? html`<dl class="facts">${told.map((fact) => renderFact(fact, scene))}</dl>` : nothing}
    ${
      blanks.length > 0
        ? html`<ul class="blanks" aria-label=${scene.speech.terms.record.blanks}>
            ${blanks.map((fact) => renderBlank(fact, scene))}
          </ul>`
        : nothing
    }
  </section>`;
}

/** Why a change could not be kept. */
export function renderFault({ kind, message }: IncidentError, terms: CommonTerms): TemplateResult {
  return html`<div class="state" role="alert">
    <strong>${terms.errorTitle[kind]}</strong><span>${terms.errorHelp[kind]}</span>
    <span class="meta wrap">${message}</span>
  </div>`;
}
