import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import type { Adapter } from '../../adapters/adapter.js';
import { linkIdOf } from '../../adapters/choices.js';
import type { Relation, RelationChange, RelationKind } from '../../core/relation.js';
import { isElsewhere, isItem, isOnlyOne, isSameNumber } from '../../core/relation.js';
import type { IncidentStore } from '../../store/types.js';
import type { ChoiceSource } from '../../ui/choice-list.js';
import type { DraftData } from '../../ui/draft.js';
import type { Chosen } from '../../ui/chosen.js';
import { asChosen, sourceOf } from '../../ui/chosen.js';
import { LookUp } from '../../ui/look-up.js';
import { linkName } from './link-row.js';
import type { FactSpeech } from './record-facts.js';

export interface LinkFormOptions {
  readonly speech: () => FactSpeech;
  readonly store: () => IncidentStore | undefined;
  readonly offline: () => boolean;
  /** Id of the incident that is shown: it is not offered. */
  readonly id: () => string;
  /** The kinds of links that can be added. */
  readonly kinds: () => readonly RelationKind[];
  /** What has been filled in, by name. */
  readonly values: () => DraftData;
  readonly set: (name: string, value: unknown) => void;
  /** The link of a kind that is there. */
  readonly present: (kind: RelationKind) => Relation | undefined;
  /** Nothing was said of the other record. */
  readonly missing: () => boolean;
}

/** So many incidents are asked for at a time. */
const pageSize = 20;

/** Finds incidents by number or words, other than the one that is shown. */
const incidentsOf = (adapter: Adapter, own: string): ChoiceSource | undefined =>
  adapter.traits.search
    ? async (text, cursor, signal) => {
        const page = { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) };
        const { items, next } = await adapter.list(text === '' ? {} : { text }, page, { signal });
        return {
          items: items
            .filter(({ id }) => id !== own)
            .map(({ id, number, title }) => ({ id, label: number, hint: title })),
          ...(next === undefined ? {} : { next }),
        };
      }
    : undefined;

/** What a new link is asked for: what the other record is to this one, and which it is. */
export class LinkForm {
  readonly #with: LinkFormOptions;
  readonly #others: LookUp;

  constructor(host: LitElement, options: LinkFormOptions) {
    this.#with = options;
    this.#others = new LookUp(host, {
      id: 'link-other',
      terms: () => options.speech().terms,
      source: () => {
        const adapter = options.store()?.adapter;
        return this.#asksItem ? sourceOf(adapter, 'items') : adapter && incidentsOf(adapter, options.id());
      },
      offline: options.offline,
      // A number can be typed before anybody can look it up.
      free: true,
      changed: (chosen) => options.set('other', chosen ?? null),
    });
  }

  /** Before the sheet is filled in: what was chosen for another link is forgotten. */
  begin(): void {
    this.#others.value = undefined;
  }

  /** Shows what a draft has brought back. */
  follow(): void {
    this.#others.follow(this.#held);
  }

  get #held(): Chosen | undefined {
    return asChosen(this.#with.values()['other']);
  }

  get #kind(): RelationKind | undefined {
    const kinds = this.#with.kinds();
    const chosen = kinds.find((kind) => kind === this.#with.values()['kind']);
    // Nothing gives way before somebody says so.
    return chosen ?? kinds.find((kind) => !isOnlyOne(kind) || !this.#with.present(kind)) ?? kinds[0];
  }

  /** A configuration item is asked for, where they can be looked up. */
  get #asksItem(): boolean {
    const kind = this.#kind;
    return kind !== undefined && isItem(kind) && this.#with.store()?.adapter.items !== undefined;
  }

  /** What was chosen among items is no incident, and the other way round. */
  #choose(kind: string): void {
    const before = this.#asksItem;
    this.#with.set('kind', kind);
    if (before === this.#asksItem) return;
    this.#others.value = undefined;
    this.#with.set('other', null);
  }

  /** The link that has to give way, where there can be only one. */
  get replaced(): Relation | undefined {
    const kind = this.#kind;
    return kind !== undefined && isOnlyOne(kind) ? this.#with.present(kind) : undefined;
  }

  /** What was answered; undefined while nothing is said of the other record. */
  answer(): RelationChange | undefined {
    const [kind, held] = [this.#kind, this.#held];
    const number = held?.label.trim() ?? '';
    if (!kind || !held || number === '') return undefined;
    const { id, number: called } = this.replaced ?? {};
    // The one that is there already takes no place from itself.
    const instead =
      id === undefined || id === held.id || isSameNumber(called ?? id, number)
        ? {}
        : { replaces: { id, ...(called === undefined ? {} : { number: called }) } };
    if (held.id === undefined || (isElsewhere(kind) && !isItem(kind))) return { kind, number, ...instead };
    return {
      kind,
      id: linkIdOf(held),
      number,
      ...(held.hint === undefined ? {} : { title: held.hint }),
      ...instead,
    };
  }

  render(): TemplateResult {
    const { record: words, relationKind, issue } = this.#with.speech().terms;
    const present = this.#kind;
    const giving = this.replaced;
    const problem = this.#with.missing() ? issue['required'] : undefined;
    return html`<div class="field">
        <label class="label" for="link-kind">${words.linkKind}</label>
        <select
          id="link-kind"
          class="input"
          @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value)}
        >
          ${this.#with
            .kinds()
            .map(
              (kind) =>
                html`<option value=${kind} ?selected=${kind === present}>${relationKind[kind]}</option>`,
            )}
        </select>
        ${
          giving
            ? html`<p class="note" data-replaces=${giving.id}>
                ${words.linkOne(linkName(giving, this.#with.speech()))}
              </p>`
            : nothing
        }
      </div>
      ${
        present !== undefined && isElsewhere(present) && !this.#asksItem
          ? this.#renderNumber(problem)
          : this.#others.render({
              label: this.#asksItem ? words.linkItem : words.linkOther,
              required: true,
              problem,
            })
      }`;
  }

  #renderNumber(problem: string | undefined): TemplateResult {
    return html`<div class="field">
      <label class="label" for="link-other">${this.#with.speech().terms.record.linkNumber}</label>
      <input
        id="link-other"
        class="input"
        dir="auto"
        autocomplete="off"
        .value=${this.#held?.label ?? ''}
        aria-required="true"
        aria-invalid=${problem === undefined ? nothing : 'true'}
        aria-describedby=${problem === undefined ? nothing : 'link-other-problem'}
        @input=${(event: Event) =>
          this.#with.set('other', { label: (event.target as HTMLInputElement).value })}
      />
      ${problem === undefined ? nothing : html`<p class="error" id="link-other-problem">${problem}</p>`}
    </div>`;
  }
}
