import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import { safeAddress } from '../../core/address.js';
import type { Status } from '../../core/incident.js';
import type { Relation } from '../../core/relation.js';
import { isAmongIncidents } from '../../core/relation.js';
import type { RelationView } from '../../store/views/relations.js';
import type { FactSpeech } from './record-facts.js';
import type { UnsentScene } from './unsent-row.js';
import { renderUnsent } from './unsent-row.js';

/** What a row of the links is drawn with. */
export interface LinkScene extends UnsentScene {
  /** Other incidents can be shown here. */
  readonly canShow: boolean;
  readonly show: (relation: Relation, status: Status) => void;
  readonly canRemove: (relation: RelationView) => boolean;
  readonly remove: (relation: RelationView) => void;
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
    ${renderUnsent(relation, { going: words.linkGoing, ...(relation.replaces ? { also: words.linkInstead(relation.replaces.number ?? relation.replaces.id) } : {}) }, scene)}
  </li>`;
}
