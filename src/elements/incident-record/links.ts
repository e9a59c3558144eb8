import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import { safeAddress } from '../../core/address.js';
import type { Status } from '../../core/incident.js';
import type { Relation } from '../../core/relation.js';
import { isAmongIncidents, relationKinds } from '../../core/relation.js';
import type { IncidentStore, Refreshable } from '../../store/types.js';
import { incidentRelations } from '../../store/views/relations.js';
import type { RelationsState } from '../../store/views/relations.js';
import { keep, LiveController } from '../../ui/live.js';
import type { FactSpeech } from './record-facts.js';

/** What a record belongs together with: its parent and children, duplicates, problems and changes. */
export class Links {
  readonly #view = keep((store: IncidentStore, id: string) => store.open(incidentRelations, id));
  readonly #relations: LiveController<Refreshable<RelationsState>>;

  constructor(host: LitElement, store: () => IncidentStore | undefined, id: () => string) {
    this.#relations = new LiveController(host, () => {
      const present = store();
      return present?.adapter.related && id() !== '' ? this.#view(present, id()) : undefined;
    });
  }

  /** They are told here, and not among the fields. */
  get known(): boolean {
    return this.#relations.value?.state === 'ready';
  }

  refresh(): Promise<void> | undefined {
    return this.#relations.source?.refresh();
  }

  /** Nothing where there are none. */
  render(
    { terms }: FactSpeech,
    canShow: boolean,
    show: (relation: Relation, status: Status) => void,
  ): TemplateResult | typeof nothing {
    const { state, relations = [] } = this.#relations.value ?? {};
    const { record: words, relationKind, status: statuses } = terms;
    const failed = state === 'error';
    if (relations.length === 0 && !failed) return nothing;
    const named = ({ id, number, title, status }: Relation): TemplateResult =>
      html`<bdi class="number">${number ?? id}</bdi
        >${title === undefined ? nothing : html` <bdi>${title}</bdi>`}${
          status === undefined
            ? nothing
            : html` <span class="muted">· ${status.label ?? statuses[status.category]}</span>`
        }`;
    const link = (relation: Relation): TemplateResult => {
      const address = safeAddress(relation.url);
      if (address !== undefined)
        return html`<a href=${address} target="_blank" rel="noopener noreferrer"
          >${named(relation)}<span aria-hidden="true"> ↗</span></a
        >`;
      const { status } = relation;
      return canShow && status && isAmongIncidents(relation.kind)
        ? html`<button type="button" class="button plain link" @click=${() => show(relation, status)}>
            ${named(relation)}
          </button>`
        : html`<span>${named(relation)}</span>`;
    };
    return html`<section part="section" data-section="links" aria-labelledby="section-links">
      <h3 id="section-links">${words.links}</h3>
      ${failed ? html`<p class="muted">${words.linksFailed}</p>` : nothing}
      <dl class="facts">
        ${relationKinds.map((kind) => {
          const found = relations.filter((one) => one.kind === kind);
          return found.length === 0
            ? nothing
            : html`<div class="fact" part="field" data-field=${kind}>
                <dt>${relationKind[kind]}</dt>
                <dd>
                  <ul class="links">
                    ${found.map((relation) => html`<li>${link(relation)}</li>`)}
                  </ul>
                </dd>
              </div>`;
        })}
      </dl>
    </section>`;
  }
}
