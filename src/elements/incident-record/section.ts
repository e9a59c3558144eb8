import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import type { IncidentStore, OutboxItem, OutboxState, Submitted } from '../../store/types.js';
import { focusNext } from '../../ui/keyboard-place.js';
import { said } from '../../ui/said.js';
import { Sheet } from '../../ui/sheet.js';
import { Deeds } from './deeds.js';
import type { FactSpeech } from './record-facts.js';
import type { UnsentScene } from './unsent-row.js';

/** What a section that is changed through a sheet needs of its surroundings. */
export interface SectionOptions {
  readonly speech: () => FactSpeech;
  readonly store: () => IncidentStore | undefined;
  readonly outbox: () => OutboxState | undefined;
  /** Id of the incident that is shown; empty for none. */
  readonly id: () => string;
  readonly offline: () => boolean;
  readonly say: (message: string) => void;
}

/** What is asked of somebody who adds a row. */
export interface Adding {
  readonly fields: () => TemplateResult;
  /** The verb that adds it. */
  readonly submit: string;
  readonly submitted: () => void;
}

/** Rows of one kind below what they have in common. */
export interface RowGroup {
  readonly name: string;
  readonly label: string;
  readonly rows: readonly TemplateResult[];
}

/** The sheet's step for a new row. */
export const adding = 'add';

/**
 * A section of the record whose rows are added, changed and taken away one by one: its heading, the button that adds,
 * the sheet below it, and what became of the last change. Its name begins the ids of all of them.
 */
export class Section {
  readonly #host: LitElement;
  readonly #name: string;
  readonly #with: SectionOptions;
  readonly deeds: Deeds;
  readonly sheet: Sheet;

  constructor(host: LitElement, name: 'links' | 'tasks' | 'team', options: SectionOptions) {
    this.#host = host;
    this.#name = name;
    this.#with = options;
    this.deeds = new Deeds(host, options.store);
    this.sheet = new Sheet(host, {
      name: `${name}-sheet`,
      terms: () => options.speech().terms,
      drafts: () => options.store()?.drafts,
      author: () => options.store()?.author,
      kept: () => options.store()?.status.value.storage === 'durable',
      scope: () => `${name}:${options.id()}`,
      fallback: () => this.#find(`#section-${name}`),
    });
  }

  #find(selector: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(selector);
  }

  /** What waits in the outbox under a key. */
  readonly itemOf = (key: string): OutboxItem | undefined =>
    this.#with.outbox()?.items.find(({ mutation }) => mutation.key === key);

  /** What can be done with rows that have not got through. */
  get unsent(): UnsentScene {
    return {
      speech: this.#with.speech(),
      offline: this.#with.offline(),
      itemOf: this.itemOf,
      retry: (key) => this.deeds.decide((store) => store.retry(key)),
      discard: (key) => this.deeds.decide((store) => store.discard(key).then(() => this.back())),
    };
  }

  /** Sends the keyboard to what is wrong, once it is drawn. */
  point(id: string): Promise<void> {
    return focusNext(this.#host, `#${id}`);
  }

  /** Keeps the keyboard's place where a button is gone with what it was about. */
  async back(): Promise<void> {
    await this.#host.updateComplete;
    (this.#find(`#${this.#name}-add`) ?? this.#find(`#section-${this.#name}`))?.focus();
  }

  /** Says what becomes of a change: that it waits, `done` when the ticket system has it, or why it has not. */
  async tell(name: string, { outcome }: Submitted, done: string): Promise<void> {
    const { record: words, pending } = this.#with.speech().terms;
    if (this.#with.offline()) this.#with.say(words.waiting(name));
    const { state } = await outcome;
    if (state === 'confirmed') this.#with.say(done);
    else if (state !== 'discarded') this.#with.say(`${name}: ${pending[state]}`);
  }

  renderHeading(label: string): TemplateResult {
    return html`<h3 id=${`section-${this.#name}`} tabindex="-1">${label}</h3>`;
  }

  /** Nothing where no group has a row. */
  renderRows(groups: readonly RowGroup[]): TemplateResult | typeof nothing {
    const filled = groups.filter(({ rows }) => rows.length > 0);
    return filled.length === 0
      ? nothing
      : html`<dl class="facts">
          ${filled.map(
            ({ name, label, rows }) =>
              html`<div class="fact" part="field" data-field=${name}>
                <dt><bdi>${label}</bdi></dt>
                <dd>
                  <ul class="links">
                    ${rows}
                  </ul>
                </dd>
              </div>`,
          )}
        </dl>`;
  }

  /** The button that adds a row, what stands beside it, and the sheet below; `begin` empties the sheet's fields. */
  renderAdding(
    label: string,
    begin: () => void,
    { fields, submit, submitted }: Adding,
    beside: TemplateResult | typeof nothing = nothing,
  ): TemplateResult {
    const isOpen = this.sheet.step === adding;
    return html`<p class="row adding">
        <button
          class="button small"
          type="button"
          id=${`${this.#name}-add`}
          aria-expanded=${isOpen ? 'true' : 'false'}
          @click=${(event: Event) => {
            this.deeds.forget();
            begin();
            this.sheet.open(adding, event.currentTarget as HTMLElement);
          }}
        >
          ${label}
        </button>
        ${beside}
      </p>
      ${isOpen ? this.renderSheet(label, { fields, submit, submitted }) : nothing}`;
  }

  renderSheet(heading: string, { fields, submit, submitted }: Adding): TemplateResult | typeof nothing {
    const { busy, error } = this.deeds;
    return this.sheet.render({ heading, fields: fields(), submit, busy, error, submitted });
  }

  /** Why the last change could not be stored, where no sheet tells it. */
  renderFault(): TemplateResult | typeof nothing {
    const { error } = this.deeds;
    if (!error || this.sheet.step !== undefined) return nothing;
    const { terms } = this.#with.speech();
    return html`<p class="error" role="alert">
      ${said(`${terms.errorTitle[error.kind]}. ${terms.errorHelp[error.kind]}`, error)}
    </p>`;
  }
}
