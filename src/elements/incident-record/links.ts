import { html, nothing } from 'lit';
import type { LitElement, ReactiveController, TemplateResult } from 'lit';

import type { Status } from '../../core/incident.js';
import type { Relation, RelationChange, RelationKind } from '../../core/relation.js';
import { relationKinds } from '../../core/relation.js';
import type { IncidentStore, Refreshable } from '../../store/types.js';
import { incidentRelations } from '../../store/views/relations.js';
import type { RelationsState, RelationView } from '../../store/views/relations.js';
import { keep, LiveController } from '../../ui/live.js';
import { LinkForm } from './link-form.js';
import type { LinkScene } from './link-row.js';
import { linkName, renderLink } from './link-row.js';
import { Section } from './section.js';
import type { SectionOptions } from './section.js';

/** What the links need of their surroundings. */
export interface LinksOptions extends SectionOptions {
  /** The kinds of links the backend tells with its description. */
  readonly described: () => readonly RelationKind[] | undefined;
  /** Somebody goes to a linked incident. */
  readonly show: (relation: Relation, status: Status) => void;
}

/**
 * What a record belongs together with: its parent and children, duplicates, problems and changes. A link is added by
 * number or by what is found, and removed again, where the backend can.
 */
export class Links implements ReactiveController {
  readonly #with: LinksOptions;
  readonly #view = keep((store: IncidentStore, id: string) => store.open(incidentRelations, id));
  readonly #relations: LiveController<Refreshable<RelationsState>>;
  readonly #section: Section;
  readonly #form: LinkForm;
  #missing = false;

  constructor(host: LitElement, options: LinksOptions) {
    this.#with = options;
    this.#relations = new LiveController(host, () => {
      const store = options.store();
      return store?.adapter.related && options.id() !== '' ? this.#view(store, options.id()) : undefined;
    });
    this.#section = new Section(host, 'links', options);
    this.#form = new LinkForm(host, {
      speech: options.speech,
      store: options.store,
      offline: options.offline,
      id: options.id,
      kinds: () => this.#kinds,
      values: () => this.#section.sheet.values,
      set: (name, value) => {
        this.#missing = false;
        this.#section.sheet.set(name, value);
      },
      missing: () => this.#missing,
      present: (kind) => this.#relations.value?.relations.find((one) => one.kind === kind && !one.gone),
    });
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.#section.sheet.step !== undefined) this.#form.follow();
  }

  /** They are told here, and not among the fields. */
  get known(): boolean {
    return this.#relations.value?.state === 'ready';
  }

  get #kinds(): readonly RelationKind[] {
    return this.#with.described() ?? this.#with.store()?.adapter.traits.relations?.adds ?? [];
  }

  refresh(): Promise<void> | undefined {
    return this.#relations.source?.refresh();
  }

  readonly #begin = (): void => {
    this.#missing = false;
    this.#form.begin();
  };

  async #submit(): Promise<void> {
    if (this.#section.deeds.busy) return;
    const change = this.#form.answer();
    if (!change) {
      this.#missing = true;
      await this.#section.point('link-other');
      return;
    }
    await this.#section.sheet.send((key) => this.#save(change, key));
  }

  async #remove({ kind, id, number = id, title }: RelationView): Promise<void> {
    const link = { kind, id, number, ...(title === undefined ? {} : { title }) };
    if (await this.#save({ ...link, gone: true })) await this.#section.back();
  }

  /** Hands a change to the outbox; true when it is stored. */
  #save(change: RelationChange, key?: string): Promise<boolean> {
    const speech = this.#with.speech();
    const { record: words } = speech.terms;
    const name = linkName({ ...change, id: change.number }, speech);
    return this.#section.deeds.save(async (store) => {
      const sent = await store.relate(this.#with.id(), change, key);
      void this.#section.tell(name, sent, words[change.gone ? 'unlinked' : 'linked'](name));
    });
  }

  #scene(canShow: boolean, canEdit: boolean): LinkScene {
    const { relate, traits } = this.#with.store()?.adapter ?? {};
    const removes = canEdit && relate ? (traits?.relations?.removes ?? []) : [];
    return {
      ...this.#section.unsent,
      canShow,
      show: this.#with.show,
      canRemove: ({ kind, pending }) => pending === undefined && removes.includes(kind),
      remove: (relation) => void this.#remove(relation),
    };
  }

  /** Nothing where there are none and none can be added. */
  /** How many there are. */
  get size(): number {
    return this.#relations.value?.relations?.length ?? 0;
  }

  render(canShow: boolean, canEdit: boolean): TemplateResult | typeof nothing {
    const { state, relations = [] } = this.#relations.value ?? {};
    const { relate } = this.#with.store()?.adapter ?? {};
    const { terms } = this.#with.speech();
    const { record: words } = terms;
    const failed = state === 'error';
    const adds = canEdit && relate !== undefined && this.#kinds.length > 0;
    if (relations.length === 0 && !failed && !(adds && state !== undefined)) return nothing;
    const scene = this.#scene(canShow, canEdit);
    return html`<section part="section" data-section="links" aria-labelledby="section-links">
      ${this.#section.renderHeading(words.links)}
      ${failed ? html`<p class="muted">${words.linksFailed}</p>` : nothing}
      ${this.#section.renderRows(
        relationKinds.map((name) => ({
          name,
          label: terms.relationKind[name],
          rows: relations.filter(({ kind }) => kind === name).map((relation) => renderLink(relation, scene)),
        })),
      )}
      ${adds ? this.#renderAdding() : nothing} ${this.#section.renderFault()}
    </section>`;
  }

  #renderAdding(): TemplateResult {
    const { record: words } = this.#with.speech().terms;
    return this.#section.renderAdding(words.linkAdd, this.#begin, {
      fields: () => this.#form.render(),
      submit: this.#form.replaced ? words.linkReplace : words.linkAddIt,
      submitted: () => void this.#submit(),
    });
  }
}
