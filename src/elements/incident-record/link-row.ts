import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import { safeAddress } from '../../core/address.js';
import type { Status } from '../../core/incident.js';
import type { Relation } from '../../core/relation.js';
import { isAmongIncidents } from '../../core/relation.js';
import type { OutboxItem } from '../../store/types.js';
import type { RelationView } from '../../store/views/relations.js';
import { icon } from '../../ui/icons.js';
import type { FactSpeech } from './record-facts.js';

/** What a row of the links is drawn with. */
export interface LinkScene {
  readonly speech: FactSpeech;
  /** Other incidents can be shown here. */
  readonly canShow: boolean;
  readonly show: (relation: Relation, status: Status) => void;
  readonly canRemove: (relation: RelationView) => boolean;
  readonly remove: (relation: RelationView) => void;
  readonly itemOf: (key: string) => OutboxItem | undefined;
  readonly retry: (key: string) => void;
  readonly discard: (key: string) => void;
}

/** A link as it is spoken of: what it is and where it leads. */
export const linkName = (
  { kind, id, number }: Pick<Relation, 'kind' | 'id' | 'number'>,
  { terms }: FactSpeech,
): string => `${terms.relationKind[kind]} ${number ?? id}`;

function renderName({ id, number, title, status }: Relation, { terms }: FactSpeech): TemplateResult {
  return html`<bdi class="number">${number ?? id}</bdi
    >${title === undefined ? nothing : html`<bdi>${` ${title}`}</bdi>`}${
      status === undefined
        ? nothing
        : html`<span class="muted">${' '}· ${status.label ?? terms.status[status.category]}</span>`
    }`;
}

function renderTarget(relation: Relation, { speech, canShow, show }: LinkScene): TemplateResult {
  const name = renderName(relation, speech);
  const address = safeAddress(relation.url);
  if (address !== undefined)
    return html`<a href=${address} target="_blank" rel="noopener noreferrer"
      >${name}<span aria-hidden="true"> ↗</span></a
    >`;
  const { status } = relation;
  return canShow && status && isAmongIncidents(relation.kind)
    ? html`<button type="button" class="button plain link" @click=${() => show(relation, status)}>
        ${name}
      </button>`
    : html`<span>${name}</span>`;
}

/** A change of a link that has not got through: where it stands, what went wrong, what can be done. */
function renderPending(
  { pending, key, gone }: RelationView,
  { speech, itemOf, retry, discard }: LinkScene,
): TemplateResult | typeof nothing {
  if (pending === undefined || key === undefined) return nothing;
  const { terms } = speech;
  const going = gone ? html`${terms.record.linkGoing} ` : nothing;
  if (pending !== 'failed' && pending !== 'conflict')
    return html`<p class="unsent meta">
      ${icon(pending === 'unknown' ? 'warning' : 'clock')} ${going}${terms.pending[pending]}
    </p>`;
  const { error } = itemOf(key) ?? {};
  return html`<div class="unsent fault" data-key=${key}>
    <p class="standing">
      ${icon('warning')}
      <strong>${going}${terms.pending[pending]}${error ? `: ${terms.errorTitle[error.kind]}` : ''}</strong>
    </p>
    ${error?.message ? html`<p class="wrap"><bdi>${error.message}</bdi></p>` : nothing}
    <p class="row">
      <button type="button" class="button small" @click=${() => retry(key)}>${terms.retry}</button
      ><button type="button" class="button small" @click=${() => discard(key)}>
        ${terms.record.discard}
      </button>
    </p>
  </div>`;
}

/** One link: where it leads, what can be done with it, and what has not got through. */
export function renderLink(relation: RelationView, scene: LinkScene): TemplateResult {
  const { record: words } = scene.speech.terms;
  return html`<li>
    <div class="link-row">
      ${renderTarget(relation, scene)}
      ${
        scene.canRemove(relation)
          ? html`<button
              type="button"
              class="button small plain"
              data-unlink=${relation.id}
              aria-label=${words.linkRemoveOf(linkName(relation, scene.speech))}
              @click=${() => scene.remove(relation)}
            >
              ${words.linkRemove}
            </button>`
          : nothing
      }
    </div>
    ${renderPending(relation, scene)}
  </li>`;
}
