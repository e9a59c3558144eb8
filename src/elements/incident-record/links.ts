import { html, nothing } from 'lit';
import type { LitElement, ReactiveController, TemplateResult } from 'lit';

import type { Status } from '../../core/incident.js';
import type { Relation, RelationChange } from '../../core/relation.js';
import { relationKinds } from '../../core/relation.js';
import type { IncidentStore, OutboxState, Refreshable } from '../../store/types.js';
import { incidentRelations } from '../../store/views/relations.js';
import type { RelationsState, RelationView } from '../../store/views/relations.js';
import { keep, LiveController } from '../../ui/live.js';
import { Sheet } from '../../ui/sheet.js';
import { Deeds } from './deeds.js';
import { LinkForm } from './link-form.js';
import type { LinkScene } from './link-row.js';
import { linkName, renderLink } from './link-row.js';
import type { FactSpeech } from './record-facts.js';

/** What the links need of their surroundings. */
export interface LinksOptions {
  readonly speech: () => FactSpeech;
  readonly store: () => IncidentStore | undefined;
  readonly outbox: () => OutboxState | undefined;
  /** Id of the incident that is shown; empty for none. */
  readonly id: () => string;
  readonly offline: () => boolean;
  readonly say: (message: string) => void;
  /** Somebody goes to a linked incident. */
  readonly show: (relation: Relation, status: Status) => void;
}

/** The only step of the sheet. */
const adding = 'link';

/**
 * What a record belongs together with: its parent and children, duplicates, problems and changes. A link is added by
 * number or by what is found, and removed again, where the backend can.
 */
export class Links implements ReactiveController {
  readonly #host: LitElement;
  readonly #with: LinksOptions;
  readonly #view = keep((store: IncidentStore, id: string) => store.open(incidentRelations, id));
  readonly #relations: LiveController<Refreshable<RelationsState>>;
  readonly #sheet: Sheet;
  readonly #form: LinkForm;
  #missing = false;
  readonly #deeds: Deeds;

  constructor(host: LitElement, options: LinksOptions) {
    this.#host = host;
    this.#with = options;
    this.#deeds = new Deeds(host, options.store);
    this.#relations = new LiveController(host, () => {
      const store = options.store();
      return store?.adapter.related && options.id() !== '' ? this.#view(store, options.id()) : undefined;
    });
    this.#sheet = new Sheet(host, {
      name: 'link-sheet',
      terms: () => options.speech().terms,
      drafts: () => options.store()?.drafts,
      author: () => options.store()?.author,
      kept: () => options.store()?.status.value.storage === 'durable',
      scope: () => `links:${options.id()}`,
      fallback: () => this.#heading,
    });
    this.#form = new LinkForm(host, {
      speech: options.speech,
      store: options.store,
      offline: options.offline,
      id: options.id,
      values: () => this.#sheet.values,
      set: (name, value) => {
        this.#missing = false;
        this.#sheet.set(name, value);
      },
      missing: () => this.#missing,
      present: (kind) => this.#relations.value?.relations.find((one) => one.kind === kind && !one.gone),
    });
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.#sheet.step !== undefined) this.#form.follow();
  }

  /** They are told here, and not among the fields. */
  get known(): boolean {
    return this.#relations.value?.state === 'ready';
  }

  refresh(): Promise<void> | undefined {
    return this.#relations.source?.refresh();
  }

  get #heading(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('#section-links');
  }

  #open(opener: HTMLElement): void {
    this.#deeds.forget();
    this.#missing = false;
    this.#form.begin();
    this.#sheet.open(adding, opener);
  }

  async #submit(): Promise<void> {
    if (this.#deeds.busy) return;
    const change = this.#form.answer();
    if (!change) {
      this.#missing = true;
      this.#host.requestUpdate();
      await this.#host.updateComplete;
      this.#host.renderRoot.querySelector<HTMLElement>('#link-other')?.focus();
      return;
    }
    await this.#sheet.send((key) => this.#save(change, key));
  }

  async #remove({ kind, id, number = id, title }: RelationView): Promise<void> {
    const link = { kind, id, number, ...(title === undefined ? {} : { title }) };
    if (!(await this.#save({ ...link, gone: true }))) return;
    await this.#back();
  }

  /** Keeps the keyboard's place where a button is gone with what it was about. */
  async #back(): Promise<void> {
    await this.#host.updateComplete;
    (this.#host.renderRoot.querySelector<HTMLElement>('#link-add') ?? this.#heading)?.focus();
  }

  /** Hands a change to the outbox; true when it is stored. */
  #save(change: RelationChange, key?: string): Promise<boolean> {
    return this.#deeds.save(async (store) => {
      const { outcome } = await store.relate(this.#with.id(), change, key);
      void this.#tell(change, outcome);
    });
  }

  /** Says what became of it. */
  async #tell(
    change: RelationChange,
    outcome: Awaited<ReturnType<IncidentStore['relate']>>['outcome'],
  ): Promise<void> {
    const speech = this.#with.speech();
    const { record: words, pending } = speech.terms;
    const name = linkName({ ...change, id: change.number }, speech);
    if (this.#with.offline()) this.#with.say(words.waiting(name));
    const { state } = await outcome;
    if (state === 'confirmed') this.#with.say(words[change.gone ? 'unlinked' : 'linked'](name));
    else if (state !== 'discarded') this.#with.say(`${name}: ${pending[state]}`);
  }

  #scene(canShow: boolean, canEdit: boolean): LinkScene {
    const { relate, traits } = this.#with.store()?.adapter ?? {};
    const removes = canEdit && relate ? (traits?.relations?.removes ?? []) : [];
    return {
      speech: this.#with.speech(),
      offline: this.#with.offline(),
      canShow,
      show: this.#with.show,
      canRemove: ({ kind, pending }) => pending === undefined && removes.includes(kind),
      remove: (relation) => void this.#remove(relation),
      itemOf: (key) => this.#with.outbox()?.items.find(({ mutation }) => mutation.key === key),
      retry: (key) => this.#deeds.decide((store) => store.retry(key)),
      discard: (key) => this.#deeds.decide((store) => store.discard(key).then(() => this.#back())),
    };
  }

  /** Nothing where there are none and none can be added. */
  render(canShow: boolean, canEdit: boolean): TemplateResult | typeof nothing {
    const { state, relations = [] } = this.#relations.value ?? {};
    const { relate, traits } = this.#with.store()?.adapter ?? {};
    const { terms } = this.#with.speech();
    const { record: words } = terms;
    const failed = state === 'error';
    const adds = canEdit && relate !== undefined && (traits?.relations?.adds ?? []).length > 0;
    if (relations.length === 0 && !failed && !(adds && state !== undefined)) return nothing;
    const scene = this.#scene(canShow, canEdit);
    return html`<section part="section" data-section="links" aria-labelledby="section-links">
      <h3 id="section-links" tabindex="-1">${words.links}</h3>
      ${failed ? html`<p class="muted">${words.linksFailed}</p>` : nothing}
      ${
        relations.length === 0
          ? nothing
          : html`<dl class="facts">
              ${relationKinds.map((kind) => {
                const found = relations.filter((one) => one.kind === kind);
                return found.length === 0
                  ? nothing
                  : html`<div class="fact" part="field" data-field=${kind}>
                      <dt>${terms.relationKind[kind]}</dt>
                      <dd>
                        <ul class="links">
                          ${found.map((relation) => renderLink(relation, scene))}
                        </ul>
                      </dd>
                    </div>`;
              })}
            </dl>`
      }
      ${adds ? this.#renderAdding() : nothing}
      ${this.#deeds.error && this.#sheet.step === undefined ? html`<p class="error" role="alert">${terms.errorTitle[this.#deeds.error.kind]}. ${terms.errorHelp[this.#deeds.error.kind]}</p>` : nothing}
    </section>`;
  }

  #renderAdding(): TemplateResult {
    const { record: words } = this.#with.speech().terms;
    const isOpen = this.#sheet.step === adding;
    return html`<p class="row link-adding">
        <button
          class="button small"
          type="button"
          id="link-add"
          aria-expanded=${isOpen ? 'true' : 'false'}
          @click=${(event: Event) => this.#open(event.currentTarget as HTMLElement)}
        >
          ${words.linkAdd}
        </button>
      </p>
      ${
        isOpen
          ? this.#sheet.render({
              heading: words.linkAdd,
              fields: this.#form.render(),
              submit: this.#form.replaced ? words.linkReplace : words.linkAddIt,
              busy: this.#deeds.busy,
              error: this.#deeds.error,
              submitted: () => void this.#submit(),
            })
          : nothing
      }`;
  }
}
